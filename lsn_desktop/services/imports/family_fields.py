"""The custom fields of item families, from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsn_desktop.domain.messages import mark
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.imports.fields import Field, Kind, choice, needs, whole
from lsn_desktop.services.imports.parties import twice
from lsn_desktop.services.imports.rows import Row, Write, changed_row, each_checked, made
from lsn_desktop.storage import custom_fields, imported

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.services.imports.rows import Context


def check(context: Context, rows: Sequence[Row]) -> None:
    """Say of each row what it will do."""
    families: dict[str, Any] = {
        each["name"]: each for each in imported.every(context.connection, "item_family")
    }
    there = {
        (each["family_id"], each["of"], each["name"]): each
        for each in imported.every(context.connection, "custom_field")
    }
    seen: dict[tuple[str, str, str], int] = {}

    def one(row: Row) -> None:
        needs(row, "family", "field")
        family, name = row.text("family"), row.text("field")
        of = choice(row, "of", ("lsn", "item")) or "lsn"
        row.name = f"{family}: {name}"
        if (family, of, name) in seen:
            raise twice("field", row.name, seen[family, of, name])
        seen[family, of, name] = row.line
        owner = families.get(family)
        if owner is None:
            owner = families[family] = made("item_family", {"name": family}, "family", family)
        if isinstance(owner, Write):
            row.writes.append(owner)
        family_id: Any = owner if isinstance(owner, Write) else owner["id"]
        before = None if isinstance(owner, Write) else there.get((family_id, of, name))
        wanted = _wanted(context, row, before)
        told_of = ("item_family", family_id)
        if before is None:
            values = {"family_id": family_id, "of": of, "name": name, **wanted}
            row.make(made("custom_field", values, "field", row.name, told_of))
        else:
            changed_row(row, "custom_field", before, wanted, told_of=told_of)

    each_checked(rows, context, one)


def _wanted(context: Context, row: Row, before: dict[str, Any] | None) -> dict[str, Any]:
    wanted: dict[str, Any] = {}
    kind = choice(row, "kind", custom_fields.KINDS)
    if before is not None and kind and kind != before["kind"]:
        raise refusal(
            "{field} is a {kind} already, and has values.",
            "Give the other kind of field another name.",
            field=row.name,
            kind=before["kind"],
        )
    if before is None:
        wanted["kind"] = kind or "text"
    if choices := row.text("choices"):
        wanted["choices"] = "\n".join(
            each.strip() for each in choices.replace("\n", "|").split("|") if each.strip()
        )
    if wanted.get("kind") == "list" and not wanted.get("choices"):
        raise refusal(
            "{field} has nothing to choose from.",
            "Write its choices with | between them.",
            field=row.name,
        )
    if (position := whole(row, "position", context)) is not None:
        wanted["position"] = position
    return wanted


FIELDS = Kind(
    "fields",
    mark("Fields of families"),
    ("custom_field",),
    (
        Field("family", ("item family", "category", "group"), needed=True),
        Field("field", ("name", "field name", "attribute"), needed=True),
        Field("kind", ("type", "field type", "data type")),
        Field("choices", ("options", "values", "list")),
        Field("of", ("belongs to", "applies to")),
        Field("position", ("order", "sequence")),
    ),
    check,
)  # fmt: skip
