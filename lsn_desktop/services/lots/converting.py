"""What renaming, merging and splitting share: refusals, and goods that change their lot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import Outcome, OutcomeKind
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.services.codes import own_codes
from lsn_desktop.services.costs import costing
from lsn_desktop.services.documents import posting
from lsn_desktop.storage import catalogue, counters, documents, ledger, lsn_changes, lsns
from lsn_desktop.storage.audit_chain import Entry
from lsn_desktop.storage.documents import NewLine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lsn_desktop.domain.items import Item
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.storage.lsns import Lsn
    from lsn_desktop.storage.transactions import Connection, Tx


Where = tuple[int, int | None]
"""A place, and the pallet or case there that goods are in."""


def must_be_given(reason: str, code: str) -> None:
    """A change of a name stands in the history with its reason.

    Raises:
        Refusal: no reason is given.
    """
    if not reason.strip():
        raise refusal(
            "A change of {code} needs a reason.", "Say what was wrong with it.", code=code
        )


def must_be_current(connection: Connection, lsn: Lsn) -> None:
    """Only what is there by its own name is changed.

    Raises:
        Refusal: it has no name of its own, or was merged into another.
    """
    if lsn.kind is LsnKind.BULK:
        raise refusal(
            "This item is not tracked by lot or serial: there is nothing to change.",
            "Change the item itself instead.",
        )
    into = lsn_changes.merged_into(connection, lsn.id)
    if into is not None:
        raise refusal(
            "{code} was merged into {into}.",
            "Change {into} instead; to undo the merge, split {code} off it again.",
            code=lsn.code,
            into=lsns.by_id(connection, into).code,
        )


def must_be_code(code: str) -> None:
    """A new code is one that can be scanned.

    Raises:
        Refusal: it is not.
    """
    if not code or len(code) > own_codes.LONGEST or own_codes.has_controls(code):
        raise refusal(
            "This is no code that can be scanned.",
            "Scan or type it: up to {most} characters.",
            most=own_codes.LONGEST,
        )


def taken(lsn: Lsn, code: str, item: Item) -> Refusal:
    """Why a code cannot be a second one's."""
    if lsn.code == code:
        return refusal(
            "{code} of {item} is there already.",
            "Two cannot have one code. If both are the same lot, merge them.",
            code=code,
            item=item.description,
        )
    return refusal(
        "{code} is a former code of {other}.",
        "Take it off the other codes of {other} first.",
        code=code,
        other=lsn.code,
    )


def convert(
    tx: Tx, kind: str, ends: tuple[Lsn, Lsn], places: Mapping[Where, int], reason: str
) -> int | None:
    """Let so much in each place be of another lot from now on; the document that says so.

    The goods stay where they are, packed as they are: each quantity goes to the place of
    conversions under one code and comes back under the other. None where nothing stands
    anywhere.
    """
    if not places:
        return None
    between = catalogue.virtual_location(tx.connection, "conversion")
    number = f"CV-{counters.take(tx, 'conversion'):05d}"
    head: dict[str, object] = {
        "uid": tx.uid(),
        "kind": "adjustment",
        "number": number,
        "reason": reason.strip(),
    }
    document_id = documents.add(tx, head)
    component, output = ends
    for (place, unit_id), quantity in places.items():
        out = NewLine(
            tx.uid(), component.item_id, component.id, place, between, quantity,
            from_unit_id=unit_id,
        )  # fmt: skip
        into = NewLine(
            tx.uid(), output.item_id, output.id, between, place, quantity,
            to_unit_id=unit_id,
        )  # fmt: skip
        documents.add_line(tx, document_id, out)
        documents.add_line(tx, document_id, into)
    posting.post(tx, document_id)
    total = sum(places.values())
    lsn_changes.add_edge(tx, kind, document_id, (component.id, output.id), total)
    costing.carry_on(tx, document_id, component.id)
    ledger.follow_holds(tx, output.id)
    return document_id


def join_lot(tx: Tx, serials: list[int], lot: Lsn, into: Lsn) -> None:
    """Let serials of one lot be of another: a membership, no move."""
    for serial_id in serials:
        serial = lsns.by_id(tx.connection, serial_id)
        lsns.change(tx, serial_id, {"lot_id": into.id})
        words = message(
            "Lot of {code}: {old} > {new}", code=serial.code, old=lot.code, new=into.code
        )
        tx.entries.append(Entry("correct", words, "lsn", serial_id))


def code_scanned(tx: Tx, lsn_id: int, reading: Reading) -> tuple[Outcome, str]:
    """The code a label states for a lot or serial of the same item, else all of it.

    Raises:
        Refusal: the label is one of another item, or no code can be made of it.
    """
    lsn = lsns.by_id(tx.connection, lsn_id)
    pack = catalogue.item_by_gtin(tx.connection, reading.gtin) if reading.gtin else None
    if pack is not None and pack.item.id != lsn.item_id:
        raise refusal(
            "This is a label of {item}.",
            "Scan one of the item of {code}.",
            item=pack.item.description,
            code=lsn.code,
        )
    stated = reading.serial if lsn.kind is LsnKind.SERIAL else reading.lot
    code = (stated or reading.text).strip()
    must_be_code(code)
    return Outcome(OutcomeKind.OK, message("Code {code} for a lot", code=code)), code
