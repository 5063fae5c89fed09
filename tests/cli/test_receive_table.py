"""`lsn receive --table`: a supplier's list, all of its rows or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal

HEAD = "item,lot,serial,expiry,quantity"
MILK = "MILK-1L,L1,,2030-12-31,12"


def test_a_list_is_received_and_posted(lsn: Terminal) -> None:
    rows = lsn.file("list.csv", HEAD, MILK, "09521234543756,,PT-9,,")
    ended = lsn("receive", "--to", "COLD-A-01", "--table", "--post", rows)

    assert (ended.code, ended.err, ended.out) == (0, "", "RC-00002 posted, 2 lines\n")
    there = {row["lsn"]: row["on_hand"] for row in lsn.on_hand()}
    assert there["L1"] == "12"
    assert there["PT-9"] == "1"
    assert lsn("verify").code == 0


def test_each_row_is_told_as_a_scan_is(lsn: Terminal) -> None:
    rows = lsn.file("list.csv", HEAD, MILK)
    (told,) = lsn("receive", "--to", "COLD-A-01", "--table", "--json", rows).rows

    assert told | {"seq": 0, "line": 0} == {
        "seq": 0,
        "scan": MILK,
        "outcome": "ok",
        "words": "12 pcs of Whole milk 1 L added",
        "remedy": None,
        "item": "MILK-1L",
        "gtin": None,
        "lot": "L1",
        "serial": None,
        "expiry": "2030-12-31",
        "quantity": "12",
        "line": 0,
        "document": "RC-00002",
    }


def test_a_row_worth_attention_is_told_to_people_too(lsn: Terminal) -> None:
    rows = lsn.file("list.csv", HEAD, MILK, "MILK-1L,L2,,2020-12-31,1")
    assert lsn("receive", "--to", "COLD-A-01", "--table", rows).out.splitlines() == [
        "attention Expired on 2020-12-31: it will not be shipped or used",
        "RC-00002 draft, 2 lines",
    ]


def test_a_wrong_row_leaves_no_receipt_behind(lsn: Terminal) -> None:
    rows = lsn.file("list.csv", HEAD, MILK, "TEA,L1,,,1")
    ended = lsn("receive", "--to", "COLD-A-01", "--table", rows)

    assert ended.code == 1
    assert "1 of 2 rows of list.csv cannot be taken" in ended.err
    assert "3: There is no item TEA." in ended.err
    assert lsn("documents", "--open").out == ""
    assert [row for row in lsn.on_hand() if row["lsn"] == "L1"] == []


def test_the_same_list_twice_is_refused(lsn: Terminal) -> None:
    rows = lsn.file("list.csv", HEAD, MILK)
    assert lsn("receive", "--to", "COLD-A-01", "--table", rows).code == 0
    again = lsn("receive", "--to", "COLD-A-01", "--table", rows)

    assert again.code == 1
    assert "list.csv was received before" in again.err


def test_a_file_that_is_not_there_is_said(lsn: Terminal) -> None:
    ended = lsn("receive", "--to", "COLD-A-01", "--table", lsn.folder / "none.csv")
    assert ended.code == 3
    assert "none.csv cannot be read" in ended.err
