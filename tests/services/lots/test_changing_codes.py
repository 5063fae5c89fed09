"""Lots renamed, merged and split: nothing is lost, and old labels still find the goods."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.documents import posting
from lsn_desktop.services.lots import holding, merging, renaming, splitting
from lsn_desktop.services.lots.holding import PlaceHold
from lsn_desktop.services.lots.merging import Merge
from lsn_desktop.services.lots.renaming import Rename
from lsn_desktop.services.lots.splitting import Split
from lsn_desktop.storage import aliases, documents, ledger, lsn_changes, lsns, many_rows
from lsn_desktop.storage.tables.ledger import genealogy_edge
from tests.dock import arrive, audit, delivered, findings, item_id, known, label, on_hand
from tests.house_for_tests import BUTTER, CHIP, MILK, PUMP

if TYPE_CHECKING:
    from tests.house_for_tests import House


def butter(house: House, lot: str, count: int = 4, expiry: str = "") -> int:
    days = {"ai17": expiry} if expiry else {}
    return delivered(house, label(ai01=BUTTER, **days, ai10=lot, ai30=str(count)))[1]


def rename(house: House, lsn: int, code: str, reason: str = "typed wrong") -> None:
    with house.database.transaction(house.later()) as tx:
        renaming.rename(tx, Rename(house.uid(), lsn, code, reason))


def merge(house: House, lsn: int, into: int, reason: str = "one lot", uid: str = "") -> None:
    with house.database.transaction(house.later()) as tx:
        merging.merge(tx, Merge(uid or house.uid(), lsn, into, reason))


def split(
    house: House, lsn: int, code: str, quantity: object = 1, serials: tuple[str, ...] = ()
) -> int:
    with house.database.transaction(house.later()) as tx:
        order = Split(
            house.uid(), lsn, code, "torn", house.dock, Decimal(str(quantity)), serials
        )
        return splitting.split(tx, order)


def hold(house: House, lsn: int, reason: str, quantity: int | None = None) -> None:
    with house.database.transaction(house.later()) as tx:
        place = house.dock if quantity else None
        some = Decimal(quantity) if quantity else None
        holding.hold(tx, PlaceHold(house.uid(), lsn, reason, "", place, some))


def edges(house: House) -> list[tuple[int, int, int, str]]:
    columns = genealogy_edge.c
    with house.database.reading() as connection:
        question = select(
            columns.component_id, columns.output_id, columns.quantity, columns.kind
        )
        return [tuple(row) for row in connection.execute(question)]


def stopped(house: House, lsn: int) -> list[str]:
    with house.database.reading() as connection:
        return sorted(
            each.reason for each in ledger.holds(connection, lsn) if not each.released_at
        )


def test_a_renamed_lot_is_found_and_received_by_both_codes(house: House) -> None:
    lot = butter(house, "B0")

    rename(house, lot, "BO")

    assert known(house, "BUTTER", "BO").id == known(house, "BUTTER", "B0").id == lot
    assert butter(house, "B0", 2) == lot
    assert butter(house, "BO", 1) == lot
    assert on_hand(house, lot) == {"DOCK-1": 7}
    assert "Renamed B0 > BO (typed wrong)" in audit(house, lot)
    assert findings(house) == []


def test_a_lot_renamed_back_has_its_code_and_the_other_finds_it(house: House) -> None:
    lot = butter(house, "B1")
    rename(house, lot, "B2")
    rename(house, lot, "B1")

    with house.database.reading() as connection:
        assert [each.code for each in aliases.of_lsn(connection, lot)] == ["B2"]
        assert [each.new_code for each in lsn_changes.of_lsn(connection, lot)] == ["B1", "B2"]
    assert known(house, "BUTTER", "B2").code == "B1"


def test_a_serial_is_renamed_and_cannot_come_again_by_its_former_code(house: House) -> None:
    serial = delivered(house, label(ai01=PUMP, ai21="P1"))[1]
    rename(house, serial, "P-1")

    told = arrive(house, house.receipt(), label(ai01=PUMP, ai21="P1"))

    assert told.line.line_id is None
    assert on_hand(house, serial) == {"DOCK-1": 1}


def test_a_list_received_at_once_finds_them_by_former_codes_too(house: House) -> None:
    renamed, merged, into = (butter(house, code) for code in ("B1", "B2", "B3"))
    rename(house, renamed, "B4")
    merge(house, merged, into)
    identity = (item_id(house, "BUTTER"), LsnKind.LOT, "")

    with house.database.reading() as connection:
        found = many_rows.lsns_by_code(connection, identity, ["B1", "B2", "B3", "B4", "B9"])

    assert {code: lsn.id for code, lsn in found.items()} == {
        "B1": renamed, "B2": into, "B3": into, "B4": renamed,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("code", "reason", "words"),
    [
        ("B2", "typed", "B2 of Butter 250 g is there already."),
        ("B9", " ", "A change of B1 needs a reason."),
        ("", "typed", "This is no code that can be scanned."),
        ("B1", "typed", "Its code is B1 already."),
        ("OLD", "typed", "OLD is a former code of B3."),
    ],
)
def test_a_code_that_cannot_be_is_refused(
    house: House, code: str, reason: str, words: str
) -> None:
    lot = butter(house, "B1")
    butter(house, "B2")
    rename(house, butter(house, "OLD"), "B3")

    with pytest.raises(Refusal) as refused:
        rename(house, lot, code, reason)

    assert str(refused.value.fact) == words
    assert known(house, "BUTTER", "B1").code == "B1"


def test_a_merged_lot_goes_on_under_the_other_code(house: House) -> None:
    lot, into = butter(house, "B1", 4), butter(house, "B2", 3)
    uid = house.uid()

    merge(house, lot, into, uid=uid)
    merge(house, lot, into, uid=uid)  # the order arrives twice

    assert (on_hand(house, lot), on_hand(house, into)) == ({}, {"DOCK-1": 7})
    assert edges(house) == [(lot, into, 4, "merge")]
    assert known(house, "BUTTER", "B1").id == into
    assert butter(house, "B1", 1) == into
    for each in (lot, into):
        assert audit(house, each).count("Merged B1 into B2 (one lot)") == 1
    assert findings(house) == []


def test_a_lot_merged_twice_over_is_found_by_its_first_code(house: House) -> None:
    first, second, third = (butter(house, code, 1) for code in ("B1", "B2", "B3"))
    merge(house, first, second)
    merge(house, second, third)

    assert known(house, "BUTTER", "B1").id == known(house, "BUTTER", "B2").id == third
    assert on_hand(house, third) == {"DOCK-1": 3}
    with pytest.raises(Refusal) as refused:
        merge(house, third, first)
    assert str(refused.value.fact) == "B1 was merged into B2."


def test_a_merge_is_undone_by_a_split(house: House) -> None:
    lot, into = butter(house, "B1", 4), butter(house, "B2", 3)
    merge(house, lot, into)

    assert split(house, into, "B1", 4) == lot

    assert (on_hand(house, lot), on_hand(house, into)) == ({"DOCK-1": 4}, {"DOCK-1": 3})
    assert known(house, "BUTTER", "B1").id == lot
    assert edges(house)[1] == (into, lot, 4, "split")
    assert findings(house) == []


def test_holds_are_never_lost_by_a_merge(house: House) -> None:
    lot, into = butter(house, "B1"), butter(house, "B2")
    hold(house, lot, "recall")
    hold(house, into, "inspection")

    merge(house, lot, into)

    assert (stopped(house, lot), stopped(house, into)) == ([], ["inspection", "recall"])
    with house.database.reading() as connection:
        (place,) = ledger.places(connection, into)
    assert (place.on_hand, place.held) == (8, 8)
    assert findings(house) == []


def test_a_date_only_the_first_lot_has_is_kept(house: House) -> None:
    lot, into = butter(house, "B1", expiry="261231"), butter(house, "B2")

    merge(house, lot, into)

    assert known(house, "BUTTER", "B2").expiry == date(2026, 12, 31)


def test_lots_that_are_two_stay_two(house: House) -> None:
    lot = butter(house, "B1", expiry="261231")
    milk = delivered(house, label(ai01=MILK, ai17="261231", ai10="L1"))[1]
    serial = delivered(house, label(ai01=PUMP, ai21="P1"))[1]
    later = butter(house, "B2", expiry="270131")
    held, drafted = butter(house, "B3"), butter(house, "B4")
    hold(house, held, "damage", 1)
    receipt = house.receipt()
    arrive(house, receipt, label(ai01=BUTTER, ai10="B4"))
    assert receipt.document_id is not None
    with house.database.reading() as connection:
        number = documents.by_id(connection, receipt.document_id).number

    for first, second, words in (
        (lot, milk, "L1 is a lot of Whole milk 1 L: lots of different items are never merged."),
        (lot, serial, "P1 is a single piece: serials are never merged."),
        (lot, lot, "B1 cannot be merged into itself."),
        (lot, later, "The expiry of B1 is 2026-12-31, that of B2 is 2027-01-31."),
        (held, lot, "Some of B3 is on hold: damage."),
        (drafted, lot, f"B4 is on {number}, which is still open."),
    ):
        with pytest.raises(Refusal) as refused:
            merge(house, first, second)
        assert str(refused.value.fact) == words
    assert on_hand(house, lot) == {"DOCK-1": 4}
    assert edges(house) == []


def test_a_lot_is_named_by_its_code_within_its_item(house: House) -> None:
    lot, into = butter(house, "B1"), butter(house, "B2")
    delivered(house, label(ai01=MILK, ai17="261231", ai10="L1"))

    with house.database.reading() as connection:
        assert merging.named(connection, lot, " b2") == into
        for code, words in (("L1", "L1 is a lot of Whole milk 1 L"), ("", "There is no lot -")):
            with pytest.raises(Refusal, match=words):
                merging.named(connection, lot, code)


def test_some_of_a_lot_is_split_off_with_its_dates_and_holds(house: House) -> None:
    lot = butter(house, "B1", 5, expiry="261231")
    hold(house, lot, "inspection")

    new = split(house, lot, "B1-torn", 2)

    assert (on_hand(house, lot), on_hand(house, new)) == ({"DOCK-1": 3}, {"DOCK-1": 2})
    assert known(house, "BUTTER", "B1-torn").expiry == date(2026, 12, 31)
    assert (stopped(house, new), stopped(house, lot)) == (["inspection"], ["inspection"])
    assert edges(house) == [(lot, new, 2, "split")]
    assert "Split B1-torn off B1 (torn)" in audit(house, new)
    assert findings(house) == []


@pytest.mark.parametrize(
    ("code", "quantity", "words"),
    [
        ("B9", 4, "Only 3 pcs of B1 can be taken there."),
        ("B9", 0, "How much of B1 is not said."),
        ("B9", "0.5", "0.5 pcs"),
        ("B2", 1, "B2 of Butter 250 g is there already."),
        ("B1", 1, "B1 of Butter 250 g is there already."),
    ],
)
def test_a_split_that_cannot_be_is_refused(
    house: House, code: str, quantity: object, words: str
) -> None:
    lot = butter(house, "B1", 5)
    butter(house, "B2")
    hold(house, lot, "damage", 2)

    with pytest.raises(Refusal) as refused:
        split(house, lot, code, quantity)

    assert words in str(refused.value.fact)
    assert on_hand(house, lot) == {"DOCK-1": 5}


def chip(house: House, lot: str, serial: str) -> int:
    return delivered(house, label(ai01=CHIP, ai10=lot, ai21=serial))[1]


def test_serials_leave_their_lot_and_come_back(house: House) -> None:
    serials = [chip(house, "C1", code) for code in ("S1", "S2", "S3")]
    lot = known(house, "CHIP", "C1").id
    hold(house, lot, "quarantine")

    new = split(house, lot, "C2", serials=("S1", "S2"))

    with house.database.reading() as connection:
        assert lsns.serials_of(connection, new) == serials[:2]
    with house.database.transaction(house.later()) as tx:
        holding.release(tx, lot, "good")
    assert (stopped(house, new), stopped(house, serials[0])) == (["quarantine"],) * 2
    assert findings(house) == []

    merge(house, new, lot)

    with house.database.reading() as connection:
        assert lsns.serials_of(connection, lot) == serials
    assert [stopped(house, each) for each in (lot, *serials)] == [["quarantine"]] * 4
    assert chip(house, "C2", "S4") in serials_of(house, lot)
    assert stopped(house, serials[2]) == ["quarantine"]
    assert findings(house) == []
    with pytest.raises(Refusal, match="S9 is no serial of C1"):
        split(house, lot, "C3", serials=("S9",))


def serials_of(house: House, lot: int) -> list[int]:
    with house.database.reading() as connection:
        return lsns.serials_of(connection, lot)


def test_the_document_of_a_merge_is_not_reversed(house: House) -> None:
    merge(house, butter(house, "B1"), butter(house, "B2"))
    with house.database.transaction(house.later()) as tx:
        head = documents.by_number(tx.connection, "CV-00001")
        assert head is not None
        with pytest.raises(Refusal, match="CV-00001 gave stock another code"):
            posting.reverse(tx, head.id, "wrong", house.uid())


def test_what_will_happen_is_said_before(house: House) -> None:
    lot, into = butter(house, "B1", expiry="261231"), butter(house, "B2")
    hold(house, lot, "recall")

    with house.database.reading() as connection:
        told = merging.foretell(connection, Merge(house.uid(), lot, into, "one lot"))

    assert [str(each) for each in told] == [
        "All of B1 on hand, 4 pcs, becomes B2, where it stands.",
        "B2 takes over expiry 2026-12-31.",
        "All of B2 is on hold then: recall.",
        "Labels that say B1 find B2.",
        "B1 keeps its page, history, fields and files.",
    ]
    assert item_id(house, "BUTTER") == known(house, "BUTTER", "B1", LsnKind.LOT).item_id
