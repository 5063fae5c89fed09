"""Goods go into cases and onto pallets, are carried as one, and come out again."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

import pytest

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.moving import Part
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.scanning.check_digits import mod10_holds
from lsn_desktop.services.codes import own_ssccs
from lsn_desktop.services.documents import posting
from lsn_desktop.services.labels import unit_labels
from lsn_desktop.services.lots import holding
from lsn_desktop.services.moves import moving, packing
from lsn_desktop.services.moves.packing import Pack
from lsn_desktop.storage import handling_units, ledger, rebuilding, standing
from lsn_desktop.storage import house as the_house
from printing.labels import label_check, label_templates
from tests.companies import BIN
from tests.dock import delivered, findings, known, label, on_hand
from tests.house_for_tests import BUTTER, PUMP
from tests.services.at_places import place
from tests.storage.tampering import tamper, tampered

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.storage.handling_units import Unit
    from lsn_desktop.storage.transactions import Tx
    from tests.house_for_tests import House

T = TypeVar("T")
BUTTER_2 = label(ai01=BUTTER, ai10="B2", ai30="2")
BUTTER_10 = label(ai01=BUTTER, ai10="B1", ai30="10")


def do(house: House, what: Callable[[Tx], T]) -> T:
    with house.database.transaction(house.later()) as tx:
        return what(tx)


def begun(house: House, kind: str, at: str = "DOCK-1") -> Unit:
    return do(house, lambda tx: packing.begin(tx, kind, place(house, at)))


def pack(house: House, unit: Unit, lsn_id: int, quantity: int | None, at: str) -> int:
    part = Part(lsn_id, place(house, at), quantity)
    return do(house, lambda tx: packing.pack(tx, Pack(house.uid(), unit.id, [part])))[0]


def now(house: House, unit: Unit) -> Unit:
    with house.database.reading() as connection:
        return handling_units.by_id(connection, unit.id)


def rows(house: House, lsn_id: int) -> dict[tuple[str, int | None], int]:
    """Where a lot stands: place and unit, to on hand."""
    with house.database.reading() as connection:
        found = ledger.places(connection, lsn_id)
    return {(each.location, each.unit_id): each.on_hand for each in found}


def test_goods_are_packed_carried_as_one_and_unpacked(house: House) -> None:
    butter = delivered(house, BUTTER_10)[1]
    delivered(house, label(ai01=PUMP, ai21="S1"))
    pump = known(house, "PUMP", "S1", LsnKind.SERIAL).id
    case, pallet = begun(house, "case"), begun(house, "pallet")

    pack(house, case, butter, 4, "DOCK-1")
    pack(house, case, pump, None, "DOCK-1")
    pack(house, pallet, butter, 3, "DOCK-1")
    do(house, lambda tx: packing.put_on(tx, now(house, case), pallet.id))
    whole = do(
        house, lambda tx: packing.carry_whole(tx, [now(house, pallet)], place(house, BIN))
    )

    assert rows(house, butter) == {
        ("DOCK-1", None): 3, (BIN, case.id): 4, (BIN, pallet.id): 3,
    }  # fmt: skip
    assert now(house, case).parent_id == pallet.id
    with house.database.reading() as connection:
        lines = standing.of_units(connection, [pallet.id])
    assert {(one.lsn_id, one.on_hand, one.sscc) for one in lines} == {
        (butter, 4, case.sscc), (butter, 3, pallet.sscc), (pump, 1, case.sscc),
    }  # fmt: skip
    assert findings(house) == []

    assert whole is not None
    do(house, lambda tx: moving.undo(tx, whole))
    assert (now(house, case).place, now(house, pallet).place) == ("DOCK-1", "DOCK-1")
    do(house, lambda tx: packing.unpack(tx, pallet.id))
    assert now(house, case).parent_id is None
    do(house, lambda tx: packing.unpack(tx, case.id))
    assert on_hand(house, butter) == {"DOCK-1": 10}
    assert rows(house, butter) == {("DOCK-1", None): 10}
    assert findings(house) == []


def test_a_case_carried_off_its_pallet_comes_back_onto_it(house: House) -> None:
    butter = delivered(house, BUTTER_10)[1]
    case, pallet = begun(house, "case"), begun(house, "pallet")
    pack(house, case, butter, 4, "DOCK-1")
    pack(house, pallet, butter, 2, "DOCK-1")
    do(house, lambda tx: packing.put_on(tx, now(house, case), pallet.id))

    alone = do(house, lambda tx: packing.carry_whole(tx, [now(house, case)], place(house, BIN)))
    assert alone is not None
    assert now(house, case).parent_id is None
    do(house, lambda tx: moving.undo(tx, alone))

    assert (now(house, case).parent_id, now(house, case).place) == (pallet.id, "DOCK-1")
    assert findings(house) == []


def test_what_cannot_be_packed_is_said_in_words(house: House) -> None:
    butter = delivered(house, BUTTER_10)[1]
    case, other = begun(house, "case"), begun(house, "case")
    for words, act in (
        ("Nothing is in case", lambda: do(house, lambda tx: packing.close(tx, case.id))),
        ("only 10 pcs are in DOCK-1", lambda: pack(house, case, butter, 11, "DOCK-1")),
        ("is not in BIN-1", lambda: pack(house, case, butter, 1, BIN)),
        ("only a case goes on a pallet",
         lambda: do(house, lambda tx: packing.put_on(tx, other, case.id))),
    ):  # fmt: skip
        with pytest.raises(Refusal, match=words):
            act()
    pack(house, case, butter, 4, "DOCK-1")
    do(house, lambda tx: packing.close(tx, case.id))
    with pytest.raises(Refusal, match="is closed"):
        pack(house, case, butter, 1, "DOCK-1")
    do(house, lambda tx: packing.reopen(tx, case.id))
    pack(house, case, butter, 1, "DOCK-1")
    assert rows(house, butter) == {("DOCK-1", None): 5, ("DOCK-1", case.id): 5}


def test_what_is_held_in_a_case_stops_it_but_for_quarantine(house: House) -> None:
    butter = delivered(house, BUTTER_10)[1]
    case = begun(house, "case")
    pack(house, case, butter, 4, "DOCK-1")
    some = holding.PlaceHold(
        house.uid(), butter, "damage", "wet", place(house, "DOCK-1"), Decimal(8)
    )
    do(house, lambda tx: holding.hold(tx, some))  # all that is loose, and two of the case

    with pytest.raises(Refusal, match="only 2 pcs in DOCK-1 may be moved: 2 are held"):
        do(house, lambda tx: packing.carry_whole(tx, [case], place(house, BIN)))
    assert findings(house) == []
    do(house, lambda tx: packing.carry_whole(tx, [case], place(house, "QUARANTINE")))

    assert rows(house, butter) == {("DOCK-1", None): 6, ("QUARANTINE", case.id): 4}
    assert findings(house) == []


def test_nothing_comes_back_into_a_case_that_stands_elsewhere(house: House) -> None:
    butter = delivered(house, BUTTER_10)[1]
    case = begun(house, "case")
    pack(house, case, butter, 6, "DOCK-1")
    out = do(house, lambda tx: moving.transfer(tx, moving.Transfer(
        house.uid(), [Part(butter, place(house, "DOCK-1"), 2, case.id)], place(house, BIN)
    )))  # fmt: skip
    do(house, lambda tx: packing.carry_whole(tx, [case], place(house, "QUARANTINE")))

    with pytest.raises(Refusal, match="where the goods were, is in QUARANTINE"):
        do(house, lambda tx: posting.reverse(tx, out, "wrong", house.uid()))
    assert rows(house, butter) == {
        ("DOCK-1", None): 4, (BIN, None): 2, ("QUARANTINE", case.id): 4,
    }  # fmt: skip
    assert findings(house) == []


def test_an_sscc_is_made_of_the_companys_prefix(house: House) -> None:
    first, second = begun(house, "case"), begun(house, "pallet")

    assert (first.sscc[:7], second.sscc[:7]) == ("0952123", "0952123")
    assert first.sscc != second.sscc
    assert mod10_holds(first.sscc)
    assert mod10_holds(second.sscc)
    do(house, lambda tx: the_house.change_company(tx, {"gs1_prefix": ""}))
    with pytest.raises(Refusal, match="no GS1 company prefix"):
        begun(house, "case")


def test_the_extension_digit_counts_on_when_the_references_are_given() -> None:
    # The example of the GS1 General Specifications: prefix 0614141, extension digit 1.
    assert own_ssccs.sscc_of("0614141", 1_234_567_890) == "106141412345678908"
    assert (own_ssccs.sscc_of("952123456789", 9999) or "")[:-1] == "09521234567899999"
    assert (own_ssccs.sscc_of("952123456789", 10000) or "")[:13] == "1952123456789"
    assert own_ssccs.sscc_of("952123456789", 100_000) is None


def test_the_label_of_a_unit_says_what_a_scanner_reads_back(house: House) -> None:
    butter, more = delivered(house, BUTTER_10)[1], delivered(house, BUTTER_2)[1]
    case = begun(house, "case")
    pack(house, case, butter, 4, "DOCK-1")

    sent = {mark.sent.decode() for mark in printed_symbols(house, case)}
    pack(house, case, more, 1, "DOCK-1")
    mixed = {mark.sent.decode() for mark in printed_symbols(house, case)}

    assert sent == {f"00{case.sscc}", f"02{BUTTER}374\x1d10B1"}
    assert mixed == {f"00{case.sscc}"}


def printed_symbols(house: House, unit: Unit) -> list[label_check.CheckedSymbol]:
    """What the symbols on its label say, decoded from the drawn page."""
    with house.database.reading() as connection:
        (label_of,) = unit_labels.wanted(connection, [unit.id])
    assert label_of.fields is not None
    return label_check.check(label_templates.load(unit_labels.TEMPLATE), label_of.fields)


def test_a_unit_that_was_moved_behind_the_programs_back_is_found(house: House) -> None:
    butter = delivered(house, BUTTER_10)[1]
    case = begun(house, "case")
    pack(house, case, butter, 4, "DOCK-1")

    said = tampered(house, "UPDATE handling_unit SET location_id = {BIN}")
    assert said == [
        f"handling_unit {case.id}: What is in unit {case.sscc} does not stand where it does"
    ]
    tamper(house, "UPDATE balance SET on_hand = on_hand - 1 WHERE handling_unit_id IS NOT NULL")
    assert [words for words in findings(house) if f"in unit {case.id} is 3" in words]
    house.database.run(house.later(), rebuilding.rebuild)
    assert rows(house, butter) == {("DOCK-1", None): 6, ("DOCK-1", case.id): 4}
    assert findings(house) == []


def test_a_case_filled_on_since_it_was_scanned_is_scanned_again(house: House) -> None:
    butter, more = delivered(house, BUTTER_10)[1], delivered(house, BUTTER_2)[1]
    case = begun(house, "case")
    pack(house, case, butter, 4, "DOCK-1")
    with house.database.reading() as connection:
        parts = packing.parts_of(standing.of_units(connection, [case.id]))
    pack(house, case, more, 2, "DOCK-1")  # by another station
    order = moving.Transfer(house.uid(), parts, place(house, BIN), units=[case.id])

    with pytest.raises(Refusal, match="More was put into"):
        do(house, lambda tx: moving.transfer(tx, order))
    assert now(house, case).place == "DOCK-1"
    assert findings(house) == []
