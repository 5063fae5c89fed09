"""Labels in ZPL: another interpreter prints the same modules, and one label for each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops

from printing import fonts
from printing.inks import raster
from printing.inks.zpl import zpl
from printing.inks.zpl_pixels import graphic_field
from printing.labels import label_templates
from printing.labels.label_layout import Layout, arrange
from printing.labels.layout_parts import Line, Picture, Shape
from tests.printing.labels import HOSTILE, LABELS, MILK

if TYPE_CHECKING:
    from tests.zpl_renderer import ZplRenderer

BARE = Layout(400, 400, 8.0, (), ())
DPMM = {203: 8, 300: 12, 600: 24}
BREAKING = (*HOSTILE, "L1^FS^XZ^XA^FO9,9^A0N,99,99^FDtwo", "~HS", "_5E", "a_b\\&c", "^FH|~DG,;")


def printed(zebra: ZplRenderer, layout: Layout, dpi: int = 203) -> Image.Image:
    (label,) = zebra.pictures(zpl(layout), layout.width_dots, layout.height_dots, DPMM[dpi])
    return label


def ink(image: Image.Image) -> tuple[int, int, int, int]:
    box = ImageChops.invert(image.convert("L")).getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize("name", sorted(LABELS))
@pytest.mark.parametrize("dpi", [203, 300])
def test_symbols_lines_and_boxes_are_printed_dot_for_dot(
    zebra: ZplRenderer, name: str, dpi: int
) -> None:
    whole = arrange(label_templates.load(name), LABELS[name], dpi)
    layout = replace(
        whole, lines=(), shapes=(*whole.shapes, Shape(3, 5, 90, 40, 4), Shape(0, 1, 99, 1))
    )

    assert printed(zebra, layout, dpi).tobytes() == raster.bitmap(layout).convert("L").tobytes()


def test_a_picture_is_printed_dot_for_dot(zebra: ZplRenderer) -> None:
    noise = Image.effect_noise((64, 50), 200).point(lambda grey: 255 * (grey > 128))
    layout = replace(BARE, pictures=(Picture(7, 11, 64, 50, noise.convert("1").tobytes()),))

    assert printed(zebra, layout).tobytes() == raster.bitmap(layout).convert("L").tobytes()


@pytest.mark.parametrize("words", BREAKING)
def test_nothing_a_person_types_prints_a_second_label(zebra: ZplRenderer, words: str) -> None:
    fields = MILK | dict.fromkeys(("item", "sku", "unit"), words)
    layout = arrange(label_templates.load("lot"), fields, 203)
    code = zpl(layout)

    assert code.count(b"^XA") == code.count(b"^XZ") == 1
    assert code.isascii()
    label = printed(zebra, layout)
    for bars in layout.bars:
        at = (bars.x_dots, bars.y_dots)
        box = (*at, at[0] + bars.width_dots, at[1] + bars.height_dots)
        made = ImageChops.invert(raster.modules(bars).convert("L"))
        assert label.crop(box).tobytes() == made.tobytes()


@pytest.mark.parametrize("lot", ["L1^FS^XZ^XA", "a^XZ^XA", "^FS^XZ^XA^FDx"])
def test_a_lot_that_looks_like_commands_is_printed_as_it_stands(
    zebra: ZplRenderer, lot: str
) -> None:
    layout = arrange(label_templates.load("lot"), MILK | {"lot": lot}, 203)
    code = zpl(layout).decode()

    assert code.count("^XA") == code.count("^XZ") == 1
    assert lot.replace("^", "_5E") in code
    printed(zebra, layout)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("text", ["Whole milk 1 L", "Ångström", "EXP", "Ωμέγα", "Ж 19"])
def test_words_stand_where_the_layout_has_them(
    zebra: ZplRenderer, text: str, turn: int
) -> None:
    layout = replace(BARE, lines=(Line(25, 25, fonts.BOLD, 9.5, text, turn),))
    theirs, ours = ink(printed(zebra, layout)), ink(raster.bitmap(layout))

    assert all(abs(one - other) <= 8 for one, other in zip(theirs, ours, strict=True))  # 1 mm


def test_words_are_the_printers_own_type_where_its_face_has_them() -> None:
    def of(text: str, font: str = fonts.REGULAR) -> bytes:
        return zpl(replace(BARE, lines=(Line(2, 20, font, 9, text),)))

    assert b"^A0N,24,28^FH^FDK_C3_A4se 500 g^FS" in of("Käse 500 g")
    for text, font in (("Ελιά", fonts.REGULAR), ("Łódź", fonts.BOLD), ("L07", fonts.MONO)):
        assert b"^GFA," in of(text, font)
        assert b"^FD" not in of(text, font)
    assert b"^FDL7O^FS" in of("L7O", fonts.MONO)  # no zero to mistake for the letter


def test_words_of_any_face_are_no_wider_than_their_place(zebra: ZplRenderer) -> None:
    for text in ("WWWWWWWW", "iiiiiiii", "Quantity 1,234", "(01)9521"):
        line = Line(2, 20, fonts.REGULAR, 10, text)
        theirs = ink(printed(zebra, replace(BARE, lines=(line,))))
        assert theirs[2] <= (2 + fonts.width(text, line.font, 10)) * 8 + 2


@pytest.mark.parametrize(
    ("row", "digits"),
    [
        (b"\x00" * 4, ","),
        (b"\xff" * 4, "NF"),
        (b"\xff\x00\x00\x00", "FF,"),
        (b"\x11" * 10, "g1"),
        (b"\x11" * 11, "gH1"),
        (b"\xaa\xaa\xab", "KAB"),
        (b"\x22" * 250, "zk2"),
    ],
)
def test_repeated_digits_and_rows_are_shortened(row: bytes, digits: str) -> None:
    image = Image.frombytes("1", (len(row) * 8, 3), row * 3)

    assert graphic_field(image) == f"{3 * len(row)},{3 * len(row)},{len(row)},{digits}::"
