"""What is done with the selected parts: a row of buttons, each with its key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QPushButton, QWidget

from lsn_desktop.domain.messages import _
from ui.designer import acts
from ui.parts.buttons import link
from ui.parts.text import named, tooltip

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.designer.canvas import Canvas
    from ui.designer.editor import Editor

_Entry = tuple[str, "Callable[[], object]", str]

_EDGES = (
    ("left", _("Left edges"), "Ctrl+Shift+L"),
    ("centre", _("Centres, side to side"), "Ctrl+Shift+H"),
    ("right", _("Right edges"), "Ctrl+Shift+R"),
    ("top", _("Top edges"), "Ctrl+Shift+T"),
    ("middle", _("Middles, up and down"), "Ctrl+Shift+M"),
    ("bottom", _("Bottom edges"), "Ctrl+Shift+B"),
)


class ArrangeBar(QWidget):
    """Undo and redo, align and distribute, turn, order, duplicate, delete, snap."""

    def __init__(self, editor: Editor, canvas: Canvas, page: QWidget) -> None:
        super().__init__()
        self._editor, self._page = editor, page
        steps = editor.steps
        self._undo = self._button("undo", _("Undo"), steps.undo, "Ctrl+Z")
        self._redo = self._button("redo", _("Redo"), steps.redo, "Ctrl+Shift+Z")
        self._key("Ctrl+Y", steps.redo)
        order: list[_Entry] = [
            (_("To the front"), partial(acts.order, editor, front=True), "Ctrl+Shift+F"),
            (_("To the back"), partial(acts.order, editor, front=False), "Ctrl+Shift+K"),
        ]
        aligns: list[_Entry] = [
            (words, partial(acts.align, editor, edge), keys) for edge, words, keys in _EDGES
        ]
        aligns += [
            (_("Same space side by side"), partial(acts.distribute, editor, upright=False), ""),
            (_("Same space up and down"), partial(acts.distribute, editor, upright=True), ""),
        ]
        self._chosen = (
            self._menu("align", _("Align"), aligns),
            self._button("turn", _("Turn"), partial(acts.turn, editor), "Ctrl+Shift+U"),
            self._menu("order", _("Order"), order),
            self._button(
                "duplicate", _("Duplicate"), partial(acts.duplicate, editor), "Ctrl+D"
            ),
            self._button("delete", _("Delete"), partial(acts.remove, editor), ""),
        )
        self._snap = QCheckBox(_("Snap"))
        named(self._snap, "designer.snap", _("Snap to the grid and to other parts"))
        self._snap.setToolTip(tooltip(_("Ctrl held while dragging: without")))
        self._snap.setChecked(True)
        self._snap.toggled.connect(lambda on: setattr(canvas, "snapping", on))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for widget in (self._undo, self._redo, *self._chosen):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._snap)
        editor.selected.connect(self._follow)
        steps.canUndoChanged.connect(self._undo.setEnabled)
        steps.canRedoChanged.connect(self._redo.setEnabled)
        self._undo.setEnabled(False)
        self._redo.setEnabled(False)
        self._follow()

    def _follow(self) -> None:
        for button in self._chosen:
            button.setEnabled(bool(self._editor.selection))

    def _button(
        self, name: str, words: str, act: Callable[[], object], keys: str
    ) -> QPushButton:
        button = link(f"designer.{name}", words, act)
        if keys:
            button.setToolTip(tooltip(keys))
            self._key(keys, act)
        return button

    def _menu(self, name: str, words: str, entries: Sequence[_Entry]) -> QPushButton:
        button = link(f"designer.{name}", words, lambda: None)
        menu = QMenu(button)
        for title, act, keys in entries:
            entry = menu.addAction(f"{title}\t{keys}" if keys else title)
            entry.triggered.connect(lambda _on=False, act=act: act())
            if keys:
                self._key(keys, act)
        button.setMenu(menu)
        return button

    def _key(self, keys: str, act: Callable[[], object]) -> None:
        """A text field that is typed into keeps its own undo: it asks for the keys first."""
        shortcut = QShortcut(QKeySequence(keys), self._page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
