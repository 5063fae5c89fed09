"""Signing a finished certificate: certified against any change, by the company's own key."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

if TYPE_CHECKING:
    from datetime import datetime

    from printing.certificates.signing_key import SigningKey

FIELD = "Signature"
_ROOM = 4096  # hexadecimal digits kept free for the signature: about 1,500 are used


class _Writer(IncrementalPdfFileWriter):
    """Leaves title and dates of the file as they were drawn."""

    def _update_meta(self) -> None:
        pass


class _PdfSigner(PdfSigner):
    """Takes the time from its caller, not from the clock."""

    def __init__(self, at: datetime, *rest: Any) -> None:
        super().__init__(*rest)
        self._at = at

    def init_signing_session(self, *rest: Any, **named: Any) -> Any:
        session = super().init_signing_session(*rest, **named)
        session.system_time = self._at
        return session


def signed(pdf: bytes, key: SigningKey, at: datetime, reason: str = "") -> bytes:
    """The file with a certifying signature over all of it; no change is permitted after it.

    Args:
        pdf: a finished file of our own, not signed.
        key: see :mod:`printing.certificates.signing_key`.
        at: when it is signed, with its time zone; it stands in the file.
        reason: shown by PDF readers beside the signature.
    """
    signer = SimpleSigner(
        signing_cert=Certificate.load(key.certificate),
        signing_key=PrivateKeyInfo.load(key.private),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
    )
    how = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        name=key.about.company,
        reason=reason or None,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        subfilter=SigSeedSubFilter.PADES,
    )
    out = BytesIO()
    _PdfSigner(at, how, signer).sign_pdf(
        _Writer(BytesIO(pdf)), bytes_reserved=_ROOM, output=out
    )
    return out.getvalue()
