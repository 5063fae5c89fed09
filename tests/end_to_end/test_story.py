"""From dock to customer by scans alone: bought, made, shipped, sent back, worked on, traced."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain import genealogy
from lsn_desktop.domain.genealogy import Certainty, Direction
from lsn_desktop.program import Program
from lsn_desktop.scanning.commands import Command
from lsn_desktop.services.traces import tracing
from lsn_desktop.settings import Settings
from lsn_desktop.storage import lsns, trace_starts, verifying
from tests.end_to_end import story_company
from tests.end_to_end.dock_window import PERSON_MS, Desk
from tests.end_to_end.story_company import BOARD, CASE, CHIP, CUSTOMERS, MODULE, OWNER, PIN

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from lsn_desktop.domain.genealogy import Trace
    from tests.real_window import Display

SCALE = int(os.environ.get("LSN_SCALE", "1"))
# Thorough: 40 modules and 25 sensors.
MODULES, SENSORS = (40, 25) if SCALE > 1 else (6, 4)
SHIPPED = {"ALPS": SENSORS - 3, "BAY": 1, "CITY": 1}
CAME = 45  # of the 50 ordered of each
WHOLE = {CHIP: "C-1", BOARD: "B-1", CASE: "H-1"}


@pytest.fixture
def desk(screen: Display, tmp_path: Path) -> Generator[Desk]:
    file = story_company.build(tmp_path, modules=MODULES, sensors=SENSORS, shipped=SHIPPED)
    command = ["tests/end_to_end/watched_program.py", "--db", file]
    with screen.running(command, {"LSN_HOME": str(tmp_path)}) as running:
        yield Desk(screen, running)


def do(name: str, argument: str = "") -> str:
    return Command(name, argument).text  # type: ignore[arg-type]


def sensor(number: int) -> str:
    return f"T-{number:03}"


def module(number: int) -> str:
    return f"M{number:04}"


def received() -> Iterator[tuple[str, str]]:
    yield do("go", "receive"), "Deliveries"
    yield "PO-1", "Next scan: goods for PO-1"
    for gtin, lot in WHOLE.items():
        yield f"]C101{gtin}10{lot}\x1d30{CAME}", f"{CAME} pcs added · {lot}"
    yield do("post"), "50 pcs"
    yield do("yes"), "Posted RC-"


def made() -> Iterator[tuple[str, str]]:
    yield do("go", "make"), "Next scan: work order"
    yield "WO-MODULE", "Next scan: goods for WO-MODULE"
    yield "C-1", f"{MODULES} pcs put in"
    yield "B-1", f"{MODULES} pcs put in"
    yield do("quantity", str(MODULES)), f"Next scan counts {MODULES}"
    yield f"]C101{MODULE}", f"{MODULES} pcs made"
    yield do("post"), "Posted BD-00001"
    yield do("next"), "Next scan: work order"
    yield "WO-SENSOR", "Next scan: goods for WO-SENSOR"
    for n in range(1, SENSORS + 1):
        yield module(n), "1 waits for its output"
        yield "H-1", "2 wait for their output"
        yield f"]C101{story_company.SENSOR}21{sensor(n)}", "2 parts tied"
    yield do("post"), "Posted BD-00002"


def shipped() -> Iterator[tuple[str, str]]:
    yield do("go", "ship"), "Next scan: order or customer"
    n = 0
    for code, quantity in SHIPPED.items():
        yield f"SO-{code}", f"Next scan: goods for {CUSTOMERS[code]}"
        for _each in range(quantity):
            n += 1
            yield sensor(n), f"1 pcs taken · {sensor(n)}"
        yield do("post"), "Posted SH-"
        yield do("next"), "Next scan: order or customer"


def come_back() -> Iterator[tuple[str, str]]:
    """The one that CITY got comes back, and gets another module."""
    back = sensor(SENSORS - 1)
    yield do("go", "return"), "Return"
    yield "CITY", "Next scan"
    yield back, back
    yield do("post"), "Why"
    yield do("answer", "1"), "Posted CR-"
    yield do("go", "make"), "Posted BD-00002"
    yield "WO-AGAIN", "Next scan: goods for WO-AGAIN"
    yield back, f"1 pcs to be worked on · {back}"
    yield module(MODULES), "1 pcs put in"
    yield do("post"), "Posted BD-00003"


def looked_into() -> Iterator[tuple[str, str]]:
    yield do("go", "trace"), "Next scan: what to trace"
    yield "C-1", "on 3 shipments"
    yield sensor(1), "on 1 shipment"


def test_the_story_is_told_by_scans_alone(desk: Desk, tmp_path: Path) -> None:
    desk.on_page("Sign in")
    desk.screen.focus("LSN Desktop")
    desk.sees(f"PIN of {OWNER}")  # the only one who works there
    desk.screen.type(f"{PIN}\r", gap_ms=PERSON_MS)
    desk.on_page("Home")
    desk.ask("forget")

    began, scans = time.monotonic(), 0
    for chapter in (received, made, shipped, come_back, looked_into):
        for code, words in chapter():
            desk.screen.scan(code, prefix="F9")
            desk.sees(words)
            scans += 1
    report = desk.report()
    print(f"\n{scans} scans, {report['keys']} keys, {time.monotonic() - began:.1f} s")  # noqa: T201
    assert (report["keys"], report["pressed"]) == (0, [])
    the_records_say_it(tmp_path)


def the_records_say_it(folder: Path) -> None:
    """One raw lot forward and one sensor back: all of it, who has it, what is only possible."""
    modules = {module(n) for n in range(1, MODULES + 1)}
    sensors = {sensor(n) for n in range(1, SENSORS + 1)}
    back = sensor(SENSORS - 1)
    program = Program(Settings(folder, str(folder / "story.db"), "READER"))
    with program.database.reading() as connection:
        chip = traced(connection, "C-1", Direction.FORWARD)
        case = traced(connection, "H-1", Direction.FORWARD)
        first = traced(connection, sensor(1), Direction.BACK)
        again = traced(connection, back, Direction.BACK)
        assert list(verifying.verify(connection)) == []
    program.close()

    # Nobody said which chip went into which module: each may have one of any lot of them.
    assert certain(chip) == {"C-1"}
    assert possible(chip) == modules | sensors
    # Each case was scanned with its sensor.
    assert certain(case) == {"H-1"} | sensors
    assert certain(first) == {sensor(1), module(1), "H-1"}
    assert possible(first) == {"C-1", "B-1"}
    assert certain(again) == {back, module(SENSORS - 1), module(MODULES), "H-1"}
    assert possible(again) == {"C-1", "B-1"}

    got = {
        node.name: [(one.party, one.quantity) for one in node.handed]
        for node in chip.nodes
        if node.name in sensors
    }
    wanted = [name for code, many in SHIPPED.items() for name in [CUSTOMERS[code]] * many]
    assert got.pop(sensor(SENSORS)) == []  # it is still here
    assert got.pop(back) == [(CUSTOMERS["CITY"], 1), (CUSTOMERS["CITY"], 1)]  # and came back
    assert got == {sensor(n): [(who, 1)] for n, who in enumerate(wanted[:-1], start=1)}
    here = {node.name: node.total for node in chip.nodes if node.total}
    spare = {module(n): 1 for n in range(SENSORS + 1, MODULES)}
    assert here == {"C-1": CAME - MODULES, back: 1, sensor(SENSORS): 1} | spare


def traced(connection: Connection, code: str, direction: Direction) -> Trace:
    lsn_id = lsns.candidates(connection, code)[0].lsn.id
    starts = trace_starts.of_lsn(connection, lsn_id)
    return genealogy.gather(tracing.trace(connection, starts, direction))


def certain(trace: Trace) -> set[str]:
    return {node.name for node in trace.nodes if node.certainty is Certainty.CERTAIN}


def possible(trace: Trace) -> set[str]:
    return {node.name for node in trace.nodes if node.certainty is Certainty.POSSIBLE}
