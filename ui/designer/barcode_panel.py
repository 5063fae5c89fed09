"""A barcode: its kind, what it says, how wide its modules may be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLineEdit

from lsn_desktop.domain.messages import _
from printing.labels.label_elements import TURNS, SymbolPlace
from printing.symbology.symbols import GS1_SYMBOLOGIES, TITLES
from ui.designer import new_parts, parts
from ui.designer.field_chooser import FieldChooser
from ui.designer.gs1_builder import Gs1Builder
from ui.designer.gs1_choice import USUAL
from ui.designer.measure_field import MeasureField
from ui.designer.panel import Panel
from ui.parts.choice_box import ChoiceBox
from ui.parts.text import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.designer.editor import Editor
    from ui.designer.gs1_choice import Pairs
    from ui.designer.parts import Key

_MODULE = (0.15, 3.0)  # mm
_LONGEST = 1000
_PLAIN = dict.fromkeys(("ean13", "ean8", "upca", "itf14"), "{gtin}")
"""What a plain barcode says at first, where that is not the lot or serial."""


class BarcodePanel(Panel):
    """The kinds of GS1 have the builder; the others a text with fields in it."""

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor, "designer.barcode")
        self._kind, self._turn = ChoiceBox(), ChoiceBox()
        self._gs1 = Gs1Builder("designer.gs1")
        self._text, self._insert = QLineEdit(), FieldChooser("designer.say", _("Insert"))
        self._text.setMaxLength(_LONGEST)
        self._words, self._optional = QCheckBox(_("Words below it")), QCheckBox(
            _("May be left out where it cannot be made")
        )  # fmt: skip
        self._finest = MeasureField(*_MODULE, 0.05, "mm")
        self._coarsest = MeasureField(*_MODULE, 0.05, "mm")
        for symbology, title in TITLES.items():
            self._kind.addItem(title, symbology)
        for turn in TURNS:
            self._turn.addItem(f"{turn}°", turn)
        self.add(("kind", _("Kind"), self._kind), ("turn", _("Turned"), self._turn))
        self.rows.addWidget(self._gs1)
        named(self._text, "designer.barcode.text", _("What it says"))
        self.rows.addWidget(self._text)
        self.rows.addWidget(self._insert)
        self.add(
            ("finest", _("Finest module, mm"), self._finest),
            ("coarsest", _("Coarsest"), self._coarsest),
        )
        for name, box in (("words", self._words), ("optional", self._optional)):
            named(box, f"designer.barcode.{name}", box.text())
            self.rows.addWidget(box)
        self._connect()

    def offer(self, custom: Sequence[str]) -> None:
        self._gs1.offer(custom)
        self._insert.offer(custom)

    def show_part(self, key: Key, place: SymbolPlace) -> None:
        """Show a barcode."""
        self.key = key
        self._kind.setCurrentIndex(self._kind.findData(place.symbology))
        self._turn.setCurrentIndex(self._turn.findData(place.turn))
        gs1 = place.symbology in GS1_SYMBOLOGIES
        self._gs1.setVisible(gs1)
        self._text.setVisible(not gs1)
        self._insert.setVisible(not gs1)
        beside = [
            ai
            for at, other in enumerate(self.editor.template.symbols)
            if at != key.at
            for ai, _field in other.gs1
        ]
        self._gs1.show_pairs(place.gs1, beside)
        said = place.text or (f"{{{place.field}}}" if place.field else "")
        if self._text.text() != said:
            self._text.setText(said)
        self._finest.show_value(place.finest)
        self._coarsest.show_value(place.coarsest)
        self._words.setChecked(place.words is not None)
        self._optional.setChecked(place.optional)

    def _place(self) -> SymbolPlace | None:
        if self.key is None:
            return None
        part = parts.part_of(self.editor.template, self.key)
        return part if isinstance(part, SymbolPlace) else None

    def _change(self, kind: str = "", **values: object) -> None:
        if (place := self._place()) is not None:
            self.put(replace(place, **values), kind)  # type: ignore[arg-type]

    def _take_kind(self) -> None:
        """Another kind says the same where it can."""
        place, kind = self._place(), str(self._kind.currentData())
        if place is None or place.symbology == kind:
            return
        if kind in GS1_SYMBOLOGIES:
            self._change(symbology=kind, gs1=place.gs1 or USUAL, text="", field="")
        elif place.gs1:
            self._change(symbology=kind, gs1=(), text=_PLAIN.get(kind, "{lsn}"), field="")
        else:
            self._change(symbology=kind)

    def _take_pairs(self, pairs: Pairs) -> None:
        self._change(gs1=pairs)

    def _take_text(self, words: str) -> None:
        self._change("said", text=words, field="")

    def _put_field(self, _field: str, place: str) -> None:
        self._text.insert(place)
        self._take_text(self._text.text())

    def _take_words(self, *, on: bool) -> None:
        if (place := self._place()) is not None:
            self._change(
                words=new_parts.words_below(place, self.editor.template) if on else None
            )

    def _take_module(self) -> None:
        finest = self._finest.value
        self._change(finest=finest, coarsest=max(finest, self._coarsest.value))

    def _connect(self) -> None:
        self._kind.activated.connect(lambda _at: self._take_kind())
        self._turn.activated.connect(lambda _at: self._change(turn=self._turn.currentData()))
        self._gs1.told.connect(self._take_pairs)
        self._text.textEdited.connect(self._take_text)
        self._insert.chosen.connect(self._put_field)
        self._words.clicked.connect(lambda on: self._take_words(on=on))
        self._optional.clicked.connect(lambda on: self._change(optional=on))
        self._finest.told.connect(lambda _value: self._take_module())
        self._coarsest.told.connect(lambda _value: self._take_module())
