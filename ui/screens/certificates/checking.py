"""Verify a certificate somebody shows: its PDF dropped or chosen, or its QR Code scanned."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.paper import certificate_checks
from ui.page import PageHead
from ui.parts.buttons import primary
from ui.parts.card import Card
from ui.parts.choices import FileField
from ui.parts.empty_state import EmptyState
from ui.parts.form import Form
from ui.parts.notice import Notice
from ui.screens.certificates.verdict import VerdictView
from ui.tasks import Asked

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from lsn_desktop.paper.certificate_checks import Verdict
    from ui.desk import Desk


class Checking(QWidget):
    """In the place of the list; Esc goes back to it."""

    opened = Signal(int)  # the certificate it is, or says it is

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._asked = Asked()
        self.notice = Notice("checking.notice")
        self._file = FileField("checking.file", _("PDF file"), _("Certificates (*.pdf)"))
        self._head = PageHead(_("Verify a certificate"))
        self._view = VerdictView(desk.theme)
        self._form, self._parts = Form("checking"), QStackedWidget()
        self._lay_out()
        self._view.opened.connect(self.opened)
        self._file.path.returnPressed.connect(self.check)
        self._file.path.textChanged.connect(self._forget)
        self.setFocusProxy(self._file)
        self.begin()

    def begin(self) -> None:
        """Ask for a file or a code."""
        self._file.path.clear()
        self._forget()

    def check(self) -> bool:
        """Judge the file that is named; False if none is."""
        self._form.clear_complaints()
        file = self._file.file()
        if file is None:
            self._form.complain("file", _("Choose the file, drop it here, or scan its code."))
            return False
        self._forget()
        program = self._desk.program
        self.notice.attention(_("Looking at the file …"))
        self._asked = self._desk.lanes.read(
            lambda: certificate_checks.of_file(program, certificate_checks.read(file)),
            lambda verdict: self.show_verdict(verdict, file.name),
            self.notice.refuse,
        )
        return True

    def show_verdict(self, verdict: Verdict, what: str) -> None:
        """Show what became of a file or a code."""
        self.notice.clear()
        self._head.tell(_("Verify a certificate"), what)
        self._view.tell(verdict, what)
        self._parts.setCurrentWidget(self._view)
        tone = {"valid": "ok", "changed": "refused", "withdrawn": "refused"}
        self._desk.sounds.play(tone.get(verdict.state, "attention"))

    def scanned(self, verdict: Verdict) -> None:
        """Show what became of a scanned code; no file is named any more."""
        self.begin()
        number = verdict.row.number if verdict.row else ""
        self.show_verdict(
            verdict, str(message("QR Code of {number}", number=number)) if number else ""
        )

    def check_file(self, file: Path) -> None:
        """Judge another file."""
        self._file.path.setText(str(file))
        self.check()

    def _forget(self) -> None:
        self._asked.cancel()
        self.notice.clear()
        self._form.clear_complaints()
        self._head.tell(
            _("Verify a certificate"), _("Drop its PDF, choose the file, or scan its QR Code")
        )
        self._parts.setCurrentIndex(0)

    def _lay_out(self) -> None:
        self._head.add_action(primary("checking.check", _("Verify"), self.check))
        self._form.add("file", _("PDF file"), self._file)
        above = Card()
        above.add(self._form)
        nothing = Card()
        nothing.add(
            EmptyState(
                self._desk.theme,
                "verified",
                _("Is it ours, and as it was issued?"),
                _(
                    "Drop the PDF here, or scan the QR Code of one on paper. The records and"
                    " the signature say whether it is valid, changed, withdrawn or revised."
                ),
            )
        )
        self._parts.addWidget(nothing)
        self._parts.addWidget(self._view)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        rows.addWidget(self._head)
        rows.addWidget(self.notice)
        rows.addWidget(above)
        rows.addWidget(self._parts, 1)


def dropped(data: QMimeData) -> Path | None:
    """The PDF that is dropped; None where it is something else."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return next((each for each in files if each.suffix.lower() == ".pdf"), None)
