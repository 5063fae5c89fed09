"""Fields in the banner: who lets goods pass and why; a parcel whose label cannot be scanned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from lsn_desktop.services.documents.overriding import Signed
from ui.parts.choice_box import ChoiceBox
from ui.parts.text import named, plain
from ui.parts.theme import restyle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

_PIN_WIDE, _NAME_WIDE = 130, 200  # px
_LONGEST_PIN = 12


class _Fields(QWidget):
    """Fields side by side and a line of words below; Enter goes from one to the next."""

    def __init__(self, hint: str, *fields: QWidget) -> None:
        super().__init__()
        self._hint, self._fields = hint, fields
        self._below = plain(hint, "muted", wrap=True)
        across = QHBoxLayout()
        across.setSpacing(8)
        for field in fields:
            field.setProperty("touch", "yes")
            across.addWidget(field, 1 if field is fields[0] else 0)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addLayout(across)
        rows.addWidget(self._below)
        self.setFocusProxy(fields[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter ends here: the page must not take it for its own."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)

    def say(self, words: str, field: QWidget) -> None:
        """What is wrong, and where."""
        self._below.setText(words)
        restyle(self._below, role="error")
        field.setFocus()


class SignField(_Fields):
    """Why goods may go all the same, and the name and PIN of whoever says so."""

    signed = Signal(object)  # Signed

    def __init__(self, signers: Sequence[str], who: str) -> None:
        self.reason, self.signer, self.pin = QLineEdit(), ChoiceBox(), QLineEdit()
        for field, name, says in (
            (self.reason, "reason", _("Why they may go")),
            (self.signer, "signer", _("Signed by")),
            (self.pin, "pin", _("PIN")),
        ):
            named(field, f"ship.override.{name}", says)
        hint = _("Enter goes on; the PIN of an owner or supervisor signs it. Esc leaves it.")
        super().__init__(hint, self.reason, self.signer, self.pin)
        self.reason.setPlaceholderText(_("Why they may go"))
        self.pin.setPlaceholderText(_("PIN"))
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setMaxLength(_LONGEST_PIN)
        self.pin.setFixedWidth(_PIN_WIDE)
        self.signer.setFixedWidth(_NAME_WIDE)
        self.signer.addItems(list(signers))
        self.signer.setCurrentIndex(max(0, self.signer.findText(who)))
        self.reason.returnPressed.connect(self._reason_given)
        self.pin.returnPressed.connect(self._sign)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and self.signer.hasFocus():
            self.pin.setFocus()
        super().keyPressEvent(event)

    def _reason_given(self) -> None:
        if self.reason.text().strip():
            self.pin.setFocus()
        else:
            self.say(_("Say why these goods may go."), self.reason)

    def _sign(self) -> None:
        if not self.reason.text().strip():
            self._reason_given()
        elif self.pin.text():
            name, pin = self.signer.currentText(), self.pin.text()
            self.pin.clear()
            self.signed.emit(Signed(name, pin, self.reason.text()))


class ParcelField(_Fields):
    """A tracking number, and the carrier where its labels are not known."""

    given = Signal(str, str)  # the carrier, the tracking number

    def __init__(self, carrier: str) -> None:
        self.tracking, self.carrier = QLineEdit(), QLineEdit(carrier)
        named(self.tracking, "ship.parcel.tracking", _("Tracking number"))
        named(self.carrier, "ship.parcel.carrier", _("Carrier"))
        hint = _(
            "As on the carrier's label; Enter keeps it. Most labels can be scanned instead."
        )
        super().__init__(hint, self.tracking, self.carrier)
        self.tracking.setPlaceholderText(_("Tracking number"))
        self.carrier.setPlaceholderText(_("Carrier"))
        self.carrier.setFixedWidth(_NAME_WIDE)
        for field in (self.tracking, self.carrier):
            field.returnPressed.connect(self._give)

    def _give(self) -> None:
        if not self.tracking.text().strip():
            self.say(_("Type the tracking number."), self.tracking)
        elif not self.carrier.text().strip():
            self.say(_("Whose number is it? Type the carrier."), self.carrier)
        else:
            self.given.emit(self.carrier.text().strip(), self.tracking.text().strip())
