"""Modules on a canvas: one path for a symbol, a rectangle for each run of dark modules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.pdfgen.pathobject import PDFPathObject

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportlab.pdfgen.canvas import Canvas

    from printing.label_layout import Bars
    from printing.symbols import Symbol


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
