"""Files of strangers as pages: PDFs and pictures; what cannot be shown says why."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import pypdfium2 as pdfium
from PIL import Image, ImageOps, UnidentifiedImageError
from pypdfium2 import raw
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from lsn_desktop.domain.messages import _

_EDGE = 28  # points
_MOST_PIXELS = 60_000_000
_WIDEST = 2400  # pixels of a picture's longer side: 200 dots per inch on its page
_MOST_PAGES = 2000
_NOT_ENCRYPTED = -1


@dataclass(slots=True)
class Source:
    """A file opened by PDFium, ``pages`` of it; or none, and ``why``."""

    document: pdfium.PdfDocument | None
    pages: int
    why: str = ""

    def close(self) -> None:
        """Let go of it."""
        if self.document is not None:
            self.document.close()


def source(data: bytes, media_type: str) -> Source:
    """A file as pages, if it is a PDF that opens, or a picture. PDFium's lock is held."""
    if media_type.startswith("image/"):
        return _picture(data)
    if media_type == "application/pdf" or data.startswith(b"%PDF-"):
        return _pdf(data)
    return Source(None, 0, _("this kind of file has no pages"))


def _pdf(data: bytes) -> Source:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        code = raw.FPDF_GetLastError()
        encrypted = code == raw.FPDF_ERR_PASSWORD or b"/Encrypt" in data
        return Source(None, 0, _("it is encrypted") if encrypted else _("it is damaged"))
    count, why = len(document), ""
    if raw.FPDF_GetSecurityHandlerRevision(document) != _NOT_ENCRYPTED:
        why = _("it is encrypted")
    elif not 0 < count <= _MOST_PAGES:
        why = _("it has no pages, or too many")
    elif not _made_flat(document):
        why = _("it is damaged")
    if why:
        document.close()
        return Source(None, 0, why)
    return Source(document, count)


def _made_flat(document: pdfium.PdfDocument) -> bool:
    """Draw forms and notes into their pages: nothing that could run stays on them."""
    for number in range(len(document)):
        try:
            page = document[number]
        except pdfium.PdfiumError:
            return False
        flat = raw.FPDFPage_Flatten(page, raw.FLAT_PRINT)
        for at in reversed(range(raw.FPDFPage_GetAnnotCount(page))):
            raw.FPDFPage_RemoveAnnot(page, at)
        page.close()
        if flat == raw.FLATTEN_FAIL:
            return False
    return True


def _picture(data: bytes) -> Source:
    """A picture on a page of its own, upright, as large as fits."""
    try:
        with Image.open(BytesIO(data)) as found:
            if found.width * found.height > _MOST_PIXELS:
                return Source(None, 0, _("the picture is too large"))
            found.draft("RGB", (_WIDEST, _WIDEST))
            shown = ImageOps.exif_transpose(found).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return Source(None, 0, _("it is damaged"))
    except Image.DecompressionBombError:
        return Source(None, 0, _("the picture is too large"))
    shown.thumbnail((_WIDEST, _WIDEST))
    size = landscape(A4) if shown.width > shown.height else A4
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=True)
    room = size[0] - 2 * _EDGE, size[1] - 2 * _EDGE
    scale = min(room[0] / shown.width, room[1] / shown.height)
    width, height = shown.width * scale, shown.height * scale
    left, bottom = (size[0] - width) / 2, (size[1] - height) / 2
    canvas.drawImage(ImageReader(shown), left, bottom, width, height)
    canvas.save()
    return Source(pdfium.PdfDocument(out.getvalue()), 1)
