"""What a reader makes of a file: one canonical text, and what lies where in it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

_FULL = 8


class BlockKind(StrEnum):
    """What a block is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"


class Block(NamedTuple):
    """A paragraph-like run of the document's text: `document.text[start:end]`.

    `page` counts from 1 and is None where the format has no pages. `level` is a heading's rank (1 highest),
    0 for anything else. `heading` and `parent` are indexes into `document.blocks`: the heading the block stands
    under, and for a list item the block that introduces the list ("We have taken these steps:").
    """

    start: int
    end: int
    kind: BlockKind
    page: int | None = None
    level: int = 0
    heading: int | None = None
    parent: int | None = None


class Sentence(NamedTuple):
    """A sentence, verbatim: `document.text[start:end] == text`. `block` is an index into `document.blocks`."""

    start: int
    end: int
    text: str
    block: int
    page: int | None


class Document(NamedTuple):
    """A document as read. Immutable, picklable, and without any judgement.

    `text` is what every quote and offset refers to: blocks in reading order, parted by newlines.
    `read_with` names the reader that gave the text. `pages` is 1 or more for paged formats, None otherwise.
    `scanned_pages` are the pages (from 1) that carry an image and next to no text, so nothing can be said of them;
    `unread` says why they were not read by text recognition (OCR), and what to do.
    `recognised_pages` are those that were: letters, names and figures on them may be misread.
    `image_pages` are the pages with an image that may be a signature, by its size and by where it stands.
    `image_at_end` says the same of a format without pages: such an image stands where people sign.
    `links` are (href, text) pairs of an HTML body, for telling a landing page from a statement.
    `notes` say in plain words what the reader had to give up on; empty when all went well.
    """

    source: str
    sha256: str
    media_type: str
    text: str
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
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

    @property
    def words(self) -> int:
        """The number of white-space separated words in `text`."""
        return len(self.text.split())

    @property
    def full_sentences(self) -> list[Sentence]:
        """The sentences of eight words and more: a shorter one may be a heading, a button or a line of the page's frame."""
        return [each for each in self.sentences if len(each.text.split()) >= _FULL]

    @property
    def is_scan(self) -> bool:
        """Whether so much of the document is images of text that no verdict on it would be fair."""
        return bool(self.scanned_pages) and len(self.scanned_pages) * 2 >= (self.pages or 1)


class UnreadableError(Exception):
    """The file cannot be read. The message names what is wrong and what to do, in one line.

    `problem` is a stable code: empty, encrypted, broken, too_large, unsupported, scan.
    """

    def __init__(self, problem: str, message: str) -> None:
        super().__init__(message)
        self.problem = problem

    def __reduce__(self) -> tuple[type[UnreadableError], tuple[str, str]]:
        # Readers run in child processes; without this the exception does not survive the way back.
        return (type(self), (self.problem, str(self)))
