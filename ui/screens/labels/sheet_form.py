"""The measures of a sheet of labels, in mm or inches, and a picture of what they make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from printing.labels import stock_flaws
from printing.labels.label_stocks import A4, LETTER, Stock, measured
from ui.parts import lengths
from ui.parts.choice_box import ChoiceBox
from ui.parts.form import Form
from ui.parts.lengths import INCH, MM
from ui.parts.scrolled import scrolled
from ui.parts.text import plain
from ui.parts.theme import restyle
from ui.prints.sheet_picture import SheetPicture

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lsn_desktop.domain.refusals import Refusal
    from ui.parts.theme import Theme

_LENGTHS = (
    "paper_width", "paper_height", "width", "height", "left", "top", "gap_across", "gap_down",
)  # fmt: skip
_COUNTS = ("columns", "rows")
_WHERE = {"paper": "paper_width", "across": "gap_across", "down": "gap_down"}
_PAPERS = (A4, LETTER)
_SLACK = 0.01  # mm


class SheetForm(QWidget):
    """``confirmed`` by Enter. A built-in sheet is shown, and cannot be typed into."""

    confirmed = Signal()
    edited = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._unit_now, self._own = MM, True
        self.name = QLineEdit()
        self._unit, self._paper = ChoiceBox(), ChoiceBox()
        self._fields = {name: QLineEdit() for name in (*_COUNTS, *_LENGTHS)}
        self._form = Form("sheets", spacing=8)
        self._picture, self._words = SheetPicture(theme), plain("", "muted", wrap=True)
        self._words.setMinimumWidth(1)
        self._lay_out()
        for field in (self.name, *self._fields.values()):
            field.textEdited.connect(lambda _text: self._follow())
            field.returnPressed.connect(self.confirmed)
        self._paper.currentIndexChanged.connect(lambda _at: self._follow_paper())
        self._unit.currentIndexChanged.connect(lambda _at: self._follow_unit())

    def show_sheet(self, one: Stock, *, name: str, own: bool) -> None:
        """Show a sheet's measures; with another name they are those of a new one."""
        self._form.clear_complaints()
        self.name.setText(name)
        paper = next((size for size in _PAPERS if _same(size, one.paper)), None)
        with QSignalBlocker(self._paper):
            self._paper.setCurrentIndex(_PAPERS.index(paper) if paper else len(_PAPERS))
        said = {
            "paper_width": one.paper[0],
            "paper_height": one.paper[1],
            "width": one.width,
            "height": one.height,
            "left": one.left,
            "top": one.top,
            "gap_across": one.across - one.width if one.columns > 1 else 0.0,
            "gap_down": one.down - one.height if one.rows > 1 else 0.0,
        }
        for field, mm in said.items():
            self._fields[field].setText(lengths.words(mm, self._unit_now))
        for field in _COUNTS:
            self._fields[field].setText(str(getattr(one, field)))
        for line in (self.name, *self._fields.values()):
            line.setReadOnly(not own)
        self._paper.setEnabled(own)
        self._own = own
        self._offer_paper()
        self._draw()

    def stock(self) -> Stock | None:
        """What is typed; None, and said where, if some of it is no measure."""
        self._form.clear_complaints()
        wrong = [name for name in self._fields if self._value(name) is None]
        for name in reversed(wrong):
            words = _("Type a length, such as 63.5 or 2 5/8.")
            if name in _COUNTS:
                words = _("Count them: a whole number.")
            self._form.complain(name, words)
        return None if wrong else self._typed()

    def complain(self, flaws: Mapping[str, Refusal]) -> None:
        """Say below each field what is wrong with it."""
        for name, flaw in reversed(list(flaws.items())):
            words = flaw if name == "name" else flaw.fact  # the picture says what to do
            self._form.complain(_WHERE.get(name, name), str(words))

    def _typed(self) -> Stock | None:
        told = {name: self._value(name) for name in self._fields}
        if any(value is None for value in told.values()):
            return None
        value = {name: known or 0.0 for name, known in told.items()}
        return measured(
            self.name.text().strip(),
            (value["paper_width"], value["paper_height"]),
            (int(value["columns"]), int(value["rows"])),
            (value["width"], value["height"]),
            (value["left"], value["top"]),
            (value["gap_across"], value["gap_down"]),
        )

    def _value(self, name: str) -> float | None:
        typed = self._fields[name].text().strip()
        if name in _COUNTS:
            return int(typed) if typed.isascii() and typed.isdigit() else None
        chosen = self._paper.currentData()
        if chosen is not None and name.startswith("paper_"):
            return float(chosen[0] if name == "paper_width" else chosen[1])
        if not typed and name.startswith("gap_"):
            return 0.0
        return lengths.length(typed, self._unit_now)

    def _follow(self) -> None:
        self._form.clear_complaints()  # what was wrong is being put right
        self._draw()
        self.edited.emit()

    def _follow_paper(self) -> None:
        if (chosen := self._paper.currentData()) is not None:
            for name, mm in zip(("paper_width", "paper_height"), chosen, strict=True):
                self._fields[name].setText(lengths.words(mm, self._unit_now))
        self._offer_paper()
        self._follow()

    def _offer_paper(self) -> None:
        own = self._paper.currentData() is None
        for name in ("paper_width", "paper_height"):
            self._form.offer(name, on=own)

    def _follow_unit(self) -> None:
        """What stands in the fields is the same length in the other unit."""
        before, self._unit_now = self._unit_now, str(self._unit.currentData())
        for name in _LENGTHS:
            mm = lengths.length(self._fields[name].text(), before)
            if mm is not None:
                self._fields[name].setText(lengths.words(mm, self._unit_now))
        self._draw()

    def _draw(self) -> None:
        one = self._typed()
        self._picture.tell(one)
        flaw = next(iter(stock_flaws.flaws(one).values()), None) if one else None
        restyle(self._words, role="error" if flaw else "muted")
        self._words.setText(self._said(one, flaw))
        self._picture.setAccessibleName(self._words.text())

    def _said(self, one: Stock | None, flaw: Refusal | None) -> str:
        if one is None:
            return _("Type all measures to see the sheet.")
        if flaw is not None:
            return str(flaw)
        right, below = (lengths.words(max(0.0, mm), self._unit_now)
                        for mm in stock_flaws.spare(one))  # fmt: skip
        words = message(
            "{count} labels. At the right {right} {unit} are left, below {below} {unit}.",
            count=one.labels,
            right=right,
            below=below,
            unit=self._unit_now,
        )
        ask = _("Is it so on your sheet?")
        return f"{words} {ask if self._own else _('Copy makes one of your own of it.')}"

    def _lay_out(self) -> None:
        self._unit.addItem(_("Millimetres"), MM)
        self._unit.addItem(_("Inches"), INCH)
        self._paper.addItem(_("A4"), A4)
        self._paper.addItem(_("Letter"), LETTER)
        self._paper.addItem(_("Another size"), None)
        add, field = self._form.add, self._fields
        add("name", _("Name"), self.name)
        add("unit", _("Measured in"), self._unit)
        add("paper", _("Paper"), self._paper)
        self._form.beside("unit", "paper")
        titles = {
            ("paper_width", "paper_height"): (_("Paper, width"), _("Paper, height")),
            ("columns", "rows"): (_("Labels in a row"), _("Rows")),
            ("width", "height"): (_("Label, width"), _("Label, height")),
            ("left", "top"): (_("Left margin"), _("Upper margin")),
            ("gap_across", "gap_down"): (_("Gap beside"), _("Gap below")),
        }
        for names, said in titles.items():
            for name, title in zip(names, said, strict=True):
                add(name, title, field[name])
            self._form.beside(*names)
        fields = QVBoxLayout()
        fields.addWidget(self._form)
        fields.addStretch()
        seen = QVBoxLayout()
        seen.setSpacing(8)
        seen.addWidget(self._picture, 1)
        seen.addWidget(self._words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(scrolled(fields), 4)
        row.addLayout(seen, 3)


def _same(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return all(abs(a - b) < _SLACK for a, b in zip(one, other, strict=True))
