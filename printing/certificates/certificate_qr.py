"""The QR Code of a certificate: drawn with its number and hash, and read back from its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import zxingcpp

from lsn_desktop.scanning import certificate_codes
from printing.pages import opened, picture
from printing.symbology import symbols

if TYPE_CHECKING:
    from lsn_desktop.scanning.certificate_codes import CertificateCode
    from printing.symbology.symbols import Symbol

_FINE = 200 / 72  # pixels per point when the QR Code is read back
_LARGEST = 2000  # points a page may be wide or high to be looked at: A2, and no bomb


def symbol(kind: str, number: str, digest: str) -> Symbol:
    """The QR Code of a certificate.

    Args:
        kind: ``coc`` or ``coa``.
        number: of the certificate, without spaces.
        digest: SHA-256 of its facts, in hexadecimal.
    """
    return symbols.plain("qr", f"LSN-{kind.upper()} {number} {digest}")


def payloads(pdf: bytes) -> set[bytes]:
    """What the QR Codes on the first page say.

    Raises:
        pypdfium2.PdfiumError: it is no PDF that can be drawn.
    """
    with opened(pdf) as document:
        size = document.get_page_size(0)
        if max(size) > _LARGEST:
            return set()
        width, height = (max(1, round(side * _FINE)) for side in size)
        image = picture(document, 0, width, height)
    found = zxingcpp.read_barcodes(
        image, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    )
    return {barcode.bytes for barcode in found}


def found_in(pdf: bytes) -> CertificateCode | None:
    """The code on the first page of a file of anybody; None if there is none to be read."""
    try:
        texts = [one.decode("utf-8", "replace") for one in payloads(pdf)]
    except (pdfium.PdfiumError, IndexError, ValueError):
        return None
    return next(filter(None, map(certificate_codes.parse, texts)), None)
