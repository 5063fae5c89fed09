"""Labels on sheets, to paper and to files: drawn where they belong, read back from the page."""

from __future__ import annotations

import shutil
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
import zxingcpp
from PIL import Image

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.paper import label_output, label_sheets, output, sheet_pages
from lsn_desktop.program import Program, new_uid
from lsn_desktop.services.labels import label_jobs
from lsn_desktop.services.labels import printers as using
from lsn_desktop.services.labels.labelling import Wanted
from lsn_desktop.services.labels.printers import PrinterFacts
from lsn_desktop.settings import Settings
from lsn_desktop.storage import catalogue, printed
from lsn_desktop.storage import printers as rows
from printing import pdf_pages
from printing.labels.label_stocks import A4, BUILT_IN, Stock
from tests.house_for_tests import build

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from lsn_desktop.program import Station

OWN = Stock("Bins", "Bins", (210.0, 297.0), 2, 3, 80.0, 60.0, 10.0, 10.0, 90.0, 70.0)
MM = 300 / 25.4  # px


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file: Path = tmp_path_factory.mktemp("model") / "lsn.db"
    build(str(file)).database.close()
    return file


@pytest.fixture
def program(tmp_path: Path, model: Path) -> Generator[Program]:
    shutil.copyfile(model, tmp_path / "lsn.db")
    made = Program(Settings(tmp_path, str(tmp_path / "lsn.db"), "DOCK-1"))
    yield made
    made.close()


@pytest.fixture
def station(program: Program) -> Station:
    return program.station(program.users()[0])


def order(
    program: Program, station: Station, on: Stock | None, first: int, copies: int, to: str
) -> int:
    with program.database.reading() as connection:
        place = catalogue.real_locations(connection)[0]
    wanted = [Wanted(location_id=place.id, copies=copies)]
    return output.order_labels(
        program, station, "bin-2x1", wanted, printer=to, sheet=on, first=first
    )


def enter(program: Program, station: Station, folder: Path, language: str = "pdf") -> None:
    facts = PrinterFacts("Office", "folder", str(folder), language, 600)
    program.database.run(station.by(), lambda tx: using.add(tx, new_uid(), facts))


def places(pdf: bytes, page: int, on: Stock) -> list[int]:
    """Which labels of a sheet carry a symbol, found on the rendered page."""
    image = Image.open(BytesIO(pdf_pages.page(pdf, page, 300)))
    found = []
    for code in zxingcpp.read_barcodes(image):
        at = code.position.top_left
        column = int((at.x / MM - on.left) // on.across)
        row = int((at.y / MM - on.top) // on.down)
        found.append(row * on.columns + column + 1)
    return sorted(found)


def test_a_file_of_sheets_begins_where_the_last_one_ended(
    program: Program, station: Station, tmp_path: Path
) -> None:
    job = order(program, station, OWN, 5, 3, "")

    label_output.print_labels(program, station, job, tmp_path)

    pdf = (tmp_path / "PJ-00001.pdf").read_bytes()
    assert [places(pdf, page, OWN) for page in (0, 1)] == [[5, 6], [1]]
    with program.database.reading() as connection:
        assert printed.job(connection, job).sheet_start == 2


def test_a_page_goes_to_the_printer_as_one(
    program: Program, station: Station, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    enter(program, station, out)
    job = order(program, station, OWN, 5, 3, "Office")
    label_output.draw(program, station, job)

    done = label_output.print_all(program, station, job, lambda: None)

    assert (done.status, done.done, done.sheet_start) == ("printed", 3, 2)
    pages = [
        file.read_bytes()
        for file in sorted(out.iterdir(), key=lambda one: one.stat().st_mtime_ns)
    ]
    assert [places(pdf, 0, OWN) for pdf in pages] == [[5, 6], [1]]


def test_a_spoilt_page_is_printed_again_on_another_sheet(
    program: Program, station: Station, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    enter(program, station, out)
    job = order(program, station, OWN, 5, 3, "Office")
    label_output.draw(program, station, job)
    by = station.by
    program.database.run(by(), lambda tx: label_jobs.release(tx, job))
    program.database.run(by(), lambda tx: label_jobs.begin(tx, job))
    program.database.run(by(), label_jobs.interrupted)
    program.database.run(by(), lambda tx: label_jobs.answer(tx, job, 1, came=False))
    program.database.run(by(), lambda tx: label_jobs.resume(tx, job, sheet_start=3))

    label_output.print_all(program, station, job, lambda: None)

    assert [places(file.read_bytes(), 0, OWN) for file in out.iterdir()] == [[3, 4, 5]]


def stands_on(program: Program, station: Station, job: int, **chosen: Any) -> list[list[int]]:
    """The places of the symbols on each sheet that is shown of a job."""
    pdf = sheet_pages.to_print(program, station, job, **chosen)
    return [places(pdf, page, OWN) for page in range(pdf_pages.count(pdf))]


def test_a_job_is_shown_as_the_sheets_that_come_out(program: Program, station: Station) -> None:
    job = order(program, station, OWN, 5, 3, "")
    label_output.draw(program, station, job)

    assert stands_on(program, station, job) == [[5, 6], [1]]
    assert stands_on(program, station, job, start=2) == [[2, 3, 4]]


def test_what_came_out_is_left_blank(
    program: Program, station: Station, tmp_path: Path
) -> None:
    enter(program, station, tmp_path / "out")
    job = order(program, station, OWN, 5, 5, "Office")
    label_output.draw(program, station, job)
    by = station.by
    program.database.run(by(), lambda tx: label_jobs.release(tx, job))
    program.database.run(by(), lambda tx: label_jobs.begin(tx, job))  # labels 1 and 2
    assert stands_on(program, station, job) == [[1, 2, 3]]

    program.database.run(by(), lambda tx: label_jobs.came_out(tx, job, [1, 2]))
    assert stands_on(program, station, job) == [[1, 2, 3]]
    assert stands_on(program, station, job, first=2, start=3) == [[3, 4, 5, 6]]

    program.database.run(by(), lambda tx: label_jobs.begin(tx, job))
    with pytest.raises(Refusal, match="Nothing of PJ-00001 waits"):
        sheet_pages.to_print(program, station, job)
    program.database.run(by(), lambda tx: label_jobs.came_out(tx, job, [3, 4, 5]))
    assert stands_on(program, station, job) == [[4, 5, 6], [1, 2]]
    assert stands_on(program, station, job, only=[2, 4], start=1) == [[1, 2]]


def test_a_roll_printer_takes_no_sheets(
    program: Program, station: Station, tmp_path: Path
) -> None:
    enter(program, station, tmp_path, "zpl")

    with pytest.raises(Refusal, match="Office prints on rolls"):
        order(program, station, OWN, 1, 1, "Office")


def test_own_sheets_are_kept_if_they_can_be(program: Program, station: Station) -> None:
    program.database.run(station.by(), lambda tx: label_sheets.keep(tx, OWN))
    with program.database.reading() as connection:
        assert label_sheets.stock(connection, "bins") == OWN
        assert set(label_sheets.all_of(connection)) == {"Bins", *BUILT_IN}

    for wrong, words in (
        ({"name": "l7160"}, "l7160 is a built-in sheet"),
        ({"name": ""}, "needs a name"),
        ({"name": "BINS"}, "There is a sheet BINS already"),
        ({"name": "Fronts", "rows": 9}, "over the lower edge"),
    ):
        one = replace(OWN, **wrong)
        with pytest.raises(Refusal, match=words):
            program.database.run(station.by(), lambda tx, one=one: label_sheets.keep(tx, one))  # type: ignore[misc]


@pytest.mark.parametrize("one", [OWN, BUILT_IN["L7160"]])
def test_a_job_keeps_its_sheet(one: Stock) -> None:
    assert label_sheets.read(label_sheets.text(one)) == one


LABEL_4X6 = (101.6, 152.4)


@pytest.mark.parametrize(
    ("language", "dpi", "likely"),
    [("zpl", 203, LABEL_4X6), ("pdf", 300, LABEL_4X6), ("pdf", 600, A4), ("bitmap", 360, A4)],
)
def test_a_printer_is_measured_first_on_what_is_likely_in_it(
    program: Program, station: Station, tmp_path: Path, language: str, dpi: int, likely: Any
) -> None:
    facts = PrinterFacts("Office", "folder", str(tmp_path), language, dpi)
    program.database.run(station.by(), lambda tx: using.add(tx, new_uid(), facts))
    with program.database.reading() as connection:
        (row,) = rows.in_use(connection)
        found, first = label_sheets.sizes(connection, row, A4)

    assert (first, first in found) == (likely, True)
    assert (A4 in found) == (language != "zpl")


@pytest.mark.parametrize("sheet", [None, OWN])
def test_a_printer_is_measured_on_what_it_printed_on_last(
    program: Program, station: Station, tmp_path: Path, sheet: Stock | None
) -> None:
    enter(program, station, tmp_path / "out")
    for on in (BUILT_IN["5160"], sheet):
        job = order(program, station, on, 1, 1, "Office")
        label_output.draw(program, station, job)
        label_output.print_all(program, station, job, lambda: None)
    with program.database.reading() as connection:
        (row,) = rows.in_use(connection)
        _found, first = label_sheets.sizes(connection, row, A4)

    assert first == (OWN.paper if sheet else (50.8, 25.4))
