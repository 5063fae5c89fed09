"""`lsn receive --manifest`: scans of a file tick off what a supplier's file announced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.integrations.ship_notice import notice

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal

MILK = "]C101095212345432131730123110"


def test_what_did_not_come_is_said_and_the_rest_goes_on_by_the_same_file(
    lsn: Terminal,
) -> None:
    rows = ("GTIN;Batch;Qty;Expires", "09521234543213;L1;2;2030-12-31",
            "09521234543213;L2;1;2030-12-31")  # fmt: skip
    table = lsn.file("asn.csv", *rows)
    receive = ("receive", "--to", "COLD-A-01", "--manifest", table, "--post")

    first = lsn(*receive, lsn.file("a.scans", "x 2", MILK + "L1"))
    assert first.code == 0
    assert first.out.endswith("posted, 1 lines\nmissing   1 pcs Whole milk 1 L L2\n")

    second = lsn(*receive, lsn.file("b.scans", MILK + "L2"))
    assert second.out.endswith("posted, 1 lines\n")
    assert lsn("verify").code == 0


def test_an_unannounced_lot_is_said_with_its_scan(lsn: Terminal) -> None:
    asn = lsn.folder / "asn.x12"
    asn.write_bytes(notice("HL*1**S", "HL*2*1*I", "LIN**EN*9521234543213*LT*L1", "SN1**1*EA"))

    ended = lsn(
        "receive", "--to", "COLD-A-01", "--manifest", asn, "--json",
        lsn.file("a.scans", MILK + "L9"),
    )  # fmt: skip

    (row,) = ended.rows
    assert row["outcome"] == "attention"
    assert row["words"] == "Lot L9 was not announced, expected: L1"


def test_a_broken_notice_begins_no_receipt(lsn: Terminal) -> None:
    asn = lsn.file("asn.csv", "gtin,lot,quantity", "09521234543213,L1,many")

    ended = lsn("receive", "--to", "COLD-A-01", "--manifest", asn, lsn.file("a", MILK + "L1"))

    assert ended.code == 1
    assert "2: many is no number." in ended.err
    assert lsn("documents", "--open").out == ""
