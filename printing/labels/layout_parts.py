"""The parts of a label laid out, as the inks draw them.

Text stands in millimetres; all else in whole dots of the printer, from the top left corner.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from printing.symbology.symbols import Symbol


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text with its baseline beginning at (x, y) mm, size in points.

    It runs to the right, turned by ``turn`` degrees clockwise about that point.
    """

    x: float
    y: float
    font: str
    size: float
    text: str
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Bars:
    """A symbol at (x_dots, y_dots); columns are ``module_dots`` wide, rows ``row_dots`` high.

    The rows of its symbol are turned already, by ``turn`` degrees clockwise: a linear symbol
    turned by 90 has a row for each module and a single column.
    """

    symbol: Symbol
    x_dots: int
    y_dots: int
    module_dots: int
    row_dots: int
    turn: int = 0

    @property
    def width_dots(self) -> int:
        return self.symbol.columns * self.module_dots

    @property
    def height_dots(self) -> int:
        return len(self.symbol.rows) * self.row_dots

    @property
    def x_dimension_dots(self) -> int:
        """The width of its narrowest bar or module."""
        return min(self.module_dots, self.row_dots)

    @property
    def quiet_dots(self) -> tuple[int, int]:
        """The light margin it needs: on the left and right, above and below."""
        quiet = self.symbol.quiet * self.x_dimension_dots
        if not self.symbol.linear:
            return quiet, quiet
        return (0, quiet) if self.turn % 180 else (quiet, 0)


@dataclass(frozen=True, slots=True)
class Shape:
    """A rectangle: filled, or an outline of ``thickness_dots`` inwards (0: filled)."""

    x_dots: int
    y_dots: int
    width_dots: int
    height_dots: int
    thickness_dots: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels, one for each dot: rows of whole bytes, the left one first, 1 is black."""

    x_dots: int
    y_dots: int
    width_dots: int
    height_dots: int
    bits: bytes


@dataclass(frozen=True, slots=True)
class Layout:
    """A label ready to be drawn on a printer of ``dots_per_mm``."""

    width_dots: int
    height_dots: int
    dots_per_mm: float
    lines: tuple[Line, ...]
    bars: tuple[Bars, ...]
    shapes: tuple[Shape, ...] = ()
    pictures: tuple[Picture, ...] = ()


def dots_per_mm(dpi: int) -> float:
    """Dots in a millimetre; a "203 dpi" print head has 8 of them exactly."""
    return 8.0 if dpi == 203 else dpi / 25.4  # noqa: PLR2004
