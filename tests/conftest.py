"""What every test may ask for: the shared cables, the built sample site, a browser.

Nothing here skips: a test that lacks what it needs fails, and says what to do.
"""

import fcntl
import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import forked
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from remote_host import Store, object_store

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
SEED = ROOT / "content/cables/07ASTANA1848.txt"


def pytest_configure() -> None:
    """Programs that tests start find the package compiled, also where Python is told to leave no bytecode,
    and end at Ctrl-C, also where a shell runs the tests in the background."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
        os.environ["PYTHONPYCACHEPREFIX"] = str(ROOT / ".pytest_cache/bytecode")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="write the golden files anew")


@pytest.fixture(scope="session")
def golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written rather than compared."""
    return bool(request.config.getoption("--golden"))


@pytest.fixture(scope="session")
def working_set() -> tuple[Path, ...]:
    """The 40 real cables, which are read where they stand and never copied."""
    files = tuple(sorted((SHARED / "cables").glob("*.txt")))
    if not files:
        pytest.fail(f"no cables in {SHARED / 'cables'}: the tests read them beside the checkout")
    return files


@pytest.fixture(scope="module")
def short_moment() -> Iterator[None]:
    """How fresh a file may be for its times to prove nothing: this system's clock ticks often."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("sitegen.site.file._MOMENT", 50_000_000)
        yield


def sitegen(*words: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user does, in a process of its own."""
    environ = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
    done = forked.run(words, cwd, environ)
    return subprocess.CompletedProcess(words, done.returncode, done.stdout.decode(), done.stderr.decode())


Shared = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    """What tests only look at is made once for all processes that run them: a folder of this name, and what
    puts something into it."""
    top = tmp_path_factory.getbasetemp()
    top = top.parent if "PYTEST_XDIST_WORKER" in os.environ else top

    def folder_of(name: str, make: Callable[[Path], object]) -> Path:
        folder = top / name
        with (top / f"{name}.made").open("a+") as made:
            fcntl.flock(made, fcntl.LOCK_EX)
            if not made.seek(0, os.SEEK_END):  # where it ends now: it was opened before the lock
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                make(folder)
                made.write("whole")
        return folder

    return folder_of


def _sample(folder: Path, *words: str) -> None:
    done = sitegen("build", "--output", str(folder / "output"), *words)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def sample(shared: Shared) -> Path:
    """The repository's own site, built once; the folder of its pages."""
    return shared("sample", _sample) / "output"


@pytest.fixture(scope="session")
def sample_offline(shared: Shared) -> Path:
    """The same as a copy for the disk."""
    return shared("offline", lambda folder: _sample(folder, "--offline")) / "output"


BELOW = "https://host.example/an/archive/"


@pytest.fixture(scope="session")
def sample_below(shared: Shared) -> Path:
    """The same for a host that has it below a sub-path."""
    return shared("below", lambda folder: _sample(folder, "--base-url", BELOW)) / "output"


class StaticHost(SimpleHTTPRequestHandler):
    """What a static host does: files, index.html for folders, 404.html with status 404."""

    prefix = "/"

    def translate_path(self, path: str) -> str:
        path = unquote(urlsplit(path).path)
        if not path.startswith(self.prefix):
            return str(Path(self.directory) / "no such file")
        return super().translate_path("/" + path.removeprefix(self.prefix))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.read_bytes())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


def hosted(folder: Path, prefix: str = "/", host: type[StaticHost] = StaticHost) -> Iterator[str]:
    """Serve a folder until the test is done; gives the address of its home page."""
    handler = type("Host", (host,), {"prefix": prefix})
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
        server.shutdown()


@pytest.fixture(scope="session")
def sample_url(sample: Path) -> Iterator[str]:
    yield from hosted(sample)


@pytest.fixture(scope="session")
def below_url(sample_below: Path) -> Iterator[str]:
    yield from hosted(sample_below, urlsplit(BELOW).path)


ARGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing outside resolves: a forgotten request to another host fails at once.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with object_store(tmp_path_factory.mktemp("store")) as store:
        yield store


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    executable = os.environ.get("CHROMIUM")
    if not executable:
        found = subprocess.run(
            ["sh", ROOT / "scripts/browser.sh"], capture_output=True, text=True, check=False
        )
        executable = found.stdout.strip()
        if not executable:
            pytest.fail(found.stderr)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(ARGS))
        yield browser
        browser.close()


class Tabs:
    """Tabs of one context, each with nothing kept of those before it. A context of its own for each test
    takes a second, and so does a tab when the last one was closed: one stands idle."""

    def __init__(self, context: BrowserContext) -> None:
        context.set_default_timeout(10_000)
        self._context = context
        self._idle = context.new_page()
        self._storage = context.new_cdp_session(self._idle)

    @contextmanager
    def open(self) -> Iterator[Page]:
        tab = self._context.new_page()
        yield tab
        for opened in self._context.pages:
            if opened != self._idle:
                opened.close()
        kept = {"origin": "*", "storageTypes": "local_storage"}
        self._storage.send("Storage.clearDataForOrigin", kept)


@pytest.fixture(scope="session")
def tabs(chromium: Browser) -> Iterator[Tabs]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield Tabs(context)
    context.close()


@pytest.fixture
def tab(tabs: Tabs) -> Iterator[Page]:
    """A tab whose console may tell that something is wrong."""
    with tabs.open() as tab:
        yield tab


@pytest.fixture
def page(tab: Page) -> Iterator[Page]:
    """A tab in which an error on the console, or a request that fails, fails the test."""
    faults: list[str] = []
    tab.on("pageerror", lambda error: faults.append(f"script: {error}"))
    tab.on("console", lambda told: faults.append(told.text) if told.type in ("error", "warning") else None)
    yield tab
    assert not faults, faults


@pytest.fixture(scope="session")
def unscripted_tabs(chromium: Browser) -> Iterator[Tabs]:
    context = chromium.new_context(java_script_enabled=False, has_touch=True)
    yield Tabs(context)
    context.close()


@pytest.fixture
def unscripted(unscripted_tabs: Tabs) -> Iterator[Page]:
    """A tab that runs no script of a page's."""
    with unscripted_tabs.open() as tab:
        yield tab


CABLE = "cable/07ASTANA1848/"
SELECT_WORDS = """([id, words]) => {
  const walker = document.createTreeWalker(document.querySelector(`#${id} .text`), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const start = walker.currentNode.data.indexOf(words);
    if (start < 0) continue;
    getSelection().setBaseAndExtent(walker.currentNode, start, walker.currentNode, start + words.length);
    return true;
  }
  return false;
}"""


@pytest.fixture(scope="session")
def reader_tabs(chromium: Browser) -> Iterator[Tabs]:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    yield Tabs(context)
    context.close()


@pytest.fixture
def reader(reader_tabs: Tabs, sample_url: str) -> Iterator[Page]:
    """A page at the cable, of a reader who lets it write to the clipboard."""
    with reader_tabs.open() as page:
        page.goto(sample_url + CABLE)
        yield page


OF_COLOURS = ("color-contrast", "link-in-text-block")
"""The rules of axe whose answer depends on the colours."""

# Of those texts of a page that look the same, below ancestors that look the same, the first and the last.
KINDS_OF_TEXT = """() => {
  const known = new Map();
  const look = (one) => {
    if (!one) return "";
    if (!known.has(one)) {
      const style = getComputedStyle(one);
      const own = [style.color, style.backgroundColor, style.backgroundImage, style.opacity, style.filter,
        style.fontSize, style.fontWeight, style.textDecorationLine, style.textShadow, style.position];
      known.set(one, `${look(one.parentElement)}/${one.localName} ${own}`);
    }
    return known.get(one);
  };
  const says = (one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const seen = [...document.body.querySelectorAll("*")].filter((one) => (
    says(one) && one.checkVisibility({ visibilityProperty: true })));
  const kinds = new Map();
  for (const one of seen) kinds.set(look(one), [kinds.get(look(one))?.[0] ?? one, one]);
  return [...new Set([...kinds.values()].flat())];
}"""


def barriers(page: Page, *, of_colours_only: bool = False) -> list[tuple[str, str]]:
    """What stands in a reader's way of the page, by axe: the rule, and what breaks it. The rules are those
    of WCAG 2.2 AA. Most of the time goes into the contrast of each text: of many alike two are looked at."""
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(AXE_SCRIPT)
    others = {
        "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
        "rules": {"target-size": {"enabled": True}} | {rule: {"enabled": False} for rule in OF_COLOURS},
    }
    found = [] if of_colours_only else page.evaluate(f"options => ({RUN_AXE})(document, options)", others)
    found += page.evaluate(f"options => ({RUN_AXE})({{ include: ({KINDS_OF_TEXT})() }}, options)", COLOURS)
    return [(rule["id"], rule["nodes"][0]["html"]) for rule in found]


COLOURS = {"runOnly": OF_COLOURS}
RUN_AXE = """(where, options) => axe.run(where, { ...options, resultTypes: ["violations"] })
  .then((found) => found.violations)"""  # what passes is a megabyte on a long page
