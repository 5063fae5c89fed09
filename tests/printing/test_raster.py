"""The label in dots is the label of the PDF: same size, same modules, text in its place."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image, ImageChops, ImageStat

from printing import fonts
from printing.inks import label_renderer, raster
from printing.labels import label_templates
from printing.labels.label_layout import Layout, arrange
from printing.labels.layout_parts import Line, Picture, Shape
from printing.pages import opened, picture
from tests.printing.labels import LABELS, MILK

BARE = Layout(400, 400, 8.0, (), ())


def of_the_pdf(layout: Layout) -> Image.Image:
    with opened(label_renderer.draw([layout], "")) as document:
        page = picture(document, 0, layout.width_dots, layout.height_dots)
    return page.point(lambda grey: 255 if grey > 127 else 0)


def ink(image: Image.Image) -> tuple[int, int, int, int]:
    box = ImageChops.invert(image.convert("L")).getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize("dpi", [203, 300, 600])
@pytest.mark.parametrize("name", sorted(LABELS))
def test_all_but_text_is_the_same_dot_for_dot(name: str, dpi: int) -> None:
    layout = replace(arrange(label_templates.load(name), LABELS[name], dpi), lines=())
    made = raster.bitmap(layout)

    assert made.mode == "1"
    assert made.size == (layout.width_dots, layout.height_dots)
    assert made.convert("L").tobytes() == of_the_pdf(layout).tobytes()


@pytest.mark.parametrize("thick", [1, 3, 7])
def test_boxes_are_the_same_dot_for_dot(thick: int) -> None:
    layout = replace(BARE, shapes=(Shape(13, 17, 100, 50, thick),))

    assert raster.bitmap(layout).convert("L").tobytes() == of_the_pdf(layout).tobytes()


@pytest.mark.parametrize("line", [(0, 0, 400, 1), (200, 20, 1, 90), (13, 17, 100, 50)])
def test_lines_stand_where_the_pdf_has_them(line: tuple[int, int, int, int]) -> None:
    layout = replace(BARE, shapes=(Shape(*line),))
    left, top, wide, high = line
    box = (left, top, left + wide, top + high)

    assert ink(raster.bitmap(layout)) == box
    # PDFium draws a lone rectangle a dot larger rather than miss a part of it.
    theirs = ink(of_the_pdf(layout))
    assert all(abs(one - other) <= 1 for one, other in zip(box, theirs, strict=True))


def test_a_picture_is_the_same_dot_for_dot() -> None:
    bits = bytes(range(256)) * 2
    layout = replace(BARE, pictures=(Picture(9, 31, 61, 64, bits),))

    assert raster.bitmap(layout).convert("L").tobytes() == of_the_pdf(layout).tobytes()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("font", sorted(fonts.NAMES.values()))
@pytest.mark.parametrize("text", ["Lot L0O1", "Ångström", "Ωμέγα", "Ж 2026-12-19"])
def test_text_stands_where_the_pdf_has_it(text: str, font: str, turn: int) -> None:
    layout = replace(BARE, lines=(Line(25.03, 24.97, font, 9.5, text, turn),))
    ours, pdfs = ink(raster.bitmap(layout)), ink(of_the_pdf(layout))

    assert all(abs(one - other) <= 2 for one, other in zip(ours, pdfs, strict=True))


@pytest.mark.parametrize("font", [fonts.REGULAR, fonts.BOLD])  # hinting widens the others
def test_no_shift_brings_a_line_nearer_to_the_pdf(font: str) -> None:
    layout = replace(BARE, lines=(Line(3, 20, font, 14, "Lot L0O1 Ångström 2026"),))
    ours = ImageChops.invert(raster.bitmap(layout).convert("L"))
    pdfs = ImageChops.invert(of_the_pdf(layout).convert("L"))

    def shared(across: int, down: int) -> float:
        moved = ImageChops.offset(ours, across, down)
        return ImageStat.Stat(ImageChops.darker(moved, pdfs)).sum[0]

    shifts = [(across, down) for across in (-1, 0, 1) for down in (-1, 0, 1)]
    assert max(shifts, key=lambda shift: shared(*shift)) == (0, 0)


def test_a_png_says_how_large_a_dot_is() -> None:
    with Image.open(
        io.BytesIO(raster.png(arrange(label_templates.load("lot"), MILK, 203)))
    ) as it:
        assert (it.mode, it.size) == ("1", (800, 400))
        assert it.info["dpi"] == pytest.approx((203.2, 203.2), abs=0.05)
