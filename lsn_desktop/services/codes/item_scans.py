"""Scans on the office pages of items and orders: a GTIN for an item, an item for an order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import Outcome, OutcomeKind
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.codes import own_codes
from lsn_desktop.storage import catalogue
from lsn_desktop.storage.catalogue import ONE, Pack

if TYPE_CHECKING:
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.storage.transactions import Tx

_NAMED = 60  # characters of a code that are said back


def gtin_of_item(tx: Tx, reading: Reading, item_id: int | None) -> tuple[Outcome, str]:
    """The 14-digit GTIN on goods, for the item on the page; None is an item not stored yet.

    Raises:
        Refusal: the code carries no GTIN or a wrong one, or another item has it.
    """
    gtin = reading.gtin or reading.content_gtin
    if gtin is None and reading.grave:
        raise refusal(
            "This label cannot be right. {flaw}",
            "Scan it again, or another barcode of the same goods.",
            flaw=reading.grave[0].message,
        )
    if gtin is None:
        raise refusal(
            "{code} carries no GTIN.",
            "Scan an EAN, UPC or GS1 code with (01); another number goes to Other numbers.",
            code=reading.text[:_NAMED],
        )
    known = catalogue.item_by_gtin(tx.connection, gtin)
    if known and known.item.id != item_id:
        raise refusal(
            "{gtin} is {item} already.",
            "Look that item up; one GTIN is one item.",
            gtin=gtin,
            item=known.item.description,
        )
    return Outcome(OutcomeKind.OK, message("GTIN {gtin} for an item", gtin=gtin)), gtin


def item_to_order(tx: Tx, reading: Reading) -> tuple[Outcome, Pack]:
    """The item a code names, by GTIN, SKU or another number, and what one pack holds.

    Raises:
        Refusal: no item of ours has this code.
    """
    ours = own_codes.own(tx.connection, reading.text.strip(), folded=False)
    pack = Pack(ours.item, ONE) if ours.item else ours.pack
    gtin = reading.gtin or reading.content_gtin
    if pack is None and gtin:
        pack = catalogue.item_by_gtin(tx.connection, gtin)
    if pack is None:
        raise refusal(
            "{code} is none of our items.",
            "Type the item's name, or make the item first.",
            code=reading.text[:_NAMED],
        )
    words = message("{item} for an order", item=pack.item.description)
    return Outcome(OutcomeKind.OK, words), pack
