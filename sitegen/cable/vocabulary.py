"""TAGS and posts as typed tables, made from the CSV text that `site/` has read.

The tables are `sitegen/data/tags.csv` and `sitegen/data/posts.csv`; each row names its source.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

_NOT_LETTER = re.compile(r"[^A-Z]")


class Tag(NamedTuple):
    """A TAGS code. `name` is "" where the meaning is unverified: show the code, not a guess."""

    code: str
    kind: str  # geo, region, subject, program, organization …
    name: str


class Post(NamedTuple):
    """A post. `key` is its part of a cable id (ABUDHABI), `name` what people write (Abu Dhabi)."""

    key: str
    name: str
    kind: str  # embassy, consulate, mission …
    country: str
    geo_tag: str
    place: tuple[float, float] | None = None  # latitude and longitude, in degrees


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The field's tables: `tags` by code, `posts` by key, `post_aliases` spelling → key."""

    tags: Mapping[str, Tag]
    posts: Mapping[str, Post]
    post_aliases: Mapping[str, str]

    def post_key(self, spelling: str) -> str:
        """The post's part of an id, from any spelling: "Abu Dhabi" and "ABU DHABI" are ABUDHABI."""
        if spelling in self.posts:
            return spelling
        letters = letters_of(spelling)
        if letters in self.posts:
            return letters
        return self.post_aliases.get(letters, letters)

    def knows(self, spelling: str) -> bool:
        return self.post_key(spelling) in self.posts

    def post_at_end(self, words: str) -> str:
        """The key of the post that some words end with: "US MISSION GENEVA" is GENEVA; "" when unknown."""
        pieces = words.split()
        endings = (" ".join(pieces[start:]) for start in range(len(pieces)))
        return next((self.post_key(ending) for ending in endings if self.knows(ending)), "")

    def post_name(self, spelling: str) -> str:
        """What people write: "Astana"; of a post not in the table, the spelling in title case."""
        if post := self.posts.get(self.post_key(spelling)):
            return post.name
        return spelling.strip().title()


def vocabulary_of(tags_csv: str, posts_csv: str) -> Vocabulary:
    """Both tables from the text of their files."""
    tags = {row["code"]: Tag(row["code"], row["kind"], row["name"]) for row in _rows(tags_csv)}
    posts = {row["key"]: _post_of(row) for row in _rows(posts_csv)}
    aliases = {letters_of(alias): row["key"] for row in _rows(posts_csv) for alias in row["aliases"].split()}
    # KIEV is a post of its own in some dumps and a spelling of KYIV in others: the key wins.
    return Vocabulary(tags, posts, {alias: key for alias, key in aliases.items() if alias not in posts})


def letters_of(spelling: str) -> str:
    """Letters only, in capitals: all that two spellings of one post have in common."""
    return _NOT_LETTER.sub("", spelling.upper())


def _post_of(row: Mapping[str, str]) -> Post:
    place = (float(row["lat"]), float(row["lon"])) if row["lat"] else None
    return Post(row["key"], row["name"], row["kind"], row["country"], row["geo_tag"], place)


def _rows(text: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(text.splitlines(keepends=True))
