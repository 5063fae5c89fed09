from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop.services.office.view_layouts import USUAL, Layout, remember, remembered

if TYPE_CHECKING:
    from tests.house_for_tests import House

WIDE = Layout(
    (("status", 130), ("code", 240)), frozenset({"vendor"}), "expiry", descending=True
)


def kept(house: House, view: str, user_id: int | None = None) -> Layout:
    with house.database.reading() as connection:
        return remembered(connection, user_id or house.by.user_id, view)


def test_a_view_looks_as_it_was_left(house: House) -> None:
    assert kept(house, "lsns") == USUAL

    house.database.run(house.by, lambda tx: remember(tx, "lsns", WIDE))
    narrow = replace(WIDE, sort="", columns=(("code", 100),))
    house.database.run(house.by, lambda tx: remember(tx, "lsns", narrow))

    assert kept(house, "lsns") == narrow
    assert kept(house, "items") == USUAL


def test_another_user_keeps_another_look(house: House) -> None:
    house.database.run(house.by, lambda tx: remember(tx, "lsns", WIDE))

    assert kept(house, "lsns", house.by.user_id + 1) == USUAL


def test_the_usual_look_is_not_kept(house: House) -> None:
    house.database.run(house.by, lambda tx: remember(tx, "lsns", WIDE))

    house.database.run(house.by, lambda tx: remember(tx, "lsns", USUAL))

    assert kept(house, "lsns") == USUAL
