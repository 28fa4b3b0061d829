"""Two posts in one header: what the FM line says and what the classification line says."""

from sitegen.cable.claim import Notice
from sitegen.cable.facts import Facts
from sitegen.cable.vocabulary import Vocabulary


def conflict_of(facts: Facts, vocabulary: Vocabulary) -> Notice | None:
    """In five cables the header is another's (07PARIS2725 has the text of one of Moscow's)."""
    if facts.post and facts.origin and facts.origin.endswith(f" {facts.post}"):
        return None  # "AMEMBASSY ASTANA" and ASTANA: nearly all
    sender, drafter = _post_in(facts.origin, vocabulary), _post_in(facts.post, vocabulary)
    if not sender or not drafter or sender in drafter or drafter in sender:
        return None  # "USEU BRUSSELS" and BRUSSELS are one
    message = f"the FM line says {facts.origin}, the classification line {facts.post}"
    return Notice("origin-conflict", -1, message, "see whether the header belongs to another cable")


def _post_in(words: str | None, vocabulary: Vocabulary) -> str:
    """The key of the post at the end of some words; "" when they name none that is known."""
    pieces = (words or "").split()
    for start in range(len(pieces)):
        key = vocabulary.post_key(" ".join(pieces[start:]))
        if key in vocabulary.posts:
            return key
    return ""
