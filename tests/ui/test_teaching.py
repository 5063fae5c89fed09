"""An unknown label is taught where it is refused, by scanner alone or by a few keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from lsn_desktop.scanning.taught_cuts import untaught
from lsn_desktop.services.codes.trying_rules import Evidence
from lsn_desktop.storage import journal, rules
from tests.ui.parts import listed, part, press, shown_words
from tests.ui.shop import Shop
from ui.teach import TeachPanel
from ui.teach.lesson import Lesson
from ui.teach.strip import LabelStrip

if TYPE_CHECKING:
    from datetime import date

    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office
    from ui.parts.theme import Theme


class Pupil:
    """A person at the dock with a delivery, a scanner, and a label nobody knows."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.year = f"{shop.place.desk.station.by().on.year + 1:04}"

    def label(self, day: str = "0501", lot: str = "B7731", item: str = "NWD-MILK1L") -> str:
        """The supplier's own: item, lot, day month year, count; 5 January or 1 May."""
        return f"{item}/{lot}/{day}{self.year[2:]}/48"

    def day(self, month_and_day: str) -> str:
        return f"{self.year}-{month_and_day}"

    @property
    def panel(self) -> TeachPanel:
        return part(self.shop.receive, TeachPanel, "teach")

    @property
    def is_taught(self) -> bool:
        """Whether the panel is in front."""
        return self.panel.isVisible()

    @property
    def choices(self) -> list[str]:
        shown = self.panel.findChildren(QPushButton)
        return [b.text()[4:] for b in shown if b.objectName().startswith("teach.choice") and
                not b.isHidden()]  # fmt: skip

    @property
    def named(self) -> list[tuple[str, str]]:
        assert self.panel.lesson is not None
        parts = self.panel.lesson.rule.parts
        return [(each.name, each.text) for each in parts if each.name != "fixed"]

    @property
    def at(self) -> str:
        assert self.panel.lesson is not None
        return self.panel.lesson.rule.sample[slice(*self.panel.lesson.span)]

    def keys(self, *keys: Qt.Key | str) -> None:
        for key in keys:
            if isinstance(key, str):
                QTest.keyClicks(self.panel, key)
            else:
                QTest.keyClick(self.panel, key)

    def stretch(self, key: Qt.Key) -> None:
        QTest.keyClick(self.panel, key, Qt.KeyboardModifier.ShiftModifier)

    def kept(self) -> list[rules.Taught]:
        with self.shop.place.program.database.reading() as connection:
            return rules.taught(connection)


@pytest.fixture
def pupil(place: Office, theme: Theme, qtbot: QtBot) -> Pupil:
    shop = Shop(place, theme, qtbot)
    shop.scan("PO-1042")
    return Pupil(shop)


def test_three_cartons_are_received_with_a_label_taught_by_scanner_alone(pupil: Pupil) -> None:
    pupil.shop.scan(pupil.label())
    assert pupil.shop.banner.words.offer == "Teach this label (T)"
    pupil.shop.do("TEACH")
    assert pupil.is_taught
    assert pupil.choices[:2] == [
        f"5 January {pupil.year} · day month year",
        f"1 May {pupil.year} · month day year",
    ]
    pupil.shop.do("ANSWER-1", "YES")
    assert not pupil.is_taught
    assert pupil.shop.headline == "Which item is NWD-MILK1L?"
    pupil.shop.scan("MILK")
    pupil.shop.scan(pupil.label(), pupil.label("2001", "B7732"))

    assert pupil.shop.lines() == [("B7731", 48), ("B7731", 48), ("B7732", 48)]
    (row,) = pupil.kept()
    assert (row.name, row.vendor) == (
        "Northwind Dairy: item, lot, expiry, quantity",
        "Northwind Dairy",
    )
    outcomes = [words for _kind, words in reversed(pupil.shop.journal(8))]
    assert outcomes[0] == f"Unknown code {pupil.label()}."


def test_another_label_settles_the_order_of_a_date(pupil: Pupil) -> None:
    pupil.shop.scan(pupil.label())
    pupil.shop.do("TEACH")
    pupil.shop.scan(pupil.label("2001", "B7732"))

    assert pupil.panel.lesson is not None
    assert not pupil.panel.lesson.asking
    assert f"5 January {pupil.year}" in shown_words(pupil.panel)
    assert listed(pupil.panel, "teach.tried", 1)[0] == (
        f"NWD-MILK1L · B7732 · {pupil.day('01-20')} · 48"
    )
    assert pupil.shop.journal()[0] == ("heard", "Shown while a label is taught")
    assert pupil.shop.lines() == []


def test_a_label_is_taught_by_keys(pupil: Pupil) -> None:
    pupil.shop.scan(pupil.label())
    QTest.keyClicks(part(pupil.shop.receive, QWidget, "receive.dock"), "t")
    pupil.keys(Qt.Key.Key_Return)
    assert pupil.is_taught  # Enter saves; it never chooses a day for anybody
    assert "In which order is the date" in " ".join(shown_words(pupil.panel))
    pupil.keys("2", Qt.Key.Key_Return)

    assert pupil.shop.headline == "Which item is NWD-MILK1L?"
    pupil.shop.scan("MILK")
    assert pupil.shop.lines() == [("B7731", 48)]


def test_a_part_of_a_part_is_selected_and_named(pupil: Pupil) -> None:
    pupil.shop.scan(pupil.label(lot="LB7731"))
    pupil.shop.do("TEACH", "ANSWER-1", "BACK", "BACK")
    assert pupil.at == "LB7731"

    pupil.stretch(Qt.Key.Key_Right)
    assert pupil.at == "L"
    pupil.keys("9")
    assert ("lot", "B7731") in pupil.named
    assert pupil.at == "B7731"

    pupil.stretch(Qt.Key.Key_Left)
    pupil.stretch(Qt.Key.Key_Left)
    assert pupil.at == "31"
    pupil.stretch(Qt.Key.Key_Right)
    assert pupil.at == "1"
    pupil.keys("8")
    assert ("lot", "B773") in pupil.named
    assert ("any", "1") in pupil.named


def test_the_lots_own_barcode_selects_it(pupil: Pupil) -> None:
    pupil.shop.scan(pupil.label(lot="LB7731"))
    pupil.shop.do("TEACH")
    pupil.shop.scan("B7731")
    assert pupil.at == "B7731"
    pupil.shop.do("ANSWER-3")

    assert ("serial", "B7731") in pupil.named


def test_a_part_is_chosen_and_characters_are_dragged_over_with_the_mouse(
    pupil: Pupil, qtbot: QtBot
) -> None:
    pupil.shop.scan(pupil.label())
    pupil.shop.do("TEACH")
    strip = part(pupil.panel, LabelStrip, "teach.label")
    lot, last = strip.room_of(11).center(), strip.room_of(13).center()
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(strip, left, pos=lot)
    assert pupil.at == "B7731"
    qtbot.mousePress(strip, left, pos=lot)
    qtbot.mouseMove(strip, last)
    qtbot.mouseRelease(strip, left, pos=last)
    assert pupil.at == "B77"
    assert strip.character_at(QPoint(2, 5_000)) == -1


def test_what_was_done_is_taken_back_and_the_panel_left(pupil: Pupil) -> None:
    pupil.shop.scan(pupil.label())
    pupil.shop.do("TEACH", "ANSWER-1")
    before = pupil.named
    pupil.shop.do("ANSWER-8")
    assert pupil.named != before
    pupil.shop.do("UNDO")
    assert pupil.named == before
    pupil.shop.do("NO")
    assert not pupil.is_taught
    pupil.shop.scan("]C11019521234543210")
    assert pupil.kept() == []
    assert pupil.shop.banner.isVisible()


def test_a_command_the_panel_does_not_know_is_refused(pupil: Pupil) -> None:
    pupil.shop.scan(pupil.label())
    pupil.shop.do("TEACH", "POST")

    assert pupil.is_taught
    assert pupil.shop.journal()[0][0] == "refused"


def test_a_rule_is_kept_for_all_suppliers(pupil: Pupil) -> None:
    pupil.shop.scan(pupil.label("2001"))
    press(pupil.shop.banner, "banner.offer")
    pupil.keys("a")

    (row,) = pupil.kept()
    assert (row.vendor, row.name) == ("", "item, lot, expiry, quantity")
    assert pupil.shop.headline == "Which item is NWD-MILK1L?"


def test_a_label_that_was_taught_wrong_is_taught_again(pupil: Pupil) -> None:
    pupil.shop.scan(pupil.label())
    pupil.shop.do("TEACH", "ANSWER-2", "YES")
    pupil.shop.do("TEACH")
    assert "Change the rule Northwind Dairy: item, lot, expiry, quantity" in shown_words(
        pupil.panel
    )
    pupil.shop.do("NEXT", "NEXT")
    pupil.keys("d", "1", Qt.Key.Key_Return)
    pupil.shop.scan("MILK")

    (row,) = pupil.kept()
    assert "DDMMYY" in row.parts
    with pupil.shop.place.program.database.reading() as connection:
        words = [str(each.words) for each in journal.newest(connection, 3)]
    assert any("Whole milk" in each or "added" in each for each in words)


def test_nothing_to_teach_is_said(pupil: Pupil) -> None:
    pupil.shop.do("UNDO")
    QTest.keyClicks(part(pupil.shop.receive, QWidget, "receive.dock"), "t")

    assert pupil.shop.headline == "This label cannot be taught"


def test_the_length_and_the_decimals_of_a_part_are_turned(pupil: Pupil) -> None:
    pupil.shop.scan(pupil.label("2001"))
    pupil.shop.do("TEACH")
    assert "Of any length" in shown_words(pupil.panel)
    pupil.keys("l")
    assert "Exactly 10 characters" in shown_words(pupil.panel)
    pupil.shop.do("NEXT", "NEXT", "NEXT")
    pupil.keys("l")
    assert "Exactly 2 digits" in shown_words(pupil.panel)
    pupil.keys(".", ".")
    assert "0.48" in shown_words(pupil.panel)
    pupil.keys(".", ".")
    assert "48" in shown_words(pupil.panel)


def test_a_label_that_names_no_item_is_of_the_one_that_is_scanned(pupil: Pupil) -> None:
    label = f"LB7731/{pupil.year}0120"
    pupil.shop.scan(label)
    pupil.shop.do("TEACH")
    assert "Always the same item? Scan a barcode of it." in " ".join(shown_words(pupil.panel))
    pupil.shop.scan("MILK")
    assert "Whole milk 1 L" in shown_words(pupil.panel)
    pupil.shop.do("UNDO")
    assert "Whole milk 1 L" not in shown_words(pupil.panel)
    pupil.shop.scan(label.replace("B77", "B88"), "MILK")
    pupil.shop.do("YES")
    pupil.shop.scan(label.replace("B77", "B88"))

    assert pupil.shop.lines() == [("LB7731", 1), ("LB8831", 1)]
    assert [row.sku for row in pupil.kept()] == ["MILK"]
    pupil.shop.do("TEACH", "NEXT")
    assert "Whole milk 1 L" in shown_words(pupil.panel)


@pytest.mark.parametrize("name", range(1, 10))
def test_every_key_names_a_part(name: int, place: Office) -> None:
    lesson = Lesson(untaught("A1/B2"), today(place), Evidence())
    lesson.select((3, 5))

    assert lesson.press(name)
    assert not lesson.press(0)
    assert lesson.rule.sample == "A1/B2"


def today(place: Office) -> date:
    return place.desk.station.by().on
