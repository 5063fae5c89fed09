"""The end of a scanner's test: what to set, a name, and the profile to be saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.scanning.doctor_findings import Verdict, counts
from ui.parts.buttons import primary, quiet
from ui.parts.card import Card
from ui.parts.form import Form
from ui.parts.text import plain
from ui.parts.tokens import GAP
from ui.screens.scanners.findings_view import FindingsView

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lsn_desktop.domain.refusals import Refusal
    from lsn_desktop.scanning.doctor_findings import Finding
    from ui.parts.theme import Theme

_WIDTH = 360  # px of the card at the left


class ResultView(QWidget):
    """The findings at the right; name and what can be done with them at the left."""

    saved = Signal(str)  # the name it shall have
    sheet_wanted = Signal()
    again = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._title = plain("", "figure", wrap=True)
        self._title.setObjectName("scanners.doctor.result")
        self._line = plain("", "", wrap=True)
        self.name = QLineEdit()
        self._form = Form("scanners.doctor")
        self._form.add("name", _("Name of the scanner"), self.name)
        self._findings = FindingsView(theme, brief=False)
        self._save = primary("scanners.doctor.save", _("Save"), self._save_it)
        self.name.returnPressed.connect(self._save_it)
        self._lay_out()

    def tell(self, name: str, found: Sequence[Finding], *, replaces: str) -> None:
        """Show what was found; ``replaces`` is whose settings these take the place of."""
        number = counts(found)
        to_set = number[Verdict.SET]
        title = {
            0: _("This scanner is set right."),
            1: _("One thing is to be set on the scanner."),
        }.get(to_set) or str(
            message("{count} things are to be set on the scanner.", count=to_set)
        )
        self._title.setText(title)
        self._line.setText(
            _("Set them by the barcodes of its manual, then test it again. Print the sheet "
              "to take along.")
            if to_set
            else _("Save, and its scans come out right.")
        )  # fmt: skip
        self.name.setText(name)
        hint = message("Takes the place of {name}.", name=replaces)
        self._form.hint("name", str(hint) if replaces else "")
        self._findings.tell(found)
        self.name.setFocus()
        self.name.selectAll()

    def complain(self, flaws: Mapping[str, Refusal]) -> None:
        """Say what is wrong with the name."""
        self._form.complain("name", "\n".join(str(one) for one in flaws.values()))

    def _save_it(self) -> None:
        self.saved.emit(self.name.text().strip())

    def _lay_out(self) -> None:
        left = Card()
        left.setFixedWidth(_WIDTH)
        left.body.setSpacing(12)
        left.add(self._title)
        left.add(self._line)
        left.add(self._form)
        left.add(self._save)
        left.add(
            quiet(
                "scanners.doctor.sheet", _("Print the sheet (Ctrl+P)"), self.sheet_wanted.emit
            )
        )
        left.body.addStretch()
        left.add(quiet("scanners.doctor.again", _("Test it again"), self.again.emit))
        right = Card()
        right.add(self._findings, 1)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(left)
        row.addWidget(right, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 0, 8, 8)
        rows.addLayout(row)
