"""Why goods cannot go on a shipment: not here, not so many, elsewhere, or others have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import mark
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.documents.stopping import named
from lsn_desktop.storage import documents, lsns, promised, shipped, standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.domain.items import Item
    from lsn_desktop.domain.refusals import Refusal
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.lsns import Lsn
    from lsn_desktop.storage.pickable import Stand
    from lsn_desktop.storage.transactions import Connection, Tx

_NAMED = 4  # places


def nowhere(connection: Connection, item: Item, lsn: Lsn) -> Refusal:
    """The refusal of goods of which nothing is on hand: it says what became of them."""
    name = f"{item.description} {lsn.code}".strip()
    if lsns.serials_of(connection, lsn.id):
        return refusal(
            "{code} is a lot of serials.", "Scan the serial of each piece.", code=lsn.code
        )
    if draft := documents.draft_with(connection, lsn.id):
        return refusal(
            "{goods} is on {number}, which is not posted yet.",
            "Post that first.",
            goods=name,
            number=draft[0],
        )
    if gone := shipped.holders(connection, lsn.id):
        return refusal(
            "{goods} left with {number}, to {customer}.",
            "Scan other goods; what came back is put on a customer's return first.",
            goods=name,
            number=gone[0].shipment,
            customer=gone[0].customer,
        )
    return refusal(
        "Nothing of {goods} is on hand.", "Receive it first, or scan other goods.", goods=name
    )


def is_on(connection: Connection, head: Document, lsn: Lsn) -> bool:
    """Whether a serial is on the shipment already."""
    return any(one.document_id == head.id for one in promised.of_lsn(connection, lsn.id))


def not_in(connection: Connection, stands: Sequence[Stand], place_id: int) -> Refusal:
    """The refusal of goods that are not where they are taken from; it says where they are."""
    where = dict.fromkeys(f"{one.place} ({_amount(one, one.on_hand)})" for one in stands)
    return refusal(
        "{goods} is not in {place}: it is in {where}.",
        "Scan the place it is taken from, then the goods.",
        goods=named(stands[0]),
        place=standing.spot(connection, place_id).code,
        where=", ".join(list(where)[:_NAMED]),
    )


def in_quarantine(stand: Stand) -> Refusal:
    """The refusal of goods that stand in quarantine."""
    return refusal(
        "{goods} stands in {place}: nothing is shipped from quarantine.",
        "Move it out first, when Quality says it is good.",
        goods=named(stand),
        place=stand.place,
    )


def too_few(tx: Tx, head: Document, there: Sequence[Stand], wanted: int) -> Refusal:
    """The refusal of more than may be taken: who has the rest, if others have."""
    first = there[0]
    # Another station may have been quicker than what was read: ask again who has it.
    others = [
        one
        for one in promised.of_lsn(tx.connection, first.lsn_id)
        if one.document_id != head.id and one.place_id in {stand.place_id for stand in there}
    ]
    if others:
        many = sum(one.quantity for one in others if one.document_id == others[0].document_id)
        said = mark("{many} {unit} of {goods} are promised to {number}, at {station}.")
        if first.lsn_kind == "serial":
            said = mark("{goods} is promised to {number}, at {station}.")
        return refusal(
            said,
            "Take another lot or serial, or have it taken back there.",
            many=plain(off_grid(many, first.decimals)),
            unit=first.unit,
            goods=named(first),
            number=others[0].number,
            station=others[0].workstation,
        )
    free = sum(one.available for one in there)
    said = mark("Of {goods} only {most} may be taken, not {wanted}.")
    if not free:
        said = mark("All of {goods} is on {number} already.")
    return refusal(
        said,
        "Count again; set the right number, then scan it.",
        goods=named(first),
        most=_amount(first, free),
        wanted=_amount(first, wanted),
        number=head.number,
    )


def _amount(stand: Stand, quantity: int) -> str:
    return f"{plain(off_grid(quantity, stand.decimals))} {stand.unit}"
