"""Site maps: XML, plain text or gzipped, read in bounded memory; whatever is not one reads as empty."""

from __future__ import annotations

import gzip
import io
import zlib
from dataclasses import dataclass

from lxml import etree

# The protocol's own limits are 50,000 addresses and 50 MB; most firms' fit in far less.
MOST_ADDRESSES = 50_000
MOST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class SiteMap:
    """Addresses of pages, and of further site maps."""

    pages: tuple[str, ...] = ()
    maps: tuple[str, ...] = ()


def read(body: bytes) -> SiteMap:
    """What the site map holds."""
    if body.startswith(b"\x1f\x8b"):
        try:
            body = gzip.GzipFile(fileobj=io.BytesIO(body)).read(MOST_BYTES)
        except (OSError, EOFError, zlib.error):
            return SiteMap()
    start = body[:500].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith(b"<"):
        lines = body[:MOST_BYTES].decode("utf-8", "replace").split()
        return SiteMap(pages=tuple(line for line in lines if line.startswith("http"))[:MOST_ADDRESSES])
    pages: list[str] = []
    maps: list[str] = []
    # Entities stay unresolved and nothing is fetched: a site map needs neither.
    events = etree.iterparse(
        io.BytesIO(body[:MOST_BYTES]),
        events=("end",),
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    try:
        for _, element in events:
            if not isinstance(element.tag, str):
                continue
            name = _local_name(element.tag)
            if name == "loc" and element.text:
                parent = element.getparent()
                inside = _local_name(parent.tag) if parent is not None else "url"
                if inside in ("url", "sitemap"):
                    (maps if inside == "sitemap" else pages).append(element.text.strip())
            elif name in ("url", "sitemap"):
                element.clear()
            if len(pages) + len(maps) >= MOST_ADDRESSES:
                break
    except etree.XMLSyntaxError:
        # What was read before the fault still counts.
        pass
    return SiteMap(tuple(pages), tuple(maps))


def _local_name(tag: object) -> str:
    """The tag without its namespace. Recovery lets tags through that are no names, such as ":"."""
    return str(tag).rpartition("}")[2]
