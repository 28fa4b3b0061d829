"""What a reader does on the search page, and what it says then."""

import re

from playwright.sync_api import Page, expect

APART = r"(?:, and (\d+) (?:cable|document)s? with the words in different paragraphs)?"
SAID = re.compile(rf"^(\d+) passages? in (\d+) (?:cable|document)s?{APART}$")


def look_for(page: Page, words: str) -> None:
    page.get_by_role("searchbox").fill(words)
    expect(page.locator("#found")).to_have_attribute("data-of", words)


def numbers(page: Page) -> list[int]:
    """Of passages, of what they are in, and of what has the words apart, when they are there."""
    status = page.get_by_role("status").first
    expect(status).to_have_text(SAID)
    found = SAID.match(status.inner_text())
    assert found
    return [int(one or 0) for one in found.groups()]


def count(page: Page) -> int:
    """Of passages."""
    return numbers(page)[0]


def documents(page: Page) -> int:
    """Of all that is found."""
    return sum(numbers(page)[1:])
