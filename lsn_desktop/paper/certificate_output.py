"""From facts to a certificate on file: reserved, drawn, signed, kept, and looked at again.

Drawing and signing run outside any transaction: a use case keeps the number before them and the
file after them. A certificate that took its number and was never drawn is finished later.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.paper import certificate_shelf
from lsn_desktop.program import new_uid
from lsn_desktop.services.certificates import certificate_drafts, certifying
from lsn_desktop.services.certificates.certificate_facts import OrderCertificate
from lsn_desktop.storage import blobs, certificates, documents
from printing.certificates import certificate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lsn_desktop.program import Program, Station
    from lsn_desktop.services.certificates.certificate_drafts import Draft
    from lsn_desktop.services.documents.overriding import Signed
    from lsn_desktop.storage.certificates import Certificate
    from lsn_desktop.storage.transactions import Connection
    from printing.certificates.signing_key import SigningKey


@dataclass(frozen=True, slots=True)
class Form:
    """What kind of certificate it is to be, on which template, and what it refers to.

    ``template`` is a name or the path of a file, empty for the usual one of its kind;
    ``shipment`` is the number of one that it goes with, whose customer it is issued to. With
    ``revises_id`` it takes that certificate's place, for the ``reason``. ``signed`` is who lets
    it go although tests are missing or failed.
    """

    kind: str = "coc"
    template: str = ""
    shipment: str = ""
    revises_id: int | None = None
    reason: str = ""
    signed: Signed | None = None


def issue_certificate(
    program: Program,
    station: Station,
    lsn_id: int,
    *,
    issued_to: str = "",
    form: Form | None = None,
) -> tuple[int, bytes]:
    """Reserve, draw, sign and keep a certificate; returns its row number and PDF.

    The page is drawn once before its number is taken: one that cannot be drawn takes none.

    Raises:
        Refusal: there is nothing to certify, a value does not fit the page, or who was to
            sign for what fails may not.
        Unavailable: the key to sign it with cannot be had; no number was taken.
    """
    _key(program, station)
    order = _ordered(program, lsn_id, issued_to, form or Form())
    if form is not None and form.signed is not None:
        order = _passed(program, station, order, form.signed)
    proof = _proof(program, station, order)
    if proof.refused is not None:
        raise proof.refused
    certificate_id = program.database.run(
        station.by(), lambda tx: certifying.reserve(tx, order)
    )
    return certificate_id, finish_certificate(program, station, certificate_id)


def finish_certificate(program: Program, station: Station, certificate_id: int) -> bytes:
    """Draw a reserved certificate, sign and keep it; one that has its file is read back.

    Raises:
        Refusal: a value does not fit the page.
        Unavailable: the key to sign it with cannot be had.
    """
    with program.database.reading() as connection:
        kept = certificates.by_id(connection, certificate_id)
        if kept.blob_id is not None:
            return blobs.read(connection, kept.blob_id)
        logo = certifying.logo(connection)
    pdf = _signed(program, station, _drawn(kept.facts, logo), kept.number)
    program.database.run(
        station.by(), lambda tx: certifying.issue(tx, certificate_id, pdf, new_uid())
    )
    return pdf


def _ordered(program: Program, lsn_id: int, issued_to: str, form: Form) -> OrderCertificate:
    """The order of a certificate on its template.

    Raises:
        Refusal: there is no such shipment or template, or it is one of another kind.
    """
    with program.database.reading() as connection:
        template = certificate_shelf.load(connection, form.template or form.kind)
        shipment_id = _shipment(connection, form.shipment)
    if template.kind != form.kind:
        raise refusal(
            "The template {name} is for another kind of certificate.",
            "Choose one of its kind.",
            name=template.name,
        )
    return OrderCertificate(
        new_uid(),
        lsn_id,
        issued_to,
        template.statement,
        form.kind,
        template.name,
        template.layout,
        template.paper,
        shipment_id,
        form.revises_id,
        form.reason,
        template_version=template.version,
    )


def _shipment(connection: Connection, number: str) -> int | None:
    """The shipment with this number; None where none is typed.

    Raises:
        Refusal: there is none.
    """
    if not number:
        return None
    head = documents.by_number(connection, number)
    if head is None or head.kind != "shipment":
        raise refusal(
            "There is no shipment {number}.",
            "Check its number, or name none.",
            number=number,
        )
    return head.id


def _passed(
    program: Program, station: Station, order: OrderCertificate, signed: Signed
) -> OrderCertificate:
    """The order, signed for by somebody who may; a wrong PIN is counted."""
    who = program.database.run(station.by(), lambda tx: certifying.signer(tx, signed))
    if who is None:
        raise refusal(
            "Wrong PIN for {name}.", "Nothing was issued: type it again.", name=signed.name
        )
    return replace(order, passed_by=who, passed_reason=signed.reason.strip())


def _key(program: Program, station: Station) -> SigningKey:
    """The key of this workstation; made now if there is none yet."""
    from lsn_desktop.paper import company_key  # noqa: PLC0415 - what signs is loaded by who signs

    return company_key.usable(program, station)


def _signed(program: Program, station: Station, pdf: bytes, number: str) -> bytes:
    """The file with the company's signature over all of it."""
    from printing.certificates import certificate_seal, certificate_signing  # noqa: PLC0415 - a second

    at = datetime.fromtimestamp(station.by().at / 1_000_000, UTC)
    key = _key(program, station)
    return certificate_signing.signed(pdf, key, at, certificate_seal.reason(number))


@dataclass(frozen=True, slots=True)
class CertificateProof:
    """What a certificate would say, and the page it would be; or why there is none."""

    draft: Draft
    pdf: bytes
    refused: Refusal | None


def prove_certificate(
    program: Program,
    station: Station,
    lsn_id: int,
    *,
    issued_to: str = "",
    form: Form | None = None,
) -> CertificateProof:
    """Draw the certificate an LSN would get; no number is used up."""
    return _proof(program, station, _ordered(program, lsn_id, issued_to, form or Form()))


def _proof(program: Program, station: Station, order: OrderCertificate) -> CertificateProof:
    with program.database.reading() as connection:
        draft = certificate_drafts.draft(connection, order, station.by().on)
        logo = certifying.logo(connection)
    if draft.refused is not None:
        return CertificateProof(draft, b"", draft.refused)
    try:
        return CertificateProof(draft, _drawn(draft.facts, logo), None)
    except Refusal as refused:
        return CertificateProof(draft, b"", refused)


@dataclass(frozen=True, slots=True)
class KeptCertificate:
    """A certificate with its file, and whether that is still the one that was issued."""

    row: Certificate
    pdf: bytes
    as_issued: bool


def kept_certificate(program: Program, certificate_id: int) -> KeptCertificate:
    """A certificate as it is kept, its file held against the hash noted at issue."""
    with program.database.reading() as connection:
        row = certificates.by_id(connection, certificate_id)
        if row.blob_id is None:
            return KeptCertificate(row, b"", as_issued=False)
        pdf = blobs.read(connection, row.blob_id)
    return KeptCertificate(row, pdf, hashlib.sha256(pdf).hexdigest() == row.sha256)


def _drawn(kept: Mapping[str, Any], logo: bytes | None) -> bytes:
    """The page of the facts of a certificate."""
    facts = {name: value for name, value in kept.items() if name not in _UNDRAWN}
    for name in _DAYS:
        if name in facts:
            facts[name] = date.fromisoformat(facts[name]) if facts[name] else None
    facts["custom"] = tuple((name, value) for name, value in facts["custom"])
    facts["tests"] = tuple(certificate.ResultLine(*each) for each in facts.get("tests", ()))
    return certificate.certificate_pdf(certificate.CertificateFacts(**facts, logo=logo))


_UNDRAWN = {"template", "template_version"}  # kept, and no words of the page
_DAYS = ("issued", "production", "expiry", "best_before", "received", "replaced_on")
