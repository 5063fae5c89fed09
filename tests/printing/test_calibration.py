"""A printer that prints beside the mark is measured, and then prints where it was meant."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from lsn_desktop.domain.refusals import Refusal
from printing.inks import label_renderer
from printing.labels import label_layout, label_templates
from printing.labels.label_symbols import bearers
from printing.labels.layout_parts import Layout, Picture, Shape
from printing.pages import opened, picture
from printing.queues import ruler
from printing.queues.calibration import (
    NONE,
    Calibration,
    Measured,
    adjusted,
    from_measures,
    tuned,
)
from tests.printing.labels import MILK, PALLET

if TYPE_CHECKING:
    from printing.labels.layout_parts import Bars

FINE = 4  # pixels for a dot


def drawn(layout: Layout, fine: int = 1) -> Image.Image:
    with opened(label_renderer.draw([layout], "")) as document:
        return picture(document, 0, layout.width_dots * fine, layout.height_dots * fine)


class Printer:
    """One that stretches by ``by`` and prints ``off`` mm to the right and down."""

    def __init__(self, by: tuple[float, float], off: tuple[float, float]) -> None:
        self.by, self.off = by, off

    def prints(self, layout: Layout) -> Image.Image:
        pixels = layout.dots_per_mm * FINE
        (wide, high), (right, down) = self.by, self.off
        back = (1 / wide, 0, -right * pixels / wide, 0, 1 / high, -down * pixels / high)
        ink = drawn(layout, FINE)
        return ink.transform(ink.size, Image.Transform.AFFINE, back, fillcolor=255)


def measured(printed: Image.Image, pixels: float, meant: Measured) -> Measured:
    """What somebody with a good ruler reads off: the edges of the corner, where scales end."""
    ink = printed.point(lambda grey: 255 if grey < 128 else 0)
    found = ink.getbbox()
    assert found is not None
    left, top, right, bottom = found
    thick = round(0.25 * 8) / 8
    assert meant.across
    assert meant.along
    return Measured(
        left / pixels,
        top / pixels,
        (right - left) / pixels - thick,
        (bottom - top) / pixels - thick,
    )


@pytest.mark.parametrize("size", [(100, 50), (101.6, 152.4), (50.8, 25.4)])
@pytest.mark.parametrize(
    ("by", "off"),
    [
        ((1, 1), (0, 0)),
        ((1, 1), (1.5, -0.75)),
        ((1, 1.004), (0, 0)),
        ((0.995, 1.01), (-1.2, 2.1)),
    ],
)
def test_what_is_measured_on_a_ruler_puts_the_printer_right(
    size: tuple[float, float], by: tuple[float, float], off: tuple[float, float]
) -> None:
    printer, layout, meant = Printer(by, off), ruler.layout(*size, 203), ruler.meant(*size)
    scales = tuple(one for one in layout.shapes if 40 in (one.x_dots, one.y_dots))
    layout = replace(layout, lines=(), shapes=scales)
    pixels = layout.dots_per_mm * FINE

    found = from_measures(measured(printer.prints(layout), pixels, meant), meant)
    right = measured(printer.prints(adjusted(layout, found)), pixels, meant)

    for is_now, should in zip(_lengths(right), _lengths(meant), strict=True):
        assert abs(is_now - should) <= 0.1


def _lengths(one: Measured) -> tuple[float, ...]:
    return one.left, one.top, one.across or 0, one.along or 0


@pytest.mark.parametrize("template", ["lot", "serial", "bin"])
def test_without_an_error_nothing_is_moved(template: str) -> None:
    fields = {"lot": "L1", "serial": "S1", "item": "Milk", "location": "A-1", "company": "N"}
    layout = label_layout.arrange(label_templates.load(template), fields, 203)

    assert adjusted(layout, NONE) is layout
    assert from_measures(ruler.meant(100, 50), ruler.meant(100, 50)) == NONE


def test_ink_moves_by_as_many_dots_as_told() -> None:
    layout = label_layout.arrange(label_templates.load("lot"), MILK, 203)
    moved = drawn(adjusted(layout, Calibration(0.5, -0.25)))
    before = drawn(layout)

    for box in ((560, 80, 780, 290), (20, 280, 780, 370)):  # DataMatrix, GS1-128
        left, top, right, bottom = box
        there = moved.crop((left + 4, top - 2, right + 4, bottom - 2))
        assert there.tobytes() == before.crop(box).tobytes()


@given(
    st.floats(-0.6, 0.6), st.floats(-0.6, 0.6), st.floats(0.995, 1.005), st.floats(0.995, 1.005)
)
def test_modules_stay_whole_dots_and_are_read(
    right: float, down: float, wide: float, high: float
) -> None:
    layout = label_layout.arrange(label_templates.load("lot"), MILK, 203)
    moved = adjusted(layout, Calibration(right, down, wide, high))

    assert [_of_a_symbol(one) for one in moved.bars] == [
        _of_a_symbol(one) for one in layout.bars
    ]
    assert _read(moved) == _read(layout)
    assert len(_read(moved)) == 2


def _read(layout: Layout) -> set[tuple[str, bytes]]:
    found = zxingcpp.read_barcodes(drawn(layout))
    return {(one.symbology_identifier, one.bytes) for one in found}


def _of_a_symbol(bars: Bars) -> tuple[object, ...]:
    return bars.symbol, bars.module_dots, bars.row_dots, bars.turn


def test_every_part_of_a_label_is_moved() -> None:
    pixels = Picture(80, 80, 8, 2, b"\xff\xff")
    layout = Layout(800, 400, 8.0, (), (), (Shape(40, 80, 400, 8, 2),), (pixels,))

    moved = adjusted(layout, Calibration(1, 2, 1.05, 0.95))

    assert moved.shapes == (Shape(50, 92, 420, 8, 2),)
    assert moved.pictures == (replace(pixels, x_dots=92, y_dots=92),)


def test_what_is_moved_off_the_label_is_cut_at_its_edge() -> None:
    layout = Layout(800, 400, 8.0, (), (), (Shape(4, 4, 100, 100), Shape(0, 0, 4, 4)))

    assert adjusted(layout, Calibration(-1, -1)).shapes == (
        Shape(0, 0, 96, 96),
        Shape(0, 0, 1, 1),
    )


def test_a_symbol_never_leaves_the_label() -> None:
    layout = label_layout.arrange(label_templates.load("lot"), MILK, 203)

    with pytest.raises(Refusal, match=r"a symbol leaves the label by \d\.\d mm"):
        adjusted(layout, Calibration(9, 0))
    with pytest.raises(Refusal, match="leaves the label"):
        adjusted(layout, Calibration(0, -19))


def test_bars_along_a_symbol_go_with_it() -> None:
    template = label_templates.load("logistics")
    layout = label_layout.arrange(template, PALLET, 203)
    one = layout.bars[0]
    along = replace(one, symbol=replace(one.symbol, bearers=True))
    bearing = replace(layout, bars=(along,), shapes=bearers(along))

    moved = adjusted(bearing, Calibration(0.4, 0.4, 1.003, 0.997))

    assert moved.shapes == bearers(moved.bars[0])


@pytest.mark.parametrize("size", [(10, 50), (50, 12), (15.9, 50)])
def test_a_label_may_be_too_small_to_measure_by(size: tuple[float, float]) -> None:
    with pytest.raises(Refusal, match="too small to measure by"):
        ruler.layout(*size, 203)


@pytest.mark.parametrize("size", [(16, 16), (25.4, 25.4), (50, 30), (210, 297)])
@pytest.mark.parametrize("dpi", [203, 300, 600])
def test_a_ruler_stays_on_its_label(size: tuple[float, float], dpi: int) -> None:
    layout = ruler.layout(*size, dpi, "Darkness +5, and much that is too long " * 5)

    for shape in layout.shapes:
        assert shape.x_dots + shape.width_dots <= layout.width_dots
        assert shape.y_dots + shape.height_dots <= layout.height_dots
    assert all(line.y < size[1] for line in layout.lines)


@pytest.mark.parametrize("across", [60, 71.9, 88.1, 800])
def test_what_was_read_off_wrong_is_refused(across: float) -> None:
    with pytest.raises(Refusal, match=r"instead of 80 mm is further off"):
        from_measures(Measured(5, 5, across, 40), Measured(5, 5, 80, 40))


@pytest.mark.parametrize(
    ("chosen", "sent"),
    [
        (NONE, b"^XA^FDx^FS^XZ"),
        (Calibration(darkness=-5), b"^XA^MD-5^FDx^FS^XZ"),
        (Calibration(darkness=0, speed=4), b"^XA^MD0^PR4^FDx^FS^XZ"),
    ],
)
def test_darkness_and_speed_stand_at_the_head_of_the_format(
    chosen: Calibration, sent: bytes
) -> None:
    assert tuned(b"^XA^FDx^FS^XZ", chosen) == sent
