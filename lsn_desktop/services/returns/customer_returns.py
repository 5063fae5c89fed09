"""What customers send back: into quarantine, and only what they got and still have.

* :func:`open_return`, :func:`open_for`: the draft, in the place where it waits for Quality;
* ``customer_return_scans.choose_by_scan`` opens the return a scan is about,
  ``customer_return_scans.return_scan`` takes a scan on it, ``.answer`` an answer;
* ``return_commands.return_command`` undoes, goes back, asks why, and posts;
* ``storage.shipments.drafts(connection, "customer return")`` and ``.recent`` list them;
  ``storage.shipped.holders`` tells who has what.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.messages import mark, message
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.shipments import shipping
from lsn_desktop.storage import (
    catalogue,
    counters,
    documents,
    ledger,
    lsns,
    shipments,
    shipped,
)
from lsn_desktop.storage.audit_chain import Entry
from lsn_desktop.storage.documents import NewLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.domain.items import Item
    from lsn_desktop.domain.refusals import Refusal
    from lsn_desktop.storage.catalogue import Location
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.lsns import Lsn
    from lsn_desktop.storage.shipped import Holder
    from lsn_desktop.storage.transactions import Connection, Tx

KIND = shipments.CUSTOMER_RETURN


@dataclass(frozen=True, slots=True)
class OpenReturn:
    """An order for a new return of a customer, into a quarantine place."""

    uid: str
    customer_id: int
    reason: str = ""
    location_id: int | None = None


def open_return(tx: Tx, order: OpenReturn) -> int:
    """Make the draft that scans will fill; an order that arrives twice gives the same one.

    Raises:
        Refusal: it is no customer of ours, or there is no quarantine place.
    """
    if known := documents.by_uid(tx.connection, order.uid):
        return known
    shipping.must_be_customer(tx, order.customer_id)
    number = f"CR-{counters.take(tx, KIND):05d}"
    document_id = documents.add(
        tx,
        {
            "uid": order.uid,
            "kind": KIND,
            "number": number,
            "party_id": order.customer_id,
            "location_id": order.location_id or usual_place(tx.connection).id,
            "reason": order.reason.strip(),
        },
    )
    words = message("Return {number} begun", number=number)
    tx.entries.append(Entry("begin", words, "document", document_id))
    tx.events.append(Event("document", document_id))
    return document_id


def open_for(tx: Tx, customer_id: int, reason: str = "") -> int:
    """The return of a customer: the draft this workstation has open, or a new one."""
    draft = shipments.draft_for(tx.connection, tx.by.workstation_id, customer_id, kind=KIND)
    uid = tx.uid()
    return draft or open_return(tx, OpenReturn(uid, customer_id, reason))


def usual_place(connection: Connection) -> Location:
    """Where returned goods wait unless another quarantine place is scanned.

    Raises:
        Refusal: there is none.
    """
    for found in catalogue.real_locations(connection, ("quarantine",)):
        return found
    raise refusal(
        "There is no place for goods that come back.",
        "Make a quarantine place in Settings first.",
    )


def put_back(tx: Tx, head: Document, lsn: Lsn, quantity: int, scan_id: int | None) -> int:
    """Put so much of an LSN on a customer's return: its line.

    Raises:
        Refusal: the customer never got it, or not so much of it, or it came back already.
    """
    lsns.keep(tx, lsn.id)  # another station may be scanning it at this moment
    item = catalogue.item_by_id(tx.connection, lsn.item_id)
    assert head.party_id is not None  # noqa: S101 - a return is somebody's
    assert head.location_id is not None  # noqa: S101 - and it goes to a place
    holders = shipped.holders(tx.connection, lsn.id)
    theirs = next((one for one in holders if one.customer_id == head.party_id), None)
    if theirs is None:
        raise _not_theirs(tx.connection, head, item, lsn, holders)
    coming, number = shipped.coming_back(tx.connection, lsn.id, head.party_id)
    left = theirs.quantity - coming
    if quantity > left:
        raise _too_many(head, item, lsn, (left, quantity), number)
    line = NewLine(
        uid=tx.uid(),
        item_id=item.id,
        lsn_id=lsn.id,
        from_location_id=catalogue.virtual_location(tx.connection, "customer"),
        to_location_id=head.location_id,
        quantity=quantity,
        scan_id=scan_id,
    )
    added = documents.add_line(tx, head.id, line)
    assert added is not None  # noqa: S101 - the return is kept a draft
    words = message("Line {line} comes back from {customer}", line=added[0],
                    customer=head.party or "-")  # fmt: skip
    tx.entries.append(Entry("scan", words, "document", head.id, added[1]))
    tx.events.append(Event("document", head.id))
    return added[0]


def _not_theirs(
    connection: Connection, head: Document, item: Item, lsn: Lsn, holders: Sequence[Holder]
) -> Refusal:
    name = f"{item.description} {lsn.code}".strip()
    if lsns.serials_of(connection, lsn.id):
        return refusal(
            "{code} is a lot of serials.", "Scan the serial of each piece.", code=lsn.code
        )
    if holders:
        return refusal(
            "{goods} went to {others} with {number}, not to {customer}.",
            "Open the return of {others}, or find out how it came to {customer}.",
            goods=name,
            others=", ".join(one.customer for one in holders),
            number=holders[0].shipment,
            customer=head.party or "-",
        )
    places = [one.location for one in ledger.places(connection, lsn.id)]
    if places:
        return refusal(
            "{goods} is here, in {places}: no customer has any of it.",
            "Check the label: another piece may have the same number.",
            goods=name,
            places=", ".join(dict.fromkeys(places)),
        )
    return refusal("No customer has any of {goods}.", "Check the label.", goods=name)


def _too_many(
    head: Document, item: Item, lsn: Lsn, left_and_wanted: tuple[int, int], number: str
) -> Refusal:
    left, wanted = (plain(off_grid(one, item.decimals)) for one in left_and_wanted)
    said = mark("{customer} has {left} {unit} of {goods}, not {wanted}.")
    if not left_and_wanted[0]:
        said = mark("All that {customer} has of {goods} is on {number} already.")
    return refusal(
        said,
        "Count again; set the right number, then scan it.",
        customer=head.party or "-",
        left=left,
        wanted=wanted,
        unit=item.unit,
        goods=f"{item.description} {lsn.code}".strip(),
        number=number or head.number,
    )
