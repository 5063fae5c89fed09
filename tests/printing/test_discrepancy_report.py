"""The report of what was over, short and damaged: it says all of it, and draws the pictures."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pypdfium2
from PIL import Image

from printing.papers.discrepancy_report import DiscrepancyFacts, WrongLine, discrepancy_report

LINES = (
    WrongLine("Short", "Whole milk 1 L", "MILK", "L1", "12 pcs", ""),
    WrongLine("Damaged", "Butter 250 g", "BUTTER", "B1", "2 pcs", "Broken or crushed\nLeft"),
    WrongLine("Short", "Butter 250 g", "BUTTER", "B2", "1 pcs", "", withdrawn=True),
)


def told(**more: object) -> DiscrepancyFacts:
    known: dict[str, object] = {
        "receipt": "RC-00007", "received": date(2026, 11, 22), "company": "Test Dairy",
        "address": "1 Dock Road\nTown", "supplier": "Northwind", "order": "PO-1042",
        "notice": "ASN-1", "carrier": "", "place": "DOCK-1", "lines": LINES,
    }  # fmt: skip
    return DiscrepancyFacts(**{**known, **more})  # type: ignore[arg-type]


def texts(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [document[at].get_textpage().get_text_range() for at in range(len(document))]


def picture(form: str = "PNG") -> bytes:
    out = BytesIO()
    Image.new("RGB", (1200, 800), "#884422").save(out, form)
    return out.getvalue()


def test_the_page_says_all_of_it() -> None:
    (page,) = texts(discrepancy_report(told()))

    for words in (
        "Test Dairy", "1 Dock Road", "RC-00007", "2026-11-22", "Northwind", "PO-1042",
        "ASN-1", "DOCK-1", "1 short, 1 damaged", "Whole milk 1 L", "L1", "12 pcs",
        "Broken or crushed", "Came later", "Driver: name, signature, date", "Page 1 of 1",
    ):  # fmt: skip
        assert words in page, words


def test_the_same_facts_are_the_same_bytes() -> None:
    assert discrepancy_report(told()) == discrepancy_report(told())


def test_two_hundred_lines_go_over_pages_with_their_headings() -> None:
    pages = texts(discrepancy_report(told(lines=LINES * 70)))

    assert len(pages) > 3
    assert all("Lot or serial" in page for page in pages[:-1])
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]


def test_pictures_are_drawn_and_what_is_none_is_named() -> None:
    pictures = [("carton.png", picture()), ("door.jpg", picture("JPEG")), ("bad.png", b"?")]

    pdf = discrepancy_report(told(pictures=pictures))

    page = pypdfium2.PdfDocument(pdf)[0]
    assert sum(each.type == 3 for each in page.get_objects(max_depth=3)) == 2
    (text,) = texts(pdf)
    assert "bad.png" in text
    assert "(cannot be drawn)" in text


def test_names_that_try_to_be_markup_are_words() -> None:
    name = '<img src="file:///etc/passwd"/> & <b>'
    line = WrongLine("Other", name, "", "", "", name)

    (page,) = texts(discrepancy_report(told(lines=[line])))

    assert "<img" in page


def test_a_delivery_with_nothing_wrong_says_so() -> None:
    (page,) = texts(discrepancy_report(told(lines=[])))

    assert "Nothing is wrong with this delivery." in page
