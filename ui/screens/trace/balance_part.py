"""The mass balance of a lot or serial: what came of it, where it is, what no move explains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from lsn_desktop.domain.quantities import off_grid
from ui.parts.card import Figure
from ui.parts.text import plain, quantity_text
from ui.screens.trace import words

if TYPE_CHECKING:
    from lsn_desktop.domain.genealogy import MassBalance


class BalancePart(QWidget):
    """Two sides under each other's sums, and one sentence; red where they are not equal."""

    def __init__(self) -> None:
        super().__init__()
        self._sums = {
            "came": Figure(_("Came of it")),
            "accounted": Figure(_("Known where")),
            "unexplained": Figure(_("Unexplained")),
        }
        self._words = plain("", wrap=True)
        self._words.setObjectName("trace.balance.words")
        self._sides = QGridLayout()
        self._sides.setHorizontalSpacing(32)
        self._sides.setVerticalSpacing(10)
        self._sides.setColumnStretch(2, 1)
        sums = QGridLayout()
        sums.setSpacing(14)
        for at, figure in enumerate(self._sums.values()):
            sums.addWidget(figure, 0, at)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 8, 8, 8)
        rows.setSpacing(14)
        rows.addLayout(sums)
        rows.addWidget(self._words)
        rows.addLayout(self._sides)
        rows.addStretch()

    def tell(self, balance: MassBalance, decimals: int, unit: str) -> None:
        """Show the balance of another LSN."""

        def much(quantity: int) -> str:
            return f"{quantity_text(off_grid(quantity, decimals))} {unit}"

        wrong = balance.unexplained != 0
        self._sums["came"].tell(much(balance.came), _("opening, received, made, returned"))
        self._sums["accounted"].tell(
            much(balance.accounted), _("on hand, consumed, shipped, scrapped …")
        )
        self._sums["unexplained"].tell(
            much(balance.unexplained),
            _("no move says where it is") if wrong else _("both sides are equal"),
            "refused" if wrong else "",
        )
        self._words.setText(words.balance_words(balance, decimals, unit))
        while (item := self._sides.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        came, went = words.balance_sides(balance)
        line = 0
        for title, side in ((_("Came of it"), came), (_("Known where"), went)):
            self._sides.addWidget(plain(title, "section"), line, 0, 1, 2)
            line += 1
            for says, quantity in side:
                figure = plain(much(quantity))
                figure.setAlignment(Qt.AlignmentFlag.AlignRight)
                self._sides.addWidget(plain(says, "muted"), line, 0)
                self._sides.addWidget(figure, line, 1)
                line += 1
