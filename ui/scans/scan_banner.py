"""What just happened at the dock, readable at three metres: sign, colour and words."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
)

from lsn_desktop.domain.messages import _, message
from ui.parts.buttons import quiet
from ui.parts.headline import Headline
from ui.parts.shrinking_area import ShrinkingArea
from ui.parts.text import ElidedLabel, named, plain, tooltip
from ui.parts.theme import restyle
from ui.parts.tokens import MARK
from ui.scans.scan_words import BannerWords

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.parts.theme import Theme
    from ui.scans.scan_words import Kind

# The colour of each sign; its shape is the icon of the same name.
TONES: dict[Kind, str] = {
    "ok": "ok",
    "heard": "muted",
    "attention": "attention",
    "refused": "refused",
    "question": "accent",
    "waiting": "faint",
}
_ACROSS, _MOST_ANSWERS = 3, 9
_SHORT_ANSWER, _LONGEST_ANSWER = 18, 24  # letters of three side by side, of two
# So many long answers stand one below the other, more of them two in a row, in short lines.
_STACKED, _LINES, _LONGEST_LINE = 3, 2, 28


class ScanBanner(QFrame):
    """The outcome of the last scan, or a question answered by a scan, a key or a touch.

    The colours live in ``resources/style.qss`` under ``[outcome="..."]``.
    """

    answered = Signal(int)  # the number of the answer, from 1
    offer_taken = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        named(self, "banner", _("Result of the last scan"))
        self._theme = theme
        self._mark = plain()
        self._mark.setFixedSize(MARK, MARK)
        self._headline = Headline()
        self._line = plain(role="large", wrap=True)
        self._remedy = plain(role="large", wrap=True)
        self._details = QGridLayout()
        self._answers = QGridLayout()
        self._offer = QHBoxLayout()
        self._inline = QVBoxLayout()
        self._field: QWidget | None = None
        self._buttons: list[QPushButton] = []
        self._lay_out()
        self._keys: list[QShortcut] = []
        for number in range(1, _MOST_ANSWERS + 1):
            key = QShortcut(QKeySequence(str(number)), self)
            key.activated.connect(lambda number=number: self.press(number))
            self._keys.append(key)
        self.words = BannerWords("waiting", _("Ready to scan"))
        self.tell(self.words)
        theme.changed.connect(self._draw_mark)

    def tell(self, words: BannerWords, field: QWidget | None = None) -> None:
        """Show an outcome; ``field`` is asked in line, below the words (a date, say).

        The banner owns the field and deletes it with the next outcome.
        """
        self.words = words
        self._headline.setText(words.headline)
        for label, text in ((self._line, words.line), (self._remedy, words.remedy)):
            label.setText(text)
            label.setVisible(bool(text))
        self._show_offer(words.offer)
        self._draw_mark()
        self._show_details()
        self._show_answers()
        self._show_field(field)
        self.setAccessibleDescription(f"{words.headline} {words.line} {words.remedy}")
        restyle(self, outcome=words.kind)

    def press(self, number: int) -> bool:
        """Answer the question on show by a number; False if it has no such answer."""
        if not 1 <= number <= len(self.words.answers):
            return False
        self.answered.emit(number)
        return True

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(20)
        top.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        beside = QVBoxLayout()
        beside.setSpacing(4)
        beside.addStretch()
        beside.addWidget(self._headline)
        beside.addWidget(self._line)
        beside.addStretch()
        top.addLayout(beside, 1)
        body = QVBoxLayout(self)
        body.setContentsMargins(24, 20, 24, 20)
        body.setSpacing(16)
        body.addLayout(top)
        body.addWidget(self._remedy)
        self._details.setHorizontalSpacing(20)
        self._details.setVerticalSpacing(8)
        self._details.setColumnStretch(1, 1)
        self._answers.setSpacing(12)
        self._room = ShrinkingArea(self._details)
        body.addWidget(self._room)
        body.addLayout(self._answers)
        body.addLayout(self._offer)
        body.addLayout(self._inline)

    def _draw_mark(self) -> None:
        kind = self.words.kind
        self._mark.setPixmap(self._theme.pixmap(kind, TONES[kind], MARK))

    def _show_offer(self, offer: str) -> None:
        _emptied(self._offer)
        if offer:
            button = quiet("banner.offer", offer, self.offer_taken.emit)
            self._offer.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            button.show()

    def _show_details(self) -> None:
        _emptied(self._details)
        for row, (label, value) in enumerate(self.words.details):
            for column, part in enumerate((plain(label, "muted"), ElidedLabel(value, "large"))):
                self._details.addWidget(part, row, column)
                part.show()  # now: its room is measured before the next turn of the loop
        self._room.refit()

    def _show_answers(self) -> None:
        _emptied(self._answers)
        answers = self.words.answers[:_MOST_ANSWERS]
        across = _across(answers)
        if across > 1:
            answers = tuple(map(_broken, answers))
        lines = max((answer.count("\n") + 1 for answer in answers), default=1)
        self._buttons = [
            self._answer(number, text, lines) for number, text in enumerate(answers, 1)
        ]
        for at, button in enumerate(self._buttons):
            self._answers.addWidget(button, *divmod(at, across))
            button.show()
        for number, key in enumerate(self._keys, 1):
            key.setEnabled(number <= len(answers))  # else the digits are the page's

    def _answer(self, number: int, text: str, lines: int) -> QPushButton:
        shown = f"{number}   {text}".replace("\n", "\n     ")
        text = text.replace("\n", " ")
        button = QPushButton(_literal(shown))
        button.setToolTip(tooltip(text))
        button.setProperty("role", "answer")
        button.setMinimumWidth(0)
        button.setProperty("lines", "two" if lines > 1 else "one")
        says = str(message("Answer {number}: {answer}", number=number, answer=text))
        named(button, f"banner.answer.{number}", says)
        button.clicked.connect(lambda: self.press(number))
        return button

    def _show_field(self, field: QWidget | None) -> None:
        _emptied(self._inline)
        self._field = field
        if field is not None:
            self._inline.addWidget(field)
            field.show()
            field.setFocus()


def _across(answers: tuple[str, ...]) -> int:
    """How many answers stand side by side: short ones three, many long ones two in lines."""
    longest = max(map(len, answers), default=0)
    if longest <= _LONGEST_ANSWER:
        most = _ACROSS if longest <= _SHORT_ANSWER else _ACROSS - 1
        return max(1, min(most, len(answers)))
    broken = [_broken(answer).split("\n") for answer in answers]
    fit = all(
        len(lines) <= _LINES and max(map(len, lines)) <= _LONGEST_LINE for lines in broken
    )
    return 2 if fit and len(answers) > _STACKED else 1


def _broken(answer: str) -> str:
    """A long answer in lines, broken at its commas, and where that is not enough at words."""
    lines = [""]
    for part in answer.split(", "):
        line = f"{lines[-1]}, {part}" if lines[-1] else part
        if len(line) <= _LONGEST_LINE:
            lines[-1] = line
        else:
            pieces = wrap(part, _LONGEST_LINE, break_long_words=False)
            lines[-1:] = [f"{lines[-1]},", *pieces] if lines[-1] else pieces
    return "\n".join(lines)


def _literal(text: str) -> str:
    """A button's text with its ampersands kept; Qt would make them underlines."""
    return text.replace("&", "&&")


def _emptied(layout: QGridLayout | QBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
