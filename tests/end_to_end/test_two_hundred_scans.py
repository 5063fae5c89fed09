"""Two hundred scans as twelve differently set-up scanners send them.

Nine ways for a group separator to arrive, Caps Lock, a French and a German keyboard; every
second symbol with its symbology identifier. Four set-ups are pressed as real X keys into a
real window, three come through a serial port, five as key events with scan codes. Each scan
must come to the line the table says; a question is allowed only where the table says so,
and a line that is not right never.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.devices.serial_scanner import SerialProfile, SerialScanner
from lsn_desktop.domain.outcomes import Expectation
from lsn_desktop.scanning import separators
from lsn_desktop.scanning.frames import FrameKind
from lsn_desktop.scanning.keystrokes import KeystrokeFramer
from lsn_desktop.scanning.read import read
from lsn_desktop.services.codes import scan_runner
from lsn_desktop.services.receipts import receiving
from tests.end_to_end import table_of_scans
from tests.end_to_end.table_of_scans import Row, a_house, told
from tests.house_for_tests import TODAY
from tests.real_window import wait_until
from tests.scanning.keyboard import play, press
from tests.scanning.setups import Setup, scanned_keys
from ui.scans.wedge import PROFILES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from lsn_desktop.domain.outcomes import Outcome
    from lsn_desktop.scanning.frames import Frame
    from tests.house_for_tests import House
    from tests.real_window import Display, SerialCable

ROWS = table_of_scans.rows()
MOST_AMBIGUOUS = 15
WINDOW = "tests/end_to_end/wedge_window.py"
TITLE = "LSN Desktop wedge test"
PRESSED = 8  # rows pressed as X keys in each run; all of them at the scale of --thorough


def sends_identifier(n: int) -> bool:
    """Whether the n-th scan comes with its symbology identifier."""
    return n % 2 == 0


def test_the_table_has_two_hundred_rows_and_few_that_are_ambiguous() -> None:
    assert len(ROWS) == 200
    assert 0 < sum(bool(row.dropped) for row in ROWS) <= MOST_AMBIGUOUS


KEY_EVENTS = {
    "Ctrl+]": Setup(gs="\x1d"),
    "Alt+029": Setup(gs="Alt+029"),
    "{GS}": Setup(gs="{GS}"),
    "bar": Setup(gs="|"),
    "dropped": Setup(gs=""),
}


@pytest.mark.parametrize("name", KEY_EVENTS)
def test_as_key_events(tmp_path: Path, name: str) -> None:
    setup = KEY_EVENTS[name]
    framer = KeystrokeFramer(PROFILES)
    frames = []
    for n, row in enumerate(ROWS):
        identifier = row.identifier.decode() if sends_identifier(n) else ""
        keys = scanned_keys(row.data, replace(setup, aim=True), identifier, 10_000 * (n + 1))
        seen = play(framer, keys)
        assert (seen.text, len(seen.frames)) == ("", 1), (name, row)
        frames += seen.frames
    comes_to_what_the_table_says(tmp_path, frames, ROWS, lost=name == "dropped")


PORTS = {"0x1D": (b"\x1d", b""), "<GS>": (b"<GS>", b""), "caret": (b"^", b"")}


@pytest.mark.parametrize("name", PORTS)
def test_through_a_serial_port(tmp_path: Path, cable: SerialCable, name: str) -> None:
    sent_as, substitute = PORTS[name]
    frames: list[bytes] = []
    connected = threading.Event()

    def keep(frame: Frame) -> None:
        assert frame.kind is FrameKind.COMPLETE
        frames.append(frame.content)

    profile = SerialProfile("Serial", str(cable.port), gs_substitute=substitute)
    scanner = SerialScanner(profile, keep, lambda _on: connected.set())
    scanner.start()
    try:
        assert connected.wait(10)
        for n, row in enumerate(ROWS):
            identifier = row.identifier if sends_identifier(n) else b""
            cable.send(identifier + row.data.replace(b"\x1d", sent_as) + b"\r\n")
            wait_until(lambda n=n: len(frames) > n, "the scan")  # type: ignore[misc]
    finally:
        scanner.close()
        scanner.join()
    comes_to_what_the_table_says(tmp_path, frames, ROWS)


def caps_lock(screen: Display) -> None:
    screen.press("Caps_Lock")


X_KEYS: dict[str, tuple[str, Callable[[Display], object], str]] = {
    "F8": ("all", lambda _screen: None, "F8"),
    "Caps Lock": ("all", caps_lock, "ctrl+35"),
    "French board": ("us", lambda screen: screen.layout("fr"), "ctrl+35"),
    "German board": ("us", lambda screen: screen.layout("de"), "ctrl+35"),
}


@pytest.mark.parametrize("name", X_KEYS)
def test_as_real_keys(tmp_path: Path, screen: Display, scale: int, name: str) -> None:
    profiles, set_up, separator = X_KEYS[name]
    rows = ROWS[:: max(1, len(ROWS) // (PRESSED * scale))]
    frames: list[bytes] = []
    with screen.running([WINDOW, "--profiles", profiles]) as program:
        program.next()
        screen.focus(TITLE)
        set_up(screen)
        for n, row in enumerate(rows):
            data = (row.identifier if sends_identifier(n) else b"") + row.data
            keys = [key_of(character, separator) for character in data.decode()]
            screen.press(*keys, "36", gap_ms=2)  # 36: Return
            while "frame" not in (line := program.next()):
                pass
            frames.append(line["frame"].encode("latin-1"))
    comes_to_what_the_table_says(tmp_path, frames, rows)


def key_of(character: str, separator: str) -> str:
    """The key a scanner presses for a character, by its number: no layout changes that."""
    controls = {"\x1d": separator, "\x1e": "ctrl+15", "\x04": "ctrl+40"}
    if character in controls:
        return controls[character]
    stroke = press(character)
    return ("shift+" if stroke.modifiers else "") + str(stroke.scan_code + 8)


def comes_to_what_the_table_says(
    folder: Path, frames: Sequence[bytes], rows: Sequence[Row], *, lost: bool = False
) -> None:
    """Receive the frames; ``lost``: their separators are gone, so that some are ambiguous."""
    house = a_house(folder)
    receipt = house.receipt()
    wrong = []
    for frame, row in zip(frames, rows, strict=True):
        outcome = arrives(house, receipt.document_id, frame)
        expected = row.told
        if lost and row.dropped:
            expected = (row.dropped, "", "", "", "", "")
        if told(outcome) != expected:
            wrong.append((frame, told(outcome), expected, str(outcome.words)))
    house.database.close()
    assert wrong == []


def arrives(house: House, document_id: int, frame: bytes) -> Outcome:
    """One scan of a scanner nothing is known of, on a receipt with no label under way."""
    came = read(frame, today=TODAY)
    reading = separators.recovered(came, today=TODAY, sent=False)
    arrival = scan_runner.Arrival(
        house.uid(), frame, "scanner", 0, reading.symbology, reading.read_as
    )
    ran = scan_runner.run(
        house.database,
        house.later(),
        arrival,
        Expectation(document_id),
        lambda tx, expected, scan_id: receiving.receive_scan(tx, reading, expected, scan_id),
    )
    if ran.bug:
        raise ran.bug
    return ran.outcome
