"""Damaged copies: whatever a conversion did to a cable, the same numbers, anchors, marks and words.

Each damage is a function of a cable's text and of what the clean text was read as. It changes how the
record is written, never what it says, so the copy must be read as the clean one is.
"""

import quopri
import re
import textwrap
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random

import pytest
from cable_record import ROOT, SEED, read, text_of

from sitegen.cable.model import Cable, PartKind
from sitegen.source_text import SourceText, Span

WORKING_SET = ROOT.parent / "shared" / "cables"
CABLES = (*sorted(WORKING_SET.glob("*.txt")), *sorted((ROOT / "content/cables").rglob("*.txt")))
NUMBER = re.compile(
    r"(?P<sign>[¶§]?\s?)(?P<written>\d{1,3})(?P<stop>[.,):]{0,2})(?P<gap>\s*)(?P<mark>\(.*)?", re.DOTALL
)

MARKED = re.compile(r"(?m)^(?P<number>¶?\d{1,2}\.) (?P<mark>\([A-Z/]{1,6}\))")

Damage = Callable[[str, Cable], str]


def edited(text: str, edits: Iterator[tuple[Span, str]]) -> str:
    """The text with each of these stretches replaced."""
    for (start, end), words in sorted(edits, reverse=True):
        text = text[:start] + words + text[end:]
    return text


def numbered(form: str, *, ten: str = "") -> Damage:
    """Each paragraph's number in another form: `{n}` is the number, `{mark}` its mark, if any."""

    def damage(text: str, cable: Cable) -> str:
        if "." not in form and any(
            text[: p.spans[0].start].rpartition("\n")[2][12:] for p in cable.paragraphs if p.spans
        ):
            return text  # in the middle of a line only a stop tells a number
        return edited(text, _numbers(text, cable, form, ten or form))

    return damage


def _numbers(text: str, cable: Cable, form: str, ten: str) -> Iterator[tuple[Span, str]]:
    marks = [part.span for part in cable.parts if part.kind is PartKind.MARKING]
    for paragraph in cable.paragraphs:
        if paragraph.number is None or not paragraph.spans:
            continue
        span = max((m for m in marks if m.start < paragraph.spans[0].start), default=None)
        match = span and NUMBER.fullmatch(text[span.start : span.end])
        if not span or not match:
            continue
        mark = (match["mark"] or "").strip()
        chosen = ten if paragraph.number == 10 else form
        after = "" if text[span.end : span.end + 1].isspace() else " "
        if not mark and not re.search(r"\{n\}\.\Z|\{n\}\. ", chosen):
            continue  # a form that needs a mark to be known by
        yield span, (chosen.format(n=paragraph.number, mark=mark)).strip() + after


def prose_gaps(text: str, cable: Cable, *, sep: str) -> list[Span]:
    """Line ends in mid-sentence, inside one paragraph: lower case or a comma before, lower case after."""
    return [
        Span(start + match.start(), start + match.end())
        for paragraph in cable.paragraphs
        for start, end in paragraph.spans
        for match in re.finditer(sep, text[start:end])
    ]


MID_SENTENCE = r"(?<=[a-z]{2}) ?\r?\n(?=[a-z]{2})"
MID_WORDS = r"(?<=[a-z]{2}) (?=[a-z]{2})"


def blank_lines(text: str, cable: Cable) -> str:
    """A blank line in the middle of each sentence that runs over a line's end."""
    return edited(text, ((gap, "\n\n") for gap in prose_gaps(text, cable, sep=MID_SENTENCE)))


def page_breaks(text: str, cable: Cable) -> str:
    """A page break on its own line, between blank lines, in the middle of a sentence."""
    post = cable.id.post if cable.id else "PARIS"
    gaps = prose_gaps(text, cable, sep=MID_SENTENCE)
    edits = (
        (gap, f"\n\n{post} 00001234  {n % 900 + 2:03}.2 OF 099 \n\n\n") for n, gap in enumerate(gaps[::5])
    )
    return edited(text, edits)


def page_breaks_inline(text: str, cable: Cable) -> str:
    """A page break in the middle of a line."""
    post = cable.id.post if cable.id else "PARIS"
    gaps = prose_gaps(text, cable, sep=MID_WORDS)
    return edited(text, ((gap, f" {post} 00001234 002 OF 099 ") for gap in gaps[::50]))


def linked_tags(text: str, cable: Cable) -> str:
    """TAGS as the links of a web conversion."""
    match = re.search(r"(?m)^TAGS: *(.+)$", text)
    if not match or "](" in match[1]:
        return text
    links = re.sub(r"\b([A-Z]{2}|[A-Z]{4})\b(?![^(]*\))", r"[\1](#)", match[1])
    return text[: match.start(1)] + links + text[match.end(1) :]


def escaped(text: str, cable: Cable) -> str:
    """Markdown escapes in the words of the paragraphs."""
    signs = (span for span in prose_gaps(text, cable, sep=r"[$]|(?<=\w)-(?=\w)|(?<=\w)\.(?=\s)"))
    return edited(text, ((span, "\\" + text[span.start : span.end]) for span in signs))


def escaped_numbers(text: str, cable: Cable) -> str:
    r"""`1\. (C)`."""
    return numbered("{n}\\. {mark}")(text, cable)


def doubled_sipdis(text: str, cable: Cable) -> str:
    """SIPDIS twice, in the header and within a sentence."""
    if "SIPDIS" not in cable.captions:
        return text
    return re.sub(r"(?m)^SIPDIS *$", "SIPDIS\n\nSIPDIS", text, count=1)


def sipdis_within(text: str, cable: Cable) -> str:
    """SIPDIS alone on a line in the middle of a sentence."""
    if "SIPDIS" not in cable.captions:
        return text
    gaps = prose_gaps(text, cable, sep=MID_SENTENCE)
    return edited(text, ((gap, "\nSIPDIS \n\n") for gap in gaps[2:3]))


def glued_signature(text: str, cable: Cable) -> str:
    """The signature on the last line of the text."""
    if not cable.signature:
        return text
    return re.sub(rf"(?<=[.)])\s*\n\s*(?={re.escape(cable.signature)}\s*\Z)", " ", text)


def unwrapped(text: str, cable: Cable) -> str:
    """Each line end in mid-sentence a blank, as a conversion for the web leaves it."""
    return edited(text, ((gap, " ") for gap in prose_gaps(text, cable, sep=MID_SENTENCE)))


def unwrapped_prose(text: str, cable: Cable) -> str:
    """Each block of prose one line."""
    edits = []
    for paragraph in cable.paragraphs:
        if paragraph.number is None or len(paragraph.blocks) != 1:
            continue
        for start, end in paragraph.spans:
            words = text[start:end]
            edits.append((Span(start, end), " ".join(re.sub(r"(?<=[a-zA-Z]-)\s*\n\s*", "", words).split())))
    return edited(text, iter(edits))


def relabelled(form: Callable[[str], str]) -> Damage:
    labels = r"(?m)^(TAGS|SUBJECT|REF|E\.O\.|CLASSIFIED BY|Classified By)(?=:| \d)"
    return lambda text, cable: re.sub(labels, lambda match: form(match[0]), text)


def subj(text: str, cable: Cable) -> str:
    return re.sub(r"(?m)^SUBJECT:", "SUBJ:", text, count=1)


def joined_header(text: str, cable: Cable) -> str:
    """E.O., TAGS and SUBJECT on one line."""
    text = re.sub(r"(?m)^(E\.?O\.? .*\S)\s*\n(?=TAGS:)", r"\1 ", text, count=1)
    return re.sub(r"(?m)^((?:E\.?O\.? .*)?TAGS:.*\S)\s*\n(?=SUBJECT:)", r"\1 ", text, count=1)


def joined_header_apart(text: str, cable: Cable) -> str:
    return re.sub(r"(?m)^(TAGS:.*\S)\s*\n(?=SUBJECT:)", r"\1 ", text, count=1)


def signs_became_ones(text: str, cable: Cable) -> str:
    """Every "¶", before whatever it stood: the conversion of the seed cable."""
    return text.replace("¶", "1")


def some_signs_became_ones(text: str, cable: Cable) -> str:
    """Only those before one digit."""
    return re.sub(r"¶(?=[1-9]\D)", "1", text)


def escapes_everywhere(text: str, cable: Cable) -> str:
    """Each sign that Markdown may take for its own, escaped; also in the header."""
    return re.sub(r"(?<=\w)([-.$\[\]()])", r"\\\1", text)


def spaced_out(text: str, cable: Cable) -> str:
    """A blank line below every line of the text."""
    first = next((p.spans[0].start for p in cable.paragraphs if p.number and p.spans), len(text))
    return text[:first] + re.sub(r"\r?\n", "\n\n", text[first:])


def begun_at(text: str, cable: Cable) -> int:
    """Where the line of the first paragraph begins."""
    marks = (part.span.start for part in cable.parts if part.kind is PartKind.MARKING)
    words = (p.spans[0].start for p in cable.paragraphs if p.spans)
    first = min((*marks, *words), default=len(text))
    return text.rfind("\n", 0, first) + 1


def wrapped_anew(text: str, cable: Cable) -> str:
    """The text as one, in lines of 70 signs: numbers stand in lines, and at their ends."""
    at = begun_at(text, cable)
    words = " ".join(text[at:].split())
    return text[:at] + wrap_at(words, 70)


def wrap_at(words: str, width: int) -> str:
    return "\n".join(textwrap.wrap(words, width, break_long_words=False, break_on_hyphens=False))


def header_wrapped_anew(text: str, cable: Cable) -> str:
    """The header's blocks in lines of 60 signs, which cut its fields."""
    at = begun_at(text, cable)
    blocks = re.split(r"\n[ \t]*\n", text[:at])
    return "\n\n".join(wrap_at(" ".join(block.split()), 60) for block in blocks) + "\n\n" + text[at:]


def on_one_line(text: str, cable: Cable) -> str:
    return " ".join(text.split())


def without_header(text: str, cable: Cable) -> str:
    return text[begun_at(text, cable) :]


def rules_lost(text: str, cable: Cable) -> str:
    """No lines of dashes."""
    return re.sub(r"(?m)^[ \t]*[-=*_][-=*_ ]{5,}$", "", text)


def curly_quotes(text: str, cable: Cable) -> str:
    return text.replace("'", "’").replace('"', "”")


NUMBERS: tuple[Damage, ...] = (
    numbered("1{n}. {mark}"),
    numbered("1{n}. {mark}", ten="10, {mark}"),
    numbered("{n}. {mark}"),
    numbered("Â¶{n}. {mark}"),
    numbered("¶ {n}. {mark}"),
    numbered("¶{n}. {mark}", ten="10, {mark}"),
    escaped_numbers,
)
LAYOUTS: tuple[Damage, ...] = (
    blank_lines,
    page_breaks,
    page_breaks_inline,
    unwrapped,
    unwrapped_prose,
    sipdis_within,
)
SIGNS: tuple[Damage, ...] = (
    escapes_everywhere,
    curly_quotes,
    lambda text, cable: re.sub(r"\r?\n", "\r\n", text),
    lambda text, cable: re.sub(r"\r?\n", "\r", text),
    lambda text, cable: re.sub(r"(?<=\S) (?=\S)", "\u00a0", text),
    lambda text, cable: re.sub(r"\r?\n", "  \n", text),
    lambda text, cable: re.sub(r"(?m)^(?=\S)", "\u200b", text),
    lambda text, cable: "\ufeff" + text,
)

DAMAGES: dict[str, Damage] = {
    "sign": numbered("¶{n}. {mark}"),
    "sign apart": numbered("¶ {n}. {mark}"),
    "sign became 1": numbered("1{n}. {mark}"),
    "sign became 1, 10,": numbered("1{n}. {mark}", ten="10, {mark}"),
    "sign became 1, 10)": numbered("1{n}. {mark}", ten="10) {mark}"),
    "sign became 1, 10.": numbered("1{n}. {mark}", ten="10. {mark}"),
    "signs became 1 everywhere": signs_became_ones,
    "signs before one digit became 1": some_signs_became_ones,
    "sign, 110.": numbered("¶{n}. {mark}", ten="110. {mark}"),
    "sign, 10,": numbered("¶{n}. {mark}", ten="10, {mark}"),
    "no sign": numbered("{n}. {mark}"),
    "no sign, 10,": numbered("{n}. {mark}", ten="10, {mark}"),
    "glued": numbered("{n}.{mark}"),
    "sign, glued": numbered("¶{n}.{mark}"),
    "sign became 1, glued": numbered("1{n}.{mark}"),
    "comma": numbered("{n}, {mark}"),
    "bracket": numbered("{n}) {mark}"),
    "no stop": numbered("{n} {mark}"),
    "two blanks": numbered("{n}.  {mark}"),
    "escaped stop": escaped_numbers,
    "blank lines": blank_lines,
    "page breaks": page_breaks,
    "page breaks inline": page_breaks_inline,
    "linked TAGS": linked_tags,
    "escaped": escaped,
    "SIPDIS twice": doubled_sipdis,
    "SIPDIS within": sipdis_within,
    "glued signature": glued_signature,
    "unwrapped": unwrapped,
    "unwrapped prose": unwrapped_prose,
    "CRLF": lambda text, cable: re.sub(r"\r?\n", "\r\n", text),
    "CRCRLF": lambda text, cable: re.sub(r"\r?\n", "\r\r\n", text),
    "number above its mark": lambda text, cable: MARKED.sub(r"\g<number>\n\g<mark>", text),
    "page break below a number": lambda text, cable: MARKED.sub(
        r"\g<number>\n\nPARIS 00001234  002.2 OF 099 \n\n\n\g<mark>", text
    ),
    "sign in a smaller alphabet": lambda text, cable: re.sub(r"(?m)^¶(?=\d{1,2}\. ?\()", "?", text),
    "trailing blanks": lambda text, cable: re.sub(r"\r?\n", "  \n", text),
    "leading blanks": lambda text, cable: re.sub(r"(?m)^(?=\S)", " ", text),
    "tabs": lambda text, cable: re.sub(r"(?<=[a-z.]) (?=[a-z])", "\t", text),
    "byte order mark": lambda text, cable: "\ufeff" + text,
    "form feeds": lambda text, cable: re.sub(r"\n\n(?=\S)", "\n\f\n", text),
    "form feed at start": lambda text, cable: re.sub(r"\n\n(?=\S)", "\n\n\f", text),
    "non-breaking blanks": lambda text, cable: re.sub(r"(?<=\S) (?=\S)", "\u00a0", text),
    "labels: Tags": relabelled(str.capitalize),
    "labels: tags": relabelled(str.lower),
    "labels: TAGS": relabelled(str.upper),
    "SUBJ:": subj,
    "header joined": joined_header,
    "TAGS and SUBJECT joined": joined_header_apart,
}


def lines_before(sign: str) -> Damage:
    """A sign before every line."""
    return lambda text, cable: re.sub(r"(?m)^", sign, text)


def listed(text: str, cable: Cable) -> str:
    return "\n".join(f"{number:4} {line}" for number, line in enumerate(text.split("\n"), 1))


def mailed(text: str, cable: Cable) -> str:
    """Quoted-printable."""
    return quopri.encodestring(text.encode()).decode("ascii")


def bold_labels(text: str, cable: Cable) -> str:
    return re.sub(r"(?m)^(TAGS|SUBJECT|REF|E\.O\. 12958|Classified By)(:?)", r"**\1\2**", text)


def sent_on(text: str, cable: Cable) -> str:
    return (
        f"From: a@example.org\nTo: b@example.org\nSubject: FW: cable\n\n-----Original Message-----\n\n{text}"
    )


ROOM = "UNCLASSIFIED U.S. Department of State Case No. F-2009-01234 Doc No. C01234567 Date: 08/14/2013"


def from_a_reading_room(text: str, cable: Cable) -> str:
    return f"{ROOM}\n\nRELEASED IN FULL\n\n{text}\n\n{ROOM}\n"


def entities(text: str, cable: Cable) -> str:
    for sign, name in (("&", "amp"), ("<", "lt"), (">", "gt"), ('"', "quot"), ("'", "#39"), ("¶", "#182")):
        text = text.replace(sign, f"&{name};")
    return text


WIDE = str.maketrans({figure: figure + 0xFEE0 for figure in range(0x30, 0x3A)})
# How copies are sent, marked up and spelled anew: nothing of what they say is lost.
CARRIED: dict[str, Damage] = {
    "quoted": lines_before("> "),
    "quoted without a blank": lines_before(">"),
    "quoted twice": lines_before(">> "),
    "quoted with a bar": lines_before("| "),
    "quoted but for blank lines": lambda text, cable: re.sub(r"(?m)^(?=.)", "> ", text),
    "listed": listed,
    "mailed": mailed,
    "sent on": sent_on,
    "each line end twice": lambda text, cable: re.sub(r"\r?\n", "\r\n\r\n", text),
    "set in": lambda text, cable: re.sub(r"(?m)^(?=.)", " " * 12, text),
    "set in, with its blank lines": lines_before("    "),
    "blanks doubled": lambda text, cable: text.replace(" ", "  "),
    "line ends written": lambda text, cable: text.replace("\n", "\\n"),
    "line ends written, and kept": lambda text, cable: text.replace("\n", "\\r\\n\n"),
    "entities": entities,
    "blanks as entities": lambda text, cable: text.replace(" ", "&nbsp;"),
    "line breaks as tags": lambda text, cable: text.replace("\n", "<br />\n"),
    "paragraphs as tags": lambda text, cable: re.sub(r"\n\s*\n", "</p>\n<p>", text),
    "preformatted": lambda text, cable: f"<pre>\n{text}\n</pre>\n",
    "line breaks of Markdown": lambda text, cable: re.sub(r"(?<=\S) ?\n(?=\S)", "\\\\\n", text),
    "end of transmission": lambda text, cable: f"{text}\n\n\x03\n",
    "from a reading room": from_a_reading_room,
    "fenced": lambda text, cable: f"```\n{text}\n```\n",
    "bold labels": bold_labels,
    "labels as headings": lambda text, cable: re.sub(r"(?m)^(?=TAGS|SUBJECT|REF|E\.O\.|Class)", "## ", text),
    "bold numbers": numbered("**{n}.** {mark}"),
    "numbers as headings": lambda text, cable: re.sub(r"(?m)^(?=¶\d+\. )", "### ", text),
    "slanted marks": lambda text, cable: MARKED.sub(r"\g<number> *\g<mark>*", text),
    "read as Windows-1252": lambda text, cable: text.encode().decode("cp1252", "replace"),
    "read as Latin-1": lambda text, cable: text.encode().decode("latin-1"),
    "wide figures": lambda text, cable: text.translate(WIDE),
    "ligatures": lambda text, cable: text.replace("fi", "ﬁ").replace("fl", "ﬂ"),
    "hyphens that do not break": lambda text, cable: text.replace("-", "\u2011"),
    "rules drawn": lambda text, cable: re.sub(
        r"(?m)^-{5,}(?: -+)? *$", lambda m: "─" * len(m[0].strip()), text
    ),
    "square marks": lambda text, cable: re.sub(r"(?m)^(¶?\d+\.) ?\(([A-Z/]+)\)", r"\1 [\2]", text),
    "marks half read": lambda text, cable: re.sub(r"(?m)^(¶?\d+\. )\(C\)", r"\1(C}", text),
    "marks made a sign": lambda text, cable: re.sub(r"(?m)^(¶?\d+\. )\(C\)", r"\1©", text),
    "signs alone": lambda text, cable: re.sub(r"(?m)^¶(\d+)\. ?(?=\()", r"¶\n\1. ", text),
    "signs read wrongly twice": lambda text, cable: text.replace("¶", "Ã‚Â¶"),
    "order and date apart": lambda text, cable: re.sub(
        r"(?m)^(E\.?O\.? 12958):? (?=DECL)", "\\1:\n", text, count=1
    ),
    "label apart": lambda text, cable: re.sub(r"(?m)^SUBJECT", "SUBJ ECT", text),
}
# Numbers in forms that no typist used: told where most of them go on from 1.
ODD_NUMBERS: dict[str, Damage] = {
    form: numbered(form)
    for form in (
        "[{n}.] {mark}",
        "({n}) {mark}",
        "P{n}. {mark}",
        "#{n}. {mark}",
        "¶¶{n}. {mark}",
        "Para {n}. {mark}",
        "P {n}. {mark}",
        "p{n}. {mark}",
        "1 {n}. {mark}",
        "--{n}. {mark}",
        "¬∂{n}. {mark}",
        "{n}.' {mark}",
        "{n}{mark}",
        "{n}. -- {mark}",
    )
}


# Where every line stands alone or no rule is left, headings and blocks without a number cannot all be told.
SOME_LOSS: dict[str, Damage] = {
    "spaced out": spaced_out,
    "rules lost": rules_lost,
    "escapes": escapes_everywhere,
    "wrapped anew": wrapped_anew,
    "on one line": on_one_line,
    "without header": without_header,
    "numbers and marks twice": numbered("{n}. {mark} {n}. {mark}"),
}


def facts_of(cable: Cable) -> dict[str, object]:
    """What the header says."""
    fields = """id dtg precedence origin to info classification captions executive_order declassify_on
        classified_by classified_by_title reasons tags subject subject_marking signature attention"""
    facts: dict[str, object] = {name: getattr(cable, name) for name in fields.split()}
    facts["references"] = [(r.label, r.text, r.target) for r in cable.references]
    return facts


def body_of(cable: Cable) -> list[tuple[object, ...]]:
    """Number, anchor, mark and words of every paragraph."""
    return [(p.number, p.anchor, str(p.marking), words_of(p.text)) for p in cable.paragraphs]


def words_of(text: str) -> list[str]:
    return text.replace("\ufeff", "").split()


# 09STATE132349 has lists "1) (S/NF)" in its paragraphs: written so, its numbers are no more than those.
UNKNOWABLE = {("bracket", "09STATE132349")}


# Numbers without a mark in the middle of a line; a number whose mark is broken; a second header in the text.
UNKNOWN = {
    "wrapped anew": {"07SANTIAGO983", "09BERLIN1626", "09HARARE888"},
    "on one line": {"09BERLIN1626", "09HARARE888"},
    "without header": {"00HARARE6677", "86MADRID5480"},
    "numbers and marks twice": {"08RANGOON749", "09BEIJING1970", "09BERLIN1626"},
}


# These have numbers in the middle of lines, or lists that are numbered so.
LISTED = {"07SANTIAGO983", "09STATE132349", "09TRIPOLI65", "00HARARE6677"}


@cache
def clean_of(path: Path) -> tuple[str, Cable]:
    text = text_of(path)
    return text, read(text, path.name)[0]


@pytest.mark.parametrize("path", CABLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_copy_says_the_same(name: str, path: Path) -> None:
    if (name, path.stem) in UNKNOWABLE:
        return
    text, clean = clean_of(path)
    copy, _ = read(DAMAGES[name](text, clean), path.name)
    assert body_of(copy) == body_of(clean)
    assert facts_of(copy) == facts_of(clean)


# Their headers have a page's line in them, which the wrapping cuts.
PAGED = {"00HARARE6677", "09STATE15113"}


@pytest.mark.parametrize("path", CABLES, ids=lambda path: path.stem)
def test_a_header_wrapped_anew_says_whose_cable_it_is(path: Path) -> None:
    if path.stem in PAGED:
        return
    text, _ = clean_of(path)
    clean, _ = read(text)
    copy, _ = read(header_wrapped_anew(text, clean))
    assert (copy.id, copy.dtg, copy.classification) == (clean.id, clean.dtg, clean.classification)
    assert (copy.tags, copy.subject) == (clean.tags, clean.subject)
    assert numbers_of(copy) == numbers_of(clean)


@pytest.mark.parametrize("path", CABLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("name", SOME_LOSS)
def test_what_cannot_all_be_known_keeps_its_numbers(name: str, path: Path) -> None:
    if path.stem in UNKNOWN.get(name, ()):
        return
    text, clean = clean_of(path)
    copy, _ = read(SOME_LOSS[name](text, clean), path.name)
    assert numbers_of(copy) == numbers_of(clean)


@pytest.mark.parametrize("path", CABLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("seed", range(6))
def test_damages_together_keep_numbers_marks_and_words(seed: int, path: Path) -> None:
    text, clean = clean_of(path)
    chance = Random(f"{path.stem} {seed}")
    layout, number, sign = (chance.choice(kinds) for kinds in (LAYOUTS, NUMBERS, SIGNS))
    copy = clean
    for damage in (number, layout, sign):
        text = damage(text, copy)
        copy, _ = read(text, path.name)
    assert letters_of(copy) == letters_of(clean)


@pytest.mark.parametrize(("place", "name"), list(enumerate(CARRIED)))
def test_what_carried_a_copy_leaves_no_trace_in_it(place: int, name: str) -> None:
    for path in CABLES[place % 3 :: 3]:  # a third of them, to be quick
        text, clean = clean_of(path)
        copy, _ = read(CARRIED[name](text, clean), path.name)
        assert body_of(copy) == body_of(clean), path.stem
        assert facts_of(copy) == facts_of(clean), path.stem


LEAVING = ("quoted", "listed", "line breaks as tags", "paragraphs as tags", "preformatted", "bold numbers")


@pytest.mark.parametrize(("place", "name"), list(enumerate(LEAVING)))
def test_a_paragraph_begins_behind_what_was_left_out_before_it(place: int, name: str) -> None:
    for path in CABLES[place::6]:
        text, clean = clean_of(path)
        source = SourceText(CARRIED[name](text, clean), path.name)
        for paragraph in read(source.text, path.name)[0].paragraphs:
            for start, end in paragraph.spans[:1]:
                assert source.text[start:end].lstrip("¶")[:4].split() == paragraph.text[:4].split(), path.stem
            if paragraph.spans:
                assert paragraph.lines[1] == source.line_at(paragraph.spans[-1].end - 1), path.stem


def test_as_many_line_ends_lost_as_won_leave_each_paragraph_its_lines() -> None:
    text, clean = clean_of(SEED)
    ends = (
        match.span()
        for match in re.finditer("\n\n", text)
        if match.start() > clean.paragraphs[2].spans[0].start
    )
    won = [(Span(*span), "<br><br>") for span, _ in zip(ends, range(2), strict=False)]
    lost = [(gap, "=\n ") for gap in prose_gaps(text, clean, sep=r"(?<=[a-z ]{24}) (?=[a-z])")[-4:]]
    source = SourceText(edited(text, iter([*won, *lost])), SEED.name)
    copy = read(source.text, SEED.name)[0]
    assert source.text.count("\n") == text.count("\n")
    assert body_of(copy) == body_of(clean)
    for paragraph in copy.paragraphs:
        assert paragraph.lines[1] == source.line_at(paragraph.spans[-1].end - 1)


@pytest.mark.parametrize(("place", "form"), list(enumerate(ODD_NUMBERS)))
def test_numbers_in_odd_forms_are_known_where_they_go_on_from_1(place: int, form: str) -> None:
    for path in CABLES[place % 3 :: 3]:
        text, clean = clean_of(path)
        numbers = numbers_of(clean)
        if is_sound(path, numbers):
            copy, _ = read(ODD_NUMBERS[form](text, clean), path.name)
            assert numbers_of(copy) == numbers, path.stem


def is_sound(path: Path, numbers: list[tuple[object, ...]]) -> bool:
    """Whether the paragraphs go from 1 to n, each with its mark, and nothing else is numbered."""
    counted = [number for number, _, _ in numbers] == list(range(1, len(numbers) + 1)) and len(numbers) > 1
    return counted and path.stem not in LISTED and all(mark != "None" for _, _, mark in numbers)


def misread(text: str, cable: Cable, *, figure: str, letter: str) -> str:
    """A figure of the numbers as a scanner took it."""
    marks = (part.span for part in cable.parts if part.kind is PartKind.MARKING)
    found = ((span, text[span.start : span.end]) for span in marks)
    numbers = ((span, words.partition("(")) for span, words in found if words[:1] != "(")
    return edited(
        text,
        ((span, number.replace(figure, letter) + sign + mark) for span, (number, sign, mark) in numbers),
    )


@pytest.mark.parametrize(("place", "swap"), list(enumerate(("1l", "1I", "0O", "5S", "8B"))))
def test_a_figure_that_a_scanner_took_for_a_letter(place: int, swap: str) -> None:
    for path in CABLES[place % 3 :: 3]:
        text, clean = clean_of(path)
        numbers = numbers_of(clean)
        if not is_sound(path, numbers) or path.stem in {SEED.stem, "07PORTSAMPLE212"}:  # whose "11." is ¶1
            continue
        if swap != "8B" or len(numbers) != 8:  # the last, as "B.", may be an item
            copy, _ = read(misread(text, clean, figure=swap[0], letter=swap[1]), path.name)
            assert numbers_of(copy) == numbers, path.stem


def numbers_of(cable: Cable) -> list[tuple[object, ...]]:
    """Number, anchor and mark of every paragraph that has a number."""
    return [(p.number, p.anchor, str(p.marking)) for p in cable.paragraphs if p.number is not None]


def letters_of(cable: Cable) -> list[tuple[object, ...]]:
    """Number, anchor, mark and all letters and digits of every paragraph."""
    return [
        (p.number, p.anchor, str(p.marking), "".join(filter(str.isalnum, p.text))) for p in cable.paragraphs
    ]
