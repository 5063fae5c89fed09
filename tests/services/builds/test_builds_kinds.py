"""What else a build is: scrap, by-products, units taken apart and worked on, and the cost."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from lsn_desktop.services.builds import build_scrap
from lsn_desktop.services.costs import charging, cost_rows, pricing
from lsn_desktop.services.documents import posting
from lsn_desktop.services.lots import holding
from lsn_desktop.storage import lsns, part_of
from tests.dock import delivered, findings, label, on_hand
from tests.house_for_tests import BUTTER, MILK, PUMP
from tests.services.at_places import carry
from tests.shop import (
    Of,
    answered,
    bill,
    build,
    change_item,
    chip,
    do,
    edges,
    milk,
    number,
    order,
    scan,
    scans,
    told,
    used,
)

if TYPE_CHECKING:
    from tests.house_for_tests import House


def test_scrap_is_counted_and_a_by_product_comes_out(house: House) -> None:
    lot = milk(house, "M1")
    bill(house, "PUMP", Of("MILK", 4), Of("NAPKIN", 100, kind="by-product"))
    made = build(house, "PUMP", 2)

    went_in = scan(house, made, label(ai01=MILK, ai10="M1"))
    line_id = went_in.line.line_id or 0
    with house.database.transaction(house.later()) as tx:  # it may be spoiled on hold, too
        holding.hold(tx, holding.PlaceHold(house.uid(), lot, "damage"))
    with house.database.transaction(house.later()) as tx:
        build_scrap.scrap_line(tx, made.document_id, line_id, 1)
    assert findings(house) == []
    with house.database.transaction(house.later()) as tx:
        holding.release(tx, lot, "good again")
    bad = number(house, do(house, went_in.next, "DAMAGED").next, 1)
    assert str(bad.words).endswith("made and scrapped")
    good = number(house, bad.next, 1)
    napkins = scan(house, good.next, "NAPKIN")
    assert told(napkins) == "ok 200"
    posted = do(house, napkins.next, "POST")

    assert str(posted.remedy) == "WO-00001: 1 of 2 pcs made, 1 scrapped."
    assert order(house, made) == "1 of 2 made, 1 scrapped, released"
    assert used(house, made) == {"MILK": (8, 8), "NAPKIN": (200, 200)}
    assert (on_hand(house, lot), edges(house)) == ({"DOCK-1": 16}, ["M1 > ? 7"])
    assert findings(house) == []


def test_a_unit_is_taken_apart_and_both_facts_stay(house: House) -> None:
    part = chip(house, "A1")
    bill(house, "PUMP", Of("CHIP", 1))
    made = build(house, "PUMP", 1)
    do(house, scans(house, made, "A1", label(ai01=PUMP, ai21="P1")), "POST")

    apart = build(house, "PUMP", 1, "disassembly")
    posted = do(house, scans(house, apart, "P1", "A1"), "POST")

    assert posted.kind == "ok"
    assert list(on_hand(house, part).values()) == [1]
    assert edges(house) == ["A1 > P1 1", "P1 > A1 1 disassembly"]
    assert order(house, apart) == "1 of 1 made, 0 scrapped, closed"
    assert findings(house) == []
    with house.database.transaction(house.later()) as tx:
        posting.reverse(tx, apart.document_id, "not apart", house.uid())
    assert on_hand(house, part) == {}


def test_parts_come_out_of_the_unit_scanned_before_them(house: House) -> None:
    for serial in ("A1", "A2", "A3"):
        chip(house, serial)
    bill(house, "PUMP", Of("CHIP", 1, part_of=True))
    made = build(house, "PUMP", 2)
    units = [label(ai01=PUMP, ai21=serial) for serial in ("P1", "P2")]
    do(house, scans(house, made, "A1", units[0], "A2", units[1]), "POST")

    apart = build(house, "PUMP", 2, "disassembly")
    assert scan(house, apart, "A1").kind == "refused"  # out of what?
    first = scans(house, apart, "P1", "A1", "P2")
    other = scan(house, first, "A2")
    assert other.kind == "ok"
    never = scan(house, other.next, "A3")
    assert str(never.words) == (
        "Of Radio module A3 only 0 pcs went into P2. Does it come out all the same?"
    )
    here = answered(house, never, "anyway")
    assert str(here.words) == "Serial A3 of Radio module is already in DOCK-1."
    assert do(house, other.next, "POST").kind == "ok"

    assert edges(house)[2:] == ["P1 > A1 1 disassembly", "P2 > A2 1 disassembly"]
    assert findings(house) == []


def test_a_unit_is_worked_on_and_comes_out_under_its_own_code(house: House) -> None:
    unit = delivered(house, label(ai01=PUMP, ai21="P1"))[1]
    chip(house, "A1")
    carry(house, unit, 1, "DOCK-1", "QUARANTINE")
    delivered(house, label(ai01=PUMP, ai21="P2"))
    chip(house, "A2")
    again = build(house, "PUMP", 2, "rework")

    taken = scan(house, again, "P1")
    assert str(taken.words) == "P1 is worked on: scan what goes into it"
    undone = do(house, taken.next, "UNDO")
    with house.database.reading() as connection:
        assert part_of.lines(connection, again.document_id) == []
    posted = do(house, scans(house, undone.next, "P1", "A1", "P2", "A2"), "POST")

    assert posted.kind == "ok"
    assert edges(house) == ["A1 > P1 1", "A2 > P2 1"]
    assert order(house, again) == "2 of 2 made, 0 scrapped, closed"
    assert findings(house) == []


def test_what_is_made_bears_what_went_into_it(house: House) -> None:
    receipt, lot = delivered(house, label(ai01=MILK, ai17="270110", ai37="24", ai10="M1"))
    with house.database.transaction(house.later()) as tx:
        item_id = lsns.by_id(tx.connection, lot).item_id
        pricing.set_price(tx, pricing.SetPrice(receipt, item_id, Decimal("1.10")))
    bill(house, "PUMP", Of("MILK", 4))
    made = build(house, "PUMP", 3)

    out = number(house, scan(house, made, label(ai01=MILK, ai10="M1")).next, 3)
    do(house, out.next, "POST")

    with house.database.reading() as connection:
        pumps = [
            line.lsn_id
            for line in part_of.lines(connection, made.document_id)
            if line.comes_out
        ]
        cost = cost_rows.of_lsn(connection, pumps[0], 1, 0)
        left = cost_rows.of_lsn(connection, lot, 12, 0)
    assert (cost.total, cost.each, cost.worth) == (Decimal("4.40"),) * 3
    assert [(one.document_kind, one.kind) for one in cost.sources] == [("build", "material")]
    assert (left.each, left.worth) == (Decimal("1.10"), Decimal("13.20"))
    with house.database.transaction(house.later()) as tx:
        posting.reverse(tx, made.document_id, "not made", house.uid())
    with house.database.reading() as connection:
        assert cost_rows.of_lsn(connection, pumps[0], 0, 0).total == 0
    assert findings(house) == []


def test_what_is_learned_later_follows_through_all_levels(house: House) -> None:
    receipt, lot = delivered(house, label(ai01=MILK, ai17="270110", ai37="24", ai10="M1"))
    bill(house, "BUTTER", Of("MILK", 2))
    bill(house, "PUMP", Of("BUTTER", 1))
    butter = build(house, "BUTTER", 6)
    churned = number(house, scan(house, butter, label(ai01=MILK, ai10="M1")).next, 6)
    do(house, churned.next, "POST")
    pumps = build(house, "PUMP", 2)
    out = number(house, scan(house, pumps, churned.line.lot or "").next, 2)
    do(house, out.next, "POST")

    def costs() -> list[Decimal]:
        with house.database.reading() as connection:
            made = part_of.lines(connection, pumps.document_id)
            ids = [lot, churned.line.lsn_id or 0, *(x.lsn_id for x in made if x.comes_out)]
            return [cost_rows.of_lsn(connection, each, 0, 0).total for each in ids]

    assert costs() == [0, 0, 0, 0]
    with house.database.transaction(house.later()) as tx:
        item_id = lsns.by_id(tx.connection, lot).item_id
        pricing.set_price(tx, pricing.SetPrice(receipt, item_id, Decimal(1)))
    assert costs() == [24, 12, 2, 2]
    with house.database.transaction(house.later()) as tx:
        freight = charging.AddCharge(
            house.uid(), (receipt,), "freight", "quantity", Decimal(48)
        )
        charge_id = charging.add_charge(tx, freight)
    assert costs() == [72, 36, 6, 6]
    with house.database.transaction(house.later()) as tx:
        charging.withdraw(tx, charge_id)
    assert costs() == [24, 12, 2, 2]
    with house.database.transaction(house.later()) as tx:
        posting.reverse(tx, pumps.document_id, "not made", house.uid())
    assert costs() == [24, 12, 0, 0]
    assert findings(house) == []


def test_what_is_worked_on_is_no_part_of_another(house: House) -> None:
    for serial in ("P1", "P2"):
        delivered(house, label(ai01=PUMP, ai21=serial))
    change_item(house, "PUMP", part_of=True)
    again = build(house, "PUMP", 2, "rework")

    assert do(house, scans(house, again, "P1", "P2"), "POST").kind == "ok"
    assert (edges(house), findings(house)) == ([], [])


def test_a_lot_made_before_takes_nothing_that_expires_sooner(house: House) -> None:
    milk(house, "M1", "270110"), milk(house, "M2", "261220")
    change_item(house, "BUTTER", expiry_rule="earliest component")
    bill(house, "BUTTER", Of("MILK", 5))
    first = scan(house, build(house, "BUTTER", 2), label(ai01=MILK, ai10="M1"))
    made = number(house, first.next, 2)
    do(house, made.next, "POST")

    later = scan(house, build(house, "BUTTER", 2), label(ai01=BUTTER, ai10=made.line.lot or ""))
    after = scan(house, later.next, label(ai01=MILK, ai10="M2"))
    refused = do(house, after.next, "POST")
    assert str(refused.words) == (
        f"{made.line.lot} of Butter 250 g expires 2027-01-10, what is made now on 2026-12-20."
    )
    again = scan(house, build(house, "BUTTER", 2), label(ai01=MILK, ai10="M2"))
    known = scan(house, again.next, label(ai01=BUTTER, ai10=made.line.lot or ""))
    assert known.kind == "refused"  # said at once where it is known at once
    received = delivered(house, label(ai01=BUTTER, ai10="B1"))[1]
    taken = scan(house, again.next, label(ai01=BUTTER, ai10="B1"))
    assert str(taken.words).startswith("B1 of Butter 250 g is known already, from RC-")
    assert on_hand(house, received) == {"DOCK-1": 1}
