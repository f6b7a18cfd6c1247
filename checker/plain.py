"""Reading plain text and Markdown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise, zip_longest
from typing import Final

from checker.blocks import Draft, Reading
from checker.bullets import has_bullet, is_counted, is_item, unbulleted
from checker.document import BlockKind, UnreadableError
from checker.garbled import readable
from checker.headings import could_be_heading, is_heading_alone
from checker.hyphens import Hyphens
from checker.pages import Line
from checker.paragraphs import ENDS
from checker.pictures import ends_with_picture

MAX_FURNITURE: Final = 60
"""Characters of a line that may be page furniture."""

MIN_REPEATS: Final = 5
"""How often a short line must come to be furniture; the first time it stays."""

_ATX: Final = re.compile(r"^(#{1,6})\s+(.*)$")
_UNDERLINE: Final = re.compile(r"^(=+|-+)$")
_RULE: Final = re.compile(r"^(?:[-*_]\s*){3,}$")
_PAGE_NUMBER: Final = re.compile(
    r"^(?:[-–—]\s*)?(?:page\s*)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?(?:\s*[-–—])?$", re.IGNORECASE
)
_QUOTED: Final = re.compile(r"^(?:> ?)+", re.MULTILINE)
_IMAGE: Final = re.compile(r"!\[[^\]\[]*\]\([^()]+\)")
_NOTE: Final = re.compile(r"\[\^[^\]\s]{1,20}\]:?")  # of Markdown
_BROKEN: Final = re.compile(r"[^\W\d_]{2}-$")
_HEADING: Final = 8  # words
_UNWRAPPED: Final = 110
"""Characters of a line in a text whose lines are its paragraphs, at least: those that are wrapped have 65 to 100."""
_TABLE_LINE: Final = re.compile(r"[\s:|-]+")
_ROW: Final = 160
_COLUMN: Final = re.compile(r" {4,}")
_CELL: Final = re.compile(r"[A-Z][^:|]{1,48}[^:|.]")
_LABELLED: Final = re.compile(
    r"(?:signed|signature|(?:print |full )?name|position|(?:job )?title|role|date):[^:|]{1,48}", re.IGNORECASE
)
_MARKUP: Final = re.compile(
    r"(\*\*|__)(?=\S)(.{1,300}?)(?<=\S)\1|(?<![\w*])\*(?=\S)([^*\n]{1,300}?)(?<=\S)\*(?![\w*])|`([^`]{1,300})`"
)
_LINK: Final = re.compile(r"!?\[([^\]\[]*)\]\(([^()\s]+)(?:\s+\"[^\"]*\")?\)")
_TITLE: Final = re.compile(r"^title:(.*)$", re.MULTILINE)
_FRONT_MATTER: Final = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)


def read_plain(text: str, media_type: str) -> Reading:
    """Blocks of a text: Markdown's marks where it is Markdown, else blank lines, bullets and heading-like lines."""
    markdown = media_type == "text/markdown"
    text = readable(text.replace("\r\n", "\n").replace("\r", "\n"))
    links: list[tuple[str, str]] = []
    title = ""
    if markdown:
        front = _FRONT_MATTER.match(text)
        if front:
            text = text[front.end() :]
            named = _TITLE.search(front.group(1))
            title = named.group(1).strip().strip("\"'") if named else ""
        text = _without_comments(text)
        links = [(href, label) for label, href in _LINK.findall(text)]
    elif len(_QUOTED.findall(text)) * 2 > text.count("\n"):
        text = _QUOTED.sub("", text)  # a message passed on
    sheets = text.split("\f")
    if len(sheets) > 1 and not sheets[-1].strip():
        sheets.pop()
    paged = len(sheets) > 1
    drafts: list[Draft] = []
    pictures: list[int] = []
    for number, sheet in enumerate(sheets, start=1):
        lines = _without_furniture(sheet.split("\n"))
        reader = _Sheet(number if paged else None, _full_width(lines), markdown=markdown)
        for line in lines:
            reader.add(line.expandtabs(4))
        reader.end_block()
        pictures.extend(len(drafts) + before for before in reader.pictures)
        drafts.extend(_headed(reader.drafts) if reader.full > _UNWRAPPED else reader.drafts)
    if not any(draft.text.strip() for draft in drafts):
        raise UnreadableError("empty", "the file holds no text: send the file that has the statement in it")
    return Reading(
        drafts,
        media_type,
        "plain",
        title,
        pages=len(sheets) if paged else None,
        image_at_end=ends_with_picture(drafts, pictures, anywhere=False),
        links=tuple(links),
    )


class _Sheet:
    """One page of a text (or all of it), line by line."""

    def __init__(self, page: int | None, full: int, *, markdown: bool) -> None:
        self.page, self.full, self.markdown = page, full, markdown
        self.drafts: list[Draft] = []
        self.held: list[str] = []
        self.pictures: list[int] = []  # each as the number of blocks before it
        self.kind, self.depth = BlockKind.PARAGRAPH, 0
        self.previous = ""

    def add(self, raw: str) -> None:
        """Take in the next line."""
        line = raw.strip()
        if (
            _UNDERLINE.match(line)
            and len(line) > 2
            and len(self.held) == 1
            and self.kind is BlockKind.PARAGRAPH
        ):
            self.heading(self.held.pop(), 1 if line[0] == "=" else 2)
        elif not line or _RULE.match(line) or (self.page and _PAGE_NUMBER.match(line)):
            self.end_block()
        elif self.markdown and _IMAGE.fullmatch(line):
            self.end_block()
            self.pictures.append(len(self.drafts))
        elif mark := _ATX.match(line):
            self.heading(mark.group(2).rstrip("#").rstrip(), len(mark.group(1)))
        elif self.markdown and line.startswith("|") and line.endswith("|"):
            self.row(line)
        elif cells := _beside(line):
            self.row(" | ".join(cells))
        elif is_item(line) or is_counted(line):
            self.end_block()
            self.kind, self.depth = BlockKind.LIST_ITEM, min((len(raw) - len(raw.lstrip())) // 2, 8)
            self.hold(unbulleted(line))
        else:
            if self.held and not self.markdown and _stands_alone(self.previous, line, self.full):
                self.end_block()
            self.hold(line.lstrip("> ").rstrip("\\") if self.markdown else line)
            if self.markdown and raw.endswith(("\\", "  ")):
                self.end_block()
        self.previous = line

    def hold(self, text: str) -> None:
        """Add to the open block."""
        self.held.append(_inline(text) if self.markdown else text)

    def heading(self, text: str, level: int) -> None:
        """Add a heading."""
        self.end_block()
        self.drafts.append(Draft(_inline(text), BlockKind.HEADING, self.page, level=level))

    def row(self, line: str) -> None:
        """Add a row of a Markdown table."""
        self.end_block()
        if not _TABLE_LINE.fullmatch(line):
            cells = " | ".join(_inline(cell.strip()) for cell in line.strip("|").split("|"))
            self.drafts.append(Draft(cells, BlockKind.TABLE_ROW, self.page))

    def end_block(self) -> None:
        """Close the open block."""
        if self.held:
            text = _unbroken(self.held)
            short = len(self.held) == 1 and self.kind is BlockKind.PARAGRAPH
            alone = short and is_heading_alone(text)
            if alone:
                self.drafts.append(Draft(text, BlockKind.HEADING, self.page, level=4))
            else:
                self.drafts.append(Draft(text, self.kind, self.page, depth=self.depth))
        self.held.clear()
        self.kind, self.depth = BlockKind.PARAGRAPH, 0


def _headed(drafts: list[Draft]) -> Iterator[Draft]:
    """The blocks of a text whose lines are its paragraphs: a few words before a long one, or a lead-in, are its heading."""
    for draft, following in zip_longest(drafts, drafts[1:]):
        if (
            following is not None
            and draft.kind is following.kind is BlockKind.PARAGRAPH
            and len(draft.text.split()) <= _HEADING
            and (len(following.text) > _UNWRAPPED or following.text.endswith(":"))
            and draft.text[-1] not in ":!?"
            and draft.text[0].isalnum()
            and len(draft.text) > 2
            and "://" not in draft.text
            and could_be_heading(draft.text)
        ):
            yield draft._replace(kind=BlockKind.HEADING, level=4)
        else:
            yield draft


def _beside(line: str) -> list[str]:
    """What stands in columns, parted by blanks as those of two who sign are: short, and each with a capital first."""
    cells = _COLUMN.split(line) if len(line) < _ROW else []
    if len(cells) < 2:
        return []
    return cells if any(all(map(kind.fullmatch, cells)) for kind in (_CELL, _LABELLED)) else []


def _without_comments(text: str) -> str:
    """The text without `<!-- ... -->`; one that is never closed is text. No pattern: those look ahead from each mark."""
    kept: list[str] = []
    start = 0
    while (mark := text.find("<!--", start)) >= 0 and (end := text.find("-->", mark)) >= 0:
        kept.append(text[start:mark])
        start = end + len("-->")
    return "".join((*kept, text[start:]))


def _without_furniture(lines: list[str]) -> list[str]:
    """The lines without what an extracted report repeats on each page: menus, running titles, page numbers."""
    counts = Counter(line.strip() for line in lines if len(line) < MAX_FURNITURE)
    numbers = sum(count for line, count in counts.items() if _PAGE_NUMBER.match(line))
    kept: list[str] = []
    seen: set[str] = set()
    for line in lines:
        text = line.strip()
        repeated = text in seen and counts[text] >= MIN_REPEATS and not has_bullet(text)
        number = numbers >= MIN_REPEATS and _PAGE_NUMBER.match(text)
        kept.append("" if text and (repeated or number) else line)
        seen.add(text)
    return kept


def _full_width(lines: list[str]) -> int:
    """How long a line of this text is when it is full: where text was wrapped, else as long as the longest."""
    lengths = sorted(len(line) for line in lines if line.strip())
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _stands_alone(previous: str, line: str, full: int) -> bool:
    """Whether `line` starts anew: the line before had room for its first word, so the break was meant."""
    if line[0].islower():
        return False
    if full > _UNWRAPPED and ENDS.search(previous):
        return True
    return len(previous) + 1 + len(line.split(None, 1)[0]) < full * 0.85 or full > 400


def _unbroken(lines: list[str]) -> str:
    """The lines as one, without the hyphens at their ends that took words apart."""
    if not any(
        _BROKEN.search(line[-3:]) and after[0].islower()
        for line, after in pairwise(lines)
        if line.endswith("-") and after
    ):
        return " ".join(lines)
    return Hyphens(lines).join([Line(line, 0, 0, 0, 0, 0) for line in lines])[0]


def _inline(text: str) -> str:
    """The text without Markdown's marks: link targets, bold, emphasis, code."""
    text = _NOTE.sub("", text)
    text = _LINK.sub(lambda mark: mark.group(1), text)
    return _MARKUP.sub(lambda mark: mark.group(2) or mark.group(3) or mark.group(4), text)
