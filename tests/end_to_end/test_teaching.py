"""A new user teaches a supplier's unknown label in a real window, by scanner alone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.scanning.commands import Command
from lsn_desktop.storage import documents, journal, lsns, rules
from lsn_desktop.storage.transactions import Database
from tests.end_to_end.dock_window import Desk, sign_in

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from tests.real_window import Display

NEXT_YEAR = str(datetime.now(UTC).year + 1)
LABEL = f"NWD-MILK1L/{{}}/0501{NEXT_YEAR[2:]}/48"  # 5 January or 1 May


@pytest.fixture
def desk(screen: Display, tmp_path: Path) -> Generator[Desk]:
    command = ["tests/end_to_end/watched_program.py", "--demo"]
    with screen.running(command, {"LSN_HOME": str(tmp_path)}) as running:
        yield Desk(screen, running)


def test_three_cartons_with_an_unknown_label_take_seven_scans_and_no_key(
    desk: Desk, tmp_path: Path
) -> None:
    sign_in(desk)
    desk.ask("forget")
    database = Database(f"sqlite:///{next(tmp_path.rglob('*.db'))}")
    scans: list[str] = []

    def scan(text: str) -> None:
        scans.append(text)
        desk.screen.scan(text, prefix="F9")

    desk.screen.scan(Command("go", "receive").text, prefix="F9")
    desk.on_page("Receive")
    desk.screen.scan("PO-1042", prefix="F9")
    desk.sees("Next scan: goods for PO-1042")
    scan(LABEL.format("B7731"))
    desk.sees("Unknown code", "teach it (T, or scan Teach)")
    scan(Command("teach").text)
    desk.sees("Teach a label of Northwind Dairy", "Which day is 0501")
    scan(Command("answer", "1").text)
    desk.sees("Quantity: 48")
    scan(Command("yes").text)
    desk.sees("Which item is NWD-MILK1L?", "Answer: 1 to 8")
    scan(Command("answer", "1").text)
    desk.sees("NWD-MILK1L is kept as 1 pcs of Whole milk 1 L.")
    scan(LABEL.format("B7731"))
    scan(LABEL.format("B7732"))
    desk.sees("144 of 800 pcs")

    with database.reading() as connection:
        (draft,) = documents.listed(connection, status="draft")
        kept = documents.lines(connection, draft.id)
        codes = [lsns.by_id(connection, line.lsn_id) for line in kept]
        came = [row.data.decode() for row in journal.newest(connection, 20)]
        taught = rules.taught(connection)
    database.close()
    report = desk.report()
    day = f"{NEXT_YEAR}-01-05"
    assert len(scans) == 7
    assert (report["keys"], report["edited"], report["pressed"]) == (0, [], [])
    read = [(one.code, str(one.expiry)) for one in codes]
    assert read == [("B7731", day), ("B7731", day), ("B7732", day)]
    assert [line.quantity for line in kept] == [48, 48, 48]
    assert [row.vendor for row in taught] == ["Northwind Dairy"]
    assert all(text in came for text in scans)
