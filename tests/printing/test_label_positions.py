"""Everything stands where the layout has it, measured with a rule laid on the printed page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from printing.inks import label_renderer, raster
from printing.labels import label_templates
from printing.labels.label_layout import arrange
from printing.pages import opened, picture
from tests.printing.labels import LABELS

if TYPE_CHECKING:
    from PIL.Image import Image

    from printing.labels.layout_parts import Layout, Line

FINE = 20  # pixels of the rule in a millimetre
FINEST = 80  # of the drawing that text is held against
NEAR = 0.1  # mm


def measured(image: Image) -> tuple[float, ...]:
    """Left, top, right and bottom of the ink, in mm."""
    box = image.point(lambda grey: 255 if grey < 128 else 0).getbbox()
    assert box is not None
    return tuple(edge / FINE for edge in box)


def each_alone(layout: Layout) -> list[tuple[Layout, tuple[float, ...]]]:
    """Every symbol, rule and line of text alone on its label, and where its ink should be."""
    bare = replace(layout, lines=(), bars=(), shapes=(), pictures=())
    dots = layout.dots_per_mm
    alone = [
        (
            replace(bare, bars=(one,)),
            (one.x_dots, one.y_dots, one.x_dots + one.width_dots, one.y_dots + one.height_dots),
        )
        for one in layout.bars
    ]
    alone += [
        (
            replace(bare, shapes=(one,)),
            (one.x_dots, one.y_dots, one.x_dots + one.width_dots, one.y_dots + one.height_dots),
        )
        for one in layout.shapes
    ]
    in_mm = [(part, tuple(edge / dots for edge in box)) for part, box in alone]
    return in_mm + [(replace(bare, lines=(one,)), ink_of(one)) for one in layout.lines]


def ink_of(line: Line) -> tuple[float, ...]:
    """Where FreeType's own drawing of a line has its ink, in mm."""
    ink, left, top = raster.line_ink(line, FINEST)
    box = ink.getbbox()
    assert box is not None
    x, y, right, bottom = box
    return tuple(edge / FINEST for edge in (left + x, top + y, left + right, top + bottom))


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("name", label_templates.builtin())
def test_every_part_is_printed_within_a_tenth_of_a_millimetre(name: str, dpi: int) -> None:
    layout = arrange(label_templates.load(name), LABELS[name], dpi)
    parts = each_alone(layout)
    size = (
        round(layout.width_dots / layout.dots_per_mm * FINE),
        round(layout.height_dots / layout.dots_per_mm * FINE),
    )
    with opened(label_renderer.draw([part for part, _ in parts], "")) as document:
        for page, (_, box) in enumerate(parts):
            found = measured(picture(document, page, *size))
            assert found == pytest.approx(box, abs=NEAR), parts[page]


@pytest.mark.parametrize("dpi", [203, 300, 600])
@pytest.mark.parametrize("name", label_templates.builtin())
def test_bars_stand_on_whole_dots(name: str, dpi: int) -> None:
    layout = arrange(label_templates.load(name), LABELS[name], dpi)

    assert layout.bars
    for bars in layout.bars:
        assert bars.module_dots >= 2
        assert all(
            isinstance(dots, int)
            for dots in (bars.x_dots, bars.y_dots, bars.module_dots, bars.row_dots)
        )
