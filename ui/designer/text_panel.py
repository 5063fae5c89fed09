"""A text: its words with fields in them, its face, size and lines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from lsn_desktop.domain.messages import _
from printing.fonts import BOLD, MONO, MONO_BOLD, REGULAR
from printing.labels.label_elements import TURNS, Text
from ui.designer import parts
from ui.designer.field_chooser import FieldChooser
from ui.designer.measure_field import MeasureField
from ui.designer.panel import Panel
from ui.parts.choice_box import ChoiceBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.designer.editor import Editor
    from ui.designer.parts import Key

_FONTS = (
    (REGULAR, _("Regular")), (BOLD, _("Bold")),
    (MONO, _("Even width")), (MONO_BOLD, _("Even width, bold")),
)  # fmt: skip
_ALIGNS = (("left", _("Left")), ("center", _("Centre")), ("right", _("Right")))
_TYPE = (4.0, 200.0)  # points
_MOST_LINES = 20
_LONGEST = 1000


class TextPanel(Panel):
    """The words below a barcode are a text too: the barcode says them."""

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor, "designer.text")
        self._words = QLineEdit()
        self._words.setMaxLength(_LONGEST)
        self._insert = FieldChooser("designer.insert", _("Insert"))
        self._font, self._align, self._turn = ChoiceBox(), ChoiceBox(), ChoiceBox()
        self._size = MeasureField(*_TYPE, 0.5, "pt")
        self._smallest = MeasureField(*_TYPE, 0.5, "pt")
        self._lines = MeasureField(1, _MOST_LINES, 1, _("lines"))
        for box, choices in ((self._font, _FONTS), (self._align, _ALIGNS)):
            for value, words in choices:
                box.addItem(words, value)
        for turn in TURNS:
            self._turn.addItem(f"{turn}°", turn)
        self.add(("words", _("Text"), self._words))
        self.rows.addWidget(self._insert)
        self.add(
            ("size", _("Size, pt"), self._size),
            ("smallest", _("Smallest"), self._smallest),
            ("lines", _("Lines"), self._lines),
        )
        self.add(("font", _("Face"), self._font))
        self.add(("align", _("Align"), self._align), ("turn", _("Turned"), self._turn))
        self._connect()

    @property
    def words(self) -> QLineEdit:
        """Where a new text is written."""
        return self._words

    def offer(self, custom: Sequence[str]) -> None:
        self._insert.offer(custom)

    def show_part(self, key: Key, text: Text) -> None:
        """Show a text."""
        self.key = key
        below = key.kind == "words"
        self._words.setEnabled(not below)
        self._insert.setEnabled(not below)
        self._words.setPlaceholderText(_("What the barcode says") if below else "")
        if self._words.text() != text.text:
            self._words.setText(text.text)
        self._size.show_value(text.size)
        self._smallest.show_value(text.smallest)
        self._lines.show_value(text.lines)
        for box, value in (
            (self._font, text.font), (self._align, text.align), (self._turn, text.turn),
        ):  # fmt: skip
            box.setCurrentIndex(box.findData(value))

    def _text(self) -> Text | None:
        if self.key is None:
            return None
        part = parts.part_of(self.editor.template, self.key)
        return part if isinstance(part, Text) else None

    def _change(self, kind: str = "", **values: object) -> None:
        if (text := self._text()) is not None:
            self.put(replace(text, **values), kind)  # type: ignore[arg-type]

    def _take_size(self, size: float) -> None:
        text = self._text()
        if text is not None:
            self._change(size=size, smallest=min(size, text.smallest))

    def _take_smallest(self, size: float) -> None:
        text = self._text()
        if text is not None:
            self._change(smallest=size, size=max(size, text.size))

    def _put_field(self, _field: str, place: str) -> None:
        self._words.insert(place)
        self._change("words", text=self._words.text())

    def _connect(self) -> None:
        self._words.textEdited.connect(lambda words: self._change("words", text=words))
        self._insert.chosen.connect(self._put_field)
        self._size.told.connect(self._take_size)
        self._smallest.told.connect(self._take_smallest)
        self._lines.told.connect(lambda lines: self._change(lines=int(lines)))
        for box, name in ((self._font, "font"), (self._align, "align"), (self._turn, "turn")):
            box.activated.connect(
                lambda _at, box=box, name=name: self._change(**{name: box.currentData()})
            )
