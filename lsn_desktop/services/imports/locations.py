"""Places from a file: zones and bins, each in the place it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsn_desktop.domain.messages import mark
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.imports import known
from lsn_desktop.services.imports.fields import Field, Kind, choice, needs, yes
from lsn_desktop.services.imports.parties import twice
from lsn_desktop.services.imports.rows import (
    Row,
    Status,
    Write,
    changed_row,
    each_checked,
    made,
)
from lsn_desktop.storage import imported

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.services.imports.rows import Context

KINDS = ("storage", "receiving", "quarantine", "production", "shipping", "zone", "site")
_NO_STOCK = frozenset({"zone", "site"})  # goods stand in the bins of these, not in them


def check(context: Context, rows: Sequence[Row]) -> None:
    """Say of each row what it will do."""
    codes = [row.text("code") for row in rows] + [row.text("parent") for row in rows]
    there = known.by(context, "location", "code", codes)
    sites = {each["code"]: each for each in imported.every(context.connection, "site")}
    new: dict[str, Write] = {}
    seen: dict[str, int] = {}
    parents = {row.text("code"): row.text("parent") for row in rows}

    def one(row: Row) -> None:
        needs(row, "code")
        row.name = code = row.text("code")
        if code in seen:
            raise twice("code", code, seen[code])
        before = there.get(code)
        if code.startswith("~") or (before and before["kind"] not in KINDS):
            raise refusal(
                "{code} is a place of the program's own.",
                "Give yours another code.",
                code=code,
            )
        wanted = _wanted(row, sites, is_new=before is None)
        _must_not_go_round(code, parents)
        seen[code] = row.line
        if before is None:
            new[code] = row.make(made("location", wanted, "place", code))
        else:
            changed_row(row, "location", before, wanted)

    each_checked(rows, context, one)
    each_checked(rows, context, lambda row: _join(row, there, new))
    _drop_orphans(rows)


def _wanted(row: Row, sites: dict[str, known.Known], *, is_new: bool) -> dict[str, Any]:
    """The columns a row speaks of."""
    wanted: dict[str, Any] = {"code": row.text("code")}
    kind = choice(row, "kind", KINDS)
    if kind or is_new:
        wanted["kind"] = kind or "storage"
        wanted["is_real"] = wanted["kind"] not in _NO_STOCK
    if name := row.text("name"):
        wanted["name"] = name
    if (active := yes(row, "active")) is not None:
        wanted["active"] = active
    site = row.text("site")
    if site and site not in sites:
        raise refusal("There is no site {site}.", "Mend its code.", site=site)
    if site:
        wanted["site_id"] = sites[site]["id"]
    elif is_new and "site" not in row.cells and len(sites) == 1:
        wanted["site_id"] = next(iter(sites.values()))["id"]
    return wanted


def _must_not_go_round(code: str, parents: dict[str, str]) -> None:
    at, seen = code, {code}
    while at := parents.get(at, ""):
        if at in seen:
            raise refusal(
                "{code} would stand in itself.", "Mend the place it belongs to.", code=code
            )
        seen.add(at)


def _join(row: Row, there: dict[str, known.Known], new: dict[str, Write]) -> None:
    """Put a place into the one it belongs to, which may come with the same file."""
    parent = row.text("parent")
    if not parent:
        return
    if parent not in there and parent not in new:
        raise refusal(
            "There is no place {parent}.",
            "Add a row for it, or mend its code.",
            parent=parent,
        )
    place: Any = there[parent]["id"] if parent in there else new[parent]
    if row.text("code") in new:
        new[row.text("code")].values["parent_id"] = place
    else:
        changed_row(row, "location", there[row.text("code")], {"parent_id": place})


def _drop_orphans(rows: Sequence[Row]) -> None:
    """A place whose own place is wrong waits for it."""
    wrong = {row.text("code") for row in rows if row.status is Status.WRONG}
    going_on = True
    while going_on:
        going_on = False
        for row in rows:
            if row.status is not Status.WRONG and row.text("parent") in wrong:
                waits = any(
                    isinstance(write.values.get("parent_id"), Write) for write in row.writes
                )
                if waits:
                    row.refuse(
                        refusal(
                            "The row of {parent} is wrong.",
                            "Mend that row.",
                            parent=row.text("parent"),
                        )
                    )
                    wrong.add(row.text("code"))
                    going_on = True


LOCATIONS = Kind(
    "locations",
    mark("Places"),
    ("location",),
    (
        Field("code", ("location", "bin", "bin code", "location code", "place", "shelf",
                       "bin number", "storage location"), needed=True),
        Field("name", ("description", "location name", "title")),
        Field("kind", ("type", "location type")),
        Field("parent", ("in", "zone", "parent location", "belongs to", "area")),
        Field("site", ("warehouse", "site code")),
        Field("active", ("is active", "enabled")),
    ),
    check,
)  # fmt: skip
