"""No label is lost, and none comes out twice unasked, whatever is killed in the middle."""

from __future__ import annotations

import random
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.refusals import Unavailable
from lsn_desktop.paper import label_output, output
from lsn_desktop.program import Program, Station, new_uid
from lsn_desktop.services.labels import label_jobs, printers
from lsn_desktop.services.labels.labelling import Wanted
from lsn_desktop.services.labels.printers import PrinterFacts
from lsn_desktop.storage import printed
from tests.dock import delivered, label
from tests.faults.scanning_station import open_program
from tests.house_for_tests import MILK, build
from tests.network_printer import answers, network_printer
from tests.serial_printer import serial_printer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lsn_desktop.storage.printed import PrintJob

ROOT = Path(__file__).resolve().parents[2]
KILLS, FIFTY = 2, 50
IN_DOUBT = 3  # of fifty; else the kills came between labels and proved nothing
LABELS = 12
_CODE = re.compile(rb"K\d{5}")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[tuple[Program, Station]]:
    house = build(f"sqlite:///{tmp_path / 'lsn.sqlite'}")
    delivered(house, label(ai01=MILK, ai17="261219", ai37="5", ai10="M1"))
    house.database.close()
    program = open_program(tmp_path)
    station = program.sign_in("Olga", "2580")
    assert station is not None
    yield program, station
    program.close()


def enter(place: tuple[Program, Station], kind: str, address: str) -> None:
    """A printer called Zebra at this address."""
    program, station = place
    here = station.workstation_id if kind == "serial" else None
    facts = PrinterFacts("Zebra", kind, address, workstation_id=here)
    program.database.run(station.by(), lambda tx: printers.add(tx, new_uid(), facts))


def order(place: tuple[Program, Station], first: int, count: int = LABELS) -> int:
    """A job of labels that can be told apart, drawn and ready to go."""
    program, station = place
    shown = {"sku": "MILK", "gtin": MILK, "expiry": "2026-12-19"}
    lot = 1
    wanted = [
        Wanted(lot, fields=shown | {"lsn": code, "lot": code, "item": code})
        for code in (f"K{number:05d}" for number in range(first, first + count))
    ]
    job_id = output.order_labels(program, station, "lot", wanted, printer="Zebra")
    label_output.draw(program, station, job_id)
    program.database.run(station.by(), lambda tx: label_jobs.release(tx, job_id))
    return job_id


def codes(received: list[bytes]) -> list[str]:
    """Which labels came out whole, in their order."""
    return [
        found[0].decode()
        for one in received
        if one.rstrip().endswith(b"^XZ") and (found := _CODE.search(one))
    ]


def named(first: int, count: int = LABELS) -> list[str]:
    return [f"K{number:05d}" for number in range(first, first + count)]


def print_all(place: tuple[Program, Station], job_id: int) -> PrintJob:
    return label_output.print_all(*place, job_id, lambda: time.sleep(0.02))


def job_of(place: tuple[Program, Station], job_id: int) -> PrintJob:
    return label_output.job_of(place[0], job_id)


def test_a_network_printer_receives_each_label_once(place: tuple[Program, Station]) -> None:
    with network_printer() as printer:
        enter(place, "tcp", printer.address)
        assert print_all(place, order(place, 1)).status == "printed"

    assert codes(printer.received) == named(1)
    assert len(printer.received) == LABELS


def test_a_serial_printer_receives_each_label_once(place: tuple[Program, Station]) -> None:
    with serial_printer() as printer:
        enter(place, "serial", printer.device)
        assert print_all(place, order(place, 1, 3)).status == "printed"
        received = printer.received

    assert _CODE.findall(received) == [code.encode() for code in named(1, 3)]


def test_a_printer_killed_in_mid_job_leaves_one_label_to_ask_about(
    place: tuple[Program, Station],
) -> None:
    with network_printer() as printer:
        enter(place, "tcp", printer.address)
        job_id = order(place, 1)
        for _ in range(3):
            assert label_output.step(*place, job_id) == "again"
        printer.dies_after = 200
        with pytest.raises(Unavailable, match=r"paused\. The connection to .* broke"):
            print_all(place, job_id)
    assert codes(printer.received) == named(1, 3)
    assert states(place, job_id) == ["printed"] * 3 + ["uncertain"] + ["waiting"] * 8

    program, station = place
    with network_printer() as other:
        move(place, other.address)
        program.database.run(
            station.by(), lambda tx: label_jobs.answer(tx, job_id, 4, came=False)
        )
        assert print_all(place, job_id).status == "printed"
    assert codes(other.received) == named(4, LABELS - 3)


def test_a_printer_out_of_labels_pauses_the_job_in_its_words(
    place: tuple[Program, Station],
) -> None:
    with network_printer() as printer:
        enter(place, "tcp", printer.address)
        job_id = order(place, 1, 2)
        printer.says = answers("paper out")
        with pytest.raises(Unavailable, match=r"PJ-00001 is paused\. Zebra: .*out of labels"):
            print_all(place, job_id)

    assert codes(printer.received) == []
    assert states(place, job_id) == ["waiting", "waiting"]


def test_a_printer_that_is_off_pauses_the_job_and_nothing_is_in_doubt(
    place: tuple[Program, Station],
) -> None:
    with network_printer() as printer:
        enter(place, "tcp", printer.address)
        job_id = order(place, 1, 2)
    with pytest.raises(Unavailable, match="does not answer"):
        print_all(place, job_id)

    assert states(place, job_id) == ["waiting", "waiting"]


def test_a_killed_program_loses_no_label_and_doubles_none(
    place: tuple[Program, Station], scale: int, capsys: pytest.CaptureFixture[str]
) -> None:
    program, station = place
    program.press.leave()
    kills, killed, asked, first = min(KILLS * scale, FIFTY), 0, 0, 1
    moments = random.Random(20261127)  # noqa: S311 - moments, not secrets
    with network_printer() as printer:
        enter(place, "tcp", printer.address)
        job_id = order(place, first)
        while killed < kills:
            killed += kill_a_station(program.settings.folder, moments.random() * 0.5)
            asked += answered(place, job_id, printer.received)
            if job_of(place, job_id).status == "printed":
                first += LABELS
                job_id = order(place, first)
        assert print_all(place, job_id).status == "printed"
        came = codes(printer.received)
    with capsys.disabled():
        print(f"\n{kills} kills, {asked} labels asked about, {len(came)} printed")  # noqa: T201
    assert came == named(1, len(came))  # each once, in order
    assert len(came) == first + LABELS - 1
    if kills == FIFTY:
        assert asked >= IN_DOUBT
    assert station.workstation == "WS-1"


def kill_a_station(folder: Path, after: float) -> bool:
    """Let a station print, and kill it so many seconds later; False if it was done by then."""
    command = [sys.executable, "-m", "tests.faults.printing_station", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as station:
        assert station.stdout is not None
        assert station.stdout.readline() == b"printing\n"
        time.sleep(after)
        station.kill()
        return b"done" not in station.stdout.read()


def answered(place: tuple[Program, Station], job_id: int, received: list[bytes]) -> int:
    """Be the person who is asked: look at the printer, answer, resume. How often asked."""
    program, station = place
    time.sleep(0.1)  # what was on its way to the printer arrives
    assert label_output.take_press(program, station)
    doubtful = [
        number for number, state in enumerate(states(place, job_id), 1) if state == "uncertain"
    ]
    assert len(doubtful) <= 1
    with program.database.reading() as connection:
        fields = printed.copies(connection, job_id)
    for number in doubtful:
        came = fields[number - 1].fields["lot"] in codes(received)
        program.database.run(
            station.by(),
            lambda tx, number=number, came=came: label_jobs.answer(  # type: ignore[misc]
                tx, job_id, number, came=came
            ),
        )
    if job_of(place, job_id).status == "paused":
        program.database.run(station.by(), lambda tx: label_jobs.resume(tx, job_id))
    program.press.leave()
    return len(doubtful)


def states(place: tuple[Program, Station], job_id: int) -> list[str]:
    with place[0].database.reading() as connection:
        return [copy.state for copy in printed.copies(connection, job_id)]


def move(place: tuple[Program, Station], address: str) -> None:
    """The printer came back at another address."""
    program, station = place
    facts = PrinterFacts("Zebra", "tcp", address)
    program.database.run(station.by(), lambda tx: printers.change(tx, 1, facts))
