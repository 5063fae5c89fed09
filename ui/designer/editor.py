"""The template under the hand: what it is, what is selected, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from ui.designer import parts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from printing.labels.label_elements import LabelTemplate
    from ui.designer.parts import Key

_MOST_STEPS = 200


class Editor(QObject):
    """Every change is one step of an undo stack; steps of one ``kind`` in a row are one."""

    changed = Signal()  # the template, by a change, undo or redo
    selected = Signal()  # other parts are selected

    def __init__(self, template: LabelTemplate, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.template = template
        self.selection: tuple[Key, ...] = ()
        self.steps = QUndoStack(self)
        self.steps.setUndoLimit(_MOST_STEPS)

    def open_template(self, template: LabelTemplate) -> None:
        """Begin with another one; there is no way back to the last."""
        self.steps.clear()
        self.template, self.selection = template, ()
        self.changed.emit()
        self.selected.emit()

    def change(
        self,
        template: LabelTemplate,
        words: str,
        selection: Iterable[Key] | None = None,
        kind: str = "",
    ) -> None:
        """Make a change that can be undone; nothing where it is none."""
        chosen = self.selection if selection is None else tuple(selection)
        if template != self.template:
            before = (self.template, self.selection)
            self.steps.push(_Step(self, before, (template, chosen), words, kind))
        elif chosen != self.selection:
            self.select(chosen)

    def settle(self, template: LabelTemplate) -> None:
        """Take the name and version it was saved under; what came before stays undoable."""
        self.template = template
        self.changed.emit()

    def select(self, selection: Iterable[Key]) -> None:
        """Select other parts."""
        chosen = tuple(selection)
        if chosen != self.selection:
            self.selection = chosen
            self.selected.emit()

    def show(self, template: LabelTemplate, selection: tuple[Key, ...]) -> None:
        """Be this, by a step forth or back."""
        there = set(parts.keys(template))
        self.template = template
        self.selection = tuple(key for key in selection if key in there)
        self.changed.emit()
        self.selected.emit()


_State = tuple["LabelTemplate", "tuple[Key, ...]"]


class _Step(QUndoCommand):
    """From one template and selection to another."""

    def __init__(
        self, editor: Editor, before: _State, after: _State, words: str, kind: str
    ) -> None:
        super().__init__(words)
        self._editor, self._before, self.after, self.kind = editor, before, after, kind

    def redo(self) -> None:
        self._editor.show(*self.after)

    def undo(self) -> None:
        self._editor.show(*self._before)

    def id(self) -> int:
        return 1 if self.kind else -1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802 - Qt's name
        same = (
            isinstance(other, _Step)
            and other.kind == self.kind
            and other.after[1] == self.after[1]
        )
        if same and isinstance(other, _Step):
            self.after = other.after
        return same
