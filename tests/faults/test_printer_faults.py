"""What goes wrong at a printer in the middle of a job: said in words, and each label once."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from lsn_desktop.domain.refusals import Unavailable
from lsn_desktop.paper import label_output
from lsn_desktop.services.labels import label_jobs, printers
from lsn_desktop.services.labels.printers import PrinterFacts
from printing import ways
from printing.ways import network
from tests.faults.test_disk import allow, pages
from tests.faults.test_printing import (
    codes,
    enter,
    job_of,
    move,
    named,
    order,
    place,
    print_all,
    states,
)
from tests.network_printer import READY, network_printer
from tests.real_printer import real_printer
from tests.serial_printer import serial_printer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lsn_desktop.program import Program, Station
    from printing.ways import PrinterAddress, Sent

__all__ = ["place"]

Place = tuple["Program", "Station"]


def resume(place: Place, job_id: int, *, doubtful: int = 0, came: bool = False) -> None:
    """Answer for the label in doubt, if there is one, and let the job go on."""
    program, station = place
    if doubtful:
        program.database.run(
            station.by(), lambda tx: label_jobs.answer(tx, job_id, doubtful, came=came)
        )
    if job_of(place, job_id).status == "paused":
        program.database.run(station.by(), lambda tx: label_jobs.resume(tx, job_id))


def test_a_roll_that_ends_in_mid_job_leaves_one_label_to_ask_about(place: Place) -> None:
    with network_printer() as printer:
        enter(place, "tcp", printer.address)
        job_id = order(place, 1)
        printer.roll = 3
        with pytest.raises(Unavailable, match=r"PJ-00001 is paused\..*out of labels"):
            print_all(place, job_id)
        assert states(place, job_id) == ["printed"] * 2 + ["uncertain"] + ["waiting"] * 9
        printer.says = READY
        resume(place, job_id, doubtful=3, came=True)
        assert print_all(place, job_id).status == "printed"

    assert codes(printer.received) == named(1)


def test_a_printer_that_hangs_after_it_took_a_label_is_asked_about(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "_ANSWER", 0.05)
    monkeypatch.setattr(label_output, "_PATIENCE", 0.1)
    with network_printer() as printer:
        enter(place, "tcp", printer.address)
        job_id = order(place, 1)
        printer.hangs_after = 4
        with pytest.raises(Unavailable, match=r"took the label and then told nothing more"):
            print_all(place, job_id)
        assert states(place, job_id) == ["printed"] * 3 + ["uncertain"] + ["waiting"] * 8
    with network_printer() as other:
        move(place, other.address)
        resume(place, job_id, doubtful=4, came=True)
        assert print_all(place, job_id).status == "printed"

    assert codes(printer.received + other.received) == named(1)


def test_a_printer_that_takes_connections_and_never_reads_prints_nothing_twice(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "_ANSWER", 0.05)
    monkeypatch.setattr(network, "_WRITE", 0.1)
    with network_printer() as printer:
        printer.deaf = True
        enter(place, "tcp", printer.address)
        job_id = order(place, 1, 2)
        monkeypatch.setattr(ways, "send", _many_times(ways.send, 3000))
        with pytest.raises(Unavailable, match=r"broke while a label was sent: timed out"):
            print_all(place, job_id)

    assert states(place, job_id) == ["uncertain", "waiting"]


def _many_times(
    send: Callable[[PrinterAddress, bytes, str], Sent], times: int
) -> Callable[[PrinterAddress, bytes, str], Sent]:
    """More than what a system takes on its way without anybody reading."""
    return lambda printer, payload, title: send(printer, payload * times, title)


def test_a_serial_cable_pulled_in_mid_job_leaves_one_label_to_ask_about(place: Place) -> None:
    with serial_printer() as printer:
        enter(place, "serial", printer.device)
        job_id = order(place, 1, 4)
        assert label_output.step(*place, job_id) == "again"
        one = len(printer.received)
        printer.dies_after = one + 100
        with pytest.raises(Unavailable, match=r"PJ-00001 is paused"):
            print_all(place, job_id)

    assert states(place, job_id) == ["printed", "uncertain", "waiting", "waiting"]
    assert printer.received[:one].rstrip().endswith(b"^XZ")
    resume(place, job_id, doubtful=2, came=False)
    with pytest.raises(Unavailable, match=r"is not plugged in\.|does not answer"):
        print_all(place, job_id)
    assert states(place, job_id) == ["printed", "waiting", "waiting", "waiting"]


@pytest.mark.slow
def test_a_queue_that_is_stopped_in_mid_job_goes_on_when_it_is_started(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with real_printer() as queue:
        enter(place, "raw-queue", queue.queue)
        job_id = order(place, 1, 3)
        until_one(place, job_id, queue.received)
        queue.disable(queue.queue, "out of ribbon")
        for _ in range(3):
            label_output.step(*place, job_id)
        assert job_of(place, job_id).status_words == (
            "Not printed yet, the print queue is stopped: out of ribbon"
        )
        with monkeypatch.context() as away:
            away.setenv("CUPS_SERVER", "/nowhere/cups.sock")
            with pytest.raises(Unavailable, match="Start CUPS"):
                label_output.step(*place, job_id)
        queue.enable(queue.queue)
        until = time.monotonic() + 20
        while job_of(place, job_id).status != "printed" and time.monotonic() < until:
            print_all(place, job_id)
            time.sleep(0.02)

    assert codes(queue.received) == named(1, 3)


def until_one(place: Place, job_id: int, received: list[bytes]) -> None:
    """Bring a job on until its first label came out and the second is on its way."""
    until = time.monotonic() + 20
    while states(place, job_id)[0] != "printed":
        assert time.monotonic() < until
        label_output.step(*place, job_id)
        time.sleep(0.02)
    assert codes(received) == named(1, 1)


def test_a_folder_that_may_not_be_written_pauses_the_job_and_nothing_is_in_doubt(
    place: Place, tmp_path: Path
) -> None:
    enter(place, "folder", "/sys/kernel")  # where root writes no file either
    job_id = order(place, 1, 2)
    with pytest.raises(Unavailable, match=r"/sys/kernel.*could not be written"):
        print_all(place, job_id)
    assert states(place, job_id) == ["waiting", "waiting"]

    program, station = place
    facts = PrinterFacts("Zebra", "folder", str(tmp_path / "labels"))
    program.database.run(station.by(), lambda tx: printers.change(tx, 1, facts))
    resume(place, job_id)
    assert print_all(place, job_id).status == "printed"
    assert codes([one.read_bytes() for one in sorted((tmp_path / "labels").iterdir())]) == (
        named(1, 2)
    )


def test_a_disk_that_is_full_when_the_pictures_are_kept_prints_nothing(place: Place) -> None:
    program, _station = place
    with network_printer() as printer:
        enter(place, "tcp", printer.address)
        fill(program)
        with pytest.raises(Unavailable, match="The disk is full"):
            order(place, 1)
        assert printer.received == []
        allow(program, 1_000_000)
        job_id = order(place, 1, 2)
        assert print_all(place, job_id).status == "printed"

    assert codes(printer.received) == named(1, 2)


def test_a_disk_that_is_full_when_a_label_came_out_asks_about_it(place: Place) -> None:
    program, _station = place
    with network_printer() as printer:
        enter(place, "tcp", printer.address)
        job_id = order(place, 1)
        label_output.step(*place, job_id)
        event.listen(program.database.writer, "before_cursor_execute", full)
        with pytest.raises(Unavailable, match="The disk is full"):
            print_all(place, job_id)
        event.remove(program.database.writer, "before_cursor_execute", full)
        with pytest.raises(Unavailable, match="What became of it could not be recorded"):
            print_all(place, job_id)
        assert states(place, job_id) == ["printed", "uncertain"] + ["waiting"] * 10
        resume(place, job_id, doubtful=2, came=True)
        assert print_all(place, job_id).status == "printed"

    assert codes(printer.received) == named(1)


def full(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
    """What a disk says that is full just when a label is to be called printed."""
    if statement.startswith("UPDATE label_copy SET state=?, printed_at"):
        why = Exception("database or disk is full")
        raise OperationalError(statement, {}, why)


def fill(program: Program) -> None:
    """Leave no page of the file free."""
    allow(program, pages(program))
    with program.database.writer.connect() as connection, suppress(OperationalError):
        connection.exec_driver_sql("CREATE TABLE filler (bytes BLOB)")
        while True:
            connection.exec_driver_sql("INSERT INTO filler VALUES (zeroblob(4000))")
            connection.commit()
