"""Codes in pictures and PDFs: a packing slip, a photograph of a label."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import zxingcpp
from PIL import Image, UnidentifiedImageError

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Unavailable, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PDF = b"%PDF-"
_HEAD = 1024  # bytes of a file in which a PDF may say that it is one
_DPI = 300
_POINTS_PER_INCH = 72
_MOST_PIXELS = 64_000_000


def codes_in(path: Path) -> Iterator[bytes]:
    """Every code of a picture or PDF as a scanner sends it: symbology identifier, then data.

    Raises:
        Refusal: the file is neither, or too large to look at.
        Unavailable: it cannot be read.

    """
    try:
        with path.open("rb") as file:
            is_pdf = _PDF in file.read(_HEAD)
        for picture in _pages(path) if is_pdf else _pictures(path):
            for code in zxingcpp.read_barcodes(picture):
                yield code.symbology_identifier.encode() + code.bytes
    except UnidentifiedImageError as error:
        raise _no_picture(path) from error
    except OSError as error:
        raise Unavailable(
            message("{file} cannot be read: {reason}.", file=path, reason=error),
            message("Give the name of a picture or PDF that can be read."),
        ) from error


def _pictures(path: Path) -> Iterator[Image.Image]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # we are stricter below
        try:
            with Image.open(path) as image:
                _check_size(path, *image.size)
                yield image.convert("RGB")
        except Image.DecompressionBombError as error:
            raise _too_large(path) from error


def _pages(path: Path) -> Iterator[Image.Image]:
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise _no_picture(path) from error
    try:
        scale = _DPI / _POINTS_PER_INCH
        for page in document:
            _check_size(path, *(side * scale for side in page.get_size()))
            yield page.render(scale=scale).to_pil().convert("RGB")
    finally:
        document.close()


def _check_size(path: Path, width: float, height: float) -> None:
    if width * height > _MOST_PIXELS:
        raise _too_large(path)


def _too_large(path: Path) -> Exception:
    return refusal(
        "{file} has more than {most} million pixels.",
        "Cut out the part with the codes and try again.",
        file=path,
        most=_MOST_PIXELS // 1_000_000,
    )


def _no_picture(path: Path) -> Exception:
    return refusal(
        "{file} is neither a picture nor a PDF.",
        "Give a PNG, JPEG, TIFF, WebP or PDF file.",
        file=path,
    )
