"""The styles of a Word document: which of its paragraphs they make headings or items of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from checker.document import BlockKind

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_NUMBERING: Final = f"{W}pPr/{W}numPr"
_HEADING: Final = re.compile(r"^(?:heading|titre|überschrift)\s*(\d)|^(title)$|^(subtitle)$", re.IGNORECASE)
_LIST: Final = re.compile(r"list (?:bullet|number)\s*([2-9])?", re.IGNORECASE)
_LONGEST_CHAIN: Final = 8  # styles, each based on the next
_DEEPEST: Final = 8  # level of a list, as Word counts from 0
_LONGEST_NUMBER: Final = 12  # digits
_OFF: Final = ("0", "false", "off")


class Styles:
    """The styles of a document by their ids. python-docx would look through all of them for each paragraph."""

    def __init__(self, document: WordDocument) -> None:
        self._by_id: dict[str, Any] = {}
        self._usual: Any = None
        try:
            found = document.styles.element.findall(f"{W}style")
        except Exception:  # whatever python-docx makes of a damaged part; how a text looks is only a hint
            return
        for style in found:
            self._by_id.setdefault(style.get(f"{W}styleId", ""), style)
            if _is_of_paragraphs(style) and style.get(f"{W}default", "0") not in _OFF:
                self._usual = style

    def kind_of(self, paragraph: Any) -> tuple[BlockKind, int, int]:
        """What a paragraph is by its style and numbering; its rank as a heading, its depth as an item of a list."""
        numbering = paragraph.find(_NUMBERING)
        for style in self._of(paragraph):
            name = _value(style, "name", "")
            if mark := _HEADING.match(name):
                return BlockKind.HEADING, int(mark[1] or (1 if mark[2] else 2)), 0
            if numbering is None and (mark := _LIST.match(name)):
                return BlockKind.LIST_ITEM, 0, int(mark[1] or 1) - 1
            if numbering is None:
                numbering = style.find(_NUMBERING)
        if numbering is not None and _value(numbering, "numId", "1") != "0":  # 0 takes a style's numbers away
            return BlockKind.LIST_ITEM, 0, min(number(_value(numbering, "ilvl", "0")), _DEEPEST)
        return BlockKind.PARAGRAPH, 0, 0

    def _of(self, paragraph: Any) -> Iterator[Any]:
        """The paragraph's style, and those it is based on."""
        style = self._by_id.get(_value(paragraph, f"pPr/{W}pStyle", ""))
        if style is None or not _is_of_paragraphs(style):
            style = self._usual
        for _ in range(_LONGEST_CHAIN):
            if style is None:
                return
            yield style
            style = self._by_id.get(_value(style, "basedOn", ""))


def is_on(run: Any, name: str) -> bool:
    """Whether a run of text has a property: "b" for bold, "vanish" for hidden."""
    mark = run.find(f"{W}rPr/{W}{name}")
    return mark is not None and mark.get(f"{W}val", "1") not in _OFF


def number(written: str) -> int:
    """A whole number, 0 where it is none that Word writes."""
    return int(written) if written.isascii() and written.isdigit() and len(written) < _LONGEST_NUMBER else 0


def _is_of_paragraphs(style: Any) -> bool:
    return str(style.get(f"{W}type", "paragraph")) == "paragraph"


def _value(element: Any, name: str, default: str) -> str:
    found = element.find(f"{W}{name}")
    return default if found is None else str(found.get(f"{W}val", default))
