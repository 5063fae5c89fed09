"""Codes of pictures over a page, in every state a person may meet them in, for the gallery."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import zxingcpp
from PIL import Image

from ui.gallery.kit import HOSTILE, framed
from ui.gallery.office import demo_company, desk_of
from ui.picture_scans.picture_codes import Found, Source, find
from ui.picture_scans.picture_reader import PictureReader
from ui.screens.home import HomePage
from ui.screens.receive import ReceivePage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from ui.parts.theme import Theme

_LABELS = (
    ("(01)19521234543371(17)261219(10)HF-3107(37)12", "DataMatrix"),
    ("(01)09521234543213(17)261204(10)L2611A", "Code128"),
    ("(01)09521234543213(17)261204(10)L2611A", "QRCode"),
    ("9521234543220", "EAN13"),
    ("[)>\x1e06\x1d1PVALVE-4\x1d1TL7781\x1dQ12\x1e\x04", "PDF417"),
    ("PO-1042", "Code39"),
)


def _sheet(symbols: Sequence[tuple[str, str]]) -> bytes:
    """Symbols under each other on a white page."""
    drawn = []
    for text, kind in symbols:
        made = zxingcpp.create_barcode(
            text, getattr(zxingcpp.BarcodeFormat, kind), gs1=text.startswith("(01)")
        )
        drawn.append(Image.fromarray(made.to_image(scale=3)))
    width = max(one.width for one in drawn) + 80
    page = Image.new("L", (width, sum(one.height + 60 for one in drawn) + 40), 255)
    top = 40
    for one in drawn:
        page.paste(one, (40, top))
        top += one.height + 60
    out = BytesIO()
    page.save(out, "PNG")
    return out.getvalue()


def _reader(
    theme: Theme, page: str, build: Callable[[Theme], QWidget]
) -> tuple[QWidget, PictureReader]:
    window = framed(theme, page, build(theme))
    reader = PictureReader(desk_of(demo_company(), theme), window, _nowhere)
    return window, reader


def _receive(theme: Theme) -> QWidget:
    return ReceivePage(desk_of(demo_company(), theme))


def _home(theme: Theme) -> QWidget:
    return HomePage(desk_of(demo_company(), theme))


def _nowhere(_frame: bytes, _device: str, _certain: bool) -> None:  # noqa: FBT001 - a slot
    """Pictures scan nothing."""


def _found(
    name: str, symbols: Sequence[tuple[str, str]], troubles: Sequence[str] = ()
) -> Found:
    program = demo_company()
    station = program.station(program.users()[0])
    sources = [Source(name, content=_sheet(symbols))]
    found = find(sources, program, station, lambda _source, _page: None)
    return Found(found.names, found.rows, tuple(troubles))


def codes(theme: Theme) -> QWidget:
    """A packing slip over the Receive page."""
    window, reader = _reader(theme, "receive", _receive)
    reader.panel.tell(_found("packing-slip.pdf", _LABELS))
    return window


def looked_up(theme: Theme) -> QWidget:
    """One of them, over a page that takes no scans, and a file that was none."""
    window, reader = _reader(theme, "home", _home)
    trouble = (
        "prices.csv is neither a picture nor a PDF. Give a PNG, JPEG, TIFF, WebP or PDF file."
    )
    reader.panel.tell(_found("IMG_2041.jpg", _LABELS[:2], [trouble]))
    return window


def hostile(theme: Theme) -> QWidget:
    """Codes and file names that try to be markup or to run over."""
    window, reader = _reader(theme, "receive", _receive)
    symbols = [(text[:200], "QRCode") for text in HOSTILE]
    reader.panel.tell(
        _found(HOSTILE[2], [*symbols, ("\x00\x1b[2J\x7f", "QRCode")], HOSTILE[:2])
    )
    return window


def nothing(theme: Theme) -> QWidget:
    """A picture without a code."""
    window, reader = _reader(theme, "home", _home)
    reader.panel.tell(Found(("IMG_2042.jpg",)))
    return window


def under_way(theme: Theme) -> QWidget:
    """A long document while it is read."""
    window, reader = _reader(theme, "receive", _receive)
    reader.reading.names = ("packing-slips-november.pdf",)
    reader.reading.changed.emit()
    reader.reading.looked.emit("packing-slips-november.pdf", 4, 10)
    return window


def left(theme: Theme) -> QWidget:
    """Codes that were left for a moment, to choose the delivery."""
    window, reader = _reader(theme, "receive", _receive)
    reader.panel.tell(_found("packing-slip.pdf", _LABELS))
    reader.panel.leave()
    return window


def dragged(theme: Theme) -> QWidget:
    """A file held over the window."""
    window, reader = _reader(theme, "home", _home)
    reader.show_where()
    return window


PAGES: dict[str, Callable[[Theme], QWidget]] = {
    "picture-codes": codes,
    "picture-look-up": looked_up,
    "picture-hostile": hostile,
    "picture-nothing": nothing,
    "picture-reading": under_way,
    "picture-left": left,
    "picture-dragged": dragged,
}
