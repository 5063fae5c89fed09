"""The tree of a trace on the screen: opened branch by branch, by key or click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTreeView

from lsn_desktop.domain.messages import _
from ui.parts.text import named
from ui.screens.trace.tree_model import (
    BY,
    CERTAIN,
    ITEM,
    QUANTITY,
    WHAT,
    WHERE,
    Branch,
    TreeModel,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from lsn_desktop.domain.trace_tree import Grown
    from ui.parts.theme import Theme

_WIDTHS = {WHAT: 330, QUANTITY: 110, CERTAIN: 92, BY: 170}
_FEW = 3  # starts that are opened by themselves
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TreeView(QTreeView):
    """Right and Left open and close a branch, * all below it; Enter opens the LSN."""

    asked_for = Signal(int)  # an LSN

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.rows = TreeModel(theme, self)
        self._shown: set[Branch] = set()
        self.setModel(self.rows)
        named(self, "trace.tree", _("Tree of where it came from and went"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(True)  # else Qt measures each row of ten thousand
        self.setAlternatingRowColors(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = self.header()
        head.setStretchLastSection(False)
        for column, width in _WIDTHS.items():
            head.resizeSection(column, width)
        for column in (ITEM, WHERE):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(self._ask)

    def show_tree(self, tree: Grown | None) -> None:
        """Show another trace, from nothing on."""
        self._shown = set()
        self.rows.show(tree)

    def follow(self) -> None:
        """Show what came; the first starts are opened with their two ways."""
        self.rows.follow()
        for row in range(min(self.rows.rowCount(), _FEW)):
            start = self.rows.index(row, WHAT)
            self._open(start)
            for at in range(self.rows.rowCount(start)):
                self._open(self.rows.index(at, WHAT, start))
        if not self.currentIndex().isValid() and self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(0, WHAT))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in _ENTER:
            self._ask(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        """Open a branch by itself, once: what a person closed stays closed."""
        branch = self.rows.branch(index)
        if branch is None or branch in self._shown or not self.rows.hasChildren(index):
            return  # its level is still to come
        self._shown.add(branch)
        if self.rows.canFetchMore(index):
            self.rows.fetchMore(index)
        self.expand(index)

    def _ask(self, index: QModelIndex) -> None:
        branch = self.rows.branch(index)
        if branch is not None and not branch.is_way:
            self.asked_for.emit(branch.node.id)
