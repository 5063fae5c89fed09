"""A card of things to do: each row says what, and opens the page that does it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import message
from ui.card import Card, badge
from ui.text import ElidedLabel, named, plain, tooltip

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.theme import Theme

MOST = 5  # rows of a card; the page behind them shows all
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
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)
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
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, todo in enumerate(todos[:MOST], 1):
            row = _Row(f"{self._name}.{number}", todo)
            self._rows.addWidget(row)
            row.show()  # now, not with the next turn of the event loop
        count = f" · {len(todos)}" if todos and self._counted else ""
        self.heading.setText(self._heading + count)
        self._nothing.setVisible(not todos)
        over = len(todos) - MOST
        self._more.setVisible(over > 0)
        self._more.setText(str(message("and {count} more", count=over)))

    def _draw(self) -> None:
        self._icon.setPixmap(self._theme.pixmap(self._icon_name, "muted", _ICON))


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
