"""A certificate says all its facts, on as many pages as they take, the same way every time."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium
import pytest
from PIL import Image

from lsn_desktop.domain.refusals import Refusal
from printing.certificate import CertificateFacts, certificate_of_compliance, digest
from tests.printing.labels import HOSTILE, pages_of, text_of, zbar

if TYPE_CHECKING:
    from pathlib import Path


def logo(form: str = "PNG", size: tuple[int, int] = (600, 200)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "#1F5FBF").save(out, form)
    return out.getvalue()


FACTS = CertificateFacts(
    number="COC-00042",
    issued=date(2026, 11, 22),
    company="Northwind Foods GmbH",
    address="Hafenstraße 12\n20457 Hamburg",
    item="Whole milk 1 L",
    sku="MILK-1L",
    lot="L2611A",
    statement="We certify that the goods comply with the purchase order.\nStored at 4 °C.",
    gtin="09521234543213",
    production=date(2026, 11, 20),
    expiry=date(2026, 12, 19),
    supplier="Northwind Dairy",
    receipt="RC-00017",
    received=date(2026, 11, 21),
    quantity="48",
    unit="units",
    issued_to="Hotel Атлантик",
    custom=(("Fat content", "3.5 %"), ("Empty", ""), ("Θερμοκρασία", "72 °C")),
)


def test_every_fact_can_be_read_from_the_page() -> None:
    text = text_of(certificate_of_compliance(FACTS))

    for words in (
        "Certificate of compliance",
        "No. COC-00042, issued on 2026-11-22 to Hotel Атлантик",
        *("Northwind Foods GmbH", "Hafenstraße 12", "20457 Hamburg"),
        *("Whole milk 1 L", "MILK-1L", "L2611A", "09521234543213", "48 units"),
        *("2026-11-20", "2026-12-19", "2026-11-21", "Northwind Dairy", "RC-00017"),
        "We certify that the goods comply with the purchase order.",
        "Stored at 4 °C.",
        *("Fat content", "3.5 %", "Θερμοκρασία", "72 °C"),
        "This file is signed electronically",
        "Page 1 of 1",
    ):
        assert words in text
    assert "Empty" not in text
    assert "Best before" not in text


def test_the_same_facts_are_the_same_bytes() -> None:
    assert certificate_of_compliance(FACTS) == certificate_of_compliance(replace(FACTS))


def test_every_font_of_a_certificate_is_embedded() -> None:
    pdf = certificate_of_compliance(replace(FACTS, logo=logo()))
    fonts = set(re.findall(rb"/BaseFont /(\S+)", pdf))

    assert fonts
    assert all(b"+NotoSans" in font for font in fonts)


@pytest.mark.parametrize(
    "change",
    [
        {"lot": "L2611B"},
        {"expiry": None},
        {"statement": "Other"},
        {"custom": (("Fat content", "3.6 %"),)},
        {"logo": logo()},
    ],
)
def test_another_fact_is_another_digest(change: dict[str, Any]) -> None:
    assert digest(replace(FACTS, **change)) != digest(FACTS)


def test_the_paper_is_no_fact() -> None:
    assert digest(replace(FACTS, paper="Letter")) == digest(FACTS)


@pytest.mark.parametrize(
    ("paper", "width", "height"), [("A4", 210, 297), ("Letter", 215.9, 279.4)]
)
def test_the_paper_is_the_one_asked_for(paper: Any, width: float, height: float) -> None:
    document = pdfium.PdfDocument(certificate_of_compliance(replace(FACTS, paper=paper)))

    size = [side / 72 * 25.4 for side in document.get_page_size(0)]
    document.close()
    assert size == pytest.approx([width, height], abs=0.1)


def test_another_decoder_reads_number_and_digest_from_the_qr_code(tmp_path: Path) -> None:
    document = pdfium.PdfDocument(certificate_of_compliance(FACTS))
    document[0].render(scale=200 / 72).to_pil().save(tmp_path / "certificate.png")
    document.close()

    assert zbar(tmp_path / "certificate.png") == {f"LSN-COC COC-00042 {digest(FACTS)}".encode()}


def test_many_custom_fields_go_on_over_pages_that_name_the_certificate() -> None:
    fields = tuple((f"Field {number:03}", f"Value {number:03}") for number in range(120))
    pdf = certificate_of_compliance(replace(FACTS, custom=fields))
    pages = [text_of(pdf, page) for page in range(pages_of(pdf))]

    assert len(pages) > 2
    assert all(f"Page {place} of {len(pages)}" in page for place, page in enumerate(pages, 1))
    assert all("COC-00042" in page and "Value" in page for page in pages)
    everything = "\n".join(pages)
    assert all(name in everything and value in everything for name, value in fields)


def everywhere(text: str, *names: str) -> dict[str, Any]:
    """The same text for each of these facts."""
    return dict.fromkeys(names, text)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_printed_and_draws_nothing_else(hostile: str) -> None:
    pdf = certificate_of_compliance(
        replace(
            FACTS,
            **everywhere(hostile, "company", "address", "item", "sku", "lot", "supplier"),
            statement=hostile,
            custom=((hostile, hostile),),
        )
    )

    assert b"/Subtype /Image" not in pdf
    assert "COC-00042" in text_of(pdf)


@pytest.mark.parametrize("text", ["<b>x</b>", '<img src="file:///etc/passwd"/>', "&lt;^XZ"])
def test_markup_is_text_on_a_certificate(text: str) -> None:
    assert text in text_of(certificate_of_compliance(replace(FACTS, item=text, lot=text)))


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_logo_is_drawn(form: str) -> None:
    pdf = certificate_of_compliance(replace(FACTS, logo=logo(form)))
    document = pdfium.PdfDocument(pdf)
    corner = document[0].render(scale=1).to_pil().convert("RGB").getpixel((80, 60))
    document.close()

    assert corner == pytest.approx((0x1F, 0x5F, 0xBF), abs=4)


@pytest.mark.parametrize(
    "picture",
    [b"no picture", logo("GIF"), logo()[:200], logo(size=(20_000, 3_000)), b"%!PS-Adobe"],
)
def test_what_is_no_logo_is_refused_with_the_remedy(picture: bytes) -> None:
    with pytest.raises(Refusal, match="PNG or JPEG"):
        certificate_of_compliance(replace(FACTS, logo=picture))


@pytest.mark.parametrize(
    ("change", "fact"),
    [
        ({"item": "W" * 301}, "item has 301 characters"),
        ({"address": "x\n" * 12 + "x"}, "address has 13 lines"),
        ({"statement": "W" * 10_001}, "statement has 10001 characters"),
        ({"statement": "word\n" * 100 + "x"}, "statement has 101 lines"),
        ({"custom": (("Note", "W" * 2001),)}, "Note has 2001 characters"),
        ({"custom": (("a", "b"),) * 501}, "holds 500 custom fields"),
    ],
)
def test_what_does_not_fit_on_a_certificate_is_never_cut(
    change: dict[str, Any], fact: str
) -> None:
    with pytest.raises(Refusal, match=fact):
        certificate_of_compliance(replace(FACTS, **change))


def test_the_longest_values_fit() -> None:
    named = ("company", "item", "sku", "lot", "serial", "supplier")
    longest: dict[str, Any] = dict.fromkeys(named, "W" * 300)
    pdf = certificate_of_compliance(
        replace(
            FACTS,
            **longest,
            address="W" * 289 + "\n" * 11,
            statement="W" * 10_000,
            custom=(("N" * 300, "W" * 2000),) * 3,
        )
    )

    assert "This file is signed" in text_of(pdf, pages_of(pdf) - 1)
