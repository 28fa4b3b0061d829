"""The preview on this machine: its files as a static host would serve them, and its events."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, SimpleQueue
from socketserver import TCPServer
from threading import Thread
from typing import IO, Any
from urllib.parse import unquote, urlsplit

from sitegen.site.preview import Preview
from sitegen.site.refusal import RefusedError

HOST = "127.0.0.1"  # never another: a preview is for the person at this machine
PORT = 8000
PORTS_TRIED = 50
LIVE = "_live"
PULSE = 15.0  # seconds between signs of life, which find out who has gone

_NOT_FOUND = "404.html"
_TEXTS = ("text/", "application/json", "application/xml", "application/javascript", "image/svg+xml")


class PreviewServer(ThreadingHTTPServer):
    """One thread a request; none of them keeps the program alive."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, preview: Preview, port: int) -> None:
        self.preview = preview
        super().__init__((HOST, port), _Handler)

    def server_bind(self) -> None:
        """Without the base class's look-up of this machine's name, which may take seconds."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the middle is no news."""

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.server_port}{self.preview.prefix}"


@contextmanager
def serving(preview: Preview, port: int | None) -> Iterator[PreviewServer]:
    """Serve until the block ends. Without a port, the first free one from 8000 on."""
    with _open(preview, port) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield server
        finally:
            preview.close()
            server.shutdown()


def _open(preview: Preview, port: int | None) -> PreviewServer:
    ports = range(PORT, PORT + PORTS_TRIED) if port is None else (port,)
    for candidate in ports:
        try:
            return PreviewServer(preview, candidate)
        except OSError:
            continue
    busy = f"port {port}" if port is not None else f"every port from {PORT} to {PORT + PORTS_TRIED - 1}"
    raise RefusedError(f"{busy} is in use, or not yours to use", "name a free one: sitegen serve --port 9000")


class _Handler(SimpleHTTPRequestHandler):
    """A static host below a prefix."""

    server: PreviewServer
    protocol_version = "HTTP/1.0"

    def do_GET(self) -> None:
        if _plain(self.path) == _plain(self.server.preview.prefix) + LIVE:
            self._stream()
        else:
            super().do_GET()

    def send_head(self) -> Any:
        prefix = self.server.preview.prefix
        path = _plain(self.path)
        if path != _plain(prefix) and _plain(prefix).startswith(path.rstrip("/") + "/"):
            return self._redirect(prefix)
        del self.headers["If-Modified-Since"]  # it counts whole seconds; a rebuild takes less
        return super().send_head()

    def translate_path(self, path: str) -> str:
        """The file of a request; outside the prefix or the folder there is none."""
        preview = self.server.preview
        asked, prefix = _plain(path), _plain(preview.prefix)
        inside = asked.removeprefix(prefix)
        strange = {"..", "."} & set(inside.split("/")) or "\\" in inside or "\0" in inside
        if not asked.startswith(prefix) or strange or inside.startswith("/"):
            return str(preview.folder / "\uffff no such file")
        return str(preview.folder / inside) + ("/" if inside.endswith("/") else "")

    def list_directory(self, path: Any) -> None:
        """A host lists no folders."""
        self.send_error(404)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = self.server.preview.folder / _NOT_FOUND
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        data = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def guess_type(self, path: Any) -> str:
        kind = super().guess_type(path)
        return f"{kind}; charset=utf-8" if kind.startswith(_TEXTS) else kind

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def copyfile(self, source: Any, outputfile: IO[bytes]) -> None:  # type: ignore[override]
        try:
            super().copyfile(source, outputfile)
        except ConnectionError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """The terminal is for problems."""

    def _redirect(self, where: str) -> None:
        self.send_response(302)
        self.send_header("Location", where)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.end_headers()
        preview = self.server.preview
        with preview.listening() as queue:
            try:
                self.wfile.write(b"retry: 500\n\n")
                while not preview.closing:
                    self.wfile.write(_next(queue))
                    self.wfile.flush()
            except ConnectionError:
                self.close_connection = True


def _plain(path: str) -> str:
    """Two spellings of one address, "/%C3%A9/" and "/%c3%a9/", are one path."""
    return unquote(urlsplit(path).path)


def _next(queue: "SimpleQueue[bytes]") -> bytes:
    try:
        return queue.get(timeout=PULSE)
    except Empty:
        return b": still here\n\n"
