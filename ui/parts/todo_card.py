"""A card of things to do: each row says what, and opens the page that does it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import message
from ui.parts.card import Card, badge
from ui.parts.text import ElidedLabel, named, plain, tooltip

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from ui.parts.theme import Theme

MOST = 5  # rows a card always has room for; a tall window shows more of them
_ALL = 12  # rows of a card at most; the page behind them shows all
_HIGH = 48  # px
_ICON = 20  # px


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing: what it is, a quiet line, a badge if it presses, and what opens it."""

    title: str
    line: str
    open: Callable[[], object]
    badge: str = ""
    tone: str = ""


class TodoCard(Card):
    """The rows of one kind, or a quiet word that there are none."""

    def __init__(self, name: str, icon: str, heading: str, nothing: str, theme: Theme) -> None:
        super().__init__(heading)
        self._counted = bool(nothing)  # what is always there is no count
        self.setObjectName(name)
        self._name, self._icon_name, self._theme = name, icon, theme
        self._heading = heading
        self._icon = plain()
        self.body.removeWidget(self.heading)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._icon)
        top.addWidget(self.heading, 1)
        self.body.addLayout(top)
        self._todos = 0
        self._rows = _Rows()
        self._rows.fitted.connect(self._say_more)
        self.body.addWidget(self._rows, 1)
        self._nothing = plain(nothing, "muted", wrap=True)
        self.body.addWidget(self._nothing)
        self._more = plain(role="muted")
        self.body.addWidget(self._more)
        self.body.addStretch()
        self._draw()
        theme.changed.connect(self._draw)
        self.show_todos(())

    def show_todos(self, todos: Sequence[Todo]) -> None:
        """Replace the rows."""
        self._todos = len(todos)
        self._rows.show_rows(
            [_Row(f"{self._name}.{at}", todo) for at, todo in enumerate(todos[:_ALL], 1)]
        )
        count = f" · {len(todos)}" if todos and self._counted else ""
        self.heading.setText(self._heading + count)
        self._nothing.setVisible(not todos)
        self._say_more()

    def _say_more(self) -> None:
        over = self._todos - self._rows.shown
        self._more.setVisible(over > 0)
        self._more.setText(str(message("and {count} more", count=over)))

    def _draw(self) -> None:
        self._icon.setPixmap(self._theme.pixmap(self._icon_name, "muted", _ICON))


class _Rows(QWidget):
    """As many rows as there is room for, but never fewer than ``MOST`` of those there are."""

    fitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._all: list[_Row] = []
        self.shown = 0  # rows

    def show_rows(self, rows: list[_Row]) -> None:
        """Replace the rows."""
        for old in self._all:
            old.hide()
            old.deleteLater()
        self._all = rows
        for row in rows:
            row.setParent(self)
        self.setVisible(bool(rows))
        self.setMinimumHeight(_HIGH * min(MOST, len(rows)))
        self.setMaximumHeight(_HIGH * len(rows))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        least = min(MOST, len(self._all))
        self.shown = min(len(self._all), max(least, self.height() // _HIGH))
        for at, row in enumerate(self._all):
            row.setGeometry(0, at * _HIGH, self.width(), _HIGH)
            row.setVisible(at < self.shown)
        self.fitted.emit()


class _Row(QPushButton):
    """A button as wide as the card, with two lines of words and a badge."""

    def __init__(self, name: str, todo: Todo) -> None:
        super().__init__()
        self.setProperty("role", "row")
        self.setAutoDefault(False)
        named(self, name, f"{todo.title}. {todo.line} {todo.badge}".strip())
        self.setToolTip(tooltip(f"{todo.title} · {todo.line}"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(ElidedLabel(todo.title, "strong"))
        words.addWidget(ElidedLabel(todo.line, "muted"))
        words.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(12)
        row.addLayout(words, 1)
        if todo.badge:
            row.addWidget(badge(todo.badge, todo.tone), 0, Qt.AlignmentFlag.AlignVCenter)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(lambda _checked: todo.open())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(200, _HIGH)
