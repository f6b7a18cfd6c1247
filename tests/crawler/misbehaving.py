"""Servers that do what no server should, over real sockets: each a function that is given the connection.

Reached as `demo.web` is, as a plain HTTP proxy, so that each has a host name of its own; the requests of each are counted.
"""

from __future__ import annotations

import contextlib
import gzip
import itertools
import socket
import socketserver
import struct
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urlsplit

import brotli

from tests.crawler.fakes import FILLER, home, page, statement

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
TICK = 0.02
"""Seconds between two bytes of a server that drips."""
LINK = "<a href='/modern-slavery'>Modern slavery statement</a>"


@dataclass
class Line:
    """A connection to a client that has asked for `path`. Sending fails once the client is gone."""

    connection: socket.socket
    path: str
    closing: threading.Event

    def send(self, *parts: bytes) -> None:
        for part in parts:
            self.connection.sendall(part)

    def answer(
        self, body: bytes | str, status: str = "200 OK", kind: str = "text/html", **headers: str
    ) -> None:
        """A whole answer; header names have `_` for `-`. Without `Content_Length`, the right one is sent."""
        content = body.encode() if isinstance(body, str) else body
        given = {"Content_Type": kind, "Content_Length": str(len(content)), **headers}
        lines = [f"{name.replace('_', '-')}: {value}" for name, value in given.items() if value]
        self.send(f"HTTP/1.1 {status}\r\n".encode(), "\r\n".join(lines).encode(), b"\r\n\r\n", content)

    def drip(self, what: bytes) -> None:
        """Send it again and again, a byte at a time, until the client hangs up or the test ends."""
        for each in itertools.cycle(what):
            self.send(bytes([each]))
            if self.closing.wait(TICK):
                return

    def flood(self, what: bytes) -> None:
        while not self.closing.is_set():
            self.send(what)

    def hang(self) -> None:
        self.closing.wait()

    def reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


Behaviour = Callable[[Line], None]
Pages = Mapping[str, str | bytes | Behaviour]


def site(pages: Pages, otherwise: str | Behaviour | None = None) -> Behaviour:
    """Pages and behaviours by path (without the query); an honest 404 for others, unless `otherwise` says."""

    def behave(line: Line) -> None:
        found = pages.get(urlsplit(line.path).path, None if line.path == "/robots.txt" else otherwise)
        if found is None:
            line.answer("<title>Not found</title>Not found", "404 Not Found")
        elif isinstance(found, str | bytes):
            line.answer(found)
        else:
            found(line)

    return behave


def good(**more: str | bytes | Behaviour) -> Behaviour:
    """A site with a statement; `more` are other pages, by path with `_` for `/` and `.`."""
    return site({"/": home(LINK), "/modern-slavery": statement()} | dict(more))


def at_statement(behaviour: Behaviour | str | bytes) -> Behaviour:
    """A good home page; the statement behind its link is the trouble."""
    return site({"/": home(LINK), "/modern-slavery": behaviour})


def raw(*parts: bytes) -> Behaviour:
    return lambda line: line.send(*parts)


@cache
def bomb(packing: str) -> bytes:
    """120 MB of spaces, packed."""
    spaces = b" " * 120_000_000
    if packing == "br":
        return bytes(brotli.compress(spaces, quality=1))
    once = gzip.compress(spaces, compresslevel=9)
    return gzip.compress(once) if packing == "gzip, gzip" else once


def packed(packing: str) -> Behaviour:
    return lambda line: line.answer(bomb(packing), Content_Encoding=packing)


def redirect(to: Callable[[str], str]) -> Behaviour:
    return lambda line: line.answer(b"", "302 Found", Location=to(line.path))


def facets(line: Line) -> None:
    """A page of links to pages of links, each new."""
    links = "".join(
        f"<a href='/policies/{i}{line.path}?sort={i}&page={len(line.path)}'>Policies {i}</a>"
        for i in range(40)
    )
    line.answer(page(f"<main>{FILLER}{links}</main>"))


def endless_site_maps(line: Line) -> None:
    count = len(line.path)
    maps = "".join(
        f"<sitemap><loc>http://maps.test:80{line.path}{count + i}.xml</loc></sitemap>" for i in range(50)
    )
    line.answer(f'<?xml version="1.0"?><sitemapindex>{maps}</sitemapindex>', kind="application/xml")


def large_pdf(line: Line) -> None:
    line.send(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nContent-Length: 50000000\r\n\r\n%PDF-1.7\n"
    )
    for _ in range(50):
        line.send(b"0" * 1_000_000)


def many_links(line: Line) -> None:
    links = "".join(f"<a href='/product/{i}'>Product {i}</a>" for i in range(100_000))
    line.answer(home(LINK, body=FILLER + links))


def short_length(line: Line) -> None:
    body = home(LINK).encode()
    line.answer(body, Content_Length=str(len(body) // 3))


def hostile_names(line: Line) -> None:
    name = "../../../../etc/passwd%00%0d%0aX-Evil:1;rm -rf ~;'\"<script>.pdf"
    line.answer(
        statement(),
        Content_Disposition=f"attachment; filename=\"{name}\"; filename*=UTF-8''%2e%2e%2f%00",
        Content_Type="text/html; charset=\x01no-such-charset",
    )


SITES: dict[str, tuple[Behaviour, str | None]] = {
    # What it does, and why nothing could be seen; None where all was seen in spite of it.
    "drip": (lambda line: (line.send(b"HTTP/1.1 200 OK\r\n\r\n"), line.drip(b"<p>"))[0], "timeout"),
    "drip-head": (lambda line: line.drip(b"HTTP/1.1 200 OK\r\nX: y\r\n"), "timeout"),
    "hang": (Line.hang, "timeout"),
    "continue": (lambda line: line.drip(b"HTTP/1.1 100 Continue\r\n\r\n"), "timeout"),
    "hanging-robots": (good(**{"/robots.txt": Line.hang}), "timeout"),
    "endless": (
        site({"/": lambda line: (line.send(b"HTTP/1.1 200 OK\r\n\r\n"), line.flood(b"<p>x" * 16_000))[0]}),
        "too_large",
    ),
    "endless-chunks": (
        site({"/": lambda line: (line.send(CHUNKED), line.flood(b"fa0\r\n" + b"<p>x" * 1000 + b"\r\n"))[0]}),
        "too_large",
    ),
    "endless-head": (
        site({"/": lambda line: (line.send(b"HTTP/1.1 200 OK\r\n"), line.flood(b"X: " + b"y" * 60_000 + b"\r\n"))[0]}),
        "any",
    ),
    "gzip-bomb": (site({"/": packed("gzip")}), "too_large"),
    "gzip-gzip-bomb": (site({"/": packed("gzip, gzip")}), "too_large"),
    "brotli-bomb": (site({"/": packed("br")}), "too_large"),
    "bomb-at-robots": (good(**{"/robots.txt": packed("gzip")}), None),
    "bomb-for-statement": (at_statement(packed("br")), "too_large"),
    "bomb-for-site-map": (
        site({"/": home(), "/sitemap.xml": lambda line: line.answer(bomb("gzip"), kind="application/gzip")}),
        None,
    ),
    "loop": (site({"/": redirect(lambda path: "/a"), "/a": redirect(lambda path: "/")}), "redirect_loop"),
    "chain": (site({}, redirect(lambda path: f"{path}x")), "redirect_loop"),
    "refresh-chain": (
        site({}, lambda line: line.answer(f"<meta http-equiv=refresh content='0;url={line.path}x'>")),
        "redirect_loop",
    ),
    "robots-loop": (good(**{"/robots.txt": redirect(lambda path: "/robots.txt")}), None),
    "to-a-file": (site({"/": redirect(lambda path: "file:///etc/passwd")}), "other"),
    "to-nowhere": (site({"/": redirect(lambda path: "http://[::1/")}), "other"),
    "short-length": (site({"/": short_length}), "any"),
    "long-length": (site({"/": lambda line: line.answer(home(LINK), Content_Length="9999999")}), "other"),
    "two-lengths": (
        site({"/": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 50\r\n\r\n<p>x</p>")}), "any",
    ),
    "negative-length": (site({"/": lambda line: line.answer(home(LINK), Content_Length="-5")}), "any"),
    "bad-chunks": (site({"/": raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n<p>x</p>\r\n")}), "any"),
    "reset": (site({"/": Line.reset}), "refused"),
    "reset-in-the-body": (
        site({"/": lambda line: (line.send(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n<p>x"), line.reset())[0]}), "any",
    ),
    "silent": (site({"/": lambda line: None}), "refused"),
    "garbage": (site({"/": raw(bytes(range(256)) * 50)}), "any"),
    "old": (site({"/": raw(b"<html><p>No head at all.</html>")}), "any"),
    "large-pdf": (at_statement(large_pdf), "too_large"),
    "large-home": (site({"/": home(LINK, body=FILLER * 12_000), "/modern-slavery": statement()}), None),
    "many-links": (site({"/": many_links, "/modern-slavery": statement()}), None),
    "deep": (
        site({"/": "<html><body>" + "<div>" * 10_000 + LINK + "</div>" * 10_000, "/modern-slavery": statement()}), None,
    ),
    "calendar": (site({}, facets), "any"),
    "maps": (site({"/": home(), "/sitemap.xml": endless_site_maps}, endless_site_maps), "any"),
    "large-robots": (good(**{"/robots.txt": b"User-agent: *\nDisallow: /x\n" + b"Disallow: /y*z$\n" * 330_000}), None),
    "binary-robots": (good(**{"/robots.txt": bytes(range(256)) * 2000}), None),
    "nul": (site({"/": home(LINK).replace(" ", "\0 \0").replace("<a\0 \0", "<a "), "/modern-slavery": statement()}), None),
    "wrong-charset": (
        site({"/": lambda line: line.answer(home(LINK).encode("latin-1") + b"\xff\xfe\x80", kind="text/html; charset=utf-16"),
              "/modern-slavery": statement()}),
        None,
    ),
    "hostile-names": (site({"/": home(LINK), "/modern-slavery": hostile_names}), None),
    "hostile-links": (
        site({"/": home("<a href='/%00/..%2f..%2fetc/passwd%0d%0aX: 1'>Modern slavery statement</a>" + LINK),
              "/modern-slavery": statement()}),
        None,
    ),
}  # fmt: skip
"""By name. `any` where several reasons would be true; that it ends in bounds is what counts there."""


@dataclass
class Servers:
    """The running servers. `asked` counts the requests to each host."""

    proxy: str
    asked: Counter[str] = field(default_factory=Counter)


@contextlib.contextmanager
def misbehaving(sites: Mapping[str, Behaviour]) -> Iterator[Servers]:
    """Serve the sites, by host name, for as long as the context lasts."""
    closing = threading.Event()
    lock = threading.Lock()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            head = b""
            self.request.settimeout(600)
            with contextlib.suppress(OSError):
                while b"\r\n\r\n" not in head:
                    if not (more := self.request.recv(65536)):
                        return
                    head += more
                parts = urlsplit(head.split(b" ", 2)[1].decode())
                with lock:
                    servers.asked[parts.hostname or ""] += 1
                path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
                line = Line(self.request, path, closing)
                if behave := sites.get(parts.hostname or ""):
                    behave(line)
                else:
                    line.answer(b"No such host", "502 Bad Gateway")
                if self.request.fileno() >= 0:
                    # All that was sent is to arrive before the end does.
                    self.request.shutdown(socket.SHUT_WR)
                    while self.request.recv(65536):
                        pass

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        request_queue_size = 128

        def handle_error(self, request: object, client_address: object) -> None:
            """Clients hang up; that is what they are here for."""

    with Server(("127.0.0.1", 0), Handler) as server:
        servers = Servers(f"http://127.0.0.1:{server.server_address[1]}")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield servers
        finally:
            closing.set()
            server.shutdown()
            thread.join()


@contextlib.contextmanager
def handshakes(*behaviours: Behaviour) -> Iterator[tuple[list[int], Counter[int]]]:
    """Servers that behave so as soon as someone says the first word; their ports, and the connections to each."""
    closing = threading.Event()
    met: Counter[int] = Counter()

    def behave_to(connection: socket.socket, behave: Behaviour) -> None:
        with connection, contextlib.suppress(OSError):
            connection.settimeout(600)
            connection.recv(65536)
            behave(Line(connection, "", closing))

    def serve(listener: socket.socket, behave: Behaviour) -> None:
        with listener, ThreadPoolExecutor() as pool:
            listener.settimeout(TICK)
            while True:
                last = closing.is_set()  # Whoever connected before the closing still is in the queue.
                try:
                    connection, _ = listener.accept()
                except TimeoutError:
                    if last:
                        return
                    continue
                met[listener.getsockname()[1]] += 1
                pool.submit(behave_to, connection, behave)

    listeners = [socket.create_server(("127.0.0.1", 0)) for _ in behaviours]
    ports = [listener.getsockname()[1] for listener in listeners]
    with ThreadPoolExecutor(len(listeners)) as pool:
        served = [pool.submit(serve, *pair) for pair in zip(listeners, behaviours, strict=True)]
        try:
            yield ports, met
        finally:
            closing.set()
    for one in served:
        one.result()
