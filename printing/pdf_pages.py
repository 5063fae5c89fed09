"""Pages of a PDF as pictures, for people to look at before they print."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2 as pdfium

from printing.pages import opened

if TYPE_CHECKING:
    from collections.abc import Sequence


def first_page(pdf: bytes, dpi: int = 110) -> bytes:
    """A PNG of the first page."""
    return page(pdf, 0, dpi)


def page(pdf: bytes, number: int, dpi: int = 110) -> bytes:
    """A PNG of one page, the first being 0."""
    out = BytesIO()
    with opened(pdf) as document:
        document[number].render(scale=dpi / 72).to_pil().save(out, "PNG")
    return out.getvalue()


def count(pdf: bytes) -> int:
    """How many pages there are."""
    with opened(pdf) as document:
        return len(document)


def only(pdf: bytes, numbers: Sequence[int]) -> bytes:
    """A PDF of some of the pages, the first being 0; each is drawn by the very same bytes."""
    out = BytesIO()
    with opened(pdf) as document:
        part = pdfium.PdfDocument.new()
        part.import_pages(document, list(numbers))
        part.save(out)
        part.close()
    return out.getvalue()
