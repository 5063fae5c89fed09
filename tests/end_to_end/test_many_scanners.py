"""Ten codes a second through a wedge and three serial ports at once: none lost, none mixed."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from contextlib import ExitStack
from typing import TYPE_CHECKING

from sqlalchemy import select

from lsn_desktop.program import Program
from lsn_desktop.settings import Settings
from lsn_desktop.storage import verifying
from lsn_desktop.storage.tables.documents import scan, scan_outcome
from tests.end_to_end.dock_window import Desk, choose_the_order, sign_in
from tests.real_window import SerialCable, wait_until

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.real_window import Display

BUTTER = "09521234543220"
WEDGE = "Keyboard scanner"
PORTS = ("Dock scanner", "Gate scanner", "Belt scanner")
PER_SECOND = 10
SECONDS = 4  # a minute at the scale of dev.py test --thorough
MINUTE = 60


def code(source: int, n: int) -> str:
    """The n-th label a scanner sends: its own lots, a GS within."""
    return f"]C101{BUTTER}10Z{'WDGB'[source]}{n // 4:03}\x1d17271231"


def test_ten_codes_a_second_from_four_scanners_come_out_whole_and_in_order(
    screen: Display, tmp_path: Path, scale: int, capsys: pytest.CaptureFixture[str]
) -> None:
    count = PER_SECOND * min(SECONDS * scale, MINUTE)
    with ExitStack() as stack:
        cables = [SerialCable(tmp_path / f"port{n}") for n in range(len(PORTS))]
        for cable in cables:
            cable.plug()
            stack.callback(cable.unplug)
        (tmp_path / "settings.toml").write_text(
            "".join(
                f'[[scanner]]\nname = "{name}"\nport = "{cable.port}"\n'
                for name, cable in zip(PORTS, cables, strict=True)
            )
        )
        command = ["tests/end_to_end/watched_program.py", "--demo"]
        desk = Desk(
            screen, stack.enter_context(screen.running(command, {"LSN_HOME": str(tmp_path)}))
        )
        sign_in(desk)
        choose_the_order(desk)
        desk.field_has_focus()
        desk.ask("forget")
        sent, seconds = send(screen, cables, count)
        program = Program(Settings(tmp_path, str(tmp_path / "demo.db"), "looker"))
        wait_until(lambda: recorded(program)[0] == sent, "every scan in the journal", 60)
        report = desk.report()
    came, outcomes = recorded(program)
    with program.database.reading() as connection:
        assert list(verifying.verify(connection)) == []
    program.close()
    assert came == sent
    assert outcomes <= {"ok", "attention"}
    assert sum(map(len, sent.values())) == count
    assert (report["keys"], report["edited"], report["pressed"]) == (0, [], [])
    with capsys.disabled():
        print(f"\n{count} codes of 4 scanners in {seconds:.1f} s, 0 lost, 0 mixed ", end="")  # noqa: T201


def send(
    screen: Display, cables: list[SerialCable], count: int
) -> tuple[dict[str, list[str]], float]:
    """Send so many, a tenth of a second apart, each scanner in turn; what each one sent."""
    sent: dict[str, list[str]] = defaultdict(list)
    begun = time.monotonic()

    def wedge() -> None:
        for n in range(0, count, 4):
            wait_for_turn(begun, n)
            sent[WEDGE].append(code(0, n))
            screen.scan(code(0, n), gap_ms=2, prefix="F9")

    typing = threading.Thread(target=wedge)
    typing.start()
    for n in range(count):
        if source := n % 4:
            wait_for_turn(begun, n)
            sent[PORTS[source - 1]].append(code(source, n))
            cables[source - 1].send(code(source, n).encode() + b"\r")
    typing.join()
    return dict(sent), time.monotonic() - begun


def wait_for_turn(begun: float, n: int) -> None:
    time.sleep(max(0.0, begun + n / PER_SECOND - time.monotonic()))


def recorded(program: Program) -> tuple[dict[str, list[str]], set[str]]:
    """What the journal holds of each scanner, in order, and what became of it."""
    came: dict[str, list[str]] = defaultdict(list)
    outcomes = set()
    with program.database.reading() as connection:
        rows = connection.execute(
            select(scan.c.device, scan.c.bytes, scan_outcome.c.outcome)
            .join(scan_outcome, scan_outcome.c.scan_id == scan.c.id)
            .where(scan.c.device.in_([WEDGE, *PORTS]))
            .order_by(scan.c.id)
        )
        for device, data, outcome in rows:
            came[device].append(data.decode())
            outcomes.add(outcome)
    return dict(came), outcomes
