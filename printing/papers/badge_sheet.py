"""A sheet of operator badges to cut out: the name for people, the code for the scanner.

Ten badges of 85 x 54 mm (the size of a bank card) on A4, with lines to cut along.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from lsn_desktop.domain.messages import _
from lsn_desktop.domain.refusals import refusal
from printing import fonts
from printing.inks.ink import draw_symbol
from printing.symbology import symbols

if TYPE_CHECKING:
    from collections.abc import Sequence

    from printing.symbology.symbols import Symbol

_WIDTH, _HEIGHT = 85.0, 54.0  # mm, ISO/IEC 7810 ID-1
_COLUMNS, _ROWS = 2, 5
_TEXT, _MUTED, _LINE = HexColor("#14181F"), HexColor("#5B6472"), HexColor("#DADDE3")
_BARS = 13.0  # mm
_FINEST, _COARSEST = 0.25, 0.5  # mm


@dataclass(frozen=True, slots=True)
class Badge:
    """One operator: ``code`` is what the scanner sends, ``role`` may be empty."""

    name: str
    code: str
    role: str = ""


def badge_sheet(badges: Sequence[Badge], company: str) -> bytes:
    """The sheets as PDF, ten badges a page; the same badges give the same bytes.

    Raises:
        Refusal: a code cannot be a Code 128, or is too long for a badge.

    """
    fonts.register()
    out = BytesIO()
    canvas = Canvas(out, A4, invariant=1, initialFontName=fonts.REGULAR)  # type: ignore[arg-type]
    canvas.setTitle(_("Operator badges"))
    canvas.setCreator("LSN Desktop")
    left = (A4[0] / mm - _COLUMNS * _WIDTH) / 2
    top = (A4[1] / mm + _ROWS * _HEIGHT) / 2
    for place, badge in enumerate(badges):
        on_page = place % (_COLUMNS * _ROWS)
        if place and not on_page:
            canvas.showPage()
        row, column = divmod(on_page, _COLUMNS)
        _draw(canvas, badge, company, (left + column * _WIDTH, top - (row + 1) * _HEIGHT))
    canvas.save()
    return out.getvalue()


def _draw(canvas: Canvas, badge: Badge, company: str, at: tuple[float, float]) -> None:
    """One badge, its lower left corner at ``at`` mm."""
    x, y = at
    symbol = symbols.plain("code128", badge.code)
    module = _module(symbol, badge)
    canvas.setStrokeColor(_LINE)
    canvas.setLineWidth(0.4)
    canvas.rect(x * mm, y * mm, _WIDTH * mm, _HEIGHT * mm)
    _line(canvas, company, (x, y + 45.5), (fonts.REGULAR, 8), _MUTED)
    _line(canvas, badge.name, (x, y + 34), (fonts.BOLD, 17), _TEXT)
    _line(canvas, badge.role, (x, y + 28), (fonts.REGULAR, 9.5), _MUTED)
    canvas.setFillColor(_TEXT)
    start = x + (_WIDTH - symbol.columns * module) / 2
    draw_symbol(canvas, symbol, (start, y + 9), module, height=_BARS)
    _line(canvas, badge.code, (x, y + 4.5), (fonts.MONO, 7.5), _MUTED)


def _module(symbol: Symbol, badge: Badge) -> float:
    """Width of a module in mm, the quiet zone within the badge."""
    module = min((_WIDTH - 4) / (symbol.columns + 2 * symbol.quiet), _COARSEST)
    if module < _FINEST:
        raise refusal(
            "The badge code of {name} is too long for a badge.",
            "Give {name} a shorter badge code.",
            name=badge.name,
        )
    return module


def _line(
    canvas: Canvas, text: str, at: tuple[float, float], face: tuple[str, float], colour: Color
) -> None:
    """A centred line that stays within the badge."""
    font, size = face
    shown = fonts.elide(fonts.as_ink(text, font), font, size, _WIDTH - 10)
    canvas.setFont(font, size)
    canvas.setFillColor(colour)
    canvas.drawCentredString((at[0] + _WIDTH / 2) * mm, at[1] * mm, shown)
