"""The four buttons: one primary on a page, quiet ones, dangerous ones, and links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from ui.parts.text import named

if TYPE_CHECKING:
    from collections.abc import Callable


def primary(name: str, text: str, pressed: Callable[[], object]) -> QPushButton:
    """The one thing a page is for."""
    return _button(name, text, pressed, "primary")


def quiet(name: str, text: str, pressed: Callable[[], object]) -> QPushButton:
    """Anything else."""
    return _button(name, text, pressed, "quiet")


def danger(name: str, text: str, pressed: Callable[[], object]) -> QPushButton:
    """What cannot be taken back."""
    return _button(name, text, pressed, "danger")


def link(name: str, text: str, pressed: Callable[[], object]) -> QPushButton:
    """A small one within words or a row."""
    return _button(name, text, pressed, "link")


def by_letter(button: QPushButton, letter: str, text: str) -> QPushButton:
    """Let Alt and a letter of its text, underlined there, press a button wherever the focus is.

    No scanner sends such keys, and no page has them: they are for what stands below every page.
    """
    at = text.casefold().index(letter.casefold())
    before, after = (part.replace("&", "&&") for part in (text[:at], text[at:]))
    button.setText(f"{before}&{after}")
    button.setAccessibleName(text)
    button.setShortcut(f"Alt+{letter.upper()}")  # not by the text alone: a Mac has no such keys
    button.setToolTip(f"Alt+{letter.upper()}")
    return button


def _button(name: str, text: str, pressed: Callable[[], object], role: str) -> QPushButton:
    button = QPushButton(text.replace("&", "&&"))
    button.setProperty("role", role)
    button.setAutoDefault(False)
    named(button, name, text)
    button.clicked.connect(lambda _checked: pressed())
    return button
