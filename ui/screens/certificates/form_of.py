"""What kind of certificate it is to be, on which template, for whom; who signs if it fails."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from lsn_desktop.paper.certificate_output import Form as Wanted
from lsn_desktop.services.documents.overriding import Signed
from ui.parts.choice_box import ChoiceBox
from ui.parts.form import Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.storage.certificates import Certificate
    from printing.certificates.certificate_templates import CertificateTemplate


class CertificateForm(QWidget):
    """Fields over the facts; ``changed`` asks for the page to be drawn anew."""

    changed = Signal()
    typed = Signal()  # a letter more: the page may wait
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._revises: Certificate | None = None
        self._known: Sequence[CertificateTemplate] = ()
        self._chosen = ""  # the template that is wanted, wherever it stands in the list
        self.issued_to = QLineEdit()
        self._kind, self._template = ChoiceBox(), ChoiceBox()
        self._shipment, self._reason = QLineEdit(), QLineEdit()
        self._form = Form("issue", spacing=8)
        self._name, self._pin, self._why = QLineEdit(), QLineEdit(), QLineEdit()
        self._over = Form("issue.sign", spacing=8)
        self._lay_out()
        self._kind.currentIndexChanged.connect(self._offer_templates)
        self._template.currentIndexChanged.connect(self._choose)
        for field in (self.issued_to, self._shipment, self._reason):
            field.textChanged.connect(lambda _text: self.typed.emit())
        for field in (self.issued_to, self._shipment, self._reason, self._why, self._pin):
            field.returnPressed.connect(self.entered)
        self.begin()

    def begin(self, revises: Certificate | None = None) -> None:
        """Begin anew; of a revision, with what the certificate before it was."""
        self._revises = revises
        self._chosen = revises.template if revises else ""
        for field in (self.issued_to, self._shipment, self._reason, self._name, self._pin,
                      self._why):  # fmt: skip
            field.clear()
        self._over.setVisible(False)
        self._form.offer("reason", on=revises is not None)
        self._kind.setEnabled(revises is None)
        self._kind.setCurrentIndex(self._kind.findData(revises.kind if revises else "coc"))
        self._offer_templates()
        if revises is not None:
            self.issued_to.setText(revises.facts.get("issued_to", ""))
            self._shipment.setText(revises.shipment)

    @property
    def is_ready(self) -> bool:
        """Whether the templates are known, so that one can be chosen."""
        return bool(self._known)

    def offer(self, known: Sequence[CertificateTemplate]) -> None:
        """Let any of these templates be chosen; what was chosen stays."""
        if list(known) != list(self._known):
            self._known = known
            self._offer_templates()

    def focus_first(self) -> None:
        """Where there is something to type before Enter issues: what is new, of a revision."""
        (self._reason if self._revises is not None else self.issued_to).setFocus()

    def wanted(self) -> Wanted:
        """What stands here."""
        wanted = Wanted(
            str(self._kind.currentData()),
            str(self._template.currentData()),
            self._shipment.text().strip(),
            revises_id=self._revises.id if self._revises else None,
            reason=self._reason.text().strip(),
        )
        if self._over.isVisibleTo(self) and self._why.text().strip():
            signed = Signed(self._name.text(), self._pin.text(), self._why.text())
            wanted = replace(wanted, signed=signed)
        return wanted

    def offer_signing(self, *, on: bool) -> None:
        """Let somebody sign for what fails, or not."""
        self._over.setVisible(on)

    def forget_pin(self) -> None:
        """A PIN does not stay on the screen."""
        self._pin.clear()

    def _offer_templates(self) -> None:
        self._template.blockSignals(True)  # noqa: FBT003 - Qt's way
        self._template.clear()
        kind = self._kind.currentData()
        for each in self._known:
            if each.kind == kind:
                self._template.addItem(each.title, each.name)
        self._template.setCurrentIndex(max(0, self._template.findData(self._chosen)))
        self._template.blockSignals(False)  # noqa: FBT003 - Qt's way
        self.changed.emit()

    def _choose(self, _at: int) -> None:
        self._chosen = str(self._template.currentData())
        self.changed.emit()

    def _lay_out(self) -> None:
        self._kind.addItem(_("Compliance"), "coc")
        self._kind.addItem(_("Analysis"), "coa")
        self._pin.setEchoMode(QLineEdit.EchoMode.Password)
        for name, label, field in (
            ("kind", _("Kind"), self._kind),
            ("template", _("Template"), self._template),
            ("issued_to", _("Issued to (may stay empty)"), self.issued_to),
            ("shipment", _("Shipment (may stay empty)"), self._shipment),
            ("reason", _("What is new"), self._reason),
        ):
            self._form.add(name, label, field)
            if name == "template":
                self._form.beside("kind", "template")
            if name == "shipment":
                self._form.beside("issued_to", "shipment")
        for name, label, field in (
            ("name", _("Owner or supervisor"), self._name),
            ("pin", _("PIN"), self._pin),
            ("why", _("Issue it all the same, because"), self._why),
        ):
            self._over.add(name, label, field)
            if name == "pin":
                self._over.beside("name", "pin")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self._form)
        rows.addWidget(self._over)
