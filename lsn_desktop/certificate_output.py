"""From facts to a certificate on file: reserved, drawn, signed, kept, and looked at again.

Drawing and signing run outside any transaction: a use case keeps the number before them and the
file after them. A certificate that took its number and was never drawn is finished later.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.program import new_uid
from lsn_desktop.services import certificate_drafts, certifying
from lsn_desktop.storage import blobs, certificates
from printing import certificate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lsn_desktop.program import Program, Station
    from lsn_desktop.services.certificate_drafts import Draft
    from lsn_desktop.storage.certificates import Certificate
    from printing.signing_key import SigningKey


def issue_certificate(
    program: Program, station: Station, lsn_id: int, *, issued_to: str = ""
) -> tuple[int, bytes]:
    """Reserve, draw, sign and keep a certificate of compliance; returns its row number and PDF.

    Raises:
        Refusal: there is nothing to certify, or a value does not fit the page.
        Unavailable: the key to sign it with cannot be had; no number was taken.
    """
    _key(program, station)
    order = certifying.OrderCertificate(new_uid(), lsn_id, issued_to)
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


def _key(program: Program, station: Station) -> SigningKey:
    """The key of this workstation; made now if there is none yet."""
    from lsn_desktop import company_key  # noqa: PLC0415 - what signs is loaded by who signs

    return company_key.usable(program, station)


def _signed(program: Program, station: Station, pdf: bytes, number: str) -> bytes:
    """The file with the company's signature over all of it."""
    from printing import certificate_seal, certificate_signing  # noqa: PLC0415 - a second

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
    program: Program, station: Station, lsn_id: int, *, issued_to: str = ""
) -> CertificateProof:
    """Draw the certificate an LSN would get; no number is used up."""
    with program.database.reading() as connection:
        draft = certificate_drafts.draft(connection, lsn_id, station.by().on, issued_to)
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
    facts = dict(kept)
    for name in ("issued", "production", "expiry", "best_before", "received"):
        facts[name] = date.fromisoformat(facts[name]) if facts[name] else None
    facts["custom"] = tuple((name, value) for name, value in facts["custom"])
    return certificate.certificate_of_compliance(
        certificate.CertificateFacts(**facts, logo=logo)
    )
