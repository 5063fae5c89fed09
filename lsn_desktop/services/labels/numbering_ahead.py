"""Numbers and labels before the goods come: reserved, printed, received when they are scanned.

A reserved number is a lot or serial that never came: hidden in the lists until it does. It
stays given whatever becomes of its label, so that no number is ever on two labels.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.codes import own_numbers
from lsn_desktop.services.labels import labelling
from lsn_desktop.services.labels.labelling import OrderLabels, Wanted
from lsn_desktop.storage import catalogue, many_rows, printed
from lsn_desktop.storage.audit_chain import Entry
from lsn_desktop.storage.lsns import Lsn

if TYPE_CHECKING:
    from datetime import date

    from lsn_desktop.domain.items import Item
    from lsn_desktop.storage.transactions import Connection, Tx

MOST = 1_000
"""How many labels are printed ahead at once."""


@dataclass(frozen=True, slots=True)
class NumberAndPrint:
    """So many numbers of an item, and their labels: ``labels`` without what they are of."""

    item_id: int
    count: int
    labels: OrderLabels


def number_and_print(tx: Tx, order: NumberAndPrint) -> int:
    """Reserve the next numbers of an item and order a label of each; returns the print job.

    Ordered twice, it is one job with the same numbers.

    Raises:
        Refusal: the item has neither lots nor serials, or too many are wanted.
    """
    if known := printed.job_by_uid(tx.connection, order.labels.uid):
        return known.id
    item = catalogue.item_by_id(tx.connection, order.item_id)
    kind = kind_of(item)
    if not 1 <= order.count <= MOST:
        raise refusal(
            "{count} labels cannot be printed ahead at once.",
            "Choose from 1 to {most}.",
            count=order.count,
            most=MOST,
        )
    numbers = own_numbers.take_for(tx, item, order.count, serial=kind is LsnKind.SERIAL)
    reserved = many_rows.add_lsns(tx, [_reserved(item, kind, number) for number in numbers])
    words = message(
        "Numbers {first} to {last} of {item} reserved",
        first=numbers[0],
        last=numbers[-1],
        item=item.description,
    )
    tx.entries.append(Entry("reserve", words, "item", item.id))
    for lsn in reserved:
        said = message("{code} of {item} reserved", code=lsn.code, item=item.description)
        tx.entries.append(Entry("reserve", said, "lsn", lsn.id))
    tx.events.append(Event("item", item.id))
    fields = labelling.fields_of(tx.connection, Wanted(reserved[0].id), tx.by.on)
    wanted = [
        Wanted(lsn.id, fields=fields | _numbered(kind, number))
        for lsn, number in zip(reserved, numbers, strict=True)
    ]
    return labelling.order_labels(tx, replace(order.labels, wanted=wanted))


def kind_of(item: Item) -> LsnKind:
    """What is numbered of an item: its pieces, or else its lots.

    Raises:
        Refusal: it has neither.
    """
    if item.tracking.by_serial:
        return LsnKind.SERIAL
    if item.tracking.by_lot:
        return LsnKind.LOT
    raise refusal(
        "{item} has neither lots nor serials.",
        "Change how it is told apart first.",
        item=item.description,
    )


def sample(connection: Connection, item_id: int, on: date) -> dict[str, str]:
    """What the first label would show, to be looked at before any number is taken."""
    item = catalogue.item_by_id(connection, item_id)
    kind = kind_of(item)
    (number,) = own_numbers.coming(connection, item, on, serial=kind is LsnKind.SERIAL)
    said = labelling.item_fields(connection, item) | _numbered(kind, number)
    return said | {"today": on.isoformat()}


def _numbered(kind: LsnKind, number: str) -> dict[str, str]:
    return {"lsn": number, ("serial" if kind is LsnKind.SERIAL else "lot"): number}


def _reserved(item: Item, kind: LsnKind, number: str) -> Lsn:
    return Lsn(
        id=0,
        item_id=item.id,
        kind=kind,
        scope="",
        code=number,
        lot_id=None,
        expiry=None,
        best_before=None,
        production=None,
        vendor_id=None,
        held_whole=False,
    )
