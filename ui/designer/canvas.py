"""The label under the hand: its picture as the printer gets it, what is selected above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from lsn_desktop.domain.messages import _
from ui.designer import acts, painting, parts
from ui.designer.grip import Moving, Snapping, framed
from ui.designer.part_words import said_of
from ui.designer.view import View
from ui.parts.text import named

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from printing.labels.label_elements import Box, LabelTemplate
    from ui.designer.editor import Editor
    from ui.designer.parts import Key
    from ui.parts.theme import Theme

NUDGE, FAR, NEAR = 0.5, 5.0, 0.1
"""How far an arrow key moves, in mm: alone, with Shift, with Ctrl."""

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_BEGUN = 4  # px a mouse must go before anything moves
_MET = 4  # px around a thin part that still meet it
_CURSORS = {
    "nw": Qt.CursorShape.SizeFDiagCursor, "se": Qt.CursorShape.SizeFDiagCursor,
    "ne": Qt.CursorShape.SizeBDiagCursor, "sw": Qt.CursorShape.SizeBDiagCursor,
    "n": Qt.CursorShape.SizeVerCursor, "s": Qt.CursorShape.SizeVerCursor,
    "e": Qt.CursorShape.SizeHorCursor, "w": Qt.CursorShape.SizeHorCursor,
}  # fmt: skip


class Canvas(QWidget):
    """Click or Tab selects, arrows and the mouse move, handles resize, Delete removes."""

    drafted = Signal(object)  # the template as it is while it is dragged
    snapping = True
    grid = 0.5  # mm

    def __init__(self, editor: Editor, theme: Theme) -> None:
        super().__init__()
        self._editor, self._theme = editor, theme
        self._picture = QPixmap()
        self._pressed: QPointF | None = None
        self._moving: Moving | None = None
        self._draft: LabelTemplate | None = None
        self._frame: Box | None = None
        named(self, "designer.canvas", _("Label"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        editor.changed.connect(self.update)
        editor.selected.connect(self._say)
        theme.changed.connect(self.update)

    def tell(self, picture: QPixmap) -> None:
        """Show the label as it was drawn last."""
        self._picture = picture
        self.update()

    @property
    def template(self) -> LabelTemplate:
        """What is on show: the one being dragged, else the editor's."""
        return self._draft or self._editor.template

    def view(self) -> View:
        """Where the label stands in the widget."""
        template = self._editor.template
        return View.fitted(self.width(), self.height(), template.width, template.height)

    def let_go(self) -> bool:
        """End a drag without effect, or select nothing; False if there is neither."""
        busy = self._moving is not None or self._frame is not None
        self._end()
        if busy:
            self.drafted.emit(self._editor.template)
        elif self._editor.selection:
            self._editor.select(())
        else:
            return False
        return True

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(520, 360)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(240, 160)

    def focusNextPrevChild(self, forth: bool) -> bool:  # noqa: FBT001, N802 - Qt's name
        """Tab goes through the parts first, then on to the next field."""
        order = parts.in_reading_order(self._editor.template)
        chosen = self._editor.selection
        here = order.index(chosen[-1]) if chosen and chosen[-1] in order else None
        there = (
            (0 if forth else len(order) - 1) if here is None else here + (1 if forth else -1)
        )
        if 0 <= there < len(order):
            self._editor.select((order[there],))
            return True
        return super().focusNextPrevChild(forth)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        key, held = Qt.Key(event.key()), event.modifiers()
        if key in _ARROWS and self._editor.selection:
            far = FAR if held & Qt.KeyboardModifier.ShiftModifier else NUDGE
            step = NEAR if held & Qt.KeyboardModifier.ControlModifier else far
            right, down = _ARROWS[key]
            acts.nudge(self._editor, right * step, down * step)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._editor.selection:
            acts.remove(self._editor)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._pressed = event.position()
        handle = self._handle(self._pressed)
        if handle:
            self._moving = Moving(self._editor.template, self._editor.selection, handle)
            return
        view = self.view()
        x, y = view.mm(self._pressed)
        there = parts.at_point(self._editor.template, x, y, _MET / view.scale)
        more = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._editor.select(self._chosen(there, more=more))
        if there and self._editor.selection:
            self._moving = Moving(self._editor.template, self._editor.selection, "")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        at = event.position()
        if self._pressed is None:
            handle = self._handle(at)
            self.setCursor(_CURSORS.get(handle, Qt.CursorShape.ArrowCursor))
            return
        gone = at - self._pressed
        if self._draft is None and gone.manhattanLength() < _BEGUN:
            return
        view = self.view()
        if self._moving is None:
            self._frame = framed(view.mm(self._pressed), view.mm(at))
        else:
            free = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            snapping = Snapping.at_scale(view.scale, self.grid, on=self.snapping and not free)
            self._draft = self._moving.to(
                gone.x() / view.scale, gone.y() / view.scale, snapping
            )
            self.drafted.emit(self._draft)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        moving, draft, frame = self._moving, self._draft, self._frame
        self._end()
        if frame is not None:
            self._editor.select(parts.within(self._editor.template, frame))
        elif moving is not None and draft is not None:
            self._editor.change(draft, moving.words)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        painting.paint(
            self,
            self._theme,
            painting.Shown(
                self.template,
                self._editor.selection,
                self._picture,
                self.view(),
                tuple(self._moving.guides) if self._moving else (),
                self._frame,
                self.hasFocus(),
            ),
        )

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().event(event)

    def _chosen(self, there: list[Key], *, more: bool) -> tuple[Key, ...]:
        """What is selected once these are under a click."""
        before = self._editor.selection
        if not there:
            return before if more else ()
        if more:
            key = there[0]
            return tuple(k for k in before if k != key) if key in before else (*before, key)
        return before if any(key in before for key in there) else (there[0],)

    def _handle(self, at: QPointF) -> str:
        if len(self._editor.selection) != 1:
            return ""
        box = parts.box_of(self.template, self._editor.selection[0])
        return self.view().handle_at(box, at)

    def _end(self) -> None:
        self._pressed = self._moving = self._draft = self._frame = None
        self.update()

    def _say(self) -> None:
        """Tell a screen reader what is selected."""
        chosen = self._editor.selection
        words = "; ".join(said_of(self._editor.template, key) for key in chosen)
        self.setAccessibleDescription(words or _("Nothing is selected"))
        self.update()
