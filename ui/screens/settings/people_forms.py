"""What is asked of a person: who they are, a PIN typed twice, or whether it is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.services.office import signing
from ui.parts.buttons import danger, primary, quiet
from ui.parts.choice_box import ChoiceBox
from ui.parts.choices import PrinterField
from ui.parts.form import Form
from ui.parts.text import named, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lsn_desktop.storage.people import Person
    from ui.tasks import Lanes

_LONGEST_PIN = 12


class NewPerson(NamedTuple):
    """Somebody to be let in."""

    name: str
    pin: str
    role: str


class AddForm(QWidget):
    """``added`` tells a :class:`NewPerson`; there is no default PIN."""

    added = Signal(object)

    def __init__(self, roles: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.name, self.role = QLineEdit(), ChoiceBox()
        self.pin, self.again = _pin_field(), _pin_field()
        for role, title in roles:
            self.role.addItem(title, role)
        self._form = Form("settings.person", spacing=8)
        self._form.add("name", _("Name"), self.name)
        self._form.add("role", _("Role"), self.role, _("An owner may do all."))
        self._form.add("pin", _("PIN"), self.pin, _("4 to 12 digits. There is no default."))
        self._form.add("again", _("The PIN again"), self.again)
        _fill(self, _("Somebody new"), self._form, [
            primary("settings.person.add", _("Add"), self._press)
        ])  # fmt: skip
        self.again.returnPressed.connect(self._press)

    def complain(self, flaws: Mapping[str, object]) -> None:
        """Say what is wrong, field by field."""
        self._form.clear_complaints()
        for field, flaw in reversed(list(flaws.items())):
            self._form.complain(field, str(flaw))

    def clear(self) -> None:
        """Be ready for the next person."""
        for field in (self.name, self.pin, self.again):
            field.clear()
        self.role.setCurrentIndex(0)

    def _press(self) -> None:
        if self.pin.text() != self.again.text():
            self.complain({"again": _("The two PINs differ. Type the same one twice.")})
            return
        self.added.emit(
            NewPerson(self.name.text(), self.pin.text(), str(self.role.currentData()))
        )


class PinForm(QWidget):
    """``chosen`` tells whose PIN it is, and the PIN."""

    chosen = Signal(object, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._person: Person | None = None
        self.pin, self.again = _pin_field(), _pin_field()
        self._form = Form("settings.pin", spacing=8)
        self._form.add("pin", _("New PIN"), self.pin, _("4 to 12 digits."))
        self._form.add("again", _("The PIN again"), self.again)
        self._title = plain(role="strong", wrap=True)
        self._title.setMinimumWidth(1)
        _fill(
            self,
            "",
            self._form,
            [
                quiet("settings.pin.leave", _("Leave it"), self.left.emit),
                primary("settings.pin.save", _("Save"), self._press),
            ],
            above=self._title,
        )
        self.again.returnPressed.connect(self._press)

    def ask(self, person: Person) -> None:
        """Ask for somebody's new PIN."""
        self._person = person
        self._title.setText(str(message("PIN of {name}", name=person.name)))
        self._form.clear_complaints()
        self.pin.clear()
        self.again.clear()
        self.pin.setFocus()

    def _press(self) -> None:
        self._form.clear_complaints()
        if flaw := signing.flaw_of_pin(self.pin.text()):
            self._form.complain("pin", str(flaw))
        elif self.pin.text() != self.again.text():
            self._form.complain("again", _("The two PINs differ. Type the same one twice."))
        elif self._person is not None:
            self.chosen.emit(self._person, self.pin.text())


class Sure(QWidget):
    """A plain question, in line: ``sure`` if it is meant."""

    sure = Signal()
    left = Signal()

    def __init__(self, name: str, does: str, *, dangerous: bool = False) -> None:
        super().__init__()
        self._question = plain(role="large", wrap=True)
        self._line = plain(role="muted", wrap=True)
        self._printer = PrinterField()
        self._printer.hide()
        named(self._printer, f"settings.{name}.printer", _("Printer"))
        rows = QVBoxLayout()
        rows.setSpacing(8)
        for part in (self._question, self._line, self._printer):
            part.setMinimumWidth(1)
            rows.addWidget(part)
        holder = QWidget()
        rows.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(rows)
        make = danger if dangerous else primary
        _fill(
            self,
            "",
            holder,
            [
                quiet(f"settings.{name}.leave", _("Leave it"), self.left.emit),
                make(f"settings.{name}.sure", does, self.sure.emit),
            ],
        )

    def ask(self, question: str, line: str) -> None:
        """Ask it."""
        self._question.setText(question)
        self._line.setText(line)

    def offer_printers(self, lanes: Lanes) -> None:
        """Ask for a printer too; PDF files to begin with."""
        self._printer.show()
        self._printer.ask(lanes)

    def printer(self) -> str:
        """The print queue chosen, empty for PDF files."""
        return self._printer.printer()


def _pin_field() -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setMaxLength(_LONGEST_PIN)
    return field


def _fill(
    holder: QWidget,
    heading: str,
    body: QWidget,
    buttons: Sequence[QWidget],
    above: QWidget | None = None,
) -> None:
    rows = QVBoxLayout(holder)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(12)
    if heading:
        rows.addWidget(plain(heading, "section"))
    if above is not None:
        rows.addWidget(above)
    rows.addWidget(body)
    row = QHBoxLayout()
    row.setSpacing(14)
    row.addStretch()
    for button in buttons:
        row.addWidget(button)
    rows.addLayout(row)
    rows.addStretch()
