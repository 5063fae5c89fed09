"""Goods put away in the program's own window, by a keyboard scanner and the sheet alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lsn_desktop.storage import ledger, lsns, verifying
from lsn_desktop.storage.transactions import Database
from tests.end_to_end.dock_window import PERSON_MS, Desk, sign_in

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from tests.real_window import Display

YOGHURT, GOUDA = "Y25-331", "GB-118"  # on the dock of the demo company


@pytest.fixture
def desk(screen: Display, tmp_path: Path) -> Generator[Desk]:
    command = ["tests/end_to_end/watched_program.py", "--demo"]
    with screen.running(command, {"LSN_HOME": str(tmp_path)}) as running:
        yield Desk(screen, running)


def test_goods_are_put_away_by_scans_alone(desk: Desk, tmp_path: Path) -> None:
    sign_in(desk)

    def scan(text: str, *seen: str) -> None:
        desk.screen.scan(text, prefix="F9")
        desk.sees(*seen)

    scan("LSN-DO-GO-MOVE", "Scan goods, then the place they go to.", "Next scan: goods to move")
    scan(f"]C1010952123454324410{YOGHURT}", "Put into COLD-A-04", "120 pcs in DOCK-1")
    scan("COLD-A-04", "In COLD-A-04")
    scan(GOUDA, "Put into COLD-A-06")
    scan("COLD-B-05", "In COLD-B-05")
    scan("LSN-DO-UNDO", "Taken back: 25 kg of Gouda block")
    desk.field_has_focus()
    desk.screen.type("x", gap_ms=PERSON_MS)
    scan("LSN-DO-QUANTITY-20", "20 are moved: scan the goods")
    scan(GOUDA, "Put into COLD-A-06")
    scan("COLD-A-06", "In COLD-A-06")

    database = Database(f"sqlite:///{next(tmp_path.rglob('*.db'))}")
    with database.reading() as connection:
        found = {
            code: {
                one.location: one.on_hand
                for one in ledger.places(
                    connection, lsns.candidates(connection, code)[0].lsn.id
                )
            }
            for code in (YOGHURT, GOUDA)
        }
        wrong = list(verifying.verify(connection))
    database.close()
    assert found == {
        YOGHURT: {"COLD-A-04": 120},
        GOUDA: {"COLD-A-06": 20_000, "DOCK-1": 5_000},
    }
    assert wrong == []
