"""An item entered in the program's own window, by a person's keys and a scanner's."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.storage import catalogue
from lsn_desktop.storage.transactions import Database
from tests.end_to_end.dock_window import PERSON_MS, Desk, sign_in
from tests.real_window import wait_until

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from tests.real_window import Display

CARTON = "14006381333938"


@pytest.fixture
def desk(screen: Display, tmp_path: Path) -> Generator[Desk]:
    command = ["tests/end_to_end/watched_program.py", "--demo"]
    with screen.running(command, {"LSN_HOME": str(tmp_path)}) as running:
        yield Desk(screen, running)


def test_a_new_item_takes_its_carton_from_a_scan(desk: Desk, tmp_path: Path) -> None:
    sign_in(desk)
    desk.screen.press("ctrl+7")
    desk.on_page("Items")
    desk.screen.press("ctrl+n")
    desk.sees("New item", "Next scan: a GTIN of this item")
    wait_until(lambda: desk.report()["in_field"], "the SKU with the keyboard")
    desk.screen.type("QUAIL-10\tQuail eggs, ten", gap_ms=PERSON_MS)

    desk.screen.scan(f"]C101{CARTON}", prefix="F9")
    desk.sees(CARTON)
    desk.screen.type("120\r", gap_ms=PERSON_MS)

    desk.sees("Saved. New item QUAIL-10: Quail eggs, ten")
    database = Database(f"sqlite:///{next(tmp_path.rglob('*.db'))}")
    with database.reading() as connection:
        pack = catalogue.item_by_gtin(connection, CARTON)
    database.close()
    assert pack is not None
    assert (pack.item.sku, pack.item.description) == ("QUAIL-10", "Quail eggs, ten")
    assert pack.units == Fraction(120)
