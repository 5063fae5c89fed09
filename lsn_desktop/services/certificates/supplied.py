"""Certificates that suppliers send: which are asked for, taken in, and rejected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.certificate_kinds import is_certificate, written
from lsn_desktop.domain.events import Event
from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.certificates import certificate_gate
from lsn_desktop.services.lots import attaching
from lsn_desktop.services.lots.attaching import AttachFile
from lsn_desktop.storage import costs, lsns, supplied_certificates
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from datetime import date

    from lsn_desktop.domain.messages import Message
    from lsn_desktop.storage.supplied_certificates import Supplied
    from lsn_desktop.storage.transactions import Tx

PER = ("lot", "supplier")
_MOST_DAYS = 3650


@dataclass(frozen=True, slots=True)
class AddRule:
    """A certificate to ask for: of an item, of a supplier, of both; None is every one.

    ``per`` is ``lot`` where each lot or serial needs its own, ``supplier`` where one that
    stands for the item or supplier will do while it is valid.
    """

    uid: str
    kind: str
    item_id: int | None = None
    supplier_id: int | None = None
    per: str = "lot"
    warn_days: int = 30


def add_rule(tx: Tx, order: AddRule) -> int:
    """Ask for a certificate; what is here and lacks it is held at once.

    Raises:
        Refusal: no kind is named, the days make no sense, or the same is asked for already.
    """
    if (known := supplied_certificates.rule_by_uid(tx.connection, order.uid)) is not None:
        return known
    costs.lock(tx)
    kind = written(order.kind)
    if not kind or order.per not in PER:
        raise refusal("No kind of certificate is named.", "Choose one, or write what it is.")
    if not 0 <= order.warn_days <= _MOST_DAYS:
        raise refusal("{days} days before is no warning.", "Write 0 to 3650 days.",
                      days=order.warn_days)  # fmt: skip
    for one in supplied_certificates.rules(tx.connection):
        same = (one.kind, one.item_id, one.supplier_id, one.per)
        if same == (kind, order.item_id, order.supplier_id, order.per):
            raise refusal(
                "A rule asks for that already: {kind}.",
                "End it first to warn earlier or later.",
                kind=kind,
            )
    rule_id = supplied_certificates.add_rule(
        tx,
        {
            "uid": order.uid,
            "kind": kind,
            "item_id": order.item_id,
            "supplier_id": order.supplier_id,
            "per": order.per,
            "warn_days": order.warn_days,
        },
    )
    rule = supplied_certificates.rule(tx.connection, rule_id)
    words = message(
        "Asks for {kind}: item {item}, supplier {supplier}, per {per}",
        kind=kind,
        item=rule.item or "*",
        supplier=rule.supplier or "*",
        per=rule.per,
    )
    tx.entries.append(Entry("ask", words, "certificate rule", rule_id))
    tx.events.append(Event("certificate rule", rule_id))
    certificate_gate.check(tx)
    return rule_id


def end_rule(tx: Tx, rule_id: int) -> int:
    """Ask no more; how many holds ended with it.

    Raises:
        Refusal: it was ended before.
    """
    costs.lock(tx)
    rule = supplied_certificates.rule(tx.connection, rule_id)
    if not supplied_certificates.end_rule(tx, rule_id):
        raise refusal("The rule was ended before.", "Nothing more to do.")
    words = message("Asks no more for {kind}", kind=rule.kind)
    tx.entries.append(Entry("ask", words, "certificate rule", rule_id))
    tx.events.append(Event("certificate rule", rule_id))
    return certificate_gate.check(tx)[1]


@dataclass(frozen=True, slots=True)
class TakeCertificate:
    """A certificate and its file, for one lot or serial, or an item, a supplier or both."""

    uid: str
    kind: str
    name: str
    data: bytes
    issued_on: date | None = None
    expires_on: date | None = None
    number: str = ""
    issued_by: str = ""
    lsn_id: int | None = None
    item_id: int | None = None
    supplier_id: int | None = None


def take(tx: Tx, order: TakeCertificate) -> int:
    """Accept a certificate; what waited for it is let go, if it is dated and valid.

    Raises:
        Refusal: it covers nothing or too much, has no kind, or its file cannot be kept.
    """
    if (known := supplied_certificates.by_uid(tx.connection, order.uid)) is not None:
        return known
    if not written(order.kind):
        raise refusal("No kind of certificate is named.", "Choose one, or write what it is.")
    if order.lsn_id is not None:
        subject, subject_id = "lsn", order.lsn_id
        _must_own(tx, order.lsn_id)
    elif order.supplier_id is not None:
        subject, subject_id = "party", order.supplier_id
    elif order.item_id is not None:
        subject, subject_id = "item", order.item_id
    else:
        raise refusal(
            "{name} is a certificate of nothing.",
            "Scan the lot, or choose the item or supplier it stands for.",
            name=order.name,
        )
    file = AttachFile(
        tx.uid(), subject, subject_id, order.name, order.data, written(order.kind),
        order.issued_on, order.expires_on,
    )  # fmt: skip
    return keep(tx, attaching.keep(tx, file), order)


def attach(tx: Tx, order: AttachFile) -> int:
    """Attach a file; of a kind that certificates are, it counts as one from now on.

    Raises:
        Refusal: as :func:`attaching.keep`.
    """
    attachment_id = attaching.keep(tx, order)
    asked = supplied_certificates.kinds_asked(tx.connection)
    if order.subject == "document" or not is_certificate(order.kind, asked):
        return attachment_id
    if order.subject == "lsn" and _lot_of(tx, order.subject_id) is not None:
        return attachment_id  # what says something of one serial speaks not for its lot
    keep(
        tx,
        attachment_id,
        TakeCertificate(
            tx.uid(),
            order.kind,
            order.name,
            order.data,
            order.issued_on,
            order.expires_on,
            lsn_id=order.subject_id if order.subject == "lsn" else None,
            item_id=order.subject_id if order.subject == "item" else None,
            supplier_id=order.subject_id if order.subject == "party" else None,
        ),
    )
    return attachment_id


def keep(tx: Tx, attachment_id: int, order: TakeCertificate) -> int:
    """Let an attached file be a certificate, and look at what waited for it."""
    costs.lock(tx)
    of_lsn = order.lsn_id is not None
    certificate_id = supplied_certificates.add(
        tx,
        {
            "uid": order.uid,
            "kind": written(order.kind),
            "number": order.number.strip(),
            "issued_by": order.issued_by.strip(),
            "issued_on": order.issued_on,
            "expires_on": order.expires_on,
            "lsn_id": order.lsn_id,
            "item_id": None if of_lsn else order.item_id,
            "supplier_id": None if of_lsn else order.supplier_id,
            "attachment_id": attachment_id,
        },
    )
    words = message(
        "Accepted {kind} {number}", kind=written(order.kind), number=order.number.strip()
    )
    _tell(tx, certificate_id, words)
    certificate_gate.check(tx, None if order.lsn_id is None else [order.lsn_id])
    return certificate_id


def reject(tx: Tx, certificate_id: int, why: str) -> int:
    """Have a certificate count no more; how many holds that brings.

    Raises:
        Refusal: no reason is given, or it was rejected before.
    """
    if not why.strip():
        raise refusal("A rejection needs a reason.", "Say what is wrong with the certificate.")
    costs.lock(tx)
    if not supplied_certificates.reject(tx, certificate_id, why.strip()):
        raise refusal("It was rejected before.", "Nothing more to do.")
    one = supplied_certificates.by_id(tx.connection, certificate_id)
    words = message(
        "Rejected {kind} {number}: {why}", kind=one.kind, number=one.number, why=why.strip()
    )
    _tell(tx, certificate_id, words)
    return certificate_gate.check(tx, None if one.lsn_id is None else [one.lsn_id])[0]


def go_along(tx: Tx, from_id: int, to_id: int) -> None:
    """Let what names a lot name a lot split off it, too."""
    for one in supplied_certificates.of_lsn(tx.connection, from_id):
        if one.rejected_at is None:
            supplied_certificates.copy_to(tx, one.id, to_id)


def stands_for(row: Supplied) -> Message:
    """What a certificate that names no lot speaks for."""
    if row.item_id is not None and row.supplier_id is not None:
        return message("{item} from {who}", item=row.item, who=row.supplier)
    if row.item_id is not None:
        return message("All of {item}", item=row.item)
    return message("All that {who} sends", who=row.supplier)


def _tell(tx: Tx, certificate_id: int, words: Message) -> None:
    tx.entries.append(Entry("certificate", words, "supplier certificate", certificate_id))
    tx.events.append(Event("supplier certificate", certificate_id))


def _lot_of(tx: Tx, lsn_id: int) -> int | None:
    return lsns.by_id(tx.connection, lsn_id).lot_id


def _must_own(tx: Tx, lsn_id: int) -> None:
    lsn = lsns.by_id(tx.connection, lsn_id)
    if lsn.kind is LsnKind.BULK:
        raise refusal(
            "Goods that are not told apart have no certificate of their own.",
            "Attach it to the item, or to the supplier.",
        )
    if lsn.lot_id is not None:
        raise refusal(
            "{code} is a serial of lot {lot}: certificates are asked of the lot.",
            "Scan the lot, and attach it there.",
            code=lsn.code,
            lot=lsns.by_id(tx.connection, lsn.lot_id).code,
        )
