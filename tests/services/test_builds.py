"""A build by scan: components claimed, outputs numbered, what went into what, what it cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.services import posting
from tests.dock import delivered, findings, label, on_hand
from tests.house_for_tests import CHIP, MILK
from tests.shop import (
    Of,
    bill,
    build,
    do,
    edges,
    number,
    order,
    scan,
    told,
    used,
)

if TYPE_CHECKING:
    from tests.house_for_tests import House


def milk(house: House, lot: str, expiry: str = "270110", quantity: int = 24) -> int:
    return delivered(house, label(ai01=MILK, ai17=expiry, ai37=str(quantity), ai10=lot))[1]


def chip(house: House, serial: str, lot: str = "C1") -> int:
    return delivered(house, label(ai01=CHIP, ai10=lot, ai21=serial))[1]


def test_a_lot_is_made_of_lots_and_reversed_whole(house: House) -> None:
    lot = milk(house, "M1")
    bill(house, "BUTTER", Of("MILK", 5), makes=2)
    made = build(house, "BUTTER", 6)

    went_in = scan(house, made, label(ai01=MILK, ai10="M1"))
    assert told(went_in) == "ok 15, 15 of 15"
    out = number(house, went_in.next, 6)
    assert told(out) == "ok 6"
    posted = do(house, out.next, "POST")

    assert str(posted.remedy) == "WO-00001: 6 of 6 pcs made."
    assert on_hand(house, lot) == {"DOCK-1": 9}
    assert edges(house) == [f"M1 > {out.line.lot} 15"]
    assert (order(house, made), used(house, made)) == (
        "6 of 6 made, 0 scrapped, closed", {"MILK": (15, 15)},
    )  # fmt: skip
    assert findings(house) == []
    with house.database.transaction(house.later()) as tx:
        posting.reverse(tx, made.document_id, "wrong lot", house.uid())
    assert on_hand(house, lot) == {"DOCK-1": 24}
    assert (order(house, made), used(house, made)) == (
        "0 of 6 made, 0 scrapped, released", {"MILK": (15, 0)},
    )  # fmt: skip
    assert findings(house) == []
