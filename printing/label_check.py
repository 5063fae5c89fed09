"""Read a label back before it is released: every symbol, from the very page the printer gets.

A symbol that decodes to other bytes, or not at all, stops the label. What is compared is what
a scanner would send: the symbology identifier and every byte, separators included.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import zxingcpp

from lsn_desktop.domain.refusals import Refusal, refusal
from printing.label_layout import Bars, Layout, arrange
from printing.label_renderer import draw
from printing.pages import opened, picture
from printing.symbols import TITLES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PIL.Image import Image

    from printing.label_elements import LabelTemplate
    from printing.label_renderer import LabelFields

_FORMATS = {
    symbology: zxingcpp.BarcodeFormats(form)
    for symbology, form in {
        "gs1-datamatrix": zxingcpp.BarcodeFormat.DataMatrix,
        "gs1-128": zxingcpp.BarcodeFormat.Code128,
        "gs1-qr": zxingcpp.BarcodeFormat.QRCode,
        "digital-link": zxingcpp.BarcodeFormat.QRCode,
        "datamatrix": zxingcpp.BarcodeFormat.DataMatrix,
        "qr": zxingcpp.BarcodeFormat.QRCode,
        "code128": zxingcpp.BarcodeFormat.Code128,
        "code39": zxingcpp.BarcodeFormat.Code39Std,
        "ean13": zxingcpp.BarcodeFormat.EAN13,
        "ean8": zxingcpp.BarcodeFormat.EAN8,
        "upca": zxingcpp.BarcodeFormat.EAN13,  # the same bars, sent with a nought before it
        "itf14": zxingcpp.BarcodeFormat.ITF,
    }.items()
}


@dataclass(frozen=True, slots=True)
class CheckedSymbol:
    """A symbol that was decoded from the drawn label; ``sent`` is what a scanner will send."""

    symbology: str
    identifier: str
    sent: bytes


def check(template: LabelTemplate, fields: LabelFields, dpi: int = 203) -> list[CheckedSymbol]:
    """Draw one label, decode each of its symbols, and tell what they say.

    Raises:
        Refusal: a symbol cannot be made, does not fit, or does not read back.
    """
    return checked(template, [fields], dpi=dpi)[1][0]


def checked(
    template: LabelTemplate,
    labels: Sequence[LabelFields],
    *,
    dpi: int = 203,
    each: Callable[[int], None] | None = None,
) -> tuple[bytes, list[list[CheckedSymbol]]]:
    """The PDF of the labels, one page each, released only if every symbol on it reads back.

    The second value holds, page by page, what was decoded. ``each`` is told how many labels
    were read back so far; what it raises ends the work.

    Raises:
        Refusal: as :func:`check`; it names the page when there are several.
    """
    layouts = [arrange(template, fields, dpi) for fields in labels]
    pdf = draw(layouts, template.title)
    return pdf, read_back(pdf, layouts, each)


def read_back(
    pdf: bytes, layouts: Sequence[Layout], each: Callable[[int], None] | None = None
) -> list[list[CheckedSymbol]]:
    """What the symbols of a PDF say, page by page, each where its layout put it.

    Raises:
        Refusal: a symbol says something else than its layout, or nothing.

    """
    found = []
    with opened(pdf) as document:
        for page, layout in enumerate(layouts, 1):
            image = picture(document, page - 1, layout.width_dots, layout.height_dots)
            found.append(_read_page(image, layout, page))
            if each is not None:
                each(page)
    return found


def _read_page(image: Image, layout: Layout, page: int) -> list[CheckedSymbol]:
    checked_symbols = []
    for bars in layout.bars:
        symbol = bars.symbol
        seen = {(_identifier(code), code.bytes) for code in _decode(image, bars)}
        if (symbol.identifier, symbol.payload) not in seen:
            raise _unread(bars, page, [sent for _, sent in seen])
        checked_symbols.append(
            CheckedSymbol(symbol.symbology, symbol.identifier, symbol.payload)
        )
    return checked_symbols


def _identifier(code: zxingcpp.Barcode) -> str:
    """As scanners send it: the last character of a Code 39 may look like a check by chance."""
    found: str = code.symbology_identifier
    return "]A0" if found == "]A1" else found


def _decode(image: Image, bars: Bars) -> list[zxingcpp.Barcode]:
    """The symbol looked for where it stands, with its quiet zone and nothing beside it."""
    beside, above = bars.quiet_dots
    region = image.crop(
        (
            bars.x_dots - beside,
            bars.y_dots - above,
            bars.x_dots + bars.width_dots + beside,
            bars.y_dots + bars.height_dots + above,
        )
    )
    if bars.turn:
        region = region.rotate(bars.turn, expand=True)
    return zxingcpp.read_barcodes(
        region,
        formats=_FORMATS[bars.symbol.symbology],
        try_rotate=False,
        try_invert=False,
        try_downscale=False,
    )


def _unread(bars: Bars, page: int, found: Sequence[bytes]) -> Refusal:
    """What a scanner would see instead, and what to use."""
    what = (
        "Label {page}: the {symbology} reads back as {found}; it should say {wanted}."
        if found
        else "Label {page}: the {symbology} saying {wanted} does not read back."
    )
    return refusal(
        what,
        "Nothing was printed. Use a template with a larger symbol, or one with GS1 DataMatrix.",
        page=page,
        symbology=TITLES[bars.symbol.symbology],
        wanted=_shown(bars.symbol.payload),
        found=", ".join(_shown(sent) for sent in found),
    )


def _shown(sent: bytes) -> str:
    """Bytes as people are shown them, the separator spelled out."""
    return sent.decode("utf-8", "replace").replace("\x1d", "<GS>")
