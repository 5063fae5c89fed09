"""What items are tested for, and results of lots and serials, from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsn_desktop.domain import limits
from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.domain.limits import Limits
from lsn_desktop.domain.messages import mark
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.certificates import measuring, specifying
from lsn_desktop.services.certificates.measuring import EnterResult
from lsn_desktop.services.certificates.specifying import WantedTest
from lsn_desktop.services.imports import known
from lsn_desktop.services.imports.fields import Field, Kind, day, needs, yes
from lsn_desktop.services.imports.lsns import LOT, SERIAL, SKU, VENDOR, Named
from lsn_desktop.services.imports.parties import twice
from lsn_desktop.services.imports.rows import changed_row, each_checked, made
from lsn_desktop.storage import imported
from lsn_desktop.storage.exchange import Change

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lsn_desktop.services.imports.known import Known
    from lsn_desktop.services.imports.rows import Context, Row
    from lsn_desktop.storage.transactions import Tx

_TEXTS = ("method", "unit", "low", "high", "expected")


def check(context: Context, rows: Sequence[Row]) -> None:
    """Say of each row what it will do; an empty cell leaves what is known."""
    items = known.items(context, rows)
    there = _tests(context, items)
    seen: dict[tuple[int, str], int] = {}
    last: dict[int, int] = {}
    for (item_id, _name), each in there.items():
        last[item_id] = max(last.get(item_id, 0), each["number"])

    def one(row: Row) -> None:
        needs(row, "sku", "test")
        row.name = name = row.text("test")
        item = known.the_item(row, items)
        of = (item["id"], code_key(name))
        if of in seen:
            raise twice("test", name, seen[of])
        before = there.get(of)
        values = _wanted(row, before)
        seen[of] = row.line
        told_of = ("item", item["id"])
        if before is not None:
            changed_row(row, "test_specification", before, {**values, "active": True},
                        told_of=told_of)  # fmt: skip
            return
        last[item["id"]] = last.get(item["id"], 0) + 1
        new = {"item_id": item["id"], "number": last[item["id"]], **values}
        row.make(made("test_specification", new, "test", f"{name} {item['sku']}", told_of))

    each_checked(rows, context, one)


def _tests(context: Context, items: dict[str, Known]) -> dict[tuple[int, str], Known]:
    ids = [each["id"] for each in items.values()]
    found = imported.rows(context.connection, "test_specification", "item_id", ids)
    return {(each["item_id"], each["name_key"]): each for each in found}


def _wanted(row: Row, before: Known | None) -> dict[str, Any]:
    said = {name: row.text(name) or (before[name] if before else "") for name in _TEXTS}
    required = yes(row, "required")
    if required is None:
        required = bool(before["required"]) if before else True
    return specifying.checked(WantedTest(row.text("test"), **said, required=required))


def check_results(context: Context, rows: Sequence[Row]) -> None:
    """Say of each row which result it enters."""
    named = Named(context, rows)
    tests = _tests(context, named.items)
    ids = [each["id"] for each in named.there.values()]
    given: dict[tuple[int, int], Known] = {}
    for each in imported.rows(context.connection, "test_result", "lsn_id", ids):
        of_test = (each["lsn_id"], each["specification_id"])
        if each["turn"] > given.get(of_test, {"turn": 0})["turn"]:
            given[of_test] = each
    seen: dict[tuple[int, int], int] = {}

    def one(row: Row) -> None:
        needs(row, "sku", "test", "value")
        *_others, own = named.of(row, whole=False)
        row.name = f"{own[3]} {row.text('test')}"
        of = tests.get((own[0], code_key(row.text("test"))))
        if own not in named.there:
            raise refusal(
                "There is no lot or serial {code} of {sku}.",
                "Mend the number.",
                code=own[3],
                sku=row.text("sku"),
            )
        if of is None or not of["active"]:
            raise refusal(
                "{sku} is not tested for {test}.",
                "Give the item that test first.",
                sku=row.text("sku"),
                test=row.text("test"),
            )
        lsn_id = int(named.there[own]["id"])
        if (lsn_id, of["id"]) in seen:
            raise twice("test", row.name, seen[lsn_id, of["id"]])
        seen[lsn_id, of["id"]] = row.line
        before = given.get((lsn_id, of["id"]))
        if before and (before["value"], before["note"]) == (
            row.text("value"),
            row.text("note"),
        ):
            return  # it is kept already
        if before and not row.text("note"):
            raise refusal(
                "{name} has a result already.",
                "Say in a column note why this one corrects it.",
                name=row.name,
            )
        row.stock = _result(context, row, lsn_id, of)

    each_checked(rows, context, one)


def _result(context: Context, row: Row, lsn_id: int, of: Known) -> EnterResult:
    on = day(row, "tested on", context)
    if on is not None and on > context.on:
        raise refusal("{day} is to come.", "Check the day.", day=on)
    keeps = Limits(of["low"], of["high"], of["expected"], of["unit"])
    value = limits.value_text(row.text("value"), keeps, of["name"])
    return EnterResult(
        "", lsn_id, of["id"], value, on, row.text("laboratory"), row.text("note"), "imported"
    )


def enter(tx: Tx, results: Iterable[EnterResult]) -> list[Change]:
    """Keep the results of a file; what is out of its limits is held with it."""
    return [
        Change("test_result", measuring.keep(tx, each), is_new=True, columns={})
        for each in results
    ]


TESTS = Kind(
    "tests",
    mark("Tests of items"),
    ("test_specification",),
    (
        SKU,
        Field("test", ("test name", "name", "parameter", "characteristic"), needed=True),
        Field("method", ("test method", "standard")),
        Field("unit", ("units", "unit of measure", "uom")),
        Field("low", ("lowest", "min", "minimum", "lower limit")),
        Field("high", ("highest", "max", "maximum", "upper limit")),
        Field("expected", ("words", "expected text", "requirement")),
        Field("required", ("mandatory",)),
    ),
    check,
)
RESULTS = Kind(
    "results",
    mark("Test results"),
    ("test_result",),
    (
        SKU,
        LOT,
        SERIAL,
        Field("test", ("test name", "name", "parameter", "characteristic"), needed=True),
        Field("value", ("result", "measured"), needed=True),
        Field("tested on", ("date", "test date", "tested", "date of analysis")),
        Field("laboratory", ("lab", "tested by")),
        Field("note", ("why", "reason", "remark")),
        VENDOR,
    ),
    check_results,
    enter=enter,
)
