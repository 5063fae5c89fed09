"""The demo company: real stock, real people, and deliveries a newcomer can receive."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.program import day_of
from lsn_desktop.scanning.check_digits import mod10_holds
from lsn_desktop.scanning.escapes import unescaped
from lsn_desktop.services.office import signing
from lsn_desktop.services.simulation import demo, demo_rows
from lsn_desktop.storage import (
    catalogue,
    custom_fields,
    house,
    ledger,
    lsns,
    orders,
    stock,
    verifying,
)
from tests.house_for_tests import START, TODAY, House

if TYPE_CHECKING:
    from datetime import date

    from lsn_desktop.storage.transactions import Database


def test_what_the_demo_is_made_of_holds_together(food: House) -> None:
    with food.database.reading() as connection:
        assert list(verifying.verify(connection)) == []
        company = house.the_company(connection)
        milk = catalogue.item_by_gtin(connection, "09521234543213")
        rows = stock.on_hand(connection)
        places = {place.code for place in catalogue.real_locations(connection)}
    assert company is not None
    assert company.gs1_prefix == "9521234"
    assert milk is not None
    assert milk.item.description == "Whole milk 1 L"
    assert {"DOCK-1", "COLD-A-01", "DRY-B-01", "QUARANTINE"} <= places
    assert {row.kind for row in rows} == {"lot", "serial", "bulk"}
    assert any(row.held == row.on_hand for row in rows)


@pytest.mark.parametrize("company", demo_rows.COMPANIES)
def test_every_gtin_of_a_demo_checks_and_begins_with_its_prefix(company: str) -> None:
    items = demo_rows.rows("items", company)
    gtins = [row[column] for row in items for column in ("gtin", "case gtin") if row[column]]
    prefix = demo_rows.rows("company", company)[0]["gs1 prefix"]
    assert prefix.startswith("952")  # GS1 keeps it for demonstrations
    assert len(set(gtins)) == len(gtins) > len(items)
    assert all(mod10_holds(gtin) for gtin in gtins)
    assert all(gtin[-13:].startswith(prefix) for gtin in gtins)


@pytest.mark.parametrize("on", [TODAY, TODAY + timedelta(days=400)])
def test_expiries_stay_around_the_day_the_demo_is_made(database: Database, on: date) -> None:
    at = START + (on - TODAY).days * 86_400_000_000
    demo.build(database, at, day_of, "DOCK-TEST")
    with database.reading() as connection:
        ends = [row.expiry for row in stock.on_hand(connection) if row.expiry]
        due = [order.due_on for order in orders.open_orders(connection) if order.due_on]
    assert sum(end < on for end in ends) == 1
    assert 3 <= sum(on <= end <= on + timedelta(days=10) for end in ends) <= 10
    assert min(due) == on - timedelta(days=1)
    assert max(due) == on + timedelta(days=3)


def test_the_delivery_before_the_demo_has_a_lot_worth_a_certificate(food: House) -> None:
    with food.database.reading() as connection:
        lot = lsns.candidates(connection, "L2552B")[0].lsn
        values = {
            each.field.name: (each.field.kind, each.text)
            for each in custom_fields.values_of(connection, lot.id)
        }
        places = ledger.places(connection, lot.id)
        order = orders.by_number(connection, demo.RECEIVED_ORDER)
    assert [(place.location, place.on_hand) for place in places] == [("DOCK-1", 96)]
    assert order is not None
    assert order.status == "closed"
    assert values["Laboratory sample"] == ("date", str(TODAY - timedelta(days=6)))
    assert values["Fat content %"] == ("number", "3.8")
    assert values["Storage temperature"] == ("list", "4-6 °C")
    assert values["Organic"] == ("yes/no", "yes")


@pytest.mark.parametrize("row", demo_rows.rows("users"), ids=lambda row: row["name"])
def test_everybody_of_the_demo_signs_in_by_badge_and_by_pin(
    food: House, row: dict[str, str]
) -> None:
    with food.database.transaction(food.later()) as tx:
        by_badge = signing.sign_in_by_badge(tx, row["badge"])
        by_pin = signing.sign_in_by_pin(tx, row["name"], row["pin"])
    assert by_badge is not None
    assert by_pin is not None
    assert by_badge.name == by_pin.name == row["name"]
    assert by_badge.role == row["role"]


EXPECTED = {
    "dairy": {"ok": 12, "heard": 5, "attention": 2, "refused": 1, "question": 1},
    "fish": {"ok": 9, "heard": 2, "refused": 1, "question": 1},
    "dry-goods": {"ok": 7, "heard": 15, "refused": 1},
    "instruments": {"ok": 18, "heard": 3, "attention": 1, "refused": 1},
    "frozen": {"ok": 4, "heard": 1, "refused": 1},
}


@pytest.mark.parametrize("session", demo_rows.sessions(), ids=lambda session: session.name)
def test_a_recorded_delivery_is_received_with_its_mistakes(
    food: House, session: demo_rows.Session
) -> None:
    expectation = food.receipt(session.order)
    kinds: Counter[str] = Counter()
    for line in demo_rows.recording(session.name, TODAY).splitlines():
        if not line.startswith(b"+"):
            outcome = food.scan(expectation, unescaped(line).decode("ascii"))
            kinds[outcome.kind.value] += 1
            expectation = outcome.next or expectation
    food.post(expectation.document_id)
    with food.database.reading() as connection:
        assert list(verifying.verify(connection)) == []
        order = orders.by_number(connection, session.order)
    assert kinds == EXPECTED[session.name]
    assert order is not None
    assert order.status == "closed"


def test_days_in_a_recording_are_those_around_its_day() -> None:
    recorded = demo_rows.recording("dairy", TODAY)
    assert recorded.startswith(b"]C1011952123454321017261219")
    assert b"{" not in recorded


def test_an_unknown_recording_names_the_known_ones() -> None:
    with pytest.raises(Refusal, match="no recorded delivery cheese") as refused:
        demo_rows.recording("cheese", TODAY)
    assert "dairy, dry-goods" in str(refused.value.remedy)
