"""Which sheet labels stand on, and where on it they begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from ui.parts.choice_box import ChoiceBox
from ui.parts.form import Form
from ui.parts.text import named, plain
from ui.parts.theme import restyle
from ui.prints.sheet_picker import SheetPicker
from ui.prints.sheet_plan import Kind, Placed, SheetPlan

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from printing.labels.label_stocks import Stock
    from ui.parts.theme import Theme

_NO_KIND = Kind("", "", 0)


class SheetField(QWidget):
    """A roll, or a sheet with its picture; one that was begun here is gone on with.

    In a list of several kinds of labels each has its own: shown is that of the kind that is
    selected.
    """

    changed = Signal()

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__()
        self._plan = SheetPlan()
        self._kinds: Sequence[Kind] = ()
        self._kind = _NO_KIND
        self._doubt = ""
        self._choice, self._picker = ChoiceBox(), SheetPicker(theme)
        self._words, self._how = plain("", "strong", wrap=True), plain("", "muted", wrap=True)
        self._choice.addItem(_("None: a label is a page"), "")
        self._choice.currentIndexChanged.connect(lambda _at: self._choose())
        self._picker.moved.connect(self._begin)
        form = Form(name)
        form.add("sheet", _("Sheet"), self._choice)
        named(self._picker, f"{name}.first", _("First free label of the sheet"))
        words = QVBoxLayout()
        words.setSpacing(4)
        for part in (form, self._words, self._how):
            words.addWidget(part)
        words.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.insertWidget(0, self._picker, 0, Qt.AlignmentFlag.AlignTop)  # Tab comes last
        self._show()

    @property
    def placed(self) -> list[Placed]:
        """Where each kind of label stands, in the order they are printed."""
        return self._plan.of(self._kinds)

    def tell(self, stocks: Mapping[str, Stock], places: Mapping[str, int]) -> None:
        """Offer these sheets; ``places`` has the first free label of those that were begun."""
        self._plan.know(stocks, places)
        with QSignalBlocker(self._choice):
            while self._choice.count() > 1:
                self._choice.removeItem(1)
            for name, one in stocks.items():
                self._choice.addItem(_title(one), name)
        self._show()

    def tell_kinds(self, kinds: Sequence[Kind], selected: str) -> None:
        """These kinds are to be printed, and labels of this template are selected."""
        self._kinds = kinds
        found = [kind for kind in kinds if kind.template == selected]
        self._kind = next(iter((*found, *kinds)), _NO_KIND)
        self._show()

    def doubt(self, words: str) -> None:
        """Say why nothing would be printed so; no words, no doubt."""
        self._doubt = words
        self._say()

    def _now(self) -> Placed:
        """Where the selected kind stands."""
        placed = self._plan.of(self._kinds or (self._kind,))
        return next(one for one in placed if one.kind == self._kind)

    def _choose(self) -> None:
        name = str(self._choice.currentData())
        self._plan.choose(self._kind, name, alone=len(self._kinds) < 2)  # noqa: PLR2004 - two
        self._show()
        self.changed.emit()

    def _begin(self, first: int) -> None:
        self._plan.begin(self._now(), first)
        self._say()
        self.changed.emit()

    def _show(self) -> None:
        now = self._now()
        with QSignalBlocker(self._choice), QSignalBlocker(self._picker):
            name = now.stock.name if now.stock else ""
            self._choice.setCurrentIndex(max(0, self._choice.findData(name)))
            if now.stock is not None:
                self._picker.tell(now.stock, now.first)
        for part in (self._picker, self._words):
            part.setVisible(now.stock is not None)
        self._say()

    def _say(self) -> None:
        now = self._now()
        words = self._picker.words()
        if now.behind:
            behind = _("{words}, behind {title}")
            words = str(message(behind, words=words, title=now.behind))
        self._words.setText(words)
        restyle(self._how, role="error" if self._doubt else "muted")
        self._how.setText(self._doubt or self._explained(now))
        self._how.setVisible(bool(self._doubt) or now.stock is not None)

    def _explained(self, now: Placed) -> str:
        if len(self._kinds) < 2:  # noqa: PLR2004 - two kinds
            return _("The arrow keys or a click choose the first free label.")
        words = _("This is the sheet of {title}. Select another row for its own.")
        if now.waits:
            words = _("Before the labels {title} a printer waits until their sheet is in.")
        return str(message(words, title=now.kind.title))


def _title(one: Stock) -> str:
    words = message(
        "{title}: {columns} x {rows} of {width} x {height} mm",
        title=one.title,
        columns=one.columns,
        rows=one.rows,
        width=f"{one.width:.4g}",
        height=f"{one.height:.4g}",
    )
    return str(words)
