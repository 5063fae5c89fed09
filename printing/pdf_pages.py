"""Pages of a PDF as pictures, for people to look at before they print."""

from __future__ import annotations

from io import BytesIO

import pypdfium2 as pdfium


def first_page(pdf: bytes, dpi: int = 110) -> bytes:
    """A PNG of the first page."""
    document = pdfium.PdfDocument(pdf)
    try:
        page = document[0]
        out = BytesIO()
        page.render(scale=dpi / 72).to_pil().save(out, "PNG")
        page.close()
        return out.getvalue()
    finally:
        document.close()
