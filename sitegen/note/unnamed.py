"""Names that no entity has: words with capitals in the running text of a cable.

What is found is a question to an editor and never a link, so that it may be wrong; left out is what
would only cost an editor time: the head of a sentence, a title, a word that the same cable writes
small, a TAG, a post, a text in capitals.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from sitegen.cable.caption import CAPTION
from sitegen.cable.model import Anchor, BlockKind
from sitegen.cable.vocabulary import Vocabulary
from sitegen.note.annotated import AnnotatedCable
from sitegen.note.citation import Citation
from sitegen.note.common_word import ADJECTIVES, COMMON_WORDS, OFFICERS, PARTICLES, TITLES
from sitegen.note.mention import Ambiguity, Mention
from sitegen.note.name import Page

_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_CAPITAL = re.compile(r"(?<![^\W_])[^\W\d_a-z][^\W_]*(?:'[^\W_]+)*")  # or a small letter beyond ASCII
_JOINT = re.compile(rf" (?:(?:of|for) the |(?:(?:{'|'.join(sorted(PARTICLES))}) ){{0,2}})")
_SENTENCE = re.compile(r"[.!?:;\n]|,\s*[\"']|--")
_CAPTION = re.compile(CAPTION)
_REDACTION = re.compile("X{3,}", re.IGNORECASE)
_MISSION = re.compile(r"(?:the )?(?:am)?(?:embassy|consulate general|consulate|mission) ", re.IGNORECASE)
_PLAIN = COMMON_WORDS | TITLES | OFFICERS
_LONGEST = 6  # words; more are a title or a heading


class Unnamed(NamedTuple):
    """Words of one paragraph that may be a name: offsets in `Paragraph.text`."""

    anchor: Anchor
    start: int
    end: int
    words: str  # folded, as names are


_Known = Mention | Ambiguity | Citation


class _Token(NamedTuple):
    """A word with a capital, in the folded text."""

    start: int
    end: int
    word: str
    is_taken: bool  # by a name that is known or doubtful, a pointer, a table


def is_all_capitals(annotated: AnnotatedCable) -> bool:
    """A text in which no name can be told from a word."""
    return all(Page(one).capitals for one in annotated.cable.paragraphs)


def unnamed_in(annotated: AnnotatedCable, vocabulary: Vocabulary) -> Iterator[Unnamed]:
    """What may be a name, as often as it stands, in reading order."""
    spans: dict[Anchor, list[tuple[int, int]]] = defaultdict(list)
    for known in chain[_Known](annotated.mentions, annotated.ambiguities, annotated.citations):
        spans[known.anchor].append((known.start, known.end))
    small: set[str] = set()  # every word as the cable writes it
    found: list[Unnamed] = []
    for paragraph in annotated.cable.paragraphs:
        if not (page := Page(paragraph)).capitals:
            small.update(_TOKEN.findall(page.text))
            runs = _runs(page, spans[paragraph.anchor])
            found += [one for run in runs if (one := _name_of(run, page))]
    for one in found:
        if not _is_of_the_field(one.words, vocabulary) and one.words.lower() not in small:
            yield one


def _runs(page: Page, spans: list[tuple[int, int]]) -> Iterator[list[_Token]]:
    """Words with capitals that stand together, or are joined by small ones."""
    taken = bytearray(len(page.paragraph.text))
    tables = [(it.start, it.end) for it in page.paragraph.blocks if it.kind is BlockKind.TABLE]
    for start, end in (*spans, *tables):
        taken[start:end] = b"\x01" * (end - start)
    run: list[_Token] = []
    for match in _CAPITAL.finditer(page.text):
        if not (word := match[0])[0].isupper():
            continue
        if run and not _joins(run[-1].word, page.text[run[-1].end : match.start()], word):
            yield run
            run = []
        start, end = page.folded.span(*match.span())
        run.append(_Token(*match.span(), word, any(taken[start:end])))
    if run:
        yield run


def _joins(before: str, gap: str, word: str) -> bool:
    """A blank and small words; after an initial, or "Dr", a full stop. Nothing joins after "Almaty's"."""
    if gap != ". ":
        return bool(_JOINT.fullmatch(gap)) and not before.endswith(("'s", "'S"))
    return (len(before) == 1 or before.lower() in TITLES) and word.lower() not in COMMON_WORDS


def _begins_a_sentence(text: str, start: int) -> bool:
    """Whether a sentence, a quotation or an item of a list may begin here."""
    before = text[max(0, start - 40) : start]
    words = list(_TOKEN.finditer(before))
    if not words:
        return True
    gap = before[words[-1].end() :]
    return bool(_SENTENCE.search(gap)) and not (gap == ". " and words[-1][0].lower() in TITLES)


def _name_of(run: list[_Token], page: Page) -> Unnamed | None:
    """A run without its titles, when an editor should see it."""
    head = run[0].start
    run = _without_titles(run)
    if not run or len(run) > _LONGEST or _is_said_already(run) or not _is_telling(run):
        return None
    if _begins_a_sentence(page.text, head):
        return None
    end = run[-1].end - 2 * run[-1].word.endswith("'s")
    start, stop = page.folded.span(run[0].start, end)
    return Unnamed(page.paragraph.anchor, start, stop, page.text[run[0].start : end])


def _without_titles(run: list[_Token]) -> list[_Token]:
    """ "Foreign Minister Tazhin" is Tazhin; "Foreign Ministry" stays, for no title is its last word."""
    words = [token.word.lower() for token in run]
    titles = next((at for at, word in enumerate(words) if word not in TITLES), len(run))
    while titles and words[titles - 1] in ADJECTIVES:
        titles -= 1
    return run[titles:]


def _is_said_already(run: list[_Token]) -> bool:
    """Unless a known name is only the beginning, as in "Astana Economic Forum"."""
    taken = [token.is_taken for token in run]
    return True in taken and (not taken[0] or taken[-1] or True in taken[taken.index(False) :])


def _is_telling(run: list[_Token]) -> bool:
    """More than plain words; of words all in capitals a single one only, for "END SUMMARY" is no name."""
    words = [token.word.removesuffix("'s") for token in run]
    if any(_REDACTION.fullmatch(word) for word in words):
        return False
    if len(words) > 1 and all(map(str.isupper, words)):
        return False
    return len("".join(words)) > 2 and any(word.lower() not in _PLAIN for word in words)


def _is_of_the_field(words: str, vocabulary: Vocabulary) -> bool:
    """A TAG, a caption, a post or its city."""
    place = _MISSION.sub("", words)
    known = words in vocabulary.tags or _CAPTION.fullmatch(words)
    return bool(known) or vocabulary.post_key(place) in vocabulary.posts
