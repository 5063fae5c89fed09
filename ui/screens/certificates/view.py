"""A certificate: its pages, whether its file is as issued, and where it can go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.paper import certificate_output
from lsn_desktop.services.certificates import certifying
from lsn_desktop.storage import certificates
from ui import saving
from ui.asking import change
from ui.page import PageHead
from ui.parts.buttons import primary, quiet
from ui.parts.card import Card, badge, rebadge
from ui.parts.choices import PrinterField
from ui.parts.days import instant
from ui.parts.empty_state import EmptyState
from ui.parts.form import Form
from ui.parts.notice import Notice
from ui.parts.text import in_fours, plain
from ui.prints.page_pictures import PagePictures, pictures_of
from ui.screens.certificates.facts import FactList
from ui.screens.certificates.listing import status_tone, status_words
from ui.screens.certificates.page_job import PageJob

if TYPE_CHECKING:
    from lsn_desktop.paper.certificate_output import KeptCertificate
    from lsn_desktop.storage.certificates import Certificate
    from ui.desk import Desk

    _Answer = tuple[KeptCertificate, Certificate, list[bytes]]  # the newest of it, its pages

_WIDTH = 400  # px


class CertificateView(QWidget):
    """In the place of the list; Esc goes back to it."""

    finished = Signal()
    opened = Signal(int)  # another certificate to show
    to_revise = Signal(object)  # the certificate a new one is to take the place of

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._kept: KeptCertificate | None = None
        self._certificate_id: int | None = None
        self._is_new_here = False  # opened, and not answered for yet
        self._newest_id = 0
        self._notice = Notice("certificate.notice")
        self._page_job = PageJob(desk, self._notice)
        self._head, self._state, self._file = PageHead(""), badge(""), badge("")
        self._do = primary("certificate.do", _("Print"), self.print_chosen)
        self._files = [
            quiet("certificate.open", _("Open PDF"), self._open),
            quiet("certificate.save", _("Save as…"), self._save_as),
        ]
        self._printer = PrinterField(desk.program.settings.printer)
        self._hash = plain("", "muted", wrap=True)
        self._revise = quiet("certificate.revise", _("Revise"), self._begin_revision)
        self._newest = quiet("certificate.newest", _("Open"), self._open_newest)
        self._withdraw = quiet("certificate.withdraw", _("Withdraw…"), self._ask_reason)
        self._reason, self._why = QLineEdit(), Form("certificate.withdrawal")
        self._facts = FactList()
        self._pages = PagePictures(
            "certificate.pages", desk.theme, _("Pages of the certificate")
        )
        self._parts, self._where = QStackedWidget(), Form("certificate")
        self._lay_out()

    def ask_for_printers(self) -> None:
        """Find the print queues, once."""
        self._printer.ask(self._desk.lanes)

    def open_certificate(self, certificate_id: int, *, said: str = "") -> None:
        """Show another certificate, with what was just done to it."""
        self._page_job.forget()
        self._notice.clear()
        self._why.setVisible(False)
        self._reason.clear()
        if said:
            self._notice.ok(said)
        if certificate_id != self._certificate_id:
            self._kept = None  # nothing of the one before may be printed as this one
            self._let(on=False)
        self._certificate_id = certificate_id
        self._is_new_here = True
        self.reload()

    def reload(self) -> None:
        """Ask again, because it was made meanwhile."""
        if self._certificate_id is None:
            return
        program, certificate_id = self._desk.program, self._certificate_id

        def look() -> _Answer:
            kept = certificate_output.kept_certificate(program, certificate_id)
            pictures = pictures_of(kept.pdf) if kept.pdf else []
            with program.database.reading() as connection:
                return kept, certificates.newest(connection, kept.row), pictures

        self._desk.lanes.read(look, self._tell, self._notice.refuse)

    def print_chosen(self) -> None:
        """Print it; one that is not made yet is made first."""
        kept, desk = self._kept, self._desk
        if kept is None:
            return
        if not kept.pdf:
            certificate_id, station = kept.row.id, desk.station
            desk.lanes.read(
                lambda: certificate_output.finish_certificate(
                    desk.program, station, certificate_id
                ),
                self._made,
                self._notice.refuse,
            )
            return
        self._page_job.print(kept.pdf, kept.row.number, self._printer.printer())

    def _made(self, _pdf: bytes) -> None:
        self._notice.ok(_("Made and kept. Its number is the one it had."))
        self.reload()
        self.finished.emit()

    def _tell(self, answer: _Answer) -> None:
        kept, newest, pictures = answer
        self._kept, row = kept, kept.row
        self._let(on=True)
        self._head.tell(row.number, self._line(row))
        rebadge(self._state, status_words(row), status_tone(row))
        made = bool(kept.pdf)
        if not made:
            rebadge(self._file, "", "")
        elif kept.as_issued:
            rebadge(self._file, _("File is as issued"), "ok")
        else:
            rebadge(self._file, _("File is not the one that was issued"), "refused")
        self._tell_hash(kept)
        self._do.setText(_("Print") if made else _("Finish"))
        self._do.setAccessibleName(self._do.text())
        for button in self._files:
            button.setVisible(made)
        self._facts.tell(row.facts)
        self._revise.setVisible(made and not row.replaced_by)
        self._withdraw.setVisible(made and row.status != "withdrawn")
        self._tell_standing(row, newest)
        self._where.setVisible(made)
        self._pages.tell(pictures)
        self._parts.setCurrentIndex(0 if made else 1)
        if self._is_new_here:
            self._is_new_here = False
            self._focus_next_act(row)

    def _focus_next_act(self, row: Certificate) -> None:
        """What is done with it next: print it, open what took its place, or put it right."""
        if row.replaced_by:
            self._newest.setFocus()
        elif row.status == "withdrawn":
            self._revise.setFocus()
        else:
            self._do.setFocus()

    def _tell_standing(self, row: Certificate, newest: Certificate) -> None:
        """Say in words that it counts no longer."""
        self._newest_id = newest.id
        self._newest.setVisible(bool(row.replaced_by))
        self._newest.setText(str(message("Open {number}", number=newest.number)))
        self._newest.setAccessibleName(self._newest.text())
        if row.status == "withdrawn":
            words = message(
                "Withdrawn on {when} by {user}: {reason} It is kept, and whoever checks it is"
                " told so.",
                when=instant(row.withdrawn_at or 0, self._desk.station.time_zone),
                user=row.withdrawn_by,
                reason=_sentence(row.withdrawn_reason),
            )
            self._notice.refuse_words(str(words))
        elif row.status == "replaced":
            words = (
                message("Replaced by {number}: hand that one out.", number=newest.number)
                if newest.status != "withdrawn"
                else message(
                    "Replaced by {number}, which was withdrawn: hand out neither.",
                    number=newest.number,
                )
            )
            self._notice.attention(str(words))

    def _open_newest(self) -> None:
        self.opened.emit(self._newest_id)

    def _begin_revision(self) -> None:
        if self._kept is not None:
            self.to_revise.emit(self._kept.row)

    def _ask_reason(self) -> None:
        self._why.setVisible(True)
        self._reason.setFocus()

    def _withdraw_it(self) -> None:
        if self._kept is None:
            return
        certificate_id, reason = self._kept.row.id, self._reason.text()

        def told(_none: None) -> None:
            self.open_certificate(certificate_id)
            self.finished.emit()

        change(
            self._desk,
            lambda tx: certifying.withdraw(tx, certificate_id, reason),
            told,
            self._notice.refuse,
        )

    def _let(self, *, on: bool) -> None:
        for button in (self._do, *self._files):
            button.setEnabled(on)

    def _tell_hash(self, kept: KeptCertificate) -> None:
        if not kept.pdf:
            words = _("It has its number, but the program ended before its page was drawn.")
        elif kept.as_issued:
            words = str(message("SHA-256 {hash}", hash=in_fours(kept.row.sha256)))
        else:
            words = _(
                "Its file was changed after it was issued. Do not hand it out: restore a"
                " backup, or issue a new one."
            )
        self._hash.setText(words)

    def _line(self, row: Certificate) -> str:
        when = instant(row.created_at, self._desk.station.time_zone)
        return f"{row.code} · {row.item} · {when} · {row.created_by}"

    def _pdf(self) -> bytes:
        return self._kept.pdf if self._kept else b""

    def _open(self) -> None:
        if self._kept is not None:
            name = f"{self._kept.row.number}.pdf"
            saving.show(self._desk, name, self._pdf, self._notice)

    def _save_as(self) -> None:
        if self._kept is not None:
            name = f"{self._kept.row.number}.pdf"
            says = _("Save certificate")
            saving.save_as(self._desk, self, says, name, self._pdf, self._notice)

    def _open_lsn(self) -> None:
        if self._kept is not None:
            self._desk.go("lsns", self._kept.row.lsn_id)

    def _lay_out(self) -> None:
        self._head.add_badge(self._state)
        self._head.add_badge(self._file)
        lsn = quiet("certificate.lsn", _("Open its LSN"), self._open_lsn)
        self._why.add("reason", _("Why it counts no longer"), self._reason)
        self._why.setVisible(False)
        self._reason.returnPressed.connect(self._withdraw_it)
        for button in (lsn, self._newest, self._revise, self._withdraw, *self._files, self._do):
            self._head.add_action(button)
        for button in (self._do, self._newest, self._revise):
            button.setAutoDefault(True)  # Enter presses it too: they get the focus
        self._where.add("printer", _("Printer"), self._printer)
        left = Card()
        left.setFixedWidth(_WIDTH)
        left.body.setSpacing(12)
        left.add(self._why)
        left.add(self._hash)
        left.add(self._where)
        left.add(self._facts, 1)
        right = Card()
        self._parts.addWidget(self._pages)
        self._parts.addWidget(
            EmptyState(
                self._desk.theme,
                "waiting",
                _("Its page is not drawn yet"),
                _("Finish draws it from the facts that were kept with its number."),
            )
        )
        right.add(self._parts, 1)
        body = QHBoxLayout()
        body.setSpacing(14)
        body.addWidget(left)
        body.addWidget(right, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        rows.addWidget(self._head)
        rows.addWidget(self._notice)
        rows.addLayout(body, 1)


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."
