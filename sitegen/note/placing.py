"""Where in its cable a note stands: the exact words, the same words folded, or nowhere.

Words that are only nearly in the paragraph are accepted with a warning that quotes the cable;
words that stand in another paragraph are never accepted, only named in the hint. A note that fits
nowhere is an orphan, and an error: a note on the wrong words is worse than none.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher, get_close_matches
from typing import NamedTuple

from sitegen.cable.anchor import anchor_label
from sitegen.cable.model import Anchor, Cable, Paragraph
from sitegen.diagnostic import Diagnostic
from sitegen.note.annotation import Annotation, Passage, Placed
from sitegen.note.folding import fold_quote
from sitegen.note.near import listed, runs_of
from sitegen.note.target import OPENING, Target, TargetKind

_CLOSE = 0.8  # of 1: below it, words are no longer the same words with a slip
_LONGEST_CLOSE = 400  # characters of a quote; comparing longer ones costs too much and helps nobody
_WORD = re.compile(r"\S+")
_NAME = re.compile(r"\w+")

Placing = tuple[Placed | None, tuple[Diagnostic, ...]]


class _Found(NamedTuple):
    """The stretches of some paragraphs that a quote fits."""

    passages: tuple[Passage, ...]
    close: bool = False


def place(annotation: Annotation, cable: Cable) -> Placing:
    """Where a note stands, and what was wrong with its target."""
    target = annotation.target
    if target.kind is TargetKind.REFERENCE:
        return _at_reference(annotation, cable)
    if target.kind is not TargetKind.PARAGRAPH:
        return Placed(annotation, Anchor("")), ()
    paragraphs = _paragraphs(cable, target)
    if not paragraphs:
        return None, (_paragraph_missing(annotation, cable),)
    if target.quote:
        return _at_words(annotation, cable, paragraphs)
    return _at_whole(annotation, cable, paragraphs)


def _paragraphs(cable: Cable, target: Target) -> tuple[Paragraph, ...]:
    """Every paragraph a target can mean, or none when its first or last number is not there."""
    if target.anchor:
        return tuple(one for one in cable.paragraphs if one.anchor == target.paragraph_anchor)
    wanted = range(target.first, target.last + 1)
    found = tuple(paragraph for paragraph in cable.paragraphs if paragraph.number in wanted)
    numbers = {paragraph.number for paragraph in found}
    return found if {target.first, target.last} <= numbers else ()


def _at_whole(annotation: Annotation, cable: Cable, paragraphs: tuple[Paragraph, ...]) -> Placing:
    """One whole paragraph, an item of one, or several: the note follows the last of them."""
    target = annotation.target
    if target.anchor != target.paragraph_anchor:
        return _at_item(annotation, paragraphs[0])
    if target.first == target.last:
        return Placed(annotation, paragraphs[0].anchor), ()
    # Of a number that stands twice, the first is meant; so a range never runs over a repetition.
    firsts = {paragraph.number: paragraph for paragraph in reversed(paragraphs)}
    ordered = tuple(firsts[number] for number in sorted(firsts, key=lambda number: number or 0))
    passages = tuple(Passage(paragraph.anchor, 0, len(paragraph.text)) for paragraph in ordered)
    return Placed(annotation, ordered[-1].anchor, passages), ()


def _at_item(annotation: Annotation, paragraph: Paragraph) -> Placing:
    for block in paragraph.blocks:
        if block.anchor == annotation.target.anchor:
            return Placed(
                annotation, paragraph.anchor, (Passage(paragraph.anchor, block.start, block.end),)
            ), ()
    items = [str(block.anchor) for block in paragraph.blocks if block.anchor]
    message = f"no item {annotation.target.anchor} in {annotation.cable}"
    hint = f"{paragraph.anchor} has {listed(items)}" if items else f"{paragraph.anchor} has no lettered items"
    return None, (_problem("annotation-paragraph-missing", annotation, message, hint),)


def _at_reference(annotation: Annotation, cable: Cable) -> Placing:
    label = annotation.target.label
    for index, reference in enumerate(cable.references, start=1):
        if (reference.label or str(index)).upper() == label:
            return Placed(annotation, reference.anchor), ()
    labels = [reference.label or str(index) for index, reference in enumerate(cable.references, start=1)]
    message = f"no reference {label} in {annotation.cable}"
    hint = f"it has {listed(f'ref {known}' for known in labels)}" if labels else "the cable has no references"
    return None, (_problem("annotation-reference-missing", annotation, message, hint),)


def _at_words(annotation: Annotation, cable: Cable, paragraphs: tuple[Paragraph, ...]) -> Placing:
    target = annotation.target
    found = _find(target.quote, paragraphs)
    if not found.passages:
        return None, (_orphan(annotation, cable, paragraphs),)
    if target.occurrence > len(found.passages):
        times = "once" if len(found.passages) == 1 else f"{len(found.passages)} times"
        message = f"{target.paragraph_words} of {annotation.cable} has {target.quote!r} only {times}"
        return None, (_problem("annotation-occurrence-missing", annotation, message),)
    passage = found.passages[target.occurrence - 1]
    placed = Placed(annotation, passage.anchor, (passage,))
    return placed, tuple(_doubts(annotation, found, paragraphs))


def passages_of(quote: str, paragraphs: tuple[Paragraph, ...]) -> tuple[Passage, ...]:
    """Where paragraphs say a quotation in its own words: the first of the ways to look that finds any."""
    for way in (_exact, _folded):
        fits = [(paragraph, passage) for paragraph in paragraphs for passage in way(quote, paragraph)]
        # "he" is meant as the word, not as a part of "the"; a part of a word will do if need be.
        whole = [passage for paragraph, passage in fits if _is_whole(passage, paragraph.text)]
        if fits:
            return tuple(whole or (passage for _, passage in fits))
    return ()


def _doubts(annotation: Annotation, found: _Found, paragraphs: tuple[Paragraph, ...]) -> Iterator[Diagnostic]:
    target, count = annotation.target, len(found.passages)
    if found.close:
        words = _words(found.passages[0], paragraphs)
        message = f"{target.paragraph_words} of {annotation.cable} says this a little differently"
        hint = f'paste the words of the cable: {target.paragraph_words} "{words}"'
        yield _problem("annotation-close-match", annotation, message, hint)
    if count > 1 and not target.counted:
        where = f"{target.paragraph_words} of {annotation.cable}"
        message = f"{where} has these words {count} times; the note is at the first"
        yield _problem(
            "annotation-ambiguous", annotation, message, "say which with (1) or (2) after the quote"
        )


def _words(passage: Passage, paragraphs: tuple[Paragraph, ...]) -> str:
    text = next(paragraph.text for paragraph in paragraphs if paragraph.anchor == passage.anchor)
    return " ".join(text[passage.start : passage.end].split())


def _find(quote: str, paragraphs: tuple[Paragraph, ...]) -> _Found:
    """The words themselves, or else those that are most like them."""
    if said := passages_of(quote, paragraphs):
        return _Found(said)
    near = [found for paragraph in paragraphs if (found := _nearest(quote, paragraph))]
    best = max(near, default=None, key=lambda pair: pair[0])  # the first of equals
    if not best or best[0] < _CLOSE or not _has_names(quote, _words(best[1], paragraphs)):
        return _Found(())
    return _Found((best[1],), close=True)


def _has_names(quote: str, words: str) -> bool:
    """Whether each name and figure of a quote is among the words: a slip of the pen is none, another
    person of the same title is."""
    said = _NAME.findall(fold_quote(words).text)
    return all(
        name in said or (name.isalpha() and get_close_matches(name, said, n=1, cutoff=_CLOSE))
        for word in _NAME.findall(quote)
        if not word.islower() and (name := fold_quote(word).text)
    )


def _is_whole(passage: Passage, text: str) -> bool:
    inside = text[max(0, passage.start - 1) : passage.start + 1], text[passage.end - 1 : passage.end + 1]
    return not any(len(pair) == 2 and pair.isalnum() for pair in inside)


def _exact(quote: str, paragraph: Paragraph) -> Iterator[Passage]:
    for match in re.finditer(re.escape(quote), paragraph.text):
        yield Passage(paragraph.anchor, *match.span())


def _folded(quote: str, paragraph: Paragraph) -> Iterator[Passage]:
    words, text = fold_quote(quote).text.strip(), fold_quote(paragraph.text)
    for match in re.finditer(re.escape(words), text.text) if words else ():
        yield Passage(paragraph.anchor, *text.span(*match.span()))


def _nearest(quote: str, paragraph: Paragraph) -> tuple[float, Passage] | None:
    """The run of words in a paragraph most like the quote, and how like it is."""
    words, text = fold_quote(quote).text.strip(), fold_quote(paragraph.text)
    spans = [match.span() for match in _WORD.finditer(text.text)]
    size = len(words.split())
    if not spans or not words or len(words) > _LONGEST_CLOSE:
        return None
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(words)
    best, where = 0.0, spans[0]
    for count in {max(1, size - 1), size, size + 1}:
        for start in range(len(spans) - count + 1):
            span = spans[start][0], spans[start + count - 1][1]
            matcher.set_seq1(text.text[span[0] : span[1]])
            if (
                matcher.real_quick_ratio() > best
                and matcher.quick_ratio() > best
                and (ratio := matcher.ratio()) > best
            ):
                best, where = ratio, span
    start, end = _trimmed(text.text, *where, words)
    return best, Passage(paragraph.anchor, *text.span(start, end))


def _trimmed(text: str, start: int, end: int, words: str) -> tuple[int, int]:
    """Without the marks at its ends that the quote has not."""
    while end - start > 1 and not text[end - 1].isalnum() and text[end - 1] != words[-1]:
        end -= 1
    while end - start > 1 and not text[start].isalnum() and text[start] != words[0]:
        start += 1
    return start, end


def _orphan(annotation: Annotation, cable: Cable, searched: tuple[Paragraph, ...]) -> Diagnostic:
    target = annotation.target
    message = f"{target.paragraph_words} of {annotation.cable} does not say {target.quote!r}"
    others = [paragraph for paragraph in cable.paragraphs if paragraph not in searched]
    found = _Found(tuple(passage for other in others for passage in _folded(target.quote, other)))
    names = {paragraph.anchor: paragraph_name(paragraph) for paragraph in others}
    hint = f"{names[found.passages[0].anchor]} does; did you mean it?" if found.passages else _LOOK
    return _problem("annotation-orphan", annotation, message, hint)


_LOOK = "copy the words from the cable's page, as they stand there"


def _paragraph_missing(annotation: Annotation, cable: Cable) -> Diagnostic:
    target = annotation.target
    numbers = sorted({paragraph.number for paragraph in cable.paragraphs if paragraph.number is not None})
    wanted = next((n for n in (target.first, target.last) if n not in numbers), target.first)
    name = target.anchor or f"¶{wanted}"
    message = f"no paragraph {name} in {annotation.cable} ({_extent(cable, numbers)})"
    near = get_close_matches(str(wanted), [str(number) for number in numbers], n=1, cutoff=0.5)
    quoted = next((p for p in cable.paragraphs if target.quote and any(_folded(target.quote, p))), None)
    only = cable.paragraphs[0] if len(cable.paragraphs) == 1 else None
    backwards = _backwards(target, numbers)
    meant = paragraph_name(quoted or only) or backwards or (f"¶{near[0]}" if near else "")
    hint = f"did you mean {meant}?" if meant else ""
    found = _problem("annotation-paragraph-missing", annotation, message, hint)
    heading = annotation.heading[annotation.place.column - 1 :]
    wrong = re.split(f"[{OPENING}]", heading)[0].rstrip()  # the words are not what is wrong
    return replace(found, place=annotation.place._replace(length=len(wrong)))


def _backwards(target: Target, numbers: list[int]) -> str:
    """A range with its end first, which is read as the address of a second, fourteenth … ¶5."""
    match = re.fullmatch(r"p(\d+)-(\d+)", target.anchor)
    last, first = (int(match[1]), int(match[2])) if match else (0, 0)
    return f"¶{first}-{last}" if 0 < first < last and {first, last} <= set(numbers) else ""


def paragraph_name(paragraph: Paragraph | None) -> str:
    """What an editor writes to point at a paragraph: ¶3, ¶3 (2), or the anchor of an unnumbered one."""
    if paragraph is None:
        return ""
    return str(paragraph.anchor) if paragraph.number is None else anchor_label(paragraph.anchor)


def _extent(cable: Cable, numbers: list[int]) -> str:
    """The numbers a cable has, as runs: "it has ¶1–¶12", "it has ¶1–¶3 and ¶36"."""
    if not numbers:
        anchors = [str(paragraph.anchor) for paragraph in cable.paragraphs]
        return f"it has {listed(anchors)}" if anchors else "it has no paragraphs"
    return f"it has {listed(runs_of(numbers))}"


def _problem(code: str, annotation: Annotation, message: str, hint: str = "") -> Diagnostic:
    return Diagnostic(annotation.place, code, message, hint, annotation.heading)
