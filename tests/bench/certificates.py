"""Certificates a second: signed, and judged by their signature, beside pyHanko called bare.

The bare side prepares its key once, takes the time from the clock, and judges without
looking at whose key it was.
"""

from __future__ import annotations

import statistics
import time
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from printing.certificates import (
    certificate,
    certificate_seal,
    certificate_signing,
    signing_key,
)

if TYPE_CHECKING:
    from collections.abc import Callable

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)


def run(quick: bool) -> list[dict[str, Any]]:  # noqa: FBT001 - the bench calls every group so
    """A certificate of one page, signed and judged."""
    count, runs = (10, 3) if quick else (50, 5)
    facts = certificate.CertificateFacts(
        number="COC-00042",
        issued=date(2026, 11, 22),
        company="Northwind Foods",
        address="Dock Street 12",
        item="Whole milk 1 L",
        sku="MILK-1L",
        lot="L2611A",
        statement="We certify that the goods comply.",
    )
    page = certificate.certificate_pdf(facts)
    key = signing_key.made("Northwind Foods", AT, AT + timedelta(days=3652))
    signed = certificate_signing.signed(page, key, AT)
    ours = {key.about.fingerprint: key.certificate}
    signer = SimpleSigner(
        signing_cert=Certificate.load(key.certificate),
        signing_key=PrivateKeyInfo.load(key.private),
        cert_registry=SimpleCertificateStore(),
    )
    return [
        _row(
            "certificates signed",
            lambda: certificate_signing.signed(page, key, AT),
            lambda: _bare_sign(page, signer),
            count,
            runs,
        ),
        _row(
            "signatures judged",
            lambda: certificate_seal.seal(signed, ours),
            lambda: _bare_judge(signed, key.certificate),
            count,
            runs,
        ),
    ]


def _row(
    job: str, ours: Callable[[], object], bare: Callable[[], object], count: int, runs: int
) -> dict[str, Any]:
    """Both sides in turn, in milliseconds a certificate."""
    ours(), bare()
    times = [(_ms(ours, count), _ms(bare, count)) for _ in range(runs)]
    ours_ms, bare_ms = (statistics.median(side) for side in zip(*times, strict=True))
    return {
        "job": job,
        "n": count,
        "ours_ms": ours_ms,
        "bare_ms": bare_ms,
        "ratio": ours_ms / bare_ms,
        "p95_ms": max(mine for mine, _ in times),
        "certificates_per_second": 1000 / ours_ms,
    }


def _ms(job: Callable[[], object], count: int) -> float:
    """On one core: what else the machine does is not counted."""
    start = time.process_time()
    for _ in range(count):
        job()
    return (time.process_time() - start) * 1000 / count


def _bare_sign(page: bytes, signer: SimpleSigner) -> bytes:
    how = PdfSignatureMetadata(
        field_name="Signature",
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        subfilter=SigSeedSubFilter.PADES,
    )
    out = BytesIO()
    PdfSigner(how, signer).sign_pdf(IncrementalPdfFileWriter(BytesIO(page)), output=out)
    return out.getvalue()


def _bare_judge(signed: bytes, certificate_of: bytes) -> bool:
    (signature,) = PdfFileReader(BytesIO(signed)).embedded_signatures
    context = ValidationContext(
        trust_roots=[Certificate.load(certificate_of)], moment=AT + timedelta(days=1)
    )
    return bool(validate_pdf_signature(signature, context).bottom_line)
