"""Builds: begun for a work order or for so much of an item, filled by scans, posted.

The page and the command line build on these, each ``(tx, ...)``:

* :func:`open_build` makes the draft, :func:`open_for_order` goes on with the one open here;
* ``build_choosing.choose_by_scan`` opens what a scanned number names;
* ``build_scans.build_scan(tx, reading, expected, scan_id)`` takes a scan: a component, an
  output, a place, a pallet; ``build_scans.take_row`` a row chosen from a proposal,
  ``build_answers.answer`` an answer;
* ``build_outputs.number`` numbers so many outputs by our own pattern;
* ``build_ties.tie`` and ``build_ties.untie`` say what is part of what, afterwards;
* ``build_scrap.scrap_line`` lets a line end as scrap;
* ``build_commands.build_command`` does what command barcodes and keys ask: undo, back, post;
* ``storage.builds`` lists them and says what an order still needs, ``storage.part_of.lines``
  and ``ties`` what is on one.

An expectation says by ``making.part_of`` whether components belong to the serial scanned with
them. ``posting.post``, ``posting.reverse``, ``posting.discard`` and ``choosing.take_over`` do
for a build what they do for every document.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.making import Making
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import Expectation
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.builds import work_ordering
from lsn_desktop.services.documents import choosing, drafting
from lsn_desktop.storage import bills, builds, catalogue, counters, documents, work_orders
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from lsn_desktop.domain.making import Put
    from lsn_desktop.domain.outcomes import Outcome
    from lsn_desktop.storage.catalogue import Location
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.transactions import Connection, Tx

KIND = builds.KIND
ORDER = "work order"
"""What the events and the audit trail of a work order are about."""


@dataclass(frozen=True, slots=True)
class OpenBuild:
    """An order for a new build: of a work order, or of so much of an item (on its grid).

    ``kind`` is ``build``, ``disassembly`` or ``rework``, where an item is given.
    ``location_id`` is where what is made goes; None: where the order says, or production.
    """

    uid: str
    work_order_id: int | None = None
    item_id: int | None = None
    quantity: int | None = None
    kind: str = "build"
    location_id: int | None = None


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan on a build: the draft, its work order, what it was met with, its journal row."""

    head: Document
    order: builds.Order
    expected: Expectation
    scan_id: int

    @property
    def now(self) -> Making:
        """From where, what waits, and into what."""
        return self.expected.making or Making()

    def following(self, last_line_id: int | None = None) -> Expectation:
        """What comes after: from where, and what waits, stays; all else is new."""
        return Expectation(
            self.head.id,
            last_line_id=last_line_id,
            settled=self.expected.settled,
            making=replace(self.now, asked=None, scrap=False),
        )

    def asking(self, asked: Outcome, put: Put) -> Outcome:
        """A question about goods, with what the answer will need to know."""
        after = self.following()
        making = replace(after.making or Making(), asked=put)
        return replace(asked, next=replace(after, making=making, question=asked.question))


def begun(tx: Tx, expected: Expectation, scan_id: int) -> Scan:
    """A scan on the build that is open here, which nobody else ends meanwhile.

    Raises:
        Refusal: it is a draft no longer, or another workstation took it over.
    """
    head = drafting.kept_here(tx, expected.document_id)
    builds.keep_order(tx, head.work_order_id or 0)  # what it still needs is counted by one
    return Scan(head, order_of(tx.connection, head), expected, scan_id)


def open_build(tx: Tx, order: OpenBuild) -> int:
    """Make the draft that scans will fill; an order that arrives twice gives the same one.

    Of an item a work order is made with it, by the bill of material in force.

    Raises:
        Refusal: the work order is not released, or there is no place for what is made.
    """
    if known := documents.by_uid(tx.connection, order.uid):
        return known
    order_id = order.work_order_id or _ordered(tx, order)
    found = builds.order(tx.connection, order_id)
    if found.status != "released":
        raise refusal(
            "{number} is {status}: nothing is built for it.",
            "Release it first."
            if found.status == "planned"
            else "Open another order, or build without one.",
            number=found.number,
            status=found.status,
        )
    place_id = order.location_id or found.location_id or usual_place(tx.connection).id
    number = f"BD-{counters.take(tx, KIND):05d}"
    values = {
        "uid": order.uid,
        "kind": KIND,
        "number": number,
        "work_order_id": order_id,
        "location_id": place_id,
    }
    document_id = documents.add(tx, values)
    words = message("Build {number} of {order} begun", number=number, order=found.number)
    tx.entries.append(Entry("begin", words, "document", document_id))
    tx.events.append(Event("document", document_id))
    return document_id


def open_for_order(tx: Tx, order_id: int) -> int:
    """The build for a work order: the draft this workstation has open, or a new one."""
    draft = builds.draft_of(tx.connection, order_id, tx.by.workstation_id)
    return draft or open_build(tx, OpenBuild(tx.uid(), order_id))


def usual_place(connection: Connection) -> Location:
    """Where what is made goes unless another place is said: the first of production."""
    for kinds in (("production",), ("storage",)):
        for place in catalogue.real_locations(connection, kinds):
            return place
    return choosing.usual_place(connection)


def order_of(connection: Connection, head: Document) -> builds.Order:
    """The work order of a build."""
    assert head.work_order_id is not None  # noqa: S101 - every build is of one
    return builds.order(connection, head.work_order_id)


def _ordered(tx: Tx, order: OpenBuild) -> int:
    """A work order made on the way: so much of an item, by its bill."""
    assert order.item_id is not None  # noqa: S101 - one of them is given
    item = catalogue.item_by_id(tx.connection, order.item_id)
    quantity = order.quantity or 10**item.decimals
    bill = None
    if order.kind != "rework":
        of_item = bills.of_item(tx.connection, item.id)
        bill = next((one for one in of_item if one.active), None)
    number = _next_number(tx)
    head: dict[str, object] = {
        "uid": tx.uid(),
        "number": number,
        "kind": order.kind,
        "item_id": item.id,
        "bom_id": bill.id if bill else None,
        "ordered": quantity,
        "status": "released",
        "due_on": None,
        "location_id": order.location_id,
        "note": "",
    }
    needs = work_ordering.needs_by(tx.connection, bill, quantity)
    order_id = work_orders.add(tx, head, needs)
    words = message("Work order {number} made for {item}", number=number, item=item.description)
    tx.entries.append(Entry("create", words, ORDER, order_id))
    tx.events.append(Event(ORDER, order_id))
    return order_id


def _next_number(tx: Tx) -> str:
    while True:
        number = f"WO-{counters.take(tx, ORDER):05d}"
        if builds.order_by_number(tx.connection, number) is None:
            return number
