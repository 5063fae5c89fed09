"""Labels in ZPL, the language of label printers.

A symbol is always a picture (``^GF``) of the very modules that were read back: the printer
draws no barcode of its own, so none can differ from what was verified. Words are the
printer's own type where its face has the letters. Field data are hexadecimal wherever a
character could mean anything to the printer: a lot number cannot end the label it stands on.
"""

from __future__ import annotations

from string import ascii_letters, digits
from typing import TYPE_CHECKING

from printing import fonts
from printing.inks.raster import line_ink, modules, picture_ink
from printing.inks.zpl_pixels import graphic_field

if TYPE_CHECKING:
    from PIL.Image import Image

    from printing.labels.layout_parts import Layout, Line, Picture, Shape

_TURNS = {0: "N", 90: "R", 180: "I", 270: "B"}
_CAPITAL = 0.952  # height of font 0 at which its capitals are those of Noto Sans of one em
_SMALLEST = 10  # dots; Source: Zebra Programming Guide, "^A Scalable/Bitmapped Font"
_WIDEST = 1.4  # times its height, before letters of font 0 look drawn out

_WIDTHS = {
    9: " '|\\",
    10: "{}/:;IfijltÌÍÎÏìíîï",
    12: '!"(),.[]`r¡·',
    14: "z",
    16: "Jcksvxyçýÿ",
    18: "#$*+0123456789<=>?EFLTZ^_abdeghnopqu~£§°±«»¿ÈÉÊËßàáâãäåèéêëðñòóôõö÷øùúûüþ",
    20: "ABCKPSVXYÀÁÂÃÄÅÇÝÞ",
    22: "DGHNOQRUÐÑÒÓÔÕÖØÙÚÛÜ",
    24: "&w",
    26: "æ",
    28: "-MmÆ",
    30: "%@W",
}
"""Letters of font 0 by their width in 36ths of its height, as ``^A0,h,h`` sets them."""

_FACE = {character: width for width, letters in _WIDTHS.items() for character in letters}


_HARMLESS = frozenset(f" {ascii_letters}{digits}".encode())


def zpl(layout: Layout) -> bytes:
    """One label, from ``^XA`` to ``^XZ``, in UTF-8."""
    fields = [_shape(shape) for shape in layout.shapes]
    fields += [_picture(picture) for picture in layout.pictures]
    fields += [_pixels(modules(bars), bars.x_dots, bars.y_dots) for bars in layout.bars]
    fields += [_line(line, layout.dots_per_mm) for line in layout.lines if line.text.strip()]
    head = f"^XA^CI28^PW{layout.width_dots}^LL{layout.height_dots}^LH0,0"
    return "\n".join((head, *fields, "^XZ\n")).encode("ascii")


def _shape(shape: Shape) -> str:
    least = min(shape.width_dots, shape.height_dots)
    thick = min(shape.thickness_dots, least // 2) or least
    at = f"^FO{shape.x_dots},{shape.y_dots}"
    return f"{at}^GB{shape.width_dots},{shape.height_dots},{thick}^FS"


def _picture(picture: Picture) -> str:
    return _pixels(picture_ink(picture), picture.x_dots, picture.y_dots)


def _line(line: Line, dots_per_mm: float) -> str:
    """A line in the printer's font 0, stretched to the layout's width; or its picture."""
    em = line.size * fonts.POINT * dots_per_mm
    high = round(em * _CAPITAL)
    if high < _SMALLEST or not _has_glyphs(line):
        ink, left, top = line_ink(line, dots_per_mm)
        return _pixels(ink, left, top)
    wide = fonts.width(line.text, line.font, line.size) * dots_per_mm
    usual = sum(_FACE[character] for character in line.text) / 36  # at a width of one dot
    stretched = min(int(wide / usual), int(high * _WIDEST))
    at = f"^FT{round(line.x * dots_per_mm)},{round(line.y * dots_per_mm)}"
    return f"{at}^A0{_TURNS[line.turn]},{high},{stretched}^FH^FD{_escaped(line.text)}^FS"


def _has_glyphs(line: Line) -> bool:
    """Whether font 0 can say the line.

    Its zero is a letter O to many eyes: codes, which are set in the monospaced face for its
    slashed zero, are pictures if they hold one.
    """
    mono = line.font in (fonts.MONO, fonts.MONO_BOLD)
    return all(character in _FACE for character in line.text) and not (
        mono and "0" in line.text
    )


def _escaped(text: str) -> str:
    """Letters, digits and spaces as they are, all else as ``_`` and two hexadecimal digits."""
    return "".join(chr(byte) if byte in _HARMLESS else f"_{byte:02X}" for byte in text.encode())


def _pixels(ink: Image, left: int, top: int) -> str:
    """A mask as a graphic field, cut to what is dark and lies on the label."""
    box = ink.getbbox()
    if box is None:
        return ""
    box = (max(box[0], -left), max(box[1], -top), box[2], box[3])
    if box[0] >= box[2] or box[1] >= box[3]:
        return ""
    return f"^FO{left + box[0]},{top + box[1]}^GFA,{graphic_field(ink.crop(box))}^FS"
