"""The code on a certificate: its number, and the SHA-256 of what it says."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CODE = re.compile(r"LSN-CO[CA] (\S{1,60}) ([0-9A-F]{64})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CertificateCode:
    """What the QR Code of a certificate says; ``digest`` is 64 digits of base 16."""

    number: str
    digest: str


def parse(text: str) -> CertificateCode | None:
    """What a scan says of a certificate; None if it is not the code of one.

    Caps Lock of a keyboard scanner turns letters round: the case says nothing.
    """
    match = _CODE.fullmatch(text.strip())
    return CertificateCode(match[1].upper(), match[2].lower()) if match else None
