"""From lines on pages to blocks in reading order: what is a heading, a list item, a footnote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from checker.blocks import Draft
from checker.bullets import unbulleted
from checker.document import BlockKind
from checker.headings import SIGNATURE, could_be_heading, is_signatory, is_signed
from checker.hyphens import Hyphens
from checker.order import reading_order, unjumbled
from checker.pages import Page
from checker.paragraphs import ENDS, Paragraph, Style, paragraphs, runs_over
from checker.rows import arrange

LARGE: Final = 1.15
"""How much larger than the text a heading's font is, at least; fonts of one size differ by up to a tenth."""

_SMALL_PRINT: Final = re.compile(
    r"^[\d*†‡§¹²³]|\bregistered (?:in|office|address|company|number)\b|\b(?:company|registration|vat) (?:no|number|reg)|©|"
    r"\bcopyright\b|^(?:tel|fax|t|e|w|www|https?)\b",
    re.IGNORECASE,
)
_NOTE: Final = re.compile(r"^(\d{1,2})(?=[A-Z][a-z])")  # a footnote's number, raised, and its first word
_LABEL: Final = re.compile(r"^[A-Z][\w ()/]{1,28}:\s*[._…\s]*$")
SMALL: Final = 0.88
"""How much smaller than the text a footnote's font is, at most."""


def drafts(pages: Sequence[Page]) -> list[Draft]:
    """The blocks of the pages, in reading order, footnotes last."""
    style = Style.of(pages)
    text: list[Paragraph] = []
    notes: list[Paragraph] = []
    for page in pages:
        found = reading_order(list(paragraphs(arrange(unjumbled(page.lines)), page.number, style)))
        foot = _foot(found, page, style)
        notes.extend(found[foot:])
        for paragraph in found[:foot]:
            if text and runs_over(text[-1], paragraph):
                _append(text[-1], paragraph)
            elif text and _is_labelled(text[-1], paragraph):
                text[-1].lines.extend(paragraph.lines)
            else:
                text.append(paragraph)
    hyphens = Hyphens(f"{line.text}-" if line.joined else line.text for page in pages for line in page.lines)
    return [*_classified(text, style, hyphens), *_footnotes(notes, hyphens)]


def _is_labelled(last: Paragraph, following: Paragraph) -> bool:
    """Whether "Date:" and what stands beside it are one line, though the file has them apart."""
    label, value = last.lines[0], following.lines[0]
    return (
        last.page == following.page
        and len(last.lines) == len(following.lines) == 1
        and _LABEL.match(label.text) is not None
        and not _LABEL.match(value.text)
        and min(label.top, value.top) - max(label.bottom, value.bottom) > 0.4 * min(label.size, value.size)
        and value.left > label.right - 1
    )


def _append(last: Paragraph, following: Paragraph) -> None:
    if following.page != (last.turns[-1][1] if last.turns else last.page):
        last.turns.append((len(last.lines), following.page))
    last.lines.extend(following.lines)


def _foot(found: Sequence[Paragraph], page: Page, style: Style) -> int:
    """Where the footnotes and small print at the end of a page begin."""
    foot = len(found)
    while foot and _is_small_print(found[foot - 1], page, style):
        foot -= 1
    return foot if foot else len(found)


def _is_small_print(paragraph: Paragraph, page: Page, style: Style) -> bool:
    text = paragraph.lines[0].text
    return (
        paragraph.size < SMALL * style.size
        and paragraph.top < 0.4 * page.height
        and not paragraph.is_row
        and (len(text) > 60 or _SMALL_PRINT.search(text) is not None)
    )


def _footnotes(notes: Sequence[Paragraph], hyphens: Hyphens) -> Iterator[Draft]:
    for paragraph in notes:
        text, _ = hyphens.join(paragraph.lines)
        text = _NOTE.sub(r"\1 ", text)
        yield Draft(text, BlockKind.PARAGRAPH, paragraph.page, is_aside=True)


def _classified(found: Sequence[Paragraph], style: Style, hyphens: Hyphens) -> Iterator[Draft]:
    texts = [hyphens.join(paragraph.lines) for paragraph in found]
    headings = _headings(found, [text for text, _ in texts], style)
    ranks = sorted({_rank(found[index]) for index in headings}, reverse=True)
    lefts: list[float] = []
    for index, paragraph in enumerate(found):
        text, starts = texts[index]
        turns = tuple((starts[at], page) for at, page in paragraph.turns)
        if index not in headings and paragraph.is_item:
            edge = paragraph.lines[0].left
            if lefts and _jumps(found[index - 1], paragraph) and all(abs(left - edge) > 4 for left in lefts):
                lefts[-1] = edge  # the list goes on in another column
            while lefts and lefts[-1] > edge - 4:
                lefts.pop()
            lefts.append(edge)
            yield Draft(
                unbulleted(text), BlockKind.LIST_ITEM, paragraph.page, depth=len(lefts) - 1, turns=turns
            )
            continue
        lefts.clear()
        if index in headings:
            level = min(ranks.index(_rank(paragraph)) + 1, 6)
            yield Draft(unbulleted(text), BlockKind.HEADING, paragraph.page, level=level, turns=turns)
        else:
            kind = BlockKind.TABLE_ROW if paragraph.is_row else BlockKind.PARAGRAPH
            yield Draft(text, kind, paragraph.page, turns=turns)


def _jumps(last: Paragraph, following: Paragraph) -> bool:
    """Whether a paragraph stands on another page than the one before, or higher up."""
    return following.page != last.page or following.top > last.top


def _rank(paragraph: Paragraph) -> tuple[int, bool]:
    return round(paragraph.size), paragraph.bold


def _headings(found: Sequence[Paragraph], texts: Sequence[str], style: Style) -> set[int]:
    """The indexes of the headings. A heading heads something: set-apart lines at the very end are a signature."""
    headings = {index for index, paragraph in enumerate(found) if _is_heading(paragraph, texts[index], style)}
    for index, paragraph in enumerate(found):
        if paragraph.is_counted and index not in headings and _numbers_a_heading(found, texts, index):
            headings.add(index)
    headings -= {
        index
        for index in headings
        if (index + 1 < len(texts) and is_signatory(texts[index], texts[index + 1]))
        or (index and (is_signed(texts[index], texts[index - 1]) or _is_signed_for(found, texts, index)))
    }
    for index in reversed(range(len(found))):
        if index not in headings or len(headings) == len(found):
            break
        headings.discard(index)
    return headings


def _is_signed_for(found: Sequence[Paragraph], texts: Sequence[str], index: int) -> bool:
    """Whether a line is the organisation below the name and role of who signs, in their font and at their distance."""
    above, paragraph = found[index - 1], found[index]
    return (
        above.page == paragraph.page
        and len(texts[index - 1]) < 60
        and len(texts[index].split()) <= 6
        and SIGNATURE.search(texts[index - 1]) is not None
        and abs(above.size - paragraph.size) < 0.25 * above.size
        and 0 <= above.bottom - paragraph.top < 0.6 * paragraph.size
    )


def _is_heading(paragraph: Paragraph, text: str, style: Style) -> bool:
    own = unbulleted(text)
    if paragraph.is_row or len(paragraph.lines) > 4 or not could_be_heading(own):
        return False
    if own.isupper() and len(own) > 4 and len(own.split()) < 9:
        return True
    is_set_apart = paragraph.size > LARGE * style.size or (paragraph.bold and not style.bold)
    return is_set_apart and (paragraph.is_counted or not paragraph.is_item)


def _numbers_a_heading(found: Sequence[Paragraph], texts: Sequence[str], index: int) -> bool:
    """Whether "3. Our policies", in the text's own font, is a heading: it is short and no neighbour is numbered."""
    near = [found[at] for at in (index - 1, index + 1) if 0 <= at < len(found)]
    return (
        index + 1 < len(found)
        and len(texts[index].split()) < 10
        and not ENDS.search(texts[index])
        and could_be_heading(texts[index])
        and not any(paragraph.is_counted for paragraph in near)
    )
