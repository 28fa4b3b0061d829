"""What hosts are asked to say with each file, in the form that several of them read."""

from collections.abc import Iterator, Mapping

from sitegen.address import HEADERS, HOME, asset
from sitegen.page.edition import Edition, Sheet

POLICY = "default-src 'self'"
"""All that a page may load is what its own host has. Each page says it too, for hosts that do not."""

_YEAR = 365 * 24 * 60 * 60


def headers_sheets(edition: Edition) -> Iterator[Sheet]:
    """/_headers. An asset has another name when it changes, so that it may be kept; a copy for the disk has
    no host."""
    root = edition.links(None)
    rules = {
        root.to(HOME): {
            "Content-Security-Policy": POLICY,
            "Referrer-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
        },
        root.to(asset("")): {"Cache-Control": f"public, max-age={_YEAR}, immutable"},
    }
    if not edition.offline:
        yield Sheet(HEADERS, "", "\n".join(_rule(path, said) for path, said in rules.items()))


def _rule(path: str, said: Mapping[str, str]) -> str:
    return f"{path}*\n" + "".join(f"  {name}: {value}\n" for name, value in said.items())
