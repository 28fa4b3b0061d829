"""Of a record, as the parser reads it."""

from sitegen.code import Code, Codes, Severity

CODES: Codes = {
    "banner-repeated": Code(
        Severity.NOTE,
        "a classification banner inside the text was set aside",
        "nothing to do; the source page shows it",
    ),
    "caption-repeated": Code(
        Severity.NOTE,
        "a caption such as SIPDIS stood twice; the second was set aside",
        "nothing to do; the source page shows it",
    ),
    "classification-missing": Code(
        Severity.WARNING,
        "a cable has no classification line",
        "see whether another copy of the record has the line; without it the security line tells the level",
    ),
    "dtg-missing": Code(
        Severity.WARNING,
        "a cable has no date-time group",
        "name the file for the cable's id, which has the year; a fuller copy may have the day",
    ),
    "dtg-unreadable": Code(
        Severity.WARNING,
        "a date-time group is no date that exists",
        "compare with another copy of the record; the file's name can give the year",
    ),
    "encoding-undone": Code(
        Severity.NOTE,
        "letters that had been read in a wrong encoding, as â€™ for ’, were read as what they were",
        "nothing to do, if the line reads well; the source page shows it as it came",
    ),
    "header-recased": Code(
        Severity.NOTE,
        "a header in small letters was read in capitals, as the telegraph has it",
        "nothing to do; another copy of the record may have the capitals",
    ),
    "header-repeated": Code(
        Severity.NOTE,
        "a line of the header stood again in the text and was set aside",
        "nothing to do; the source page shows it",
    ),
    "id-conflict": Code(
        Severity.WARNING,
        "a file's name and its text name different cables",
        "see which cable the text is, and name the file for it",
    ),
    "id-unreadable": Code(
        Severity.ERROR,
        "neither a record's text nor its file's name gives an id",
        "name the file for the cable's id, as in 07ASTANA1848.txt",
    ),
    "mark-above-cable": Code(
        Severity.WARNING,
        "a paragraph is classified above its cable",
        "compare with another copy: the mark or the classification line may be wrong; a note can say so",
    ),
    "mark-respelled": Code(
        Severity.NOTE,
        "a portion mark, or letters, that a program wrote otherwise, as © for (C), were read as typed",
        "look whether the mark is right; if it is not, compare with another copy of the record",
    ),
    "markdown-unescaped": Code(
        Severity.NOTE,
        "escapes and signs of Markdown were taken out of a text",
        "nothing to do; the record keeps them",
    ),
    "markup-undone": Code(
        Severity.NOTE,
        "tags and entities of HTML in a text were read as what they stand for",
        "nothing to do; the record keeps them",
    ),
    "not-a-cable": Code(
        Severity.ERROR,
        "a file holds nothing that looks like a cable",
        "move it out of content/cables/, or see whether its header was lost",
    ),
    "number-gap": Code(
        Severity.NOTE,
        "a paragraph number is missing from the sequence",
        "nothing to do where paragraphs were withheld; else compare with another copy of the record",
    ),
    "number-repaired": Code(
        Severity.NOTE,
        "a damaged paragraph number was restored from the sequence",
        "look whether the number is right; if it is not, compare with another copy of the record",
    ),
    "number-repeated": Code(
        Severity.NOTE,
        "a paragraph number stands twice in a row; the second has an address of its own",
        "nothing to do where the drafter erred; point notes at the address that is meant, as p5-2",
    ),
    "number-restarted": Code(
        Severity.NOTE,
        "the paragraph numbers go back, as where a letter is quoted; repeated ones have their own addresses",
        "nothing to do where the record is so; point notes at the address that is meant, as p5-2",
    ),
    "origin-conflict": Code(
        Severity.WARNING,
        "a cable's FM line and its classification line name different posts",
        "see which cable the text is, and name the file for that one; a note can say whose header it has",
    ),
    "page-break-removed": Code(
        Severity.NOTE,
        "a page-break line was taken out of the text",
        "nothing to do; the source page shows it",
    ),
    "paragraph-rejoined": Code(
        Severity.NOTE,
        "a sentence cut by a blank line was put together again",
        "nothing to do, if the sentence reads well; else compare with another copy of the record",
    ),
    "record-partial": Code(
        Severity.NOTE,
        "the publisher says that a record is a partial extract",
        "nothing to do; a fuller copy, if there is one, can take its place",
    ),
    "reference-to-itself": Code(
        Severity.NOTE,
        "a cable's references name the cable itself",
        "nothing to do, or compare with another copy of the record; no thread and no list counts it",
    ),
    "residue-removed": Code(
        Severity.NOTE,
        "what a machine or a publisher left in a record was set aside",
        "nothing to do; the source page shows it",
    ),
    "sign-restored": Code(
        Severity.NOTE,
        "a paragraph sign that had become a 1, before what is no paragraph, was taken as the sign again",
        "look whether the line reads well without the 1; the source page shows it as it came",
    ),
    "signature-glued": Code(
        Severity.NOTE,
        "the signature stood on or right below the last line of the text",
        "nothing to do, if the signature is a name; else tell us",
    ),
    "stated-conflict": Code(
        Severity.WARNING,
        "a page's table or a dump's row says one thing of a cable, and its text another",
        "compare the two; what was taken is named in the message",
    ),
    "subject-missing": Code(
        Severity.WARNING,
        "a cable has no SUBJECT line",
        "nothing to do in an extract; else see whether another copy has the line",
    ),
    "tags-unlinked": Code(
        Severity.NOTE, "TAGS were Markdown links and were read as plain codes", "nothing to do"
    ),
    "telegram-parted": Code(
        Severity.NOTE,
        "a file holds several telegrams, one after the other; each was read as a record of its own",
        "nothing to do; sitegen import FILE makes a file of each",
    ),
    "telegram-within": Code(
        Severity.WARNING,
        "the head of another telegram stands in a record, and it is not certain that a new one begins there",
        "if it is no quotation, give each telegram a file of its own",
    ),
    "text-missing": Code(
        Severity.WARNING,
        "a record has a header and no text",
        "see whether another copy of the record has its text",
    ),
    "text-unparsed": Code(
        Severity.WARNING,
        "a stretch of a record was not understood",
        "look at the lines named on the source page; where they matter, send us a like record",
    ),
    "transport-undone": Code(
        Severity.NOTE,
        "what a mailer, a listing or a table put before or between the lines, as >, was left out",
        "nothing to do; the record keeps it",
    ),
}
