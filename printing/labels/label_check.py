"""Read a label back before it is released: every symbol, from the very page the printer gets.

A symbol that decodes to other bytes, or not at all, stops the label. What is compared is what
a scanner would send: the symbology identifier and every byte, separators included. One that
reads in spite of something over it or in its quiet zone stops it too: on paper, it would not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import zxingcpp

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Refusal, refusal
from printing.inks.label_renderer import draw
from printing.labels import label_rules
from printing.labels.label_layout import Bars, Layout, arrange
from printing.pages import opened, picture
from printing.symbology.symbols import TITLES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PIL.Image import Image

    from printing.inks.label_renderer import LabelFields
    from printing.labels.label_elements import LabelTemplate

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

_BLACK, _WHITE, _GREY = b"\x00", b"\xff", b"\x80"
_NEARLY = 38  # of 255: dark and light differ by 70 % at least, grade 4 of ISO/IEC 15416
_CONTRAST = _BLACK * (_NEARLY + 1) + _GREY * (254 - 2 * _NEARLY) + _WHITE * (_NEARLY + 1)
"""Grey to black or white, and to a grey that neither is where it is not near to one."""


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
    for page, layout in enumerate(layouts, 1):
        try:
            keep_the_rules(layout)
        except Refusal as refused:
            fact = message("Label {page}: {why}", page=page, why=refused.fact)
            raise Refusal(fact, refused.remedy) from refused
    pdf = draw(layouts, template.title)
    return pdf, read_back(pdf, layouts, each)


def keep_the_rules(layout: Layout) -> None:
    """See that a label breaks no rule that can be told before it is drawn.

    Raises:
        Refusal: it does; the first of what was found.
    """
    for finding in label_rules.findings(layout):
        if finding.refuses:
            raise finding.refusal()


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
        region = _region(image, bars)
        seen = {(_identifier(code), code.bytes) for code in _decode(region, bars)}
        if (symbol.identifier, symbol.payload) not in seen:
            raise _unread(bars, page, [sent for _, sent in seen])
        if not _is_clear(region, bars):
            raise _covered(bars, page)
        checked_symbols.append(
            CheckedSymbol(symbol.symbology, symbol.identifier, symbol.payload)
        )
    return checked_symbols


def _identifier(code: zxingcpp.Barcode) -> str:
    """As scanners send it: the last character of a Code 39 may look like a check by chance."""
    found: str = code.symbology_identifier
    return "]A0" if found == "]A1" else found


def _region(image: Image, bars: Bars) -> Image:
    """Where a symbol stands, with its quiet zone and nothing beside it."""
    beside, above = bars.quiet_dots
    return image.crop(
        (
            bars.x_dots - beside,
            bars.y_dots - above,
            bars.x_dots + bars.width_dots + beside,
            bars.y_dots + bars.height_dots + above,
        )
    )


def _decode(region: Image, bars: Bars) -> list[zxingcpp.Barcode]:
    return zxingcpp.read_barcodes(
        region.rotate(bars.turn, expand=True) if bars.turn else region,
        formats=_FORMATS[bars.symbol.symbology],
        try_rotate=False,
        try_invert=False,
        try_downscale=False,
    )


def _is_clear(region: Image, bars: Bars) -> bool:
    """Whether there is the symbol, in black on white, and nothing else."""
    return region.tobytes().translate(_CONTRAST) == _alone(bars)


def _alone(bars: Bars) -> bytes:
    """The pixels of a symbol within its quiet zone, a byte for each."""
    beside, above = bars.quiet_dots
    modules = (_WHITE * bars.module_dots, _BLACK * bars.module_dots)
    side = _WHITE * beside
    rows = [
        (side + b"".join(map(modules.__getitem__, row)) + side) * bars.row_dots
        for row in bars.symbol.rows
    ]
    edge = _WHITE * ((bars.width_dots + 2 * beside) * above)
    return edge + b"".join(rows) + edge


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


def _covered(bars: Bars, page: int) -> Refusal:
    return refusal(
        "Label {page}: something lies over the {symbology} or in its quiet zone.",
        "Nothing was printed. Move it away in the template, or use another template.",
        page=page,
        symbology=TITLES[bars.symbol.symbology],
    )


def _shown(sent: bytes) -> str:
    """Bytes as people are shown them, the separator spelled out."""
    return sent.decode("utf-8", "replace").replace("\x1d", "<GS>")
