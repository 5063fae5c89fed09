"""`lsn receive` and `replay`: a file of scans, the same way as from a scanner."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal

OUTCOME = [
    *("seq", "scan", "outcome", "words", "remedy", "item", "gtin", "lot", "serial", "expiry"),
    *("quantity", "line", "document"),
]
MILK = "]C1010952123454321317301231" + "10L1"
UNKNOWN = "]C101095212399999921730123110L1"


def test_one_object_is_told_for_each_scan(lsn: Terminal) -> None:
    scans = lsn.file("a.scans", "x 4", MILK, r"]C10109521234543756\x1d21PT-9")
    ended = lsn("receive", "--to", "COLD-A-01", "--json", scans)
    assert (ended.code, ended.err) == (0, "")
    count, milk, probe = ended.rows
    assert [list(row) for row in ended.rows] == [OUTCOME] * 3
    assert count["outcome"] == "heard"
    assert milk | {"seq": 0, "line": 0} == {
        "seq": 0,
        "scan": MILK,
        "outcome": "ok",
        "words": "4 pcs of Whole milk 1 L added",
        "remedy": None,
        "item": "MILK-1L",
        "gtin": "09521234543213",
        "lot": "L1",
        "serial": None,
        "expiry": "2030-12-31",
        "quantity": "4",
        "line": 0,
        "document": "RC-00002",
    }
    assert probe["scan"] == r"]C10109521234543756\x1d21PT-9"
    assert (probe["serial"], probe["quantity"], probe["lot"]) == ("PT-9", "1", None)
    assert count["seq"] + 2 == milk["seq"] + 1 == probe["seq"]


def test_stock_comes_with_posting_and_not_before(lsn: Terminal) -> None:
    scans = lsn.file("a.scans", MILK)
    assert lsn("receive", "--to", "COLD-A-01", scans).out.endswith("RC-00002 draft, 1 lines\n")
    assert [row for row in lsn.on_hand() if row["lsn"] == "L1"] == []
    assert lsn("documents", "--open").out.startswith("RC-00002")
    assert lsn("post", "RC-00002").out == "Posted RC-00002, 1 lines\n"
    assert [row for row in lsn.on_hand() if row["lsn"] == "L1"] == [
        {
            "item": "MILK-1L",
            "gtin": "09521234543213",
            "lsn": "L1",
            "kind": "lot",
            "location": "COLD-A-01",
            "on_hand": "1",
            "held": "0",
            "claimed": "0",
            "available": "1",
            "unit": "pcs",
            "expiry": "2030-12-31",
        }
    ]
    assert lsn("documents", "--open").out == ""
    assert lsn("verify").code == 0


@pytest.mark.parametrize(
    ("scan", "fact", "remedy"),
    [
        (UNKNOWN, "Which item is 09521239999992?", "lsn import items"),
        ("HELLO", "Unknown code HELLO.", "other barcode"),
        (
            "]E09521234543214",
            "This label cannot be right. The check digit of 9521234543214 is wrong",
            "Scan it again",
        ),
        ("]C1010952123454321317261345", "This label cannot be right", "Scan it again"),
        ("]E09521234543213", "Not received: Whole milk 1 L was not finished", "all the codes"),
    ],
)
def test_a_scan_that_cannot_be_taken_leaves_nothing_behind(
    lsn: Terminal, scan: str, fact: str, remedy: str
) -> None:
    before = lsn.on_hand()
    ended = lsn("receive", "--to", "DOCK-1", "--post", lsn.file("a.scans", MILK, scan))
    assert ended.code == 1
    assert ended.err.startswith(fact)
    assert remedy in ended.err
    assert lsn.on_hand() == before
    assert lsn("documents", "--open").out == ""
    assert lsn("verify").code == 0


def test_keep_going_takes_the_good_scans_and_tells_the_others(lsn: Terminal) -> None:
    scans = lsn.file("a.scans", UNKNOWN, MILK, "]E09521234543213", UNKNOWN, MILK)
    ended = lsn("receive", "--to", "DOCK-1", "--keep-going", "--post", "--json", scans)
    assert (ended.code, ended.err) == (0, "")
    assert [row["outcome"] for row in ended.rows] == [
        *("refused", "ok", "heard", "refused", "ok")
    ]
    assert [row["on_hand"] for row in lsn.on_hand() if row["lsn"] == "L1"] == ["2"]


def test_readings_in_doubt_are_listed_and_answered_by_the_lot(lsn: Terminal) -> None:
    scans = lsn.file("a.scans", "01095212345432131730123110AB21X7", "AB21X7")
    ended = lsn("receive", "--to", "DOCK-1", scans)
    assert ended.out.splitlines() == [
        "question  Which is on the label?",
        "          Lot AB21X7",
        "          Lot AB, serial X7",
        "          None of these: leave it out",
        "ok        1 pcs of Whole milk 1 L added",
        "RC-00002 draft, 1 lines",
    ]


def test_when_nothing_was_taken_no_receipt_is_left(lsn: Terminal) -> None:
    ended = lsn("receive", "--to", "DOCK-1", "--keep-going", "--post", lsn.file("a", UNKNOWN))
    assert ended.code == 0
    assert ended.out.endswith("RC-00002 discarded, 0 lines\n")
    assert lsn("documents", "--open").out == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--to", "NOWHERE"), "There is no place NOWHERE."),
        (("--to", "~scrap"), "There is no place ~scrap."),
        (("--to", "DOCK-1", "--po", "PO-1"), "There is no order PO-1."),
        (("--to", "DOCK-1", "--from", "NOBODY"), "There is no vendor NOBODY."),
    ],
)
def test_a_receipt_that_cannot_be_begun_is_refused(
    lsn: Terminal, arguments: tuple[str, ...], words: str
) -> None:
    ended = lsn("receive", *arguments, lsn.file("a.scans", MILK))
    assert ended.code == 1
    assert ended.err.startswith(words)
    assert lsn("documents", "--open").out == ""


def test_an_order_counts_what_came_for_it(lsn: Terminal) -> None:
    ended = lsn("receive", "--to", "DOCK-1", "--po", "po-1046", "--keep-going", "--post",
                "--json", "demo:frozen")  # fmt: skip
    assert ended.code == 0
    assert {row["item"] for row in ended.rows} == {"PEAS-750", "ICE-VAN", "PIZZA-MAR", None}
    more = lsn("receive", "--to", "DOCK-1", "--po", "PO-1046",
               lsn.file("a.scans", r"]C10209521234543527173012313706\x1d10IV-9"))  # fmt: skip
    assert "6 pcs more than ordered" in more.out


def test_what_is_not_on_the_order_is_refused_with_the_remedy(lsn: Terminal) -> None:
    ended = lsn("receive", "--to", "DOCK-1", "--po", "PO-1046", lsn.file("a.scans", MILK))
    assert ended.code == 1
    assert ended.err.startswith("Whole milk 1 L is not on PO-1046\nReceive it without --po")


def test_bytes_as_a_port_delivers_them_are_framed(lsn: Terminal) -> None:
    raw = lsn.folder / "port.bin"
    raw.write_bytes(b"]C10109521234543756\x1d21PT-1\r\n]C10109521234543756\x1d21PT-2\r\n")
    ended = lsn("receive", "--to", "CAGE-1", "--raw", "--json", raw)
    assert [row["serial"] for row in ended.rows] == ["PT-1", "PT-2"]


def test_a_replay_goes_into_an_open_receipt_or_a_blind_one(lsn: Terminal) -> None:
    blind = lsn("replay", lsn.file("a.scans", MILK))
    assert blind.out.endswith("RC-00002 draft, 1 lines\n")
    more = lsn("replay", "--session", "RC-00002", lsn.file("b.scans", MILK, "x 2", MILK))
    assert more.out.endswith("RC-00002 draft, 3 lines\n")
    refused = lsn("replay", "--session", "RC-00002", lsn.file("c.scans", "HELLO", MILK))
    assert refused.code == 1
    assert lsn("documents", "--open").out.startswith("RC-00002")
    assert lsn("replay", "--session", "RC-00001", lsn.file("d", MILK)).code == 1


def test_the_last_scan_of_a_draft_can_be_taken_back(lsn: Terminal) -> None:
    lsn("receive", "--to", "COLD-A-01", lsn.file("a.scans", MILK, "x 2", MILK))
    undone = lsn("undo", "RC-00002", "--json")
    assert undone.rows == [{"done": "Taken back: 2 pcs of Whole milk 1 L"}]
    lsn("post", "RC-00002")
    assert [row["on_hand"] for row in lsn.on_hand() if row["lsn"] == "L1"] == ["1"]
    assert lsn("undo", "RC-00002").code == 1


def test_a_posted_receipt_is_reversed_whole_and_once(lsn: Terminal) -> None:
    before = lsn.on_hand()
    lsn("receive", "--to", "COLD-A-01", "--post", lsn.file("a.scans", MILK))
    back = lsn("reverse", "RC-00002", "--reason", "wrong dock")
    assert back.out == "RC-00002 is reversed by RV-00001\n"
    assert lsn.on_hand() == before
    again = lsn("reverse", "RC-00002", "--reason", "wrong dock")
    assert again.code == 1
    assert again.err.startswith("RC-00002 was reversed before, by RV-00001.")
    assert lsn("reverse", "RC-9", "--reason", "x").err.startswith("There is no document RC-9.")
    assert lsn("verify").code == 0
