"""The GTINs of an item, each with what one pack of it holds."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from lsn_desktop.domain.quantities import plain as plain_quantity
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.services.office import ordering
from ui.parts.buttons import quiet
from ui.parts.text import named, plain
from ui.parts.theme import restyle
from ui.screens.items.quantity_rows import QUANTITY_WIDE, QuantityRows

if TYPE_CHECKING:
    from collections.abc import Sequence

_PACK = re.compile(r"\d{1,9}([.,]\d{1,6})?", re.ASCII)


class GtinList(QWidget):
    """A field for one more, and a row a GTIN. A scan adds one too."""

    edited = Signal()
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._unit = ""
        self._rows = QuantityRows("item.gtins", _("holds"))
        self._typed, self._typed_pack = QLineEdit(), QLineEdit("1")
        self._below = plain("", "muted", wrap=True)
        self._lay_out()
        for line in (self._typed, self._typed_pack):
            line.textEdited.connect(self.edited)
            line.returnPressed.connect(self._enter)
        self._rows.edited.connect(self.edited)
        self._rows.entered.connect(self.entered)
        self._say("")

    def show_gtins(self, gtins: Sequence[tuple[str, Fraction]], unit: str) -> None:
        """Show these and no others."""
        self._unit = unit
        self._rows.clear()
        for gtin, units in gtins:
            self._rows.put(gtin, gtin, plain_quantity(units), unit)
        self._typed.clear()
        self._typed_pack.setText("1")
        self._say("")

    def follow_unit(self, unit: str) -> None:
        """Say behind each pack what it holds."""
        self._unit = unit
        self._rows.follow_unit(unit)

    def add(self, gtin: str) -> bool:
        """Add a GTIN of 14 digits and go to its pack; False if it stands there already."""
        new = gtin not in self._rows.texts()
        if new:
            self._rows.put(gtin, gtin, "1", self._unit)
            self.edited.emit()
        self._rows.go_to(gtin)
        self._say("")
        return new

    def add_typed(self) -> bool:
        """Add what is typed above the list; False if that is no GTIN."""
        typed = self._typed.text().strip()
        if not typed:
            return True
        if refused := ordering.wrong_gtin(typed):
            self._say(str(refused))
            self._typed.setFocus()
            return False
        gtin = typed.zfill(14)
        self._rows.put(gtin, gtin, self._typed_pack.text(), self._unit)
        self._typed.clear()
        self._typed_pack.setText("1")
        self._say("")
        self._typed.setFocus()
        self.edited.emit()
        return True

    def gtins(self) -> list[tuple[str, Fraction]]:
        """The list as it stands.

        Raises:
            Refusal: a pack is no number.
        """
        return [(gtin, _units(gtin, text)) for gtin, text in self._rows.texts().items()]

    def state(self) -> tuple[object, ...]:
        """What stands here, to be compared with what stood here."""
        return (*self._rows.texts().items(), self._typed.text())

    def complain(self, refused: Refusal) -> None:
        """Say what is wrong with the list, and go to the pack that is meant."""
        self._say(str(refused))
        self._rows.mark_wrong(refused.fact.params.get("gtin", "").zfill(14))

    def _enter(self) -> None:
        if self._typed.text().strip():
            self.add_typed()
        else:
            self.entered.emit()

    def _say(self, wrong: str) -> None:
        hint = _("Scan the goods, or type a GTIN: each scan then counts what its pack holds.")
        self._below.setText(wrong or hint)
        restyle(self._below, role="error" if wrong else "muted")
        if not wrong:
            self._rows.mark_wrong()

    def _lay_out(self) -> None:
        named(self._typed, "item.gtins.typed", _("GTIN to add"))
        self._typed.setPlaceholderText(_("GTIN"))
        named(self._typed_pack, "item.gtins.typed_pack", _("What a pack of it holds"))
        self._typed_pack.setFixedWidth(QUANTITY_WIDE)
        one_more = QHBoxLayout()
        one_more.setSpacing(8)
        one_more.addWidget(self._typed, 1)
        one_more.addWidget(plain(_("holds"), "muted"))
        one_more.addWidget(self._typed_pack)
        one_more.addWidget(quiet("item.gtins.add", _("Add"), self.add_typed))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 0, 8, 8)
        rows.setSpacing(8)
        rows.addLayout(one_more)
        rows.addWidget(self._below)
        rows.addWidget(self._rows, 1)
        self._rows.setFocusProxy(self._typed)


def _units(gtin: str, text: str) -> Fraction:
    if not _PACK.fullmatch(text):
        raise refusal(
            "{text} is not what a pack of {gtin} can hold.",
            "Write it as 12 or 0.5.",
            text=text or "-",
            gtin=gtin,
        )
    return Fraction(text.replace(",", "."))
