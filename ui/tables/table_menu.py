"""What can be done with a list as a whole, in one menu."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QMenu

from lsn_desktop.domain.messages import _

if TYPE_CHECKING:
    from ui.tables.table import Table


def menu_of(table: Table[Any]) -> QMenu:
    """Copy, filter, the acts added to the table, its columns to choose from, the preview."""
    menu = QMenu(table)
    menu.addAction(_("Copy rows"), table.copy).setShortcut("Ctrl+Ins")
    if table.filters.is_of_use:
        menu.addAction(_("Filter by this column…"), table.filter_column).setShortcut("Ctrl+F")
    for words, act in table.acts:
        menu.addAction(words, act)
    menu.addSeparator()
    preview = menu.addAction(_("Preview at the right"))
    preview.setCheckable(True)
    preview.setChecked(table.preview.is_wanted)
    preview.toggled.connect(lambda on: table.show_preview(on=on))
    menu.addSection(_("Columns"))
    for at in range(table.view.model().columnCount()):
        action = menu.addAction(table.columns.title(at))
        action.setCheckable(True)
        action.setChecked(table.columns.is_chosen(at))
        action.toggled.connect(partial(_choose, table, at))
    menu.addSeparator()
    menu.addAction(_("The usual columns"), table.reset)
    return menu


def _choose(table: Table[Any], at: int, shown: bool) -> None:  # noqa: FBT001 - Qt's signal
    table.columns.choose(at, shown=shown)
