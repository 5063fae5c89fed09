from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QFontMetrics, QPalette
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

import resources
from ui.parts.icons import tinted
from ui.parts.theme import font, restyle
from ui.parts.tokens import DARK, LIGHT, SMALL, TOUCH

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.parts.theme import Theme

INK = (0x12, 0xA4, 0xF6)


def test_another_look_is_shown_while_the_program_runs(theme: Theme, qtbot: QtBot) -> None:
    label = QLabel("words")
    qtbot.addWidget(label)
    label.ensurePolished()
    before = label.palette().color(QPalette.ColorRole.WindowText).name().upper()

    with qtbot.waitSignal(theme.changed):
        theme.choose("dark")

    label.ensurePolished()
    assert before == LIGHT.text
    assert label.palette().color(QPalette.ColorRole.WindowText).name().upper() == DARK.text


def test_the_style_sheet_has_no_place_left_unfilled(theme: Theme) -> None:
    assert theme.tokens.ok in theme.sheet
    assert "$" not in theme.sheet


def test_a_property_changes_the_look_at_once(theme: Theme, qtbot: QtBot) -> None:
    label = QLabel("words")
    qtbot.addWidget(label)
    label.ensurePolished()

    restyle(label, role="muted")

    assert label.palette().color(QPalette.ColorRole.WindowText) == theme.colour("muted")


def test_the_faces_travel_with_the_program(theme: Theme) -> None:
    families = theme.faces

    assert {"Noto Sans", "Noto Sans Mono"} <= set(families)
    assert QFontMetrics(font(SMALL)).inFontUcs4(ord("é"))


@pytest.mark.parametrize(
    "name", sorted(file.stem for file in resources.path("icons").glob("*.svg"))
)
def test_every_icon_is_drawn_in_its_colour_and_no_other(theme: Theme, name: str) -> None:
    assert theme.name == "light"

    picture = tinted(name, "#12A4F6", 32, 2.0)

    seen = {
        _rgb(picture.pixelColor(x, y))
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).alpha() == 255
    }
    off = max(abs(part - want) for one in seen for part, want in zip(one, INK, strict=True))
    assert picture.width() == 64
    assert off <= 1  # overlapping strokes round


def _rgb(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()


def test_an_icon_the_set_does_not_have_is_a_bug(theme: Theme) -> None:
    with pytest.raises(FileNotFoundError):
        theme.icon("no-such-icon")


@pytest.mark.parametrize("role", ["danger", "link", "quiet"])
def test_a_button_that_is_off_looks_off(role: str, theme: Theme, qtbot: QtBot) -> None:
    button = QPushButton("words")
    qtbot.addWidget(button)
    restyle(button, role=role)

    button.setEnabled(False)

    ink = button.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    assert ink == theme.colour("faint")


def test_what_a_glove_presses_is_as_high_as_a_finger_needs(theme: Theme, qtbot: QtBot) -> None:
    assert theme.tokens
    key, enter, field = QPushButton("7"), QPushButton("Sign in"), QLineEdit()
    for widget in (key, enter, field):
        qtbot.addWidget(widget)

    restyle(key, role="pad")
    restyle(enter, role="primary", touch="yes")
    restyle(field, touch="yes")

    assert [one.minimumHeight() >= TOUCH for one in (key, enter)] == [True, True]
    assert field.minimumHeight() >= TOUCH - 8


def test_a_hint_in_a_field_can_be_read(theme: Theme, qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.ensurePolished()

    ink = field.palette().color(QPalette.ColorRole.PlaceholderText)

    assert (ink.name(), ink.alpha()) == (theme.colour("muted").name(), 255)
