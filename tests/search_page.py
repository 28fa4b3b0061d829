"""What a reader does on the search page, and what it says then."""

import re

from playwright.sync_api import Page, expect

SOME = r"(?:the notes to )?\d+ (?:cable|name|page)s?"
THOSE = rf"{SOME}(?:(?:, | and ){SOME})*"
SAID = re.compile(rf"^\d+ passages? in {THOSE}(?:, and the words in different paragraphs of {THOSE})?$")


def look_for(page: Page, words: str) -> None:
    page.get_by_role("searchbox").fill(words)
    expect(page.locator("#found")).to_have_attribute("data-of", words)


def numbers(page: Page) -> list[int]:
    """Of passages, of what they are in, and of what has the words apart, by kind."""
    status = page.get_by_role("status").first
    expect(status).to_have_text(SAID)
    return [int(one) for one in re.findall(r"\d+", status.inner_text())]


def count(page: Page) -> int:
    """Of passages."""
    return numbers(page)[0]


def documents(page: Page) -> int:
    """Of all that is found."""
    return sum(numbers(page)[1:])
