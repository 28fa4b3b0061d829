"""Two posts in one header: what the FM line says and what the classification line says."""

from sitegen.cable.claim import Notice
from sitegen.cable.facts import Facts
from sitegen.cable.vocabulary import Vocabulary


def conflict_of(facts: Facts, vocabulary: Vocabulary) -> Notice | None:
    """In five cables the header is another's (07PARIS2725 has the text of one of Moscow's)."""
    if facts.post and facts.origin and facts.origin.endswith(f" {facts.post}"):
        return None  # "AMEMBASSY ASTANA" and ASTANA: nearly all
    sender, drafter = vocabulary.post_at_end(facts.origin or ""), vocabulary.post_at_end(facts.post or "")
    if not sender or not drafter or sender in drafter or drafter in sender:
        return None  # "USEU BRUSSELS" and BRUSSELS are one
    message = f"the FM line says {facts.origin}, the classification line {facts.post}"
    return Notice(
        "origin-conflict", facts.post_at, message, "see whether the header belongs to another cable"
    )
