"""A printer's name leads to it, whether it was entered, is a queue, or stands for files."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.refusals import Refusal, Unavailable
from lsn_desktop.paper import label_output, output
from lsn_desktop.paper import printers as reaching
from lsn_desktop.program import Program, new_uid
from lsn_desktop.services.labels import printers as using
from lsn_desktop.services.labels.labelling import Wanted
from lsn_desktop.services.labels.printers import PrinterFacts
from lsn_desktop.settings import Settings
from lsn_desktop.storage import catalogue, people, printers
from lsn_desktop.storage.printers import OnStock
from printing.labels import label_templates
from printing.queues.calibration import NONE, Calibration
from printing.ways import PrinterAddress
from tests.house_for_tests import build
from tests.network_printer import answers, network_printer
from tests.real_printer import real_printer
from tests.serial_printer import serial_printer

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from lsn_desktop.storage.printed import PrintJob

ZEBRA = PrinterFacts("Zebra dock", "tcp", "127.0.0.1:1", dpi=300)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file: Path = tmp_path_factory.mktemp("model") / "lsn.db"
    build(str(file)).database.close()
    return file


@pytest.fixture
def program(tmp_path: Path, model: Path) -> Generator[Program]:
    shutil.copyfile(model, tmp_path / "lsn.db")
    made = Program(Settings(tmp_path, str(tmp_path / "lsn.db"), "DOCK-1", printer="Usual"))
    yield made
    made.close()


def enter(program: Program, wanted: PrinterFacts) -> int:
    station = program.station(program.users()[0])
    return program.database.run(station.by(), lambda tx: using.add(tx, new_uid(), wanted))


def find(program: Program, name: str) -> reaching.Known:
    return reaching.find(program, program.station(program.users()[0]), name)


def test_a_printer_is_found_by_its_name(program: Program, tmp_path: Path) -> None:
    zebra = enter(program, ZEBRA)

    assert find(program, "zebra DOCK") == reaching.Known(
        "Zebra dock", PrinterAddress("tcp", "127.0.0.1:1", "zpl", 300), zebra
    )
    assert find(program, "").address == PrinterAddress("folder", str(tmp_path / "printed"))


def test_what_was_never_entered_is_a_queue_with_the_dots_of_its_driver(
    program: Program,
) -> None:
    with real_printer() as running:
        driver = running.add_driver_queue()

        assert find(program, driver).address == PrinterAddress("queue", driver, "pdf", 203)
        assert find(program, "nowhere").address == PrinterAddress("queue", "nowhere")
        enter(program, PrinterFacts(driver, "queue", driver, "bitmap", 300))
        assert find(program, driver).address == PrinterAddress("queue", driver, "bitmap", 300)


def test_a_printer_of_another_workstation_is_not_printed_to(program: Program) -> None:
    with program.database.first_transaction() as connection:
        elsewhere = people.add_workstation(connection, "OFFICE")
    enter(program, replace(ZEBRA, workstation_id=elsewhere))

    with pytest.raises(Refusal, match="hangs on OFFICE"):
        find(program, "Zebra dock")


def test_a_serial_printer_is_found_at_whatever_port_it_is(program: Program) -> None:
    here = program.station(program.users()[0]).workstation_id
    with serial_printer() as printer:
        enter(program, PrinterFacts("Dock", "serial", printer.device, workstation_id=here))
        enter(program, PrinterFacts("Gone", "serial", "usb:0a5f:0001:9", workstation_id=here))

        assert find(program, "Dock").address.address == printer.device
        with pytest.raises(Unavailable, match="Gone is not plugged in"):
            find(program, "Gone")
        with program.database.reading() as connection:
            told = [reaching.status(row) for row in printers.in_use(connection)]
    assert [one.standing for one in told] == ["ready", "away"]
    assert str(told[1].words) == "Does not answer: Gone is not plugged in."


def test_the_status_is_what_the_printer_says(program: Program) -> None:
    with network_printer() as printer:
        enter(program, replace(ZEBRA, address=printer.address))
        printer.says = answers("paper out")
        with program.database.reading() as connection:
            (row,) = printers.in_use(connection)

        assert str(reaching.status(row).words) == "Stopped: out of labels"


def test_a_workstation_has_a_usual_printer_and_others_for_some_templates(
    program: Program,
) -> None:
    station = program.station(program.users()[0])
    zebra = enter(program, ZEBRA)
    program.database.run(station.by(), lambda tx: using.choose(tx, "lot", zebra))

    assert reaching.usual(program, station, "lot") == "Zebra dock"
    assert reaching.usual(program, station, "bin") == "Usual"
    program.database.run(station.by(), lambda tx: using.choose(tx, using.ANY, zebra))
    assert reaching.usual(program, station, "bin") == "Zebra dock"
    assert reaching.names(program, station) == ["Zebra dock"]


def test_what_was_measured_comes_back_as_it_was(program: Program) -> None:
    zebra = enter(program, ZEBRA)
    measured = Calibration(-0.35, 1.2, 0.9975, 1.0042, 5, 4)
    stock = reaching.stock_name(101.6, 50.8)
    station = program.station(program.users()[0])
    program.database.run(
        station.by(), lambda tx: using.measure(tx, zebra, stock, reaching.kept_of(measured))
    )

    known = find(program, "Zebra dock")
    assert reaching.calibration(program, known, "101.6x50.8") == measured
    assert reaching.calibration(program, known, "100x50") == NONE
    assert reaching.calibration(program, find(program, ""), "101.6x50.8") == NONE
    assert reaching.kept_of(NONE) == OnStock()


def test_rulers_come_out_as_the_printer_needs_them(program: Program) -> None:
    with network_printer() as printer:
        enter(program, replace(ZEBRA, address=printer.address))
        known = find(program, "Zebra dock")
        right = Calibration(offset_x=1.0, speed=3)

        reaching.print_ruler(known, (100, 50))
        reaching.print_ruler(known, (100, 50), right)
        reaching.print_darkness(known, (100, 50), right)

    plain, moved, *steps = printer.received
    assert b"^PR" not in plain
    assert moved.startswith(b"^XA^PR3")
    assert [step[:9].rstrip(b"^PR") for step in steps] == [
        b"^XA^MD-10",
        b"^XA^MD-5",
        b"^XA^MD0",
        b"^XA^MD5",
        b"^XA^MD10",
    ]
    assert all(b"^PR3" in step and b"Darkness" in step for step in steps)
    at = [int(label.split(b"^FO")[1].split(b",")[0]) for label in (plain, moved)]
    assert at[1] - at[0] == 12  # dots of 300 dpi


def test_a_label_goes_where_its_workstation_prints_such_and_as_was_measured(
    program: Program,
) -> None:
    station = program.station(program.users()[0])
    bin_label = label_templates.load("bin")
    stock = reaching.stock_name(bin_label.width, bin_label.height)
    with program.database.reading() as connection:
        dock = catalogue.location_by_code(connection, "DOCK-1")
    assert dock is not None

    def printed() -> PrintJob:
        wanted = [Wanted(location_id=dock.id)]
        job_id = output.order_labels(program, station, "bin", wanted)
        folder = program.settings.printed
        return label_output.print_labels(program, station, job_id, folder)

    with network_printer() as printer:
        zebra = enter(program, replace(ZEBRA, address=printer.address, dpi=203))
        program.database.run(station.by(), lambda tx: using.choose(tx, "bin", zebra))
        assert (printed().printer, printed().status) == ("Zebra dock", "printed")
        moved = OnStock(offset_x=500, offset_y=250, darkness=4)
        program.database.run(station.by(), lambda tx: using.measure(tx, zebra, stock, moved))
        assert printed().status == "printed"

    first, again, right = printer.received
    assert first == again
    assert right.startswith(b"^XA^MD4")
    fields = [[_at(field) for field in sent.split(b"^FO")[1:]] for sent in (first, right)]
    assert {(x - a, y - b) for (a, b), (x, y) in zip(*fields, strict=True)} == {(4, 2)}


def _at(field: bytes) -> tuple[int, int]:
    x, y = field.replace(b"^", b",").split(b",")[:2]
    return int(x), int(y)


def test_every_size_of_a_template_can_be_measured_on(program: Program) -> None:
    with program.database.reading() as connection:
        assert (100, 50) in reaching.sizes(connection)
