"""What the search finds beside Pagefind: thirty questions, each with the paragraph that answers it.

python benchmarks/relevance.py      needs Chromium ($CHROMIUM), and Pagefind: pip install -e '.[bench,dev]'

The archive is the working set beside the checkout (../shared/cables) with the sample. Both are asked in a
browser, with their own scripts; bytes are those of all answers to a first query, as gzip packs them.
"""

import gzip
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

from measure import stamp, table
from playwright.sync_api import Page, Response, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
CABLES = ROOT.parent / "shared/cables"

QUESTIONS = {
    "tsvangirai land reform": "00HARARE6677 p9",
    "casablanca attacks cash morocco": "03ABUDHABI2641 p3",
    "erdogan pragmatic charismatic memory": "04ANKARA348 p5",
    "mossad foreign fighters leaving iraq": "05TELAVIV1580 p3",
    "venezuela iran binational fund": "06CARACAS958 p5",
    "eta ceasefire zapatero": "06MADRID766 p5",
    "zoilamerica human rights": "06MANAGUA1002 p8",
    "dubai joint committee financial restrictions iran": "07DUBAI59 p5",
    "coalition support funds disbursement": "07ISLAMABAD5288 p5",
    "russian arms sales china india": "07PARIS2725 p5",
    "larijani sunni shi'ite divide": "07RIYADH367 p4",
    "fatah hamas reconciliation mecca": "07RIYADH367 p8",
    "bolivarian revolution vehicle influence": "07SANTIAGO983 p7",
    "gulf security dialogue dagan": "07TELAVIV2652 p8",
    "uranium 238 sample bottle": "08RANGOON749 p2",
    "left party lafontaine gysi": "09BERLIN1197 p9",
    "prison conditions malnutrition red cross": "09HARARE888 p8",
    "covert uranium enrichment facility": "09STATE100153 p3",
    "megrahi prisoner transfer agreement": "09TRIPOLI65 p3",
    "opposition threshold parliamentary elections": "07ASTANA1848 p3",
    # Words of different paragraphs, other forms of a word, names with accents that the record has not.
    "chávez douglas bravo guerrillas": "04CARACAS2200 p3",
    "townsend charities arabsat larijani": "07RIYADH367 p4",
    "são paulo dilma evangelicals catholics": "09SAOPAULO660 p6",
    "shishou chef riots xinjiang": "09BEIJING1970 p2",
    "village elections netizens": "09BEIJING1970 p11",
    "castro reforming rations": "10HAVANA84 p7",
    "kim jong-il indecision student defected": "10SHENYANG5 p2",
    "maliki sheikhs visiting white house": "10BAGHDAD167 p5",
    "lashkar jhangvi peshawar policing shortages": "09PESHAWAR41 p0u4",
    "hoveyda resurgence party algiers": "75TEHRAN2069 p1",
}

OURS = """async (query) => {
  const { documents } = await sitegenFinder.find(sitegenTerms.parse(query).clauses);
  const cables = documents.filter((one) => one.block.kind === "cables");
  sitegenFinder.order(cables, "");
  return Promise.all(cables.slice(0, 10).map(async ({ block, document, units, isWhole }) => {
    const id = await block.id(document);
    const { passages } = await sitegenFinder.load(`cable/${id}/passages`);
    const best = sitegenFinder.best(units.filter(({ unit }) => unit), isWhole).slice(0, 3);
    return [id, best.map(({ unit }) => passages[unit - 1][0])];
  }));
}"""
THEIRS = """async (query) => {
  const pagefind = await import(new URL("/pagefind/pagefind.js", location.href));
  const { results } = await pagefind.search(query);
  const found = await Promise.all(results.slice(0, 10).map((one) => one.data()));
  const anchors = (one) => (one.sub_results ?? []).slice(0, 3).map((sub) => sub.url.split("#")[1] ?? "");
  return found.map((one) => [one.url.split("/")[2], anchors(one)]);
}"""


class Quiet(SimpleHTTPRequestHandler):
    """A host that says nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


class Answer(NamedTuple):
    """Where the cable stood among the results (0 when it did not), whether its passage was shown, bytes."""

    rank: int
    is_passage: bool
    size: int


def built(folder: Path) -> Path:
    """The site of both sets of cables."""
    shutil.copytree(ROOT / "content", folder / "content", ignore=shutil.ignore_patterns("lock"))
    for file in CABLES.glob("*.txt"):
        shutil.copy(file, folder / "content/cables")
    shutil.copy(ROOT / "site.toml", folder)
    command = [sys.executable, "-m", "sitegen", "-C", str(folder), "build", "--quiet"]
    subprocess.run(command, check=False, stderr=subprocess.DEVNULL)  # what is told of the records is known
    pagefind = [sys.executable, "-m", "pagefind", "--site", "output", "--glob", "cable/*/index.html"]
    subprocess.run(pagefind, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return folder / "output"


def served(folder: Path) -> Iterator[str]:
    """The address of a host."""
    handler = partial(Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def asked(page: Page, url: str, script: str, query: str, goal: str) -> Answer:
    """A question, of a reader who comes for the first time."""
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(url)
    found = page.evaluate(script, query)
    page.wait_for_load_state("networkidle")
    cable, anchor = goal.split(" ")
    ranks = [at for at, (id_, _) in enumerate(found, start=1) if id_ == cable]
    size = sum(len(gzip.compress(one.body())) for one in answers if one.ok and "favicon" not in one.url)
    return Answer(ranks[0] if ranks else 0, bool(ranks) and anchor in found[ranks[0] - 1][1], size)


def rows(url: str, new_page: Callable[[], Page]) -> Iterator[tuple[str, ...]]:
    """A question a row, then the sums."""
    yield "question", "rank here", "its passage", "KB", "rank in Pagefind", "its passage", "KB"
    all_ours, all_theirs = [], []
    for query, goal in QUESTIONS.items():
        ours = asked(new_page(), f"{url}search/", OURS, query, goal)
        theirs = asked(new_page(), f"{url}search/", THEIRS, query, goal)
        all_ours.append(ours)
        all_theirs.append(theirs)
        yield (query, *_cells(ours), *_cells(theirs))
    yield ("all: mean of 1 / rank; passages; mean", *_sums(all_ours), *_sums(all_theirs))


def _cells(answer: Answer) -> tuple[str, str, str]:
    return str(answer.rank or "–"), "yes" if answer.is_passage else "no", f"{answer.size / 1000:.0f}"


def _sums(answers: list[Answer]) -> tuple[str, str, str]:
    number = len(answers)
    first = sum(1 / one.rank for one in answers if one.rank) / number
    passages = sum(one.is_passage for one in answers)
    return (
        f"{first:.2f}",
        f"{passages} of {number}",
        f"{sum(one.size for one in answers) / number / 1000:.0f}",
    )


def main() -> None:
    """Prints the table."""
    print(f"{stamp()}\n")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        output = built(Path(folder))
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"))
        for url in served(output):
            # Our pages forbid what Pagefind is made of, WebAssembly.
            table(rows(url, lambda: browser.new_context(bypass_csp=True).new_page()))
        browser.close()


if __name__ == "__main__":
    main()
