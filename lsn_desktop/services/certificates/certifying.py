"""Certificates of compliance and of analysis, in steps: number, draw outside, keep the file.

Revised by a later one and withdrawn for a reason, each for good; see ``certificate_facts`` for
what they say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.messages import mark, message
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.services.certificates import certificate_facts, measuring
from lsn_desktop.services.documents import overriding
from lsn_desktop.storage import (
    blobs,
    certificates,
    counters,
    documents,
    house,
    lsns,
    people,
)
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from lsn_desktop.services.certificates.certificate_facts import OrderCertificate
    from lsn_desktop.services.documents.overriding import Signed
    from lsn_desktop.storage.certificates import Certificate
    from lsn_desktop.storage.transactions import Connection, Tx

_LONGEST = 200  # characters of a reason
_ATTACHED = {"coc": "certificate of compliance", "coa": "certificate of analysis"}
_COUNTERS = {"coc": "certificate", "coa": "certificate of analysis"}


def reserve(tx: Tx, order: OrderCertificate) -> int:
    """Number a certificate and keep its facts; ordered twice, it is one certificate.

    Raises:
        Refusal: there is nothing to certify, a required test is missing or failed and nobody
            signed for it, the shipment has none of it, or what it revises was revised.
    """
    if known := certificates.by_uid(tx.connection, order.uid):
        return known.id
    revised = _revised(tx, order) if order.revises_id is not None else None
    if why_not := refused(tx.connection, order):
        raise why_not
    code = lsns.by_id(tx.connection, order.lsn_id).code
    number = f"{order.kind.upper()}-{counters.take(tx, _COUNTERS[order.kind]):05d}"
    facts = certificate_facts.of(tx.connection, order, number, tx.by.on)
    certificate_id = certificates.reserve(
        tx,
        {
            "uid": order.uid,
            "number": number,
            "kind": order.kind,
            "lsn_id": order.lsn_id,
            "revision": facts["revision"],
            "revises_id": order.revises_id,
            "template": order.template,
            "document_id": order.shipment_id,
        },
        facts,
    )
    words = message("Certificate {number} for {code}", number=number, code=code)
    if revised is not None:
        words = message(
            "Certificate {number} for {code}, replaces {old}: {reason}",
            number=number,
            code=code,
            old=revised.number,
            reason=order.reason,
        )
    tx.entries.append(Entry("certify", words, "lsn", order.lsn_id))
    if order.passed_by is not None:
        _tell_override(tx, order, number)
    return certificate_id


def signer(tx: Tx, signed: Signed) -> int | None:
    """Who signs for what is missing or failed: their row number; None if the PIN is wrong.

    In a transaction of its own, so that a wrong PIN is counted.

    Raises:
        Refusal: they have no permission, or give no reason.
    """
    overriding.reason_of(signed)
    who = overriding.signer(tx, signed.name, signed.pin)
    return who.id if who else None


def _tell_override(tx: Tx, order: OrderCertificate, number: str) -> None:
    lacking = measuring.lacking(measuring.tested(tx.connection, order.lsn_id))
    words = message(
        "{number} goes although {lacking}: {reason}, signed by {name}",
        number=number,
        lacking="; ".join(lacking),
        reason=order.passed_reason,
        name=people.user_by_id(tx.connection, order.passed_by or 0).name,
    )
    tx.entries.append(Entry("override", words, "lsn", order.lsn_id))


def _revised(tx: Tx, order: OrderCertificate) -> Certificate:
    """The certificate that is revised; nobody else revises it meanwhile.

    Raises:
        Refusal: it was revised before, is not made yet, or no reason says why.
    """
    certificates.lock(tx, order.revises_id or 0)
    old = certificates.by_id(tx.connection, order.revises_id or 0)
    if newer := certificates.revision_of(tx.connection, old.id):
        words = (
            mark("{number} was replaced by {newer}.")
            if newer.blob_id is not None
            else mark("{number} is being replaced by {newer}, which is not made yet.")
        )
        remedy = (
            mark("Revise {newer} instead.")
            if newer.blob_id is not None
            else mark("Finish {newer} first.")
        )
        raise Refusal(
            message(words, number=old.number, newer=newer.number),
            message(remedy, newer=newer.number),
        )
    if old.blob_id is None:
        raise refusal(
            "{number} is not made yet.", "Finish it; then revise it.", number=old.number
        )
    if not order.reason.strip():
        raise refusal(
            "A revision needs a reason.", "Say what is new against {number}.", number=old.number
        )
    return old


def withdraw(tx: Tx, certificate_id: int, reason: str) -> None:
    """Let a certificate count no longer; it is kept, and shows that it was withdrawn and why.

    Raises:
        Refusal: it is not made yet, was withdrawn before, or no reason says why.
    """
    old = certificates.by_id(tx.connection, certificate_id)
    cleaned = " ".join(reason.split())[:_LONGEST]
    if not cleaned:
        raise refusal(
            "To withdraw {number} needs a reason.", "Say what is wrong.", number=old.number
        )
    if old.blob_id is None:
        raise refusal(
            "{number} is not made yet: nobody has it.",
            "Finish it first, then withdraw it.",
            number=old.number,
        )
    if not certificates.withdraw(tx, certificate_id, cleaned):
        raise refusal(
            "{number} was withdrawn before: {reason}",
            "Nothing more to do.",
            number=old.number,
            reason=old.withdrawn_reason,
        )
    words = message("Withdrew {number}: {reason}", number=old.number, reason=cleaned)
    tx.entries.append(Entry("withdraw", words, "lsn", old.lsn_id))
    tx.events += [Event("certificate", certificate_id), Event("lsn", old.lsn_id)]


def issue(tx: Tx, certificate_id: int, pdf: bytes, uid: str) -> str:
    """Keep a drawn certificate with its hash and attach it to its LSN; returns its SHA-256.

    Raises:
        Refusal: the file is larger than 25 MB.
    """
    certificate = certificates.by_id(tx.connection, certificate_id)
    name = f"{certificate.number}.pdf"
    blob_id, sha256 = blobs.keep(tx.connection, pdf, "application/pdf", name)
    if not certificates.complete(tx, certificate_id, blob_id, sha256, tx.by.on):
        return certificate.sha256
    blobs.attach(
        tx,
        {
            "uid": uid,
            "subject": "lsn",
            "subject_id": certificate.lsn_id,
            "blob_id": blob_id,
            "name": name,
            "kind": _ATTACHED[certificate.kind],
            "issued_on": tx.by.on,
        },
    )
    words = message("Issued {number}: {sha256}", number=certificate.number, sha256=sha256)
    tx.entries.append(Entry("issue", words, "lsn", certificate.lsn_id, sha256))
    tx.events += [Event("certificate", certificate_id), Event("lsn", certificate.lsn_id)]
    return sha256


def logo(connection: Connection) -> bytes | None:
    """The company's picture for the head of the page."""
    company = house.the_company(connection)
    return company.logo if company else None


def refused(connection: Connection, order: OrderCertificate) -> Refusal | None:
    """Why there can be no such certificate; None when there can."""
    lsn = lsns.by_id(connection, order.lsn_id)
    brought = [
        row for row in certificate_facts.standing(connection, order.lsn_id) if row.change > 0
    ]
    if lsn.kind is LsnKind.BULK or not brought:
        return refusal(
            "{code} was never received: there is nothing to certify.",
            "Post its receipt first.",
            code=lsn.code or "-",
        )
    if order.shipment_id is not None and (
        why_not := _refused_shipment(connection, order, order.shipment_id, lsn.code)
    ):
        return why_not
    return _refused_tests(connection, order, lsn.code) if order.kind == "coa" else None


def _refused_shipment(
    connection: Connection, order: OrderCertificate, shipment_id: int, code: str
) -> Refusal | None:
    head = documents.by_id(connection, shipment_id)
    if head.kind == "shipment" and certificates.shipped_on(
        connection, shipment_id, order.lsn_id
    ):
        return None
    return refusal(
        "{code} is not on {number}.",
        "Name a shipment that it is on, or none.",
        code=code,
        number=head.number,
    )


def _refused_tests(
    connection: Connection, order: OrderCertificate, code: str
) -> Refusal | None:
    rows = measuring.tested(connection, order.lsn_id)
    if not any(each.result for each in rows):
        return refusal(
            "{code} has no test results: there is nothing to certify.",
            "Enter its results, under Tests of the lot; what it is tested for stands at its"
            " item.",
            code=code,
        )
    lacking = measuring.lacking(rows)
    if not lacking or order.passed_by is not None:
        return None
    return refusal(
        "{code} does not pass: {lacking}.",
        "Enter or correct the result, or let an owner or supervisor sign for it.",
        code=code,
        lacking="; ".join(lacking),
    )
