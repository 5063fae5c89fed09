"""The page of a supplier or customer: who it is at the left, its files at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout
from PySide6.QtWidgets import QWidget as Widget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.services.office import partners
from lsn_desktop.services.office.partners import Partner
from lsn_desktop.storage import parties
from lsn_desktop.storage.parties import ROLES, PartyRow
from ui.asking import ask, change
from ui.page import PageHead
from ui.parts.attached_files import AttachedFiles
from ui.parts.buttons import primary
from ui.parts.card import Card
from ui.parts.form import Form
from ui.parts.notice import Notice
from ui.parts.scrolled import scrolled
from ui.parts.text import named, plain
from ui.screens.items.party_list import role_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lsn_desktop.domain.refusals import Refusal
    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk

_NEW = PartyRow(0, "", "", "", "", frozenset({"vendor"}), active=True)
_LIFE = "life_on_ship_days"
_MOST_DIGITS = 9  # of a number of days; more would be none
_ADDRESS = 96  # px: four lines


class PartyEditor(Widget):
    """Ctrl+Enter saves, Enter too but in the address."""

    saved = Signal(str)  # what was saved, in words

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._party_id: int | None = None
        self._stood: Partner | None = None
        self._warned = False
        self._head, self._notice = PageHead(""), Notice("party.notice")
        self._lines = {name: QLineEdit() for name in ("name", "code", "gln", _LIFE)}
        self._address = QPlainTextEdit()
        self._roles = {role: QCheckBox(role_words(role)) for role in ROLES}
        self._active = QCheckBox(_("In use: offered for new orders"))
        self._form = Form("party", spacing=10)
        self._files = AttachedFiles(desk, self._notice, "party.files", "party", narrow=True)
        self._side, self._none = Card(_("Files")), Widget()
        self._lay_out()
        for line in self._lines.values():
            line.returnPressed.connect(self.save)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save)
        self.setFocusProxy(self._lines["name"])
        desk.changes.changed.connect(self._follow)

    def open_party(self, party_id: int | None) -> None:
        """Show another party; None begins a new one."""
        self._party_id = party_id
        self._notice.clear()
        self._side.setVisible(party_id is not None)
        self._none.setVisible(party_id is None)
        if party_id is None:
            self._show(_NEW)
            return
        ask(
            self._desk,
            lambda connection: parties.by_id(connection, party_id),
            self._show,
            self._notice.refuse,
        )
        self._files.show_files_of(party_id)

    def may_leave(self) -> bool:
        """Whether nothing would be lost; the second time one asks, it may be."""
        if self._typed() == self._stood or self._warned:
            return True
        self._warned = True
        self._notice.attention(
            _("This is changed and not saved. Enter saves it; Esc again leaves it as it was.")
        )
        return False

    def save(self) -> None:
        """Store the party as it stands here, or say what is wrong with it."""
        party_id, wanted = self._party_id, self._typed()
        change(
            self._desk,
            lambda tx: _kept(tx, party_id, wanted),
            lambda wrong: self._told(wrong, wanted.name),
            self._notice.refuse,
        )

    def _told(self, wrong: Mapping[str, Refusal], name: str) -> None:
        self._form.clear_complaints()
        if not wrong:
            self._stood = self._typed()
            self.saved.emit(str(message("Saved. {name}", name=name.strip())))
            return
        for field in ("roles", _LIFE, "gln", "code", "name"):
            if field in wrong:
                self._form.complain(field, str(wrong[field]))

    def _typed(self) -> Partner:
        return Partner(
            self._lines["code"].text(),
            self._lines["name"].text(),
            self._address.toPlainText(),
            self._lines["gln"].text(),
            frozenset(role for role, box in self._roles.items() if box.isChecked()),
            self._active.isChecked(),
            _days(self._lines[_LIFE].text()),
        )

    def _show(self, row: PartyRow) -> None:
        self._warned = False
        self._form.clear_complaints()
        new = self._party_id is None
        hint = _("Its name and a short code; Enter saves, Esc goes back to the list.")
        self._head.tell(_("New party") if new else row.name, hint if new else row.code)
        for name, line in self._lines.items():
            value = getattr(row, name)
            line.setText("" if value is None else str(value))
            line.setCursorPosition(0)
        self._lines["code"].setReadOnly(not new)
        self._form.hint("code", "" if new else _("A code stays: lots and numbers go by it."))
        self._address.setPlainText(row.address)
        for role, box in self._roles.items():
            box.setChecked(role in row.roles)
        self._active.setChecked(row.active)
        self._stood = self._typed()
        self._lines["name"].setFocus()

    def _follow(self, subjects: frozenset[str]) -> None:
        if self.isVisible() and "party" in subjects and self._party_id is not None:
            self._files.show_files_of(self._party_id)

    def _lay_out(self) -> None:
        self._head.add_action(primary("party.save", _("Save"), self.save))
        self._form.add("name", _("Name"), self._lines["name"])
        self._form.add("code", _("Code"), self._lines["code"])
        self._form.add("address", _("Address"), self._address)
        self._address.setFixedHeight(_ADDRESS)
        self._address.setTabChangesFocus(True)
        self._form.add("gln", _("GLN"), self._lines["gln"])
        self._lines["gln"].setPlaceholderText(_("13 digits, if it has one"))
        self._form.add(_LIFE, _("Days left when shipped"), self._lines[_LIFE])
        self._lines[_LIFE].setPlaceholderText(_("As each item says"))
        self._form.add("roles", _("Role"), self._boxes())
        named(self._active, "party.active", self._active.text())
        body = QVBoxLayout()
        body.setSpacing(10)
        body.addWidget(self._form)
        body.addWidget(self._active)
        body.addStretch()
        card = Card()
        card.add(scrolled(body), 1)
        self._side.add(self._files, 1)
        hint = QVBoxLayout(self._none)
        hint.addWidget(plain(_("Once it is saved, files are kept with it here."), "muted"))
        hint.addStretch()
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(card, 10)
        columns.addWidget(self._side, 12)
        columns.addWidget(self._none, 12)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        rows.addWidget(self._head)
        rows.addWidget(self._notice)
        rows.addLayout(columns, 1)

    def _boxes(self) -> Widget:
        part = Widget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for role, box in self._roles.items():
            named(box, f"party.role.{role}", box.text())
            row.addWidget(box)
        row.addStretch()
        return part


def _days(typed: str) -> int | None:
    """A number of days as it is typed; what is none is more than any goods last."""
    text = typed.strip()
    if not text:
        return None
    is_number = text.isdecimal() and len(text) <= _MOST_DIGITS
    return int(text) if is_number else 10**_MOST_DIGITS


def _kept(tx: Tx, party_id: int | None, wanted: Partner) -> Mapping[str, Refusal]:
    """Store a party if nothing is wrong with it, or say what is."""
    wrong = partners.wrong_fields(tx.connection, wanted, party_id)
    if not wrong:
        partners.keep(tx, party_id, wanted)
    return wrong
