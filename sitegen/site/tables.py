"""The field's tables, as they ship with sitegen."""

from functools import cache
from importlib.resources import files

from sitegen.cable.vocabulary import Vocabulary, vocabulary_of


@cache
def vocabulary() -> Vocabulary:
    """TAGS and posts."""
    data = files("sitegen") / "data"
    tags, posts = (data / name for name in ("tags.csv", "posts.csv"))
    return vocabulary_of(tags.read_text("utf-8"), posts.read_text("utf-8"))
