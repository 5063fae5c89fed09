from __future__ import annotations

import os
from typing import TYPE_CHECKING
from zlib import crc32

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabBar,
    QTextEdit,
    QWidget,
)

from ui.gallery.drawing import LOOKS, PICTURES, SIZES, Picture, main
from ui.gallery.kit import HOSTILE

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.parts.theme import Theme

INTERACTIVE = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QTabBar,
    QTextEdit,
)


def looked_at() -> list[Picture]:
    """Of each page its first state, those with hostile data and a twentieth of the others;
    all when it may take its time (``LSN_SCALE=50``).
    """
    first = {picture.name.split("-")[0]: picture.name for picture in reversed(PICTURES)}
    return [
        picture
        for picture in PICTURES
        if os.environ.get("LSN_SCALE", "1") != "1"
        or picture.name in first.values()
        or "hostile" in picture.name
        or crc32(picture.name.encode()) % 20 == 0
    ]


@pytest.mark.slow
@pytest.mark.parametrize("picture", looked_at(), ids=lambda picture: picture.name)
def test_a_page_is_fit_to_be_used(picture: Picture, theme: Theme, qtbot: QtBot) -> None:
    """One building of each page, looked at for everything that is true of all pages."""
    shown = picture.build(theme)
    qtbot.addWidget(shown)
    with qtbot.waitExposed(shown):
        shown.show()
    QCoreApplication.processEvents()  # the look has said how small each part can be
    shown.resize(*SIZES[0])
    QCoreApplication.processEvents()

    every_label_shows_plain_text(shown)
    every_widget_one_can_use_has_a_name_of_its_own_and_says_it(shown)
    the_page_fits_the_smaller_screen(shown)
    no_button_is_cut(shown)


def is_qts_own(widget: QWidget) -> bool:
    """A part Qt puts inside its own widgets, which speaks through them."""
    inside = isinstance(widget.parent(), QLineEdit | QComboBox | QAbstractSpinBox | QTabBar)
    table_part = isinstance(widget, QHeaderView) or (
        isinstance(widget, QAbstractButton) and isinstance(widget.parent(), QAbstractItemView)
    )
    popup = widget.window().windowType() == Qt.WindowType.Popup
    return inside or table_part or popup


def every_label_shows_plain_text(shown: QWidget) -> None:
    labels = shown.findChildren(QLabel)

    assert len(labels) > 2
    assert [one.text() for one in labels if one.textFormat() != Qt.TextFormat.PlainText] == []


def every_widget_one_can_use_has_a_name_of_its_own_and_says_it(shown: QWidget) -> None:
    used = [
        widget
        for widget in shown.findChildren(QWidget)
        if isinstance(widget, INTERACTIVE) and not is_qts_own(widget)
    ]
    names = [widget.objectName() for widget in used]

    assert used
    assert [repr(one) for one in used if not (one.objectName() and one.accessibleName())] == []
    assert sorted(names) == sorted(set(names))


def the_page_fits_the_smaller_screen(shown: QWidget) -> None:
    assert (shown.width(), shown.height()) == SIZES[0]
    least = shown.minimumSizeHint()
    assert (least.width() <= SIZES[0][0], least.height() <= SIZES[0][1]) == (True, True)


def no_button_is_cut(shown: QWidget) -> None:
    cut = [
        button.text()
        for button in shown.findChildren(QPushButton)
        if button.isVisible()
        and max(
            button.fontMetrics().horizontalAdvance(line)
            for line in button.text().replace("&&", "&").split("\n")
        )
        > button.width()
    ]

    assert cut == []


def test_hostile_names_are_shown_literally(theme: Theme, qtbot: QtBot) -> None:
    hostile = next(one for one in PICTURES if one.name == "kit-hostile")
    widget = hostile.build(theme)
    qtbot.addWidget(widget)

    words = [label.text() for label in widget.findChildren(QLabel)]
    for name in HOSTILE:
        assert name.strip() in words


def test_the_gallery_draws_each_page_in_each_look_and_size(
    tmp_path: Path, qtbot: QtBot
) -> None:
    assert qtbot is not None

    files = main(tmp_path, PICTURES[:1])

    assert [file.name for file in files] == [
        f"{PICTURES[0].name}-{look}-{width}x{height}.png"
        for look in LOOKS
        for width, height in SIZES
    ]
    pictures = [QImage(str(file)) for file in files]
    assert [(one.width(), one.height()) for one in pictures] == [*SIZES, *SIZES]
    assert pictures[0] != pictures[2]
