"""Pages of a PDF as pictures, for people to look at before they print."""

from __future__ import annotations

from io import BytesIO

from printing.pages import opened


def first_page(pdf: bytes, dpi: int = 110) -> bytes:
    """A PNG of the first page."""
    out = BytesIO()
    with opened(pdf) as document:
        document[0].render(scale=dpi / 72).to_pil().save(out, "PNG")
    return out.getvalue()
