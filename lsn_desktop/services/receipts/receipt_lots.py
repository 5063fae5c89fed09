"""The lot and serial a received label names, made when they are new."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import Asks
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.services.lots import holding
from lsn_desktop.storage import catalogue, documents, ledger, lsns
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from datetime import date

    from lsn_desktop.domain.items import Item
    from lsn_desktop.domain.label_in_progress import LabelInProgress
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.lsns import Lsn
    from lsn_desktop.storage.transactions import Tx


@dataclass(frozen=True, slots=True)
class Lots:
    """What a label's line moves, with its expiry; or the question that is in the way."""

    lsn: Lsn
    expiry: date | None
    question: Asks | None = None
    known_expiry: date | None = None


def of_label(
    tx: Tx, item: Item, label: LabelInProgress, receipt: Document, settled: frozenset[str]
) -> Lots:
    """The LSN of a label that has its codes; new ones are made in line.

    A question instead, when the expiry is required and unknown, or contradicts what is known;
    nothing is made or changed then.
    """
    scope = scope_of(tx, item, receipt)
    owner_kind, owner_code = owner_of(item, label)
    owner = lsns.find(
        tx.connection, item.id, owner_kind, _scope_of(owner_kind, scope), owner_code
    )
    known = owner.expiry if owner else None
    wanted = label.expiry
    if wanted is None and known is None and _expiry_is_wanted(tx, item, label, owner):
        return Lots(_unmade(item), None, Asks.EXPIRY)
    if wanted is not None and known is not None and wanted != known:
        if "expiry" not in settled:
            return Lots(_unmade(item), wanted, Asks.EXPIRY_CONFLICT, known)
        assert owner is not None  # noqa: S101 - its expiry is known
        _correct_expiry(tx, owner, wanted)
    if owner is None:
        identity = (owner_kind, _scope_of(owner_kind, scope), owner_code)
        owner = _make(tx, item, identity, label=label, receipt=receipt)
    else:
        _fill_in(tx, owner, label)
    expiry = wanted or known
    if item.tracking.by_lot and item.tracking.by_serial:
        assert label.serial is not None  # noqa: S101 - a label with all it needs
        serial = lsns.find(tx.connection, item.id, LsnKind.SERIAL, scope, label.serial)
        if serial is None:
            identity = (LsnKind.SERIAL, scope, label.serial)
            serial = _make(tx, item, identity, label=label, receipt=receipt, lot_id=owner.id)
        elif serial.lot_id != owner.id:
            _join_lot(tx, item, serial, owner)
        if owner.held_whole and not serial.held_whole:
            holding.hold_with_lot(tx, serial.id, owner.id)
            serial = lsns.by_id(tx.connection, serial.id)
        return Lots(serial, expiry)
    return Lots(owner, expiry)


def owner_of(item: Item, label: LabelInProgress) -> tuple[LsnKind, str]:
    """Who owns the expiry: the lot where there is one, else the serial, else the bulk."""
    if item.tracking.by_lot:
        return LsnKind.LOT, label.lot or ""
    if item.tracking.by_serial:
        return LsnKind.SERIAL, label.serial or ""
    return LsnKind.BULK, ""


def scope_of(tx: Tx, item: Item, receipt: Document) -> str:
    """Whose lots these are: '' or, by the item's policy, the supplier's."""
    if not item.lot_by_supplier or receipt.party_id is None:
        return ""
    return catalogue.party_by_id(tx.connection, receipt.party_id).code


def _scope_of(kind: LsnKind, scope: str) -> str:
    return "" if kind is LsnKind.BULK else scope


def _unmade(item: Item) -> Lsn:
    return lsns.Lsn(
        0, item.id, LsnKind.LOT, "", "", None, None, None, None, None, held_whole=False
    )


def _make(
    tx: Tx,
    item: Item,
    identity: tuple[LsnKind, str, str],
    *,
    label: LabelInProgress,
    receipt: Document,
    lot_id: int | None = None,
) -> Lsn:
    kind, scope, code = identity
    # A serial of a lot leaves the dates to the lot (the lot owns them).
    dated = lot_id is None and kind is not LsnKind.BULK
    lsn_id = lsns.add(
        tx,
        uid=tx.uid(),
        item_id=item.id,
        kind=kind,
        scope=scope,
        code=code,
        lot_id=lot_id,
        expiry=label.expiry if dated else None,
        best_before=label.best_before if dated else None,
        production=label.production if dated else None,
        vendor_id=receipt.party_id if kind is not LsnKind.BULK else None,
    )
    if kind is not LsnKind.BULK:
        tx.entries.append(created(item, kind, code, lsn_id))
    return lsns.by_id(tx.connection, lsn_id)


def created(item: Item, kind: LsnKind, code: str, lsn_id: int) -> Entry:
    """What the audit trail says of a new lot or serial."""
    words = message("New {kind} {code} of {item}", kind=kind, code=code, item=item.description)
    return Entry("create", words, "lsn", lsn_id)


def _expiry_is_wanted(tx: Tx, item: Item, label: LabelInProgress, owner: Lsn | None) -> bool:
    """Asked once per lot: who received of it before said that there is none."""
    if not item.expiry_required or label.no_expiry:
        return False
    return owner is None or not documents.is_scanned(tx.connection, owner.id)


def _join_lot(tx: Tx, item: Item, serial: Lsn, lot: Lsn) -> None:
    """Give a serial that never came, or went back to its supplier, to the lot on its label."""
    if flaw := lot_flaw(tx, item, serial, lot.code):
        raise flaw
    join_lot(tx, serial, lot)


def lot_flaw(tx: Tx, item: Item, serial: Lsn, lot: str) -> Refusal | None:
    """Why a serial cannot be of the lot on its label, if so: it came as one of another."""
    supplier = catalogue.virtual_location(tx.connection, "supplier")
    if not ledger.came(tx.connection, serial.id, supplier) and not documents.draft_with(
        tx.connection, serial.id
    ):
        return None
    return refusal(
        "Serial {serial} of {item} is of lot {known}, this label says {lot}.",
        "Check the label: two pieces cannot have one serial. Nothing was added.",
        serial=serial.code,
        item=item.description,
        known=_lot_of(tx, serial),
        lot=lot,
    )


def join_lot(tx: Tx, serial: Lsn, lot: Lsn) -> None:
    """Give a serial to another lot."""
    known = _lot_of(tx, serial)
    lsns.change(tx, serial.id, {"lot_id": lot.id})
    words = message("Lot of {code}: {old} > {new}", code=serial.code, old=known, new=lot.code)
    tx.entries.append(Entry("correct", words, "lsn", serial.id))


def _lot_of(tx: Tx, serial: Lsn) -> str:
    return lsns.by_id(tx.connection, serial.lot_id).code if serial.lot_id else ""


def _fill_in(tx: Tx, lsn: Lsn, label: LabelInProgress) -> None:
    """Keep dates a label adds; a scan never erases what is known (invariant 8)."""
    if lsn.kind is LsnKind.BULK:
        return
    new = {
        name: getattr(label, name)
        for name in ("expiry", "best_before", "production")
        if getattr(lsn, name) is None and getattr(label, name) is not None
    }
    if new:
        lsns.change(tx, lsn.id, dict(new))
        for name, value in new.items():
            tx.entries.append(filled_in(lsn, name, value))


def filled_in(lsn: Lsn, name: str, value: date) -> Entry:
    """What the audit trail says of a date that was not known before."""
    words = message("{name} of {code}: unknown > {new}", name=name, code=lsn.code, new=value)
    return Entry("fill in", words, "lsn", lsn.id)


def _correct_expiry(tx: Tx, lsn: Lsn, expiry: date) -> None:
    lsns.change(tx, lsn.id, {"expiry": expiry})
    words = message(
        "Expiry of {code}: {old} > {new}", code=lsn.code, old=lsn.expiry, new=expiry
    )
    tx.entries.append(Entry("correct", words, "lsn", lsn.id))
