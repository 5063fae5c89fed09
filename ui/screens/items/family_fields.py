"""The fields that lots and serials of a family have, and one more of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.services.lots import changing
from lsn_desktop.storage.custom_fields import KINDS, Field
from ui.asking import ask, change
from ui.parts.buttons import quiet
from ui.parts.empty_state import EmptyState
from ui.parts.text import named
from ui.screens.items import facts
from ui.tables.rows_model import Column
from ui.tables.table import Table
from ui.tasks import Asked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.desk import Desk
    from ui.parts.notice import Notice


class FamilyFields(QWidget):
    """The fields of the family that is typed; a new one is made at once, for all its items."""

    def __init__(self, desk: Desk, notice: Notice) -> None:
        super().__init__()
        self._desk, self._notice = desk, notice
        self._family = ""
        self._asked = Asked()
        self._name, self._kind, self._choices = QLineEdit(), QComboBox(), QLineEdit()
        self._empty = EmptyState(
            desk.theme,
            "edit",
            _("No fields yet"),
            _("Country of origin, grade, batch notes: asked of each lot of the family."),
        )
        self._table: Table[Field] = Table(
            "item.fields",
            _("Fields of the family"),
            (
                Column[Field](_("Field"), lambda row: row.name, "name"),
                Column[Field](_("Takes"), _takes, "kind"),
            ),
            desk.theme,
            self._empty,
        )
        self._add = quiet("item.field.add", _("Add field"), self._make)
        self._lay_out()

    def tell(self, family: str) -> None:
        """Show the fields of another family; none has none."""
        self._family = family.strip()
        self._empty.say(
            str(message("{family} has no fields yet", family=self._family))
            if self._family
            else _("This item has no family")
        )
        for part in (self._name, self._kind, self._choices, self._add):
            part.setEnabled(bool(self._family))
        self._asked.cancel()
        self._asked = ask(
            self._desk,
            lambda connection: facts.fields_of(connection, family),
            self._show,
            self._notice.refuse,
        )

    def _show(self, fields: Sequence[Field]) -> None:
        self._table.show_rows(fields)

    def _make(self) -> None:
        family, name = self._family, self._name.text()
        kind = str(self._kind.currentData())
        typed = self._choices.text().split(",") if kind == "list" else []
        choices = tuple(choice.strip() for choice in typed if choice.strip())
        change(
            self._desk,
            lambda tx: changing.add_family_field(tx, family, name, kind, choices),
            self._made,
            self._notice.refuse,
        )

    def _made(self, _field_id: int) -> None:
        words = message(
            "Each lot of {family} now has the field {name}.",
            family=self._family,
            name=self._name.text().strip(),
        )
        self._notice.ok(str(words))
        self._name.clear()
        self._choices.clear()
        self._name.setFocus()
        self.tell(self._family)

    def _follow_kind(self, _at: int) -> None:
        self._choices.setVisible(self._kind.currentData() == "list")

    def _lay_out(self) -> None:
        for kind in KINDS:
            self._kind.addItem(kind_words(kind), kind)
        named(self._name, "item.field.name", _("Name of the new field"))
        named(self._kind, "item.field.kind", _("What it takes"))
        named(self._choices, "item.field.choices", _("Its choices, with commas between"))
        self._name.setPlaceholderText(_("New field"))
        self._choices.setPlaceholderText(_("Choices: A, B, C"))
        self._choices.hide()
        self._kind.currentIndexChanged.connect(self._follow_kind)
        for line in (self._name, self._choices):
            line.returnPressed.connect(self._make)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._name, 2)
        row.addWidget(self._kind)
        row.addWidget(self._choices, 2)
        row.addWidget(self._add)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 0, 8, 8)
        rows.setSpacing(8)
        rows.addWidget(self._table, 1)
        rows.addLayout(row)


def kind_words(kind: str) -> str:
    """What a field of a kind takes."""
    return {
        "text": _("Text"),
        "number": _("A number"),
        "date": _("A day"),
        "yes/no": _("Yes or no"),
        "list": _("A choice"),
        "link": _("A link"),
    }[kind]


def _takes(field: Field) -> str:
    if field.choices:
        return f"{kind_words(field.kind)}: {', '.join(field.choices)}"
    return kind_words(field.kind)
