"""Of the lock: addresses that were published, and what became of them."""

from sitegen.code import Code, Codes, Severity

_ACCEPT = "read the paragraph; if it is right as it is now: sitegen lock --accept ID"

CODES: Codes = {
    "address-changed": Code(
        Severity.WARNING, "a paragraph's words are not those that were published at its address", _ACCEPT
    ),
    "address-merged": Code(
        Severity.WARNING, "paragraphs that had an address each are one now; all addresses lead to it", _ACCEPT
    ),
    "address-moved": Code(
        Severity.WARNING, "published words have another number now; the old address leads to them", _ACCEPT
    ),
    "address-removed": Code(
        Severity.ERROR,
        "published words are no longer in the record; a tombstone stands at their address",
        "put the words back; or, if they are to be gone: sitegen lock --accept ID",
    ),
    "address-split": Code(
        Severity.WARNING,
        "a published paragraph is several now; its address leads to the first of them",
        _ACCEPT,
    ),
    "cable-removed": Code(
        Severity.ERROR,
        "a published cable is no longer in the archive; a page at its address says so",
        "put its record back; or, if it is to be gone: sitegen lock --accept ID",
    ),
    "cable-renamed": Code(
        Severity.WARNING,
        "a published cable has another id now; its old address leads to the new one",
        "see that the new id is right; then: sitegen lock --accept ID",
    ),
    "lock-withheld": Code(
        Severity.ERROR,
        "the lock is of before a rule that withholds words: guesses could be tried on its marks",
        "sitegen lock --accept ID; the history of content/lock/ has them still",
    ),
    "lock-unreadable": Code(
        Severity.ERROR,
        "a line of the lock cannot be read",
        "put the line back as it was committed; of two branches, keep the lines of both",
    ),
    "lock-twice": Code(
        Severity.ERROR,
        "a cable has two lines in the lock that differ",
        "keep the line that was published; then: sitegen check",
    ),
}
