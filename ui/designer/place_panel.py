"""Where parts stand, when they are shown, and what lines, boxes and pictures are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from lsn_desktop.domain.messages import _
from printing.labels.label_elements import Box, Frame, PicturePlace
from ui.designer import geometry, parts
from ui.designer.measure_field import MeasureField
from ui.designer.panel import Panel
from ui.designer.show_if import ShowIf
from ui.parts.buttons import quiet
from ui.parts.text import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from printing.labels.label_elements import Condition
    from ui.designer.editor import Editor
    from ui.designer.parts import Key, Part

_FAR = 300.0  # mm
_STROKE = (0.1, 10.0)  # mm


class PlacePanel(Panel):
    """The box of a part in millimetres."""

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor, "designer.place")
        names = (("x", _("Left, mm")), ("y", _("Top")), ("w", _("Width")), ("h", _("Height")))
        least = (0.0, 0.0, geometry.LEAST, geometry.LEAST)
        self._sides = [MeasureField(low, _FAR, 0.5, "mm") for low in least]
        self.add(
            *((name, words, f) for (name, words), f in zip(names, self._sides, strict=True))
        )
        for field in self._sides:
            field.told.connect(lambda _value: self._take())

    def show_part(self, key: Key, part: Part) -> None:
        """Show where a part stands."""
        self.key, box = key, part.box
        sides = (box.x, box.y, box.width, box.height)
        for field, value in zip(self._sides, sides, strict=True):
            field.show_value(value)

    def _take(self) -> None:
        if self.key is not None:
            part = parts.part_of(self.editor.template, self.key)
            asked = Box(*(field.value for field in self._sides))
            box = geometry.kept_in(asked, parts.inside(self.editor.template))
            self.put(replace(part, box=box), "place")


class ShowPanel(Panel):
    """When a part is shown."""

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor, "designer.show")
        self._show_if = ShowIf("designer.show_if")
        self.add(("if", _("Show it"), self._show_if))
        self._show_if.told.connect(self._take)

    def offer(self, custom: Sequence[str]) -> None:
        self._show_if.offer(custom)

    def show_part(self, key: Key, part: Part) -> None:
        """Show when a part is shown."""
        self.key = key
        self._show_if.show_condition(part.condition)

    def _take(self, condition: Condition) -> None:
        if self.key is None:
            return
        part = parts.part_of(self.editor.template, self.key)
        if key_words := getattr(part, "words", None):  # they come and go with their barcode
            part = replace(part, words=replace(key_words, condition=condition))
        self.put(replace(part, condition=condition))


class FramePanel(Panel):
    """How thick the outline of a box is."""

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor, "designer.frame")
        self._thick = MeasureField(*_STROKE, 0.1, "mm")
        self.add(("thickness", _("Thickness, mm"), self._thick))
        self._thick.told.connect(self._take)

    def show_part(self, key: Key, frame: Frame) -> None:
        """Show a box."""
        self.key = key
        self._thick.show_value(frame.thickness)

    def _take(self, thickness: float) -> None:
        if self.key is not None:
            part = parts.part_of(self.editor.template, self.key)
            if isinstance(part, Frame):
                self.put(replace(part, thickness=thickness))


class PicturePanel(Panel):
    """Another picture from a file; greys as dots, for photographs."""

    wanted = Signal()  # a file is to be chosen

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor, "designer.picture")
        self._dither = QCheckBox(_("A photograph: greys as dots"))
        named(self._dither, "designer.picture.dither", self._dither.text())
        self.rows.addWidget(
            quiet("designer.picture.file", _("Another picture …"), self.wanted.emit)
        )
        self.rows.addWidget(self._dither)
        self._dither.clicked.connect(lambda on: self._take(on=on))

    def show_part(self, key: Key, picture: PicturePlace) -> None:
        """Show a picture."""
        self.key = key
        self._dither.setChecked(picture.dither)

    def _take(self, *, on: bool) -> None:
        if self.key is not None:
            part = parts.part_of(self.editor.template, self.key)
            if isinstance(part, PicturePlace):
                self.put(replace(part, dither=on))
