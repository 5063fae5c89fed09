"""Move by scanner alone: goods, then the place; numbers, questions, pallets, and undo."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.announced import Goods
from lsn_desktop.domain.double_scans import Twice
from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind
from lsn_desktop.scanning.commands import command
from lsn_desktop.scanning.read import read
from lsn_desktop.services.codes import scan_runner
from lsn_desktop.services.lots import holding
from lsn_desktop.services.moves import move_commands, move_scans
from lsn_desktop.storage import handling_units, journal, transfers
from tests.companies import BIN
from tests.dock import arrive, delivered, findings, known, label, offered, on_hand
from tests.house_for_tests import BUTTER, CHIP, MILK, NAPKIN, TODAY
from tests.services.announced import announce
from tests.services.at_places import carry

if TYPE_CHECKING:
    from tests.house_for_tests import House

B1 = label(ai01=BUTTER, ai10="B1")
SSCC = "095212340000000013"


class Person:
    """Somebody with a scanner on the page Move."""

    def __init__(self, house: House) -> None:
        self.house, self.expected = house, move_scans.NOWHERE

    def scan(self, *texts: str, twice: Twice = Twice.COUNTED) -> Outcome:
        """Scan one after the other; what the last one came to."""
        for text in texts:
            asked, reading = command(text), read(text.encode(), today=TODAY)
            arrival = scan_runner.Arrival(
                self.house.uid(), text.encode(), "test", 0, reading.symbology, reading.read_as
            )

            def use_case(tx: object, now: Expectation, scan_id: int) -> Outcome:
                if asked is not None:  # noqa: B023 - run before the next
                    return move_commands.move_command(tx, asked, now, scan_id)  # type: ignore[arg-type] # noqa: B023
                return move_scans.move_scan(tx, reading, now, scan_id, twice)  # type: ignore[arg-type] # noqa: B023

            ran = scan_runner.run(
                self.house.database, self.house.later(), arrival, self.expected, use_case
            )
            if ran.bug:
                raise ran.bug
            self.expected = ran.outcome.next or self.expected
        return ran.outcome


@pytest.fixture
def person(house: House) -> Person:
    return Person(house)


def butter(house: House, lot: str = "B1", count: str = "10") -> int:
    return delivered(house, label(ai01=BUTTER, ai10=lot, ai30=count))[1]


def test_goods_then_a_bin_moves_them_all(person: Person) -> None:
    lot = butter(person.house)

    heard = person.scan(B1)
    ok = person.scan(BIN)

    assert heard.kind is OutcomeKind.HEARD
    assert heard.move is not None
    assert (heard.move.source, heard.move.there, heard.move.suggested, str(heard.move.why)) == (
        "DOCK-1", Decimal(10), BIN, "BIN-1 is empty",
    )  # fmt: skip
    assert (ok.kind, str(ok.words)) == (
        OutcomeKind.OK,
        "10 pcs of Butter 250 g B1 put into BIN-1",
    )
    assert on_hand(person.house, lot) == {BIN: 10}
    assert findings(person.house) == []


def test_what_a_scan_came_to_is_in_the_journal_with_its_line(person: Person) -> None:
    butter(person.house)
    ok = person.scan(B1, BIN)

    person.scan("LSN-DO-UNDO")

    with person.house.database.reading() as connection:
        rows = {row.scan_id: row for row in journal.newest(connection, 3)}
    row = rows[ok.scan_id or 0]
    assert (row.outcome, row.line_id) == ("undone", ok.line.line_id)
    assert [row.outcome for row in rows.values()] == ["ok", "undone", "heard"]


@pytest.mark.parametrize(
    "scans",
    [
        ("x 4", B1, BIN),
        ("LSN-DO-QUANTITY-4", B1, BIN),
        (B1, "x 4", BIN),
        ("x 9", "x 4", B1, BIN),
    ],
)
def test_a_number_says_how_many(person: Person, scans: tuple[str, ...]) -> None:
    lot = butter(person.house)

    person.scan(*scans)

    assert on_hand(person.house, lot) == {"DOCK-1": 6, BIN: 4}


def test_a_number_counts_what_the_label_stands_for(person: Person) -> None:
    napkins = arrive(person.house, receipt := person.house.receipt(), label(ai01=NAPKIN))
    person.house.post(receipt.document_id)
    carry(person.house, napkins.line.lsn_id or 0, 50, "DOCK-1", BIN)

    refused = person.scan("x 1", label(ai01=NAPKIN))

    assert refused.kind is OutcomeKind.REFUSED
    assert "only 50 pcs" in str(refused.words)


def test_a_place_first_says_where_goods_are_taken_from(person: Person) -> None:
    lot = butter(person.house)
    carry(person.house, lot, 4, "DOCK-1", BIN)

    from_bin = person.scan(BIN)
    person.scan(B1, "QUARANTINE")

    assert str(from_bin.words) == "From BIN-1: scan the goods"
    assert on_hand(person.house, lot) == {"DOCK-1": 6, "QUARANTINE": 4}
    assert person.expected == move_scans.NOWHERE
    assert "Nothing stands in BIN-1" in str(person.scan(BIN).words)
    person.scan("QUARANTINE")
    butter(person.house, "B2")
    assert "B2 is not in QUARANTINE: it is in DOCK-1" in str(
        person.scan(label(ai01=BUTTER, ai10="B2")).words
    )


def test_goods_in_several_places_are_taken_from_the_dock_else_it_is_asked(
    person: Person,
) -> None:
    lot = butter(person.house)
    carry(person.house, lot, 4, "DOCK-1", BIN)
    person.scan(B1, "QUARANTINE")
    assert on_hand(person.house, lot) == {BIN: 4, "QUARANTINE": 6}

    asked = person.scan("x 2", B1)
    assert (asked.kind, offered(asked)) == (
        OutcomeKind.QUESTION,
        ["BIN-1: 4 pcs", "QUARANTINE: 6 pcs"],
    )
    assert person.scan("DOCK-1").kind is OutcomeKind.REFUSED
    assert person.scan("LSN-DO-YES").kind is OutcomeKind.REFUSED
    person.scan("QUARANTINE", "DOCK-1")
    assert on_hand(person.house, lot) == {BIN: 4, "QUARANTINE": 4, "DOCK-1": 2}

    carry(person.house, lot, 2, "DOCK-1", BIN)
    person.scan(B1, "LSN-DO-ANSWER-1", "DOCK-1")
    assert on_hand(person.house, lot) == {"QUARANTINE": 4, "DOCK-1": 6}


def test_several_goods_go_into_one_place_and_come_back_by_one_undo(person: Person) -> None:
    first, second = butter(person.house, "B1"), butter(person.house, "B2", "5")

    person.scan(B1, label(ai01=BUTTER, ai10="B2"), f"]Q1{BIN}")  # the QR of a bin label
    assert on_hand(person.house, first) | on_hand(person.house, second) == {BIN: 5}
    back = person.scan("LSN-DO-UNDO")

    assert (str(back.words), on_hand(person.house, second)) == (
        "Taken back: 2 lots or pieces",
        {"DOCK-1": 5},
    )
    assert on_hand(person.house, first) == {"DOCK-1": 10}
    assert str(person.scan("LSN-DO-UNDO").words) == "Nothing was moved here today."
    with person.house.database.reading() as connection:
        rows = transfers.of_station(connection, person.house.by.workstation_id)
    assert {(row.code, row.target, row.taken_back) for row in rows} == {
        ("B1", BIN, True),
        ("B2", BIN, True),
    }


def test_undo_takes_back_step_by_step_before_anything_moved(person: Person) -> None:
    lot = butter(person.house)

    person.scan("DOCK-1", B1, "x 3", "LSN-DO-UNDO", "LSN-DO-BACK")
    assert person.expected.moving is not None
    assert (person.expected.moving.taken, person.expected.moving.source_code) == ((), "DOCK-1")
    person.scan("LSN-DO-UNDO")

    assert not move_commands.is_under_way(person.expected)
    assert on_hand(person.house, lot) == {"DOCK-1": 10}
    assert person.scan("LSN-DO-BACK").kind is OutcomeKind.REFUSED


def test_the_same_label_again_is_the_same_goods(person: Person) -> None:
    lot = butter(person.house)

    again = person.scan("x 3", B1, B1)
    person.scan(BIN)

    assert str(again.words) == "Taken up already: scan the place it goes to"
    assert on_hand(person.house, lot) == {"DOCK-1": 7, BIN: 3}


def test_a_place_sent_twice_at_once_is_one_scan(person: Person) -> None:
    butter(person.house)
    person.scan(B1, BIN)

    twice = person.scan(BIN, twice=Twice.SAID)

    assert (twice.kind, person.expected) == (OutcomeKind.HEARD, move_scans.NOWHERE)


def test_held_goods_are_sent_to_quarantine(person: Person) -> None:
    lot = butter(person.house)
    with person.house.database.transaction(person.house.later()) as tx:
        holding.hold(tx, holding.PlaceHold(person.house.uid(), lot, "damage"))

    told = person.scan(B1)
    refused = person.scan(BIN)
    ok = person.scan("QUARANTINE")

    assert told.kind is OutcomeKind.ATTENTION
    assert told.move is not None
    assert told.move.suggested == "QUARANTINE"
    assert (refused.kind, str(refused.words)) == (
        OutcomeKind.REFUSED,
        "Butter 250 g B1 is on hold: damage.",
    )
    assert ok.kind is OutcomeKind.OK
    assert findings(person.house) == []


def test_good_stock_in_quarantine_and_expired_stock_are_said(person: Person) -> None:
    butter(person.house)
    delivered(person.house, label(ai01=MILK, ai17="261101", ai10="L1"))

    good = person.scan(B1, "QUARANTINE")
    old = person.scan(label(ai01=MILK, ai17="261101", ai10="L1"), BIN)

    assert (good.kind, str(good.remedy)) == (
        OutcomeKind.ATTENTION,
        "It is not on hold: hold it, to say why it is here.",
    )
    assert (old.kind, str(old.remedy)) == (
        OutcomeKind.ATTENTION,
        "It expired on 2026-11-01",
    )


def test_all_serials_of_a_lot_move_by_the_lot(person: Person) -> None:
    for serial in ("S1", "S2", "S3"):
        delivered(person.house, label(ai01=CHIP, ai10="C1", ai21=serial))

    refused = person.scan("x 2", label(ai01=CHIP, ai10="C1"))
    person.scan("LSN-DO-BACK", label(ai01=CHIP, ai10="C1"), BIN)
    one = person.scan(label(ai01=CHIP, ai21="S2"), "DOCK-1")

    assert refused.kind is OutcomeKind.REFUSED
    where = [
        on_hand(person.house, known(person.house, "CHIP", code, LsnKind.SERIAL).id)
        for code in ("S1", "S2", "S3")
    ]
    assert where == [{BIN: 1}, {"DOCK-1": 1}, {BIN: 1}]
    assert (one.kind, one.line.serial) == (OutcomeKind.OK, "S2")
    assert findings(person.house) == []


def test_a_pallet_moves_by_its_sscc_with_all_that_came_on_it(person: Person) -> None:
    house, receipt = person.house, person.house.receipt()
    announce(house, receipt, tuple(
        Goods(at, (BUTTER,), Decimal(count), lot=lot, sscc=SSCC)
        for at, (lot, count) in enumerate((("B1", 10), ("B2", 5)), 1)
    ))  # fmt: skip
    for lot, count in (("B1", "12"), ("B2", "5")):
        arrive(house, receipt, label(ai01=BUTTER, ai10=lot, ai30=count))
    not_yet = person.scan(B1)
    house.post(receipt.document_id)

    taken = person.scan(f"]C100{SSCC}")
    moved = person.scan(BIN)
    again = person.scan(f"]C100{SSCC}")

    assert "is on RC-00001, which is not posted yet" in str(not_yet.words)
    assert (taken.line.item, str(moved.words)) == (
        f"Pallet {SSCC}",
        f"Pallet {SSCC} put into BIN-1",
    )
    assert again.move is not None
    assert again.move.source == BIN
    person.scan("LSN-DO-BACK", "LSN-DO-UNDO")
    assert on_hand(house, known(house, "BUTTER", "B1").id) == {"DOCK-1": 12}
    assert person.scan("x 2", f"]C100{SSCC}").kind is OutcomeKind.REFUSED
    assert findings(house) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("NONSENSE", "Unknown code NONSENSE."),
        (label(ai01=BUTTER, ai10="B9"), "Butter 250 g: no lot or serial of ours"),
        (f"]C100{SSCC}", f"Nothing is known of pallet {SSCC}."),
        ("PO-1042", "PO-1042 is an order or a document"),
        ("LSN-DO-POST", "Nothing to post here."),
        ("LSN-DO-YES", "Nothing is asked here."),
        (label(ai01=NAPKIN), "Nothing of Napkins is on hand."),
        ("x 4000000000", "Unknown code"),
    ],
)
def test_what_names_nothing_to_move_is_refused_in_words(
    person: Person, text: str, words: str
) -> None:
    outcome = person.scan(text)

    assert outcome.kind is OutcomeKind.REFUSED
    assert str(outcome.words).startswith(words)


def test_a_whole_bin_is_moved_and_taken_back_as_one(person: Person) -> None:
    house = person.house
    lots = [butter(house, "B1", "10"), butter(house, "B2", "5")]
    person.scan("LSN-DO-CASE", label(ai01=BUTTER, ai10="B1"), "LSN-DO-CLOSE")
    more = butter(house, "B3", "7")

    taken = person.scan("DOCK-1", "LSN-DO-ALL")
    ok = person.scan(BIN)

    assert taken.move is not None
    assert str(taken.move.why) == "Lots and pieces: 3, pallets and cases: 1"
    assert str(ok.words) == f"All in DOCK-1 put into {BIN}"
    assert [on_hand(house, lot) for lot in (*lots, more)] == [{BIN: 10}, {BIN: 5}, {BIN: 7}]
    assert findings(house) == []
    person.scan("LSN-DO-UNDO")
    assert on_hand(house, lots[0]) == on_hand(house, lots[0]) == {"DOCK-1": 10}
    person.scan("DOCK-1", "LSN-DO-ALL", "LSN-DO-QUARANTINE")
    assert on_hand(house, more) == {"QUARANTINE": 7}
    assert findings(house) == []


def test_a_case_is_packed_closed_moved_and_unpacked_by_scans_alone(person: Person) -> None:
    house = person.house
    lot = butter(house)
    begun = person.scan("LSN-DO-CASE")
    packed = person.scan("LSN-DO-QUANTITY-4", B1)
    person.scan("LSN-DO-QUANTITY-3", B1)
    person.scan("LSN-DO-UNDO")
    closed = person.scan("LSN-DO-CLOSE")

    assert begun.move is not None
    assert closed.move is not None
    assert (closed.move.closed, closed.move.unit_id) == (True, begun.move.unit_id)
    assert str(packed.words).startswith("4 pcs of Butter 250 g B1 in Case 0952123")
    with house.database.reading() as connection:
        case = handling_units.by_id(connection, begun.move.unit_id or 0)
    sscc = label(ai00=case.sscc)
    person.scan("LSN-DO-PALLET", sscc, "LSN-DO-CLOSE")
    with house.database.reading() as connection:
        pallet = handling_units.by_id(
            connection, handling_units.by_id(connection, case.id).parent_id or 0
        )
    person.scan(label(ai00=pallet.sscc), BIN)
    assert on_hand(house, lot) == {"DOCK-1": 6, BIN: 4}

    person.scan(BIN, "LSN-DO-QUANTITY-1", B1, "DOCK-1")  # out of the case on the pallet
    assert on_hand(house, lot) == {"DOCK-1": 7, BIN: 3}
    unpacked = person.scan(sscc, "LSN-DO-UNPACK")
    assert str(unpacked.words).endswith(f"what was in it stands in {BIN}")
    assert person.scan(sscc).kind is OutcomeKind.REFUSED
    assert person.scan("LSN-DO-CLOSE").kind is OutcomeKind.REFUSED
    assert findings(house) == []


def test_of_goods_in_two_cases_it_is_asked_which_goes(person: Person) -> None:
    house = person.house
    lot = butter(house)
    for _case in range(2):
        person.scan("LSN-DO-CASE", "LSN-DO-QUANTITY-5", B1, "LSN-DO-CLOSE")

    asked = person.scan(B1)
    person.scan("LSN-DO-ANSWER-2", BIN)

    assert len(offered(asked)) == 2
    assert on_hand(house, lot) == {"DOCK-1": 5, BIN: 5}
    assert findings(house) == []
