"""Lines that belong together: paragraphs, list items and headings of several lines."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from checker.bullets import has_bullet, is_counted, is_item
from checker.characters import word_set
from checker.headings import MAX_LENGTH, SIGNATURE
from checker.pages import MAX_LINES, Line, Page

ENDS: Final = re.compile(r"[.!?:;…][\"'”’)\]]*\d{0,2}$")
_LEADER: Final = re.compile(r"(?:\.{4}|…{2}|_{4})\s?\d{1,3}$")  # an entry of a table of contents
WIDEST: Final = 1.45
"""The widest line spacing that is believed of a document which shows no paragraph of several lines."""

APART: Final = 1.16
"""How much wider than usual the space above a line is, at least, that begins a paragraph where a sentence has ended."""

_RUNS_ON: Final = word_set(
    "and or of the to for in a an by with on at from our its as that is are their which who whose than until since during"
    " before after between under into within against among ended ending"
)
_LAST_WORD: Final = re.compile(r"[^\W\d_]+$")
_MONTH: Final = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY: Final = re.compile(r"\b[0-3]?\d(?:st|nd|rd|th)?(?: of)?$")
_DAY_AND_MONTH: Final = re.compile(rf"\b[0-3]?\d(?:st|nd|rd|th)?(?: of)? {_MONTH},?$")
_NAMED: Final = re.compile(r"[^\W\d_]$")
_CARRIES_ON: Final = re.compile(
    rf"(?:(?P<year>20\d\d)|(?P<month>{_MONTH})|(?P<form>Limited|Ltd|plc|PLC|LLP)(?!\.\w))\b"
)
_DATE: Final = 30  # characters of a day and a month
_LONGEST: Final = 10  # of those words


@dataclass(slots=True, eq=False)
class Paragraph:
    """Lines that belong together, and where they lie on their page."""

    lines: list[Line]
    page: int
    is_item: bool = False
    is_counted: bool = False
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
        return sorted(line.size for line in self.lines)[len(self.lines) // 2]

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(line.bold for line in self.lines)

    @property
    def is_row(self) -> bool:
        """Whether it is the row of a table."""
        return self.lines[0].is_row


class Style(NamedTuple):
    """What is usual in a document: the text's size, its line spacing as a multiple of it, whether it is bold."""

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
        within: list[float] = []  # between lines that are sure to be of one paragraph
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
                        if line.text[0].islower() and not ENDS.search(above.text):
                            within.append(drop)
                above = line
        size = sizes.most_common(1)[0][0] if sizes else 10.0
        usual = sorted(spacing)[len(spacing) * 2 // 5] if spacing else 1.2
        if len(within) < 3:
            usual = min(usual, WIDEST)  # a few short paragraphs, whose distance is no line spacing
        edges = {bucket: sorted(found)[len(found) * 9 // 10] for bucket, found in rights.items()}
        return cls(size, usual, bold * 2 > total, edges)

    def right_edge(self, line: Line) -> float:
        """Where lines that start about here usually end."""
        bucket = int(line.left // 30)
        return max(self.rights.get(near, 0.0) for near in (bucket - 1, bucket, bucket + 1))


def paragraphs(lines: Sequence[Line], page: int, style: Style) -> Iterator[Paragraph]:
    """The paragraphs of one page's lines, in the lines' order."""
    held: Paragraph | None = None
    for line, edge in zip(lines, _edges(lines, style), strict=True):
        if held and len(held.lines) < MAX_LINES and _continues(held, line, style, edge):
            held.lines.append(line)
            continue
        if held:
            yield held
        counted = is_counted(line.text) and not line.is_row
        held = Paragraph([line], page, counted or _begins_item(line), counted)
    if held:
        yield held


def _begins_item(line: Line) -> bool:
    """Whether the line is a list item. Of the rows of a table only those with a bullet are: others may be numbered."""
    return has_bullet(line.text) if line.is_row else is_item(line.text)


def _edges(lines: Iterable[Line], style: Style) -> Iterator[float]:
    """For each line, where lines of its column end: told by its neighbours, else by the whole document."""
    run: list[Line] = []
    for line in lines:
        last = run[-1] if run else None
        if last and not (abs(last.left - line.left) < 40 and 0 < last.bottom - line.bottom < 3 * line.size):
            yield from _run_edges(run, style)
            run = []
        run.append(line)
    yield from _run_edges(run, style)


def _run_edges(run: Sequence[Line], style: Style) -> Iterator[float]:
    if not run:
        return
    own = max(line.right for line in run)
    wide = sum(line.right > own - 0.12 * (own - run[0].left) for line in run)
    prose = sum(line.text[0].islower() or line.text[-1] in ".," for line in run)
    told = own if wide > 1 and (len(run) > 5 or prose * 3 > len(run)) else max(own, style.right_edge(run[0]))
    yield from (told for _ in run)


def _continues(held: Paragraph, line: Line, style: Style, edge: float) -> bool:
    """Whether the line carries the paragraph on."""
    last = held.lines[-1]
    if last.joined:
        return True
    if (
        last.is_row
        or line.is_row
        or _LEADER.search(last.text)
        or not 0.86 < line.size / (last.size or 1) < 1.16
    ):
        return False
    small = (line.text[0].islower() or line.text[0] in "(&") and not is_item(line.text)
    if not _is_near(held, line, style, small=small) or is_item(line.text) or is_counted(line.text):
        return False
    unfinished = small or _runs_on(last.text) or _parts_a_name(last.text, line.text)
    if last.bold != line.bold and not unfinished:
        return False
    if line.size > 1.15 * style.size and len(last.text) < MAX_LENGTH:
        return True
    return unfinished or not _starts_anew(held, line, style, edge)


def _runs_on(text: str) -> bool:
    """Whether a line ends as lines do that go on: with a comma, a hyphen, or a word that others follow."""
    if text[-1] in ",&–—-":
        return True
    last = _LAST_WORD.search(text[-_LONGEST:])
    return last is not None and last.group().casefold() in _RUNS_ON


def _parts_a_name(last: str, following: str) -> bool:
    """Whether a date, or the name of a company, goes on in the next line."""
    found = _CARRIES_ON.match(following)
    if found is None:
        return False
    before = {"year": _DAY_AND_MONTH, "month": _DAY, "form": _NAMED}[found.lastgroup or "form"]
    return before.search(last[-_DATE:]) is not None


def _is_near(held: Paragraph, line: Line, style: Style, *, small: bool) -> bool:
    """Whether the line stands where the paragraph's next line would."""
    last = held.lines[-1]
    drop = last.bottom - line.bottom
    usual = _spacing(held, style)
    # A line that goes on in small letters may stand further down: lists are often set wider than text.
    reach = 1.6 if small and not ENDS.search(last.text) else 1.28
    return 0.3 * line.size < drop < reach * usual and line.left <= last.right and line.right >= held.left


def _spacing(held: Paragraph, style: Style) -> float:
    """From a line of the paragraph to the next, in points."""
    last = held.lines[-1]
    usual = last.size * style.leading
    return usual if len(held.lines) == 1 else max(held.lines[-2].bottom - last.bottom, 0.8 * usual)


def _starts_anew(held: Paragraph, line: Line, style: Style, edge: float) -> bool:
    """Whether a line with a capital begins a new paragraph, or a line of its own as in an address or a signature."""
    last = held.lines[-1]
    if held.is_item and line.left < held.lines[0].left + 2 and ENDS.search(last.text):
        return True
    if last.bottom - line.bottom > APART * _spacing(held, style) and ENDS.search(last.text):
        return True
    centred = abs(last.left + last.right - line.left - line.right) < line.size
    if not held.is_item and line.left - last.left > 0.8 * line.size and not centred:
        return True
    if max(len(last.text), len(line.text)) < 60 and any(SIGNATURE.search(each.text) for each in (last, line)):
        return True
    width = (last.right - last.left) / max(len(last.text), 1)
    return last.right + (len(line.text.split(None, 1)[0]) + 2) * width < edge


def runs_over(last: Paragraph, following: Paragraph) -> bool:
    """Whether a paragraph goes on in the next column or on the next page."""
    text, start = last.lines[-1].text, following.lines[0].text
    if last.is_row or following.is_row or len(last.lines) >= MAX_LINES:
        return False
    if last.lines[-1].joined:
        return True
    return (
        (start[0].islower() or _runs_on(text))
        and not ENDS.search(text)
        and not following.is_item
        and len(text) > 20
        and last.bold == following.bold
        and abs(last.size - following.size) < 0.1 * last.size
        and (following.page != last.page or following.top > last.bottom + last.size)
    )
