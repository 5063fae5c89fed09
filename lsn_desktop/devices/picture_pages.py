"""Pictures and PDFs as grey pages that can be looked at for codes."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from math import sqrt
from typing import TYPE_CHECKING, cast

import pypdfium2 as pdfium
from PIL import Image, ImageOps, ImageStat, UnidentifiedImageError

from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.pdfium import ONE_THREAD

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from typing import BinaryIO

_PDF = b"%PDF-"
_HEAD = 1024  # bytes of a file in which a PDF may say that it is one
_DPI = 300
_POINTS_PER_INCH = 72
_MOST_PIXELS = 64_000_000
_LOCKED = 4  # PDFium's number for a password that is missing
# Not every kind Pillow knows: some are programs, run to see what they draw (EPS).
_KINDS = ["PNG", "JPEG", "TIFF", "WEBP", "GIF", "BMP", "PPM", "JPEG2000", "AVIF"]
_PAGED, _ANIMATED = ("TIFF",), ("GIF", "WEBP", "PNG")
_MOST_FRAMES = 100  # of an animation
_LIGHT = 200  # of 255


@dataclass(frozen=True)
class Page:
    """One page in mode L; ``enlarged`` gives it so many times as large, drawn anew if it can.

    ``count`` pages are in the file. Pictures that follow each other in an animation are one.
    """

    image: Image.Image
    enlarged: Callable[[int], Image.Image]
    number: int = 1
    count: int = 1


def pages_of(file: BinaryIO, name: str) -> Iterator[Page]:
    """The pages of a picture or PDF, one after the other.

    Raises:
        Refusal: it is neither, locked, damaged, or too large to look at.
        OSError: it cannot be read.

    """
    is_pdf = _PDF in file.read(_HEAD)
    file.seek(0)
    return _drawn_pages(file, name) if is_pdf else _pictures(file, name)


def _pictures(file: BinaryIO, name: str) -> Iterator[Page]:
    with _in_words(name):
        Image.init()
        picture = Image.open(file, formats=[kind for kind in _KINDS if kind in Image.OPEN])
        frames = getattr(picture, "n_frames", 1)
        paged = picture.format in _PAGED
        if picture.format in _ANIMATED:
            frames = min(frames, _MOST_FRAMES)
        elif not paged:  # a photograph may carry a small copy of itself
            frames = 1
    for at in range(frames):
        with _in_words(name):
            picture.seek(at)
            image = _grey(picture, name)
        enlarged = partial(_enlarged, image)
        yield Page(image, enlarged, at + 1, frames) if paged else Page(image, enlarged)


@contextmanager
def _in_words(name: str) -> Generator[None]:
    """Say in words what a decoder says in one of many ways."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what is odd about a file
            yield
    except Refusal:
        raise
    except Image.DecompressionBombError as error:
        raise _too_large(name) from error
    except UnidentifiedImageError as error:
        raise _no_picture(name) from error
    except Exception as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise refusal(
            "{file} is damaged: a part of the picture is missing.",
            "Save or photograph it again.",
            file=name,
        ) from error


def _grey(picture: Image.Image, name: str) -> Image.Image:
    """The picture upright, in shades of grey, on white."""
    width, height = picture.size
    if width * height > _MOST_PIXELS:
        picture.draft("L", (width // 2, height // 2))  # a JPEG can be read at half its size
        width, height = picture.size
    if width * height > _MOST_PIXELS:
        raise _too_large(name)
    picture.load()
    upright = ImageOps.exif_transpose(picture)
    return _flat(upright if upright is not None else picture)


def _flat(picture: Image.Image) -> Image.Image:
    if picture.mode == "F" or picture.mode.startswith("I"):  # more than eight bits
        deep = picture.convert("F")
        low, high = cast("tuple[float, float]", deep.getextrema())
        factor = 255 / max(1.0, high - low)
        return deep.point(lambda value: value * factor - low * factor).convert("L")
    if picture.has_transparency_data:
        colours, cover = picture.convert("RGBA").convert("LA").split()
        visible = ImageStat.Stat(colours, cover.point(lambda value: value > 0 and 255))
        ground = 0 if visible.count[0] and visible.mean[0] > _LIGHT else 255
        return Image.composite(colours, Image.new("L", colours.size, ground), cover)
    if picture.mode == "LAB":
        return picture.getchannel("L")
    return (
        picture.convert("RGB").convert("L") if picture.mode == "CMYK" else picture.convert("L")
    )


def _enlarged(image: Image.Image, times: int) -> Image.Image:
    size = (image.width * times, image.height * times)
    return image.resize(size, Image.Resampling.BICUBIC)


def _drawn_pages(file: BinaryIO, name: str) -> Iterator[Page]:
    try:
        with ONE_THREAD:
            document = pdfium.PdfDocument(file)
    except pdfium.PdfiumError as error:
        raise _locked(name) if error.err_code == _LOCKED else _no_picture(name) from error
    broken = []
    try:
        count = len(document)
        for at in range(count):
            try:
                draw = partial(_drawn, document, at)
                yield Page(draw(1), draw, at + 1, count)
            except pdfium.PdfiumError:
                broken.append(at + 1)
    finally:
        with ONE_THREAD:
            document.close()
    if broken:
        raise refusal(
            "{file} is damaged: page {page} cannot be drawn.",
            "Have it saved again, or photograph that page.",
            file=name,
            page=", ".join(str(number) for number in broken),
        )


def _drawn(document: pdfium.PdfDocument, at: int, times: int) -> Image.Image:
    """A page at the resolution small codes need; a poster at what fits."""
    with ONE_THREAD:
        page = document[at]
        try:
            width, height = page.get_size()
            most = sqrt(_MOST_PIXELS / max(1.0, width * height))
            scale = min(times * _DPI / _POINTS_PER_INCH, most)
            bitmap = page.render(scale=scale, grayscale=True)
            drawn: Image.Image = bitmap.to_pil().convert("L")
            bitmap.close()
        finally:
            page.close()
    return drawn


def _too_large(name: str) -> Refusal:
    return refusal(
        "{file} has more than {most} million pixels.",
        "Cut out the part with the codes and try again.",
        file=name,
        most=_MOST_PIXELS // 1_000_000,
    )


def _no_picture(name: str) -> Refusal:
    return refusal(
        "{file} is neither a picture nor a PDF.",
        "Give a PNG, JPEG, TIFF, WebP or PDF file.",
        file=name,
    )


def _locked(name: str) -> Refusal:
    return refusal(
        "{file} is locked with a password.",
        "Open it with the password, print it to a new PDF, and give that one.",
        file=name,
    )
