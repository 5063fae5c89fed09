"""`lsn ship` and `lsn return --customer`: what leaves, what is refused, what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal

MILK = "]C101095212345432131732123110L1"
TRACKING = "1Z999AA10123456784"


def stocked(lsn: Terminal) -> None:
    """A lot of milk, a customer, and an order of theirs."""
    assert lsn("receive", "--to", "COLD-A-01", "--post", lsn.file("a", "x 24", MILK)).code == 0
    parties = lsn.file("p.csv", "code,name,customer", "CLINIC,Clinic Ltd,yes")
    assert lsn("import", "parties", parties).code == 0
    sku = next(row["item"] for row in lsn.on_hand() if row["lsn"] == "L1")
    orders = lsn.file("s.csv", "so,customer,sku,qty", f"SO-7,CLINIC,{sku},10")
    ended = lsn("import", "sales-orders", orders)
    assert ended.code == 0, ended.err


def left(lsn: Terminal) -> list[str]:
    return [row["on_hand"] for row in lsn.on_hand() if row["lsn"] == "L1"]


def test_goods_leave_for_an_order_and_come_back(lsn: Terminal) -> None:
    stocked(lsn)

    ended = lsn("ship", "--to", "CLINIC", "--so", "so-7", "--post",
                lsn.file("b", "x 10", MILK, TRACKING))  # fmt: skip

    assert ended.out.endswith(f"SH-00001 posted, 1 lines\nparcel    UPS {TRACKING}\n"), (
        ended.err
    )
    assert left(lsn) == ["14"]
    back = lsn("return", "--customer", "CLINIC", "--reason", "torn", lsn.file("c", "x 3", MILK))
    assert back.out.endswith("CR-00001 posted, 1 lines\n"), back.err
    assert left(lsn) == ["14", "3"]
    again = lsn("return", "--customer", "CLINIC", lsn.file("d", "x 8", MILK))
    assert (again.code, "has 7 pcs of" in again.err) == (1, True)
    assert lsn("verify").code == 0


def test_what_is_refused_ships_nothing(lsn: Terminal) -> None:
    stocked(lsn)
    for arguments, words in (
        (("--to", "NOBODY"), "There is no customer NOBODY."),
        (("--to", "CLINIC", "--so", "SO-8"), "There is no order SO-8."),
        (("--to", "NORTH", "--so", "SO-7"), "SO-7 is an order of Clinic Ltd."),
        (("--to", "CLINIC", "--so", "SO-7"), "has 10 pcs of"),
    ):
        ended = lsn("ship", *arguments, "--post", lsn.file("e", "x 12", MILK))
        assert (ended.code, words in ended.err) == (1, True), ended.err
    only_item = lsn("ship", "--to", "CLINIC", lsn.file("g", "]C10109521234543213"))
    assert (only_item.code, "was not finished" in only_item.err) == (1, True)
    assert lsn("hold", "L1", "--reason", "damage").code == 0
    held = lsn("ship", "--to", "CLINIC", "--keep-going", "--json", lsn.file("f", MILK))
    assert [row["outcome"] for row in held.rows] == ["refused"]
    assert left(lsn) == ["24"]
    assert lsn("documents", "--open").out == ""
