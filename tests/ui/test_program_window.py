"""The window around everything: what it says above its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QLabel

from tests.ui.parts import part
from ui.frame.program_window import ProgramWindow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_what_was_done_well_is_not_said_as_trouble(qtbot: QtBot) -> None:
    window = ProgramWindow()
    qtbot.addWidget(window)
    strip, words = part(window, QFrame, "trouble"), part(window, QLabel, "trouble.words")

    for tone in ("ok", "attention", "refused"):
        window.say("It reads.", tone, stays=False)
        assert (strip.property("tone"), words.property("tone")) == (tone, tone)
    window.say("The disk is full.")
    assert strip.property("tone") == "refused"
