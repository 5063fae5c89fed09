from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from tests.ui.parts import part
from ui.scans.scan_banner import TONES, ScanBanner
from ui.scans.scan_words import BannerWords

if TYPE_CHECKING:
    from collections.abc import Generator

    from pytestqt.qtbot import QtBot

    from ui.parts.theme import Theme

QUESTION = BannerWords("question", "Which date?", answers=("12 January", "1 <b>December</b>"))


@pytest.fixture
def banner(theme: Theme, qtbot: QtBot) -> Generator[ScanBanner]:
    window = QWidget()
    banner = ScanBanner(theme)
    field = QLineEdit()
    field.setObjectName("elsewhere")
    rows = QVBoxLayout(window)
    rows.addWidget(banner)
    rows.addWidget(field)
    qtbot.addWidget(window)
    window.resize(700, 500)
    with qtbot.waitExposed(window):
        window.show()
    yield banner
    window.close()


def shown_words(banner: ScanBanner) -> list[str]:
    return [label.text() for label in banner.findChildren(QLabel) if label.isVisible()]


@pytest.mark.parametrize("kind", sorted(TONES))
def test_an_outcome_is_told_in_colour_shape_and_words(banner: ScanBanner, kind: str) -> None:
    banner.tell(BannerWords(kind, "Whole milk", "12 added", (("Lot", "L1"),)))  # type: ignore[arg-type]

    assert banner.property("outcome") == kind
    assert {"Whole milk", "12 added", "Lot", "L1"} <= set(shown_words(banner))


def test_no_two_outcomes_look_alike(banner: ScanBanner) -> None:
    pictures = set()
    for kind in TONES:
        banner.tell(BannerWords(kind, "x"))
        pictures.add(bytes(banner.grab().toImage().constBits()))

    assert len(pictures) == len(TONES)


def test_what_was_read_before_is_gone(banner: ScanBanner) -> None:
    banner.tell(BannerWords("ok", "Milk", details=(("Lot", "L1"), ("Expires", "2026-12-19"))))

    banner.tell(BannerWords("refused", "Butter", remedy="Put it aside."))

    words = [word for word in shown_words(banner) if word]
    assert words == ["Butter", "Put it aside."]


@pytest.mark.parametrize("number", [1, 2])
def test_a_question_is_answered_by_touch_and_by_key(
    banner: ScanBanner, qtbot: QtBot, number: int
) -> None:
    banner.tell(QUESTION)
    answers: list[int] = []
    banner.answered.connect(answers.append)

    buttons = [one for one in banner.findChildren(QPushButton) if one.isVisible()]
    buttons[number - 1].click()
    qtbot.keyClick(banner, str(number))

    assert answers == [number, number]
    assert buttons[number - 1].height() >= 52


def test_an_answer_shows_markup_as_it_stands(banner: ScanBanner) -> None:
    banner.tell(QUESTION)

    assert part(banner, QPushButton, "banner.answer.2").text() == "2   1 <b>December</b>"


def test_digits_belong_to_a_text_field_that_has_the_focus(
    banner: ScanBanner, qtbot: QtBot
) -> None:
    answers: list[int] = []
    banner.answered.connect(answers.append)
    banner.tell(QUESTION)
    field = part(banner.window(), QLineEdit, "elsewhere")
    field.setFocus()

    qtbot.keyClick(field, "1")

    assert field.text() == "1"
    assert answers == []


def test_without_a_question_no_number_answers(banner: ScanBanner) -> None:
    banner.tell(QUESTION)
    banner.tell(BannerWords("ok", "Milk"))

    assert not banner.press(1)
    assert not [one for one in banner.findChildren(QPushButton) if one.isVisible()]


def test_a_field_is_asked_in_line_and_has_the_focus(banner: ScanBanner) -> None:
    field = QLineEdit()

    banner.tell(BannerWords("question", "Which date expires?"), field)

    assert field.isVisible()
    assert banner.focusWidget() is field
    assert banner.isAncestorOf(field)
    banner.tell(BannerWords("ok", "Milk"))
    assert not field.isVisible()


def test_a_screen_reader_hears_the_outcome(banner: ScanBanner) -> None:
    banner.tell(
        BannerWords("refused", "Butter: lot on hold", "Nothing was added.", remedy="Ask.")
    )

    assert banner.accessibleDescription() == "Butter: lot on hold Nothing was added. Ask."
    assert banner.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_many_long_answers_stand_two_in_a_row_each_whole(banner: ScanBanner) -> None:
    answers = (
        "Lot L26, expires 2026-12-31",
        "Lot L2617261231",
        "Lot L2611A, serial 4711-8, expires 2026-12-31",
        "None of these: leave it out",
    )
    banner.tell(BannerWords("question", "Which is on the label?", answers=answers))

    first, second, third, _last = (
        part(banner, QPushButton, f"banner.answer.{number}") for number in range(1, 5)
    )
    assert first.y() == second.y() < third.y()
    assert third.text().split("\n")[1].strip() == "expires 2026-12-31"
    assert answers[2] in third.toolTip()
    assert third.height() == first.height() > third.fontMetrics().height() * 2
    assert third.sizeHint().width() <= third.width()


def test_many_long_answers_without_commas_are_broken_at_their_words(banner: ScanBanner) -> None:
    answers = (
        "In place of Yoghurt natural 150 g (100 to go)",
        "In place of Tuna in oil 160 g (12 to go)",
        "Ship it beside the order",
        "Leave it here",
    )
    banner.tell(BannerWords("question", "Feta is not on SO-2201", answers=answers))

    first, second, third, _last = (
        part(banner, QPushButton, f"banner.answer.{number}") for number in range(1, 5)
    )
    assert first.y() == second.y() < third.y()
    assert first.text().split() == ["1", *answers[0].split()]
    assert first.sizeHint().width() <= first.width()


def test_answers_too_long_for_half_the_banner_have_its_whole_width(banner: ScanBanner) -> None:
    answers = tuple(f"Lot {number}{'ABCDEFGHIJ' * 3}" for number in range(4))
    banner.tell(BannerWords("question", "Which is on the label?", answers=answers))

    tops = [part(banner, QPushButton, f"banner.answer.{number}").y() for number in range(1, 5)]
    assert len(set(tops)) == 4
