"""Lots and serials on a paper of goods, and the number of the paper as bars to scan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from lsn_desktop.domain.messages import message
from printing.inks.ink import draw_symbol
from printing.papers.paper_parts import BODY, CAPTION, MONO, TITLE, WIDTH, ink, table
from printing.symbology import symbols

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_MODULE, _HIGH = 0.33, 11.0  # mm: of a module, and of the bars
_QUIET = 10  # modules
_GAP = 3  # characters between two codes
_MOST_IN_ROW = 420  # characters of one row, which is never cut in two


@dataclass(frozen=True, slots=True)
class Goods:
    """A lot, or serials with one lot, expiry, place and case; texts as they are shown."""

    item: str
    sku: str
    codes: tuple[str, ...]
    lot: str = ""
    expires: str = ""
    place: str = ""
    case: str = ""
    quantity: str = ""
    note: str = ""


def parts_of(codes: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Serials in rows that a page holds, in their order."""
    row: list[str] = []
    room = _MOST_IN_ROW
    for code in codes:
        if row and room < len(code):
            yield tuple(row)
            row, room = [], _MOST_IN_ROW
        row.append(code)
        room -= len(code) + _GAP
    if row:
        yield tuple(row)


def item_cell(item: str, sku: str, width: float, note: str = "") -> Flowable:
    """An item with its number below, and what is to be said of it."""
    small = [[ink(text, CAPTION)] for text in (sku, note) if text]
    return table([[ink(item, BODY)], *small], [width - 3 * mm])


def codes_cell(goods: Goods, width: float) -> Flowable:
    """A lot; or serials one after another, below the lot they are of."""
    codes = ",  ".join(goods.codes) or "-"
    rows: list[list[Flowable]] = [[ink(codes, MONO)]]
    if goods.lot and goods.lot not in goods.codes:
        rows.insert(0, [ink(str(message("Lot {lot}", lot=goods.lot)), CAPTION)])
    return table(rows, [width - 3 * mm])


def titled(title: str, number: str, under: Iterable[str] = ()) -> Flowable:
    """The title of a paper, and its number in bars at the right: one scan opens it again."""
    bars = Bars(number)
    words: list[Flowable] = [ink(title, TITLE)]
    for line in under:
        words += [Spacer(0, 1 * mm), ink(line, BODY)]
    made = table([[words, bars]], [WIDTH - bars.wide, bars.wide])
    made.setStyle([("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
    return made


class Bars(Flowable):
    """A number as Code 128, its quiet zone around it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._symbol = symbols.plain("code128", text)
        self.wide = (self._symbol.columns + _QUIET) * _MODULE * mm

    def wrap(self, _room: float, _high: float) -> tuple[float, float]:
        return self.wide, _HIGH * mm

    def draw(self) -> None:
        draw_symbol(self.canv, self._symbol, (_QUIET * _MODULE, 0), _MODULE, height=_HIGH)
