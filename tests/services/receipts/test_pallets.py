"""A pallet whose content was announced is received by one scan and a yes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from lsn_desktop.domain.announced import Goods
from lsn_desktop.domain.outcomes import OutcomeKind
from lsn_desktop.services.receipts import receipt_commands
from lsn_desktop.storage import receipts
from tests.dock import answer, arrive, expected_next, findings, label, lines, offered, rows
from tests.house_for_tests import BUTTER, CHIP, MILK_CASE
from tests.services.announced import announce, left

if TYPE_CHECKING:
    from lsn_desktop.domain.outcomes import Outcome
    from tests.house_for_tests import House

SSCC = "395212345678901236"
ON_PALLET = (
    Goods(1, (MILK_CASE,), Decimal(12), lot="L1", sscc=SSCC, expiry=date(2027, 1, 10)),
    Goods(2, (BUTTER,), Decimal(10), lot="B1", sscc=SSCC),
    Goods(3, (BUTTER,), Decimal(5), lot="B2"),
)


def test_a_pallet_names_its_content_and_is_received_by_a_yes(house: House) -> None:
    receipt = house.receipt()
    announce(house, receipt, ON_PALLET)

    asked = arrive(house, receipt, label(ai00=SSCC))
    assert str(asked.words) == "Pallet of 2 lines: receive all as announced?"
    assert offered(asked) == ["Receive all as announced", "No, scan what is on it"]
    told = answer(house, asked, "all")

    assert (told.kind, str(told.words)) == (
        OutcomeKind.OK,
        f"2 lines of pallet {SSCC} received",
    )
    assert [line.quantity for line in lines(house, receipt.document_id)] == [144, 10]
    assert left(house, receipt) == [("B2", 5)]
    house.post(receipt.document_id)
    assert findings(house) == []


def test_a_pallet_of_one_item_says_how_much_it_is(house: House) -> None:
    receipt = house.receipt()
    announce(house, receipt, ON_PALLET[:1])

    asked = arrive(house, receipt, label(ai00=SSCC))

    words = "Pallet of 144 pcs Whole milk 1 L: receive all as announced?"
    assert str(asked.words) == words
    assert str(answer(house, asked, "all").line.quantity) == "144"


def test_what_needs_to_be_looked_at_stays_to_be_scanned(house: House) -> None:
    receipt = house.receipt()
    chips = Goods(3, (CHIP,), Decimal(3), lot="C1", sscc=SSCC)
    announce(house, receipt, (*ON_PALLET[:2], chips))

    told = answer(house, arrive(house, receipt, label(ai00=SSCC)), "all")

    words = f"2 lines of pallet {SSCC} received, scan the other 1"
    assert (told.kind, str(told.words)) == (OutcomeKind.ATTENTION, words)
    assert left(house, receipt) == [("C1", 3)]


def test_a_no_leaves_the_pallet_to_be_scanned(house: House) -> None:
    receipt = house.receipt()
    announce(house, receipt, ON_PALLET)

    told = answer(house, arrive(house, receipt, label(ai00=SSCC)), "leave")

    assert told.kind is OutcomeKind.HEARD
    assert lines(house, receipt.document_id) == []
    again = arrive(house, expected_next(told), label(ai00=SSCC))
    assert again.kind is OutcomeKind.QUESTION


def test_a_pallet_scanned_again_is_here_already(house: House) -> None:
    receipt = house.receipt()
    announce(house, receipt, ON_PALLET)
    told = answer(house, arrive(house, receipt, label(ai00=SSCC)), "all")

    again = arrive(house, expected_next(told), label(ai00=SSCC))

    assert str(again.words) == f"All of pallet {SSCC} is here already"
    assert len(lines(house, receipt.document_id)) == 2


def test_each_line_of_a_pallet_stands_in_the_journal(house: House) -> None:
    receipt = house.receipt()
    announce(house, receipt, ON_PALLET)

    answer(house, arrive(house, receipt, label(ai00=SSCC)), "all")

    said = [words for _kind, words in rows(house, receipt.document_id)]
    assert said[-1] == f"2 lines of pallet {SSCC} received"


def test_an_sscc_nobody_announced_belongs_to_the_label_before_it(house: House) -> None:
    receipt = house.receipt()
    announce(house, receipt, ON_PALLET[1:2])
    first = arrive(house, receipt, label(ai01=BUTTER, ai10="B1"))

    told = arrive(house, expected_next(first), label(ai00="395212345678901243"))

    assert told.kind is OutcomeKind.OK
    assert len(lines(house, receipt.document_id)) == 1


def received(house: House) -> Outcome:
    receipt = house.receipt()
    announce(house, receipt, ON_PALLET)
    return answer(house, arrive(house, receipt, label(ai00=SSCC)), "all")


def undo(house: House, told: Outcome, line_id: int | None = None) -> Outcome:
    act = receipt_commands.undo_last if line_id is None else receipt_commands.undone(line_id)
    with house.database.transaction(house.later()) as tx:
        return act(tx, expected_next(told))


def shown(house: House, document_id: int) -> list[tuple[str, str, int]]:
    """The newest scan and its lines as the dock lists them: sign, code, how many count."""
    with house.database.reading() as connection:
        found = receipts.scans(connection, document_id)
    first = [each for each in found if each.scan_id == found[0].scan_id]
    return [(each.outcome, each.code, each.several) for each in first]


def test_a_pallet_is_taken_back_whole_by_one_undo(house: House) -> None:
    told = received(house)
    document_id = expected_next(told).document_id
    assert shown(house, document_id) == [("ok", "", 2), ("ok", "L1", 0), ("ok", "B1", 0)]

    undone = undo(house, told)

    assert str(undone.words) == f"Pallet {SSCC} taken back: 2 lines"
    assert lines(house, document_id) == []
    assert [each[0] for each in shown(house, document_id)] == ["undone"] * 3
    assert left(house, expected_next(undone)) == [("L1", 144), ("B1", 10), ("B2", 5)]
    assert findings(house) == []


def test_a_line_of_a_pallet_is_taken_back_alone_and_the_rest_by_one_undo(house: House) -> None:
    told = received(house)
    document_id = expected_next(told).document_id
    milk = lines(house, document_id)[0].id

    alone = undo(house, told, milk)
    assert shown(house, document_id) == [("ok", "", 1), ("undone", "L1", 0), ("ok", "B1", 0)]
    rest = undo(house, alone)

    assert str(alone.words) == "Taken back: 144 pcs of Whole milk 1 L"
    assert str(rest.words) == f"Pallet {SSCC} taken back: 1 line"
    assert lines(house, document_id) == []
