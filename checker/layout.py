"""From lines on pages to blocks in reading order: paragraphs, headings and list items."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Final

from checker.blocks import Draft
from checker.document import BlockKind
from checker.hyphens import Hyphens
from checker.order import reading_order
from checker.pages import Line, Page
from checker.plain import BULLET, NUMBERED

_ENDS: Final = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_RUNS_ON: Final = re.compile(
    r"(?:[,&–—-]|\b(?:and|or|of|the|to|for|in|a|an|by|with|on|at|from|our|its|as|that|is|are))$",
    re.IGNORECASE,
)
_SMALL_O: Final = re.compile(r"^o\s+(?=\S)")
_LONE_BULLET: Final = re.compile(r"^[•●▪■◦‣⁃∙·○➢➤►▶✓✔❖o\uf0b7\uf0a7\uf0d8\uf0fc\uf076–-]$")
_SIGNATURE: Final = re.compile(
    r"\b(?:director|chief|chair\w*|ceo|cfo|coo|officer|president|secretary|partner|principal|leader|signed|signature|"
    r"dated?|on behalf|for and on)\b|\b(?:19|20)\d\d$|^\W*_{3,}",
    re.IGNORECASE,
)
_MAX_HEADING: Final = 130


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together, and where they lie on their page."""

    lines: list[Line]
    page: int
    is_item: bool = False
    turns: list[tuple[int, int]] = field(default_factory=list)  # (index into lines, page)

    @property
    def left(self) -> float:
        """In points; so are the other edges."""
        return min(line.left for line in self.lines)

    @property
    def right(self) -> float:
        """The right edge."""
        return max(line.right for line in self.lines)

    @property
    def top(self) -> float:
        """The upper edge."""
        return max(line.top for line in self.lines)

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return min(line.bottom for line in self.lines)

    @property
    def size(self) -> float:
        """The usual line height."""
        return median(line.size for line in self.lines)

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(line.bold for line in self.lines)


@dataclass(frozen=True, slots=True)
class Style:
    """What is usual in this document: the text's size, its line spacing as a multiple of it, whether it is bold."""

    size: float
    leading: float
    bold: bool
    rights: dict[int, float]

    @classmethod
    def of(cls, pages: Sequence[Page]) -> Style:
        """Measured over all lines, weighed by their length."""
        sizes: Counter[float] = Counter()
        bold = total = 0
        spacing: list[float] = []
        rights: dict[int, list[float]] = defaultdict(list)
        for page in pages:
            above: Line | None = None
            for line in page.lines:
                sizes[round(line.size * 2) / 2] += len(line.text)
                total += len(line.text)
                bold += len(line.text) * line.bold
                rights[int(line.left // 30)].append(line.right)
                if (
                    above
                    and abs(above.size - line.size) < 0.1 * line.size
                    and abs(above.left - line.left) < 3
                ):
                    drop = (above.bottom - line.bottom) / (line.size or 1)
                    if 0.7 < drop < 2.5:
                        spacing.append(drop)
                above = line
        size = sizes.most_common(1)[0][0] if sizes else 10.0
        usual = sorted(spacing)[len(spacing) * 2 // 5] if spacing else 1.2
        edges = {bucket: sorted(found)[len(found) * 9 // 10] for bucket, found in rights.items()}
        return cls(size, usual, bold * 2 > total, edges)

    def right_edge(self, line: Line) -> float:
        """Where lines that start about here usually end."""
        bucket = int(line.left // 30)
        return max(self.rights.get(near, 0.0) for near in (bucket - 1, bucket, bucket + 1))


def drafts(pages: Sequence[Page]) -> list[Draft]:
    """The blocks of the pages, in reading order."""
    style = Style.of(pages)
    paragraphs: list[Paragraph] = []
    for page in pages:
        found = list(_paragraphs(_rows(page.lines), page.number, style))
        for paragraph in reading_order(found):
            if paragraphs and _runs_over(paragraphs[-1], paragraph):
                last = paragraphs[-1]
                if paragraph.page != (last.turns[-1][1] if last.turns else last.page):
                    last.turns.append((len(last.lines), paragraph.page))
                last.lines.extend(paragraph.lines)
            else:
                paragraphs.append(paragraph)
    hyphens = Hyphens(line.text for page in pages for line in page.lines)
    return list(_classified(paragraphs, style, hyphens))


def _rows(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines, with pieces of one line that the reader parted (a footnote mark, a lone bullet) put together again."""
    held: Line | None = None
    for line in lines:
        if held and _same_row(held, line):
            gap = line.left - held.right
            joint = "" if gap < 0.12 * held.size else " "
            held = Line(
                held.text + joint + line.text,
                held.left,
                min(held.bottom, line.bottom),
                line.right,
                max(held.top, line.top),
                max(held.size, line.size),
                held.bold and line.bold,
                line.joined,
            )
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


def _same_row(held: Line, line: Line) -> bool:
    reach = 4.0 if _LONE_BULLET.match(held.text) else 1.2
    return (
        not held.joined
        and abs(held.bottom - line.bottom) < 0.5 * min(held.size, line.size)
        and -0.5 * held.size < line.left - held.right < reach * line.size
    )


def _is_item(text: str) -> bool:
    return bool(BULLET.match(text) or NUMBERED.match(text) or _SMALL_O.match(text))


def _paragraphs(lines: Iterable[Line], page: int, style: Style) -> Iterator[Paragraph]:
    held: Paragraph | None = None
    for line in lines:
        if held and _continues(held, line, style):
            held.lines.append(line)
            continue
        if held:
            yield held
        held = Paragraph([line], page, _is_item(line.text))
    if held:
        yield held


def _continues(held: Paragraph, line: Line, style: Style) -> bool:  # noqa: PLR0911 - a list of reasons against
    last = held.lines[-1]
    if last.joined:
        return True
    drop = last.bottom - line.bottom
    if not 0.3 * line.size < drop or not 0.86 < line.size / (last.size or 1) < 1.16:
        return False
    usual = last.size * style.leading
    if len(held.lines) > 1:
        usual = max(held.lines[-2].bottom - last.bottom, 0.8 * usual)
    if drop > 1.28 * usual or _is_item(line.text):
        return False
    if line.left > last.right or line.right < held.left:
        return False
    small = line.text[0].islower()
    if last.bold != line.bold and not small and not _RUNS_ON.search(last.text):
        return False
    large = line.size > 1.15 * style.size
    if large and len(last.text) < _MAX_HEADING:
        return True
    if held.is_item and line.left < held.lines[0].left + 2 and not small and _ENDS.search(last.text):
        return False
    if (
        not held.is_item
        and line.left - last.left > 0.8 * line.size
        and not small
        and not _is_centred(last, line)
    ):
        return len(held.lines) == 1 and _RUNS_ON.search(last.text) is not None
    return small or _RUNS_ON.search(last.text) is not None or not _had_room(held, line, style)


def _is_centred(above: Line, line: Line) -> bool:
    return abs(above.left + above.right - line.left - line.right) < line.size


def _had_room(held: Paragraph, line: Line, style: Style) -> bool:
    """Whether the line's first word would have fitted on the line before, so that the break was meant."""
    last = held.lines[-1]
    width = (last.right - last.left) / max(len(last.text), 1)
    edge = held.right if len(held.lines) > 3 else style.right_edge(last)
    return last.right + (len(line.text.split(None, 1)[0]) + 2) * width < edge


def _runs_over(last: Paragraph, following: Paragraph) -> bool:
    """Whether a paragraph goes on in the next column or on the next page."""
    text, start = last.lines[-1].text, following.lines[0].text
    if last.lines[-1].joined:
        return True
    return (
        (start[0].islower() or _RUNS_ON.search(text) is not None)
        and not _ENDS.search(text)
        and not following.is_item
        and len(text) > 20
        and last.bold == following.bold
        and abs(last.size - following.size) < 0.1 * last.size
        and (following.page != last.page or following.top > last.bottom + last.size)
    )


def _classified(paragraphs: Sequence[Paragraph], style: Style, hyphens: Hyphens) -> Iterator[Draft]:
    texts = [hyphens.join(paragraph.lines) for paragraph in paragraphs]
    headings = {
        index for index, paragraph in enumerate(paragraphs) if _is_heading(paragraph, texts[index][0], style)
    }
    # A heading heads something: bold lines at the very end are a signature block.
    for index in reversed(range(len(paragraphs))):
        if index not in headings or len(headings) == len(paragraphs):
            break
        headings.discard(index)
    ranks = {
        rank: level
        for level, rank in enumerate(
            sorted({_rank(paragraphs[index]) for index in headings}, reverse=True), start=1
        )
    }
    lefts: list[float] = []
    for index, paragraph in enumerate(paragraphs):
        text, starts = texts[index]
        turns = tuple((starts[at], page) for at, page in paragraph.turns)
        if index in headings:
            lefts.clear()
            level = min(ranks[_rank(paragraph)], 6)
            yield Draft(text, BlockKind.HEADING, paragraph.page, level=level, turns=turns)
        elif paragraph.is_item:
            edge = paragraph.lines[0].left
            while lefts and lefts[-1] > edge - 4:
                lefts.pop()
            lefts.append(edge)
            yield Draft(
                _unbulleted(text), BlockKind.LIST_ITEM, paragraph.page, depth=len(lefts) - 1, turns=turns
            )
        else:
            lefts.clear()
            yield Draft(text, BlockKind.PARAGRAPH, paragraph.page, turns=turns)


def _rank(paragraph: Paragraph) -> tuple[int, bool]:
    return round(paragraph.size), paragraph.bold


def _is_heading(paragraph: Paragraph, text: str, style: Style) -> bool:
    if paragraph.is_item and not (paragraph.bold and not style.bold and text[0].isdigit()):
        return False
    words = text.split()
    if len(text) > _MAX_HEADING or len(words) > 16 or len(paragraph.lines) > 4 or text[-1] in ".,;":
        return False
    if not any(character.isalpha() for character in text) or (text[0].islower() and len(words) > 3):
        return False
    if paragraph.size > 1.15 * style.size:
        return True
    if _SIGNATURE.search(text):
        return False
    return (paragraph.bold and not style.bold) or (text.isupper() and len(text) > 4)


def _unbulleted(text: str) -> str:
    mark = BULLET.match(text) or _SMALL_O.match(text)
    return text[mark.end() :] if mark else text
