"""The signature in a PDF of anybody: whose it is, and whether anything was changed after it."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from io import BytesIO
from typing import TYPE_CHECKING, Any

from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from printing.certificates import signing_key

if TYPE_CHECKING:
    from collections.abc import Mapping

_REASON = re.compile(rb"/Reason ?\(Certificate ([^()]{1,90})\)")
_ESCAPE = re.compile(r"\\([0-7]{3})")

# They tell of every broken file with a traceback; what is wrong is said by our own words.
for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


class SealState(StrEnum):
    """What a signature says of its file."""

    NONE = "none"  # there is no signature
    GOOD = "good"  # by a key of ours, over all of the file, nothing changed after it
    FOREIGN = "foreign"  # by another key, whatever name it gives itself
    BROKEN = "broken"  # by a key of ours, and something was changed
    UNREADABLE = "unreadable"  # no PDF, or one too damaged to be judged


@dataclass(frozen=True, slots=True)
class Seal:
    """A signature judged; ``fingerprint`` and ``name`` are those of its certificate."""

    state: SealState
    fingerprint: str = ""
    name: str = ""


def seal(pdf: bytes, ours: Mapping[str, bytes]) -> Seal:
    """Judge the signature of a file.

    Args:
        pdf: bytes of anybody; nothing is fetched for them.
        ours: certificates (DER) of our keys, by their fingerprints. A key is ours by these
            bytes alone, never by its name, and for ever: what was signed while it was good
            stays signed when it has expired.
    """
    try:
        return _judged(pdf, ours)
    except Exception:  # noqa: BLE001 - a damaged file fails anywhere in its reader
        return Seal(SealState.UNREADABLE)


def _judged(pdf: bytes, ours: Mapping[str, bytes]) -> Seal:
    signatures = PdfFileReader(BytesIO(pdf)).embedded_signatures
    if not signatures:
        return Seal(SealState.NONE)
    first = signatures[0]
    print_of = signing_key.fingerprint(first.signer_cert.dump())
    name = str(first.signer_cert.subject.native.get("common_name", ""))[:100]
    if print_of not in ours:
        return Seal(SealState.FOREIGN, print_of, name)
    good = len(signatures) == 1 and _is_whole(first, ours[print_of])
    return Seal(SealState.GOOD if good else SealState.BROKEN, print_of, name)


def _is_whole(signature: Any, certificate: bytes) -> bool:
    """Whether a signature by this certificate stands over a whole file, closed to changes.

    ``intact`` alone says too little: it stays true when something is appended.
    """
    trusted = Certificate.load(certificate)
    context = ValidationContext(
        trust_roots=[trusted],
        moment=trusted.not_valid_before + timedelta(seconds=1),
        allow_fetching=False,
    )
    status = validate_pdf_signature(signature, signer_validation_context=context)
    return bool(
        status.bottom_line
        and status.modification_level is ModificationLevel.NONE
        and status.coverage is SignatureCoverageLevel.ENTIRE_FILE
        and signature.docmdp_level is MDPPerm.NO_CHANGES
    )


def claimed_number(pdf: bytes) -> str:
    """The number a signature of ours names, read from bytes however damaged; empty if none."""
    match = _REASON.search(pdf)
    written = match[1].decode("latin-1") if match else ""
    return _ESCAPE.sub(lambda octal: chr(int(octal[1], 8)), written)


def reason(number: str) -> str:
    """What stands beside the signature of a certificate."""
    return f"Certificate {number}"
