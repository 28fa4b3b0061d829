"""The preview: what a static host would answer below the site's prefix, and the stream of events."""

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from sitegen.site.preview import Preview
from sitegen.site.refusal import RefusedError
from sitegen.site.serve import PreviewServer, serving
from sitegen.site.starter import found_site

PATIENCE = 240  # seconds: for a machine under load; what is waited for ends a wait at once


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PreviewServer]:
    files = {
        "index.html": "home",
        "cable/index.html": "cables",
        "empty/a.txt": "café",
        "404.html": "lost",
        "app.js": "1",
        "caf\u00e9/index.html": "coffee",
    }
    for name, text in files.items():
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text(text, "utf-8")
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    with serving(Preview(tmp_path / "site", "/archive/"), 0) as server:
        yield server


def test_a_prefix_beyond_ascii(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("home", "utf-8")
    with serving(Preview(tmp_path, "/%C3%A9/"), 0) as server:
        assert ask(server, "/%C3%A9/")[1] == ask(server, "/%c3%a9/")[1] == "home"
        assert ask(server, "/")[0].headers["Location"] == "/%C3%A9/"


def ask(server: PreviewServer, path: str, method: str = "GET") -> tuple[HTTPResponse, str]:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.request(method, path, headers={"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer, text


@pytest.mark.parametrize(
    ("path", "status", "text"),
    [
        ("/archive/", 200, "home"),
        ("/archive/index.html?x=1", 200, "home"),
        ("/archive/cable/", 200, "cables"),
        ("/archive/caf%C3%A9/", 200, "coffee"),
        ("/archive/empty/a.txt", 200, "café"),
        ("/archive/empty/", 404, "lost"),
        ("/archive/nowhere/at/all", 404, "lost"),
        ("/archive/cable/index.html/", 404, "lost"),
        ("/archive/../secret.txt", 404, "lost"),
        ("/archive/%2e%2e/secret.txt", 404, "lost"),
        ("/archive//etc/passwd", 404, "lost"),
        ("/archive/a%00b", 404, "lost"),
        ("/elsewhere/", 404, "lost"),
        ("/archived/", 404, "lost"),
    ],
)
def test_answers(server: PreviewServer, path: str, status: int, text: str) -> None:
    answer, said = ask(server, path)
    assert (answer.status, said) == (status, text)
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "where"),
    [("/", "/archive/"), ("/archive", "/archive/"), ("/archive/cable", "/archive/cable/")],
)
def test_redirects(server: PreviewServer, path: str, where: str) -> None:
    answer, _ = ask(server, path)
    assert answer.status in (301, 302)
    assert answer.headers["Location"] == where


def test_heads_and_types(server: PreviewServer) -> None:
    answer, said = ask(server, "/archive/nowhere", "HEAD")
    assert (answer.status, said) == (404, "")
    assert ask(server, "/archive/empty/a.txt")[0].headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "charset" in ask(server, "/archive/app.js")[0].headers["Content-Type"]


def test_the_next_free_port_unless_one_is_named(tmp_path: Path) -> None:
    with serving(Preview(tmp_path), None) as first, serving(Preview(tmp_path), None) as second:
        assert first.server_port != second.server_port
        with pytest.raises(RefusedError, match=f"port {first.server_port} is in use"):
            serving(Preview(tmp_path), first.server_port).__enter__()


def event_of(stream: HTTPResponse) -> tuple[str, str]:
    """The next event: its kind and its text."""
    kind, lines = "", []
    while line := stream.readline().decode():
        name, _, value = line.rstrip("\n").partition(": ")
        if name == "event":
            kind = value
        elif name == "data":
            lines.append(value)
        elif not name and kind:
            break
    return kind, "\n".join(lines)


def next_of(stream: HTTPResponse, wanted: str) -> str:
    """The text of the next event of this kind."""
    while True:
        kind, text = event_of(stream)
        assert kind, "the stream ended"
        if kind == wanted:
            return text


def open_stream(port: int, path: str) -> tuple[HTTPConnection, HTTPResponse]:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", path)
    answer = connection.getresponse()
    assert answer.headers["Content-Type"].startswith("text/event-stream")
    return connection, answer


def test_events(server: PreviewServer) -> None:
    connection, stream = open_stream(server.server_port, "/archive/_live")
    assert stream.readline() == b"retry: 500\n"
    server.preview.report("a.md:1:1: error: no\n   1 │ words")
    assert event_of(stream) == ("problems", "a.md:1:1: error: no\n   1 │ words")
    late, late_stream = open_stream(server.server_port, "/archive/_live")
    assert event_of(late_stream)[0] == "problems"
    server.preview.reload()
    assert event_of(stream)[0] == "reload"
    connection.close()
    late.close()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, "subprocess.Popen[str]", str]]:
    """`sitegen serve` in a process of its own, below a sub-path."""
    site = tmp_path / "site"
    found_site(site)
    toml = (
        (site / "site.toml")
        .read_text("utf-8")
        .replace("https://example.org/", "https://example.org/sub/path/")
    )
    (site / "site.toml").write_text(toml, "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "sitegen", "serve", "--port", "0"],
        cwd=site,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    watchdog = threading.Timer(PATIENCE, process.kill)
    watchdog.start()
    assert process.stdout
    while "Serving " not in (line := process.stdout.readline()):
        assert line, process.stderr and process.stderr.read()
    yield site, process, line.split()[1]
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    process.communicate()
    watchdog.cancel()


def test_a_change_on_disk_reaches_the_browser(served: tuple[Path, "subprocess.Popen[str]", str]) -> None:
    site, process, url = served
    parts = urlsplit(url)
    assert parts.path == "/sub/path/"
    assert parts.port
    page = f"{parts.path}cable/09EXAMPLETOWN14/"

    def text() -> str:
        connection = HTTPConnection("127.0.0.1", parts.port, timeout=PATIENCE)
        connection.request("GET", page)
        said = connection.getresponse().read().decode()
        connection.close()
        return said

    assert "_live" in text()
    connection, stream = open_stream(parts.port, f"{parts.path}_live")
    assert stream.readline() == b"retry: 500\n"  # from here on it is listened to
    note = site / "content/annotations/09EXAMPLETOWN14.md"
    good = note.read_text("utf-8")
    note.write_text(good.replace("An invented cable", "A changed note"), "utf-8")
    while "A changed note" not in text():  # a slow burst may be built in two
        event_of(stream)

    (site / "templates").mkdir()
    broken = site / "templates/cable.html"
    broken.write_text("{% nonsense %}", "utf-8")
    problems = next_of(stream, "problems")
    assert problems.startswith("templates/cable.html:1")
    assert "A changed note" in text()

    broken.unlink()
    next_of(stream, "reload")
    connection.close()
    assert not (site / "output").exists()

    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert "Traceback" not in stderr
