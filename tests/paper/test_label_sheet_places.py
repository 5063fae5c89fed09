"""35 labels on a begun sheet of 24, as they come out: each within 0.1 mm of its place, read.

The pages are taken from the folder printer and rendered; each label's ink is measured there,
beside the ink of the same label on its own.
"""

from __future__ import annotations

import shutil
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import Image, ImageOps

from lsn_desktop.paper import label_output, output
from lsn_desktop.program import Program, new_uid
from lsn_desktop.services.labels import printers as using
from lsn_desktop.services.labels.labelling import Wanted
from lsn_desktop.services.labels.printers import PrinterFacts
from lsn_desktop.settings import Settings
from lsn_desktop.storage import printed
from printing import pdf_pages
from printing.inks import label_renderer
from printing.labels import label_layout, label_templates
from printing.labels.label_stocks import BUILT_IN
from tests.dock import delivered, label
from tests.house_for_tests import MILK, build

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from lsn_desktop.program import Station

SHEET = BUILT_IN["L7159"]
FIRST, COUNT = 7, 35
TEMPLATE = "lot-2x1"
HEAD, SEEN = 600, 400  # dpi of the printer, and of the picture that is measured
MM = SEEN / 25.4  # px


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Generator[tuple[Program, list[bytes]]]:
    """The program and the files its printer was given, first to last."""
    folder: Path = tmp_path_factory.mktemp("sheets")
    house = build(str(folder / "model.db"))
    lots = [
        delivered(house, label(ai01=MILK, ai17="261231", ai10=f"L{number:02}"))[1]
        for number in range(COUNT)
    ]
    house.database.close()
    shutil.copyfile(folder / "model.db", folder / "lsn.db")
    program = Program(Settings(folder, str(folder / "lsn.db"), "DOCK-1"))
    station = program.station(program.users()[0])
    facts = PrinterFacts("Office", "folder", str(folder / "out"), "pdf", HEAD)
    program.database.run(station.by(), lambda tx: using.add(tx, new_uid(), facts))
    yield program, printed_pages(program, station, lots, folder / "out")
    program.close()


def printed_pages(
    program: Program, station: Station, lots: list[int], folder: Path
) -> list[bytes]:
    job = output.order_labels(
        program, station, TEMPLATE, [Wanted(lot) for lot in lots],
        printer="Office", sheet=SHEET, first=FIRST,
    )  # fmt: skip
    label_output.draw(program, station, job)
    done = label_output.print_all(program, station, job, lambda: None)
    assert (done.status, done.done, done.sheet_start) == ("printed", COUNT, 18)
    by_age = sorted(folder.iterdir(), key=lambda file: file.stat().st_mtime_ns)
    return [file.read_bytes() for file in by_age]


def where(number: int) -> tuple[int, int]:
    """The page and the place, from 0, of a label of the job, from 0."""
    return divmod(FIRST - 1 + number, SHEET.labels)


def ink(image: Image.Image) -> tuple[float, ...]:
    """Left, top, right and lower edge of what is dark, mm."""
    box = ImageOps.invert(image).point(lambda value: 255 * (value > 127)).getbbox()
    return tuple(side / MM for side in box) if box else ()


def drawn(pdf: bytes) -> Image.Image:
    return Image.open(BytesIO(pdf_pages.page(pdf, 0, SEEN))).convert("L")


@pytest.mark.slow
def test_each_label_stands_in_its_place_and_no_other(
    pages: tuple[Program, list[bytes]],
) -> None:
    program, files = pages
    with program.database.reading() as connection:
        copies = printed.copies(connection, printed.jobs(connection)[0].id)
    template = label_templates.load(TEMPLATE)
    sheets = [drawn(pdf) for pdf in files]
    assert [sheet.size for sheet in sheets] == [pytest.approx((3307, 4677), abs=1)] * 2

    taken = {where(number): copy for number, copy in enumerate(copies)}
    for page, sheet in enumerate(sheets):
        for place in range(SHEET.labels):
            x, y = SHEET.corner(place)
            left, top, right, below = (
                round(side * MM) for side in (x, y, x + SHEET.width, y + SHEET.height)
            )
            cell = sheet.crop((left, top, right, below))
            copy = taken.get((page, place))
            if copy is None:
                assert ink(cell) == ()
                continue
            layout = label_layout.arrange(template, copy.fields, HEAD)
            alone = ink(drawn(label_renderer.draw([layout], "")))
            beside = (SHEET.width - template.width) / 2, (SHEET.height - template.height) / 2
            meant = [side + beside[at % 2] for at, side in enumerate(alone)]
            assert ink(cell) == pytest.approx(meant, abs=0.1)
            assert copy.fields["lot"] in said(cell)


def said(cell: Image.Image) -> str:
    """What the symbols in a cell say."""
    codes = zxingcpp.read_barcodes(cell)
    assert codes, "nothing reads"
    return " ".join(code.bytes.decode() for code in codes)
