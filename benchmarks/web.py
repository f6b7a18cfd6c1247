"""The web that the crawl is measured on: any number of sites made of eight, served from a process of its own."""

from __future__ import annotations

import asyncio
import gzip
import os
import random
import subprocess
import sys
from functools import cache, partial
from importlib import resources
from pathlib import Path
from string import Template
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from demo.manuscript import parts
from demo.pdf import write_pdf

VARIANTS = 8
WORDS = [
    "barn",
    "county",
    "delivery",
    "design",
    "engineering",
    "estate",
    "family",
    "farm",
    "field",
    "finish",
    "garden",
    "harvest",
    "heritage",
    "install",
    "joinery",
    "kitchen",
    "land",
    "machine",
    "market",
    "mill",
    "oak",
    "order",
    "parcel",
    "quality",
    "range",
    "repair",
    "roof",
    "season",
    "service",
    "shed",
    "site",
    "stock",
    "stone",
    "supply",
    "team",
    "timber",
    "tools",
    "trade",
    "valley",
    "visit",
    "warehouse",
    "weather",
    "window",
    "winter",
    "wood",
    "workshop",
    "yard",
]
STATEMENT = """
<p>This statement is made under section 54 of the Modern Slavery Act 2015 for the financial year ended 31 March 2026.</p>
<p>We make farm buildings in Norfolk with 310 people, and buy steel and timber from 140 suppliers in nine countries.</p>
<p>Our anti-slavery policy binds everyone who works for us, and our supplier code is part of each contract.</p>
<p>We screened all suppliers for the risk of modern slavery, and audited the twelve with the highest risk on site.</p>
<p>We trained 96 buyers and site managers, and measure how many have completed the course each year.</p>
<p>Approved by the board of directors on 4 June 2026. Signed: Hesper Quill, Director.</p>
"""


def host(number: int) -> str:
    """The host name of one site."""
    return f"firm{number:05d}.test"


def is_direct(number: int) -> bool:
    """Whether the site's home page links to its statement; the others have it under their policies."""
    return number % 2 == 0


@cache
def pages(variant: int, *, small: bool = False) -> dict[str, bytes]:
    """A site's pages by path, of 100 to 200 kB each, or `small` of some 10 kB, and a PDF."""
    chance = random.Random(variant)
    link = '<a href="/modern-slavery-statement">Modern slavery statement</a>'
    policies = '<a href="/policies">Policies</a>'
    page = partial(_page, chance, small=small)
    return {
        "/": page("Home", "", link if is_direct(variant) else policies),
        "/policies": page("Policies", f"<h2>Our policies</h2><p>{link}</p>", policies),
        "/about": page("About us", "", policies),
        "/contact": page("Contact", "", policies),
        "/modern-slavery-statement": page(
            "Modern slavery statement",
            f'{STATEMENT}<p><a href="/files/modern-slavery-statement.pdf">Download as PDF</a></p>', policies,
        ),
        "/files/modern-slavery-statement.pdf": _pdf(),
        "/robots.txt": b"User-agent: *\nDisallow: /basket\n",
    }  # fmt: skip


def body_of(url: str) -> bytes:
    """What is served at the URL."""
    parts = urlsplit(url)
    return pages(int((parts.hostname or "")[4:9]) % VARIANTS)[parts.path or "/"]


def _text(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(WORDS, k=words)).capitalize() + "."


def _page(chance: random.Random, title: str, content: str, footer: str, *, small: bool) -> bytes:
    """As content management systems make them: menus within menus, cards, inline styles, drawings and data."""
    share = 12 if small else 1
    menu = "".join(
        f'<li class="menu-item menu-item-{i}"><a href="/range/{"-".join(chance.choices(WORDS, k=3))}-{i}">{_text(chance, 3)}</a>'
        "<ul class='sub-menu'>"
        + "".join(
            f'<li><a href="/range/{i}/{j}/{chance.choice(WORDS)}/">{_text(chance, 2)}</a></li>'
            for j in range(5)
        )
        + "</ul></li>"
        for i in range(16 // share)
    )
    cards = "".join(
        f'<div class="card col-md-4" data-id="{i}"><div class="card-body"><a href="/product/{i}-{chance.choice(WORDS)}">'
        f'<img src="/img/{i}.jpg" alt="{_text(chance, 4)}" loading="lazy" width="600" height="400"></a>'
        f'<h3 class="card-title">{_text(chance, 5)}</h3><p class="card-text">{_text(chance, 45)}</p></div></div>'
        for i in range(chance.randrange(60, 110) // share)
    )
    style = "".join(
        f".{chance.choice(WORDS)}-{i}{{margin:{i}px auto;color:#{i:06x}}}" for i in range(700 // share)
    )
    data = ",".join(f'{{"id":{i},"name":"{_text(chance, 4)}","price":{i * 7}}}' for i in range(450 // share))
    drawing = "".join(f'<path d="M{i} {i * 3}c{i * 7}.{i} {i}-{i * 2} 4z"/>' for i in range(120 // share))
    text = "".join(f"<p>{_text(chance, 60)}</p>" for _ in range(12))
    return (
        f"<!doctype html><html lang='en-GB'><head><meta charset='utf-8'><title>{title} | Farm buildings</title>"
        f"<style>{style}</style><script>window.catalogue=[{data}]</script></head><body>"
        f"<header><nav><ul>{menu}</ul></nav><svg>{drawing}</svg></header>"
        f"<main><h1>{title}</h1>{content}{text}<div class='row'>{cards}</div></main>"
        f"<footer><ul><li><a href='/about'>About us</a></li><li><a href='/contact'>Contact</a></li><li>{footer}</li></ul>"
        "</footer></body></html>"
    ).encode()


@cache
def _pdf() -> bytes:
    site = resources.files("demo") / "sites" / "brecksward.example"
    manuscript = site / "documents" / "modern-slavery-statement.pdf.md"
    text = Template(manuscript.read_text(encoding="utf-8")).safe_substitute()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "statement.pdf"
        write_pdf(path, parts(text), "Farm buildings")
        return path.read_bytes()


class Server:
    """The web in a process of its own, reached as a proxy."""

    def __init__(self, *, small: bool = False) -> None:
        root = Path(__file__).resolve().parents[1]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.web", *(["--small"] if small else [])], cwd=root, env={**os.environ, "PYTHONPATH": str(root)},
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._process.stdout is not None
        self.proxy = f"http://127.0.0.1:{int(self._process.stdout.readline())}"
        self.pid = self._process.pid

    def close(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait()


async def serve(*, small: bool = False) -> None:
    """Answer every request with the page of its host's variant, packed."""
    answers = {
        (variant, path): _answer(path, body)
        for variant in range(VARIANTS)
        for path, body in pages(variant, small=small).items()
    }
    missing = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\nNot found"

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                url = urlsplit(head.split(b" ", 2)[1].decode())
                number = (url.hostname or "")[4:9]
                found = answers.get((int(number) % VARIANTS, url.path or "/")) if number.isdecimal() else None
                writer.write(found or missing)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def _answer(path: str, body: bytes) -> bytes:
    kind = (
        "application/pdf" if path.endswith(".pdf") else "text/plain" if path.endswith(".txt") else "text/html"
    )
    lines = [f"Content-Type: {kind}"]
    if kind == "text/html":
        body = gzip.compress(body, 6)
        lines.append("Content-Encoding: gzip")
    lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(["HTTP/1.1 200 OK", *lines, "", ""]).encode() + body


if __name__ == "__main__":
    asyncio.run(serve(small="--small" in sys.argv))
