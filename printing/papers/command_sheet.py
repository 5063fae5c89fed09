"""Sheets of command barcodes, to be laminated and hung where one scans.

Big words for people two metres away, bars as wide as their place allows, room around each so
that a scanner held in a glove meets the one that is meant.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from lsn_desktop.domain.messages import _, message
from printing import fonts
from printing.inks.ink import draw_symbol
from printing.symbology import symbols

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lsn_desktop.domain.command_sheet import Bar, Group, Sheet
    from printing.symbology.symbols import Symbol

PAPERS = {"A4": A4, "Letter": LETTER}
"""The papers a sheet can be printed on, and their sizes in points."""

_TEXT, _MUTED, _LINE = HexColor("#14181F"), HexColor("#5B6472"), HexColor("#B4BAC4")
_COLUMNS = 2
_MARGIN, _GUTTER = 10.0, 9.0  # mm; both are the quiet zones of the bars beside them
_HEAD, _TITLE, _FOOT = 17.0, 10.0, 6.0  # mm: of a page, of a group, below all
_LEAST_ROW, _MOST_ROW = 21.0, 34.0  # mm from one row of bars to the next
_ABOVE, _BELOW = 7.5, 3.5  # mm: the words above the bars, the room below them
_MOST_BARS = 18.0  # mm
_LEAST_HINT = 10.0  # mm; less says nothing
_NAMED = 74.0  # mm for the company's name
_LARGE, _SMALL = 19, 10  # points: the words, and what they mean
_COARSEST, _FINEST = 0.5, 0.3  # mm; 0.3 is 12 mil, read at arm's length and more


@dataclass(frozen=True, slots=True)
class _Part:
    """A group, or as much of it as stands on one page."""

    title: str
    rows: tuple[tuple[Bar, ...], ...]

    @property
    def least(self) -> float:
        return _TITLE + len(self.rows) * _LEAST_ROW


def command_sheet(sheets: Sequence[Sheet], company: str, paper: str = "A4") -> bytes:
    """The sheets as PDF; one that needs two pages has a back. The same sheets, the same bytes.

    Raises:
        Refusal: a barcode is too long for its place.
    """
    fonts.register()
    size = PAPERS[paper]
    out = BytesIO()
    canvas = Canvas(out, size, invariant=1, initialFontName=fonts.REGULAR)  # type: ignore[arg-type]
    canvas.setTitle(_("Command sheet"))
    canvas.setCreator("LSN Desktop")
    width, height = size[0] / mm, size[1] / mm
    for sheet in sheets:
        pages = list(_pages(sheet.groups, height - 2 * _MARGIN - _HEAD - _FOOT))
        for number, parts in enumerate(pages, 1):
            title = sheet.title
            if len(pages) > 1:
                words = _("{title} · front") if number == 1 else _("{title} · back")
                title = str(message(words, title=sheet.title))
            _Page(canvas, width, height).draw(title, company, parts)
            canvas.showPage()
    canvas.save()
    return out.getvalue()


def _pages(groups: Sequence[Group], room: float) -> Iterator[list[_Part]]:
    """Groups page by page, whole wherever a page holds one."""
    page: list[_Part] = []
    for group in groups:
        rows = tuple(
            group.bars[at : at + _COLUMNS] for at in range(0, len(group.bars), _COLUMNS)
        )
        part = _Part(group.title, rows)
        if page and sum(one.least for one in page) + part.least > room:
            yield page
            page = []
        page.append(part)
    yield page


class _Page:
    """One page on its canvas; places in mm from the lower left corner."""

    def __init__(self, canvas: Canvas, width: float, height: float) -> None:
        self._canvas, self._width, self._top = canvas, width, height - _MARGIN
        self._room = height - 2 * _MARGIN - _HEAD - _FOOT
        self._column = (width - 2 * _MARGIN - _GUTTER) / _COLUMNS

    def draw(self, title: str, company: str, parts: Sequence[_Part]) -> None:
        """Head, groups, and what the foot says."""
        self._head(title, company)
        rows = sum(len(part.rows) for part in parts)
        step = min(_MOST_ROW, (self._room - _TITLE * len(parts)) / rows)
        y = self._top - _HEAD
        for part in parts:
            y = self._group_title(part.title, y)
            for row in part.rows:
                for column, bar in enumerate(row):
                    left = _MARGIN + column * (self._column + _GUTTER)
                    self._bar(bar, left, y, step)
                y -= step
        foot = _("Scan a barcode instead of pressing the key. It works wherever you are.")
        self._text(foot, (_MARGIN, _MARGIN), (fonts.REGULAR, 9), _MUTED)

    def _head(self, title: str, company: str) -> None:
        room = self._width - 2 * _MARGIN - _NAMED
        title = fonts.elide(fonts.as_ink(title, fonts.BOLD), fonts.BOLD, 32, room)
        self._text(title, (_MARGIN, self._top - 9), (fonts.BOLD, 32), _TEXT)
        right = self._width - _MARGIN
        words = fonts.elide(fonts.as_ink(company, fonts.REGULAR), fonts.REGULAR, 11, _NAMED - 4)
        self._canvas.setFont(fonts.REGULAR, 11)
        self._canvas.setFillColor(_MUTED)
        self._canvas.drawRightString(right * mm, (self._top - 9) * mm, words)

    def _group_title(self, title: str, y: float) -> float:
        """The heading of a group with its line; where its first row begins."""
        title = fonts.elide(fonts.as_ink(title, fonts.BOLD), fonts.BOLD, 12, 2 * self._column)
        self._text(title, (_MARGIN, y - 5), (fonts.BOLD, 12), _MUTED)
        self._canvas.setStrokeColor(_LINE)
        self._canvas.setLineWidth(0.8)
        line = (y - 7) * mm
        self._canvas.line(_MARGIN * mm, line, (self._width - _MARGIN) * mm, line)
        return y - _TITLE

    def _bar(self, bar: Bar, left: float, top: float, step: float) -> None:
        """One barcode in its column, its words above it."""
        symbol = symbols.plain("code128", bar.code)
        module = self._module(symbol)
        words = fonts.as_ink(bar.words, fonts.BOLD)
        words = fonts.elide(words, fonts.BOLD, _LARGE, self._column)
        line = top - _ABOVE + 2
        self._text(words, (left, line), (fonts.BOLD, _LARGE), _TEXT)
        after = left + fonts.width(words, fonts.BOLD, _LARGE) + 3
        hint = fonts.as_ink(bar.hint, fonts.REGULAR)
        room = left + self._column - after
        if hint and room > _LEAST_HINT:
            hint = fonts.elide(hint, fonts.REGULAR, _SMALL, room)
            self._text(hint, (after, line), (fonts.REGULAR, _SMALL), _MUTED)
        self._canvas.setFillColor(_TEXT)
        high = min(_MOST_BARS, step - _ABOVE - _BELOW)
        at = (left, top - _ABOVE - high)
        draw_symbol(self._canvas, symbol, at, module, height=high)

    def _module(self, symbol: Symbol) -> float:
        """Width of a module in mm: as wide as its column and the room beside it allow."""
        module = min(self._column / symbol.columns, _GUTTER / symbol.quiet, _COARSEST)
        if module < _FINEST:
            raise symbols.DoesNotFit.because(
                "The barcode {code} is too long for a command sheet.",
                "Leave it out, or print it larger.",
                code=symbol.words[0],
            )
        return module

    def _text(
        self, text: str, at: tuple[float, float], face: tuple[str, float], colour: Color
    ) -> None:
        font, size = face
        self._canvas.setFont(font, size)
        self._canvas.setFillColor(colour)
        self._canvas.drawString(at[0] * mm, at[1] * mm, text)
