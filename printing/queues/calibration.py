"""A printer's own error, taken out of every label before it is drawn.

A symbol is moved and never stretched: its modules stay whole dots. Text and pictures are moved
about their middle, lines and boxes grow with their place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import cos, radians, sin
from typing import TYPE_CHECKING

from lsn_desktop.domain.refusals import refusal
from printing import fonts
from printing.labels.label_symbols import bearers

if TYPE_CHECKING:
    from printing.labels.layout_parts import Bars, Layout, Line, Picture, Shape

_START = b"^XA"


@dataclass(frozen=True, slots=True)
class Calibration:
    """What is done to a label so that it comes out where it was meant.

    ``offset_x`` and ``offset_y`` are mm to the right and down, the scales are factors from
    the top left corner. ``darkness`` is added to the printer's own (-30 to 30), ``speed`` is
    in inches a second; None leaves it to the printer.
    """

    offset_x: float = 0.0
    offset_y: float = 0.0
    scale_x: float = 1.0
    scale_y: float = 1.0
    darkness: int | None = None
    speed: int | None = None

    @property
    def moves(self) -> bool:
        """Whether anything stands elsewhere with it."""
        return (self.offset_x, self.offset_y, self.scale_x, self.scale_y) != (0, 0, 1, 1)


NONE = Calibration()


def adjusted(layout: Layout, calibration: Calibration) -> Layout:
    """The label as it must be sent for the printer to print it right.

    Raises:
        Refusal: a symbol would leave the label.

    """
    if not calibration.moves:
        return layout
    way = _Way(calibration, layout.dots_per_mm)
    symbols = tuple(way.bars(one) for one in layout.bars)
    theirs = {shape for one in layout.bars for shape in bearers(one)}
    for one in symbols:
        _see_inside(one, layout)
    return replace(
        layout,
        lines=tuple(way.line(one) for one in layout.lines),
        bars=symbols,
        shapes=(
            *(way.shape(one) for one in layout.shapes if one not in theirs),
            *(shape for one in symbols for shape in bearers(one)),
        ),
        pictures=tuple(way.picture(one) for one in layout.pictures),
    )


def tuned(zpl: bytes, calibration: Calibration) -> bytes:
    """A format that sets darkness and speed for itself.

    Source: Zebra, ZPL II Programming Guide, ^MD and ^PR.
    """
    said = b""
    if calibration.darkness is not None:
        said += b"^MD%d" % calibration.darkness
    if calibration.speed is not None:
        said += b"^PR%d" % calibration.speed
    return zpl.replace(_START, _START + said, 1) if said else zpl


@dataclass(frozen=True, slots=True)
class _Way:
    """Where things go, in mm or in dots."""

    by: Calibration
    dots_per_mm: float

    def x(self, at: float) -> float:
        return at * self.by.scale_x + self.by.offset_x * self.dots_per_mm

    def y(self, at: float) -> float:
        return at * self.by.scale_y + self.by.offset_y * self.dots_per_mm

    def bars(self, one: Bars) -> Bars:
        left, top = self._moved(one.x_dots, one.y_dots, one.width_dots, one.height_dots)
        return replace(one, x_dots=left, y_dots=top)

    def picture(self, one: Picture) -> Picture:
        left, top = self._moved(one.x_dots, one.y_dots, one.width_dots, one.height_dots)
        return replace(one, x_dots=max(0, left), y_dots=max(0, top))

    def _moved(self, left: int, top: int, wide: int, high: int) -> tuple[int, int]:
        """Its corner, when its middle goes where it should."""
        across, along = self.x(left + wide / 2), self.y(top + high / 2)
        return round(across - wide / 2), round(along - high / 2)

    def shape(self, one: Shape) -> Shape:
        left, top = round(self.x(one.x_dots)), round(self.y(one.y_dots))
        wide = max(1, round(one.width_dots * self.by.scale_x))
        high = max(1, round(one.height_dots * self.by.scale_y))
        return replace(
            one,
            x_dots=max(0, left),
            y_dots=max(0, top),
            width_dots=wide + min(0, left) if wide + left > 0 else 1,
            height_dots=high + min(0, top) if high + top > 0 else 1,
        )

    def line(self, one: Line) -> Line:
        half = fonts.width(one.text, one.font, one.size) / 2
        across, down = half * cos(radians(one.turn)), half * sin(radians(one.turn))
        x = (one.x + across) * self.by.scale_x + self.by.offset_x - across
        y = (one.y + down) * self.by.scale_y + self.by.offset_y - down
        return replace(one, x=max(0.0, x), y=max(0.0, y))


def _see_inside(one: Bars, layout: Layout) -> None:
    out = max(
        -one.x_dots,
        -one.y_dots,
        one.x_dots + one.width_dots - layout.width_dots,
        one.y_dots + one.height_dots - layout.height_dots,
    )
    if out > 0:
        raise refusal(
            "Moved as this printer needs it, a symbol leaves the label by {mm} mm.",
            "Load the labels straight and measure the printer again, or use a template with a wider margin.",  # noqa: E501
            mm=f"{out / layout.dots_per_mm:.1f}",
        )


@dataclass(frozen=True, slots=True)
class Measured:
    """What somebody reads off a printed ruler, in mm; ``None`` was not measured.

    ``left`` and ``top`` are how far the corner is from the edges of the label,
    ``across`` and ``along`` how long the two scales are.
    """

    left: float
    top: float
    across: float | None = None
    along: float | None = None


def from_measures(measured: Measured, meant: Measured) -> Calibration:
    """What takes out the error that a ruler shows, printed without any calibration.

    Raises:
        Refusal: no printer prints so far off.

    """
    scale_x, scale_y = (
        _factor(meant.across, measured.across),
        _factor(meant.along, measured.along),
    )
    # It printed p at p / scale + error; so p must be sent as (p - error) * scale.
    error_x, error_y = measured.left - meant.left / scale_x, measured.top - meant.top / scale_y
    return Calibration(
        round(-error_x * scale_x, 3), round(-error_y * scale_y, 3), scale_x, scale_y
    )


def _factor(meant: float | None, measured: float | None) -> float:
    if not meant or measured is None:
        return 1.0
    if not meant * 0.9 <= measured <= meant * 1.1:
        raise refusal(
            "{measured} mm instead of {meant} mm is further off than any printer prints.",
            "Measure again, in millimetres, on a ruler printed just now.",
            measured=f"{measured:g}",
            meant=f"{meant:g}",
        )
    return round(meant / measured, 6)
