"""Problems as values: what is wrong, where, and what to do about it.

A stage returns what it understood together with the diagnostics of what it did not. `CODES` is
the one table of kinds: a code never changes its meaning, and its severity is said only here.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple


class Severity(IntEnum):
    """`NOTE` tells of a repair, `WARNING` of a doubt (an error under --strict), `ERROR` of a fault."""

    NOTE = 0
    WARNING = 1
    ERROR = 2

    def __str__(self) -> str:
        return self.name.lower()


class Place(NamedTuple):
    """Where in which file: line and column count from 1; 0 says the whole file."""

    path: str
    line: int = 0
    column: int = 0
    length: int = 0  # characters to underline; 0 underlines to the end of the word

    def __str__(self) -> str:
        parts = [self.path]
        if self.line:
            parts += [str(self.line), str(self.column or 1)]
        return ":".join(parts)


class Code(NamedTuple):
    """One kind of problem."""

    severity: Severity
    meaning: str
    remedy: str = ""  # how an editor settles it


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One problem. `source_line` is the text of the line, shown below the message when known."""

    place: Place
    code: str  # a key of CODES
    message: str
    hint: str = ""
    source_line: str = ""

    @property
    def severity(self) -> Severity:
        return CODES[self.code].severity


CODES: dict[str, Code] = {
    # site
    "config-missing-key": Code(Severity.ERROR, "site.toml lacks a key that every site needs"),
    "config-syntax": Code(Severity.ERROR, "site.toml is not TOML"),
    "config-unknown-key": Code(Severity.ERROR, "site.toml has a key that means nothing"),
    "config-wrong-value": Code(Severity.ERROR, "a value in site.toml cannot be used"),
    "content-missing": Code(Severity.ERROR, "the site has no content/ folder"),
    "content-no-cables": Code(Severity.WARNING, "there is no record in content/cables/"),
    "encoding-guessed": Code(Severity.WARNING, "a file is not UTF-8 and was read as another encoding"),
    "source-ignored": Code(Severity.WARNING, "files of content/ are of no kind that is read"),
    "source-too-large": Code(Severity.ERROR, "a file is larger than any record"),
    "source-empty": Code(Severity.ERROR, "a file has nothing in it"),
    "source-binary": Code(Severity.ERROR, "a file is not text"),
    "source-undecodable": Code(Severity.ERROR, "a file is not in the encoding that it claims"),
    "source-unreadable": Code(Severity.ERROR, "a file or folder could not be read"),
    "source-misnamed": Code(Severity.ERROR, "a file's name cannot be printed"),
    "source-changed": Code(Severity.ERROR, "a file changed while the site was being built"),
    "cable-twice": Code(Severity.ERROR, "two files hold the same cable; only the first is published"),
    "annotations-misnamed": Code(Severity.ERROR, "an annotation file is not named for a cable"),
    "annotations-twice": Code(Severity.ERROR, "two annotation files are for the same cable"),
    "annotations-without-cable": Code(Severity.ERROR, "an annotation file is for a cable that is not here"),
    "record-failed": Code(Severity.ERROR, "sitegen itself failed at a record; all others are published"),
    "output-collision": Code(Severity.ERROR, "two sources make the same file of the output"),
    # pages
    "template-failed": Code(Severity.ERROR, "a template did something that cannot be done"),
    "template-missing": Code(Severity.ERROR, "a template, or one it extends or imports, is not there"),
    "template-syntax": Code(Severity.ERROR, "a template is not written as Jinja wants it"),
    "template-undefined": Code(Severity.ERROR, "a template names something that its page does not have"),
    # cable
    "banner-repeated": Code(Severity.NOTE, "a classification banner inside the text was set aside"),
    "caption-repeated": Code(Severity.NOTE, "a caption such as SIPDIS stood twice; the second was set aside"),
    "classification-missing": Code(Severity.WARNING, "a cable has no classification line"),
    "dtg-missing": Code(Severity.WARNING, "a cable has no date-time group"),
    "dtg-unreadable": Code(Severity.WARNING, "a date-time group is no date that exists"),
    "header-repeated": Code(Severity.NOTE, "a line of the header stood again in the text and was set aside"),
    "id-conflict": Code(Severity.WARNING, "a file's name and its text name different cables"),
    "id-unreadable": Code(Severity.ERROR, "neither a record's text nor its file's name gives an id"),
    "mark-above-cable": Code(Severity.WARNING, "a paragraph is classified above its cable"),
    "markdown-unescaped": Code(Severity.NOTE, "Markdown escapes were taken out of a paragraph"),
    "not-a-cable": Code(Severity.ERROR, "a file holds nothing that looks like a cable"),
    "number-repaired": Code(Severity.NOTE, "a damaged paragraph number was restored from the sequence"),
    "page-break-removed": Code(Severity.NOTE, "a page-break line was taken out of the text"),
    "paragraph-rejoined": Code(Severity.NOTE, "a sentence cut by a blank line was put together again"),
    "signature-glued": Code(Severity.NOTE, "the signature stood on or right below the last line of the text"),
    "subject-missing": Code(Severity.WARNING, "a cable has no SUBJECT line"),
    "tags-unlinked": Code(Severity.NOTE, "TAGS were Markdown links and were read as plain codes"),
    "text-unparsed": Code(Severity.WARNING, "a stretch of a record was not understood"),
    # notes
    "front-matter-duplicate-key": Code(Severity.ERROR, "a front matter has the same key twice"),
    "front-matter-missing-key": Code(Severity.ERROR, "a front matter lacks a key that it needs"),
    "front-matter-syntax": Code(Severity.ERROR, "a front matter is not YAML, or not a table of fields"),
    "front-matter-type": Code(Severity.ERROR, "a field of a front matter holds the wrong kind of value"),
    "front-matter-unclosed": Code(Severity.ERROR, "a front matter has no closing line of three dashes"),
    "front-matter-unknown-key": Code(Severity.ERROR, "a front matter has a key that means nothing there"),
    "annotation-ambiguous": Code(Severity.WARNING, "a quoted passage stands more than once in its paragraph"),
    "annotation-close-match": Code(Severity.WARNING, "a quotation is only nearly the words of its paragraph"),
    "annotation-date": Code(Severity.ERROR, "the date of a note is no date"),
    "annotation-empty": Code(Severity.WARNING, "a note has no text, and is left out"),
    "annotation-field": Code(Severity.ERROR, "a note has a field that does not exist, or one twice"),
    "annotation-field-misplaced": Code(
        Severity.ERROR, "a field stands where none is read; what it may be for is left out"
    ),
    "annotation-id": Code(Severity.ERROR, "a note's id cannot be used, or another note has it"),
    "annotation-id-unsteady": Code(Severity.WARNING, "a published note's id depends on the notes beside it"),
    "annotation-kind": Code(Severity.ERROR, "a note names no kind, or one that does not exist"),
    "annotation-occurrence-missing": Code(Severity.ERROR, "a quotation stands fewer times than said"),
    "annotation-orphan": Code(Severity.ERROR, "the words a note quotes are not in its paragraph"),
    "annotation-paragraph-missing": Code(Severity.ERROR, "a note is on a paragraph that is not there"),
    "annotation-reference-missing": Code(Severity.ERROR, "a note is on a reference that is not there"),
    "annotation-status": Code(Severity.ERROR, "the status of a note does not exist"),
    "annotation-stray-text": Code(Severity.WARNING, "text above the first heading belongs to no note"),
    "annotation-target": Code(Severity.ERROR, "a note's heading cannot be read as a place in a cable"),
    "comment-unclosed": Code(Severity.ERROR, "an HTML comment in a note or page has no end"),
    "decision-entity-unknown": Code(Severity.ERROR, "a decision is for an entity that does not exist"),
    "decision-file-unreadable": Code(
        Severity.ERROR, "decisions.csv, or the words of a row of it, cannot be read: no link is safe"
    ),
    "decision-row": Code(Severity.ERROR, "a row of decisions.csv cannot be read; its words are not linked"),
    "decision-stale": Code(Severity.WARNING, "a decision is for words that its cable does not say"),
    "entity-alias-short": Code(Severity.WARNING, "an alias of one letter is not looked for"),
    "entity-cable-id": Code(Severity.ERROR, "an alias is limited to something that is no cable id"),
    "entity-date": Code(Severity.ERROR, "the dates of an alias are none, or in the wrong order"),
    "entity-folder": Code(Severity.WARNING, "an entity's file stands in the folder of another type"),
    "entity-id": Code(Severity.ERROR, "an entity's id cannot be part of an address"),
    "entity-id-name": Code(Severity.WARNING, "an entity's file is not named for its id"),
    "entity-id-taken": Code(Severity.ERROR, "two entities have one id"),
    "entity-type": Code(Severity.ERROR, "the type of an entity does not exist"),
    "image-unpublished": Code(Severity.ERROR, "a note or page has a picture; none is published yet"),
    "link-anchor-missing": Code(Severity.ERROR, "a link is to a place that its cable does not have"),
    "link-cable-absent": Code(Severity.WARNING, "a link is to a cable that is not in the archive"),
    "link-entity-ambiguous": Code(Severity.ERROR, "a link gives a name that several entities have"),
    "link-entity-unknown": Code(Severity.ERROR, "a link gives a name that no entity has"),
    "link-unreadable": Code(Severity.ERROR, "a link names a paragraph but not its cable"),
    "prose-name": Code(Severity.ERROR, "the name of a page's file cannot be part of an address"),
    "prose-reserved": Code(Severity.ERROR, "a page has the name of an address that is the site's own"),
    "prose-twice": Code(Severity.ERROR, "two pages have one name; only the first is published"),
}
