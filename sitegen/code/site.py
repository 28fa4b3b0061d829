"""Of a site: its settings, files, forms and templates."""

from sitegen.code import Code, Codes, Severity

CODES: Codes = {
    "config-missing-key": Code(
        Severity.ERROR, "site.toml lacks a key that every site needs", "add the line that the hint shows"
    ),
    "config-syntax": Code(
        Severity.ERROR, "site.toml is not TOML", 'mend the line; values are quoted, as in title = "Cables"'
    ),
    "config-unknown-key": Code(
        Severity.ERROR,
        "site.toml has a key that means nothing",
        "take the key out, or spell it as the hint does",
    ),
    "config-wrong-value": Code(
        Severity.ERROR,
        "a value in site.toml cannot be used",
        "write a value of the kind that the message names",
    ),
    "withhold-open": Code(
        Severity.WARNING,
        "others on this machine can read what is withheld",
        "close the folder to them, as the hint says",
    ),
    "withhold-out": Code(
        Severity.ERROR,
        "withheld words, or what cannot be looked into, are in the output, which could not be made anew",
        "mend the other errors and build again; take copies of the output down",
    ),
    "withhold-shown": Code(
        Severity.ERROR,
        "withheld words are plain in a record only when it has been parsed; it is not published",
        "add the words as they stand in the record as a rule, or each part of them",
    ),
    "withhold-unseen": Code(
        Severity.ERROR,
        "the output stays as it was, and it is not known what must not be in it",
        "mend site.toml, and publish nothing of the output before a build has looked through it",
    ),
    "withhold-unused": Code(
        Severity.WARNING,
        "a rule withholds nothing",
        "look whether it is spelt as in the records; it is never told with its words",
    ),
    "withhold-used": Code(
        Severity.NOTE,
        "how often a rule withholds words of records",
        "nothing to do, unless it is oftener or seldomer than the records would have them",
    ),
    "content-missing": Code(
        Severity.ERROR,
        "the site has no content/ folder",
        "run the command where site.toml is, or make a new site: sitegen init DIR",
    ),
    "content-no-cables": Code(
        Severity.WARNING,
        "there is no record in content/cables/",
        "put the records, as received, into content/cables/",
    ),
    "encoding-guessed": Code(
        Severity.WARNING,
        "a file is not UTF-8 and was read as another encoding",
        "look whether the line named reads well; to settle it, save the file as UTF-8",
    ),
    "source-ignored": Code(
        Severity.WARNING,
        "files of content/ are of no kind that is read",
        "move them out of content/, or give records a name that ends in .txt",
    ),
    "source-too-large": Code(
        Severity.ERROR, "a file is larger than any record", "cut it into one file a cable"
    ),
    "form-unknown": Code(
        Severity.ERROR,
        "a file is of no form in which cables are read",
        "convert or unpack it as the hint says, or move it out of content/cables/",
    ),
    "page-incomplete": Code(
        Severity.WARNING,
        "a saved page lacks its table of facts, or one of its two blocks of text",
        "save the page again, whole; or keep the record as a .txt file named for its id",
    ),
    "dump-row-damaged": Code(
        Severity.ERROR,
        "a row of a dump cannot be read; the rows around it are",
        "mend the row at the line named: its quotes first, then the number of its columns",
    ),
    "dump-packed": Code(
        Severity.ERROR,
        "a dump is packed, and a build must read its rows in any order",
        "unpack it, or make files of it: sitegen import FILE",
    ),
    "archive-damaged": Code(
        Severity.ERROR,
        "an archive, or a member of it, cannot be unpacked",
        "fetch it again, unpack it with another program, or take the member out",
    ),
    "archive-ignored": Code(
        Severity.NOTE,
        "members of an archive are no records (folders of macOS, hidden files) and are left out",
        "nothing to do, unless a record is among them: then give it a plain name",
    ),
    "import-differs": Code(
        Severity.ERROR,
        "another text of the same cable is there already, and was not overwritten",
        "compare the two; remove the file that is there if the new one is the better",
    ),
    "import-without-id": Code(
        Severity.ERROR,
        "a record has no id to be named for, and was not imported",
        "name its file for its id, as in 07ASTANA1848.txt",
    ),
    "source-empty": Code(Severity.ERROR, "a file has nothing in it", "put the record into it, or delete it"),
    "source-binary": Code(Severity.ERROR, "a file is not text", "save the record as plain text, in UTF-8"),
    "source-undecodable": Code(
        Severity.ERROR, "a file is not in the encoding that it claims", "save it again, as UTF-8"
    ),
    "source-unreadable": Code(
        Severity.ERROR,
        "a file or folder could not be read",
        "see to the file's permissions, and that it is a file; then build again",
    ),
    "source-misnamed": Code(
        Severity.ERROR,
        "a file's name cannot be printed",
        "rename it in letters, digits and hyphens, for its cable's id",
    ),
    "source-changed": Code(Severity.ERROR, "a file changed while the site was being built", "build again"),
    "cable-twice": Code(
        Severity.ERROR,
        "two files hold the same cable; only the first is published",
        "delete the worse of the two, or name each for its own id",
    ),
    "annotations-misnamed": Code(
        Severity.ERROR,
        "an annotation file is not named for a cable",
        "name it for its cable's id, as in 07ASTANA1848.md",
    ),
    "annotations-twice": Code(
        Severity.ERROR,
        "two annotation files are for the same cable",
        "put all notes on the cable into one of the two, and delete the other",
    ),
    "annotations-without-cable": Code(
        Severity.ERROR,
        "an annotation file is for a cable that is not here",
        "add the cable, or rename the file for the cable that its notes are on",
    ),
    "record-failed": Code(
        Severity.ERROR,
        "sitegen itself failed at a record; all others are published",
        "send us the record, or a like one, with the message: the fault is ours",
    ),
    "output-collision": Code(
        Severity.ERROR,
        "two sources make the same file of the output",
        "rename one of the two that the message names",
    ),
    "template-failed": Code(
        Severity.ERROR,
        "a template did something that cannot be done",
        "mend the template at the line named, or delete it to have the built-in one",
    ),
    "template-missing": Code(
        Severity.ERROR,
        "a template, or one it extends or imports, is not there",
        "add it to templates/, or spell its name as a template's that is there",
    ),
    "template-syntax": Code(
        Severity.ERROR,
        "a template is not written as Jinja wants it",
        "mend the template at the line named, or delete it to have the built-in one",
    ),
    "template-undefined": Code(
        Severity.ERROR,
        "a template names something that its page does not have",
        "use a name that the page has, or delete the template to have the built-in one",
    ),
    "template-unused": Code(
        Severity.WARNING,
        "a file of templates/ is called almost as one of the theme is, and takes the place of none",
        "give it the name that the hint shows, or another that is less like it",
    ),
}
