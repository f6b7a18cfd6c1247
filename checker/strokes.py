"""Which lines of a picture of a page are bold: Tesseract does not say, and headings of the text's own size need it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from checker.pages import Line

if TYPE_CHECKING:
    from PIL.Image import Image

_DARK: Final = 128  # levels of grey below it are ink
_LIKE_TEXT: Final = 1.1  # large letters have thick strokes without being bold
_THICKER: Final = 0.1
_RELATIVE: Final = 0.2
_WORN: Final = 0.25
_TIMES: Final = 3
_END: Final = 0.3  # of the line's width
_FULL: Final = 0.6  # of the box: light letters on a dark ground


def embolden(lines: Sequence[Line], picture: Image, *, dots: float, height: float) -> None:
    """Marks the bold among the lines. `dots` is how many pixels make a point, `height` the page's height in points.

    A pixel is taken off all strokes, again on a dark copy, until less than a quarter of the usual letters' ink is left. Of
    bold letters 0.15 to 0.4 more is left than that.
    """
    from PIL import ImageFilter  # noqa: PLC0415 - the extra may not be there

    worn, shares, usual = picture, [0.0], 0.0
    for _ in range(_TIMES):
        worn = worn.filter(ImageFilter.MaxFilter(3))
        shares = [_share(line, picture, worn, dots, height) for line in lines]
        usual = _median([(share, len(line.text)) for line, share in zip(lines, shares, strict=True)])
        if usual < _WORN:
            break
    size = _median([(line.size, len(line.text)) for line in lines])
    for line, share in zip(lines, shares, strict=True):
        line.bold = line.size < _LIKE_TEXT * size and share - usual > _THICKER + _RELATIVE * usual


def _share(line: Line, picture: Image, worn: Image, dots: float, height: float) -> float:
    """How much of the ink is left where the line begins and where it ends; the less of the two: all of it is to be bold."""
    top, bottom = (height - line.top) * dots, (height - line.bottom) * dots
    left, right = line.left * dots, line.right * dots
    end = _END * (right - left)
    shares = []
    for start, stop in ((left, left + end), (right - end, right)):
        box = (
            max(round(start), 0),
            max(round(top), 0),
            min(round(stop), picture.width),
            min(round(bottom), picture.height),
        )
        if box[0] >= box[2] or box[1] >= box[3]:
            return 0.0
        ink = sum(picture.crop(box).histogram()[:_DARK])
        if not 0 < ink < _FULL * (box[2] - box[0]) * (box[3] - box[1]):
            return 0.0
        shares.append(sum(worn.crop(box).histogram()[:_DARK]) / ink)
    return min(shares)


def _median(weighed: Sequence[tuple[float, int]]) -> float:
    """The median of the values, each counted as often as its weight says; 0 without any."""
    whole, counted = sum(weight for _, weight in weighed), 0
    for value, weight in sorted(weighed):
        counted += weight
        if counted * 2 >= whole:
            return value
    return 0.0
