"""What is typed into the banner: an answer, a day, how many. Enter hands it over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.typed_days import days_typed, in_words
from ui.dock.dock_words import expires
from ui.parts.text import named, plain
from ui.parts.theme import restyle

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QKeyEvent

_WIDEST = 420  # px


class AnswerField(QWidget):
    """A line to type into and one of words below it.

    A lone digit that is the number of an answer is that answer: ``chosen``. Anything else is
    handed over as it was typed: ``entered``.
    """

    chosen = Signal(int)
    entered = Signal(str)

    def __init__(self, name: str, says: str, hint: str, answers: int = 0) -> None:
        super().__init__()
        self._answers, self._hint = answers, hint
        self.edit = QLineEdit()
        named(self.edit, name, says)
        self.edit.setPlaceholderText(says)
        self.edit.setMaximumWidth(_WIDEST)
        self.edit.setProperty("touch", "yes")
        self.edit.setAccessibleDescription(hint)
        self._below = plain(hint, "muted", wrap=True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addWidget(self.edit)
        rows.addWidget(self._below)
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(self._typed)
        self.edit.returnPressed.connect(self._enter)

    def say(self, words: str, *, wrong: bool = False) -> None:
        """Words below the field: what it means, or what is wrong with it."""
        self._below.setText(words)
        restyle(self._below, role="error" if wrong else "muted")

    def accept(self, text: str) -> None:
        """Hand over what was typed."""
        self.entered.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter ends here: the page must not take it for its own."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)

    def _typed(self, text: str) -> None:
        self.say(self.meaning(text.strip()) or self._hint)

    def meaning(self, text: str) -> str:
        """What a text typed so far would be taken for, or nothing."""
        if self._number(text):
            return str(message("Enter: answer {number}", number=text))
        return ""

    def _number(self, text: str) -> int:
        is_one = len(text) == 1 and text.isascii() and text.isdigit()
        return int(text) if is_one and int(text) <= self._answers else 0

    def _enter(self) -> None:
        text = self.edit.text().strip()
        if number := self._number(text):
            self.chosen.emit(number)
        elif text:
            self.accept(text)


class DayField(AnswerField):
    """A day in any common form, said back with its month's name before Enter takes it."""

    day = Signal(object)  # the date
    unsure = Signal(object)  # the two days it may be

    def __init__(self, name: str, says: str, today: date, answers: int = 0) -> None:
        self._today = today
        hint = _("As on the label: 2026-12-31, 31.12.2026, 12/31/26, Dec 2026")
        super().__init__(name, says, hint, answers)

    def meaning(self, text: str) -> str:
        days = days_typed(text, self._today)
        if len(days) == 1:
            return f"{in_words(days[0])} · {expires(days[0], self._today)}"
        if days:
            return str(
                message("{one} or {other}?", one=in_words(days[0]), other=in_words(days[1]))
            )
        return super().meaning(text)

    def accept(self, text: str) -> None:
        days = days_typed(text, self._today)
        if len(days) == 1:
            self.day.emit(days[0])
        elif days:
            self.unsure.emit(days)
        else:
            self.say(
                str(message("{text} is no day. Type it as 2026-12-31.", text=text[:40])),
                wrong=True,
            )
