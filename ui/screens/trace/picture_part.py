"""The picture of a trace with the words of what the keys stand on, and its few buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from ui.genealogy.drawn import BoxWords
from ui.genealogy.of_trace import TracePicture
from ui.genealogy.view import GenealogyView
from ui.parts.buttons import quiet
from ui.parts.text import ElidedLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from lsn_desktop.domain.trace_tree import Grown
    from ui.genealogy.layout import Line
    from ui.genealogy.stacks import Stack
    from ui.parts.theme import Theme


class PicturePart(QWidget):
    """Drawn when it is looked at, and again when more of the trace came."""

    asked_for = Signal(object)  # the key of a dot: an LSN, or (supplier or customer, party)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._tree: Grown | None = None
        self._drawn: TracePicture | None = None
        self._is_stale, self._drawn_of = False, 0  # of how many lots and serials
        self.view = GenealogyView("trace.picture", theme, self._words, self._amounts)
        self._says = ElidedLabel(_hint(), "muted")
        self._says.setObjectName("trace.picture.says")
        self.view.asked_for.connect(self.asked_for)
        self.view.walked.connect(self._say)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._says, 1)
        for button in (
            quiet("trace.picture.smaller", _("Smaller"), self.view.zoom_out),
            quiet("trace.picture.larger", _("Larger"), self.view.zoom_in),
            quiet("trace.picture.fit", _("Show all"), self.view.fit),
            quiet("trace.picture.open", _("Open"), self.view.press),
        ):
            row.addWidget(button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 0, 8, 8)
        rows.setSpacing(8)
        rows.addWidget(self.view, 1)
        rows.addLayout(row)
        self.setFocusProxy(self.view)

    def show_tree(self, tree: Grown | None, *, whole: bool = False) -> None:
        """Show another trace, or more of the same; ``whole``: no more is to come.

        While it grows it is drawn anew only where there is twice as much of it.
        """
        if tree is not self._tree:
            self._drawn_of = 0
        self._tree, self._is_stale = tree, True
        known = len(tree.nodes) if tree is not None else 0
        if self.isVisible() and (whole or known >= 2 * self._drawn_of):
            self._draw()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self._draw()

    def _draw(self) -> None:
        tree = self._tree
        if tree is None or not self._is_stale or not tree.nodes:
            return
        self._is_stale, self._drawn_of = False, len(tree.nodes)
        self._drawn = TracePicture(tree)
        first = next((one for one in tree.starts if one in tree.nodes), None)
        self.view.show_story(self._drawn.story, first)

    def _words(self, stack: Stack) -> BoxWords:
        return self._drawn.words(stack) if self._drawn else BoxWords("")

    def _amounts(self, line: Line) -> str:
        return self._drawn.amounts(line) if self._drawn else ""

    def _say(self, stack: Stack | None) -> None:
        if stack is None or self._drawn is None:
            self._says.setText(_hint())
        else:
            self._says.setText(self._drawn.says(stack))


def _hint() -> str:
    return _("Arrow keys go along the lines, Enter opens, + and - zoom, 0 shows all")
