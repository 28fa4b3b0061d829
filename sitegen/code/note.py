"""Of what editors write in fields, tables and headings: annotations, entities, decisions."""

from sitegen.code import Code, Codes, Severity

CODES: Codes = {
    "front-matter-duplicate-key": Code(
        Severity.ERROR, "a front matter has the same key twice", "delete one of the two lines"
    ),
    "front-matter-missing-key": Code(
        Severity.ERROR,
        "a front matter lacks a key that it needs",
        "add the line that the hint shows, between the lines of three dashes",
    ),
    "front-matter-syntax": Code(
        Severity.ERROR,
        "a front matter is not YAML, or not a table of fields",
        "mend the line named; put quotes around a value that holds a colon or a hash",
    ),
    "front-matter-type": Code(
        Severity.ERROR,
        "a field of a front matter holds the wrong kind of value",
        "write a value of the kind that the message names",
    ),
    "front-matter-unclosed": Code(
        Severity.ERROR,
        "a front matter has no closing line of three dashes",
        "end it with a line of three dashes",
    ),
    "front-matter-unknown-key": Code(
        Severity.ERROR,
        "a front matter has a key that means nothing there",
        "take the field out, or spell it as the hint does",
    ),
    "annotation-ambiguous": Code(
        Severity.WARNING,
        "a quoted passage stands more than once in its paragraph",
        "say which with (1) or (2) after the quotation",
    ),
    "annotation-close-match": Code(
        Severity.WARNING,
        "a quotation is only nearly the words of its paragraph",
        "copy the words that the hint shows into the note's heading",
    ),
    "annotation-date": Code(Severity.ERROR, "the date of a note is no date", "write it as 2007-07-09"),
    "annotation-empty": Code(
        Severity.WARNING,
        "a note has no text, and is left out",
        "write its text below its fields, or delete its heading",
    ),
    "annotation-field": Code(
        Severity.ERROR,
        "a note has a field that does not exist, or one twice",
        "take the field out, or spell it as the hint does; give each once",
    ),
    "annotation-field-misplaced": Code(
        Severity.ERROR,
        "a field stands where none is read; what it may be for is left out",
        "move it right below the note's heading, or between the lines of three dashes at the top of the file",
    ),
    "annotation-heading": Code(
        Severity.ERROR,
        "the heading of a note has one # or more than two; the note is left out",
        "begin it with two #, as the hint does",
    ),
    "annotation-id": Code(
        Severity.ERROR,
        "a note's id cannot be used, or another note has it",
        "write an id of small letters, digits and hyphens that no other note of the file has",
    ),
    "annotation-id-unsteady": Code(
        Severity.WARNING,
        "a published note's id depends on the notes beside it",
        "give the note the id that the hint shows, so that its address lasts",
    ),
    "annotation-kind": Code(
        Severity.ERROR,
        "a note names no kind, or one that does not exist",
        "write a line kind: with one of the kinds that the hint lists",
    ),
    "annotation-occurrence-missing": Code(
        Severity.ERROR,
        "a quotation stands fewer times than said",
        "write a smaller number after the quotation, or none",
    ),
    "annotation-orphan": Code(
        Severity.ERROR,
        "the words a note quotes are not in its paragraph",
        "copy the words from the cable's page, as they stand there, or name the paragraph that has them",
    ),
    "annotation-paragraph-missing": Code(
        Severity.ERROR,
        "a note is on a paragraph that is not there",
        "write a number that the cable has; the hint names the likely one",
    ),
    "annotation-reference-missing": Code(
        Severity.ERROR,
        "a note is on a reference that is not there",
        "write the label of a reference that the cable has",
    ),
    "annotation-status": Code(
        Severity.ERROR, "the status of a note does not exist", "write draft, review or published"
    ),
    "annotation-stray-text": Code(
        Severity.WARNING,
        "text above the first heading belongs to no note",
        "put a heading ## above it, with the place that it is about, or delete it",
    ),
    "annotation-target": Code(
        Severity.ERROR,
        "a note's heading cannot be read as a place in a cable",
        'write it as ¶3, ¶3-5, ¶3 "exact words", ref B, subject or cable',
    ),
    "decision-entity-unknown": Code(
        Severity.ERROR,
        "a decision is for an entity that does not exist",
        "write the id of an entity that is there, or none",
    ),
    "decision-file-unreadable": Code(
        Severity.ERROR,
        "decisions.csv, or the words of a row of it, cannot be read: no link is safe",
        "mend the file at the place named; until then nothing is linked",
    ),
    "decision-row": Code(
        Severity.ERROR,
        "a row of decisions.csv cannot be read; its words are not linked",
        "mend the cell that the message names; put words that hold a comma in quotation marks",
    ),
    "decision-stale": Code(
        Severity.WARNING,
        "a decision is for words that its cable does not say",
        "copy the words from the cable's page, or delete the row",
    ),
    "entity-alias-short": Code(
        Severity.WARNING,
        "a name or alias of one letter is not looked for",
        "write it in full, take the alias out, or say in decisions.csv where it is meant",
    ),
    "entity-cable-id": Code(
        Severity.ERROR,
        "an alias is limited to something that is no cable id",
        "write the cable's id, as in 07ASTANA1848",
    ),
    "entity-date": Code(
        Severity.ERROR,
        "the dates of an alias are none, or in the wrong order",
        "write days as 2007-07-09, months as 2007-07 or years as 2007; from before to",
    ),
    "entity-folder": Code(
        Severity.WARNING,
        "an entity's file stands in the folder of another type",
        "move the file to the folder of its type, or change its type",
    ),
    "entity-id": Code(
        Severity.ERROR,
        "an entity's id cannot be part of an address",
        "write it in small letters, digits and hyphens, as in nur-otan",
    ),
    "entity-id-name": Code(
        Severity.WARNING, "an entity's file is not named for its id", "rename the file as the hint says"
    ),
    "entity-id-taken": Code(Severity.ERROR, "two entities have one id", "give one of the two another id"),
    "entity-type": Code(
        Severity.ERROR, "the type of an entity does not exist", "write one of the types that the hint lists"
    ),
    "glossary-row": Code(
        Severity.ERROR,
        "a row of glossary.csv cannot be read; it is left out",
        "mend the cell that the message names; put words that hold a comma in quotation marks",
    ),
    "glossary-unreadable": Code(
        Severity.ERROR,
        "glossary.csv is no table, or its columns are not those that are looked for",
        "make its first line term,kind,meaning and what else it has",
    ),
    "import-note-differs": Code(
        Severity.ERROR,
        "a note is there already, and says something else; it was not overwritten",
        "change the note in its file, or give the row another id",
    ),
    "import-note-refused": Code(
        Severity.ERROR,
        "something cannot be a note, and was not imported",
        "mend what the message names, and import it again: what is there already is left alone",
    ),
    "import-note-skipped": Code(
        Severity.WARNING,
        "an annotation of Hypothesis is a reply or has no words, and was left out",
        "nothing to do; or copy it by hand into the note that it belongs to",
    ),
    "import-note-unplaced": Code(
        Severity.WARNING,
        "the words an annotation of Hypothesis quotes stand nowhere in its cable, or more than once",
        "look for the draft on the whole cable that quotes them, and give it its paragraph and words",
    ),
}
