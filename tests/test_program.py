"""The open program: what it knows of the scanners it hears."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind
from lsn_desktop.program import Program
from lsn_desktop.settings import ScannerSettings, Settings, WedgeSettings
from tests.house_for_tests import BUTTER, build

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.storage.transactions import Tx

IN_DOUBT = f"01{BUTTER}10A2117B"
SENT = f"01{BUTTER}10C-3\x1d21S9"
PORT = ScannerSettings("Gate", "/dev/gate")
PREFIXED = WedgeSettings("Gate", "F9")
TIMED = WedgeSettings("Gate")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Generator[Program]:
    folder: Path = tmp_path_factory.mktemp("program")
    build(str(folder / "lsn.db")).database.close()
    program = Program(Settings(folder, str(folder / "lsn.db"), "DOCK-1"))
    yield program
    program.close()


@pytest.fixture
def program(opened: Program) -> Generator[Program]:
    """A program that has heard nothing yet."""
    made = Program(opened.settings)
    yield made
    made.close()


def scan(program: Program, text: str, device: str = "Gate") -> Reading:
    """The reading that a use case is given."""
    found: list[Reading] = []

    def use_case(_tx: Tx, reading: Reading, expected: Expectation, _scan_id: int) -> Outcome:
        found.append(reading)
        return Outcome(OutcomeKind.HEARD, message("Heard"), expected)

    station = program.station(program.users()[0])
    ran = program.scan(station, text.encode(), device, Expectation(0), use_case)
    assert ran.outcome.kind == "heard", ran
    return found[-1]


def set_up(program: Program, one: ScannerSettings | WedgeSettings) -> None:
    scanners = (one,) if isinstance(one, ScannerSettings) else ()
    wedges = (one,) if isinstance(one, WedgeSettings) else ()
    program.settings = replace(program.settings, scanners=scanners, wedges=wedges)


@pytest.mark.parametrize("profile", [PORT, PREFIXED, TIMED])
@pytest.mark.parametrize(("gs", "readings"), [("sends", 0), ("drops", 2), ("", 2)])
def test_what_a_profile_says_of_separators_is_believed(
    program: Program, profile: ScannerSettings | WedgeSettings, gs: str, readings: int
) -> None:
    set_up(program, replace(profile, gs=gs))
    assert len(scan(program, IN_DOUBT).candidates) == readings
    assert len(scan(program, IN_DOUBT, "Another").candidates) == 2


@pytest.mark.parametrize(
    ("profile", "readings"),
    [
        (PORT, 0),
        (PREFIXED, 0),
        (TIMED, 2),  # two keyboard scanners may be known by their timing alone
        (replace(PORT, gs="drops"), 2),
        (replace(PORT, name="Another"), 2),
    ],
)
def test_a_scanner_that_sent_a_separator_sends_them_all(
    program: Program, profile: ScannerSettings | WedgeSettings, readings: int
) -> None:
    set_up(program, profile)
    assert scan(program, SENT).candidates == ()

    assert len(scan(program, IN_DOUBT).candidates) == readings


def test_a_separator_of_another_kind_of_label_says_nothing(program: Program) -> None:
    set_up(program, PORT)
    scan(program, "[)>\x1e06\x1d1PA\x1d1TB\x1e\x04")
    assert len(scan(program, IN_DOUBT).candidates) == 2


def test_a_value_too_long_is_cut_whoever_sent_it(program: Program) -> None:
    set_up(program, replace(PORT, gs="sends"))
    reading = scan(program, f"01{BUTTER}10LOT-456789-12345617261231")
    assert (reading.lot, reading.proof is not None) == ("LOT-456789-123456", True)
