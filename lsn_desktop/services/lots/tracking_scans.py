"""Scans while tracking is started: a bin is where one stands, a label is what a piece gets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import Outcome, OutcomeKind
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.codes import stated
from lsn_desktop.services.lots import converting
from lsn_desktop.storage import catalogue

if TYPE_CHECKING:
    from datetime import date

    from lsn_desktop.domain.items import Tracking
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.storage.transactions import Tx


@dataclass(frozen=True, slots=True)
class Scanned:
    """A place, or what a label says of a piece: empty where it says nothing."""

    location_id: int | None = None
    lot: str = ""
    serial: str = ""
    expiry: date | None = None


def scanned(
    tx: Tx, reading: Reading, item_id: int, wanted: Tracking
) -> tuple[Outcome, Scanned]:
    """What a scan says; a code without words of its own is a serial, or else a lot.

    Raises:
        Refusal: it is a label of another item, or no code can be made of it.
    """
    text = reading.text.strip()
    place = catalogue.location_by_code(tx.connection, text)
    if place is not None and place.is_real:
        words = message("Next: what stands in {place}", place=place.code)
        return Outcome(OutcomeKind.OK, words), Scanned(location_id=place.id)
    label = stated.facts(tx.connection, reading, 0, "")
    pack = catalogue.item_by_gtin(tx.connection, label.gtin) if label.gtin else None
    of = pack.item.id if pack else label.item_id
    if label.gtin and of != item_id:
        raise refusal(
            "This is a label of {item}.",
            "Scan one of the item whose tracking you start.",
            item=pack.item.description if pack else label.gtin,
        )
    lot, serial = label.lot or "", label.serial or ""
    if not lot and not serial:
        if label.gtin:
            raise refusal(
                "This label names the item, no lot and no serial.",
                "Scan the code that does, or type it.",
            )
        converting.must_be_code(text)
        lot, serial = ("", text) if wanted.by_serial else (text, "")
    words = message("Code {code} for stock that is here", code=serial or lot)
    found = Scanned(None, lot, serial, label.expiry or label.best_before)
    return Outcome(OutcomeKind.OK, words), found
