"""Real ways to a printer: what arrives is what was sent, and what breaks is told as it is."""

from __future__ import annotations

import contextlib
import os
import re
import resource
import termios
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from serial import Serial, SerialException

from lsn_desktop.domain.refusals import Refusal, Unavailable
from printing import ways
from printing.inks import label_renderer
from printing.labels import label_templates
from printing.queues import spool
from printing.ways import PrinterAddress, Uncertain, network, serial_port
from tests.network_printer import NetworkPrinter, answers, network_printer
from tests.printing.labels import MILK
from tests.real_printer import RealPrinter, real_printer
from tests.serial_printer import SerialPrinter, serial_printer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LABEL = b"^XA^FO20,20^FDL2611A^FS^XZ"
LONG = b"^XA" + b"0" * 1_000_000 + b"^XZ"


@pytest.fixture
def at_port() -> Iterator[NetworkPrinter]:
    with network_printer() as printer:
        yield printer


@pytest.fixture
def at_serial() -> Iterator[SerialPrinter]:
    with serial_printer() as printer:
        yield printer


@pytest.fixture(scope="module")
def queues() -> Iterator[RealPrinter]:
    with real_printer() as running:
        yield running


def tcp(printer: NetworkPrinter) -> PrinterAddress:
    return PrinterAddress("tcp", printer.address, "zpl")


def serial(printer: SerialPrinter) -> PrinterAddress:
    return PrinterAddress("serial", printer.device, "zpl", baud=115_200)


def waited(printer: NetworkPrinter, count: int) -> list[bytes]:
    until = time.monotonic() + 5
    while len(printer.received) < count and time.monotonic() < until:
        time.sleep(0.005)
    return printer.received


# Network


def test_a_network_printer_receives_every_byte(at_port: NetworkPrinter) -> None:
    for label in (LABEL, LONG):
        ways.send(tcp(at_port), label, "PJ-1")

    assert waited(at_port, 2) == [LABEL, LONG]
    assert at_port.ended_in_order == 2


def test_a_printer_that_is_off_gets_nothing(at_port: NetworkPrinter) -> None:
    nowhere = PrinterAddress("tcp", "127.0.0.1:1", "zpl")

    with pytest.raises(Unavailable, match="Nothing was printed") as failure:
        ways.send(nowhere, LABEL, "PJ-1")

    assert not isinstance(failure.value, Uncertain)
    assert at_port.received == []


@pytest.mark.parametrize(
    ("label", "dies_after"),
    [
        (LABEL, 10),
        (LABEL, len(LABEL)),
        (LONG, 100_000),
        (LONG, len(LONG)),
        (LONG * 12, 100_000),
    ],
    ids=["short", "short, all", "long", "long, all", "longer than what is on its way"],
)
def test_a_printer_that_dies_in_the_middle_is_told_as_uncertain(
    at_port: NetworkPrinter, label: bytes, dies_after: int
) -> None:
    at_port.dies_after = dies_after

    with pytest.raises(Uncertain, match="Look whether the label came out"):
        ways.send(tcp(at_port), label, "PJ-1")

    with pytest.raises(Unavailable, match="Nothing was printed"):
        ways.send(tcp(at_port), LABEL, "PJ-2")


def test_a_printer_that_stalls_is_told_as_uncertain(
    at_port: NetworkPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "_WRITE", 0.1)
    at_port.deaf = True

    with pytest.raises(Uncertain, match="timed out"):
        ways.send(tcp(at_port), LONG * 12, "PJ-1")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("zebra", ("zebra", 9100)),
        (" 192.168.1.40:6101 ", ("192.168.1.40", 6101)),
        ("[fe80::1%eth0]:9101", ("fe80::1%eth0", 9101)),
        ("[::1]", ("::1", 9100)),
        ("dock_zebra.local:9100", ("dock_zebra.local", 9100)),
    ],
)
def test_an_address_may_leave_out_its_port(typed: str, meant: tuple[str, int]) -> None:
    assert network.endpoint(typed) == meant


@pytest.mark.parametrize(
    "typed",
    ["", " ", "a b", "zebra:", "zebra:0", "zebra:65536", "zebra:x", "::1", "http://x:80"],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(Refusal, match=r"such as 192\.168\.1\.40:9100"):
        ways.send(PrinterAddress("tcp", typed, "zpl"), LABEL, "PJ-1")


def test_a_name_no_network_can_ask_for_is_away() -> None:
    assert ways.status(PrinterAddress("tcp", "a" * 70, "zpl")).standing == "away"


# What it says of itself


def test_an_idle_printer_is_ready(at_port: NetworkPrinter) -> None:
    told = ways.status(tcp(at_port))

    assert (told.standing, told.idle, str(told.words)) == ("ready", True, "Ready.")
    assert at_port.received == []


@pytest.mark.parametrize(
    ("says", "words"),
    [
        (answers("paper out"), "Stopped: out of labels"),
        (answers("head open", "paused"), "Stopped: the head is open, paused"),
        (answers("ribbon out"), "Stopped: out of ribbon"),
        (answers("full"), "Stopped: its memory is full"),
        (answers(left=7), "Printing, 7 labels to come."),
        (answers(waiting=2), "Printing."),
        (answers("cut short"), "Printing."),
    ],
)
def test_a_printer_tells_what_is_wrong(
    at_port: NetworkPrinter, says: bytes, words: str
) -> None:
    at_port.says = says
    told = ways.status(tcp(at_port))

    assert str(told.words) == words
    assert not told.idle


@pytest.mark.parametrize("says", [b"", b"hello", answers()[:-12], b"\x02x\x03" * 3])
def test_a_printer_that_tells_nothing_is_unknown(
    at_port: NetworkPrinter, says: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "_ANSWER", 0.05)
    at_port.says = says
    told = ways.status(tcp(at_port))

    assert (told.standing, told.labels_left, told.idle) == ("unknown", None, False)


def test_a_printer_of_pages_is_not_asked_in_zpl(at_port: NetworkPrinter) -> None:
    assert ways.status(PrinterAddress("tcp", at_port.address, "pdf")).standing == "unknown"
    assert at_port.received == []


def test_a_printer_that_is_off_is_away() -> None:
    told = ways.status(PrinterAddress("tcp", "127.0.0.1:1", "zpl"))

    assert str(told.words) == "Does not answer: Connection refused"


# Serial


def test_a_serial_printer_receives_every_byte(at_serial: SerialPrinter) -> None:
    label = b"^XA" + b"F0" * 20_000 + b"^XZ"

    ways.send(serial(at_serial), label, "PJ-1")
    ways.send(serial(at_serial), LABEL, "PJ-2")

    assert at_serial.wait_for(len(label + LABEL)) == label + LABEL


def test_a_serial_printer_that_goes_in_the_middle_is_told_as_uncertain(
    at_serial: SerialPrinter,
) -> None:
    at_serial.dies_after = 1000

    with pytest.raises(Uncertain):
        ways.send(serial(at_serial), b"^XA" + b"F0" * 200_000 + b"^XZ", "PJ-1")


def test_a_serial_printer_that_holds_us_back_is_told_as_uncertain(
    at_serial: SerialPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serial_port, "_WRITE", 0.1)
    at_serial.reads = False

    with pytest.raises(Uncertain):
        ways.send(serial(at_serial), b"^XA" + b"F0" * 200_000 + b"^XZ", "PJ-1")
    at_serial.reads = True


def test_a_short_label_a_busy_printer_may_have_taken_is_uncertain(
    at_serial: SerialPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serial_port, "_WRITE", 0.1)
    at_serial.reads = False
    device = os.open(at_serial.device, os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
    with contextlib.suppress(BlockingIOError):
        while True:
            os.write(device, b"0")
    os.close(device)

    with pytest.raises(Uncertain):
        ways.send(serial(at_serial), LABEL, "PJ-1")
    at_serial.reads = True


def test_a_cable_pulled_while_the_last_byte_leaves_is_uncertain(
    at_serial: SerialPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_port: Serial) -> None:
        raise termios.error(5, "Input/output error")

    monkeypatch.setattr(Serial, "flush", gone)

    with pytest.raises(Uncertain, match="Look whether the label came out"):
        ways.send(serial(at_serial), LABEL, "PJ-1")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "could not open port 'COM3': PermissionError(13, 'Access is denied.', None, 5)",
            "COM3 does not answer: Access is denied. Nothing was printed",
        ),
        (
            "WriteFile failed (FileNotFoundError(2, 'There is no such port.', None, 2))",
            "COM3 does not answer: There is no such port. Nothing was printed",
        ),
    ],
)
def test_what_pyserial_says_on_windows_is_told_in_words(
    said: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_named: object) -> None:
        raise SerialException(said)

    monkeypatch.setattr(serial_port, "_PATIENCE", 0.05)
    monkeypatch.setattr("serial.Serial", fail)

    with pytest.raises(Unavailable, match=re.escape(told)):
        ways.send(PrinterAddress("serial", "COM3", "zpl"), LABEL, "PJ-1")


def test_a_port_there_is_not_gets_nothing(tmp_path: Path) -> None:
    nowhere = PrinterAddress("serial", str(tmp_path / "ttyUSB9"), "zpl")

    with pytest.raises(Unavailable, match=r"No such file or directory\. Nothing was printed"):
        ways.send(nowhere, LABEL, "PJ-1")
    assert ways.status(nowhere).standing == "away"


def test_a_serial_printer_tells_how_it_stands(at_serial: SerialPrinter) -> None:
    assert ways.status(serial(at_serial)).idle
    at_serial.says = answers("paper out", left=3)
    told = ways.status(serial(at_serial))

    assert (told.standing, told.troubles, told.labels_left) == ("stopped", ("paper out",), 3)


def test_a_label_waits_until_a_question_is_answered(at_serial: SerialPrinter) -> None:
    printer = serial(at_serial)
    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(ways.status, printer) for _ in range(20)]
        sent = [threads.submit(ways.send, printer, LABEL, "PJ-1") for _ in range(20)]

    assert all(one.result().idle for one in asked)
    assert all(one.result() for one in sent)
    assert at_serial.wait_for(20 * len(LABEL)) == LABEL * 20


def test_a_label_waits_for_another_program_to_let_go_of_the_port(
    at_serial: SerialPrinter,
) -> None:
    with ThreadPoolExecutor(1) as threads:
        with Serial(at_serial.device, exclusive=True):
            waiting = threads.submit(ways.send, serial(at_serial), LABEL, "PJ-1")
            time.sleep(0.1)
            assert not waiting.done()
        waiting.result()

    assert at_serial.wait_for(len(LABEL)) == LABEL


def test_a_port_another_program_keeps_is_told(
    at_serial: SerialPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serial_port, "_PATIENCE", 0.05)
    with (
        Serial(at_serial.device, exclusive=True),
        pytest.raises(Unavailable, match="Nothing was printed"),
    ):
        ways.send(serial(at_serial), LABEL, "PJ-1")


def test_a_serial_printer_that_is_silent_is_unknown(
    at_serial: SerialPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serial_port, "_ANSWER", 0.05)
    at_serial.silent = True

    assert ways.status(serial(at_serial)).standing == "unknown"


# Queues


def test_a_raw_queue_brings_the_very_bytes(queues: RealPrinter) -> None:
    queues.received.clear()
    given = ways.send(PrinterAddress("raw-queue", queues.queue, "zpl"), LABEL, "PJ-1")

    assert queues.wait_for_documents(1) == [LABEL]
    assert given.job is not None
    assert spool.job(given.job).state in ("processing", "completed")


def test_raw_bytes_pass_a_driver_by(queues: RealPrinter) -> None:
    queues.received.clear()
    ways.send(PrinterAddress("raw-queue", queues.add_driver_queue(), "zpl"), LABEL, "PJ-1")

    assert queues.wait_for_documents(1) == [LABEL]


def test_a_queue_brings_the_page(queues: RealPrinter) -> None:
    queues.received.clear()
    pdf = label_renderer.pdf(label_templates.load("lot"), [MILK])
    ways.send(PrinterAddress("queue", queues.queue), pdf, "PJ-1")

    assert queues.wait_for_documents(1) == [pdf]


@pytest.mark.parametrize("kind", ["queue", "raw-queue"])
def test_the_print_server_tells_how_a_queue_stands(queues: RealPrinter, kind: str) -> None:
    def words(name: str) -> str:
        return str(ways.status(PrinterAddress(kind, name)).words)  # type: ignore[arg-type]

    assert words(queues.broken) == "Ready."
    assert words(queues.stopped) == "Stopped: paused"
    assert words("nowhere") == "Does not answer: there is no such print queue"


def test_without_a_print_server_a_queue_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUPS_SERVER", "/nowhere/cups.sock")

    assert ways.status(PrinterAddress("queue", "Zebra-Dock")).standing == "away"


# Folders


def test_a_folder_gets_a_file_for_each_label(tmp_path: Path) -> None:
    folder = PrinterAddress("folder", str(tmp_path / "labels"), "zpl")
    sent = [
        ways.send(folder, payload, "PJ-1 1/2: ../lot").file
        for payload in (LABEL, LABEL + LABEL, b"%PDF-1.4", b"\x89PNG")
    ]

    names = ["PJ-1 1-2- ..-lot", "PJ-1 1-2- ..-lot-2", "PJ-1 1-2- ..-lot", "PJ-1 1-2- ..-lot"]
    kinds = [".zpl", ".zpl", ".pdf", ".png"]
    assert [file.name for file in sent if file] == [
        name + kind for name, kind in zip(names, kinds, strict=True)
    ]
    assert sent[0] is not None
    assert sent[0].read_bytes() == LABEL
    assert len(list((tmp_path / "labels").iterdir())) == 4
    assert ways.status(folder).idle


def test_a_folder_on_a_full_disk_gets_nothing(tmp_path: Path) -> None:
    folder = PrinterAddress("folder", str(tmp_path / "labels"), "zpl")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, before[1]))
    try:
        with pytest.raises(Unavailable, match="could not be written"):
            ways.send(folder, LONG * 2, "PJ-1")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert list((tmp_path / "labels").iterdir()) == []


def test_a_folder_that_cannot_be_written_gets_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    folder = PrinterAddress("folder", str(tmp_path / "file" / "labels"))

    with pytest.raises(Unavailable, match="print again"):
        ways.send(folder, LABEL, "PJ-1")
    assert ways.status(folder).standing == "away"
    assert [kept.name for kept in tmp_path.iterdir()] == ["file"]
