"""The scanner doctor on paper: six codes to scan, what was found, and what to set.

The first page holds the codes, to be scanned again after each change; the second, once there
is something to say, what must be set on the scanner itself and why.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from lsn_desktop.domain.messages import _, message
from lsn_desktop.scanning.doctor_codes import CODES
from lsn_desktop.scanning.doctor_findings import Finding, Verdict
from printing import fonts
from printing.inks.ink import draw_symbol
from printing.papers.doctor_symbols import symbol_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.lib.colors import Color

    from lsn_desktop.scanning.doctor_codes import DoctorCode

_PAPERS = {"A4": A4, "Letter": LETTER}
_TEXT, _MUTED, _LINE = HexColor("#14181F"), HexColor("#5B6472"), HexColor("#B4BAC4")
_MARGIN, _HEAD = 16.0, 22.0  # mm
_BARS, _ROW = 22.0, 52.0  # mm: high, and from one code to the next
_MODULE, _SQUARE = 0.33, 0.75  # mm: 13 mil bars, squares a worn imager reads too
_TITLE, _WORDS, _SMALL = 13, 10.5, 9  # points
_BOX = 3.6  # mm; to be ticked


@dataclass(frozen=True, slots=True)
class ScannerReport:
    """What the sheet says of one scanner; ``when`` and ``where`` as they are to be read."""

    name: str
    when: str
    where: str
    findings: Sequence[Finding]


def doctor_sheet(tested: ScannerReport | None = None, paper: str = "A4") -> bytes:
    """The codes as PDF, and behind them what was found; the same gives the same bytes."""
    fonts.register()
    size = _PAPERS[paper]
    out = BytesIO()
    canvas = Canvas(out, size, invariant=1, initialFontName=fonts.REGULAR)  # type: ignore[arg-type]
    canvas.setTitle(_("Scanner test"))
    canvas.setCreator("LSN Desktop")
    page = _Page(canvas, size[0] / mm, size[1] / mm)
    page.codes()
    canvas.showPage()
    if tested is not None:
        page.found(tested)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


class _Page:
    """One page on its canvas; places in mm from the lower left corner."""

    def __init__(self, canvas: Canvas, width: float, height: float) -> None:
        self._canvas, self._width, self._height = canvas, width, height
        self._room = width - 2 * _MARGIN
        self._y = 0.0

    def codes(self) -> None:
        """Three codes across the page, three beside each other below them."""
        self._head(
            _("Scanner test"),
            _("On the page Scanners, Test a scanner: scan the codes from 1 to 6."),
        )
        for number, code in enumerate(CODES[:3], 1):
            self._code(number, code, _MARGIN, self._room, self._y)
            self._y -= _ROW
        column = self._room / 3
        for at, code in enumerate(CODES[3:]):
            self._code(at + 4, code, _MARGIN + at * column, column - 6, self._y)
        words = _("Print it full size. One that is not read from paper: hold it still, closer.")
        self._text(words, (_MARGIN, 10), (fonts.REGULAR, _SMALL), _MUTED)

    def found(self, tested: ScannerReport) -> None:
        """What to set, what is repaired, what is right."""
        where = message("{when} · {where}", when=tested.when, where=tested.where)
        self._head(tested.name, str(where))
        groups = (
            (_("To be set on the scanner"), (Verdict.SET,)),
            (_("Better set"), (Verdict.ADVICE,)),
            (_("Repaired by the program"), (Verdict.REPAIRED,)),
            (_("Right"), (Verdict.OK,)),
        )
        for title, kinds in groups:
            found = [one for one in tested.findings if one.verdict in kinds]
            if found:
                self._group(title)
            for one in found:
                self._finding(one)
        words = _("How a setting is changed stands in the scanner's own manual, as barcodes.")
        self._text(words, (_MARGIN, 10), (fonts.REGULAR, _SMALL), _MUTED)

    def _head(self, title: str, line: str) -> None:
        top = self._height - _MARGIN
        self._one_line(title, top - 7, (fonts.BOLD, 24), _TEXT)
        self._one_line(line, top - 14, (fonts.REGULAR, _WORDS), _MUTED)
        self._y = top - _HEAD

    def _code(
        self, number: int, code: DoctorCode, left: float, room: float, top: float
    ) -> None:
        symbol = symbol_of(code)
        title = f"{number}   {_(code.title)}"
        self._text(title, (left, top - 4), (fonts.BOLD, _TITLE), _TEXT)
        lines = fonts.wrap(_(code.why), fonts.REGULAR, _SMALL, room, 3)[0]
        for at, line in enumerate(lines):
            self._text(line, (left, top - 9 - 4 * at), (fonts.REGULAR, _SMALL), _MUTED)
        below = top - 9 - 4 * len(lines)
        self._canvas.setFillColor(_TEXT)
        if symbol.linear:
            module = min(_MODULE, room / (symbol.columns + symbol.quiet))
            draw_symbol(self._canvas, symbol, (left + 2, below - _BARS), module, height=_BARS)
        else:
            high = len(symbol.rows) * _SQUARE
            draw_symbol(self._canvas, symbol, (left + 2, below - 1 - high), _SQUARE)

    def _group(self, title: str) -> None:
        self._y -= 9
        self._text(title, (_MARGIN, self._y), (fonts.BOLD, _TITLE), _TEXT)
        self._canvas.setStrokeColor(_LINE)
        self._canvas.setLineWidth(0.8)
        line = (self._y - 2) * mm
        self._canvas.line(_MARGIN * mm, line, (self._width - _MARGIN) * mm, line)
        self._y -= 9

    def _finding(self, one: Finding) -> None:
        left = _MARGIN + 8
        if one.verdict in {Verdict.SET, Verdict.ADVICE}:
            self._canvas.setStrokeColor(_TEXT)
            self._canvas.rect(_MARGIN * mm, (self._y - 0.6) * mm, _BOX * mm, _BOX * mm)
        self._lines(str(one.fact), left, (fonts.BOLD, _WORDS), _TEXT)
        if one.todo is not None:
            self._lines(str(one.todo), left, (fonts.REGULAR, _WORDS), _TEXT)
        self._y -= 2

    def _lines(self, text: str, left: float, face: tuple[str, float], colour: Color) -> None:
        font, size = face
        room = self._width - _MARGIN - left
        for line in fonts.wrap(fonts.as_ink(text, font), font, size, room, 4)[0]:
            self._text(line, (left, self._y), face, colour)
            self._y -= size * fonts.LINE_HEIGHT * fonts.POINT

    def _one_line(self, text: str, y: float, face: tuple[str, float], colour: Color) -> None:
        font, size = face
        shown = fonts.elide(fonts.as_ink(text, font), font, size, self._room)
        self._text(shown, (_MARGIN, y), face, colour)

    def _text(
        self, text: str, at: tuple[float, float], face: tuple[str, float], colour: Color
    ) -> None:
        self._canvas.setFont(*face)
        self._canvas.setFillColor(colour)
        self._canvas.drawString(at[0] * mm, at[1] * mm, text)
