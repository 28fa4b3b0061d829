"""The lines of some terms as one text. They are tens of thousands, so that it is written as a whole: nothing
is made of Python for each."""

from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.search.digits import ends_of, sizes_of, write

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Field(NamedTuple):
    """Numbers of all lines, one after the other."""

    numbers: "NDArray[np.integer[Any]]"
    begins: "NDArray[np.int64]"  # those of each line; the last entry is the end of all


class LineText(NamedTuple):
    """Lines, each with its end."""

    text: str
    begins: list[int]  # of each line; the last entry is the end of all
    founds: list[int]  # of each line, how long it is without its last field


def lines_with(terms: list[str], fields: list[Field]) -> LineText:
    """A line for each term: with a blank before each field, the numbers that are of it."""
    import numpy as np

    joined = "".join(terms)
    code, sign = ("ascii", np.uint8) if joined.isascii() else ("utf-32-le", np.uint32)
    letters = np.fromiter(map(len, terms), np.int64, len(terms))
    sizes = [sizes_of(field.numbers) for field in fields]
    ends = [*map(ends_of, sizes)]
    widths = [np.diff(end[field.begins]) for end, field in zip(ends, fields, strict=True)]
    begins = ends_of(letters + sum(widths) + (len(fields) + 1))
    text = np.full(int(begins[-1]), ord(" "), sign)
    text[begins[1:] - 1] = ord("\n")
    text[_spread(ends_of(letters), begins[:-1], letters)] = np.frombuffer(
        joined.encode(code, "surrogatepass"), sign
    )
    at = begins[:-1] + letters + 1
    for field, size, end, width in zip(fields, sizes, ends, widths, strict=True):
        shift = np.repeat(at - end[field.begins[:-1]], np.diff(field.begins))
        write(field.numbers, size, text, end[:-1] + shift)
        at += width + 1
    founds = at - widths[-1] - 2 - begins[:-1]
    return LineText(text.tobytes().decode(code, "surrogatepass"), begins.tolist(), founds.tolist())


def _spread(
    ends: "NDArray[np.int64]", at: "NDArray[np.int64]", sizes: "NDArray[np.int64]"
) -> "NDArray[np.int64]":
    """Of words that follow one another: where each of their signs comes, when each word has its place."""
    import numpy as np

    return np.arange(ends[-1]) + np.repeat(at - ends[:-1], sizes)
