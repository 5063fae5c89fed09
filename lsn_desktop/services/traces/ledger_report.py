"""The ledger as a report: what there was, each move, and what there was after it.

about = About(item_id=item.id, since=first, until=last)
for row in ledger_report.rows(connection, about): ...
sheet = ledger_report.sheet(connection, about)          # to be saved or printed
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import mark
from lsn_desktop.domain.quantities import off_grid
from lsn_desktop.services.office.whole_lists import Sheet
from lsn_desktop.storage import catalogue, ledger_pages, lsns

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from lsn_desktop.sheets.values import Value
    from lsn_desktop.storage.ledger_pages import About, LedgerRow
    from lsn_desktop.storage.transactions import Connection

_PAGE = 2_000
_HEADINGS = (
    "on", "document", "kind", "party", "item", "description", "lsn", "from", "to", "quantity",
    "change", "balance", "unit", "user",
)  # fmt: skip


def rows(connection: Connection, about: About) -> Iterator[LedgerRow]:
    """Every move that fits, oldest first; see :mod:`ledger_pages` for whose the balance is."""
    after = None
    while page := ledger_pages.page(connection, about, after, n=_PAGE):
        yield from page
        after = ledger_pages.mark(page[-1])


def opening(connection: Connection, about: About) -> tuple[Decimal, str] | None:
    """What there was before the first day, and its unit; None if it is not of one item."""
    if about.since is None or not about.runs:
        return None
    item_id = about.item_id
    if about.lsn_id is not None:
        item_id = lsns.by_id(connection, about.lsn_id).item_id
    item = catalogue.item_by_id(connection, item_id or 0)
    return off_grid(ledger_pages.opening(connection, about), item.decimals), item.unit


def sheet(connection: Connection, about: About) -> Sheet:
    """The whole report as a table; it begins with what there was before."""
    found: list[tuple[Value, ...]] = []
    before = opening(connection, about)
    if before is not None:
        words = (about.since, "", "opening", *[""] * 6, None, None, before[0], before[1], "")
        found.append(words)
    found.extend(
        (
            row.on, row.document, row.kind, row.party or "", row.sku, row.item, row.lsn,
            row.from_place, row.to_place, off_grid(row.quantity, row.decimals),
            off_grid(row.change, row.decimals), off_grid(row.balance, row.decimals), row.unit,
            row.user,
        )
        for row in rows(connection, about)
    )  # fmt: skip
    return Sheet(mark("Ledger"), _HEADINGS, found)
