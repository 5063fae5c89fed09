"""A scanner of the wrong keyboard is tested and put right, by real keys in the window."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.scanning.doctor_codes import CODES
from lsn_desktop.settings import load
from tests.end_to_end.dock_window import Desk, sign_in
from tests.scanning.setups import Setup, scanned_keys

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from tests.real_window import Display
    from tests.scanning.setups import BoardName

_OFFSET = 8  # X numbers a key higher than the keyboard does, by so much
LABEL = "010952123454322010y-Zq/7\x1d21mA_w"
MOST_SECONDS = 120


@pytest.fixture
def desk(screen: Display, tmp_path: Path) -> Generator[Desk]:
    command = ["tests/end_to_end/watched_program.py", "--demo"]
    with screen.running(command, {"LSN_HOME": str(tmp_path)}) as running:
        yield Desk(screen, running)


def scan(screen: Display, data: str, setup: Setup, identifier: str) -> None:
    """Press the keys of a scan by their places on the board, whatever the layout."""
    words: list[str] = []
    for stroke in scanned_keys(data.encode(), setup, identifier):
        verb = "keyup" if stroke.release else "keydown"
        words += [verb, "--delay", "2", str(stroke.scan_code + _OFFSET)]
    screen.xdotool(*words)


@pytest.mark.parametrize(
    ("computer", "setup", "told"),
    [
        ("us", Setup(layout="fr", aim=True, prefix="F9"), "set to the AZERTY keyboard"),
        ("de", Setup(aim=True), "types as on a US keyboard"),
        ("fr", Setup(layout="de", gs="|", suffix="\t"), "set to the QWERTZ keyboard"),
        ("fr", Setup(layout="fr", gs="F8", caps_lock=True), "The keyboard layout is right."),
    ],
)
def test_a_scanner_of_another_keyboard_is_put_right_in_two_minutes(
    desk: Desk, tmp_path: Path, computer: BoardName, setup: Setup, told: str
) -> None:
    sign_in(desk)
    desk.click("rail.scanners")
    desk.on_page("Scanners")
    desk.screen.layout(computer)
    if setup.caps_lock:
        desk.screen.press("Caps_Lock")
    begun = time.monotonic()
    desk.screen.press("ctrl+Next")  # the tab beside
    for number, one in enumerate(CODES, 1):
        desk.sees(f"{number} of 6")
        scan(desk.screen, one.data, setup, one.identifiers[0])
    desk.sees("This scanner is set right.", told)
    desk.screen.press("Return")
    desk.sees("is saved.")
    assert time.monotonic() - begun < MOST_SECONDS

    scan(desk.screen, LABEL, setup, "]C1")
    desk.sees("Read as", "y-Zq/7", "mA_w")
    (wedge,) = load(tmp_path).wedges
    assert (wedge.prefix, wedge.gs) == (setup.prefix, "sends")
