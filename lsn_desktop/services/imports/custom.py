"""Columns of a file that are custom fields of the items' families."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.imports.fields import day, number, yes
from lsn_desktop.services.imports.rows import Row, changed_row, made
from lsn_desktop.storage import custom_fields, imported

if TYPE_CHECKING:
    from lsn_desktop.services.imports.rows import Context, Write

_MILLION = 10**6


@dataclass(slots=True)
class Custom:
    """The fields of every family, of items or of LSNs, and the values there are."""

    context: Context
    of: str
    subjects: list[int]
    fields: dict[tuple[int, str], dict[str, Any]] = field(default_factory=dict)
    values: dict[tuple[int, int], dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        connection, column = self.context.connection, f"{self.of}_id"
        self.fields = {
            (each["family_id"], code_key(each["name"])): each
            for each in imported.every(connection, "custom_field")
            if each["of"] == self.of
        }
        self.values = {
            (each[column], each["field_id"]): each
            for each in imported.rows(connection, "custom_value", column, self.subjects)
        }

    def fill(self, row: Row, family_id: int | None, owner: Write | int) -> None:
        """Let a row fill in the fields of its subject, stored or about to be.

        Raises:
            Refusal: the family has no such field, or a text is none of its kind.
        """
        for name, text in row.custom.items():
            if text:
                self._fill_one(row, family_id, owner, name)

    def _fill_one(self, row: Row, family_id: int | None, owner: Write | int, name: str) -> None:
        of = self.fields.get((family_id or 0, code_key(name)))
        if of is None:
            raise refusal(
                "{subject} has no field {field}: its family does not.",
                "Give the family the field first, or leave the cell empty.",
                subject=row.name,
                field=name,
            )
        wanted = self._typed(row, of, name)
        column = f"{self.of}_id"
        told_of = (self.of, owner)
        known = self.values.get((owner, of["id"])) if isinstance(owner, int) else None
        if known is not None:
            changed_row(
                row, "custom_value", known, wanted, names={"text": of["name"]}, told_of=told_of
            )
            return
        label = f"{row.name}: {of['name']}"
        values = {"field_id": of["id"], column: owner, **wanted}
        row.make(made("custom_value", values, "field", label, told_of))
        if isinstance(owner, int):
            said = message("{field}: - > {new}", field=of["name"], new=wanted["text"])
            row.words = (
                said
                if row.words is None
                else message("{before}; {after}", before=row.words, after=said)
            )

    def _typed(self, row: Row, of: dict[str, Any], name: str) -> dict[str, Any]:
        """A cell as the database keeps it, written the one way the program writes it."""
        cell, kind = Row(row.line, row.custom), of["kind"]
        text, millionths, on = row.custom[name], None, None
        if kind == "number":
            found = number(cell, name, self.context) or Decimal(0)
            text, millionths = f"{found:f}", found * _MILLION
        elif kind == "date":
            on = day(cell, name, self.context)
            text = str(on)
        elif kind == "yes/no":
            text = "yes" if yes(cell, name) else "no"
        choices = tuple(filter(None, of["choices"].split("\n")))
        known = custom_fields.Field(of["id"], of["name"], kind, choices)
        if wrong := custom_fields.refused(known, text):
            raise wrong
        whole = None if millionths is None else int(millionths)
        return {"text": text, "number": whole, "day": on}
