"""A PDF drawn on a print queue of Windows, page by page, at the size it has.

We draw each page to the dots of the device, and hand them over as they are: of a label in
black and white and unscaled, so that no driver decides about a module. The corner of the page
is the corner of the paper, whatever the driver keeps free around it.

Source: Microsoft, GDI: GetDeviceCaps, StretchDIBits (as Pillow's ``ImageWin.Dib`` calls it);
printdocs: DocumentProperties. Seen to work only against a stand-in for Windows: no test of
ours runs there.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pywintypes
import win32gui
import win32print
from PIL import ImageWin

from lsn_desktop.domain.refusals import refusal
from printing.fonts import POINT
from printing.labels.layout_parts import dots_per_mm
from printing.pages import coloured, opened, picture
from printing.queues.print_jobs import JobId
from printing.queues.windows_spooler import PROGRAM, broken_off, keep

if TYPE_CHECKING:
    from collections.abc import Generator

    from _win32typing import PyDEVMODEW, PyPrinterHANDLE
    from PIL.Image import Image
    from pypdfium2 import PdfDocument

_INCH = 25.4
_SLACK = 1.0  # mm: the paper of a driver is seldom exactly that of a page
_WORDS_DPI = 300  # what pages of words are drawn with at most
_GREY = 128
_ACROSS, _DOWN, _WIDE, _HIGH, _LEFT, _TOP = 88, 90, 110, 111, 112, 113  # GetDeviceCaps
_SIZE, _LENGTH, _WIDTH = 0x2, 0x4, 0x8  # DM_PAPERSIZE, DM_PAPERLENGTH, DM_PAPERWIDTH
_PAPERS = {(210, 297): 9, (216, 279): 1}  # DMPAPER_A4, DMPAPER_LETTER
_OWN = 256  # DMPAPER_USER
_FILL = 0x2 | 0x8  # DM_OUT_BUFFER | DM_IN_BUFFER


@dataclass(frozen=True, slots=True)
class _Device:
    """A printer as its driver tells of it: dots an inch; paper and origin in dots."""

    context: int
    dpi: tuple[int, int]
    paper: tuple[int, int]
    origin: tuple[int, int]

    def holds(self, size: tuple[float, float]) -> bool:
        """Whether a page of a size in mm finds room on the paper."""
        return all(of - has < _SLACK for of, has in zip(size, self.paper_mm, strict=True))

    def is_of(self, size: tuple[float, float]) -> bool:
        """Whether the paper is that of a page of a size in mm."""
        return all(abs(of - has) < _SLACK for of, has in zip(size, self.paper_mm, strict=True))

    @property
    def paper_mm(self) -> tuple[float, float]:
        return self.paper[0] / self.dpi[0] * _INCH, self.paper[1] / self.dpi[1] * _INCH


def resolution(queue: str) -> int:
    """Dots an inch that a queue's driver prints with; 0 when it does not tell."""
    try:
        with _device(queue, None) as device:
            return device.dpi[0]
    except pywintypes.error:
        return 0


def send(
    printer: PyPrinterHANDLE,
    queue: str,
    pdf: bytes,
    title: str,
    *,
    copies: int = 1,
    dpi: int = 0,
    exact: bool = False,
) -> JobId:
    """Print a PDF; with ``dpi`` a label's, whose dots are so many an inch.

    Raises:
        Refusal: the paper is too small; the dots are ``exact`` and the printer has others.
        NoAnswer: it broke in the middle.
        pywintypes.error: it broke before the first page.

    """
    with opened(pdf) as document:
        size = _size(document, 0)
        with _with_paper(printer, queue, size) as device:
            _see_that_it_fits(queue, device, size, dpi, exact=exact)
            number = win32print.StartDoc(device.context, (title or PROGRAM, None, None, 0))
            which = JobId(queue, number)
            keep(printer, which)
            _print(device, document, copies, dpi, exact=exact)
            return which


def _print(
    device: _Device, document: PdfDocument, copies: int, dpi: int, *, exact: bool
) -> None:
    done = 0
    try:
        for page in list(range(len(document))) * copies:
            image, target = _drawn(device, document, page, dpi, exact=exact)
            win32print.StartPage(device.context)
            left, top = -device.origin[0], -device.origin[1]
            box = (left, top, left + target[0], top + target[1])
            ImageWin.Dib(image).draw(device.context, box)
            win32print.EndPage(device.context)
            done += 1
        win32print.EndDoc(device.context)
    except pywintypes.error as error:
        with suppress(pywintypes.error):
            win32print.AbortDoc(device.context)
        if done:
            raise broken_off(error) from error
        raise


def _drawn(
    device: _Device, document: PdfDocument, page: int, dpi: int, *, exact: bool
) -> tuple[Image, tuple[int, int]]:
    """A page as pixels, and as how many dots of the device they are printed."""
    size = _size(document, page)
    if not dpi:
        dots = [side / _INCH for side in device.dpi]
        target = (round(size[0] * dots[0]), round(size[1] * dots[1]))
        share = min(1.0, _WORDS_DPI / min(device.dpi))
        wide, high = (max(1, round(side * share)) for side in target)
        return coloured(document, page, wide, high), target
    head = dpi / _INCH if exact else dots_per_mm(dpi)
    times = tuple(has // dpi if not has % dpi else 0 for has in device.dpi)
    if not all(times):  # a driver of other dots: nearest to them
        head, times = dots_per_mm(device.dpi[0]), (1, 1)
    wide, high = (round(side * head) for side in size)
    grey = picture(document, page, wide, high)
    ink = grey.point(lambda shade: 255 * (shade >= _GREY)).convert("1")
    return ink, (wide * times[0], high * times[1])


def _see_that_it_fits(
    queue: str, device: _Device, size: tuple[float, float], dpi: int, *, exact: bool
) -> None:
    if exact and any(has % dpi for has in device.dpi):
        raise refusal(
            "{queue} prints {has} dots an inch; it is entered with {dpi}.",
            "Nothing was printed. Choose {has} dots an inch for it in Settings, Printers.",
            queue=queue,
            has=device.dpi[0],
            dpi=dpi,
        )
    if not device.holds(size):
        wide, high = device.paper_mm
        raise refusal(
            "The paper of {queue} is {wide} x {high} mm; this page is {width} x {height} mm.",
            "Nothing was printed. Choose its size in the printing preferences of {queue}.",
            queue=queue,
            wide=f"{wide:.0f}",
            high=f"{high:.0f}",
            width=f"{size[0]:.0f}",
            height=f"{size[1]:.0f}",
        )


@contextmanager
def _with_paper(
    printer: PyPrinterHANDLE, queue: str, size: tuple[float, float]
) -> Generator[_Device]:
    """The device with paper of a size in mm, where its driver has such."""
    with _device(queue, None) as usual:
        if usual.is_of(size):
            yield usual
            return
    with _device(queue, _asked_for(printer, queue, size)) as device:
        yield device


@contextmanager
def _device(queue: str, wanted: PyDEVMODEW | None) -> Generator[_Device]:
    # Kept until the end, lest an object that owns the context ends it. None: the user's own.
    owner = win32gui.CreateDC("WINSPOOL", queue, wanted)  # type: ignore[arg-type]
    try:
        context = int(owner)
        across, down, wide, high, left, top = (
            win32print.GetDeviceCaps(context, what)
            for what in (_ACROSS, _DOWN, _WIDE, _HIGH, _LEFT, _TOP)
        )
        yield _Device(context, (across, down), (wide, high), (left, top))
    finally:
        win32gui.DeleteDC(owner)


def _asked_for(
    printer: PyPrinterHANDLE, queue: str, size: tuple[float, float]
) -> PyDEVMODEW | None:
    """The settings of the queue with paper of a size, as far as its driver takes them."""
    wanted = (
        win32print.GetPrinter(printer, 9)["pDevMode"]
        or (win32print.GetPrinter(printer, 2)["pDevMode"])
    )
    if wanted is None:
        return None
    wide, high = (round(side) for side in size)
    wanted.PaperSize = _PAPERS.get((wide, high), _OWN)
    wanted.Fields |= _SIZE
    if wanted.PaperSize == _OWN:
        wanted.PaperWidth, wanted.PaperLength = (round(side * 10) for side in size)
        wanted.Fields |= _LENGTH | _WIDTH
    win32print.DocumentProperties(0, printer, queue, wanted, wanted, _FILL)
    return wanted


def _size(document: PdfDocument, page: int) -> tuple[float, float]:
    """Width and height of a page in mm."""
    wide, high = document.get_page_size(page)
    return wide * POINT, high * POINT
