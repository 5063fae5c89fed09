"""Modules on a canvas: one path for a symbol, a rectangle for each run of dark modules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.pdfgen.pathobject import PDFPathObject

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportlab.pdfgen.canvas import Canvas

    from printing.labels.layout_parts import Bars, Picture, Shape
    from printing.symbology.symbols import Symbol


class _ModulePath(PDFPathObject):
    """A path that takes rectangles in whole dots; reportlab's own formats each as a float."""

    _code: list[str]

    def run(self, x: int, y: int, width: int, height: int) -> None:
        self._code.append(f"{x} {y} {width} {height} re")


def draw_bars(canvas: Canvas, bars: Bars) -> None:
    """Draw a laid out symbol; the canvas counts whole dots from the top left corner."""
    path = _ModulePath()
    dots, high = bars.module_dots, bars.row_dots
    for place, row in enumerate(bars.symbol.rows):
        top = bars.y_dots + place * high
        for start, length in _runs(row):
            path.run(bars.x_dots + start * dots, top, length * dots, high)
    canvas.drawPath(path, stroke=0, fill=1)


def draw_shape(canvas: Canvas, shape: Shape) -> None:
    """Draw a line or a box; the canvas counts whole dots from the top left corner."""
    path = _ModulePath()
    left, top, wide, high = shape.x_dots, shape.y_dots, shape.width_dots, shape.height_dots
    thick = min(shape.thickness_dots, wide // 2, high // 2)
    if thick:
        path.run(left, top, wide, thick)
        path.run(left, top + high - thick, wide, thick)
        path.run(left, top + thick, thick, high - 2 * thick)
        path.run(left + wide - thick, top + thick, thick, high - 2 * thick)
    elif wide > high:
        # In two halves: renderers draw a path of one rectangle a dot larger than it is.
        path.run(left, top, wide // 2, high)
        path.run(left + wide // 2, top, wide - wide // 2, high)
    else:
        path.run(left, top, wide, high // 2)
        path.run(left, top + high // 2, wide, high - high // 2)
    canvas.drawPath(path, stroke=0, fill=1)


def draw_picture(canvas: Canvas, picture: Picture) -> None:
    """Draw pixels as runs of dots, so that no renderer smoothes them between two dots."""
    path = _ModulePath()
    per_row = (picture.width_dots + 7) // 8
    for place in range(picture.height_dots):
        row = picture.bits[place * per_row : (place + 1) * per_row]
        dots = f"{int.from_bytes(row):0{per_row * 8}b}".encode().translate(_BITS)
        for start, length in _runs(dots[: picture.width_dots]):
            path.run(picture.x_dots + start, picture.y_dots + place, length, 1)
    canvas.drawPath(path, stroke=0, fill=1)


_BITS = bytes.maketrans(b"01", b"\x00\x01")


def draw_symbol(
    canvas: Canvas,
    symbol: Symbol,
    at: tuple[float, float],
    module: float,
    *,
    height: float = 0.0,
) -> None:
    """Draw a symbol, its lower left module at ``at`` and its modules ``module`` wide, in mm.

    A linear symbol is ``height`` mm high; the quiet zone is the caller's.
    """
    canvas.saveState()
    canvas.translate(at[0] * mm, at[1] * mm)
    canvas.scale(module * mm, (height if symbol.linear else module) * mm)
    path = _ModulePath()
    for place, modules in enumerate(reversed(symbol.rows)):
        for start, length in _runs(modules):
            path.run(start, place, length, 1)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()


def _runs(row: bytes) -> Iterable[tuple[int, int]]:
    """Start and length of each run of dark modules."""
    start = row.find(1)
    while start >= 0:
        end = row.find(0, start)
        if end < 0:
            end = len(row)
        yield start, end - start
        start = row.find(1, end)
