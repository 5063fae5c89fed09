"""`lsn ledger`: every move with the balance after it, as lines, JSON or a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal

MOVE = [
    *("on", "document", "item", "lsn", "from", "to", "quantity", "unit", "change"),
    *("balance", "kind", "party", "user"),
]


@pytest.fixture
def received(lsn: Terminal) -> Terminal:
    """Seven of a lot L1 of milk, then two more of it."""
    for count in (7, 2):
        scans = lsn.file("a.scans", f"x {count}", "]C101095212345432131730123110L1")
        assert lsn("receive", "--to", "COLD-A-01", "--post", scans).code == 0
    return lsn


def test_the_ledger_tells_moves_oldest_first(received: Terminal) -> None:
    every = received("ledger", "--json")
    assert every.code == 0
    assert {tuple(row) for row in every.rows} == {tuple(MOVE)}
    assert [row["on"] for row in every.rows] == sorted(row["on"] for row in every.rows)

    of_lot = received("ledger", "--lsn", "L1", "--item", "MILK-1L", "--json").rows
    assert [(row["document"], row["change"], row["balance"]) for row in of_lot] == [
        ("RC-00002", "7", "7"),
        ("RC-00003", "2", "9"),
    ]
    at_place = received("ledger", "--location", "COLD-A-01", "--json").rows
    assert all("COLD-A-01" in {row["from"], row["to"]} for row in at_place)
    assert (at_place[-1]["lsn"], at_place[-1]["balance"]) == ("L1", "9")
    assert received("ledger", "--until", "2020-01-01").out == ""
    assert received("ledger", "--since", "2099-01-01").out == ""


def test_the_ledger_of_an_item_begins_with_what_there_was(received: Terminal) -> None:
    of_item = ("ledger", "--item", "MILK-1L")
    whole = received(*of_item, "--json").rows
    (opening,) = received(*of_item, "--since", "2099-01-01", "--json").rows

    assert list(opening) == MOVE
    assert (opening["kind"], opening["balance"]) == ("opening", whole[-1]["balance"])
    assert len(received(*of_item).out.splitlines()) == len(whole)
    assert received(*of_item, "-o", received.folder / "ledger.csv").code == 0
    lines = (received.folder / "ledger.csv").read_text("utf-8-sig").splitlines()
    assert (len(lines), lines[0].split(",")[:2]) == (len(whole) + 1, ["on", "document"])


@pytest.mark.parametrize("what", ["item", "location", "party", "lsn"])
def test_the_ledger_of_nothing_is_refused(received: Terminal, what: str) -> None:
    assert received("ledger", f"--{what}", "NONE").code == 1
