"""A whole web of host names, served from one loopback port.

The server acts as a plain HTTP proxy: a client that is told to use it asks for `http://any.name/path`, and gets what
the site of that name holds. So real host names are crawled without a network, and without touching the resolver.
"""

from __future__ import annotations

import contextlib
import mimetypes
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer. A `Content-Length` is added unless `headers` say otherwise; `wait` holds the answer back."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    wait: threading.Event | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the client asked for, and when (in seconds of the monotonic clock). Header names are lower case."""

    host: str
    path: str
    headers: Mapping[str, str]
    at: float


Site = Path | Callable[[Asked], Reply]
"""A folder served as plain web servers do, or a function that answers."""


@dataclass(slots=True)
class Web:
    """A running web. `asked` lists every request seen, in order of arrival."""

    proxy: str
    asked: list[Asked]

    @property
    def environment(self) -> dict[str, str]:
        """The environment variables under which HTTP clients use this web and nothing else."""
        proxies = {"http_proxy": self.proxy, "https_proxy": self.proxy, "no_proxy": ""}
        # Some clients read only one of the two spellings.
        return {**proxies, **{name.upper(): value for name, value in proxies.items() if name != "http_proxy"}}


@contextlib.contextmanager
def serve_web(sites: Mapping[str, Site]) -> Iterator[Web]:
    """Serve `sites` (host name -> site) on a free loopback port for as long as the context lasts."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.sites = {name.lower(): site for name, site in sites.items()}
    web = Web(f"http://127.0.0.1:{server.server_address[1]}", server.asked)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def file_reply(folder: Path, path: str) -> Reply:
    """What a plain web server answers for `path` (still quoted) from `folder`; its 404.html where there is nothing."""
    name = unquote(urlsplit(path).path).lstrip("/")
    wanted = (folder / name).resolve()
    if not wanted.is_relative_to(folder.resolve()):
        return Reply(b"Bad request", 400, {"Content-Type": "text/plain"})
    if wanted.is_dir() and (wanted / "index.html").is_file():
        if name and not name.endswith("/"):
            return Reply(status=301, headers={"Location": urlsplit(path).path + "/"})
        wanted = wanted / "index.html"
    if not wanted.is_file():
        page = folder / "404.html"
        body = (
            page.read_bytes()
            if page.is_file()
            else b"<!doctype html><title>Not found</title><h1>Not found</h1>"
        )
        return Reply(body, 404, {"Content-Type": "text/html; charset=utf-8"})
    kind = mimetypes.guess_type(wanted.name)[0] or "application/octet-stream"
    return Reply(wanted.read_bytes(), headers={"Content-Type": kind})


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # The kernel's queue for new connections; the default of 5 makes a busy crawl wait for retransmissions.
    request_queue_size = 128

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.sites: dict[str, Site] = {}
        self.asked: list[Asked] = []
        self.closing = threading.Event()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients may hang up whenever they like; any other error is told on stderr."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    # A kept-alive connection without requests is closed after so many seconds.
    timeout: ClassVar[float] = 120

    def do_GET(self) -> None:
        """Answer a request in the form clients use towards a proxy."""
        parts = urlsplit(self.path)
        host = parts.hostname or (self.headers.get("Host") or "").partition(":")[0]
        path = parts.path + (f"?{parts.query}" if parts.query else "") if parts.hostname else self.path
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(host.lower(), path or "/", headers, time.monotonic())
        self.server.asked.append(asked)
        site = self.server.sites.get(asked.host)
        if site is None:
            self._send(Reply(b"No such host", 502, {"Content-Type": "text/plain"}))
        elif isinstance(site, Path):
            self._send(file_reply(site, asked.path))
        else:
            self._send(site(asked))

    do_HEAD = do_GET  # noqa: N815

    def do_CONNECT(self) -> None:
        """Refuse tunnels: there are no certificates for other people's names."""
        self._send(Reply(b"No tunnels", 405, {"Content-Type": "text/plain", "Connection": "close"}))

    def _send(self, reply: Reply) -> None:
        if reply.wait is not None:
            while not reply.wait.wait(0.05):
                if self.server.closing.is_set():
                    break
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if not {"content-length", "transfer-encoding"} & {name.lower() for name in reply.headers}:
            self.send_header("Content-Length", str(len(reply.body)))
        if self.server.closing.is_set():
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body)

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - the name of http.server's parameter
        """Say nothing."""
