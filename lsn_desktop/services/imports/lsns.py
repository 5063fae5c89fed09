"""Lots and serials from a file, with their dates, fields, and other codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.messages import mark
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.codes import identifying
from lsn_desktop.services.imports import known
from lsn_desktop.services.imports.custom import Custom
from lsn_desktop.services.imports.fields import Field, Kind, day, needs
from lsn_desktop.services.imports.parties import twice
from lsn_desktop.services.imports.rows import Row, Write, changed_row, each_checked, made
from lsn_desktop.storage import imported

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.services.imports.known import Identity, Known
    from lsn_desktop.services.imports.rows import Context

_DAYS = {
    "production": "production",
    "expiry": "expiry",
    "best before": "best_before",
    "retest": "retest",
}
_TEXTS = ("maker", "country", "description")


class Named:
    """The LSNs rows name: those we have, and those that rows before made."""

    def __init__(self, context: Context, rows: Sequence[Row]) -> None:
        self.items = known.items(context, rows)
        self.vendors = known.parties(context, rows, "vendor")
        codes = [row.text(name) for row in rows for name in ("lot", "serial")]
        codes = [code for code in codes if code]
        if any(item["tracking"] == "none" for item in self.items.values()):
            codes.append("")  # the hidden one of an item that is not tracked
        ids = [item["id"] for item in self.items.values()]
        self.there = known.lsns(context, ids, codes)
        self.new: dict[Identity, Write] = {}

    def of(self, row: Row, *, whole: bool) -> tuple[Known, Known | None, Identity, Identity]:
        """Whom a row names: its item, its vendor, its lot (code empty if none), the LSN."""
        item = known.the_item(row, self.items)
        vendor = known.the_party(row, "vendor", self.vendors)
        known.must_be_tracked_so(row, item, whole=whole)
        lot, serial = row.text("lot"), row.text("serial")
        of_lot = known.identity(item, vendor, LsnKind.LOT, lot)
        if not lot and not serial:
            return item, vendor, of_lot, known.identity(item, None, LsnKind.BULK, "")
        own = known.identity(item, vendor, LsnKind.SERIAL, serial) if serial else of_lot
        for code in filter(None, (lot, serial)):
            if flaw := identifying.number_flaw(code, of=item["description"]):
                raise flaw
        return item, vendor, of_lot, own

    def row_of(self, of: Identity) -> int | Write | None:
        """The number of an LSN, or the write that makes it."""
        if of in self.there:
            return int(self.there[of]["id"])
        return self.new.get(of)

    def made(self, row: Row, of: Identity, values: dict[str, Any]) -> Write:
        """Let a row make an LSN."""
        item_id, kind, scope, code = of
        columns = {"item_id": item_id, "kind": kind, "scope": scope, "code": code, **values}
        self.new[of] = write = made("lsn", columns, kind, f"{code} {row.text('sku')}", None)
        return row.make(write)


def check(context: Context, rows: Sequence[Row]) -> None:
    """Say of each row what it will do."""
    named = Named(context, rows)
    custom = Custom(context, "lsn", [each["id"] for each in named.there.values()])
    seen: dict[Identity, int] = {}

    def one(row: Row) -> None:
        needs(row, "sku")
        row.name = row.text("serial") or row.text("lot")
        item, vendor, of_lot, own = named.of(row, whole=False)
        if own in seen:
            raise twice("number", row.name, seen[own])
        wanted = _wanted(context, row)
        if vendor:
            wanted["vendor_id"] = vendor["id"]
        before = named.there.get(own)
        _must_end_after_it_began({**(before or {}), **wanted}, row.name)
        if own != of_lot and of_lot[3]:
            lot = named.row_of(of_lot) or named.made(row, of_lot, {})
            if isinstance(lot, Write) and lot not in row.writes:
                row.writes.append(lot)
            wanted["lot_id"] = lot
        _must_stay_in_its_lot(row, before, wanted)
        if before is not None:
            changed_row(row, "lsn", before, wanted)
            lsn: Write | int = int(before["id"])
        elif own in named.new:  # a lot that a serial's row made
            lsn = named.new[own]
            lsn.values.update(wanted)
            row.make(lsn)
        else:
            lsn = named.made(row, own, wanted)
        custom.fill(row, item["family_id"], lsn)
        seen[own] = row.line

    each_checked(rows, context, one)


def _wanted(context: Context, row: Row) -> dict[str, Any]:
    days = {column: day(row, name, context) for name, column in _DAYS.items()}
    wanted: dict[str, Any] = {column: on for column, on in days.items() if on is not None}
    wanted |= {name: row.text(name) for name in _TEXTS if row.text(name)}
    return wanted


def _must_end_after_it_began(now: dict[str, Any], code: str) -> None:
    ends = now.get("expiry") or now.get("best_before")
    began = now.get("production")
    if began and ends and ends < began:
        raise refusal(
            "{code} would expire on {expiry}, before it was made on {production}.",
            "Check both dates.",
            code=code,
            expiry=ends,
            production=began,
        )


def _must_stay_in_its_lot(row: Row, before: Known | None, wanted: dict[str, Any]) -> None:
    """A serial that has a lot keeps it: its moves are the lot's."""
    lot = wanted.get("lot_id")
    if before is None or lot is None or before["lot_id"] in {None, lot}:
        return
    raise refusal(
        "Serial {code} belongs to another lot already.",
        "Leave its lot empty, or check the number.",
        code=row.name,
    )


def check_aliases(context: Context, rows: Sequence[Row]) -> None:
    """Say of each row of other codes what it will do."""
    named = Named(context, rows)
    ids = [each["id"] for each in named.there.values()]
    there = {
        (each["lsn_id"], each["code"]): each
        for each in imported.rows(context.connection, "lsn_alias", "lsn_id", ids)
    }
    seen: dict[tuple[int, str], int] = {}

    def one(row: Row) -> None:
        needs(row, "sku", "alias")
        row.name = alias = row.text("alias")
        *_others, own = named.of(row, whole=False)
        if own not in named.there:
            raise refusal(
                "There is no lot or serial {code} of {sku}.",
                "Import the lots and serials first, or mend the number.",
                code=own[3],
                sku=row.text("sku"),
            )
        lsn_id = int(named.there[own]["id"])
        if (lsn_id, alias) in seen:
            raise twice("code", alias, seen[lsn_id, alias])
        seen[lsn_id, alias] = row.line
        wanted = {"kind": row.text("kind")} if row.text("kind") else {}
        before, told_of = there.get((lsn_id, alias)), ("lsn", lsn_id)
        if before is not None:
            changed_row(row, "lsn_alias", before, wanted, told_of=told_of)
            return
        values = {"lsn_id": lsn_id, "code": alias, **wanted}
        row.make(made("lsn_alias", values, "code", f"{alias} {own[3]}", told_of))

    each_checked(rows, context, one)


SKU = Field("sku", ("item", "item number", "item code", "part number", "product code",
                    "item sku", "partnumber", "material"), needed=True)  # fmt: skip
LOT = Field("lot", ("lot number", "batch", "batch number", "lot no", "batch no", "size batch",
                    "lot code", "lot/batch"))  # fmt: skip
SERIAL = Field("serial", ("serial number", "sn", "serial no", "imei", "s/n"))
VENDOR = Field("vendor", ("supplier", "vendor code", "supplier code"))
PRODUCTION = Field("production", ("production date", "made on", "manufactured", "made",
                                  "manufacturing date", "mfg date"))  # fmt: skip
EXPIRY = Field("expiry", ("expires", "expiry date", "use by", "expiration",
                          "expiration date", "exp date", "exp"))  # fmt: skip

LSNS = Kind(
    "lsns",
    mark("Lots and serials"),
    ("lsn",),
    (
        SKU,
        LOT,
        SERIAL,
        PRODUCTION,
        EXPIRY,
        Field("best before", ("best before date", "bbd", "best by")),
        Field("retest", ("retest date", "retest on")),
        VENDOR,
        Field("maker", ("manufacturer", "made by")),
        Field("country", ("country of origin", "origin", "coo")),
        Field("description", ("note", "notes", "remark", "comment")),
    ),
    check,
    custom="lsn",
)
ALIASES = Kind(
    "aliases",
    mark("Other codes of lots and serials"),
    ("lsn_alias",),
    (
        SKU,
        LOT,
        SERIAL,
        Field("alias", ("other code", "code", "asset tag", "mac", "udi"), needed=True),
        Field("kind", ("type", "kind of code")),
        VENDOR,
    ),
    check_aliases,
)
