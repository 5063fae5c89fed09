"""`lsn replay`: recorded bytes go the way a device's go, commands among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal

MILK = "]C101095212345432131730123110L1"


def told(rows: list[dict[str, object]]) -> list[tuple[object, object]]:
    return [(row["outcome"], row["words"]) for row in rows]


def test_commands_do_what_they_do_at_the_dock(lsn: Terminal) -> None:
    scans = lsn.file("a.scans", "LSN-DO-QUANTITY-3", MILK, MILK, "lsn-do-undo", "LSN-DO-POST")
    ended = lsn("replay", scans, "--json")

    assert (ended.code, ended.err) == (0, "")
    assert told(ended.rows) == [
        ("heard", "Next scan counts 3"),
        ("ok", "3 pcs of Whole milk 1 L added"),
        ("ok", "1 pcs of Whole milk 1 L added: scan 2 of L1, 4 so far"),
        ("ok", "Taken back: 1 pcs of Whole milk 1 L"),
        ("ok", "Posted RC-00002: 1 lines"),
    ]
    (row,) = [row for row in lsn.on_hand() if row["lsn"] == "L1"]
    assert row["on_hand"] == "3"


def test_what_comes_after_post_needs_another_delivery(lsn: Terminal) -> None:
    scans = lsn.file("a.scans", MILK, "LSN-DO-POST", MILK)
    ended = lsn("replay", scans, "--json")

    assert ended.code == 1
    assert ended.rows[-1]["outcome"] == "refused"
    assert "Scan the order's number" in ended.err
    assert lsn("documents", "--open").out == ""


def test_an_answer_and_a_step_back_are_taken_too(lsn: Terminal) -> None:
    scans = lsn.file("a.scans", "]C10109521234543213", "LSN-DO-BACK", MILK)
    ended = lsn("replay", scans, "--json")

    assert ended.code == 0
    assert told(ended.rows)[1:] == [
        ("heard", "Scan the next label"),
        ("ok", "1 pcs of Whole milk 1 L added"),
    ]


def test_a_command_with_nothing_to_do_is_refused(lsn: Terminal) -> None:
    ended = lsn("replay", lsn.file("a.scans", "LSN-DO-YES"))
    assert ended.code == 1
    assert "Nothing is asked here." in ended.err

    kept_on = lsn("replay", lsn.file("a.scans", "LSN-DO-DANCE", MILK), "--keep-going")
    assert kept_on.out.endswith("draft, 1 lines\n")


def test_a_session_goes_on_with_an_open_receipt(lsn: Terminal) -> None:
    lsn("receive", "--to", "COLD-A-01", lsn.file("a.scans", MILK))
    ended = lsn("replay", "--session", "RC-00002", lsn.file("b.scans", MILK), "--json")

    assert told(ended.rows) == [("ok", "1 pcs of Whole milk 1 L added: scan 2 of L1, 2 so far")]


def test_bytes_as_a_port_delivers_them_are_cut_as_a_device_is(lsn: Terminal) -> None:
    file = lsn.file("a.raw", "")
    with open(file, "wb") as raw:  # noqa: PTH123 - the helper gives its name
        raw.write(f"{MILK}\r\nLSN-DO-UNDO\r\n".encode())
    ended = lsn("replay", "--raw", file, "--json")

    assert [row["outcome"] for row in ended.rows] == ["ok", "ok"]


@pytest.mark.parametrize(
    ("screen", "words"),
    [
        ("home", "Opened L1"),
        ("labels", "Label of L1"),
        ("certificates", "Certificate of L1"),
    ],
)
def test_the_pages_that_look_up_find_it_each_time(
    lsn: Terminal, screen: str, words: str
) -> None:
    lsn("receive", "--to", "COLD-A-01", "--post", lsn.file("a.scans", MILK))
    ended = lsn("replay", "--screen", screen, lsn.file("b.scans", MILK, "L1"), "--json")

    assert ended.code == 0
    assert told(ended.rows) == [("ok", words), ("ok", words)]

    unknown = lsn("replay", "--screen", screen, lsn.file("c.scans", "NO-SUCH", "L1"))
    assert unknown.code == 1
    assert "NO-SUCH" in unknown.err
