sitegenFound("search/index",{"format":1,"blocks":["cables-1975-02","notes-1975-02","entities"]});
