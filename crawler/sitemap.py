"""Site maps: XML, plain text or gzipped, read in bounded memory; whatever is not one reads as empty."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

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
    for address, is_map in islice(_listed(body[:MOST_BYTES]), MOST_ADDRESSES):
        (maps if is_map else pages).append(address)
    return SiteMap(tuple(pages), tuple(maps))


def _listed(body: bytes) -> Iterator[tuple[str, bool]]:
    """Each address that an XML site map lists, and whether it is that of another map; up to the first fault."""
    # Entities stay unresolved and nothing is fetched: a site map needs neither.
    events = etree.iterparse(
        io.BytesIO(body),
        events=("end",),
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    with suppress(etree.XMLSyntaxError):
        for _, element in events:
            if not isinstance(element.tag, str):
                continue
            name = _local_name(element.tag)
            if name == "loc" and element.text:
                parent = element.getparent()
                inside = _local_name(parent.tag) if parent is not None else "url"
                if inside in ("url", "sitemap"):
                    yield element.text.strip(), inside == "sitemap"
            elif name in ("url", "sitemap"):
                element.clear()


def _local_name(tag: object) -> str:
    """The tag without its namespace. Recovery lets tags through that are no names, such as ":"."""
    return str(tag).rpartition("}")[2]
