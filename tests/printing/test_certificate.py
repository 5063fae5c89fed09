"""A certificate says all its facts, on as many pages as they take, the same way every time."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops, ImageOps
from reportlab.pdfgen.canvas import Canvas

from lsn_desktop.domain.refusals import Refusal
from printing import east_asian, fonts
from printing.certificates import certificate_qr
from printing.certificates.certificate import (
    CertificateFacts,
    ResultLine,
    certificate_pdf,
    digest,
)
from printing.east_asian import lacking
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
    text = text_of(certificate_pdf(FACTS))

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
    assert certificate_pdf(FACTS) == certificate_pdf(replace(FACTS))


def test_every_font_of_a_certificate_is_embedded() -> None:
    pdf = certificate_pdf(replace(FACTS, logo=logo()))
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
    document = pdfium.PdfDocument(certificate_pdf(replace(FACTS, paper=paper)))

    size = [side / 72 * 25.4 for side in document.get_page_size(0)]
    document.close()
    assert size == pytest.approx([width, height], abs=0.1)


def test_another_decoder_reads_number_and_digest_from_the_qr_code(tmp_path: Path) -> None:
    document = pdfium.PdfDocument(certificate_pdf(FACTS))
    document[0].render(scale=200 / 72).to_pil().save(tmp_path / "certificate.png")
    document.close()

    assert zbar(tmp_path / "certificate.png") == {f"LSN-COC COC-00042 {digest(FACTS)}".encode()}


def test_many_custom_fields_go_on_over_pages_that_name_the_certificate() -> None:
    fields = tuple((f"Field {number:03}", f"Value {number:03}") for number in range(120))
    pdf = certificate_pdf(replace(FACTS, custom=fields))
    pages = [text_of(pdf, page) for page in range(pages_of(pdf))]

    assert len(pages) > 2
    assert all(f"Page {place} of {len(pages)}" in page for place, page in enumerate(pages, 1))
    assert all("COC-00042" in page and "Value" in page for page in pages)
    everything = "\n".join(pages)
    assert all(name in everything and value in everything for name, value in fields)


def everywhere(text: str, *names: str) -> dict[str, Any]:
    """The same text for each of these facts."""
    return dict.fromkeys(names, text)


@pytest.mark.parametrize("hostile", [text for text in HOSTILE if not lacking(text)])
def test_hostile_text_is_printed_and_draws_nothing_else(hostile: str) -> None:
    pdf = certificate_pdf(
        replace(
            FACTS,
            **everywhere(hostile, "company", "address", "item", "sku", "lot", "supplier"),
            statement=hostile,
            custom=((hostile, hostile),),
        )
    )

    assert b"/Subtype /Image" not in pdf
    assert "COC-00042" in text_of(pdf)


@pytest.mark.parametrize("unknown", ["שלום עולם", "مرحبا", "Ⴀ ไทย"])
def test_letters_that_no_face_draws_are_refused_in_words(unknown: str) -> None:
    with pytest.raises(Refusal, match="company has characters that no typeface on this"):
        certificate_pdf(replace(FACTS, company=unknown))


def test_chinese_is_drawn_where_the_computer_has_its_face_and_else_refused() -> None:
    facts = replace(FACTS, company="漢字 株式会社", item="牛乳 1 L", statement="検査済み")
    if not east_asian.faces():
        with pytest.raises(Refusal, match="install a TrueType face"):
            certificate_pdf(facts)
        return
    text = as_read(text_of(certificate_pdf(facts)))
    assert all(words in text for words in ("漢字 株式会社", "牛乳 1 L", "検査済み"))


EUROPE = (
    "Příliš žluťoučký kůň úpěl ďábelské ódy",  # Czech, Slovak
    "Zażółć gęślą jaźń",  # Polish
    "Árvíztűrő tükörfúrógép",  # Hungarian
    "Șase țări, înghețată, câine",  # Romanian
    "Žvairi ėjo į ąžuolą, šūvis ų",  # Lithuanian
    "Glāžšķūņa rūķīši ņēma ģīboņus",  # Latvian
    "Öölase tõusu järjekindel žürii",  # Estonian, Finnish
    "Ægir þór ðýr, blåbærsyltetøy",  # Icelandic, Norwegian, Danish
    "Œuvre naïve où l'été ça suffît",  # French
    "Mañana ¿qué? ¡ünico! l·l",  # Spanish, Catalan
    "Straße, GROẞ, Fußgängerübergänge",  # German
    "Ħobż ġdid ċar żgħir",  # Maltese
    "Iğdır'ın çılgın öğretmeni şişti",  # Turkish
    "Ŵyth tŷ â ŷd; bean Éireannach úr",  # Welsh, Irish
    "Đorđe čuva ćup šljiva",  # Croatian
    "Shqipëri, gjë e çuditshme",  # Albanian
    "Τάχιστη αλώπηξ βαφής ψημένη γη, ΰ ΐ ώ",  # Greek
    "Съешь же ещё этих мягких французских булок",  # Russian
    "Щастям б'єш жук їх глицю в фон й ґедзь",  # Ukrainian
    "Љубазни фењерџија чађавог лица ђ ћ",  # Serbian
    "Ѓорѓи, ќерка, ѕвезда, џем",  # Macedonian
    "Ў беларускай мове ёсць ў і дзь",  # Belarusian
    "Ѝ щъркел, жълтият",  # Bulgarian
    "€ £ ₴ ₽ zł § № µ °C ‰ ± × ½",
)


def test_every_letter_of_europe_is_drawn_and_can_be_read_from_the_page() -> None:
    """Extracted as written, and none drawn as the box that stands for a missing glyph."""
    pdf = certificate_pdf(replace(FACTS, custom=tuple((words, words) for words in EUROPE)))
    texts = [text_of(pdf, page) for page in range(pages_of(pdf))]

    everything = as_read(" ".join(texts))
    for words in EUROPE:
        assert as_read(words) in everything
    document = pdfium.PdfDocument(pdf)
    shapes = {
        character: shape for page in document for character, shape in glyphs_on(page).items()
    }
    document.close()
    missing = drawn_alone("\ue000")  # no font has it: reportlab draws .notdef
    wanted = {letter for words in EUROPE for letter in words if letter.isalpha()}
    assert wanted <= shapes.keys()
    assert drawn_alone("W") != missing
    for letter in sorted(wanted):
        assert shapes[letter].getbbox() is not None, letter
        assert ImageChops.difference(shapes[letter], missing).getbbox() is not None, letter


def as_read(text: str) -> str:
    """On one line; the micro sign and the Greek letter are one glyph."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def glyphs_on(page: pdfium.PdfPage) -> dict[str, Image.Image]:
    """How each character of a page looks, in a frame of one size."""
    scale = 6
    picture = page.render(scale=scale).to_pil().convert("L")
    height = page.get_height()
    text = page.get_textpage()
    found: dict[str, Image.Image] = {}
    for at in range(text.count_chars()):
        character = text.get_text_range(at, 1)
        if character.isspace():
            continue
        left, bottom, right, top = text.get_charbox(at)
        box = (left * scale, (height - top) * scale, right * scale, (height - bottom) * scale)
        cut = picture.crop(tuple(round(side) for side in box))
        if cut.width and cut.height:
            shape = ImageOps.invert(cut).resize((24, 32)).point(lambda dot: (dot > 127) * 255)
            found.setdefault(character, shape)
    text.close()
    return found


def drawn_alone(character: str) -> Image.Image:
    """How our face draws a character, whether it has it or not."""
    fonts.register()
    out = BytesIO()
    canvas = Canvas(out, (200, 200), initialFontName=fonts.REGULAR)  # type: ignore[arg-type]
    canvas.setFont(fonts.REGULAR, 100)
    canvas.drawString(50, 50, character)
    canvas.save()
    document = pdfium.PdfDocument(out.getvalue())
    picture = ImageOps.invert(document[0].render(scale=1).to_pil().convert("L"))
    document.close()
    cut = picture.crop(picture.getbbox())
    return cut.resize((24, 32)).point(lambda dot: (dot > 127) * 255)


PASSES, FAILS = True, False
RESULTS = (
    ResultLine(
        *("Fat content", "ISO 1211", "3.0 – 4.0 %", "3.50 %"),
        PASSES,
        *("2026-11-20", "Eurolab"),
    ),
    ResultLine("Lead", "ICP-MS", "max. 0.02 mg/kg", "<0.01 mg/kg", PASSES),
    ResultLine("Salmonella", "ISO 6579", "Not detected in 25 g", "detected", FAILS),
    ResultLine("Colour", "", "", "creamy", PASSES),
)
ANALYSIS = replace(FACTS, kind="coa", number="COA-00007", tests=RESULTS)


def test_a_certificate_of_analysis_shows_each_test_with_limits_result_and_verdict() -> None:
    pdf = certificate_pdf(ANALYSIS)
    text = as_read(text_of(pdf))

    assert "Certificate of analysis" in text
    for line in RESULTS:
        assert all(
            as_read(words) in text
            for words in (line.name, line.method, line.limits, line.value)
        )
    assert (text.count("passes"), text.count("fails")) == (2, 1)
    assert certificate_qr.payloads(pdf) == {f"LSN-COA COA-00007 {digest(ANALYSIS)}".encode()}


def test_a_revision_says_what_it_replaces_and_why() -> None:
    text = text_of(
        certificate_pdf(
            replace(
                ANALYSIS,
                revision=2,
                replaces="COA-00012",
                replaced_on=date(2026, 11, 20),
                reason="lead retested",
                deviation="Issued although Salmonella: no result. Reason: late (Olga)",
            )
        )
    )

    assert "Revision 2, replaces COA-00012 of 2026-11-20: lead retested" in text
    assert "Issued although Salmonella: no result. Reason: late (Olga)" in text


def test_a_draft_of_a_revision_ends_in_no_colon_before_its_reason_is_typed() -> None:
    draft = replace(ANALYSIS, revision=2, replaces="COA-00012", replaced_on=date(2026, 11, 20))

    text = text_of(certificate_pdf(draft))

    assert "Revision 2, replaces COA-00012 of 2026-11-20" in text
    assert "2026-11-20:" not in text


def test_a_letter_states_first_and_then_names_the_goods() -> None:
    standard, letter = (
        text_of(certificate_pdf(replace(FACTS, layout=layout)))
        for layout in ("standard", "letter")
    )

    assert standard.index("L2611A") < standard.index("We certify")
    assert letter.index("We certify") < letter.index("L2611A")


@pytest.mark.parametrize(
    "change",
    [{"kind": "coa"}, {"revision": 2}, {"tests": RESULTS}, {"deviation": "x"}, {"reason": "x"}],
)
def test_what_is_new_on_certificates_counts_where_it_says_something(
    change: dict[str, Any],
) -> None:
    assert digest(replace(FACTS, **change)) != digest(FACTS)


def test_certificates_of_before_keep_their_digest() -> None:
    assert digest(FACTS) == ("67c619b748c43a89f659a60356fadb2f26cbc1ae277ae5dcf05250ccb0f33742")


@pytest.mark.parametrize("text", ["<b>x</b>", '<img src="file:///etc/passwd"/>', "&lt;^XZ"])
def test_markup_is_text_on_a_certificate(text: str) -> None:
    assert text in text_of(certificate_pdf(replace(FACTS, item=text, lot=text)))


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_logo_is_drawn(form: str) -> None:
    pdf = certificate_pdf(replace(FACTS, logo=logo(form)))
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
        certificate_pdf(replace(FACTS, logo=picture))


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
        certificate_pdf(replace(FACTS, **change))


def test_the_longest_values_fit() -> None:
    named = ("company", "item", "sku", "lot", "serial", "supplier")
    longest: dict[str, Any] = dict.fromkeys(named, "W" * 300)
    pdf = certificate_pdf(
        replace(
            FACTS,
            **longest,
            address="W" * 289 + "\n" * 11,
            statement="W" * 10_000,
            custom=(("N" * 300, "W" * 2000),) * 3,
        )
    )

    assert "This file is signed" in text_of(pdf, pages_of(pdf) - 1)
