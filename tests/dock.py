"""What one does at a dock in a test, in few words: labels, answers, typed lines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.scanning.read import read
from lsn_desktop.scanning.separators import recovered
from lsn_desktop.services.codes import scan_runner
from lsn_desktop.services.documents import posting
from lsn_desktop.services.labels import labelling
from lsn_desktop.services.labels.labelling import OrderLabels, Wanted
from lsn_desktop.services.receipts import answering, receiving
from lsn_desktop.storage import (
    catalogue,
    documents,
    journal,
    ledger,
    lsn_pages,
    lsns,
    people,
    verifying,
)
from lsn_desktop.storage.documents import NewLine
from tests.house_for_tests import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.domain.outcomes import Expectation, Outcome
    from lsn_desktop.services.receipts.answering import TypedLine
    from lsn_desktop.storage.documents import Line
    from lsn_desktop.storage.lsns import Lsn
    from lsn_desktop.storage.transactions import Tx
    from tests.house_for_tests import House

GS = "\x1d"
_FIXED = ("00", "01", "02", "11", "15", "17")


def label(**elements: str) -> str:
    """A GS1-128 as a scanner sends it; elements as ``ai01="0952..."``, in the order given."""
    text = "]C1"
    for name, value in elements.items():
        ai = name.removeprefix("ai")
        text += ai + value + ("" if ai.startswith(_FIXED) else GS)
    return text.removesuffix(GS)


def dropped(**elements: str) -> str:
    """The same by a scanner that drops its separators and says no symbology."""
    return label(**elements).removeprefix("]C1").replace(GS, "")


def arrive(
    house: House,
    expectation: Expectation,
    text: str,
    uid: str | None = None,
    *,
    sent: bool = False,
) -> Outcome:
    """Scan a code; with the ``uid`` of an earlier one it arrives a second time.

    ``sent``: the scanner is known to send its separators.
    """
    reading = recovered(read(text.encode(), today=TODAY), today=TODAY, sent=sent)
    arrival = scan_runner.Arrival(
        uid or house.uid(), text.encode(), "test", 0, reading.symbology, reading.read_as
    )
    ran = scan_runner.run(
        house.database,
        house.later(),
        arrival,
        expectation,
        lambda tx, expected, scan_id: receiving.receive_scan(tx, reading, expected, scan_id),
    )
    if ran.bug:
        raise ran.bug
    return ran.outcome


def enter(
    house: House,
    expectation: Expectation,
    use_case: Callable[[Tx, Expectation, int], Outcome],
    words: str = "typed",
) -> Outcome:
    """Run what came from the keyboard as a scan is run."""
    arrival = scan_runner.Arrival(house.uid(), words.encode(), "keyboard", read_as="typed")
    ran = scan_runner.run(house.database, house.later(), arrival, expectation, use_case)
    if ran.bug:
        raise ran.bug
    return ran.outcome


def answer(house: House, outcome: Outcome, value: str) -> Outcome:
    """Answer the question a scan came to."""
    return enter(
        house,
        expected_next(outcome),
        lambda tx, expected, scan_id: answering.answer(tx, value, expected, scan_id),
        value,
    )


def typed(house: House, expectation: Expectation, line: TypedLine) -> Outcome:
    """Type a line (F2)."""
    return enter(
        house,
        expectation,
        lambda tx, expected, scan_id: answering.receive_typed(tx, line, expected, scan_id),
    )


def expected_next(outcome: Outcome) -> Expectation:
    """What the next scan is met with; every scan on a receipt says so."""
    assert outcome.next is not None
    return outcome.next


def lines(house: House, document_id: int) -> list[Line]:
    """The lines of a document that count."""
    with house.database.reading() as connection:
        return documents.lines(connection, document_id)


def rows(house: House, document_id: int) -> list[tuple[str, str]]:
    """What the receipt's list shows of each scan, oldest first: its sign and its words."""
    with house.database.reading() as connection:
        found = journal.of_document(connection, document_id)
    return [(row.outcome, str(row.words)) for row in reversed(found)]


def known(house: House, sku: str, code: str, kind: LsnKind = LsnKind.LOT) -> Lsn:
    """A lot or serial as it is kept."""
    with house.database.reading() as connection:
        item = catalogue.item_by_sku(connection, sku)
        assert item is not None
        (found,) = [
            each.lsn
            for each in lsns.candidates(connection, code)
            if each.lsn.item_id == item.id and each.lsn.kind is kind
        ]
    return found


def choices(outcome: Outcome) -> list[tuple[str, str]]:
    """The answers a question offers: what each gives back, and its words."""
    assert outcome.question is not None
    return [(each.value, str(each.words)) for each in outcome.question.answers]


def offered(outcome: Outcome) -> list[str]:
    """The words of the answers."""
    return [text for _, text in choices(outcome)]


def take(house: House, outcome: Outcome, said: str) -> Outcome:
    """Answer by the words of a choice."""
    (value,) = [value for value, text in choices(outcome) if text == said]
    return answer(house, outcome, value)


def item_id(house: House, sku: str) -> int:
    """The row of an item."""
    with house.database.reading() as connection:
        item = catalogue.item_by_sku(connection, sku)
    assert item is not None
    return item.id


def audit(house: House, lsn_id: int) -> list[str]:
    """What the page of an LSN says was done to it, oldest first."""
    with house.database.reading() as connection:
        told = lsn_pages.page(connection, lsn_id).audit
    return [str(each.words) for each in reversed(told)]


def next_door(house: House, name: str = "WS-2") -> House:
    """The same company, worked in from another workstation."""
    with house.database.first_transaction() as connection:
        station = people.add_workstation(connection, name)
    return replace(house, by=replace(house.by, workstation_id=station))


def on_hand(house: House, lsn_id: int) -> dict[str, int]:
    """How much of an LSN stands where, loose and packed together."""
    found: dict[str, int] = {}
    with house.database.reading() as connection:
        for each in ledger.places(connection, lsn_id):
            found[each.location] = found.get(each.location, 0) + each.on_hand
    return found


def findings(house: House) -> list[str]:
    """What ``verify`` has to say of the whole database."""
    with house.database.reading() as connection:
        return [
            f"{found.table} {found.row}: {found.words}"
            for found in verifying.verify(connection)
        ]


def carry(house: House, lsn_id: int, quantity: int, source: str, target: str) -> None:
    """Put so much of an LSN into another place."""
    with house.database.transaction(house.later()) as tx:
        uid = house.uid()
        number = documents.add(tx, {"uid": uid, "kind": "transfer", "number": f"TR-{uid[-6:]}"})
        item_id = lsns.by_id(tx.connection, lsn_id).item_id
        here = catalogue.location_by_code(tx.connection, source)
        there = catalogue.location_by_code(tx.connection, target)
        assert here
        assert there
        line = NewLine(house.uid(), item_id, lsn_id, here.id, there.id, quantity)
        documents.add_line(tx, number, line)
        posting.post(tx, number)


def delivered(house: House, text: str, order: str | None = None) -> tuple[int, int]:
    """Receive one label and post it: the receipt, and the LSN that came."""
    receipt = house.receipt(order)
    outcome = arrive(house, receipt, text)
    assert outcome.line.lsn_id is not None, outcome
    house.post(receipt.document_id)
    return receipt.document_id, outcome.line.lsn_id


def print_labels(house: House, *wanted: Wanted, document_id: int | None = None) -> int:
    """Order labels; returns the job."""
    order = OrderLabels(house.uid(), "lot", "1", "digest", wanted, "", document_id)
    with house.database.transaction(house.later()) as tx:
        return labelling.order_labels(tx, order)
