"""The search script in a browser over an index of very many cables: bytes, files and seconds of a query.

python benchmarks/search_asked.py 250000      needs Chromium ($CHROMIUM)

The index is that of `search.py`: one block is made, and handed out as each of them.
"""

import argparse
import gzip
import os
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

QUERIES = ((1,), (150,), (1_000,), (1, 2), (1, 1_000), (150, 1_000), (1, 10_000), (150, 400, 10_000))
ASK = """async (query) => {
  const began = performance.now();
  const { documents, failed } = await sitegenFinder.find(sitegenTerms.parse(query).clauses);
  if (failed.length) throw failed[0].fault;
  await sitegenFinder.order(documents, "", 10);
  return [documents.length, performance.now() - began];
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
    blocks = blocks_of(number)
    documents = []
    for at in range(number // blocks):
        known, _, passages, filed = cable(at, "2005-01")
        documents.append(
            Document(known, f"2005-01-{at * 28 // (number // blocks) + 1:02d}", words_of(passages), filed)
        )
    Host.files |= dict(files_of(documents))
    names = ",".join(f'"cables-{2000 + at}-01"' for at in range(blocks))
    Host.files["search/index.js"] = f'sitegenFound("search/index",{{"format":2,"blocks":[{names}]}});\n'
    for script in ("terms.js", "finder.js"):
        Host.files[script] = (ASSETS / script).read_text("utf-8")
    Host.files[""] = '<!doctype html><script src="/terms.js"></script><script src="/finder.js"></script>'


def rows(page: Page, url: str) -> Iterator[tuple[str, ...]]:
    """A query a row: what it takes beside the heads, which are loaded."""
    yield "words of ranks", "cables found", "KB", "files", "s"
    words = vocabulary()[len(STOP_WORDS) :]
    for ranks in QUERIES:
        page.goto(url)
        page.evaluate(ASK, "nothing ")
        Host.sent.clear()
        found, milliseconds = page.evaluate(ASK, " ".join(words[rank - 1] for rank in ranks) + " ")
        named = " + ".join(f"{rank:,}" for rank in ranks)
        cells = f"{found:,}", f"{sum(Host.sent) / 1000:,.0f}", f"{len(Host.sent):,}"
        yield named, *cells, f"{milliseconds / 1000:.1f}"


def main() -> None:
    """Prints the table."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("number", type=int, help="of cables")
    put_files(options.parse_args().number)
    print(f"{stamp()}\n")
    with sync_playwright() as playwright, ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"))
        table(rows(browser.new_page(), f"http://127.0.0.1:{server.server_port}/"))
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    sys.exit(main())
