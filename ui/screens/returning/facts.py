"""What the Return page asks: what waits to go back, who may send back, what is on a return."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from lsn_desktop.domain.filters import OneOf
from lsn_desktop.domain.quantities import off_grid
from lsn_desktop.storage import (
    catalogue,
    documents,
    going_back,
    parties,
    receipts,
    shipments,
)
from ui.scans.scan_words import ExpectedLine

if TYPE_CHECKING:
    from lsn_desktop.storage.catalogue import Party
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.going_back import Return, Waiting
    from lsn_desktop.storage.parties import PartyRow
    from lsn_desktop.storage.receipts import Came, ScanShown
    from lsn_desktop.storage.shipments import Shipment
    from lsn_desktop.storage.transactions import Connection, Database


_MOST_CUSTOMERS = 2000
_RECENT = 10


@dataclass(frozen=True, slots=True)
class PostedReturn:
    """A return that was posted: to whom, or from whom."""

    id: int
    number: str
    party: str
    reversed: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be returned: open returns, suppliers whose goods wait, suppliers, customers.

    ``coming`` are the open returns of customers.
    """

    drafts: list[Return]
    waiting: list[Waiting]
    recent: list[PostedReturn]
    vendors: list[Party]
    coming: list[Shipment]
    customers: list[PartyRow]


@dataclass(frozen=True, slots=True)
class OnReturn:
    """A return with its scans, what goes back on it, and what else waits to go back."""

    head: Document
    scans: list[ScanShown]
    goes: list[Came]
    waiting: list[Waiting]
    taken: Counter[int]  # on this return, by LSN, on the item's grid
    reversed_by: str

    @property
    def party(self) -> str:
        """The supplier, or the customer."""
        return self.head.party or "-"

    @property
    def is_customers(self) -> bool:
        """Whether goods come back from a customer, rather than go back to a supplier."""
        return self.head.kind == shipments.CUSTOMER_RETURN

    def lines(self) -> list[ExpectedLine]:
        """What waits with how much of it is on the return; then what else is on it."""
        waits = [
            ExpectedLine(
                f"lsn {each.lsn_id}",
                " · ".join(filter(None, (each.code, each.item))),
                off_grid(self.taken[each.lsn_id], each.decimals),
                off_grid(each.quantity, each.decimals),
                each.unit,
            )
            for each in self.waiting
        ]
        named = {(each.item, each.code) for each in self.waiting}
        beside = [
            ExpectedLine(
                f"item {each.item_id} {each.code}",
                " · ".join(filter(None, (each.code, each.item))),
                each.quantity,
                None,
                each.unit,
            )
            for each in self.goes
            if (each.item, each.code) not in named
        ]
        return [*waits, *beside]

    def left_of(self, lsn_id: int) -> Decimal | None:
        """How much of a lot or serial that waits is not on the return yet; None if none is."""
        for each in self.waiting:
            left = each.quantity - self.taken[lsn_id]
            if each.lsn_id == lsn_id and left > 0:
                return off_grid(left, each.decimals)
        return None

    def far(self) -> tuple[Decimal, Decimal]:
        """How many of the goods that wait are on the return, of how many."""
        done = sum(1 for each in self.waiting if self.taken[each.lsn_id] >= each.quantity)
        return Decimal(done), Decimal(len(self.waiting))


def choice(database: Database) -> Choice:
    """All there is to choose from."""
    only = [OneOf("roles", frozenset({"customer"}))]
    with database.reading() as connection:
        return Choice(
            going_back.drafts(connection),
            going_back.waiting(connection),
            _recent(connection),
            catalogue.vendors(connection),
            shipments.drafts(connection, shipments.CUSTOMER_RETURN),
            [
                one
                for one in parties.listed(connection, n=_MOST_CUSTOMERS, only=only)
                if one.active
            ],
        )


def _recent(connection: Connection) -> list[PostedReturn]:
    """The returns of both kinds that were posted last, newest first."""
    found = [
        PostedReturn(one.id, one.number, one.vendor, one.reversed)
        for one in going_back.recent(connection)
    ] + [
        PostedReturn(one.id, one.number, one.customer, one.reversed)
        for one in shipments.recent(connection, shipments.CUSTOMER_RETURN, _RECENT)
    ]
    return sorted(found, key=lambda one: one.id, reverse=True)[:_RECENT]


def on_return(database: Database, document_id: int) -> OnReturn:
    """A return as the dock, or the summary of a posted one, shows it."""
    with database.reading() as connection:
        return as_it_is(connection, document_id)


def as_it_is(connection: Connection, document_id: int) -> OnReturn:
    """A return as it is within a transaction."""
    head = documents.by_id(connection, document_id)
    taken: Counter[int] = Counter()
    for line in documents.lines(connection, document_id):
        taken[line.lsn_id] += line.quantity
    back = documents.reversed_by(connection, document_id)
    waiting = []
    is_ours = head.kind == going_back.KIND
    if is_ours and head.status == "draft" and head.party_id is not None:
        waiting = going_back.waiting(connection, head.party_id)
    return OnReturn(
        head,
        receipts.scans(connection, document_id) + receipts.begun_by(connection, document_id),
        receipts.came(connection, document_id),
        waiting,
        taken,
        back.number if back else "",
    )
