"""Standard input as a file of records, where a command takes "-" for a name."""

import sys
from collections.abc import Iterator

from sitegen.site.file import Loaded
from sitegen.site.stream import stream_input

STDIN = "-"


def input_records() -> Iterator[Loaded]:
    """The records that are piped in."""
    yield from stream_input(sys.stdin.buffer, STDIN)
