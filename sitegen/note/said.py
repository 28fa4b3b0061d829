"""Which words a cable says, in little: enough to know that a name is not among them.

When a name of an entity comes or goes, only cables that may say it need be read again. A cable may
say a name when it says each of its words; the last may have a plural "s". (See `name.fit_of`: a name
begins and ends where words do.) Words are kept as numbers of 16 bits, so that one in a hundred
cables is read in vain.
"""

import re
from array import array
from collections.abc import Callable, Iterable
from functools import lru_cache
from zlib import crc32

from sitegen.cable.model import Cable
from sitegen.note.folding import fold_name, lower

_WORD = re.compile(r"\w+")


def words_said(cable: Cable) -> bytes:
    """The words that names are looked for in: those of the paragraphs, the classifier, the signature."""
    texts = (*(paragraph.text for paragraph in cable.paragraphs), cable.classified_by, cable.signature)
    words = set().union(*(_words(text) for text in texts if text))
    return array("H", sorted(map(_number, words))).tobytes()


def sayer_of_any(names: Iterable[str]) -> Callable[[bytes], bool]:
    """Whether what was said may hold one of the names; it never says no where one is."""
    wanted = [_wanted(words) for name in names if (words := _words(name))]

    def may_say(said: bytes) -> bool:
        numbers = array("H", said)
        return any(all(any(one in numbers for one in word) for word in words) for words in wanted)

    return may_say


def _wanted(words: list[str]) -> list[set[int]]:
    """For each word of a name the numbers of which one must be there."""
    *before, last = words
    return [*({_number(word)} for word in before), {_number(last), _number(f"{last}s")}]


def _words(text: str) -> list[str]:
    return _WORD.findall(lower(fold_name(text).text))


@lru_cache(maxsize=1 << 14)
def _number(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass")) & 0xFFFF
