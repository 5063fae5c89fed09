"""A genealogy picture on the screen: zoomed, moved, gone through by keys, opened by a click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QPainter
from PySide6.QtWidgets import QApplication, QGraphicsScene, QGraphicsView

from lsn_desktop.domain.messages import _
from ui.genealogy.drawn import DrawnBox, DrawnFrame, DrawnLine
from ui.genealogy.layout import HEIGHT, WIDTH, Picture
from ui.genealogy.walking import next_box
from ui.parts.text import named

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent

    from ui.genealogy.drawn import BoxWords
    from ui.genealogy.graph import Key
    from ui.genealogy.layout import Box, Genealogy, Line
    from ui.genealogy.stacks import Path, Stack
    from ui.genealogy.walking import Way
    from ui.parts.theme import Theme

_STEP, _SMALLEST, _LARGEST = 1.25, 0.1, 2.5
_LEAST, _READABLE = 0.6, 0.75  # of full size: smaller than the one, it begins as the other
_MARGIN = 24.0  # px around the picture
_PAN = 120  # px a key moves the picture by
_WAYS: dict[int, Way] = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}


class GenealogyView(QGraphicsView):
    """Shows a :class:`Genealogy`.

    Arrow keys go from box to box, with Shift they move the picture; Enter opens a stack, or
    asks for what a box stands for; Backspace closes the stack around it. + and - and the wheel
    zoom, 0 shows all, Home goes back to what the picture is about. A click opens or closes a
    stack, or chooses a box; a double click asks for what it stands for.

    Args:
        name: begins its object name.
        theme: whose colours it is drawn in.
        words: what a box says.
        amounts: what went along a line, in few words.

    """

    asked_for = Signal(object)  # the key of a dot: show it
    walked = Signal(object)  # the Stack that has the focus now, or None

    def __init__(
        self,
        name: str,
        theme: Theme,
        words: Callable[[Stack], BoxWords],
        amounts: Callable[[Line], str],
    ) -> None:
        self._scene = QGraphicsScene()  # first: its owner is asked for it while it is built
        super().__init__(self._scene)
        self._theme, self._words, self._amounts = theme, words, amounts
        self._story: Genealogy | None = None
        self._subject: Key = None
        self._opened: set[Path] = set()
        self.picture = Picture()
        self._boxes: dict[Path, DrawnBox] = {}
        self._lines: list[DrawnLine] = []
        self._frames: list[DrawnFrame] = []
        self._focus: Path | None = None
        self._pressed = QPoint()
        self._begun = False  # somebody moved or zoomed it: it stays so
        named(self, name, _("Picture of where it came from and went"))
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setInteractive(False)  # a click is looked at here, and a drag moves the picture
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        theme.changed.connect(self._recolour)
        self._recolour()

    def show_story(self, story: Genealogy, subject: Key) -> None:
        """Draw another story, or more of the same: what is open stays open."""
        if subject != self._subject:
            self._opened, self._focus, self._begun = set(), None, False
        self._story, self._subject = story, subject
        self._draw()
        if not self._begun:
            self.begin()

    @property
    def focused(self) -> Stack | None:
        """What the keys stand on."""
        drawn = self._boxes.get(self._focus) if self._focus is not None else None
        return drawn.box.stack if drawn else None

    def begin(self) -> None:
        """As it is seen first: all of it if that can be read, else what it is about."""
        self._show_all()
        if self.zoom < _LEAST:
            self._zoom_to(_READABLE)
            if (box := self._subject_box()) is not None:
                self.centerOn(box.x + WIDTH / 2, box.y + HEIGHT / 2)
        if self._focus is None and (box := self._subject_box()) is not None:
            self._walk_to(box.path)

    def fit(self) -> None:
        """Show all of it, never larger than life."""
        self._begun = True
        self._show_all()

    def _show_all(self) -> None:
        self.fitInView(self.sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)
        if self.zoom > 1:
            self._zoom_to(1.0)
            self.centerOn(self.sceneRect().center())

    def zoom_in(self) -> None:
        """Show it larger."""
        self._begun = True
        self._zoom_to(self.zoom * _STEP)

    def zoom_out(self) -> None:
        """Show it smaller."""
        self._begun = True
        self._zoom_to(self.zoom / _STEP)

    @property
    def zoom(self) -> float:
        """How large it is shown, 1 is life size."""
        return self.transform().m11()

    def walk(self, way: Way) -> None:
        """Go to the next box in a direction."""
        self._begun = True
        if (box := next_box(self.picture, self._focus, way)) is not None:
            self._walk_to(box.path)
            self._keep_in_sight(box)

    def press(self) -> None:
        """Open the stack that has the focus, or ask for what the box stands for."""
        stack = self.focused
        if stack is None:
            return
        if stack.is_one:
            self.asked_for.emit(stack.dots[0].key)
        else:
            self.open_stack(stack.path)

    def open_stack(self, path: Path) -> None:
        """Show what is in a stack; the focus goes to its first part."""
        self._begun = True
        stays = self._boxes[path].pos() if path in self._boxes else None
        self._opened.add(path)
        self._focus = None
        self._draw()
        inside = [box for box in self.picture.boxes if box.path[: len(path)] == path]
        if inside:
            first = min(inside, key=lambda box: box.y)
            self._walk_to(first.path)
            if stays is not None:
                self._hold(stays, QPointF(first.x, first.y))

    def close_stack(self, path: Path | None = None) -> bool:
        """Close a stack, the innermost around the focus if none is named; False if none is."""
        if path is None:
            around = [one for one in self._opened if self._is_in(one)]
            if not around:
                return False
            path = max(around, key=len)
        self._opened = {one for one in self._opened if one[: len(path)] != path}
        self._focus = path
        self._draw()
        self._walk_to(path)
        if (box := self.picture.box(path)) is not None:
            self._keep_in_sight(box)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        key = event.key()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        acts: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Plus: self.zoom_in,
            Qt.Key.Key_Equal: self.zoom_in,
            Qt.Key.Key_Minus: self.zoom_out,
            Qt.Key.Key_0: self.fit,
            Qt.Key.Key_Return: self.press,
            Qt.Key.Key_Enter: self.press,
            Qt.Key.Key_Backspace: self.close_stack,
            Qt.Key.Key_Home: self._go_home,
        }
        if key in _WAYS:
            self._pan(_WAYS[key]) if shift else self.walk(_WAYS[key])
        elif key in acts:
            acts[key]()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        turned = event.angleDelta().y()
        if turned:
            self._begun = True
            self._zoom_to(self.zoom * _STEP ** (turned / 120))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._pressed, self._begun = event.position().toPoint(), True
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        super().mouseReleaseEvent(event)
        moved = (event.position().toPoint() - self._pressed).manhattanLength()
        if event.button() == Qt.MouseButton.LeftButton and (
            moved < QApplication.startDragDistance()
        ):
            self._click(self.mapToScene(event.position().toPoint()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The first click chose a box; the second asks for it."""
        self._pressed = QPoint(-1_000, -1_000)  # its release is no click
        box = self._box_at(self.mapToScene(event.position().toPoint()))
        if box is not None and box.stack.is_one:
            self.asked_for.emit(box.stack.dots[0].key)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if not self._begun and self.picture.boxes:
            self.begin()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusInEvent(event)
        self._say()

    def _draw(self) -> None:
        if self._story is None:
            return
        self.picture = self._story.lay_out(self._opened)
        self._scene.clear()
        self._boxes = {}
        for box in self.picture.boxes:
            self._boxes[box.path] = DrawnBox(self._theme, box, self._words(box.stack))
        stand = {path: drawn.box for path, drawn in self._boxes.items()}
        self._lines = [
            DrawnLine(
                self._theme,
                line,
                (stand[line.source], stand[line.target]),
                self._amounts(line),
            )
            for line in self.picture.lines
        ]
        self._frames = [
            DrawnFrame(self._theme, frame, self._words(frame.stack).title)
            for frame in self.picture.frames
        ]
        for item in (*self._frames, *self._lines, *self._boxes.values()):
            self._scene.addItem(item)
        whole = QRectF(0, 0, self.picture.width, self.picture.height)
        self._scene.setSceneRect(whole.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN))
        if self._focus not in self._boxes:
            self._focus = None
        self._light()

    def _walk_to(self, path: Path) -> None:
        self._focus = path
        self._light()
        self._say()
        self.walked.emit(self.focused)

    def _light(self) -> None:
        for path, box in self._boxes.items():
            if box.has_focus != (path == self._focus):
                box.has_focus = path == self._focus
                box.update()
        for line in self._lines:
            line.light(self._focus)

    def _say(self) -> None:
        """Let a screen reader say what the keys stand on."""
        drawn = self._boxes.get(self._focus) if self._focus is not None else None
        if drawn is None:
            return
        words = drawn.words
        parts = [words.title, words.line]
        if words.possible:
            parts.append(_("possibly"))
        if not drawn.box.stack.is_one:
            parts.append(_("Enter opens it"))
        self.setAccessibleDescription(", ".join(part for part in parts if part))
        QAccessible.updateAccessibility(
            QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        )

    def _click(self, at: QPointF) -> None:
        if (box := self._box_at(at)) is not None:
            self._walk_to(box.path)
            if not box.stack.is_one:
                self.open_stack(box.path)
            return
        headings = [one for one in self._frames if one.heading.contains(at)]
        if headings:
            inner = max(headings, key=lambda one: len(one.frame.stack.path))
            self.close_stack(inner.frame.stack.path)

    def _box_at(self, at: QPointF) -> Box | None:
        stand = (
            box
            for box in self.picture.boxes
            if QRectF(box.x, box.y, WIDTH, HEIGHT).contains(at)
        )
        return next(stand, None)

    def _subject_box(self) -> Box | None:
        return self.picture.showing(self._subject)

    def _is_in(self, path: Path) -> bool:
        return self._focus is not None and self._focus[: len(path)] == path

    def _go_home(self) -> None:
        if (box := self._subject_box()) is not None:
            self._walk_to(box.path)
            self.centerOn(box.x + WIDTH / 2, box.y + HEIGHT / 2)

    def _keep_in_sight(self, box: Box) -> None:
        self.ensureVisible(QRectF(box.x, box.y, WIDTH, HEIGHT), 40, 40)

    def _hold(self, before: QPointF, after: QPointF) -> None:
        """Keep what was clicked under the pointer, though the picture grew around it."""
        moved = self.mapFromScene(after) - self.mapFromScene(before)
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + moved.x())
        down.setValue(down.value() + moved.y())

    def _zoom_to(self, zoom: float) -> None:
        factor = min(_LARGEST, max(_SMALLEST, zoom)) / self.zoom
        self.scale(factor, factor)

    def _pan(self, way: Way) -> None:
        self._begun = True
        bar = self.horizontalScrollBar() if way in ("left", "right") else None
        bar = bar or self.verticalScrollBar()
        bar.setValue(bar.value() + (_PAN if way in ("right", "down") else -_PAN))

    def _recolour(self) -> None:
        self.setBackgroundBrush(QColor(self._theme.colour("surface")))
        self._scene.update()
