"""What the Make page asks the database: what is to be made, and what is on a build."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.services.builds import proposing
from lsn_desktop.storage import builds, documents, part_of, receipts, work_orders

if TYPE_CHECKING:
    from datetime import date

    from lsn_desktop.services.builds.proposing import ToFetch
    from lsn_desktop.storage.builds import Build, Need, OnDrafts
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.part_of import BuildLine, Tied
    from lsn_desktop.storage.receipts import ScanShown
    from lsn_desktop.storage.transactions import Database
    from lsn_desktop.storage.work_orders import WorkOrder


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be made: open builds, released orders, and what was built last."""

    drafts: list[Build]
    orders: list[WorkOrder]
    recent: list[Build]


@dataclass(frozen=True, slots=True)
class OnBuild:
    """A build with its scans, what went in and came out, and what is still to be fetched."""

    head: Document
    order: WorkOrder
    needs: list[Need]
    fetch: list[ToFetch]
    drafts: OnDrafts
    scans: list[ScanShown]
    lines: list[BuildLine]
    ties: list[Tied]
    reversed_by: str

    @property
    def outputs(self) -> list[BuildLine]:
        """What came out of it, good or scrapped at once."""
        return [line for line in self.lines if line.comes_out]

    @property
    def good(self) -> list[BuildLine]:
        """What came out of it and is good."""
        return [line for line in self.outputs if not line.is_scrap]

    @property
    def components(self) -> list[BuildLine]:
        """What went in."""
        return [line for line in self.lines if line.goes_in]

    @property
    def must_be_tied(self) -> set[int]:
        """The items of which each must be tied to an output."""
        return {need.item_id for need in self.needs if need.part_of}

    def loose(self) -> list[tuple[BuildLine, int]]:
        """Components of which something is tied to nothing, and how much.

        Only those that must be tied, or are tied in part: of others all is known that can be.
        """
        tied: Counter[int] = Counter()
        for each in self.ties:
            tied[each.component_line] += each.quantity
        return [
            (line, line.quantity - tied[line.id])
            for line in self.components
            if line.quantity > tied[line.id]
            and (tied[line.id] or line.item_id in self.must_be_tied)
        ]


def choice(database: Database) -> Choice:
    """All there is to choose from."""
    with database.reading() as connection:
        return Choice(
            builds.drafts(connection),
            work_orders.to_make(connection),
            builds.recent(connection),
        )


def on_build(database: Database, document_id: int, on: date) -> OnBuild:
    """A build as the dock, or the summary of a posted one, shows it."""
    with database.reading() as connection:
        head = documents.by_id(connection, document_id)
        order_id = head.work_order_id or 0
        order = work_orders.by_id(connection, order_id)
        is_open = head.status == "draft"
        back = documents.reversed_by(connection, document_id)
        return OnBuild(
            head,
            order,
            builds.needs(connection, order_id, order.kind),
            proposing.of_order(connection, order_id, on) if is_open else [],
            builds.on_drafts(connection, order_id),
            receipts.scans(connection, document_id),
            part_of.lines(connection, document_id),
            part_of.ties(connection, document_id),
            back.number if back else "",
        )


def lsns_of(database: Database, document_id: int, wanted: set[int]) -> list[tuple[int, int]]:
    """Some lines of a build with the lot or serial of each."""
    with database.reading() as connection:
        lines = part_of.lines(connection, document_id)
    return [(line.id, line.lsn_id) for line in lines if line.id in wanted]
