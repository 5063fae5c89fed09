"""Each printer gets a label in its own language, and the symbols on it are those verified."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageOps

from printing import ways
from printing.inks import raster
from printing.inks.payloads import in_dots, payload
from printing.labels import label_layout, label_templates
from printing.labels.layout_parts import Layout
from printing.pages import opened, picture
from printing.queues.calibration import NONE, Calibration
from printing.ways import PrinterAddress
from tests.printing import zpl
from tests.printing.labels import MILK
from tests.real_printer import real_printer

if TYPE_CHECKING:
    from printing.ways.address import Kind, Language

SYMBOLS = {b"\x1d01095212345432131726121910L2611A", b"01095212345432131726121910L2611A"}


@pytest.fixture(scope="module")
def layout() -> Layout:
    return label_layout.arrange(label_templates.load("lot"), MILK, 300)


def at(kind: Kind, language: Language) -> PrinterAddress:
    return PrinterAddress(kind, "somewhere", language, 300)


def page(pdf: bytes, layout: Layout) -> Image.Image:
    with opened(pdf) as document:
        assert len(document) == 1
        return picture(document, 0, layout.width_dots, layout.height_dots)


def read(image: Image.Image) -> set[bytes]:
    return {bytes(one.bytes).lstrip(b"\x1d") for one in zxingcpp.read_barcodes(image)}


def test_a_page_holds_the_symbols(layout: Layout) -> None:
    drawn = page(payload(layout, at("queue", "pdf")), layout)

    assert read(drawn) == {one.lstrip(b"\x1d") for one in SYMBOLS}


def test_a_page_of_dots_is_those_dots_and_no_others(layout: Layout) -> None:
    sent = payload(layout, at("queue", "bitmap"))

    drawn = page(sent, layout).convert("1", dither=Image.Dither.NONE)
    assert (
        ImageChops.difference(drawn.convert("L"), raster.bitmap(layout).convert("L")).getbbox()
        is None
    )


def test_dots_stay_dots_at_any_width() -> None:
    for wide in (1, 7, 8, 9, 801):
        blank = Layout(wide, 3, 8.0, (), ())
        assert raster.bitmap(in_dots(blank)).tobytes() == raster.bitmap(blank).tobytes()


def test_a_folder_gets_pictures_of_the_dots(layout: Layout) -> None:
    image = Image.open(io.BytesIO(payload(layout, at("folder", "bitmap"))))

    assert image.mode == "1"
    assert image.size == (layout.width_dots, layout.height_dots)


@pytest.mark.parametrize("language", ["pdf", "bitmap"])
def test_a_page_is_moved_as_its_printer_needs_it(layout: Layout, language: Language) -> None:
    printer = at("queue", language)
    plain = page(payload(layout, printer), layout)
    moved = page(payload(layout, printer, Calibration(offset_x=0.508)), layout)  # 6 dots

    box = (850, 130, 1150, 430)  # the DataMatrix
    there = moved.crop((box[0] + 6, box[1], box[2] + 6, box[3]))
    assert there.tobytes() == plain.crop(box).tobytes()


def test_a_label_printer_gets_one_format_with_its_darkness(layout: Layout) -> None:
    sent = payload(layout, at("tcp", "zpl"), Calibration(darkness=7, speed=3))

    assert sent.startswith(b"^XA^MD7^PR3")
    assert (sent.count(b"^XA"), sent.count(b"^XZ")) == (1, 1)
    assert payload(layout, at("tcp", "zpl"), NONE) == sent.replace(b"^MD7^PR3", b"")


def test_a_driver_prints_our_dots_as_they_are() -> None:
    layout = label_layout.arrange(label_templates.load("lot"), MILK, 203)
    with real_printer() as running:
        queue = PrinterAddress("queue", running.add_driver_queue(), "bitmap")
        ways.send(queue, payload(layout, queue), "PJ-1")
        (received,) = zpl.pictures(running.wait_for_documents(1)[0])

    printed, meant = inked(received), inked(raster.bitmap(layout).convert("L"))
    assert printed.size == meant.size
    assert ImageChops.difference(printed, meant).getbbox() is None


def inked(image: Image.Image) -> Image.Image:
    """All there is ink on; a driver puts a page in the middle of its nearest paper."""
    return image.crop(ImageOps.invert(image).getbbox())
