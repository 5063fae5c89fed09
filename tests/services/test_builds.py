"""A build by scan: components claimed, outputs numbered, what went into what, what it cost."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from lsn_desktop.services import (
    build_scrap,
    build_ties,
    charging,
    choosing,
    cost_rows,
    holding,
    posting,
    pricing,
)
from lsn_desktop.storage import ledger, lsns, part_of
from tests.companies import BIN
from tests.dock import delivered, findings, label, next_door, on_hand
from tests.house_for_tests import BUTTER, CHIP, MILK, PUMP
from tests.services.at_places import carry
from tests.shop import (
    Of,
    answered,
    bill,
    build,
    change_item,
    do,
    edges,
    number,
    order,
    scan,
    scans,
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


def test_three_into_this_one_and_this_one_out_of_three(house: House) -> None:
    for serial in ("A1", "A2", "A3", "B1", "B2", "B3"):
        chip(house, serial)
    bill(house, "PUMP", Of("CHIP", 3, part_of=True))
    made = build(house, "PUMP", 2)

    into = scans(house, made, "A1", "A2", "A3")
    first = scan(house, into, label(ai01=PUMP, ai21="P1"))  # components first
    assert first.build is not None
    assert (first.build.tied, first.build.waiting) == (3, 0)
    second = scan(house, first.next, label(ai01=PUMP, ai21="P2"))  # the finished serial first
    after = scans(house, second.next, "B1", "B2")
    last = scan(house, after, "B3")
    assert last.build is not None
    assert last.build.into == "P2"
    assert do(house, last.next, "POST").kind == "ok"

    assert edges(house) == [
        "A1 > P1 1", "A2 > P1 1", "A3 > P1 1", "B1 > P2 1", "B2 > P2 1", "B3 > P2 1",
    ]  # fmt: skip
    assert findings(house) == []


def test_what_must_be_part_of_something_is_tied_before_posting(house: House) -> None:
    for serial in ("A1", "A2"):
        chip(house, serial)
    change_item(house, "CHIP", part_of=True)
    bill(house, "PUMP", Of("CHIP", 1))
    made = build(house, "PUMP", 2)
    after = scans(house, made, "A1", "A2")

    out = number(house, after, 2)
    assert str(out.remedy) == "The serials that wait can only be tied to one output."
    refused = do(house, out.next, "POST")
    assert str(refused.words) == (
        "BD-00001 cannot be posted: nothing says which finished piece Radio module A1,"
        " Radio module A2 went into."
    )
    with house.database.transaction(house.later()) as tx:
        lines = part_of.lines(tx.connection, made.document_id)
        ins = [line.id for line in lines if line.goes_in]
        outs = [line.id for line in lines if line.comes_out]
        for component, output in zip(ins, outs, strict=True):
            build_ties.tie(tx, made.document_id, component, output)
        tied = part_of.ties(tx.connection, made.document_id)
        build_ties.untie(tx, made.document_id, tied[0].id)
        build_ties.tie(tx, made.document_id, ins[0], outs[0])
    assert do(house, made, "POST").kind == "ok"
    assert [edge.split(" > ")[0] for edge in edges(house)] == ["A1", "A2"]
    assert "?" not in " ".join(edges(house))


def test_what_is_not_tied_is_possible_for_every_output(house: House) -> None:
    milk(house, "M1")
    chip(house, "A1")
    bill(house, "PUMP", Of("CHIP", 1), Of("MILK", 4))
    made = build(house, "PUMP", 2, part_of=True)

    after = scans(house, made, "A1", label(ai01=PUMP, ai21="P1"), label(ai01=PUMP, ai21="P2"))
    plain = do(house, after, "NEXT").next
    went_in = scan(house, plain, label(ai01=MILK, ai10="M1"))
    assert told(went_in) == "ok 8, 8 of 8"
    assert went_in.next is not None
    do(house, replace(went_in.next, making=None), "POST")

    assert edges(house) == ["A1 > P1 1", "M1 > ? 8"]


def test_components_that_may_not_go_in_are_refused_in_words(house: House) -> None:
    expired, held = milk(house, "OLD", "261120"), milk(house, "M2")
    away = milk(house, "M3")
    carry(house, away, 24, "DOCK-1", "QUARANTINE")
    with house.database.transaction(house.later()) as tx:
        holding.hold(tx, holding.PlaceHold(house.uid(), held, "damage"))
    bill(house, "BUTTER", Of("MILK", 5))
    made = build(house, "BUTTER", 2)

    def refused(lot: str) -> str:
        outcome = scan(house, made, label(ai01=MILK, ai10=lot))
        assert outcome.kind == "refused"
        return str(outcome.words)

    assert refused("OLD") == "Whole milk 1 L OLD expired on 2026-11-20."
    assert refused("M2") == "Whole milk 1 L M2 is on hold: damage."
    assert refused("M3") == (
        "Whole milk 1 L M3 stands in QUARANTINE: nothing is built from quarantine."
    )
    assert refused("M9") == "Whole milk 1 L has no lot or serial M9."
    assert on_hand(house, expired) == {"DOCK-1": 24}


def test_another_item_or_more_than_needed_goes_in_by_an_explicit_yes(house: House) -> None:
    lot, other = milk(house, "M1"), delivered(house, label(ai01=BUTTER, ai37="5", ai10="B1"))[1]
    bill(house, "PUMP", Of("MILK", 10, scrap=1000))
    made = build(house, "PUMP", 1)

    within = scan(house, made, label(ai01=MILK, ai37="11", ai10="M1"))
    assert told(within) == "ok 11, 11 of 10"  # the allowance is a tenth
    more = scan(house, within.next, label(ai01=MILK, ai37="2", ai10="M1"))
    assert str(more.words) == "WO-00001 needs 11 pcs of Whole milk 1 L: this makes 2 more."
    assert answered(house, more, "leave").kind == "heard"
    assert told(answered(house, more, "more")) == "ok 2, 13 of 10"
    wrong = scan(house, made, label(ai01=BUTTER, ai37="3", ai10="B1"))
    assert str(wrong.words) == (
        "Butter 250 g is not on the bill of WO-00001. Use it all the same?"
    )
    used_all_the_same = do(house, wrong.next, "YES")
    assert told(used_all_the_same) == "attention 3"
    assert (on_hand(house, lot), on_hand(house, other)) == ({"DOCK-1": 24}, {"DOCK-1": 5})


def test_taking_back_frees_the_claim_and_the_tie(house: House) -> None:
    chip(house, "A1")
    lot = milk(house, "M1")
    bill(house, "PUMP", Of("CHIP", 1, part_of=True), Of("MILK", 4))
    made = build(house, "PUMP", 1)

    after = scans(house, made, label(ai01=MILK, ai10="M1"), "A1", label(ai01=PUMP, ai21="P1"))
    undone = do(house, after, "UNDO")
    undone = do(house, undone.next, "UNDO")
    with house.database.reading() as connection:
        assert part_of.ties(connection, made.document_id) == []
        assert [line.code for line in part_of.lines(connection, made.document_id)] == ["M1"]
    with house.database.transaction(house.later()) as tx:
        posting.discard(tx, made.document_id)
    with house.database.reading() as connection:
        assert [one.available for one in ledger.places(connection, lot)] == [24]
    assert findings(house) == []


def test_a_serial_known_elsewhere_does_not_come_out(house: House) -> None:
    delivered(house, label(ai01=PUMP, ai21="P1"))
    made = build(house, "PUMP", 3)

    here = scan(house, made, label(ai01=PUMP, ai21="P1"))
    assert str(here.words) == "Serial P1 of Infusion pump is already in DOCK-1."
    new = scan(house, made, "P-NEW")
    assert str(new.words) == "Nobody knows P-NEW. Is it of Infusion pump, made now?"
    out = answered(house, new, "all new")
    assert told(scan(house, out.next, "P-NEWER")) == "ok 1"
    assert scan(house, out.next, "P-NEW").kind == "attention"
    over = number(house, out.next, 2)
    assert str(over.words) == "WO-00001 is for 3 pcs: this makes 1 more."


def test_what_is_made_expires_by_its_items_rule(house: House) -> None:
    milk(house, "M1", "261220")
    change_item(house, "BUTTER", expiry_rule="earlier", shelf_life_days=60)
    bill(house, "BUTTER", Of("MILK", 1))
    made = build(house, "BUTTER", 6)

    out = number(house, made, 6)
    assert str(out.line.expiry) == "2027-01-21"  # nothing is in it yet
    do(house, scan(house, out.next, label(ai01=MILK, ai10="M1")).next, "POST")

    with house.database.reading() as connection:
        assert str(lsns.by_id(connection, out.line.lsn_id or 0).expiry) == "2026-12-20"


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
    again = build(house, "PUMP", 1, "rework")

    taken = scan(house, again, "P1")
    assert str(taken.words) == "P1 is worked on: scan what goes into it"
    undone = do(house, taken.next, "UNDO")
    with house.database.reading() as connection:
        assert part_of.lines(connection, again.document_id) == []
    posted = do(house, scans(house, undone.next, "P1", "A1"), "POST")

    assert posted.kind == "ok"
    assert edges(house) == ["A1 > P1 1"]
    assert order(house, again) == "1 of 1 made, 0 scrapped, closed"
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


def test_a_place_says_from_where_or_where_to(house: House) -> None:
    lot = milk(house, "M1")
    bill(house, "BUTTER", Of("MILK", 5))
    made = build(house, "BUTTER", 2)

    into = scan(house, made, BIN)  # nothing stands there
    assert str(into.words) == "What is made goes to BIN-1"
    asked = scan(house, into.next, "DOCK-1")
    assert str(asked.words) == "From DOCK-1, or into it?"
    source = answered(house, asked, "from")
    after = scan(house, source.next, label(ai01=MILK, ai10="M1"))
    assert after.line.place == "DOCK-1"
    out = number(house, after.next, 2)
    assert out.line.place == BIN
    assert on_hand(house, lot) == {"DOCK-1": 24}


def test_a_build_belongs_to_one_workstation_at_a_time(house: House) -> None:
    milk(house, "M1")
    bill(house, "BUTTER", Of("MILK", 5))
    made = build(house, "BUTTER", 2)
    other = next_door(house)

    refused = scan(other, made, label(ai01=MILK, ai10="M1"))
    assert refused.kind == "refused"
    with other.database.transaction(other.later()) as tx:
        choosing.take_over(tx, made.document_id)
    assert told(scan(other, made, label(ai01=MILK, ai10="M1"))) == "ok 10, 10 of 10"
    assert str(scan(house, made, "x2").words) == "BD-00001 was taken over by WS-2."


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
