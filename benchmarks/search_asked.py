"""The search script in a browser over an index of very many cables: bytes, files and seconds of a query.

python benchmarks/search_asked.py 1300 10000 250000      needs Chromium ($CHROMIUM)

The index is that of `search.py`: one block is made, and handed out as each of them.
"""

import argparse
import gzip
import os
import re
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

from measure import stamp, table
from playwright.sync_api import Page, sync_playwright
from search import ASSETS, blocks_of, cable, files_of, vocabulary

from sitegen.search.block import Document
from sitegen.search.terms import STOP_WORDS
from sitegen.search.words import words_of

# Words by their ranks.
QUERIES = """
1 / 50 / 150 / 1000 / 1 2 / 1 50 / 50 150 / 150 400 / 400 1000 / 1 10000 / 1 2 50 / 50 150 400 / 150 400 1000
/ 150 400 10000 / 150 -10000 / 150 -1000 / 150 -400
/ 50 -150 / 150 -"400 1000" / "1000 10000" / "400 1000" / "50 150"
"""
RANK = re.compile(r"\d+")
ASK = """async (query) => {
  const began = performance.now();
  const { documents, failed, left } = await sitegenFinder.find(sitegenTerms.parse(query).clauses);
  if (failed.length) throw failed[0].fault;
  sitegenFinder.order(documents, "");
  return [documents.length, left, performance.now() - began];
}"""


class Host(BaseHTTPRequestHandler):
    """Hands a file of the block out under any block's name, packed, and counts."""

    files: ClassVar[dict[str, str]] = {}
    sent: ClassVar[list[int]] = []

    def do_GET(self) -> None:
        name = self.path.partition("?")[0].removeprefix("/")
        block, _, file = name.removeprefix("search/").removesuffix(".js").partition("/")
        text = self.files.get(file or name, "")
        data = gzip.compress(text.replace("search/block/", f"search/{block}/", 1).encode(), 6)
        if name.startswith("search/"):
            self.sent.append(len(data))
        self.send_response(200 if text else 404)
        self.send_header("Content-Type", "text/javascript" if name.endswith(".js") else "text/html")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


def put_files(number: int) -> None:
    """What the host has."""
    Host.files.clear()
    blocks = blocks_of(number)
    documents = []
    for at in range(number // blocks):
        known, _, passages, filed = cable(at, "2005-01")
        documents.append(
            Document(known, f"2005-01-{at * 28 // (number // blocks) + 1:02d}", words_of(passages), filed)
        )
    Host.files.update(files_of(documents))
    names = ",".join(f'"cables-{2000 + at}-01"' for at in range(blocks))
    Host.files["search/index.js"] = f'sitegenFound("search/index",{{"format":3,"blocks":[{names}]}});\n'
    for script in ("terms.js", "finder.js"):
        Host.files[script] = (ASSETS / script).read_text("utf-8")
    Host.files[""] = '<!doctype html><script src="/terms.js"></script><script src="/finder.js"></script>'


def rows(page: Page, url: str, numbers: list[int]) -> Iterator[tuple[str, ...]]:
    """A query a row: what it takes beside the heads, which are loaded."""
    yield "words of ranks", *(name for one in numbers for name in (f"found in {one:,}", "KB", "files", "s"))
    queries = [one.strip() for one in QUERIES.split("/")]
    cells: dict[str, list[str]] = {query: [] for query in queries}
    for number in numbers:
        put_files(number)
        for query in queries:
            cells[query] += asked(page, url, query)
    yield from ((query, *found) for query, found in cells.items())


def asked(page: Page, url: str, query: str) -> Iterator[str]:
    """Cables found, and those in which a phrase is not looked up unasked; KB, files and seconds."""
    words = vocabulary()[len(STOP_WORDS) :]
    page.goto(url)
    page.evaluate(ASK, "nothing ")
    Host.sent.clear()
    said = RANK.sub(lambda rank: words[int(rank[0]) - 1], f"{query} ")
    found, left, milliseconds = page.evaluate(ASK, said)
    yield f"{found:,} + {left:,}" if left else f"{found:,}"
    yield from (f"{sum(Host.sent) / 1000:,.0f}", f"{len(Host.sent):,}")
    yield f"{milliseconds / 1000:.1f}"


def main() -> None:
    """Prints the table."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("numbers", nargs="+", type=int, help="of cables")
    numbers = options.parse_args().numbers
    print(f"{stamp()}\n")
    with sync_playwright() as playwright, ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"))
        table(rows(browser.new_page(), f"http://127.0.0.1:{server.server_port}/", numbers))
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    sys.exit(main())
