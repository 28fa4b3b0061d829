"""Assets under fingerprinted names: a changed file has a new address, so hosts may cache for ever."""

from collections.abc import Callable, Mapping
from hashlib import blake2b

import rcssmin
import rjsmin

from sitegen.address import asset
from sitegen.page.edition import Asset


def fingerprinted(name: str, data: bytes) -> Asset:
    """`style.css` as `assets/style.1a2b3c4d.css`; the same bytes always get the same name."""
    stem, dot, suffix = name.rpartition(".")
    digest = blake2b(data, digest_size=4).hexdigest()
    return Asset(name, asset(f"{stem}.{digest}.{suffix}" if dot else f"{name}.{digest}"), data)


_SHORTENED: Mapping[str, Callable[[str], str]] = {"css": rcssmin.cssmin, "js": rjsmin.jsmin}


def shortened(name: str, data: bytes) -> bytes:
    """A style sheet or script without its comments and blanks: what they tell, they tell in the source."""
    shorten = _SHORTENED.get(name.rpartition(".")[2])
    return shorten(data.decode("utf-8")).encode("utf-8") if shorten else data
