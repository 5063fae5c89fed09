"""A label to measure a printer by: scales in mm from a known corner, and bars of 1 to 4 dots.

Everything stands in whole dots, so that a ruler is true to half a dot before the printer adds
its own error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import refusal
from printing import fonts
from printing.labels.layout_parts import Layout, Line, Shape, dots_per_mm
from printing.queues.calibration import Measured

if TYPE_CHECKING:
    from collections.abc import Iterator

INSET = 5.0
"""How far the corner is from the left and upper edge of the label, mm."""

DARKNESS_STEPS = (-10, -5, 0, 5, 10)
"""Labels that are printed to choose a darkness by."""

_LONGEST, _SHORTEST = 80.0, 10.0  # mm of a scale
_RULED, _TICK, _FIVE, _TEN = 0.25, 1.2, 1.8, 2.6  # mm: thickness, and how long the ticks are
_TEXT = 6.5  # points
_BARS = (1, 2, 3, 4)  # dots
_BAR_COUNT = 8  # of each thickness
_BAR_HEIGHT = 5.0  # mm
_ROOM_FOR_BARS = INSET + 15  # mm of height


def meant(width: float, height: float) -> Measured:
    """What a ruler on a label of this size, in mm, shows on a printer without error.

    Raises:
        Refusal: the label is too small to measure by.

    """
    across, along = _scale(width), _scale(height)
    if not across or not along:
        raise refusal(
            "A label of {width} x {height} mm is too small to measure by.",
            "Measure on a larger one.",
            width=f"{width:g}",
            height=f"{height:g}",
        )
    return Measured(INSET, INSET, across, along)


def _scale(length: float) -> float:
    """Whole centimetres that fit behind the inset, at most 80 mm."""
    room = (length - INSET - 1) // 10 * 10
    return min(room, _LONGEST) if room >= _SHORTEST else 0.0


def layout(width: float, height: float, dpi: int, note: str = "") -> Layout:
    """The ruler for labels of a size in mm on a printer.

    Args:
        width: of the label.
        height: of the label.
        dpi: of the print head.
        note: what it was printed with, such as the darkness.

    Raises:
        Refusal: the label is too small to measure by.

    """
    scales = meant(width, height)
    dots = dots_per_mm(dpi)
    across, along = scales.across or 0.0, scales.along or 0.0
    shapes = [
        *_ticks(across, dots, along=False),
        *_ticks(along, dots, along=True),
    ]
    lines = [*_numbers(across, along=False), *_numbers(along, along=True)]
    if height >= _ROOM_FOR_BARS:
        bars, below = _bars(width, dots)
        shapes += bars
        lines += below
        lines += _words(width, height, dpi, note)
    return Layout(
        round(width * dots), round(height * dots), dots, tuple(lines), (), tuple(shapes)
    )


def _ticks(length: float, dots: float, *, along: bool) -> Iterator[Shape]:
    """A scale that begins at the corner: its line, and a tick for each mm."""
    thick = max(1, round(_RULED * dots))
    start = round(INSET * dots)
    yield _placed(start, start, round(length * dots) + thick, thick, along=along)
    for at in range(int(length) + 1):
        long = _TEN if at % 10 == 0 else _FIVE if at % 5 == 0 else _TICK
        yield _placed(round((INSET + at) * dots), start, thick, round(long * dots), along=along)


def _placed(x: int, y: int, wide: int, high: int, *, along: bool) -> Shape:
    return Shape(y, x, high, wide) if along else Shape(x, y, wide, high)


def _numbers(length: float, *, along: bool) -> Iterator[Line]:
    for at in range(10, int(length) + 1, 10):
        words = str(at)
        wide = fonts.width(words, fonts.REGULAR, _TEXT)
        if along:
            yield Line(INSET + _TEN + 0.5, INSET + at + 0.9, fonts.REGULAR, _TEXT, words)
        else:
            yield Line(INSET + at - wide / 2, INSET + _TEN + 2.6, fonts.REGULAR, _TEXT, words)


def _bars(width: float, dots: float) -> tuple[list[Shape], list[Line]]:
    """Bars of 1 to 4 dots with as much space between, as far as they fit."""
    top, high = round((INSET + 7) * dots), round(_BAR_HEIGHT * dots)
    left = INSET + 7.0
    shapes: list[Shape] = []
    lines: list[Line] = []
    for thick in _BARS:
        wide = thick * (2 * _BAR_COUNT - 1) / dots
        if left + wide > width - 2:
            break
        start = round(left * dots)
        shapes += [
            Shape(start + place * 2 * thick, top, thick, high) for place in range(_BAR_COUNT)
        ]
        lines.append(
            Line(left, INSET + 7 + _BAR_HEIGHT + 2.6, fonts.REGULAR, _TEXT, str(thick))
        )
        left += wide + 3
    return shapes, lines


def _words(width: float, height: float, dpi: int, note: str) -> Iterator[Line]:
    said = [
        message("{width} x {height} mm, {dpi} dpi", width=f"{width:g}", height=f"{height:g}",
                dpi=dpi),
        _("Corner: 5 mm from the left and from the top"),
        note,
    ]  # fmt: skip
    for place, words in enumerate(filter(None, map(str, said))):
        at = INSET + 7 + _BAR_HEIGHT + 6.5 + place * 3.4
        if at < height - 1:
            shown, whole = fonts.wrap(words, fonts.REGULAR, _TEXT, width - INSET - 8, 1)
            if whole and shown:
                yield Line(INSET + 7, at, fonts.REGULAR, _TEXT, shown[0])
