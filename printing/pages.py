"""A PDF opened to be looked at. PDFium serves one thread at a time."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pypdfium2 as pdfium

from lsn_desktop.pdfium import ONE_THREAD

if TYPE_CHECKING:
    from collections.abc import Generator

    from PIL.Image import Image

_WHITE = (255, 255, 255, 255)


@contextmanager
def opened(pdf: bytes) -> Generator[pdfium.PdfDocument]:
    """The document, until the block ends; another thread that opens one waits."""
    with ONE_THREAD:
        document = pdfium.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()


def picture(document: pdfium.PdfDocument, page: int, width: int, height: int) -> Image:
    """A page in grey, drawn to exactly ``width`` x ``height`` pixels."""
    bitmap = pdfium.PdfBitmap.new_native(width, height, pdfium.raw.FPDFBitmap_Gray)
    bitmap.fill_rect(_WHITE, 0, 0, width, height)
    opened_page = document[page]
    pdfium.raw.FPDF_RenderPageBitmap(
        bitmap, opened_page, 0, 0, width, height, 0, pdfium.raw.FPDF_GRAYSCALE
    )
    opened_page.close()
    image: Image = bitmap.to_pil().copy()  # the bitmap's memory ends with it
    bitmap.close()
    return image


def coloured(document: pdfium.PdfDocument, page: int, width: int, height: int) -> Image:
    """A page in its colours, drawn to exactly ``width`` x ``height`` pixels."""
    bitmap = pdfium.PdfBitmap.new_native(width, height, pdfium.raw.FPDFBitmap_BGR)
    bitmap.fill_rect(_WHITE, 0, 0, width, height)
    opened_page = document[page]
    pdfium.raw.FPDF_RenderPageBitmap(bitmap, opened_page, 0, 0, width, height, 0, 0)
    opened_page.close()
    image: Image = bitmap.to_pil().copy()  # the bitmap's memory ends with it
    bitmap.close()
    return image
