"""What a part can be, or which day it is: buttons with the digits that press them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from lsn_desktop.domain.messages import _, message
from ui.parts.text import named
from ui.teach import words
from ui.teach.lesson import BY_NUMBER

if TYPE_CHECKING:
    from ui.teach.lesson import Lesson

_ACROSS = 3


class Choices(QWidget):
    """Three in a row for names; one below the other for days, which are long."""

    pressed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._buttons: list[QPushButton] = []

    def show_lesson(self, lesson: Lesson) -> None:
        """Show what can be chosen now."""
        if lesson.asking:
            texts = [words.answer(form, day) for form, day in lesson.orders]
            self._show([*texts, _("No date")], across=1, chosen=-1)
        else:
            texts = [words.name_of(name) for name in BY_NUMBER]
            here = -1 if lesson.stretched else BY_NUMBER.index(lesson.part.name)
            self._show(texts, across=_ACROSS, chosen=here)

    def _show(self, texts: list[str], *, across: int, chosen: int) -> None:
        if [button.accessibleName() for button in self._buttons] != _said(texts):
            for button in self._buttons:
                self._grid.removeWidget(button)
                button.hide()
                button.deleteLater()
            self._buttons = [self._button(number, text) for number, text in enumerate(texts, 1)]
            for at, button in enumerate(self._buttons):
                self._grid.addWidget(button, *divmod(at, across))
            for column in range(_ACROSS):
                self._grid.setColumnStretch(column, 1 if column < across else 0)
        for at, button in enumerate(self._buttons):
            button.setChecked(at == chosen)

    def _button(self, number: int, text: str) -> QPushButton:
        button = QPushButton(f"{number}   {text}".replace("&", "&&"))
        button.setProperty("role", "answer")
        button.setCheckable(True)
        button.setMinimumWidth(0)
        button.setFocusPolicy(button.focusPolicy().NoFocus)
        named(button, f"teach.choice.{number}", _said([text], number)[0])
        button.clicked.connect(lambda: self.pressed.emit(number))
        return button


def _said(texts: list[str], first: int = 1) -> list[str]:
    return [
        str(message("{number}: {choice}", number=number, choice=text))
        for number, text in enumerate(texts, first)
    ]
