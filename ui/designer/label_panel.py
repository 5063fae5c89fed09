"""The label itself: its title, size and margin; on show while nothing is selected."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLineEdit

from lsn_desktop.domain.messages import _
from printing.labels import label_templates
from ui.designer import parts, stocks
from ui.designer.measure_field import MeasureField
from ui.designer.panel import Panel
from ui.parts.choice_box import ChoiceBox
from ui.parts.text import named, plain

if TYPE_CHECKING:
    from printing.labels.label_elements import LabelTemplate
    from ui.designer.editor import Editor

_LONGEST = 80


class LabelPanel(Panel):
    """Common sizes by name; any other in millimetres."""

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor, "designer.label")
        self._title, self._size = QLineEdit(), ChoiceBox()
        self._title.setMaxLength(_LONGEST)
        self._width = MeasureField(stocks.LEAST, stocks.MOST, 1, "mm")
        self._height = MeasureField(stocks.LEAST, stocks.MOST, 1, "mm")
        self._margin = MeasureField(0, 50, 0.5, "mm")
        self._size.addItem(_("Another size"), None)
        for words, wide, high in stocks.SIZES:
            self._size.addItem(words, (wide, high))
        self.add(("title", _("Title"), self._title))
        self.add(("size", _("Size"), self._size))
        self.add(
            ("width", _("Width, mm"), self._width),
            ("height", _("Height"), self._height),
            ("margin", _("Margin"), self._margin),
        )
        self._instead = QCheckBox(_("Print it instead of the built-in one"))
        named(self._instead, "designer.label.instead", self._instead.text())
        self.rows.addWidget(self._instead)
        self.rows.addWidget(
            plain(
                _("Click a part of the label, or press Tab, to change it."), "muted", wrap=True
            )
        )
        self._title.editingFinished.connect(self._take_title)
        self._size.activated.connect(lambda _at: self._take_size())
        for field in (self._width, self._height, self._margin):
            field.told.connect(lambda _value: self._take())

    def begin(self, template: LabelTemplate) -> None:
        """Another template is designed; one that is built in may be replaced by it."""
        built_in = template.name in label_templates.builtin()
        replaced = built_in and label_templates.load(template.name).digest != template.digest
        self._instead.setVisible(built_in)
        self._instead.setChecked(replaced)

    @property
    def is_instead(self) -> bool:
        """Whether it keeps the name of the one it began with."""
        return self._instead.isChecked() or self._instead.isHidden()

    def show_label(self) -> None:
        """Show the label as it is now."""
        template = self.editor.template
        if self._title.text() != template.title:
            self._title.setText(template.title)
        self._width.show_value(template.width)
        self._height.show_value(template.height)
        self._margin.show_value(template.margin)
        words = stocks.size_words(template.width, template.height)
        self._size.setCurrentIndex(max(0, self._size.findText(words)))

    def _take_title(self) -> None:
        title = " ".join(self._title.text().split())
        if title:
            made = replace(self.editor.template, title=title)
            self.editor.change(made, _("Change the title"))

    def _take_size(self) -> None:
        if (size := self._size.currentData()) is not None:
            width, height = size
            self._resize(width, height, self._margin.value)

    def _take(self) -> None:
        self._resize(self._width.value, self._height.value, self._margin.value)

    def _resize(self, width: float, height: float, margin: float) -> None:
        margin = min(margin, round(min(width, height) / 3 - 0.05, 1))
        made = parts.resized_stock(self.editor.template, width, height, margin)
        self.editor.change(made, _("Change the size"))
