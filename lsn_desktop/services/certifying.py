"""Certificates of compliance, in steps: reserve the number, draw outside, keep the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.services import labelling
from lsn_desktop.storage import (
    blobs,
    catalogue,
    certificates,
    counters,
    custom_fields,
    house,
    lsns,
    timeline,
)
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from datetime import date

    from lsn_desktop.storage.timeline import Moved
    from lsn_desktop.storage.transactions import Connection, Tx

STATEMENT = (
    "We certify that the goods named above were received, identified and recorded under the"
    " lot or serial number shown, and comply with the requirements of the purchase order."
)


@dataclass(frozen=True, slots=True)
class OrderCertificate:
    """An order for a certificate of compliance of one LSN."""

    uid: str
    lsn_id: int
    issued_to: str = ""
    statement: str = STATEMENT


def reserve(tx: Tx, order: OrderCertificate) -> int:
    """Number a certificate and keep its facts; ordered twice, it is one certificate.

    Raises:
        Refusal: the LSN was never received, or has no code of its own.
    """
    if known := certificates.by_uid(tx.connection, order.uid):
        return known.id
    if why_not := refused(tx.connection, order.lsn_id):
        raise why_not
    code = lsns.by_id(tx.connection, order.lsn_id).code
    number = f"COC-{counters.take(tx, 'certificate'):05d}"
    facts = facts_of(tx.connection, order, number, tx.by.on)
    certificate_id = certificates.reserve(
        tx, {"uid": order.uid, "number": number, "kind": "coc", "lsn_id": order.lsn_id}, facts
    )
    words = message("Certificate {number} for {code}", number=number, code=code)
    tx.entries.append(Entry("certify", words, "lsn", order.lsn_id))
    return certificate_id


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
            "kind": "certificate of compliance",
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


def refused(connection: Connection, lsn_id: int) -> Refusal | None:
    """Why an LSN cannot be certified; None when it can."""
    lsn = lsns.by_id(connection, lsn_id)
    brought = [row for row in _standing(connection, lsn_id) if row.change > 0]
    if lsn.kind is LsnKind.BULK or not brought:
        return refusal(
            "{code} was never received: there is nothing to certify.",
            "Post its receipt first.",
            code=lsn.code or "-",
        )
    return None


def _standing(connection: Connection, lsn_id: int) -> list[Moved]:
    """The moves of an LSN that were not turned back, newest first."""
    moved = timeline.moves(connection, lsn_id)
    return [row for row in moved if not row.reversal and not row.reversed]


def facts_of(
    connection: Connection, order: OrderCertificate, number: str, on: date
) -> dict[str, Any]:
    """All that a certificate issued on a day says, as it is kept."""
    company = house.the_company(connection)
    fields = labelling.lsn_fields(connection, order.lsn_id)
    lsn = lsns.by_id(connection, order.lsn_id)
    item = catalogue.item_by_id(connection, lsn.item_id)
    receipts = [row for row in _standing(connection, order.lsn_id) if row.kind == "receipt"]
    first = receipts[-1] if receipts else None
    received = sum(row.change for row in receipts)
    return {
        "number": number,
        "issued": on.isoformat(),
        "company": company.name if company else "",
        "address": company.address if company else "",
        "item": fields["item"],
        "sku": fields["sku"],
        "lot": fields["lot"],
        "serial": fields["serial"],
        "gtin": fields["gtin"],
        "production": fields["production"],
        "expiry": fields["expiry"],
        "best_before": fields["best_before"],
        "supplier": fields["vendor"],
        "receipt": first.document if first else "",
        "received": first.on.isoformat() if first else "",
        "quantity": plain(off_grid(received, item.decimals)) if receipts else "",
        "unit": item.unit if receipts else "",
        "issued_to": order.issued_to,
        "statement": order.statement,
        "custom": [
            [value.field.name, value.text]
            for value in custom_fields.values_said(connection, order.lsn_id)
            if value.text
        ],
    }
