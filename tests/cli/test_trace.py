"""`lsn trace`: what scripts read of where goods came from and went, and the files it writes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import openpyxl
import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal

NODE = [
    *("item", "lsn", "depth", "certainty", "on_hand", "shipped", "returned", "received"),
    *("unit", "held"),
]


@pytest.fixture
def received(lsn: Terminal) -> Terminal:
    """Seven of a lot L1 of milk."""
    scans = lsn.file("a.scans", "x 7", "]C101095212345432131730123110L1")
    assert lsn("receive", "--to", "COLD-A-01", "--post", scans).code == 0
    return lsn


def test_a_lot_that_went_nowhere_is_all_there_is(received: Terminal) -> None:
    told = received("trace", "L1", "--item", "MILK-1L", "--json")

    assert (told.code, len(told.rows)) == (0, 1)
    whole = told.rows[0]
    assert list(whole) == ["lsn", "nodes", "edges", "balance"]
    (node,) = whole["nodes"]
    assert list(node) == NODE
    assert (whole["lsn"], whole["edges"], node["depth"]) == ("L1", [], 0)
    assert node["certainty"] == "certain"
    assert node["on_hand"] == [{"location": "COLD-A-01", "on_hand": "7", "held": "0"}]
    (brought,) = node["received"]
    assert (brought["quantity"], brought["document"][:2]) == ("7", "RC")
    balance = whole["balance"]
    assert (balance["received"], balance["on_hand"], balance["unexplained"]) == ("7", "7", "0")


def test_it_begins_with_a_document_a_party_an_item_or_days(received: Terminal) -> None:
    whole = received("trace", "L1", "--item", "MILK-1L", "--json").rows[0]
    number = whole["nodes"][0]["received"][0]["document"]
    tomorrow = str(date.today() + timedelta(days=1))  # noqa: DTZ011 - the day of this machine

    of_document = received("trace", "--document", number, "--json").rows[0]
    assert [(node["item"], node["lsn"]) for node in of_document["nodes"]] == [("MILK-1L", "L1")]
    assert (of_document["lsn"], of_document["balance"]) == (None, None)
    of_item = received("trace", "--item", "MILK-1L", "--json").rows[0]
    assert ("L1", 0) in [(node["lsn"], node["depth"]) for node in of_item["nodes"]]
    of_days = received("trace", "--until", tomorrow, "--json").rows[0]
    assert "L1" in [node["lsn"] for node in of_days["nodes"]]
    assert received("trace", "--party", "NOBODY").code == 1
    assert received("trace", "--document", "NONE").code == 1
    assert received("trace", "--item", "NONE").code == 1
    assert received("trace").code == 1
    assert received("trace", "NONE").code == 1


def test_a_trace_is_saved_as_tables_and_told_in_words(received: Terminal) -> None:
    book = received.folder / "who.xlsx"
    asked = ("trace", "L1", "--item", "MILK-1L")

    assert received(*asked, "--list", "who", "-o", book).code == 0
    rows = list(openpyxl.load_workbook(book).active.values)
    assert rows[0][:3] == ("party", "kind", "document")
    assert (rows[1][1], rows[1][6], rows[1][7]) == ("receipt", "L1", 7)
    assert received(*asked, "-o", received.folder / "lots.pdf").code == 0
    assert (received.folder / "lots.pdf").read_bytes().startswith(b"%PDF")
    assert received(*asked, "--list", "edges").out.startswith("item,lsn,quantity")
    words = received(*asked).out
    assert "MILK-1L" in words
    assert "COLD-A-01 7" in words
    assert [line.split() for line in words.splitlines()][-1] == ["unexplained", "0"]
