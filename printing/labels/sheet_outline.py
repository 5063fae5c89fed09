"""The outlines of a sheet's labels, to hold against a real sheet: they lie on its cuts, or not.

A scale across and one along show whether the paper was printed unscaled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _, message
from printing import fonts
from printing.labels.layout_parts import Layout, Line, Shape, dots_per_mm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from printing.labels.label_stocks import Stock

_THICK = 0.2  # mm
_TICK, _TEN = 1.0, 2.0  # mm
_TEXT = 7.0  # points
_LINE = 3.2  # mm
_PAD = 2.0  # mm from the edge of a label to words
_LONGEST, _SHORTEST = 100.0, 20.0  # mm of a scale


def layout(stock: Stock, dpi: int) -> Layout:
    """A page with an outline of each label, numbered as they are filled."""
    dots = dots_per_mm(dpi)
    x, y = stock.corner(stock.rows // 2 * stock.columns + stock.columns // 2)
    shapes = [
        *(_outline(stock, place, dots) for place in range(stock.labels)),
        *_scale(stock.paper[0], y + stock.height / 2, dots, along=False),
        *_scale(stock.paper[1], x + stock.width / 2, dots, along=True),
    ]
    lines = [*_numbers(stock), *_words(stock)]
    wide, high = (round(side * dots) for side in stock.paper)
    return Layout(wide, high, dots, tuple(lines), (), tuple(shapes))


def _outline(stock: Stock, place: int, dots: float) -> Shape:
    """Its middle line is the edge of the label."""
    thick = max(1, round(_THICK * dots))
    left, top = (round(side * dots) - thick // 2 for side in stock.corner(place))
    left, top = max(0, left), max(0, top)
    x, y = stock.corner(place)
    right = min(
        round((x + stock.width) * dots) + (thick + 1) // 2, round(stock.paper[0] * dots)
    )
    below = min(
        round((y + stock.height) * dots) + (thick + 1) // 2, round(stock.paper[1] * dots)
    )
    return Shape(left, top, right - left, below - top, thick)


def _scale(length: float, beside: float, dots: float, *, along: bool) -> Iterator[Shape]:
    """A scale of whole centimetres, through the middle of labels and not along their edges."""
    long = min(_LONGEST, (length - 2 * _PAD) // 10 * 10)
    if long < _SHORTEST:
        return
    thick = max(1, round(_THICK * dots))
    start, at = round((length - long) / 2 * dots), round(beside * dots)
    yield _placed(start, at, round(long * dots) + thick, thick, along=along)
    for mm in range(0, int(long) + 1, 5):
        tick = round((_TICK if mm % 10 else _TEN) * dots)
        yield _placed(start + round(mm * dots), at, thick, tick, along=along)


def _placed(x: int, y: int, wide: int, high: int, *, along: bool) -> Shape:
    return Shape(y, x, high, wide) if along else Shape(x, y, wide, high)


def _numbers(stock: Stock) -> Iterator[Line]:
    """The number of each label in its lower right corner, where no words are."""
    for place in range(stock.labels):
        x, y = stock.corner(place)
        number = str(place + 1)
        wide = fonts.width(number, fonts.REGULAR, _TEXT)
        at = x + stock.width - wide - _PAD / 2
        yield Line(at, y + stock.height - _PAD / 2, fonts.REGULAR, _TEXT, number)


def _words(stock: Stock) -> Iterator[Line]:
    said = (
        stock.title,
        message(
            "{columns} x {rows} of {width} x {height} mm",
            columns=stock.columns,
            rows=stock.rows,
            width=f"{stock.width:.4g}",
            height=f"{stock.height:.4g}",
        ),
        _("Print unscaled. The scales count centimetres."),
    )
    x, y = stock.corner(0)
    at = y + _PAD + 1.5
    for words in map(str, said):
        room = stock.width - 2 * _PAD
        for part in fonts.wrap(words, fonts.REGULAR, _TEXT, room, 3)[0]:
            if at < y + stock.height - _LINE:
                yield Line(x + _PAD, at, fonts.REGULAR, _TEXT, part)
                at += _LINE
