"""What is sent to a printer for a label, in the language it understands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PIL import ImageChops

from printing.inks import raster
from printing.inks.label_renderer import draw
from printing.inks.zpl import zpl
from printing.labels.layout_parts import Picture
from printing.queues.calibration import NONE, Calibration, adjusted, tuned

if TYPE_CHECKING:
    from printing.labels.layout_parts import Layout
    from printing.ways import PrinterAddress

_INCH = 25.4  # mm


def payload(
    layout: Layout, printer: PrinterAddress, calibration: Calibration = NONE, title: str = ""
) -> bytes:
    """One label, or one sheet, as its printer takes it.

    A ``bitmap`` is a page of our own dots, as large as the driver takes them to be; a folder
    gets it as PNG.

    Raises:
        Refusal: moved as the printer needs it, a symbol leaves the label.

    """
    right = adjusted(layout, calibration)
    if printer.language == "zpl":
        return tuned(zpl(right), calibration)
    if printer.language == "bitmap":
        if printer.kind == "folder":
            return raster.png(right)
        # A head of 8 dots a millimetre is 203 dpi to its driver, which is 0.1 % less: at the
        # larger size it would leave out a dot here and there.
        right = replace(in_dots(right), dots_per_mm=printer.dpi / _INCH)
    return draw([right], title)


def in_dots(layout: Layout) -> Layout:
    """The same label as nothing but black dots: no driver has anything to decide about it."""
    ink = ImageChops.invert(raster.bitmap(layout).convert("L")).convert("1")
    dots = Picture(0, 0, layout.width_dots, layout.height_dots, ink.tobytes())
    return replace(layout, lines=(), bars=(), shapes=(), pictures=(dots,))
