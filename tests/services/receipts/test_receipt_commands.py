"""Command barcodes on a receipt do what the keys do, in the transaction of their scan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lsn_desktop.scanning.commands import Command, command
from lsn_desktop.services.documents import commanding
from lsn_desktop.services.receipts import receipt_commands
from lsn_desktop.storage import documents, journal
from tests.dock import answer, arrive, enter, expected_next, findings, label, lines, rows
from tests.house_for_tests import BUTTER, MILK, NAPKIN

if TYPE_CHECKING:
    from lsn_desktop.domain.outcomes import Expectation, Outcome
    from tests.house_for_tests import House

BUTTER_LABEL = label(ai01=BUTTER, ai10="B9")


def do(house: House, expectation: Expectation, name: str) -> Outcome:
    """Scan a command barcode."""
    asked = command(f"LSN-DO-{name}")
    assert asked is not None
    return enter(
        house,
        expectation,
        lambda tx, expected, scan_id: receipt_commands.receive_command(
            tx, asked, expected, scan_id
        ),
        asked.text,
    )


def test_undo_is_of_the_newest_line_and_keeps_it_the_first_scans(house: House) -> None:
    receipt = house.receipt()
    first = arrive(house, receipt, BUTTER_LABEL)
    second = arrive(house, expected_next(first), BUTTER_LABEL)
    undone = do(house, expected_next(second), "UNDO")

    assert [line.id for line in lines(house, receipt.document_id)] == [first.line.line_id]
    assert undone.line.line_id is None
    with house.database.reading() as connection:
        assert second.line.line_id is not None
        assert journal.scan_of_line(connection, second.line.line_id) == second.scan_id
    assert [sign for sign, _words in rows(house, receipt.document_id)] == ["ok", "undone", "ok"]
    assert findings(house) == []


def test_undo_of_a_label_in_progress_puts_it_aside(house: House) -> None:
    receipt = house.receipt()
    heard = arrive(house, receipt, label(ai01=MILK))
    aside = do(house, expected_next(heard), "UNDO")

    assert not expected_next(aside).label
    assert rows(house, receipt.document_id)[0][0] == "unfinished"


@pytest.mark.parametrize(("name", "count"), [("NO", 0), ("YES", 1), ("ANSWER-1", 1)])
def test_yes_no_and_numbers_answer_what_is_asked(house: House, name: str, count: int) -> None:
    receipt = house.receipt("PO-1042")
    asked = arrive(house, receipt, label(ai01=NAPKIN))
    assert asked.kind == "question"

    do(house, expected_next(asked), name)

    assert len(lines(house, receipt.document_id)) == count


def test_no_where_only_esc_says_it_leaves_the_question(house: House) -> None:
    heard = arrive(house, house.receipt(), label(ai01=BUTTER))
    assert heard.question is not None
    assert receipt_commands.no_to(heard.question) is None

    aside = do(house, expected_next(heard), "NO")

    assert expected_next(aside).question is None


def test_quantity_then_post(house: House) -> None:
    receipt = house.receipt()
    heard = do(house, receipt, "QUANTITY-7")
    added = arrive(house, expected_next(heard), BUTTER_LABEL)
    assert added.line.quantity == 7
    posted = do(house, expected_next(added), "POST")

    assert str(posted.words) == "Posted RC-00001: 1 lines"
    with house.database.reading() as connection:
        assert documents.by_id(connection, receipt.document_id).status == "posted"
    assert findings(house) == []


@pytest.mark.parametrize("name", ["UNDO", "POST", "YES", "ANSWER-2", "NEXT", "TEACH", "PRINT"])
def test_where_there_is_nothing_to_do_it_is_said_and_journalled(
    house: House, name: str
) -> None:
    receipt = house.receipt()
    refused = do(house, receipt, name)

    assert refused.kind == "refused"
    assert str(refused.remedy)
    assert rows(house, receipt.document_id) == [("refused", str(refused.words))]


def test_an_answer_that_is_not_there_is_refused_and_the_question_stays(house: House) -> None:
    asked = arrive(house, house.receipt("PO-1042"), label(ai01=NAPKIN))
    refused = do(house, expected_next(asked), "ANSWER-9")

    assert str(refused.remedy) == "Scan one of the answers 1 to 2."
    assert answer(house, refused, "take").kind == "ok"


@pytest.mark.parametrize("name", ["undo", "post", "print", "yes", "no", "next", "back"])
def test_every_command_is_called_by_its_name(name: str) -> None:
    asked = command(f"LSN-DO-{name}")
    assert asked is not None
    assert str(commanding.heard(asked)).lower() == name


def test_an_argument_is_said_too_and_a_long_one_is_cut() -> None:
    assert str(commanding.heard(Command("go", "labels"))) == "Go to LABELS"
    why = commanding.nothing_to_do(Command("unknown", "x" * 900))
    assert len(str(why.fact)) < 80
