"""Vendors, customers, makers and carriers from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import mark
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.scanning.check_digits import gtin_is_right
from lsn_desktop.services.imports import known
from lsn_desktop.services.imports.fields import Field, Kind, needs, whole, yes
from lsn_desktop.services.imports.rows import Row, changed_row, each_checked, made

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.services.imports.rows import Context

_ROLES = ("vendor", "customer", "maker", "carrier")
_GLN = 13  # digits


def check(context: Context, rows: Sequence[Row]) -> None:
    """Say of each row what it will do."""
    there = known.by(context, "party", "code", [row.text("code") for row in rows])
    seen: dict[str, int] = {}

    def one(row: Row) -> None:
        needs(row, "code", "name")
        row.name = code = row.text("code")
        if code in seen:
            raise twice("code", code, seen[code])
        wanted: dict[str, object] = {"code": code, "name": row.text("name")}
        for name in ("address", "gln"):
            if text := row.text(name):
                wanted[name] = text
        if (gln := row.text("gln")) and not (len(gln) == _GLN and gtin_is_right(gln)):
            raise refusal(
                "{gln} is no GLN: its length or its check digit is wrong.",
                "Check it with the party.",
                gln=gln,
            )
        roles = {f"is_{role}": yes(row, role) for role in _ROLES}
        wanted |= {role: said for role, said in roles.items() if said is not None}
        life = whole(row, "days left on shipping", context)
        if life is not None:
            wanted["life_on_ship_days"] = life
        active = yes(row, "active")
        if active is not None:
            wanted["active"] = active
        seen[code] = row.line
        if code in there:
            changed_row(row, "party", there[code], wanted)
            return
        if not any(roles.values()):
            wanted["is_vendor"] = True  # most lists are of suppliers
        row.make(made("party", wanted, "party", code))

    each_checked(rows, context, one)


def twice(what: str, code: str, line: int) -> Exception:
    """A row that says of itself what another said before."""
    return refusal(
        "{what} {code} stands on line {line} already.",
        "Leave one of the rows.",
        what=what,
        code=code,
        line=line,
    )


PARTIES = Kind(
    "parties",
    mark("Vendors and customers"),
    ("party",),
    (
        Field("code", ("vendor code", "customer code", "supplier code", "id", "number",
                       "vendor number", "customer number", "account", "account number",
                       "short name"), needed=True),
        Field("name", ("vendor", "company", "company name", "vendor name", "supplier name",
                       "customer name", "supplier", "customer"), needed=True),
        Field("address", ("street", "full address", "billing address")),
        Field("gln", ("global location number",)),
        Field("vendor", ("is vendor", "supplier?", "is supplier")),
        Field("customer", ("is customer",)),
        Field("maker", ("is maker", "manufacturer", "is manufacturer")),
        Field("carrier", ("is carrier",)),
        Field("days left on shipping", ("life on ship", "minimum remaining shelf life",
                                        "minimum days on shipping")),
        Field("active", ("is active", "enabled")),
    ),
    check,
)  # fmt: skip
