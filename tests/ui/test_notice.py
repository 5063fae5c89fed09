from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.parts.notice import Notice

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.parts.theme import Theme

LONG_WORD = "Überprüfungsbescheinigungsnummer-1234567890"


@pytest.fixture
def notice(theme: Theme) -> Notice:
    assert theme.tokens
    return Notice("lots.notice")


def in_a_column(notice: Notice, width: int, qtbot: QtBot) -> QWidget:
    column = QWidget()
    qtbot.addWidget(column)
    rows = QVBoxLayout(column)
    rows.addWidget(notice)
    rows.addStretch()
    column.resize(width, 600)
    with qtbot.waitExposed(column):
        column.show()
    return column


@pytest.mark.parametrize("width", [260, 400, 900])
def test_a_notice_is_as_high_as_its_words_need(
    width: int, notice: Notice, qtbot: QtBot
) -> None:
    column = in_a_column(notice, width, qtbot)

    notice.refuse_words("The certificate names another lot than the label. " * 6)

    qtbot.waitUntil(lambda: notice.height() == notice.heightForWidth(notice.width()))
    assert notice.width() <= column.width()


def test_a_notice_follows_the_width_of_its_column(notice: Notice, qtbot: QtBot) -> None:
    column = in_a_column(notice, 900, qtbot)
    notice.attention("The certificate names another lot than the label. " * 6)
    qtbot.waitUntil(lambda: notice.height() < 120)

    column.resize(260, 600)

    qtbot.waitUntil(lambda: notice.height() == notice.heightForWidth(notice.width()) > 150)


def test_a_long_word_does_not_widen_the_page(notice: Notice, qtbot: QtBot) -> None:
    column = in_a_column(notice, 260, qtbot)

    notice.attention(f"Not the number on the paper: {LONG_WORD * 4}")

    qtbot.waitUntil(notice.isVisible)
    assert column.minimumSizeHint().width() <= 260
    assert notice.accessibleName().endswith(LONG_WORD * 4)
