"""Finding what a person would look at or press."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QLabel, QPushButton

from ui.tables.table_view import TableView

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

W = TypeVar("W", bound="QWidget")


def part(of: QWidget, kind: type[W], name: str) -> W:
    """The one part of this name, which must be there."""
    found = of.findChild(kind, name)
    assert found is not None, name
    return found


def press(of: QWidget, name: str) -> None:
    """Press a button, which must be there."""
    part(of, QPushButton, name).click()


def words(of: QWidget, name: str) -> str:
    """What a label says."""
    return part(of, QLabel, name).text()


def shown_words(of: QWidget) -> list[str]:
    """What each label in sight says."""
    return [one.text() for one in of.findChildren(QLabel) if one.isVisibleTo(of)]


def listed(of: QWidget, table: str, column: int = 0) -> list[str]:
    """A column of a table, from top to bottom."""
    model = part(of, TableView, table).model()
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]
