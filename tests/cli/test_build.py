"""`lsn build`: components by scan, outputs numbered or scanned, what is refused, exit codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal

MILK = "]C101095212345432131732123110L1"


def stocked(lsn: Terminal) -> str:
    """A lot of milk, and an item with serials to be made; the SKU of the milk."""
    assert lsn("receive", "--to", "COLD-A-01", "--post", lsn.file("a", "x 24", MILK)).code == 0
    items = lsn.file("i.csv", "sku,description,tracking", "CRATE,Crate of milk,serial")
    ended = lsn("import", "items", items)
    assert ended.code == 0, ended.err
    sku: str = next(row["item"] for row in lsn.on_hand() if row["lsn"] == "L1")
    return sku


def there(lsn: Terminal, sku: str, code: str = "") -> list[tuple[str, str, str]]:
    return [
        (row["lsn"], row["location"], row["on_hand"])
        for row in lsn.on_hand()
        if row["item"] == sku and code in ("", row["lsn"])
    ]


def test_goods_are_made_tied_and_numbered(lsn: Terminal) -> None:
    milk = stocked(lsn)

    ended = lsn("build", "--item", "CRATE", "--quantity", "3", "--part-of", "--new",
                "--to", "COLD-A-01",
                lsn.file("b", "x 6", MILK, "CR-1", "x 6", MILK, "CR-2"))  # fmt: skip

    assert ended.code == 0, ended.err
    assert ended.out.endswith("BD-00001 posted, 4 lines\nWO-00001: 2 of 3 pcs made.\n")
    assert there(lsn, "CRATE") == [("CR-1", "COLD-A-01", "1"), ("CR-2", "COLD-A-01", "1")]
    assert there(lsn, milk, "L1") == [("L1", "COLD-A-01", "12")]
    last = lsn("build", "--work-order", "wo-00001", "--number", "1", lsn.file("c", "x 2", MILK))
    assert last.out.endswith("WO-00001: 3 of 3 pcs made.\n"), last.err
    assert lsn("reverse", "BD-00002", "--reason", "not made").code == 0
    assert there(lsn, milk, "L1") == [("L1", "COLD-A-01", "12")]
    assert lsn("verify").code == 0


def test_what_is_refused_makes_nothing(lsn: Terminal) -> None:
    milk = stocked(lsn)
    for arguments, scans, words in (
        (("--item", "NOTHING"), (MILK,), "There is no item NOTHING."),
        (("--work-order", "WO-9"), (MILK,), "There is no work order WO-9."),
        (("--item", "CRATE", "--quantity", "few"), (MILK,), "few is no quantity."),
        (("--item", "CRATE", "--to", "NOWHERE"), (MILK,), "There is no place NOWHERE."),
        (("--item", "CRATE"), ("CR-9",), "Nobody knows CR-9."),
        (("--item", "CRATE"), (MILK,), "Nothing comes out of"),
        (("--item", "CRATE", "--number", "2"), ("x 2", MILK), "this makes 1 more."),
    ):
        ended = lsn("build", *arguments, lsn.file("d", *scans))
        assert (ended.code, words in ended.err) == (1, True), ended.err
    assert there(lsn, milk, "L1") == [("L1", "COLD-A-01", "24")]
    assert there(lsn, "CRATE") == []
    kept = lsn("build", "--item", "CRATE", "--keep-going", "--json", "--number", "1",
               lsn.file("e", "CR-9", MILK))  # fmt: skip
    assert [row["outcome"] for row in kept.rows] == ["refused", "attention", "ok"]
    assert lsn("verify").code == 0
