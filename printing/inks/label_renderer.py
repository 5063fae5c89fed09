"""Labels in ink: a PDF of vectors for the printer, and the picture of that same PDF.

The preview is the rendered PDF, never a second drawing, so what is looked at and what is
decoded back is what the printer gets.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.pdfgen.canvas import Canvas

from printing import fonts
from printing.inks.ink import draw_bars, draw_picture, draw_shape
from printing.labels.label_layout import Layout, arrange
from printing.pages import opened, picture

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from printing.labels.label_elements import LabelTemplate
    from printing.labels.layout_parts import Line

LabelFields = Mapping[str, str]
"""Values by name: those of ``label_fields.FIELDS`` and ``custom.<name>``; dates are ISO.

A missing one is empty."""

_INCH = 25.4


def pdf(template: LabelTemplate, labels: Sequence[LabelFields], *, dpi: int = 203) -> bytes:
    """One page per label, of the stock's size; the same labels give the same bytes.

    ``dpi`` is the print head's: modules are whole numbers of its dots.

    Raises:
        Refusal: a symbol cannot be made, or does not fit.

    """
    return draw((arrange(template, fields, dpi) for fields in labels), template.title)


def png(template: LabelTemplate, fields: LabelFields, dpi: int = 203) -> bytes:
    """A picture of one label, one pixel for each dot of the printer.

    Raises:
        Refusal: a symbol cannot be made, or does not fit.

    """
    layout = arrange(template, fields, dpi)
    with opened(draw([layout], template.title)) as document:
        image = picture(document, 0, layout.width_dots, layout.height_dots)
    out = BytesIO()
    image.save(out, "PNG", dpi=(layout.dots_per_mm * _INCH,) * 2)
    return out.getvalue()


def draw(layouts: Iterable[Layout], title: str) -> bytes:
    """The PDF of laid out labels."""
    fonts.register()
    out = BytesIO()
    canvas = Canvas(out, invariant=1, initialFontName=fonts.REGULAR)  # type: ignore[arg-type]
    canvas.setTitle(title)
    canvas.setCreator("LSN Desktop")
    for layout in layouts:
        _page(canvas, layout)
    canvas.save()
    return out.getvalue()


def _page(canvas: Canvas, layout: Layout) -> None:
    dot = 72 / _INCH / layout.dots_per_mm  # points
    height = layout.height_dots * dot
    canvas.setPageSize((layout.width_dots * dot, height))
    for line in layout.lines:
        _line(canvas, line, height)
    if layout.bars or layout.shapes or layout.pictures:
        canvas.saveState()
        canvas.transform(dot, 0, 0, -dot, 0, height)
        for shape in layout.shapes:
            draw_shape(canvas, shape)
        for pixels in layout.pictures:
            draw_picture(canvas, pixels)
        for bars in layout.bars:
            draw_bars(canvas, bars)
        canvas.restoreState()
    canvas.showPage()


def _line(canvas: Canvas, line: Line, height: float) -> None:
    canvas.setFont(line.font, line.size)
    x, y = line.x / fonts.POINT, height - line.y / fonts.POINT
    if not line.turn:
        canvas.drawString(x, y, line.text)
        return
    canvas.saveState()
    canvas.translate(x, y)
    canvas.rotate(-line.turn)
    canvas.drawString(0, 0, line.text)
    canvas.restoreState()
