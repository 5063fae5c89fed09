"""The main job in the program's own window: sign in, receive, post, print, certify.

Real X keys for the person and the keyboard scanner, a real serial port for the other one, a
real print queue whose printer keeps what it gets.
"""

from __future__ import annotations

import subprocess
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
import zxingcpp
from sqlalchemy import select

from lsn_desktop.program import Program
from lsn_desktop.settings import Settings
from lsn_desktop.storage import verifying
from lsn_desktop.storage.tables.documents import scan, scan_outcome
from tests.end_to_end.dock_window import PERSON_MS, Desk, choose_the_order, sign_in
from tests.real_printer import RealPrinter, real_printer
from tests.real_window import wait_until

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from tests.real_window import Display, SerialCable

BUTTER = "09521234543220"
EXPIRY = datetime.now(UTC).date() + timedelta(days=90)
GS = "\x1d"
ORDERED = 144  # pieces of butter on PO-1042
SCANS = 25
WEDGE_LOTS = [f"WA-{n}" for n in range(5)]
SERIAL_LOTS = [f"SB-{n}" for n in range(5)]
LOTS = {*WEDGE_LOTS, *SERIAL_LOTS}
LINES = 2 * SCANS - 1  # each scan is one, and one was taken back


def label(lot: str) -> str:
    """A carton's GS1-128, with the lot before other elements: a GS lies within."""
    return f"]C101{BUTTER}10{lot}{GS}17{EXPIRY:%y%m%d}"


@pytest.fixture
def printer() -> Generator[RealPrinter]:
    with real_printer() as started:
        yield started


@pytest.fixture
def desk(
    screen: Display, cable: SerialCable, printer: RealPrinter, tmp_path: Path
) -> Generator[Desk]:
    """The program as a newcomer starts it, its scanner and printer set."""
    scanner = f'[[scanner]]\nname = "Serial scanner"\nport = "{cable.port}"\n'
    (tmp_path / "settings.toml").write_text(f'printer = "{printer.queue}"\n{scanner}')
    environment = {"LSN_HOME": str(tmp_path), "PYTHONFAULTHANDLER": "1"}
    command = ["tests/end_to_end/watched_program.py", "--demo"]
    with screen.running(command, environment) as running:
        yield Desk(screen, running)


def test_the_main_job(
    desk: Desk, cable: SerialCable, printer: RealPrinter, tmp_path: Path
) -> None:
    sign_in(desk)
    choose_the_order(desk)
    desk.ask("forget")
    scan_by_keyboard(desk)
    scan_by_serial(desk, cable)
    nothing_was_touched(desk)
    refuse_two(desk)
    undo_one(desk)
    post(desk)
    received = print_labels(desk, printer)
    certify(desk, printer)
    assert decoded(received, tmp_path) == {(BUTTER, lot, EXPIRY) for lot in LOTS}
    everything_is_recorded(tmp_path)


def scan_by_keyboard(desk: Desk) -> None:
    for n in range(SCANS):
        desk.field_has_focus()
        desk.screen.scan(label(WEDGE_LOTS[n % 5]))
        desk.sees(f"now {n + 1} of {ORDERED}")


def scan_by_serial(desk: Desk, cable: SerialCable) -> None:
    desk.field_has_focus()
    for n in range(SCANS):
        cable.send(label(SERIAL_LOTS[n % 5]).encode() + b"\r")
    desk.sees(f"now {2 * SCANS} of {ORDERED}")


def nothing_was_touched(desk: Desk) -> None:
    """No key of a scan reached a field, and no button went, the dangerous one least of all."""
    report = desk.report()
    assert "receive.discard" in report["buttons"]
    assert (report["keys"], report["edited"], report["pressed"]) == (0, [], [])


def refuse_two(desk: Desk) -> None:
    desk.screen.scan("]C1010952123454322110X1")  # a wrong check digit
    desk.sees("This label cannot be right", "Nothing was added.", "Scan it again")
    desk.screen.scan("]C0HELLO WORLD")
    desk.sees("Unknown code HELLO WORLD", "Nothing was added.")


def undo_one(desk: Desk) -> None:
    desk.screen.press("F4")
    desk.sees("Taken back: 1 pcs of Butter 250 g", f"{2 * SCANS - 1} of 800 pcs")


def post(desk: Desk) -> None:
    desk.screen.press("ctrl+Return")
    desk.sees("Post what is here?")
    desk.screen.press("Return")
    desk.sees("Posted RC-")


def print_labels(desk: Desk, printer: RealPrinter) -> list[bytes]:
    """The files the queue handed to the printer, one a label."""
    desk.click("receive.print")
    documents = printer.wait_for_documents(LINES, seconds=120)[:LINES]
    desk.sees("sent to Zebra-Dock")
    return documents


def certify(desk: Desk, printer: RealPrinter) -> None:
    """Find a lot, issue its certificate, and read what the printer got."""
    lot = WEDGE_LOTS[0]
    desk.screen.press("ctrl+k")
    wait_until(lambda: desk.report()["focus"] == "go_to.field", "the field of Go to anything")
    desk.screen.type(lot, gap_ms=PERSON_MS)
    wait_until(
        lambda: lot in "".join(desk.ask("listed go_to.list")["rows"]), f"{lot} in the list"
    )
    desk.screen.press("Return")
    desk.sees(lot, "5 pcs", "every move adds up")
    desk.click("lsn.certificate")
    desk.sees("The page as it will be", f"Certificate for {lot}")
    desk.click("issue.issue")
    desk.sees("Issued, kept with its hash", "File is as issued")
    desk.click("certificate.do")
    page = pypdfium2.PdfDocument(printer.wait_for_documents(LINES + 1, seconds=60)[-1])[0]
    text = page.get_textpage().get_text_range()
    for words in ("Certificate of compliance", "COC-00001", BUTTER, lot, EXPIRY.isoformat()):
        assert words in text


def decoded(labels: list[bytes], folder: Path) -> set[tuple[str, str, Any]]:
    """GTIN, lot and expiry of every label, the same by two decoders that know nothing of us."""
    ours = set()
    for number, pdf in enumerate(labels):
        (page,) = pypdfium2.PdfDocument(pdf)
        picture = page.render(scale=300 / 72).to_pil()
        for symbol in zxingcpp.read_barcodes(picture):
            if symbol.format == zxingcpp.BarcodeFormat.DataMatrix:
                ours.add(facts(symbol.bytes.decode()))
        file = folder / f"received{number}.pdf"
        file.write_bytes(pdf)
        name = folder / f"received{number}"
        subprocess.run(["pdftoppm", "-r", "300", "-png", file, name], check=True)
    theirs = set()
    for png in sorted(folder.glob("received*.png")):
        told = subprocess.run(
            ["dmtxread", "-G29", "-N1", "-m8000", png], capture_output=True, check=True
        )
        theirs.add(facts(told.stdout.decode().strip("\x1d\r\n ")))
    assert theirs == ours
    return ours


def facts(message: str) -> tuple[str, str, Any]:
    """What a GS1 message of our label says, read by hand: (01), then (17), then (10)."""
    message = message.lstrip(GS)
    assert (message[:2], message[16:18], message[24:26]) == ("01", "17", "10"), message
    return (
        message[2:16],
        message[26:].split(GS)[0],
        datetime.strptime(message[18:24], "%y%m%d").replace(tzinfo=UTC).date(),
    )


def everything_is_recorded(folder: Path) -> None:
    """The journal holds every scan with its outcome, and the file proves good."""
    program = Program(Settings(folder, str(folder / "demo.db"), "looker"))
    with program.database.reading() as connection:
        assert list(verifying.verify(connection)) == []
        rows = connection.execute(
            select(scan.c.device, scan_outcome.c.outcome)
            .join(scan_outcome, scan_outcome.c.scan_id == scan.c.id)
            .where(scan.c.device.in_(["Keyboard scanner", "Serial scanner"]))
        )
        outcomes = Counter((device, outcome) for device, outcome in rows)
    program.close()
    assert outcomes == {
        ("Keyboard scanner", "ok"): SCANS,
        ("Keyboard scanner", "refused"): 2,
        ("Serial scanner", "ok"): SCANS,
        ("Serial scanner", "undone"): 1,
    }
