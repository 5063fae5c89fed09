"""A bundle holds every certificate as its pages, marked, and once more as it was."""

from __future__ import annotations

import ctypes
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pytest
from PIL import Image
from pypdfium2 import raw
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from lsn_desktop.domain.refusals import Refusal
from printing.certificates import bundle as bundles
from printing.certificates.bundle import BundleFacts, Enclosed, bundle
from printing.pages import opened

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY = date(2026, 11, 22)


def pdf(*pages: str, opens: str | None = None) -> bytes:
    out = BytesIO()
    encrypt = StandardEncryption(opens, "owner") if opens is not None else None
    canvas = Canvas(out, invariant=True, encrypt=encrypt)
    for text in pages:
        canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def picture(width: int = 400, height: int = 100) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), (200, 30, 30)).save(out, "PNG")
    return out.getvalue()


def one(title: str, data: bytes, media_type: str = "application/pdf") -> Enclosed:
    return Enclosed(title, "Lab One", "Butter B1", DAY, None, f"{title}.pdf", media_type, data)


def made(*enclosed: Enclosed) -> bytes:
    return bundle(
        BundleFacts("SH-00001", DAY, "Test Dairy", "Road 1", "Clinic Ltd", enclosed, ("B9",))
    )


def texts(document: pdfium.PdfDocument) -> list[str]:
    return [page.get_textpage().get_text_range() for page in document]


def labels(document: pdfium.PdfDocument) -> list[str]:
    return [document.get_page_label(at) for at in range(len(document))]


def marks(document: pdfium.PdfDocument) -> list[tuple[str, int]]:
    return [(each.get_title(), each.get_dest().get_index()) for each in document.get_toc()]


def attached(document: pdfium.PdfDocument) -> dict[str, bytes]:
    return {
        each.get_name(): bytes(each.get_data())
        for each in map(document.get_attachment, range(document.count_attachments()))
    }


def test_each_certificate_is_there_page_by_page_marked_and_as_it_was() -> None:
    first, second = pdf("first of A", "second of A"), pdf("only of B")

    with opened(made(one("A-1", first), one("B-2", second))) as document:
        cover, *rest = texts(document)
        assert [text.strip() for text in rest] == ["first of A", "second of A", "only of B"]
        assert labels(document) == ["i", "1-1", "1-2", "2-1"]
        assert marks(document) == [("Cover", 0), ("1  A-1", 1), ("2  B-2", 3)]
        assert attached(document) == {"01 A-1.pdf": first, "02 B-2.pdf": second}
    assert "Pages that are put together carry no signature" in " ".join(cover.split())
    assert "B9" in cover


@pytest.mark.parametrize(
    ("data", "media_type", "why"),
    [
        (pdf("secret", opens="open sesame"), "application/pdf", "it is encrypted"),
        (pdf("locked", opens=""), "application/pdf", "it is encrypted"),
        (pdf("x")[:300], "application/pdf", "it is damaged"),
        (b"%PDF-1.7 nonsense", "application/pdf", "it is damaged"),
        (b"not a picture", "image/png", "it is damaged"),
        (b"a,b,c", "text/csv", "this kind of file has no pages"),
    ],
)
def test_what_has_no_pages_is_attached_and_named_on_the_cover(
    data: bytes, media_type: str, why: str
) -> None:
    with opened(made(one("A-1", data, media_type), one("B-2", pdf("good")))) as document:
        cover, page = texts(document)
        assert f"1: {why}" in cover
        assert page.strip() == "good"
        assert marks(document) == [("Cover", 0), ("2  B-2", 1)]
        assert attached(document)["01 A-1.pdf"] == data


def test_a_picture_is_a_page_of_its_own_lying_as_it_lies() -> None:
    with opened(made(one("wide", picture(), "image/png"))) as document:
        width, height = document[1].get_size()
        assert width > height
        shown = document[1].render(scale=0.3).to_pil().convert("RGB")
        assert shown.getpixel((shown.width // 2, shown.height // 2)) == (200, 30, 30)


def test_a_cover_that_takes_more_pages_still_says_the_right_ones() -> None:
    many = [one(f"C-{at}", pdf(f"page of {at}")) for at in range(60)]

    with opened(made(*many)) as document:
        found = texts(document)
        first = next(at for at, text in enumerate(found) if text.strip() == "page of 0")
        assert first > 1
        assert f"{first + 1}" in found[0].split()
        assert marks(document)[1] == ("1  C-0", first)
        assert labels(document)[: first + 1] == [*(["i", "ii", "iii", "iv"][:first]), "1-1"]


def with_script(document: bytes) -> bytes:
    """The same PDF with a note whose click runs a script."""
    loaded = pdfium.PdfDocument(document)
    page = loaded[0]
    note = raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_LINK)
    rect = raw.FS_RECTF(0, 800, 500, 0)
    raw.FPDFAnnot_SetRect(note, ctypes.byref(rect))
    raw.FPDFAnnot_SetURI(note, b"javascript:app.alert(1)")
    raw.FPDFPage_CloseAnnot(note)
    out = BytesIO()
    loaded.save(out)
    loaded.close()
    return out.getvalue()


def test_what_could_run_does_not_come_along_with_the_pages() -> None:
    hostile = with_script(pdf("click here"))
    assert b"javascript" in hostile

    with opened(made(one("A-1", hostile))) as document:
        assert raw.FPDFPage_GetAnnotCount(document[1]) == 0
        assert texts(document)[1].strip() == "click here"


def test_too_much_for_one_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "_MOST", 10)

    with pytest.raises(Refusal, match="too much for one file"):
        made(one("A-1", pdf("a")))


def test_the_same_facts_are_the_same_pages() -> None:
    told = BundleFacts("SH-1", DAY, "D", "", "", [one("A-1", pdf("a"))])

    def shown(facts: BundleFacts) -> Sequence[str]:
        with opened(bundle(facts)) as document:
            return texts(document)

    assert shown(told) == shown(replace(told))
