"""Assembling what a reader found into one canonical text, with blocks and sentences that point into it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from checker.bullets import is_item, unbulleted
from checker.characters import clean
from checker.document import Block, BlockKind, Document, Sentence
from checker.headings import is_misused, is_signatory
from checker.sentences import split

MAX_TEXT: Final = 3_000_000
"""Characters of text taken from one document: six times the longest guide we have seen (167 pages)."""

MAX_BLOCKS: Final = 60_000
"""Blocks taken from one document; a page of one-letter divs should cost no more than a book."""

MAX_SENTENCES: Final = 40_000
"""Sentences taken from one document: a report of the longest text taken has 25,000. Judging one takes some 4 kB."""

_LAST_SENTENCE: Final = 400
_INTRODUCES: Final = re.compile(r"[:–—-]$|[^.!?…]$|\b(?:following|below|these|such as|includ\w+)\b[^.]*\.$")


class Draft(NamedTuple):
    """A block as a reader hands it over: its text, and what it knows of its place.

    `level` is a heading's rank; `depth` a list item's nesting, 0 outermost. `turns` are (offset into the cleaned
    text, page) pairs, for a paragraph that runs on over a page's end. An `aside` (a footnote) stands under no heading.
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    page: int | None = None
    level: int = 0
    depth: int = 0
    turns: tuple[tuple[int, int], ...] = ()
    is_aside: bool = False


class Reading(NamedTuple):
    """What a reader for one format gives back, before it is made into a Document."""

    drafts: Sequence[Draft]
    media_type: str
    read_with: str
    title: str = ""
    pages: int | None = None
    scanned_pages: tuple[int, ...] = ()
    recognised_pages: tuple[int, ...] = ()
    unread: str = ""
    image_pages: tuple[int, ...] = ()
    image_at_end: bool = False
    links: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


def assemble(reading: Reading, body: bytes, source: str) -> Document:
    """Make the document of a reading: clean text, blocks with their headings and parents, sentences."""
    kept, cut = _cleaned(reading.drafts)
    notes = reading.notes
    if cut:
        notes = (*notes, f"the document is very long: only its first {MAX_TEXT:,} characters were read")
    kept = [
        _unheaded(draft, kept[index + 1].text if index + 1 < len(kept) else "")
        for index, draft in enumerate(kept)
    ]
    blocks = tuple(_blocks(kept))
    text = "\n".join(draft.text for draft in kept)
    told = _sentences(kept, blocks)
    sentences = tuple(islice(told, MAX_SENTENCES))
    if next(told, None) is not None:
        notes = (
            *notes,
            f"the document is very long: only its first {MAX_SENTENCES:,} sentences were looked at",
        )
    return Document(
        source=source,
        sha256=hashlib.sha256(body).hexdigest(),
        media_type=reading.media_type,
        text=text,
        blocks=blocks,
        sentences=sentences,
        read_with=reading.read_with,
        title=clean(reading.title)[:300] or _first_heading(kept),
        pages=reading.pages,
        scanned_pages=reading.scanned_pages,
        recognised_pages=reading.recognised_pages,
        unread=reading.unread,
        image_pages=reading.image_pages,
        image_at_end=reading.image_at_end,
        links=reading.links,
        notes=notes,
    )


def _cleaned(drafts: Iterable[Draft]) -> tuple[list[Draft], bool]:
    """The drafts that hold text, cleaned, up to the limits; and whether anything was left out."""
    kept: list[Draft] = []
    total = 0
    for draft in drafts:
        text = clean(draft.text)
        if not text:
            continue
        if draft.kind is BlockKind.PARAGRAPH and is_item(text) and not draft.is_aside:
            draft = draft._replace(kind=BlockKind.LIST_ITEM)  # noqa: PLW2901 - typed by hand, not marked up
        if draft.kind is BlockKind.LIST_ITEM:
            text = unbulleted(text)
        if total + len(text) > MAX_TEXT or len(kept) >= MAX_BLOCKS:
            room = MAX_TEXT - total
            if room > 0 and len(kept) < MAX_BLOCKS and (start := text[:room].rstrip()):
                kept.append(draft._replace(text=start))
            return kept, True
        kept.append(draft._replace(text=text))
        total += len(text) + 1
    return kept, False


def _unheaded(draft: Draft, following: str) -> Draft:
    """The draft as a paragraph where it is marked as a heading and is none."""
    if draft.kind is BlockKind.HEADING and (is_misused(draft.text) or is_signatory(draft.text, following)):
        return draft._replace(kind=BlockKind.PARAGRAPH, level=0)
    return draft


def _blocks(drafts: Sequence[Draft]) -> Iterable[Block]:
    """Blocks with offsets, each with the heading it stands under and the block that introduces its list."""
    headings: list[tuple[int, int]] = []  # (level, index), outermost first
    items: list[tuple[int, int]] = []  # (depth, index) of the open list, outermost first
    leader: int | None = None
    start = 0
    for index, draft in enumerate(drafts):
        parent = None
        if draft.kind is BlockKind.HEADING:
            while headings and headings[-1][0] >= draft.level:
                headings.pop()
        heading = headings[-1][1] if headings and not draft.is_aside else None
        if draft.kind is BlockKind.LIST_ITEM:
            while items and items[-1][0] >= draft.depth:
                items.pop()
            parent = items[-1][1] if items else leader
            items.append((draft.depth, index))
        else:
            items.clear()
            is_lead_in = (
                draft.kind is BlockKind.PARAGRAPH
                and not draft.is_aside
                and _INTRODUCES.search(draft.text[-_LAST_SENTENCE:])
            )
            leader = index if is_lead_in else None
        if draft.kind is BlockKind.HEADING:
            headings.append((draft.level, index))
        end = start + len(draft.text)
        yield Block(start, end, draft.kind, draft.page, draft.level, heading, parent)
        start = end + 1


def _sentences(drafts: Sequence[Draft], blocks: Sequence[Block]) -> Iterator[Sentence]:
    for index, (draft, block) in enumerate(zip(drafts, blocks, strict=True)):
        for start, end in split(draft.text):
            page = block.page
            for offset, turned in draft.turns:
                if start >= offset:
                    page = turned
            yield Sentence(block.start + start, block.start + end, draft.text[start:end], index, page)


def _first_heading(drafts: Sequence[Draft]) -> str:
    """The highest of the first few headings: what a reader would call the document's title."""
    first = [draft for draft in drafts[:40] if draft.kind is BlockKind.HEADING]
    return min(first, key=lambda draft: draft.level).text[:300] if first else ""
