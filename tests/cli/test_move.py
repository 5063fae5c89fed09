"""`lsn move`: scans of a file go from one place to the other, all of them or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal

MILK = "]C101095212345432131732123110L1"
WAY = ("move", "--from", "DOCK-1", "--to", "COLD-B-05")


def where(lsn: Terminal, code: str) -> dict[str, str]:
    return {row["location"]: row["on_hand"] for row in lsn.on_hand() if row["lsn"] == code}


def test_goods_of_a_file_are_moved_and_named_with_their_transfers(lsn: Terminal) -> None:
    scans = lsn.file("a.scans", "x 4", MILK)
    assert lsn("receive", "--to", "DOCK-1", "--post", scans).code == 0

    ended = lsn(*WAY, "--json", lsn.file("b.scans", "x 3", MILK, "Y25-331"))

    assert ended.code == 0, ended.err
    assert [(row["outcome"], row["document"], row["quantity"]) for row in ended.rows] == [
        ("heard", "", None),
        ("ok", "TR-00001", "3"),
        ("ok", "TR-00002", "120"),
    ]
    assert where(lsn, "L1") == {"COLD-B-05": "3", "DOCK-1": "1"}
    assert lsn("reverse", "TR-00001", "--reason", "wrong bin").code == 0
    assert where(lsn, "L1") == {"DOCK-1": "4"}
    assert lsn("verify").code == 0


def test_a_scan_that_is_refused_takes_the_others_back(lsn: Terminal) -> None:
    file = lsn.file("a.scans", "Y25-331", "TN-5", "GB-118")

    ended = lsn(*WAY, file)

    assert (ended.code, ended.err.splitlines()[0]) == (
        1,
        "Tuna in oil 160 g TN-5 is not in DOCK-1: it is in DRY-B-01 (480 pcs).",
    )
    assert where(lsn, "Y25-331") == {"DOCK-1": "120"}
    kept = lsn(*WAY, "--keep-going", file)
    assert (kept.code, kept.out.splitlines()[-1]) == (0, "2 moved to COLD-B-05")
    assert lsn("verify").code == 0


def test_places_are_of_the_command_not_of_the_file(lsn: Terminal) -> None:
    assert lsn(*WAY, lsn.file("a", "COLD-B-06")).code == 1
    assert lsn("move", "--from", "DOCK-1", "--to", "NOWHERE", lsn.file("b", MILK)).code == 1
    assert lsn("move", "--from", "DOCK-1", "--to", "~scrap", lsn.file("b", MILK)).code == 1
