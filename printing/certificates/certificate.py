"""Certificates of compliance and analysis: plain facts in, one PDF, same facts same bytes.

The QR Code carries the certificate's number and the SHA-256 of its facts, so that a copy can
later be held against what was issued.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Literal

from lsn_desktop.domain.messages import _
from lsn_desktop.domain.refusals import refusal
from printing import east_asian
from printing.certificates import certificate_page, certificate_qr

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_MOST_FIELDS = 500


@dataclass(frozen=True, slots=True)
class ResultLine:
    """A test with its result, as it is shown: limits and value with their unit."""

    name: str
    method: str
    limits: str
    value: str
    passed: bool
    tested_on: str = ""
    laboratory: str = ""


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """All that a certificate says, as it is shown; what is empty is left out.

    ``address`` has a line per line; ``quantity`` carries its number as it is shown;
    ``custom`` pairs the names of custom fields with their values, in the order of the page.
    """

    number: str
    issued: date
    company: str
    address: str
    item: str
    sku: str
    lot: str
    statement: str
    logo: bytes | None = None
    gtin: str = ""
    serial: str = ""
    production: date | None = None
    expiry: date | None = None
    best_before: date | None = None
    supplier: str = ""
    receipt: str = ""
    received: date | None = None
    quantity: str = ""
    unit: str = ""
    issued_to: str = ""
    custom: tuple[tuple[str, str], ...] = field(default=())
    kind: Literal["coc", "coa"] = "coc"
    revision: int = 1
    replaces: str = ""
    replaced_on: date | None = None
    reason: str = ""
    shipment: str = ""
    tests: tuple[ResultLine, ...] = field(default=())
    deviation: str = ""
    layout: Literal["standard", "letter"] = "standard"
    paper: Literal["A4", "Letter"] = "A4"


_LATER = {
    "kind": "coc", "revision": 1, "replaces": "", "replaced_on": None, "reason": "",
    "shipment": "", "tests": (), "deviation": "",
}  # fmt: skip


def digest(facts: CertificateFacts) -> str:
    """SHA-256 of the facts as canonical JSON, in hexadecimal; paper and layout are no facts.

    What certificates did not say at first counts only where it says something, so that those
    of before keep their digest.
    """
    plain = asdict(facts)
    del plain["paper"], plain["layout"]
    for name, unsaid in _LATER.items():
        if plain[name] == unsaid:
            del plain[name]
    logo = plain.pop("logo")
    plain["logo_sha256"] = hashlib.sha256(logo).hexdigest() if logo else ""
    canonical = json.dumps(
        plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def certificate_pdf(facts: CertificateFacts) -> bytes:
    """The certificate as PDF, its QR Code read back.

    Raises:
        Refusal: a value is too long for the page, the logo is not a picture, or the QR Code
            does not read back, or a letter on it has no typeface here.
    """
    _check(facts)
    proof = certificate_qr.symbol(facts.kind, facts.number, digest(facts))
    pdf = certificate_page.draw(facts, proof)
    if proof.payload not in certificate_qr.payloads(pdf):
        raise refusal(
            "The QR Code of certificate {number} does not read back.",
            "Nothing was issued. Shorten the certificate number, then issue it again.",
            number=facts.number,
        )
    return pdf


def _check(facts: CertificateFacts) -> None:
    """Nothing on a certificate is cut, so what would not fit is refused before it is drawn."""
    if len(facts.custom) > _MOST_FIELDS:
        raise refusal(
            "A certificate holds {most} custom fields; this lot has {count}.",
            "Choose fewer fields for the certificate.",
            most=_MOST_FIELDS,
            count=len(facts.custom),
        )
    if len(facts.tests) > _MOST_FIELDS:
        raise refusal(
            "A certificate holds {most} test results; this lot has {count}.",
            "Test its item for fewer things.",
            most=_MOST_FIELDS,
            count=len(facts.tests),
        )
    for name, text, longest, lines in _texts(facts):
        if strange := east_asian.lacking(text):
            raise refusal(
                "{field} has characters that no typeface on this computer draws: {characters}",
                "Write it in Latin, Greek or Cyrillic letters; for Chinese, Japanese or"
                " Korean install a TrueType face such as Droid Sans Fallback.",
                field=name[:60],
                characters=strange[:20],
            )
        if len(text) > longest:
            raise refusal(
                "{field} has {count} characters; a certificate holds {most} of it.",
                "Shorten it, or attach it as a document of its own.",
                field=name[:60],
                count=len(text),
                most=longest,
            )
        if text.count("\n") >= lines:
            raise refusal(
                "{field} has {count} lines; a certificate holds {most} of it.",
                "Shorten it, or attach it as a document of its own.",
                field=name[:60],
                count=text.count("\n") + 1,
                most=lines,
            )


def _texts(facts: CertificateFacts) -> Iterator[tuple[str, str, int, int]]:
    """Each text with its name, and how many characters and lines of it fit on the page."""
    for name, value in asdict(facts).items():
        if name in {"statement", "deviation"}:
            yield name, value, 10_000, 100
        elif isinstance(value, str):
            yield name, value, 300, 12
    for name, value in facts.custom:
        yield _("The name of a custom field"), name, 300, 12
        yield name, value, 2000, 100
    for line in facts.tests:
        for text in (line.name, line.method, line.limits, line.value, line.laboratory):
            yield line.name, text, 300, 1
