from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from lsn_desktop.domain.filters import Between, Contains, Filter, OneOf
from lsn_desktop.storage import lists
from lsn_desktop.storage.lists import Among, Order
from tests.dock import label
from tests.house_for_tests import BUTTER, CHIP, MILK, TODAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from tests.companies import Companies
    from tests.house_for_tests import House


@pytest.fixture
def shop(house: House) -> House:
    """Milk L2611A, butter B2610A, chip SN-1 of lot C77; of milk and butter a lot X1 each."""
    for scans in (
        (
            label(ai01=MILK, ai17="261219", ai10="L2611A"),
            label(ai01=BUTTER, ai17="270315", ai10="B2610A"),
            label(ai01=CHIP, ai10="C77", ai21="SN-1"),
        ),
        (
            label(ai01=MILK, ai17="261230", ai10="X1"),
            label(ai01=BUTTER, ai17="261230", ai10="X1"),
        ),
    ):
        receipt = house.receipt()
        for scan in scans:
            house.scan(receipt, scan)
        house.post(receipt.document_id)
    return house


def found(house: House, *only: Filter, on: date = TODAY) -> list[str]:
    with house.database.reading() as connection:
        return [one.code for one in lists.lsns(connection, among=Among(on, only))]


@pytest.mark.parametrize(
    ("only", "codes"),
    [
        (Contains("code", "x1"), ["X1", "X1"]),
        (Contains("code", "%"), []),
        (Contains("item", "milk"), ["L2611A", "X1"]),
        (Contains("vendor", "nobody of this name"), []),
        (Between("expiry", date(2026, 12, 19), date(2026, 12, 19)), ["L2611A"]),
        (Between("expiry", date(2026, 12, 20)), ["B2610A", "X1", "X1"]),
        (Between("expiry", None, date(2026, 12, 30)), ["L2611A", "X1", "X1"]),
        (Between("on_hand", Decimal("0.5"), Decimal(1)), None),
        (Between("on_hand", Decimal(10) ** 30), []),
        (OneOf("status", frozenset({"held", "recalled"})), []),
        (OneOf("status", frozenset()), []),
    ],
)
def test_a_condition_leaves_what_meets_it(
    shop: House, only: Filter, codes: list[str] | None
) -> None:
    if codes is None:
        with shop.database.reading() as connection:
            rows = lists.lsns(connection)
        codes = [row.code for row in rows if row.on_hand == 10**row.decimals]
        assert codes
    assert found(shop, only) == codes


def test_status_is_told_by_the_database_as_by_the_rule(shop: House) -> None:
    for on in (date(2026, 12, 18) + timedelta(days=n) for n in range(15)):
        with shop.database.reading() as connection:
            rows = lists.lsns(connection)
        for status in ("available", "held", "expired"):
            by_rule = [row.code for row in rows if row.status(on).value == status]
            assert found(shop, OneOf("status", frozenset({status})), on=on) == by_rule


def test_conditions_hold_together(shop: House) -> None:
    both = (Contains("item", "milk"), Contains("code", "X"))

    assert found(shop, *both) == ["X1"]


def test_items_are_filtered_by_their_columns(shop: House) -> None:
    def skus(*only: Filter) -> set[str]:
        with shop.database.reading() as connection:
            return {row.sku for row in lists.items(connection, only=only)}

    with shop.database.reading() as connection:
        rows = lists.items(connection)

    for row in rows:
        assert row.sku in skus(Contains("sku", row.sku.lower()))
        assert row.sku in skus(Contains("description", row.description[:4]))
    by_serial = skus(OneOf("tracking", frozenset({"serial", "lot+serial"})))
    assert by_serial == {row.sku for row in rows if "serial" in row.tracking}
    stocked = skus(Between("on_hand", Decimal("0.001")))
    assert stocked == {row.sku for row in rows if row.on_hand}
    assert skus(Contains("gtin", MILK)) == {row.sku for row in rows if row.gtin == MILK}
    long = skus(Between("shelf_life", Decimal(1)))
    assert long == {row.sku for row in rows if row.shelf_life_days}
    assert skus(Contains("family", "no such family")) == set()


@pytest.mark.parametrize("by", ["", "expiry"])
@pytest.mark.parametrize("descending", [False, True])
def test_every_page_can_be_opened_by_its_mark(
    shop: House,
    by: str,
    descending: bool,  # noqa: FBT001
) -> None:
    order = Order(by, descending)
    with shop.database.reading() as connection:
        whole = lists.lsns(connection, order=order)
        for size in (1, 2, 3, len(whole), 100):
            marks = lists.lsn_marks(connection, "", lists.ALL, order, size)
            pages = [
                lists.lsns(connection, order=Order(by, descending, after), n=size)
                for after in (None, *marks.after)
            ]

            assert marks.total == len(whole)
            assert [row for page in pages for row in page] == whole
            assert all(pages)


def test_items_have_marks_too(shop: House) -> None:
    order = Order("description", descending=True)
    with shop.database.reading() as connection:
        whole = lists.items(connection, order=order)
        marks = lists.item_marks(connection, "", (), order, 2)
        last = lists.items(connection, order=replace(order, after=marks.after[-1]), n=2)

    assert marks.total == len(whole)
    assert last == whole[len(marks.after) * 2 :]


def test_nothing_has_no_marks(shop: House) -> None:
    with shop.database.reading() as connection:
        marks = lists.lsn_marks(connection, "no such code", lists.ALL, lists.FIRST, 2)

    assert (marks.total, marks.after) == (0, ())


def plans(house: House, ask: Callable[[Connection], object]) -> list[str]:
    """How SQLite answers what a question asks."""
    asked: list[tuple[str, Any]] = []

    def listen(_c: object, _cursor: object, words: str, values: Any, *_more: object) -> None:
        asked.append((words, values))

    engine = house.database.reader
    event.listen(engine, "before_cursor_execute", listen)
    try:
        with house.database.reading() as connection:
            ask(connection)
            told = [
                row[3]
                for words, values in list(asked)
                if words.startswith("SELECT")
                for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", values)
            ]
    finally:
        event.remove(engine, "before_cursor_execute", listen)
    return told


@pytest.mark.parametrize("descending", [False, True])
def test_a_page_anywhere_is_read_along_the_index_of_codes(
    sqlite_companies: Companies,
    descending: bool,  # noqa: FBT001
) -> None:
    house = sqlite_companies.open()
    order = Order("", descending, ("L0500000", 500_000))

    told = plans(house, lambda connection: lists.lsns(connection, order=order))

    assert any("ix_lsn_code_key (code_key" in line for line in told)
    assert any("lsn USING INTEGER PRIMARY KEY" in line for line in told)
    assert not [line for line in told if line.startswith(("SCAN lsn", "SCAN item"))]
    sqlite_companies.close(house)


@pytest.mark.parametrize("descending", [False, True])
def test_a_page_by_expiry_and_its_count_are_read_along_the_index_of_days(
    sqlite_companies: Companies,
    descending: bool,  # noqa: FBT001
) -> None:
    house = sqlite_companies.open()
    order = Order("expiry", descending, (TODAY, 500_000))

    page = plans(house, lambda connection: lists.lsns(connection, order=order))
    marks = plans(
        house,
        lambda connection: lists.lsn_marks(
            connection, "", lists.ALL, Order("expiry", descending), 200
        ),
    )

    assert any("COVERING INDEX ix_lsn_expires (expires" in line for line in page)
    assert "SCAN lsn USING COVERING INDEX ix_lsn_expires" in marks
    assert not [line for line in page if line.startswith(("SCAN lsn", "SCAN item"))]
    sqlite_companies.close(house)


def test_what_is_on_hand_of_items_is_not_summed(sqlite_companies: Companies) -> None:
    house = sqlite_companies.open()
    much = Between("on_hand", Decimal(1))

    told = plans(house, lambda connection: lists.items(connection, only=[much]))

    assert any("item_total USING INTEGER PRIMARY KEY" in line for line in told)
    assert not [line for line in told if "balance" in line]
    sqlite_companies.close(house)


def test_letters_that_no_item_has_are_sought_in_the_index_alone(
    sqlite_companies: Companies,
) -> None:
    house = sqlite_companies.open()

    told = plans(house, lambda connection: lists.lsns(connection, "77777"))

    walked = [line for line in told if line.startswith("SCAN lsn")]
    assert walked == ["SCAN lsn USING INDEX ix_lsn_code_key"]
    sqlite_companies.close(house)
