"""A return by scan: to whom it came from, claimed by its lines, taken back, with a reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.announced import Goods
from lsn_desktop.domain.moving import Part
from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.scanning import commands
from lsn_desktop.scanning.read import read
from lsn_desktop.services.codes import scan_runner
from lsn_desktop.services.documents import posting
from lsn_desktop.services.lots import holding
from lsn_desktop.services.moves import moving
from lsn_desktop.services.receipts import rejecting
from lsn_desktop.services.returns import (
    return_choosing,
    return_commands,
    return_scans,
    returning,
)
from lsn_desktop.storage import catalogue, documents, going_back, receipts
from tests.dock import (
    answer,
    arrive,
    enter,
    expected_next,
    findings,
    known,
    label,
    lines,
    next_door,
    offered,
    on_hand,
    rows,
)
from tests.house_for_tests import BUTTER, CHIP, MILK, NAPKIN, TODAY
from tests.services.announced import announce
from tests.services.documents.test_two_stations import apart, at_once

if TYPE_CHECKING:
    from lsn_desktop.storage.transactions import Tx
    from tests.house_for_tests import House

BUTTER_B1 = label(ai01=BUTTER, ai10="B1")
SSCC = "395212345678901236"


def came(house: House, text: str, *, order: str | None = "PO-1042", reject: int = 0) -> int:
    """Something came and was posted, some of it rejected to go back; the receipt."""
    receipt = house.receipt(order)
    outcome = arrive(house, receipt, text)
    if outcome.question is not None:
        outcome = answer(house, outcome, outcome.question.answers[0].value)
    assert outcome.line.line_id is not None, outcome
    if reject:
        order_ = rejecting.Reject(
            house.uid(), outcome.line.line_id, Decimal(reject), "broken", "return"
        )
        with house.database.transaction(house.later()) as tx:
            rejecting.reject(tx, order_)
    house.post(receipt.document_id)
    return receipt.document_id


def begun(house: House, vendor: str = "NORTH") -> Expectation:
    with house.database.transaction(house.later()) as tx:
        party = catalogue.party_by_code(tx.connection, vendor)
        assert party is not None
        return Expectation(return_choosing.open_for(tx, party.id))


def scan(house: House, expected: Expectation, text: str) -> Outcome:
    reading = read(text.encode(), today=TODAY)
    take = return_scans.return_scan if expected.document_id else return_choosing.choose_by_scan
    arrival = scan_runner.Arrival(house.uid(), text.encode(), "test", 0)
    ran = scan_runner.run(
        house.database,
        house.later(),
        arrival,
        expected,
        lambda tx, now, scan_id: take(tx, reading, now, scan_id),
    )
    assert ran.bug is None
    return ran.outcome


def do(house: House, expected: Expectation, name: str) -> Outcome:
    asked = commands.command(f"LSN-DO-{name}")
    assert asked is not None
    return enter(
        house,
        expected,
        lambda tx, now, scan_id: return_commands.return_command(tx, asked, now, scan_id),
        name,
    )


def reason_of(house: House, document_id: int) -> tuple[str, str]:
    with house.database.reading() as connection:
        head = documents.by_id(connection, document_id)
    return head.status, head.reason


def test_goods_go_back_to_nobody_but_who_sent_them(house: House) -> None:
    came(house, label(ai01=BUTTER, ai10="B1", ai30="10"), reject=4)

    refused = scan(house, begun(house, "SOUTH"), BUTTER_B1)

    assert str(refused.words) == (
        "B1 never came from Southgate Parts: it came from Northwind Dairy."
    )
    assert scan(house, begun(house), BUTTER_B1).kind is OutcomeKind.OK


def test_goods_of_which_no_receipt_says_whose_they_are_go_back_with_a_warning(
    house: House,
) -> None:
    came(house, label(ai01=BUTTER, ai10="B1", ai30="10"), order=None)
    with house.database.transaction(house.later()) as tx:
        lsn = known(house, "BUTTER", "B1").id
        holding.hold(tx, holding.PlaceHold(house.uid(), lsn, "damage"))

    outcome = scan(house, begun(house, "SOUTH"), BUTTER_B1)

    assert outcome.kind is OutcomeKind.ATTENTION
    assert str(outcome.remedy).startswith("No receipt says who it came from")


def test_a_line_claims_its_goods_against_another_station(house: House) -> None:
    came(house, label(ai01=BUTTER, ai10="B1", ai30="10"), reject=4)
    there = next_door(house)
    here, other = begun(house), begun(there)
    scan(house, here, BUTTER_B1)

    refused = scan(there, other, BUTTER_B1)

    assert str(refused.words) == "All of B1 that may go back is on SR-00001."
    undone = do(house, here, "UNDO")
    assert str(undone.words) == "Taken back: 4 pcs of Butter 250 g"
    assert scan(there, other, BUTTER_B1).kind is OutcomeKind.OK
    assert [each[0] for each in rows(house, here.document_id)] == ["undone", "ok"]


def test_goods_scanned_at_two_stations_at_once_go_on_one_return(house: House) -> None:
    came(house, label(ai01=BUTTER, ai10="B1", ai30="10"), reject=4)
    there = apart(house)
    here, other = begun(house), begun(there)

    told = at_once(lambda: scan(house, here, BUTTER_B1), lambda: scan(there, other, BUTTER_B1))

    assert sorted(each.kind for each in told) == [OutcomeKind.OK, OutcomeKind.REFUSED]
    there.database.close()


def test_expired_goods_go_back_though_nobody_held_them(house: House) -> None:
    milk = label(ai01=MILK, ai17="261121", ai10="M1")
    came(house, milk)

    outcome = scan(house, begun(house), milk)
    house.post(expected_next(outcome).document_id)

    assert on_hand(house, known(house, "MILK", "M1").id) == {}
    assert findings(house) == []


def test_what_may_be_sold_does_not_go_back(house: House) -> None:
    came(house, label(ai01=BUTTER, ai10="B1", ai30="10"))

    assert str(scan(house, begun(house), BUTTER_B1).words) == (
        "Of B1 only 0 pcs are held or rejected."
    )


def test_goods_in_two_places_are_one_scan_and_one_undo(house: House) -> None:
    came(house, label(ai01=BUTTER, ai10="B1", ai30="10"), reject=4)
    butter = known(house, "BUTTER", "B1").id
    with house.database.transaction(house.later()) as tx:
        holding.hold(tx, holding.PlaceHold(house.uid(), butter, "recall"))
    back = begun(house)

    outcome = scan(house, back, BUTTER_B1)
    assert sorted(line.quantity for line in lines(house, back.document_id)) == [4, 6]
    do(house, expected_next(outcome), "UNDO")

    assert str(outcome.words) == "10 pcs of Butter 250 g B1 goes back"
    assert lines(house, back.document_id) == []
    assert findings(house) == []


def test_a_pallet_goes_back_with_all_that_came_on_it_and_is_held(house: House) -> None:
    receipt = house.receipt("PO-1042")
    on_it = (
        Goods(1, (MILK,), Decimal(12), lot="M1", sscc=SSCC, expiry=date(2027, 1, 10)),
        Goods(2, (BUTTER,), Decimal(10), lot="B1", sscc=SSCC),
    )
    announce(house, receipt, on_it)
    answer(house, arrive(house, receipt, label(ai00=SSCC)), "all")
    house.post(receipt.document_id)
    with house.database.transaction(house.later()) as tx:
        held = holding.PlaceHold(house.uid(), known(house, "MILK", "M1").id, "damage")
        holding.hold(tx, held)

    back = begun(house)
    outcome = scan(house, back, label(ai00=SSCC))

    assert (outcome.kind, str(outcome.words)) == (
        OutcomeKind.ATTENTION,
        f"1 lot or serial of pallet {SSCC} goes back",
    )
    assert [line.quantity for line in lines(house, back.document_id)] == [12]
    assert str(do(house, expected_next(outcome), "UNDO").words) == (
        f"Pallet {SSCC} taken back: 1 line"
    )


def test_a_pallet_of_one_supplier_begins_its_return(house: House) -> None:
    receipt = house.receipt("PO-1042")
    announce(house, receipt, (Goods(1, (BUTTER,), Decimal(10), lot="B1", sscc=SSCC),))
    answer(house, arrive(house, receipt, label(ai00=SSCC)), "all")
    house.post(receipt.document_id)
    with house.database.transaction(house.later()) as tx:
        butter = known(house, "BUTTER", "B1").id
        holding.hold(tx, holding.PlaceHold(house.uid(), butter, "damage"))

    outcome = scan(house, Expectation(0), label(ai00=SSCC))

    assert [line.quantity for line in lines(house, expected_next(outcome).document_id)] == [10]


def test_of_one_code_of_two_items_the_one_that_is_theirs_goes_back(house: House) -> None:
    came(house, label(ai01=BUTTER, ai10="Q1", ai30="10"), reject=4)
    came(house, label(ai01=MILK, ai17="270110", ai10="Q1"), order=None)

    outcome = scan(house, begun(house), "Q1")

    assert str(outcome.words) == "4 pcs of Butter 250 g Q1 goes back"


def test_an_item_alone_is_asked_which_of_its_lots_goes_back(house: House) -> None:
    came(house, label(ai01=BUTTER, ai10="B1", ai30="10"), reject=4)
    back = begun(house)

    asked = scan(house, back, label(ai01=BUTTER))
    assert offered(asked) == ["B1 · Butter 250 g", "Leave it out"]
    outcome = do(house, expected_next(asked), "ANSWER-1")

    assert str(outcome.words) == "4 pcs of Butter 250 g B1 goes back"


def test_goods_that_are_only_counted_go_back_by_their_item(house: House) -> None:
    (line,) = lines(house, came(house, label(ai01=NAPKIN), order=None))
    with house.database.transaction(house.later()) as tx:
        holding.hold(tx, holding.PlaceHold(house.uid(), line.lsn_id, "damage"))

    assert scan(house, begun(house), label(ai01=NAPKIN)).line.quantity == Decimal(100)


def test_a_lot_of_serials_is_scanned_piece_by_piece(house: House) -> None:
    came(house, label(ai01=CHIP, ai10="C1", ai21="S1"), order=None)

    refused = scan(house, begun(house), label(ai01=CHIP, ai10="C1"))

    assert str(refused.words) == "C1 is a lot of serials."


@pytest.mark.parametrize("text", ["RC-00001", "PO-1042", "NORTH"])
def test_a_receipt_an_order_or_a_supplier_opens_the_return(house: House, text: str) -> None:
    came(house, label(ai01=BUTTER, ai10="B1", ai30="10"), reject=4)

    opened = scan(house, Expectation(0), text)

    assert str(opened.words) == "SR-00001 to Northwind Dairy: scan the goods"
    again = scan(house, Expectation(0), "SR-00001")
    assert expected_next(again) == expected_next(opened)


def test_a_return_that_is_open_elsewhere_or_posted_is_not_opened_by_its_number(
    house: House,
) -> None:
    came(house, label(ai01=BUTTER, ai10="B1", ai30="10"), reject=4)
    back = begun(house)
    scan(house, back, BUTTER_B1)

    elsewhere = scan(next_door(house), Expectation(0), "SR-00001")
    house.post(back.document_id)
    posted = scan(house, Expectation(0), "SR-00001")

    assert str(elsewhere.words).startswith("SR-00001 is open at ")
    assert str(posted.words) == "SR-00001 is posted already."


def test_goods_of_one_supplier_begin_their_return(house: House) -> None:
    came(house, label(ai01=BUTTER, ai10="B1", ai30="10"), reject=4)

    outcome = scan(house, Expectation(0), BUTTER_B1)

    document_id = expected_next(outcome).document_id
    assert [line.quantity for line in lines(house, document_id)] == [4]
    with house.database.reading() as connection:
        begun = receipts.begun_by(connection, document_id)
    assert [(each.code, each.quantity) for each in begun] == [("B1", Decimal(4))]


def test_goods_nobody_is_known_to_have_sent_ask_for_the_supplier(house: House) -> None:
    came(house, label(ai01=BUTTER, ai10="B1", ai30="10"), order=None)

    refused = scan(house, Expectation(0), BUTTER_B1)

    assert str(refused.words) == "Choose the supplier first: B1 came from nobody known."
    with house.database.reading() as connection:
        assert going_back.drafts(connection) == []


def test_posting_asks_why_once_and_offers_why_the_goods_were_rejected(house: House) -> None:
    came(house, label(ai01=BUTTER, ai10="B1", ai30="10"), reject=4)
    back = begun(house)
    scan(house, back, BUTTER_B1)

    asked = do(house, back, "POST")
    assert offered(asked)[:2] == ["Broken or crushed", "Damaged"]
    posted = do(house, expected_next(asked), "ANSWER-1")

    assert str(posted.words) == "Posted SR-00001: 1 lines"
    assert reason_of(house, back.document_id) == ("posted", "Broken or crushed")
    assert findings(house) == []


def test_a_reason_given_before_is_not_asked(house: House) -> None:
    came(house, label(ai01=BUTTER, ai10="B1", ai30="10"), reject=4)
    back = begun(house)
    scan(house, back, BUTTER_B1)
    with house.database.transaction(house.later()) as tx:
        return_commands.reason_given(" too soft ")(tx, back)

    do(house, back, "POST")

    assert reason_of(house, back.document_id) == ("posted", "too soft")
    with (
        pytest.raises(Refusal, match="its reason stays"),
        house.database.transaction(house.later()) as tx,
    ):
        returning.give_reason(tx, back.document_id, "another")


def test_what_waits_to_go_back_is_listed_until_it_went(house: House) -> None:
    came(house, label(ai01=BUTTER, ai10="B1", ai30="10"), reject=4)
    came(house, label(ai01=BUTTER, ai10="B1", ai30="5"), reject=1)

    def waits() -> list[tuple[str, str, int, tuple[str, ...]]]:
        with house.database.reading() as connection:
            found = going_back.waiting(connection)
        return [(each.vendor, each.code, each.quantity, each.receipts) for each in found]

    assert waits() == [("Northwind Dairy", "B1", 5, ("RC-00001", "RC-00002"))]
    back = begun(house)
    scan(house, back, BUTTER_B1)
    house.post(back.document_id)
    assert waits() == []

    with house.database.transaction(house.later()) as tx:
        posting.reverse(tx, back.document_id, "not collected", house.uid())
    assert waits() == [("Northwind Dairy", "B1", 5, ("RC-00001", "RC-00002"))]


def test_goods_on_an_open_return_are_carried_off_by_nobody(house: House) -> None:
    came(house, label(ai01=BUTTER, ai10="B1", ai30="10"), reject=4)
    back = begun(house)
    scan(house, back, BUTTER_B1)
    (line,) = lines(house, back.document_id)
    part = Part(line.lsn_id, line.from_location_id, 3)

    with (
        pytest.raises(Refusal, match=r"only 0 pcs in QUARANTINE may be moved: .* 4 promised"),
        house.database.transaction(house.later()) as tx,
    ):
        moving.transfer(tx, moving.Transfer(house.uid(), [part], house.dock))
    assert findings(house) == []

    with house.database.transaction(house.later()) as tx:
        posting.discard(tx, back.document_id)
        moving.transfer(
            tx, moving.Transfer(house.uid(), [part], _quarantine(tx, "QUARANTINE-2"))
        )
    assert findings(house) == []


def _quarantine(tx: Tx, code: str) -> int:
    return catalogue.add_location(tx, {"code": code, "kind": "quarantine", "is_real": True})
