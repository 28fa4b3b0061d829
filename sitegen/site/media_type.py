"""What a host is to call a file, where it keeps that with the file: what the pages say, on every machine."""

from sitegen.page.machine import FORMS

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".jsonld": "application/ld+json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    "/feed.xml": "application/atom+xml",
} | {f".{form.suffix}": form.media_type for form in FORMS}
_TYPES[".txt"] += "; charset=utf-8"
_LONGEST_FIRST = sorted(_TYPES, key=len, reverse=True)


def media_type(path: str) -> str:
    """Of the end of its name; "" when that says nothing."""
    return next((_TYPES[end] for end in _LONGEST_FIRST if f"/{path}".endswith(end)), "")
