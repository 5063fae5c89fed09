"""What the doctor found, as a list: the sign and colour of each, the fact, what to set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from lsn_desktop.scanning.doctor_findings import Verdict
from ui.parts.scrolled import scrolled
from ui.parts.text import ElidedLabel, plain
from ui.parts.tokens import ICON

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.scanning.doctor_findings import Finding
    from ui.parts.theme import Theme

_SIGNS = {
    Verdict.SET: ("refused", "refused"),
    Verdict.ADVICE: ("attention", "attention"),
    Verdict.REPAIRED: ("check", "accent"),
    Verdict.OK: ("check", "ok"),
}


_ORDER = (Verdict.SET, Verdict.ADVICE, Verdict.REPAIRED, Verdict.OK)


def _titles() -> dict[Verdict, str]:
    return {
        Verdict.SET: _("To be set on the scanner"),
        Verdict.ADVICE: _("Better set"),
        Verdict.REPAIRED: _("Repaired by the program"),
        Verdict.OK: _("Right"),
    }


class FindingsView(QWidget):
    """What must be set comes first. ``brief`` shows the facts alone, a line each."""

    def __init__(self, theme: Theme, *, brief: bool) -> None:
        super().__init__()
        self._theme, self._brief = theme, brief
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2 if brief else 6)
        body = QVBoxLayout()
        body.addLayout(self._rows)
        body.addStretch()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(scrolled(body))
        self._shown: Sequence[Finding] = ()
        theme.changed.connect(self._show)

    def tell(self, found: Sequence[Finding]) -> None:
        """Show these."""
        self._shown = found
        self._show()

    def _show(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for verdict in _ORDER:
            found = [one for one in self._shown if one.verdict is verdict]
            if found and not self._brief:
                title = plain(_titles()[verdict], "section")
                title.setContentsMargins(0, 10 if self._rows.count() else 0, 0, 0)
                self._rows.addWidget(title)
            for one in found:
                self._rows.addWidget(self._row(one))

    def _row(self, one: Finding) -> QWidget:
        icon, tone = _SIGNS[one.verdict]
        sign = QLabel()
        sign.setTextFormat(Qt.TextFormat.PlainText)
        sign.setPixmap(self._theme.pixmap(icon, tone, ICON))
        sign.setAccessibleName(_titles()[one.verdict])
        words = QVBoxLayout()
        words.setSpacing(2)
        if self._brief:
            words.addWidget(ElidedLabel(str(one.fact)))
        else:
            words.addWidget(plain(str(one.fact), "strong", wrap=True))
            if one.todo is not None:
                words.addWidget(plain(str(one.todo), wrap=True))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return holder
