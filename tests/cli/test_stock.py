"""`lsn show`, `on-hand`, `expiring`, `hold` and `release`: what scripts read."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal

STAND = [
    *("item", "gtin", "lsn", "kind", "location", "on_hand", "held", "claimed", "available"),
    *("unit", "expiry"),
]
PAGE = [
    *("lsn", "kind", "item", "description", "status", "expiry", "best_before", "production"),
    *("vendor", "lot", "unit", "on_hand", "places", "transactions", "holds"),
    *("cost", "certificates", "fields"),
]


@pytest.fixture
def received(lsn: Terminal) -> Terminal:
    """A lot L1 of milk and one of butter, seven of the first."""
    scans = lsn.file(
        "a.scans",
        "x 7",
        "]C101095212345432131730123110L1",
        "]C101095212345432201730123110L1",
    )
    assert lsn("receive", "--to", "COLD-A-01", "--post", scans).code == 0
    return lsn


def skus(lsn: Terminal) -> dict[str, str]:
    """Which items there are two lots L1 of."""
    found = [row["item"] for row in lsn.on_hand() if row["lsn"] == "L1"]
    assert len(found) == 2
    return {"milk": "MILK-1L", "other": next(sku for sku in found if sku != "MILK-1L")}


def stand(lsn: Terminal, sku: str = "MILK-1L") -> dict[str, Any]:
    (row,) = [row for row in lsn.on_hand() if (row["lsn"], row["item"]) == ("L1", sku)]
    return row


def test_on_hand_is_one_object_for_each_lot_and_place(received: Terminal) -> None:
    assert {tuple(row) for row in received.on_hand()} == {tuple(STAND)}
    only = received("on-hand", "--item", "MILK-1L", "--json")
    assert only.code == 0
    assert {row["item"] for row in only.rows} == {"MILK-1L"}
    assert stand(received) | {"expiry": None} == {
        "item": "MILK-1L",
        "gtin": "09521234543213",
        "lsn": "L1",
        "kind": "lot",
        "location": "COLD-A-01",
        "on_hand": "7",
        "held": "0",
        "claimed": "0",
        "available": "7",
        "unit": "pcs",
        "expiry": None,
    }


def test_on_hand_of_a_day_before_is_what_stood_there_then(received: Terminal) -> None:
    long_ago = received("on-hand", "--as-of", "2020-01-01", "--json")
    today = received("on-hand", "--as-of", "2099-01-01", "--json")

    assert (long_ago.code, long_ago.out) == (0, "")
    assert sorted(row["on_hand"] for row in today.rows if row["lsn"] == "L1") == ["1", "7"]


def test_an_unknown_item_is_refused(lsn: Terminal) -> None:
    ended = lsn("on-hand", "--item", "NOTHING")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == "There is no item NOTHING.\nCheck --item.\n"


def test_what_expires_soon_comes_first_expired_first(lsn: Terminal) -> None:
    ended = lsn("expiring", "--within", "60", "--json")

    days = [date.fromisoformat(row["expiry"]) for row in ended.rows]
    assert ended.code == 0
    assert days == sorted(days)
    assert days
    assert max(days) <= date.today() + timedelta(days=62)  # noqa: DTZ011 - near enough
    assert [list(row) for row in ended.rows] == [STAND] * len(ended.rows)


def test_the_page_of_a_lot_has_everything(received: Terminal) -> None:
    (page,) = received("show", "L1", "--item", "MILK-1L", "--json").rows

    assert list(page) == PAGE
    assert (page["lsn"], page["kind"], page["status"]) == ("L1", "lot", "available")
    assert page["on_hand"] == "7"
    assert page["places"] == [
        {
            "location": "COLD-A-01",
            "on_hand": "7",
            "held": "0",
            "claimed": "0",
            "available": "7",
        }
    ]
    (moved,) = page["transactions"]
    assert (moved["document"], moved["from"], moved["to"], moved["quantity"]) == (
        "RC-00002",
        "~supplier",
        "COLD-A-01",
        "7",
    )
    said = received("show", "L1", "--item", "MILK-1L").out.splitlines()
    assert said[0].startswith("L1  MILK-1L")
    assert any("RC-00002" in line and line.endswith("balance 7") for line in said)


def test_the_page_of_a_lot_says_what_it_cost_and_where_from(received: Terminal) -> None:
    (unpriced,) = received("show", "L1", "--item", "MILK-1L", "--json").rows
    (page,) = received("show", "L2552B", "--json").rows

    assert (unpriced["cost"]["total"], unpriced["cost"]["sources"]) == (None, [])
    cost = page["cost"]
    assert (cost["currency"], cost["total"], cost["each"]) == ("USD", "92.6344", "0.9649")
    assert [(each["document"], each["charge"], each["amount"]) for each in cost["sources"]] == [
        ("RC-00001", None, "82.56"), ("RC-00001", "freight", "10.0744"),
    ]  # fmt: skip
    assert "cost 92.6344 USD  each 0.9649" in received("show", "L2552B").out.splitlines()


@pytest.mark.parametrize(
    "command",
    [("show",), ("hold", "--reason", "damage"), ("release", "--note", "good")],
)
def test_a_code_of_several_items_lists_them(
    received: Terminal, command: tuple[str, ...]
) -> None:
    ended = received(command[0], "L1", *command[1:])

    assert ended.code == 1
    assert ended.err.startswith("L1 names several: ")
    assert all(sku in ended.err for sku in skus(received).values())
    assert ended.err.endswith("Choose one with --item SKU.\n")


def test_a_code_of_nothing_is_refused(lsn: Terminal) -> None:
    ended = lsn("show", "NOPE-1")
    assert (ended.code, ended.err) == (1, "Nothing is called NOPE-1.\nCheck the code.\n")


def test_a_hold_stops_a_lot_and_a_release_frees_it(received: Terminal) -> None:
    of_milk = ("L1", "--item", "MILK-1L")
    held = received("hold", *of_milk, "--reason", "damage", "--note", "wet", "--json")
    assert (held.code, held.rows) == (0, [{"done": "Held L1"}])
    assert (stand(received)["held"], stand(received)["available"]) == ("7", "0")
    (page,) = received("show", *of_milk, "--json").rows
    assert page["status"] == "held"
    assert page["holds"] == [
        {"reason": "damage", "note": "wet", "quantity": None, "open": True}
    ]

    assert received("release", *of_milk, "--note", "dry").out == "Released L1\n"
    assert stand(received)["available"] == "7"
    again = received("release", *of_milk, "--note", "dry")
    assert (again.code, again.err.splitlines()[0]) == (1, "L1 is not on hold.")
    assert received("verify").code == 0


def test_a_hold_on_some_names_place_and_quantity(received: Terminal) -> None:
    of_milk = ("hold", "L1", "--item", "MILK-1L", "--reason", "damage")
    done = received(*of_milk, "--quantity", "2", "--location", "COLD-A-01")
    assert done.code == 0
    assert stand(received)["available"] == "5"

    for arguments, words in (
        (("--quantity", "2"), "A partial hold needs a quantity and a place."),
        (("--location", "COLD-A-01"), "A partial hold needs a quantity and a place."),
        (("--quantity", "6", "--location", "COLD-A-01"), "Only 5 pcs can be held there."),
        (("--quantity", "two", "--location", "COLD-A-01"), "two is no quantity."),
        (("--quantity", "NaN", "--location", "COLD-A-01"), "NaN is no quantity."),
    ):
        refused = received(*of_milk, *arguments)
        assert (refused.code, refused.err.splitlines()[0]) == (1, words)
    assert stand(received)["available"] == "5"


def test_a_reason_that_is_none_is_wrong_usage(received: Terminal) -> None:
    ended = received("hold", "L1", "--item", "MILK-1L", "--reason", "boredom")
    assert ended.code == 2
    assert "invalid choice: 'boredom'" in ended.err
