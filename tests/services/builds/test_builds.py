"""A build by scan: components claimed, outputs numbered, what went into what, what it cost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.moving import Part
from lsn_desktop.domain.outcomes import Expectation
from lsn_desktop.services.builds import build_ties, building
from lsn_desktop.services.documents import choosing, posting
from lsn_desktop.services.lots import holding
from lsn_desktop.services.moves import packing
from lsn_desktop.storage import documents, ledger, lsns, part_of
from tests.companies import BIN
from tests.dock import delivered, findings, label, next_door, on_hand
from tests.house_for_tests import BUTTER, MILK, PUMP
from tests.services.at_places import carry, place
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


def test_a_part_too_many_waits_for_the_next_serial(house: House) -> None:
    for serial in ("A1", "A2", "B1", "B2"):
        chip(house, serial)
    bill(house, "PUMP", Of("CHIP", 2, part_of=True))
    made = build(house, "PUMP", 2)

    first = scans(house, made, label(ai01=PUMP, ai21="P1"), "A1")
    full = scan(house, first, "A2")
    assert full.build is not None
    assert (full.build.into, full.build.waiting) == ("P1", 0)
    over = scan(house, full.next, "B1")  # P1 has its two
    assert over.build is not None
    assert (over.build.into, over.build.waiting) == ("", 1)
    assert (
        do(house, scans(house, over.next, "B2", label(ai01=PUMP, ai21="P2")), "POST").kind
        == "ok"
    )

    assert edges(house) == ["A1 > P1 1", "A2 > P1 1", "B1 > P2 1", "B2 > P2 1"]


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


def test_all_that_stands_in_a_case_goes_in_by_one_scan(house: House) -> None:
    lot = milk(house, "M1")
    dock = place(house, "DOCK-1")
    with house.database.transaction(house.later()) as tx:
        case = packing.begin(tx, "case", dock)
        part = Part(lot, dock, 10)
        packing.pack(tx, packing.Pack(house.uid(), case.id, [part]))
    bill(house, "BUTTER", Of("MILK", 5))
    small, made = build(house, "BUTTER", 1), build(house, "BUTTER", 3)

    much = scan(house, small, label(ai00=case.sscc))
    assert str(much.words) == (f"Whole milk 1 L M1 on {case.sscc} is more than WO-00001 needs.")
    went_in = scan(house, made, label(ai00=case.sscc))
    assert str(went_in.words) == f"1 lot or serial of pallet {case.sscc} goes in"
    assert scan(house, made, label(ai00=case.sscc)).kind == "refused"  # it is promised
    undone = do(house, went_in.next, "UNDO")
    after = scans(house, undone.next, label(ai00=case.sscc), label(ai01=MILK, ai10="M1"))
    do(house, number(house, after, 3).next, "POST")

    assert (on_hand(house, lot), used(house, made)) == ({"DOCK-1": 9}, {"MILK": (15, 15)})
    assert findings(house) == []


def test_what_one_station_takes_the_other_is_asked_about(house: House) -> None:
    milk(house, "M1")
    bill(house, "BUTTER", Of("MILK", 5))
    here = build(house, "BUTTER", 2)
    other = next_door(house)
    with other.database.transaction(other.later()) as tx:
        head = documents.by_id(tx.connection, here.document_id)
        there = Expectation(building.open_for_order(tx, head.work_order_id or 0))

    assert told(scan(house, here, label(ai01=MILK, ai37="8", ai10="M1"))) == "ok 8, 8 of 10"
    more = scan(other, there, label(ai01=MILK, ai37="8", ai10="M1"))
    assert str(more.words) == "WO-00001 needs 10 pcs of Whole milk 1 L: this makes 6 more."
    rest = answered(other, more, "rest")
    assert told(rest) == "ok 2, 10 of 10"
