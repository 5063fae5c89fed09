"""The same label again at the dock: how many now, and what a scanner sends twice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QComboBox, QLabel

from lsn_desktop.settings import load
from tests.dock import label
from tests.house_for_tests import BUTTER, MILK_CASE, PUMP
from tests.ui.shop import Shop

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office
    from tests.ui.running import Running
    from ui.parts.theme import Theme

CASE = label(ai01=MILK_CASE, ai17="270131", ai10="L9")


class Stopwatch:
    """A clock that goes on by so many seconds at each scan."""

    def __init__(self) -> None:
        self.step, self._now = 3.0, 100.0

    def __call__(self) -> float:
        self._now += self.step
        return self._now


@pytest.fixture
def watch() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
def shop(place: Office, theme: Theme, qtbot: QtBot, watch: Stopwatch) -> Shop:
    """A delivery is being received."""
    made = Shop(place, theme, qtbot, watch)
    made.scan("PO-1042")
    return made


def words(shop: Shop) -> str:
    labels = shop.banner.findChildren(QLabel)
    return "\n".join(one.text() for one in labels if one.isVisible() and one.text())


def ask_within(shop: Shop, seconds: int) -> None:
    program = shop.place.program
    program.settings = replace(program.settings, asks_within=seconds)


def test_a_lot_scanned_again_says_how_much_of_it_came(shop: Shop) -> None:
    shop.scan(CASE)
    assert "This lot" not in words(shop)

    shop.scan(label(ai01=BUTTER, ai10="B9"), CASE, CASE)

    assert shop.banner.words.kind == "ok"
    assert "This lot\n36 pcs in 3 scans" in words(shop)
    assert shop.journal() == [("ok", "12 pcs of Whole milk 1 L added: scan 3 of L9, 36 so far")]


def test_a_serial_scanned_again_is_said_and_is_one_row_more_but_no_line(shop: Shop) -> None:
    shop.scan(CASE)
    serial = label(ai01=PUMP, ai21="P1")
    shop.scan(serial)
    shop.do("YES")  # it is not ordered
    shop.scan(serial)

    assert shop.banner.words.kind == "attention"
    assert "P1 is on this receipt already: counted once" in words(shop)
    assert "Go on with the next piece." in words(shop)
    assert shop.lines() == [("L9", 12), ("P1", 1)]


def test_a_stutter_counts_and_makes_one_look(shop: Shop, watch: Stopwatch) -> None:
    watch.step = 0.08
    shop.scan(CASE, CASE)

    assert shop.lines() == [("L9", 12), ("L9", 12)]
    assert shop.banner.words.kind == "attention"
    assert "sent twice at once, and both counted" in words(shop)
    assert "Undo one (F4) if it was one carton." in words(shop)


def test_it_is_asked_about_where_so_set(shop: Shop, watch: Stopwatch) -> None:
    ask_within(shop, 1)
    watch.step = 0.4
    shop.scan(CASE, CASE)
    assert shop.banner.words.answers == ("Another carton", "The same one")
    assert shop.lines() == [("L9", 12)]

    shop.do("NO")
    assert shop.lines() == [("L9", 12)]

    shop.scan(CASE, CASE)
    shop.do("YES")
    assert shop.lines() == [("L9", 12)] * 3


def test_a_command_a_stuttering_scanner_sends_twice_is_done_once(
    shop: Shop, watch: Stopwatch
) -> None:
    shop.scan(CASE, label(ai01=BUTTER, ai10="B9"), label(ai01=BUTTER, ai10="B7"))
    ask_within(shop, 1)
    watch.step = 0.1
    shop.do("UNDO", "UNDO")
    assert shop.lines() == [("L9", 12), ("B9", 1)]
    assert shop.banner.words.headline == "Sent twice at once, and done once"

    watch.step = 0.3  # by hand
    shop.do("UNDO", "UNDO")
    assert shop.lines() == []


@pytest.mark.parametrize("between", ["LSN-DO-QUANTITY-2", label(ai01=BUTTER, ai10="B9")])
def test_with_something_between_it_is_another_carton(
    shop: Shop, watch: Stopwatch, between: str
) -> None:
    ask_within(shop, 5)
    watch.step = 0.1
    shop.scan(CASE, between, CASE)

    assert shop.banner.words.kind == "ok"


def test_two_scanners_are_two_hands(shop: Shop, watch: Stopwatch) -> None:
    ask_within(shop, 5)
    watch.step = 0.01
    for number in range(3):
        shop.router.scanned(CASE.encode(), f"Scanner {number}", True)  # noqa: FBT003 - a slot

    assert len(shop.lines()) == 3


def test_the_choice_is_made_in_settings_and_kept(running: Running) -> None:
    running.open("settings", "workstation")
    box = running.part(QComboBox, "settings.workstation.twice")
    assert box.currentText() == "Counts twice"

    box.setCurrentIndex(box.findData(1))
    box.activated.emit(box.currentIndex())

    running.sees("Kept.")
    assert load(running.program.settings.folder).asks_within == 1
    assert running.program.settings.asks_within == 1
