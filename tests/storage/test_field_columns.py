"""Custom fields in the lists: values of the rows on show, filters, and what Find finds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, insert

from lsn_desktop.domain.filters import Between, Contains, OneOf
from lsn_desktop.services.lots import changing
from lsn_desktop.storage import catalogue, field_columns, lists
from lsn_desktop.storage.field_columns import FieldColumn
from lsn_desktop.storage.lists import Among
from lsn_desktop.storage.tables.catalogue import custom_field
from lsn_desktop.storage.tables.identity import custom_value
from tests.dock import delivered, item_id, label
from tests.house_for_tests import BUTTER, MILK

if TYPE_CHECKING:
    from lsn_desktop.domain.filters import Filter
    from tests.house_for_tests import House

FIELDS = (
    ("Farm", "text", ()),
    ("Fat", "number", ()),
    ("Milked", "date", ()),
    ("Organic", "yes/no", ()),
    ("Grade", "list", ("A", "B")),
)
LOTS = {
    "L1": ("Hill 20%", "3.5", "2026-11-01", "yes", "A"),
    "L2": ("Dale", "-0.000001", "2026-11-30", "no", "B"),
    "L3": ("hill_side", "12", "", "", "A"),
}


@pytest.fixture
def dairy(house: House) -> House:
    """Three lots of milk with their fields, and one of butter without a family."""
    with house.database.transaction(house.later()) as tx:
        made = [changing.add_family_field(tx, "Dairy", *each) for each in FIELDS]
        family = catalogue.family_id(tx, "Dairy")
        catalogue.change_item(tx, item_id(house, "MILK"), {"family_id": family})
    for code, texts in LOTS.items():
        lot = delivered(house, label(ai01=MILK, ai17="270131", ai10=code))[1]
        with house.database.transaction(house.later()) as tx:
            changing.fill_fields(tx, lot, dict(zip(made, texts, strict=True)))
    delivered(house, label(ai01=BUTTER, ai10="B1"))
    return house


def found(house: House, typed: str = "", *only: Filter) -> list[str]:
    with house.database.reading() as connection:
        rows = lists.lsns(connection, typed, among=Among(date(2026, 11, 22), only))
        marks = lists.lsn_marks(
            connection, typed, Among(date(2026, 11, 22), only), lists.FIRST, 100
        )
    assert marks.total == len(rows)
    return [row.code for row in rows]


@pytest.mark.parametrize(
    ("only", "codes"),
    [
        (Contains("field:Farm", "hill"), ["L1", "L3"]),
        (Contains("field:Farm", "%"), ["L1"]),
        (Between("field:Fat", Decimal("3.5"), None), ["L1", "L3"]),
        (Between("field:Fat", None, Decimal("-0.0000001")), ["L2"]),
        (Between("field:Fat", Decimal("-1e30"), Decimal("1e30")), ["L1", "L2", "L3"]),
        (Between("field:Milked", date(2026, 11, 2), date(2026, 11, 30)), ["L2"]),
        (Between("field:Milked", None, date(2026, 11, 1)), ["L1"]),
        (OneOf("field:Organic", frozenset({"no"})), ["L2"]),
        (OneOf("field:Grade", frozenset({"A"})), ["L1", "L3"]),
        (Contains("field:Nothing", "x"), []),
    ],
)
def test_a_list_is_narrowed_by_a_field(dairy: House, only: Filter, codes: list[str]) -> None:
    assert found(dairy, "", only) == codes


@pytest.mark.parametrize(
    ("typed", "codes"),
    [("HILL", ["L1", "L3"]), ("hill_", ["L3"]), ("dale", ["L2"]), ("d", []), ("l1", ["L1"])],
)
def test_find_finds_how_a_field_begins(dairy: House, typed: str, codes: list[str]) -> None:
    assert found(dairy, typed) == codes


def test_of_very_many_values_a_shared_database_finds_whole_ones(
    dairy: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(field_columns, "MANY", -2)  # fewer than it says of a new table
    shared = not dairy.database.is_file
    assert found(dairy, "hill_side") == ["L3"]
    assert found(dairy, "hill_") == ([] if shared else ["L3"])


def test_the_values_of_all_rows_come_in_one_statement(dairy: House) -> None:
    with dairy.database.reading() as connection:
        rows = lists.lsns(connection)
        said: list[str] = []
        event.listen(connection, "before_cursor_execute", lambda *told: said.append(told[2]))
        filled = field_columns.filled(connection, "lsn", rows, ["Farm", "Grade"])
    assert len(said) == 1
    assert {row.code: dict(row.fields) for row in filled} == {
        "B1": {},
        "L1": {"Farm": "Hill 20%", "Grade": "A"},
        "L2": {"Farm": "Dale", "Grade": "B"},
        "L3": {"Farm": "hill_side", "Grade": "A"},
    }


def test_one_name_is_one_column_whatever_families_call_so(dairy: House) -> None:
    with dairy.database.transaction(dairy.later()) as tx:
        changing.add_family_field(tx, "Cheese", "Grade", "list", ("B", "C"))
        changing.add_family_field(tx, "Cheese", "Fat", "text")
    with dairy.database.reading() as connection:
        columns = {each.name: each for each in field_columns.field_columns(connection, "lsn")}
    assert list(columns) == ["Farm", "Fat", "Grade", "Milked", "Organic"]
    assert columns["Grade"] == FieldColumn("Grade", "list", ("A", "B", "C"))
    assert columns["Fat"].kind == "text"


def test_items_have_fields_of_their_own(dairy: House) -> None:
    milk = item_id(dairy, "MILK")
    with dairy.database.transaction(dairy.later()) as tx:
        family = catalogue.family_id(tx, "Dairy")
        made = tx.connection.execute(
            insert(custom_field).values(family_id=family, of="item", name="Mass", kind="number")
        ).inserted_primary_key
        assert made
        value = {"item_id": milk, "text": "1.07", "text_key": "1.07", "number": 1_070_000}
        tx.connection.execute(insert(custom_value).values(field_id=made[0], **value))
    only = (Between("field:Mass", Decimal(1), Decimal(2)),)
    with dairy.database.reading() as connection:
        names = [each.name for each in field_columns.field_columns(connection, "item")]
        rows = lists.items(connection, "", only=only)
        filled = field_columns.filled(connection, "item", rows, names)
        nothing = field_columns.filled(connection, "item", rows, [])
    assert [(row.sku, dict(row.fields)) for row in filled] == [("MILK", {"Mass": "1.07"})]
    assert nothing == rows
