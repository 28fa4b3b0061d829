"""Whether words could be a heading: some letters, no sentence, no redaction, no link, no row of a table."""

import re

from sitegen.cable.classification import read_marking

_ITEM = re.compile(
    r"\s*(?:¶?[A-Za-z0-9]{1,2}(?: ?[-&,] ?[A-Za-z0-9]{1,2})?[.)]\s"
    r"|\(\d{1,2}\)\s|\([A-Za-z0-9]{1,3}\)\s(?!\S+\s*$)|[-*–—•]|o\s)"
)
_LABEL = re.compile(r"¶?\(?(?:\d|[IVX]{1,4})\)?\.?\s+(?=\()")
_LETTER = re.compile(r"\([a-z]\)\s")  # of a list; a mark before a heading is in capitals
_ROMAN_PART = re.compile(r"[IVX]{1,4}\.\s+(?=[A-Z])")
_WEBSITE = re.compile(
    r"https?:|www\.|\bweb ?site\b|\A\W*visit (?:embassy|consulate|post|us|our|the)\b", re.IGNORECASE
)
# Words that are a heading wherever they stand alone.
_ALWAYS = re.compile(
    r"(?:\([A-Z/ ]{1,8}\)\s*)?(?:(?:BEGIN |EXECUTIVE )?SUMMARY"
    r"(?:(?: AND |/| & )(?:COMMENT|ACTION REQUEST|INTRODUCTION|BACKGROUND))?"
    r"|INTRODUCTION|BACKGROUND|OVERVIEW|KEY POINTS|NEXT STEPS|RECOMMENDATION|(?:[A-Z]+ )?COMMENT"
    r"|ACTION REQUEST|CONCLUSION|BIO(?:GRAPHIC)? NOTE)S?\s*[.:]?(?:\s*\([A-Z/ ]{1,8}\))?",
    re.IGNORECASE,
)
_END = re.compile(
    r"\(?(?:END(?: OF)? [A-Z]+|(?:THE )?FOLLOWING (?:IS|ARE) "
    r"|BEGIN (?:TEXT|QUOTE|TRANSCRIPT|(?:TALKING )?POINTS|NON-?PAPER|LETTER|STATEMENT"
    r"|EXCERPT|MESSAGE|DEMARCHE|TEAR ?LINE|(?:UN|IN)?(?:OFFICIAL|FORMAL)|TRANSLATION|DRAFT))\b",
    re.IGNORECASE,
)
_ENDED = re.compile(r"\bEND (?:OF )?(?:SUMMARY|COMMENT|NOTE)\W*\Z", re.IGNORECASE)  # a whole text, framed
_LONGEST_END = 24
_COLUMNS = re.compile(r"\S {3,}\S| \| ")  # the head of a table
_CAPTION = re.compile(r"(?i:Sources?|POCs?|Tel|Fax|Phone|E-?mail)\s?:")  # below a table
_ABBREVIATED = re.compile(r"\b[A-Z]\.[A-Z]\.\Z")
# "al-Qaida in the Region" begins with a small letter, and is a title.
_PARTICLE = re.compile(r"(?:al|el|an|ar|as|at|ad|de|d|bin|ibn|von|van|e)[-'’ ]?[A-Z]")
_WORDS = re.compile(r"[A-Za-z]+")
_SMALL = re.compile(
    r"a|an?d?|as|at|but|by|del?|des|do|el|en|for|from|i[ns]?|into|la|le|nor|not|off?|on|or|out|over|per|th[ae]n"
    r"|that|the|to|up|vs|via|with"
)
_STOPPED = (".", ",", ";", ":", "?", "!")


def is_title(words: str) -> bool:
    """Whether words could be a heading at all."""
    text = words.strip()
    if not text or len(text) > 240 or _is_other(text):
        return False
    if text[-1] in ",;" or text.count('"') % 2 or (text[0].islower() and not _PARTICLE.match(text)):
        return is_always(text)
    return text[-1] != "." or _ends_as_abbreviation(text) or is_always(text)


def is_ruled_title(line: str) -> bool:
    """What one line may be with a rule of its own length below: "de facto leaders", "Nobody comes." too."""
    text = line.strip()
    return 0 < len(text) <= 80 and text[-1] not in ",;" and not _is_other(text)


def is_always(words: str) -> bool:
    """SUMMARY, COMMENT, ACTION REQUEST ...: a heading wherever it stands alone."""
    return len(words) < 60 and bool(_ALWAYS.fullmatch(words))


def is_frame_end(words: str) -> bool:
    """END SUMMARY, BEGIN TEXT ...: they frame a text, and are no heading of one."""
    return bool(_END.match(words))


def is_labelled(words: str) -> bool:
    """An item of a list; not "II. (S) Macro Conflict Conditions" (09PESHAWAR41) nor "II. ANOTHER PART"."""
    if not _ITEM.match(words) and not _LABEL.match(words):
        return False
    words = words.lstrip("¶ ")
    if read_marking(_LABEL.sub("", words, count=1)) and not _LETTER.match(words):
        return False
    return not (_ROMAN_PART.match(words) and words.isupper())


def labelled(words: str) -> tuple[str, str]:
    """The label before a mark, if there is one, and what follows it: "II." and "(S) Conditions"."""
    label = _LABEL.match(words)
    return (label[0].strip(), words[label.end() :]) if label else ("", words)


def is_marked(words: str) -> bool:
    """Whether a portion mark stands before the words, or after their label."""
    return "(" in words and bool(read_marking(_LABEL.sub("", words, count=1)))


def is_shouted(text: str) -> bool:
    """Several words in capitals; in capitals a question may be one that a list of answers follows."""
    return text.isupper() and len(text) > 3 and " " in text and text[-1] not in "?."


def is_capitalised(text: str) -> bool:
    """Most of the long words begin with a capital."""
    words = [word for word in _WORDS.findall(text) if len(word) > 3]
    return bool(words) and sum(word[0].isupper() for word in words) * 10 >= len(words) * 6


def is_title_case(text: str) -> bool:
    """All words but small ones begin with a capital, and no sentence ends here."""
    words = _WORDS.findall(text.replace("'s", "").replace("’s", ""))
    long = any(len(word) > 3 for word in words)
    return long and text[-1] not in _STOPPED and all(not w[0].islower() or _SMALL.fullmatch(w) for w in words)


def _is_other(text: str) -> bool:
    """A redaction, a link, a frame, a row of a table, or no words at all."""
    if not any(map(str.isalpha, text)) or not text.strip("Xx ,.\t"):
        return True
    if ("   " in text or "|" in text) and _COLUMNS.search(text):
        return True
    if _CAPTION.match(text) or _is_mark(text):
        return True
    lowered = text.lower()
    linked = "http" in lowered or "www" in lowered or "web" in lowered or "visit" in lowered
    return bool((linked and _WEBSITE.search(text)) or _END.match(text) or _ENDED.search(text[-_LONGEST_END:]))


def _is_mark(text: str) -> bool:
    """A portion mark and nothing else: "(SECRET//REL FRANCE)" above points that may be left behind."""
    marked = read_marking(text) if text[0] == "(" else None
    return marked is not None and not text[marked[1] :].strip()


def _ends_as_abbreviation(text: str) -> bool:
    """ "Relations with the U.S." and a short title in capitals may end with a stop."""
    return bool(_ABBREVIATED.search(text)) or (text.isupper() and len(text) <= 60)
