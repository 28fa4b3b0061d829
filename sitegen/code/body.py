"""Of the Markdown that editors write: links, pictures, what is set in; and of pages."""

from sitegen.code import Code, Codes, Severity

CODES: Codes = {
    "comment-unclosed": Code(
        Severity.ERROR, "an HTML comment in a note or page has no end", "end it with -->"
    ),
    "footnote-missing": Code(
        Severity.WARNING,
        "a footnote is called and not there, and its brackets are printed",
        "add a line that begins with its name, as [^1]: and its words",
    ),
    "image-missing": Code(
        Severity.ERROR,
        "a note or page shows a picture that is not in content/images/",
        "put the file there, or spell its name as it is there",
    ),
    "image-outside": Code(
        Severity.ERROR,
        "a picture is named by a path that leaves content/images/",
        "move the file into content/images/, and write its path from there",
    ),
    "image-remote": Code(
        Severity.ERROR,
        "a picture is of another host, which would learn who reads",
        "put a copy into content/images/, if you may publish it",
    ),
    "image-tells-more": Code(
        Severity.WARNING,
        "a picture also tells where, when, by whom or with what it was made, or holds an earlier copy",
        "take that out before it is published: exiftool -all= FILE, once the picture is upright",
    ),
    "image-type": Code(
        Severity.ERROR,
        "a picture is of a kind that is not published",
        "save it as PNG, JPEG, GIF or WebP; an SVG can hold script",
    ),
    "image-unreadable": Code(
        Severity.ERROR,
        "a file of content/images/ is not the picture that its name says, or is damaged",
        "save it again, in the format that its name says",
    ),
    "image-without-words": Code(
        Severity.ERROR,
        "a picture has no words for those who cannot see it",
        "say between the brackets what it shows",
    ),
    "insert-cable-absent": Code(
        Severity.ERROR,
        "a page quotes or features a cable that is not in the archive",
        "add the cable, or mend its id",
    ),
    "insert-page-missing": Code(
        Severity.ERROR,
        "a page features an essay that there is not",
        "write the name of a file in content/pages, without its ending",
    ),
    "insert-paragraph-missing": Code(
        Severity.ERROR,
        "a page quotes a paragraph that its cable does not have",
        "write the id of a paragraph that it has, as in its address: p7",
    ),
    "insert-unreadable": Code(
        Severity.ERROR,
        "what a page sets in between two braces cannot be read, or stands where none is read",
        "give it a line of its own, in the form that the hint shows",
    ),
    "link-anchor-missing": Code(
        Severity.ERROR,
        "a link is to a place that its cable does not have",
        "write a paragraph or reference that the cable has",
    ),
    "link-cable-absent": Code(
        Severity.WARNING,
        "a link is to a cable that is not in the archive and that no cable there cites",
        "nothing to do, if there is such a cable: a page says that you speak of it; else mend its id",
    ),
    "link-entity-ambiguous": Code(
        Severity.ERROR,
        "a link gives a name that several entities have",
        "write the id of the entity that is meant",
    ),
    "link-entity-unknown": Code(
        Severity.ERROR,
        "a link gives a name that no entity has",
        "spell the name as its entity does, add the entity, or take the brackets away",
    ),
    "link-page-missing": Code(
        Severity.WARNING,
        "a link of a page or an entity leads to no page of the site",
        "write the page's address as seen from this one, as in ../about/; a cable as [[07ASTANA1848 ¶3]]",
    ),
    "link-unclosed": Code(
        Severity.WARNING,
        "a link has no end, and its brackets are printed",
        "end it with ]]; brackets that are to be printed are written \\[\\[",
    ),
    "link-unreadable": Code(
        Severity.ERROR,
        "a link names a paragraph but not its cable",
        "write the cable's id before the paragraph, as in [[07ASTANA1848 ¶3]]",
    ),
    "prose-date": Code(Severity.ERROR, "the date of a page is no date", "write it as 2007-07-09"),
    "prose-kind": Code(
        Severity.ERROR, "a page is of a kind that does not exist", "write page or essay, or leave it out"
    ),
    "prose-name": Code(
        Severity.ERROR,
        "the name of a page's file cannot be part of an address",
        "rename the file in small letters, digits and hyphens",
    ),
    "prose-reserved": Code(
        Severity.ERROR,
        "a page has the name of an address that is the site's own",
        "give the file another name",
    ),
    "prose-twice": Code(
        Severity.ERROR, "two pages have one name; only the first is published", "rename one of the two"
    ),
}
