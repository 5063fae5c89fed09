"""Fields with their names above them and what is wrong below, in words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.parts.text import named, plain
from ui.parts.theme import restyle


class Form(QWidget):
    """Rows of a label, a field and one line of hint or complaint."""

    def __init__(self, name: str, *, spacing: int = 16) -> None:
        super().__init__()
        self.setObjectName(name)
        self._name = name
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(spacing)
        self._fields: dict[str, _Row] = {}

    def add(self, name: str, label: str, field: QWidget, hint: str = "") -> None:
        """Add a field; its object is called ``<form>.<name>``."""
        named(field, f"{self._name}.{name}", label)
        self._fields[name] = row = _Row(label, field, hint)
        self._rows.addWidget(row)

    def beside(self, *names: str) -> None:
        """Put the fields that were added last in one row."""
        row = QHBoxLayout()
        row.setSpacing(8)
        for name in names:
            field = self._fields[name]
            self._rows.removeWidget(field)
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self._rows.addLayout(row)

    def complain(self, name: str, words: str) -> None:
        """Say below a field what is wrong with it and go there; no words, no complaint."""
        self._fields[name].complain(words)

    def hint(self, name: str, words: str) -> None:
        """Say something else below a field; what was wrong with it is taken back."""
        self._fields[name].hint(words)

    def offer(self, name: str, *, on: bool) -> None:
        """Show a field with its name, or not: what stands in it stays."""
        self._fields[name].setVisible(on)

    def clear_complaints(self) -> None:
        for row in self._fields.values():
            row.complain("")


class _Row(QWidget):
    def __init__(self, label: str, field: QWidget, hint: str) -> None:
        super().__init__()
        self._field, self._hint = field, hint
        self._below = plain(hint, "muted", wrap=True)
        above = plain(label, "strong")
        above.setBuddy(field)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        for part in (above, field, self._below):
            rows.addWidget(part)
        self._below.setVisible(bool(hint))  # now: shown before, it would be a window

    def hint(self, words: str) -> None:
        self._hint = words
        self.complain("")

    def complain(self, words: str) -> None:
        self._below.setText(words or self._hint)
        self._below.setVisible(bool(words or self._hint))
        self._field.setAccessibleDescription(words or self._hint)
        restyle(self._below, role="error" if words else "muted")
        restyle(self._field, wrong="yes" if words else "")
        if words:
            self._field.setFocus()
