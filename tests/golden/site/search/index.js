sitegenFound("search/index",{"format":3,"blocks":["cables-1975-02","notes-1975-02","entities","pages"]});
