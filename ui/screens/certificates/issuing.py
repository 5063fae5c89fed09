"""A new certificate: whose, what it will say, what to look at first, and the page itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.paper import certificate_output, certificate_shelf
from lsn_desktop.storage import lists
from ui.asking import ask
from ui.page import PageHead
from ui.parts.buttons import link, primary
from ui.parts.card import Card, badge, rebadge
from ui.parts.empty_state import EmptyState
from ui.parts.notice import Notice
from ui.parts.text import named
from ui.prints.page_pictures import PagePictures, pictures_of
from ui.screens.certificates.facts import FactList
from ui.screens.certificates.form_of import CertificateForm
from ui.screens.certificates.warnings import Warnings
from ui.tables.find_field import FindField
from ui.tables.lsn_table import status_tone, status_words
from ui.tasks import Asked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.paper.certificate_output import CertificateProof
    from lsn_desktop.storage.certificates import Certificate
    from lsn_desktop.storage.lists import LsnRow
    from lsn_desktop.storage.transactions import Connection
    from ui.desk import Desk

_PAUSE = 400  # ms without a key before the page is drawn anew
_WIDTH = 400  # px
_FOUND = 12


class Issuing(QWidget):
    """In the place of the list; Issue takes a number and makes the file."""

    issued = Signal(int)  # the certificate's row number
    opened = Signal(int)  # one that was issued or numbered before

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._asked = Asked()
        self._lsn_id: int | None = None
        self.notice = Notice("issue.notice")
        self.field: FindField[LsnRow] = FindField(desk, _find, _words)
        self._form = CertificateForm()
        self._revises: Certificate | None = None
        self._head, self._state = PageHead(_("Issue certificate")), badge("")
        self._issue = primary("issue.issue", _("Issue"), self.issue)
        self._before = link("issue.before", _("Open the last one"), self._open_before)
        self._before_id = 0
        self._is_drawn = False
        self._warnings = Warnings("issue.warnings")
        self._facts = FactList(self._warnings, self._before)
        self._pages = PagePictures("issue.pages", desk.theme, _("Pages of the certificate"))
        self._parts = QStackedWidget()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._lay_out()
        self._connect()
        self.begin()

    def begin(self) -> None:
        """Ask for a lot or serial."""
        self._lsn_id, self._revises = None, None
        self.notice.clear()
        self._form.begin()
        ask(self._desk, certificate_shelf.all_of, self._form.offer, self.notice.refuse)
        self._pause.stop()  # clearing began it
        self._asked.cancel()
        self._head.tell(_("Issue certificate"), _("Scan the lot or serial, or find it"))
        rebadge(self._state, "", "")
        self._issue.setEnabled(False)
        self._parts.setCurrentIndex(0)

    def is_of(self, lsn_id: int) -> bool:
        """Whether it is this lot or serial that is to be certified."""
        return self._lsn_id == lsn_id

    def open_lsn(self, lsn_id: int) -> None:
        """Show what the certificate of a lot or serial would say."""
        self.begin()
        self._lsn_id = lsn_id
        self._form.focus_first()
        self.reload()

    def revise(self, before: Certificate) -> None:
        """Show what a certificate would say that takes the place of one."""
        self.begin()
        self._form.begin(before)  # asks for nothing: it is nobody's yet
        self._pause.stop()
        self._lsn_id, self._revises = before.lsn_id, before
        self._form.focus_first()
        self.reload()

    def reload(self) -> None:
        """Draw the page anew, because something on it may have changed."""
        if self._lsn_id is None or not self._form.is_ready:
            return
        self._asked.cancel()
        desk, station, lsn_id = self._desk, self._desk.station, self._lsn_id
        to, form = self._form.issued_to.text().strip(), self._form.wanted()

        def prove() -> tuple[CertificateProof, list[bytes]]:
            proof = certificate_output.prove_certificate(
                desk.program, station, lsn_id, issued_to=to, form=replace(form, signed=None)
            )
            return proof, pictures_of(proof.pdf) if proof.pdf else []

        self._asked = desk.lanes.read(prove, self._tell, self.notice.refuse)

    def issue(self) -> bool:
        """Take a number and make the file; False if there is nothing to issue yet."""
        if self._lsn_id is None or not self._issue.isEnabled():
            return False
        self._is_drawn = True  # until it is answered: pressed twice it would be two
        self._issue.setEnabled(False)
        desk, station, lsn_id = self._desk, self._desk.station, self._lsn_id
        to, form = self._form.issued_to.text().strip(), self._form.wanted()
        self._form.forget_pin()
        self.notice.attention(_("Drawing the certificate …"))
        desk.lanes.read(
            lambda: certificate_output.issue_certificate(
                desk.program, station, lsn_id, issued_to=to, form=form
            )[0],
            self._done,
            self._fail,
        )
        return True

    def _tell(self, answer: tuple[CertificateProof, list[bytes]]) -> None:
        proof, pictures = answer
        draft, on = proof.draft, self._desk.station.by().on
        words = message("Certificate for {code}", code=draft.row.code)
        if self._revises is not None:
            words = message(
                "Revision of {number} for {code}",
                number=self._revises.number,
                code=draft.row.code,
            )
        self._head.tell(str(words), draft.row.description)
        status = draft.row.status(on)
        rebadge(self._state, status_words(status), status_tone(status))
        self._warnings.tell([str(one) for one in draft.warnings])
        self._tell_before(draft.before[0].number if draft.before else "")
        self._before_id = draft.before[0].id if draft.before else 0
        self._facts.tell(draft.facts)
        self._pages.tell(pictures)
        self._parts.setCurrentIndex(1)
        signable = proof.refused is not None and draft.may_be_signed
        self._form.offer_signing(on=signable)
        self._issue.setEnabled((proof.refused is None or signable) and not self._is_drawn)
        if proof.refused is not None:
            self.notice.refuse(proof.refused)
        else:
            self.notice.clear()

    def _tell_before(self, number: str) -> None:
        self._before.setText(str(message("Open {number}", number=number)))
        self._before.setAccessibleName(self._before.text())
        self._before.setVisible(bool(number))

    def _open_before(self) -> None:
        self.opened.emit(self._before_id)

    def _done(self, certificate_id: int) -> None:
        self._is_drawn = False
        self.begin()
        self.issued.emit(certificate_id)

    def _fail(self, error: Exception) -> None:
        self._is_drawn = False
        self.notice.refuse(error)
        self._issue.setEnabled(True)

    def _take(self, row: LsnRow) -> None:
        self.open_lsn(row.id)

    def _connect(self) -> None:
        self.field.found.connect(self._take)
        self.field.missed.connect(self.notice.attention)
        self._form.changed.connect(self.reload)
        self._form.typed.connect(self._pause.start)
        self._form.entered.connect(self.issue)
        self._pause.timeout.connect(self.reload)

    def _lay_out(self) -> None:
        named(self.field, "issue.find", _("Lot or serial to certify"))
        self.field.setPlaceholderText(_("Lot or serial: any letters of it"))
        self._head.add_badge(self._state)
        self._head.add_action(self._issue)
        left = Card()
        left.setFixedWidth(_WIDTH)
        left.body.setSpacing(12)
        left.add(self.field)
        left.add(self._form)
        left.add(self._facts, 1)
        right = Card(_("The page as it will be"))
        right.add(self._pages, 1)
        nothing = Card()
        nothing.add(
            EmptyState(
                self._desk.theme,
                "certificates",
                _("Whose certificate?"),
                _("Scan the lot or serial, or type any letters of it and press Enter."),
            )
        )
        for part in (nothing, right):
            self._parts.addWidget(part)
        body = QHBoxLayout()
        body.setSpacing(14)
        body.addWidget(left)
        body.addWidget(self._parts, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        rows.addWidget(self._head)
        rows.addWidget(self.notice)
        rows.addLayout(body, 1)


def _words(row: LsnRow) -> tuple[str, str]:
    return row.code, " · ".join(filter(None, (row.description, row.vendor)))


def _find(connection: Connection, typed: str) -> Sequence[LsnRow]:
    return lists.lsns(connection, typed, n=_FOUND)
