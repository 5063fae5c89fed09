"""Narrowing a table by its columns: a row to say by what, and a chip for each that holds."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from lsn_desktop.domain.filters import Between, Contains, OneOf
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import Refusal, refusal
from ui.parts.buttons import quiet
from ui.parts.choice_box import ChoiceBox
from ui.parts.days import typed_day
from ui.parts.text import named, plain
from ui.parts.theme import restyle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from lsn_desktop.domain.filters import Filter
    from ui.parts.theme import Theme
    from ui.tables.rows_model import Column

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_IN_ROW = 4  # boxes
_WORDS = 40  # letters of a chip


class Filters(QWidget):
    """A row of fields, hidden until asked for, and the chips of what holds."""

    changed = Signal()  # other conditions hold now
    left = Signal()  # back to the rows

    def __init__(self, name: str, columns: Sequence[Column[Any]], theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        theme.changed.connect(self._show_chips)
        self._name = name
        self._columns = {one.key_name: one for one in columns if one.filter}
        self._only: dict[str, Filter] = {}
        self._box = ChoiceBox()
        named(self._box, f"{name}.filter.column", _("Filter by column"))
        for key, column in self._columns.items():
            self._box.addItem(column.title, key)
        self._row = QFrame()
        self._chips = QWidget()
        self._fields: QWidget = QWidget()
        self._wrong = plain("", "error")
        self._lay_out()
        self._box.currentIndexChanged.connect(self._show_fields)
        self._show_fields()

    def widen(self, columns: Sequence[Column[Any]]) -> None:
        """Narrow by more columns too."""
        for column in columns:
            if column.filter:
                self._columns[column.key_name] = column
                self._box.addItem(column.title, column.key_name)

    @property
    def only(self) -> tuple[Filter, ...]:
        """The conditions that hold."""
        return tuple(self._only.values())

    @property
    def is_of_use(self) -> bool:
        """Whether any column can be narrowed."""
        return bool(self._columns)

    def ask(self, column: str = "") -> None:
        """Show the row of fields, for this column if it can be narrowed."""
        place = self._box.findData(column)
        if place >= 0:
            self._box.setCurrentIndex(place)
        self._row.show()
        self.show()
        self._first_field().setFocus()

    def put(self, *conditions: Filter) -> None:
        """Let these hold, beside those of other columns."""
        self._only |= {one.column: one for one in conditions}
        self._tell()

    def clear(self) -> bool:
        """Let none hold; False if none did."""
        had = bool(self._only)
        if had:
            self._only = {}
            self._tell()
        return had

    def go_back(self) -> bool:
        """Put the fields away, else let none hold; False if there was nothing."""
        if self._row.isHidden():
            return self.clear()
        self._row.hide()
        self._show_self()
        self.left.emit()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in _ENTER and not self._row.isHidden():
            self._apply()
        elif event.key() != Qt.Key.Key_Escape or not self.go_back():
            super().keyPressEvent(event)

    def _apply(self) -> None:
        column = self._columns[self._box.currentData()]
        try:
            condition = self._said(column)
        except Refusal as error:
            self._complain(str(error))
            return
        self._complain("")
        if condition is None:
            self._only.pop(column.key_name, None)
        else:
            self._only[column.key_name] = condition
        self._row.hide()
        self._tell()
        self.left.emit()

    def _said(self, column: Column[Any]) -> Filter | None:
        if isinstance(column.filter, tuple):
            boxes = self._fields.findChildren(QCheckBox)
            ticked = frozenset(
                name
                for box, (name, _words) in zip(boxes, column.filter, strict=True)
                if box.isChecked()
            )
            none = not ticked or len(ticked) == len(boxes)
            return None if none else OneOf(column.key_name, ticked)
        texts = [one.text().strip() for one in self._fields.findChildren(QLineEdit)]
        if not any(texts):
            return None
        if column.filter == "text":
            return Contains(column.key_name, texts[0])
        read = _number if column.filter == "number" else typed_day
        low, high = (read(text) for text in texts)
        if low is not None and high is not None and low > high:  # type: ignore[operator]
            low, high = high, low
        return Between(column.key_name, low, high)

    def _show_fields(self) -> None:
        """Fields of the column's kind, with what already holds in them."""
        self._complain("")
        if not self._columns:
            return
        column = self._columns[self._box.currentData()]
        holds = self._only.get(column.key_name)
        self._fields.hide()
        self._fields.setParent(None)
        self._fields.deleteLater()
        self._fields = QWidget()
        if isinstance(column.filter, tuple):
            self._show_boxes(column.filter, holds)
            self._line.insertWidget(2, self._fields)
            return
        row = QHBoxLayout(self._fields)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(8)
        if column.filter == "text":
            typed = holds.text if isinstance(holds, Contains) else ""
            row.addWidget(self._field("text", _("contains"), typed))
        else:
            ends = (holds.low, holds.high) if isinstance(holds, Between) else (None, None)
            for name, words, end in (
                ("from", _("from"), ends[0]),
                ("to", _("to"), ends[1]),
            ):
                row.addWidget(plain(words, "muted"))
                row.addWidget(self._field(name, words, "" if end is None else str(end)))
        self._line.insertWidget(2, self._fields)

    def _show_boxes(self, choices: tuple[tuple[str, str], ...], holds: Filter | None) -> None:
        """A box for each, in two rows where they would push the table wider."""
        grid = QGridLayout(self._fields)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(16)
        in_row = len(choices) if len(choices) <= _IN_ROW else -(-len(choices) // 2)
        for place, (name, words) in enumerate(choices):
            box = QCheckBox(words)
            named(box, f"{self._name}.filter.{name}", words)
            box.setChecked(isinstance(holds, OneOf) and name in holds.names)
            grid.addWidget(box, place // in_row, place % in_row)

    def _field(self, name: str, words: str, typed: str) -> QLineEdit:
        field = QLineEdit(typed)
        column = self._columns[self._box.currentData()]
        named(field, f"{self._name}.filter.{name}", f"{column.title}: {words}")
        field.setPlaceholderText(
            "2026-12-31" if column.filter == "day" else _("contains") if name == "text" else ""
        )
        field.setMaximumWidth(240 if name == "text" else 140)
        field.returnPressed.connect(self._apply)
        return field

    def _first_field(self) -> QWidget:
        field = self._fields.findChild(QLineEdit) or self._fields.findChild(QCheckBox)
        return field or self._box

    def _complain(self, words: str) -> None:
        self._wrong.setText(words)
        self._wrong.setVisible(bool(words))
        for field in self._fields.findChildren(QLineEdit):
            restyle(field, wrong="yes" if words else "")

    def _tell(self) -> None:
        self._show_chips()
        self._show_fields()
        self.changed.emit()

    def _show_chips(self) -> None:
        line = self._chips_line
        while (item := line.takeAt(0)) is not None:
            if (chip := item.widget()) is not None:
                chip.hide()
                chip.setParent(None)
                chip.deleteLater()
        for key, condition in self._only.items():
            words = _shortened(self._in_words(condition))
            chip = quiet(f"{self._name}.chip.{key}", words, partial(self._drop, key))
            chip.setAccessibleName(str(message("Remove the filter {filter}", filter=words)))
            chip.setProperty("role", "chip")
            chip.setIcon(self._theme.icon("close", "accent"))
            line.addWidget(chip)
        line.addStretch()
        self._show_self()

    def _drop(self, key: str) -> None:
        del self._only[key]
        self._tell()
        self.left.emit()

    def _in_words(self, condition: Filter) -> str:
        column = self._columns[condition.column]
        title = column.title
        match condition:
            case Contains(_column, text):
                return str(message("{column}: {text}", column=title, text=text))
            case OneOf(_column, names):
                words = dict(column.filter) if isinstance(column.filter, tuple) else {}
                chosen = ", ".join(words[name] for name in words if name in names)
                return str(message("{column}: {text}", column=title, text=chosen))
        low, high = condition.low, condition.high
        if low == high:
            return str(message("{column}: {text}", column=title, text=str(low)))
        if low is None:
            return str(message("{column}: to {high}", column=title, high=str(high)))
        if high is None:
            return str(message("{column}: from {low}", column=title, low=str(low)))
        return str(
            message("{column}: {low} to {high}", column=title, low=str(low), high=str(high))
        )

    def _show_self(self) -> None:
        self._chips.setVisible(bool(self._only))
        self.setVisible(bool(self._only) or not self._row.isHidden())

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        self._line = QHBoxLayout(self._row)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(8)
        self._line.addWidget(plain(_("Filter"), "strong"))
        self._line.addWidget(self._box)
        self._line.addWidget(quiet(f"{self._name}.filter.apply", _("Apply"), self._apply))
        self._line.addStretch()
        self._chips_line = QHBoxLayout(self._chips)
        self._chips_line.setContentsMargins(0, 0, 0, 0)
        self._chips_line.setSpacing(8)
        for part in (self._row, self._wrong, self._chips):
            rows.addWidget(part)
        self._row.hide()
        self._chips.hide()
        self.hide()


def _number(text: str) -> Decimal | None:
    if not text:
        return None
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise refusal("{text} is no number.", "Write it as 12.5, or leave it empty.", text=text)
    return number


def _shortened(words: str) -> str:
    return words if len(words) <= _WORDS else f"{words[:_WORDS]}…"
