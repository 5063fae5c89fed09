"""The right side of the designer: what is selected, in fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from lsn_desktop.domain.messages import _, message
from printing.labels.label_elements import Frame, PicturePlace, SymbolPlace, Text
from ui.designer import parts
from ui.designer.barcode_panel import BarcodePanel
from ui.designer.label_panel import LabelPanel
from ui.designer.part_words import called
from ui.designer.place_panel import FramePanel, PicturePanel, PlacePanel, ShowPanel
from ui.designer.text_panel import TextPanel
from ui.parts.card import Card
from ui.parts.scrolled import scrolled
from ui.parts.text import ElidedLabel, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.designer.editor import Editor
    from ui.designer.panel import Panel
    from ui.designer.parts import Key

_WIDTH = 330  # px


class Properties(Card):
    """The panels that belong to the selection, one above the other."""

    picture_wanted = Signal()

    def __init__(self, editor: Editor) -> None:
        super().__init__(padding=12)
        self._editor = editor
        self._head = ElidedLabel("", "large")
        self._several = plain(
            _("Align, turn, duplicate or delete them by the row above the label."),
            "muted",
            wrap=True,
        )
        self.label, self.text = LabelPanel(editor), TextPanel(editor)
        self._barcode, self._frame = BarcodePanel(editor), FramePanel(editor)
        self._picture = PicturePanel(editor)
        self._place, self._show = PlacePanel(editor), ShowPanel(editor)
        self._panels = (
            self._place, self.label, self.text, self._barcode, self._frame, self._picture,
            self._show,
        )  # fmt: skip
        rows = QVBoxLayout()
        rows.setSpacing(12)
        for panel in self._panels:
            rows.addWidget(panel)
        rows.addWidget(self._several)
        rows.addStretch(1)
        self.setFixedWidth(_WIDTH)
        self.add(self._head)
        self.add(scrolled(rows), 1)
        self._picture.wanted.connect(self.picture_wanted)
        editor.changed.connect(self._follow)
        editor.selected.connect(self._follow)
        self._follow()

    def offer(self, custom: Sequence[str]) -> None:
        """Offer the company's own fields too."""
        for panel in self._panels:
            panel.offer(custom)
        self._follow()

    def _follow(self) -> None:
        chosen = self._editor.selection
        self._several.setVisible(len(chosen) > 1)
        seen: tuple[Panel, ...] = ()
        if not chosen:
            self._head.setText(_("The label"))
            self.label.show_label()
            seen = (self.label,)
        elif len(chosen) > 1:
            self._head.setText(str(message("{count} parts are selected", count=len(chosen))))
        else:
            seen = self._show_part(chosen[0])
        for panel in self._panels:  # one that stays keeps the focus: it is typed into
            panel.setVisible(panel in seen)

    def _show_part(self, key: Key) -> tuple[Panel, ...]:
        """Fill the panels of a part, and tell which they are."""
        part = parts.part_of(self._editor.template, key)
        self._head.setText(called(self._editor.template, key))
        seen: list[Panel] = [self._place]
        self._place.show_part(key, part)
        if isinstance(part, Text):
            self.text.show_part(key, part)
            seen.append(self.text)
        elif isinstance(part, SymbolPlace):
            self._barcode.show_part(key, part)
            seen.append(self._barcode)
        elif isinstance(part, Frame):
            self._frame.show_part(key, part)
            seen.append(self._frame)
        elif isinstance(part, PicturePlace):
            self._picture.show_part(key, part)
            seen.append(self._picture)
        if key.kind != "words":
            self._show.show_part(key, part)
            seen.append(self._show)
        return tuple(seen)
