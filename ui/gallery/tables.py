"""The one table: filters and their chips, columns chosen, a million rows."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lsn_desktop.domain.filters import Between, Contains, OneOf
from lsn_desktop.storage.marks import Marks
from ui.gallery.kit import framed
from ui.gallery.office import demo_company, desk_of
from ui.page import PageHead, PlainPage
from ui.parts.card import Card
from ui.parts.empty_state import EmptyState
from ui.screens.lsns.screen import LsnsScreen
from ui.tables.rows_model import Column
from ui.tables.table import Table
from ui.tables.table_view import TableView
from ui.tasks import Inline

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.parts.theme import Theme
    from ui.tables.row_sources import Wanted

_EVERY = 9  # columns of lots and serials, beside those of families
_MANY = 1_000_000
_DAY = date(2026, 11, 26)


class Lot(NamedTuple):
    """One of very many."""

    number: int

    @property
    def expiry(self) -> date:
        return _DAY + timedelta(days=self.number * 7 % 1000)


class ManyRows(PlainPage):
    """A list as long as any, gone to its end."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("LSNs", "lsns")
        columns = (
            Column[Lot]("Code", lambda lot: f"L{lot.number:07d}", "code", mono=True, width=190),
            Column[Lot]("Item", lambda lot: f"Syringe {lot.number % 500} ml"),
            Column[Lot]("Expires", lambda lot: str(lot.expiry), "expiry", width=160),
            Column[Lot]("On hand", lambda lot: f"{lot.number % 90} pcs", right=True, width=140),
        )
        empty = EmptyState(theme, "lsns", "No lots yet", "Receive some.")
        self.table: Table[Lot] = Table("lots", "Lots and serials", columns, theme, empty)
        card = Card()
        card.add(self.table, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        rows.addWidget(PageHead("Lots and serials", "Type to find, Enter opens"))
        rows.addWidget(card, 1)

    def shown(self) -> None:
        self.table.fetch_from(_fetch, Inline(), _survey)
        self.table.view.end_wanted.emit()


def _fetch(wanted: Wanted[Lot]) -> Sequence[Lot]:
    last = wanted.after.number if wanted.after else -1
    begin = (wanted.mark[1] if wanted.mark else last) + 1
    return [Lot(number) for number in range(begin, min(begin + wanted.count, _MANY))]


def _survey(wanted: Wanted[Lot]) -> Marks:
    ends = range(wanted.count - 1, _MANY - 1, wanted.count)
    return Marks(_MANY, tuple((at, at) for at in ends))


def _many(theme: Theme) -> QWidget:
    page = ManyRows(theme)
    window = framed(theme, "lsns", page)
    page.shown()
    return window


def _lots(theme: Theme, then: Callable[[Table[object]], object]) -> QWidget:
    screen = LsnsScreen(desk_of(demo_company(), theme))
    window = framed(theme, "lsns", screen)
    view = screen.findChild(TableView, "lsns.table")
    table = view.parent() if view is not None else None
    if isinstance(table, Table):
        then(table)
    return window


def _filtered(table: Table[object]) -> None:
    table.filters.put(
        Contains("item", "milk"),
        OneOf("status", frozenset({"available", "held"})),
        Between("expiry", date(2026, 1, 1), date(2027, 12, 31)),
    )


def _asking(table: Table[object]) -> None:
    _filtered(table)
    table.filters.ask("expiry")


def _ticking(table: Table[object]) -> None:
    table.filters.ask("status")


def _nothing(table: Table[object]) -> None:
    table.filters.put(Contains("code", "no such lot"))


def _chosen(table: Table[object]) -> None:
    count = _EVERY
    table.columns.choose(count - 4, shown=False)
    for at in range(count - 3, count):
        table.columns.choose(at, shown=True)
    table.view.horizontalHeader().moveSection(2, 0)


def _fields(table: Table[object]) -> None:
    """Fields of dairy goods, where one of them is met."""
    table.reset()
    for name in ("Vendor", "On hand"):
        _choose(table, name, shown=False)
    for name in ("Fat content %", "Organic"):
        _choose(table, name, shown=True)
    table.filters.put(OneOf("field:Organic", frozenset({"yes"})))
    table.filters.put(Between("field:Fat content %", Decimal("3.5"), None))


def _choose(table: Table[object], name: str, *, shown: bool) -> None:
    titles = [table.columns.title(at) for at in range(table.view.model().columnCount())]
    table.columns.choose(titles.index(name), shown=shown)


def _previewed(table: Table[object]) -> None:
    table.show_preview(on=True)
    table.view.selectRow(1)


PAGES: dict[str, Callable[[Theme], QWidget]] = {
    "table-filters": lambda theme: _lots(theme, _filtered),
    "table-filter-day": lambda theme: _lots(theme, _asking),
    "table-filter-status": lambda theme: _lots(theme, _ticking),
    "table-nothing": lambda theme: _lots(theme, _nothing),
    "table-columns": lambda theme: _lots(theme, _chosen),
    "table-fields": lambda theme: _lots(theme, _fields),
    "table-preview": lambda theme: _lots(theme, _previewed),
    "table-million": _many,
}
