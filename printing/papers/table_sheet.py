"""A list on paper: landscape A4, its title and page on each sheet, columns as wide as needed.

Columns nobody filled in are left out. Where the others are wider than the paper they go on
over further pages, each with the first column again, so that a row can be told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from lsn_desktop.domain.messages import _, message
from printing import fonts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WIDE, _HIGH = (each / mm for each in landscape(A4))
_MARGIN, _GAP, _ROW, _HEAD, _FOOT = 12.0, 3.0, 5.2, 20.0, 12.0  # mm
_SIZE, _TITLE, _SMALL = 7.5, 14, 7.5  # points
_WIDEST = 75.0  # mm of a column; what is longer ends in an ellipsis
_LOOKED_AT = 2000  # rows from which widths are told
_TEXT, _MUTED, _LINE = HexColor("#14181F"), HexColor("#5B6472"), HexColor("#DADDE3")

Cell = str | int | Decimal | date | bool | None


@dataclass(frozen=True, slots=True)
class _Column:
    at: int
    heading: str
    width: float
    right: bool


def table_sheet(
    title: str, line: str, headings: Sequence[str], rows: Sequence[Sequence[Cell]]
) -> bytes:
    """The list as PDF; the same list gives the same bytes.

    Args:
        title: what it is a list of.
        line: whose it is, and of when.
        headings: of its columns.
        rows: numbers stand at the right of their columns, all else at the left.
    """
    fonts.register()
    out = BytesIO()
    canvas = Canvas(
        out,
        (_WIDE * mm, _HIGH * mm),
        invariant=1,
        initialFontName=fonts.REGULAR,  # type: ignore[arg-type]
    )
    canvas.setTitle(title)
    canvas.setCreator("LSN Desktop")
    blocks = list(_blocks(_columns(headings, rows)))
    on_page = int((_HIGH - _HEAD - _FOOT - _MARGIN) // _ROW)
    starts = range(0, max(1, len(rows)), on_page)
    pages, page = len(starts) * len(blocks), 0
    for start in starts:
        for block in blocks:
            page += 1
            count = message("Page {page} of {pages}", page=page, pages=pages)
            _draw_head(canvas, title, f"{line}   {count}".strip(), block)
            for place, row in enumerate(rows[start : start + on_page]):
                _draw_row(canvas, block, row, _HIGH - _HEAD - _MARGIN - place * _ROW)
            if page < pages:
                canvas.showPage()
    if not rows:
        _write(canvas, _("Nothing is on this list."), _MARGIN, _HIGH - 34, fonts.REGULAR)
    canvas.save()
    return out.getvalue()


def _columns(headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[_Column]:
    looked_at = rows[:_LOOKED_AT]
    found = []
    for at, heading in enumerate(headings):
        texts = {_as_text(row[at]) for row in looked_at}
        if rows and not any(_as_text(row[at]) for row in rows):
            continue
        longest = sorted(texts, key=len)[-5:]
        room = max(fonts.width(fonts.as_ink(t, fonts.REGULAR), fonts.REGULAR, _SIZE)
                   for t in (*longest, ""))  # fmt: skip
        head = fonts.width(heading, fonts.BOLD, _SIZE)
        right = any(_is_number(row[at]) for row in looked_at)
        found.append(_Column(at, heading, min(max(room, head) + 0.5, _WIDEST), right))
    return found


def _blocks(columns: Sequence[_Column]) -> Iterator[list[_Column]]:
    """Columns as they fit the paper, the first one in every block."""
    room = _WIDE - 2 * _MARGIN
    block: list[_Column] = []
    for column in columns:
        wide = sum(each.width + _GAP for each in block) + column.width
        if block and wide > room:
            yield block
            block = [columns[0]]
        block.append(column)
    yield block


def _draw_head(canvas: Canvas, title: str, line: str, block: Sequence[_Column]) -> None:
    canvas.setFillColor(_TEXT)
    top = _HIGH - _MARGIN - 5
    _write(canvas, title, _MARGIN, top, fonts.BOLD, _TITLE)
    canvas.setFillColor(_MUTED)
    told = fonts.as_ink(line, fonts.REGULAR)
    at = _WIDE - _MARGIN - fonts.width(told, fonts.REGULAR, _SMALL)
    _write(canvas, told, at, top, fonts.REGULAR, _SMALL)
    canvas.setFillColor(_TEXT)
    x = _MARGIN
    for column in block:
        _place(
            canvas,
            column.heading,
            column,
            (x, _HIGH - _HEAD - _MARGIN + _ROW + 1.5),
            fonts.BOLD,
        )
        x += column.width + _GAP
    canvas.setStrokeColor(_TEXT)
    canvas.setLineWidth(0.6)
    y = (_HIGH - _HEAD - _MARGIN + _ROW - 0.5) * mm
    canvas.line(_MARGIN * mm, y, (_WIDE - _MARGIN) * mm, y)
    canvas.setStrokeColor(_LINE)
    canvas.setLineWidth(0.3)


def _draw_row(canvas: Canvas, block: Sequence[_Column], row: Sequence[Cell], y: float) -> None:
    x = _MARGIN
    for column in block:
        _place(canvas, _as_text(row[column.at]), column, (x, y), fonts.REGULAR)
        x += column.width + _GAP
    canvas.line(_MARGIN * mm, (y - 1.6) * mm, (_WIDE - _MARGIN) * mm, (y - 1.6) * mm)


def _place(
    canvas: Canvas, text: str, column: _Column, at: tuple[float, float], font: str
) -> None:
    """A cell at its side of its column, no wider than it."""
    ink = fonts.elide(fonts.as_ink(text, font), font, _SIZE, column.width)
    x = at[0]
    if column.right:
        x += column.width - fonts.width(ink, font, _SIZE)
    _write(canvas, ink, x, at[1], font)


def _write(
    canvas: Canvas, text: str, x: float, y: float, font: str, size: float = _SIZE
) -> None:
    canvas.setFont(font, size)
    canvas.drawString(x * mm, y * mm, fonts.as_ink(text, font))


def _is_number(value: Cell) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _as_text(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
