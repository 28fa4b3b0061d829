"""Assets under fingerprinted names: a changed file has a new address, so hosts may cache for ever."""

from hashlib import blake2b

from sitegen.address import asset
from sitegen.page.edition import Asset


def fingerprinted(name: str, data: bytes) -> Asset:
    """`style.css` as `assets/style.1a2b3c4d.css`; the same bytes always get the same name."""
    stem, dot, suffix = name.rpartition(".")
    digest = blake2b(data, digest_size=4).hexdigest()
    return Asset(name, asset(f"{stem}.{digest}.{suffix}" if dot else f"{name}.{digest}"), data)
