"""The rows of the ledger: each move with the balance after it, newest first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.quantities import off_grid
from lsn_desktop.storage import ledger_pages
from lsn_desktop.storage.ledger_pages import About, LedgerRow
from ui.dock.document_kinds import kind_words
from ui.parts.empty_state import EmptyState
from ui.parts.text import quantity_text
from ui.tables.listing import Listing
from ui.tables.rows_model import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lsn_desktop.storage.marks import Marks
    from ui.desk import Desk
    from ui.tables.row_sources import Wanted

_TOUCHED = frozenset({"stock", "document"})


class LedgerTable(Listing[LedgerRow]):
    """Page by page from either end; what it is of is asked whenever a page is."""

    can_find = False  # it is narrowed above it, by things and not by words

    def __init__(self, desk: Desk, about: Callable[[], About]) -> None:
        self._fetch_page = partial(_fetch, desk, about)
        self._survey_pages = partial(_survey, desk, about)
        super().__init__(
            desk,
            "ledger.table",
            _("Ledger"),
            _columns(),
            EmptyState(
                desk.theme,
                "timeline",
                _("Nothing moved"),
                _("Take back one of the things it is narrowed to, or ask for more days."),
            ),
            (self._fetch_page, _TOUCHED),
            self._survey_pages,
        )

    def begin(self) -> None:
        """From the newest move on, because it is of something else now."""
        self.fetch_from(self._fetch_page, self._desk.lanes, self._survey_pages)


def amount(row: LedgerRow, quantity: int, *, sign: bool = False) -> str:
    """A quantity of a row's item, with its unit."""
    plus = "+" if sign and quantity > 0 else ""
    return f"{plus}{quantity_text(off_grid(quantity, row.decimals))} {row.unit}"


def _columns() -> tuple[Column[LedgerRow], ...]:
    return (
        Column[LedgerRow](
            _("On"), lambda row: row.on.isoformat(), "on", width=104, value=lambda row: row.on
        ),
        Column[LedgerRow](_("Document"), _document, width=176),
        Column[LedgerRow](_("Item"), lambda row: row.item),
        Column[LedgerRow](_("Lot or serial"), lambda row: row.lsn, mono=True, width=128),
        Column[LedgerRow](_("From"), lambda row: _place(row.from_place, row), width=112),
        Column[LedgerRow](_("To"), lambda row: _place(row.to_place, row), width=112),
        Column[LedgerRow](
            _("Change"),
            lambda row: amount(row, row.change, sign=True) if row.change else "",
            right=True,
            width=98,
            value=lambda row: off_grid(row.change, row.decimals),
        ),
        Column[LedgerRow](
            _("Balance"),
            lambda row: amount(row, row.balance),
            right=True,
            width=98,
            value=lambda row: off_grid(row.balance, row.decimals),
        ),
        Column[LedgerRow](_("User"), lambda row: row.user, width=96),
        Column[LedgerRow](_("Party"), lambda row: row.party or "", width=150, extra=True),
        Column[LedgerRow](_("SKU"), lambda row: row.sku, mono=True, width=110, extra=True),
        Column[LedgerRow](
            _("Quantity"), lambda row: amount(row, row.quantity), right=True, width=104,
            extra=True, value=lambda row: off_grid(row.quantity, row.decimals),
        ),
    )  # fmt: skip


def _document(row: LedgerRow) -> str:
    kind = kind_words(row.kind)
    if row.reversal:
        return str(message(_("{document} reverses a {kind}"), document=row.document, kind=kind))
    return f"{row.document} · {kind}"


def _place(code: str, row: LedgerRow) -> str:
    """A place as people call it; goods from nowhere of ours came from a party."""
    if not code.startswith("~"):
        return code
    beyond = code.removeprefix("~")
    named = row.party if beyond in ("supplier", "customer") else None
    return named or beyond.capitalize()


def _is_newest_first(wanted: Wanted[LedgerRow]) -> bool:
    return wanted.descending or not wanted.sort


def _fetch(
    desk: Desk, about: Callable[[], About], wanted: Wanted[LedgerRow]
) -> Sequence[LedgerRow]:
    back = _is_newest_first(wanted)
    after = wanted.mark
    if wanted.after is not None:
        after = ledger_pages.mark(wanted.after, descending=back)
    with desk.program.database.reading() as connection:
        return ledger_pages.page(connection, about(), after, n=wanted.count, descending=back)


def _survey(desk: Desk, about: Callable[[], About], wanted: Wanted[LedgerRow]) -> Marks:
    back = _is_newest_first(wanted)
    with desk.program.database.reading() as connection:
        return ledger_pages.survey(connection, about(), n=wanted.count, descending=back)
