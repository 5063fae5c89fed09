"""Whatever is scanned, rejected, taken back, posted or reversed: ticks stay true."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
)

from lsn_desktop.domain.announced import Goods, allot
from lsn_desktop.services.documents import posting
from lsn_desktop.services.receipts import receiving, rejecting
from lsn_desktop.storage import documents, lsns, manifests
from lsn_desktop.storage.manifests import Receiving
from tests.dock import arrive, findings, label, lines
from tests.house_for_tests import BUTTER
from tests.machines import run_machine
from tests.services.announced import announce

if TYPE_CHECKING:
    from hypothesis.strategies import DataObject

    from lsn_desktop.domain.outcomes import Expectation
    from tests.companies import Companies

EXAMPLES, STEPS = 5, 15
LOTS = ("B1", "B2", "B3")
ANNOUNCED = {"B1": 10, "B2": 5}
GOODS = tuple(
    Goods(at, (BUTTER,), Decimal(quantity), lot=lot)
    for at, (lot, quantity) in enumerate([("B1", 4), ("B1", 6), ("B2", 5)], start=1)
)


class TickingMachine(RuleBasedStateMachine):
    """One notice, received on one receipt after the other."""

    companies: Companies

    def __init__(self) -> None:
        super().__init__()
        self.house = self.companies.open()
        self.receipts: list[Expectation] = []
        self._begin()

    def teardown(self) -> None:
        assert findings(self.house) == []
        self.companies.close(self.house)

    def _begin(self) -> None:
        self.receipts.append(self.house.receipt())
        announce(self.house, self.receipts[-1], GOODS)

    def _left(self) -> list[tuple[int, int]]:
        with self.house.database.reading() as connection:
            by = Receiving(self.receipts[-1].document_id, None)
            return [(line.id, line.came) for line in manifests.lines(connection, by)]

    @rule(lot=st.sampled_from(LOTS), quantity=st.integers(1, 12))
    def scan(self, lot: str, quantity: int) -> None:
        text = label(ai01=BUTTER, ai10=lot, ai30=str(quantity))
        assert arrive(self.house, self.receipts[-1], text).line.line_id is not None

    @rule(lot=st.sampled_from(LOTS), quantity=st.integers(1, 12))
    def scan_and_undo(self, lot: str, quantity: int) -> None:
        before = self._left()
        self.scan(lot, quantity)
        self._undo(lines(self.house, self.receipts[-1].document_id)[-1].id)
        assert self._left() == before

    @rule(data=st.data())
    def undo(self, data: DataObject) -> None:
        if there := lines(self.house, self.receipts[-1].document_id):
            self._undo(data.draw(st.sampled_from(there)).id)

    def _undo(self, line_id: int) -> None:
        with self.house.database.transaction(self.house.later()) as tx:
            receiving.undo_line(tx, line_id)

    @rule(data=st.data(), where=st.sampled_from([each for each, _ in rejecting.DISPOSITIONS]))
    def reject(self, data: DataObject, where: str) -> None:
        with self.house.database.transaction(self.house.later()) as tx:
            there = [
                line
                for line in documents.lines(tx.connection, self.receipts[-1].document_id)
                if line.to_location_id == self.house.dock
            ]
            if there:
                line = data.draw(st.sampled_from(there))
                some = Decimal(data.draw(st.integers(1, line.quantity)))
                uid = self.house.uid()
                rejecting.reject(tx, rejecting.Reject(uid, line.id, some, "wet", where))

    @rule()
    def post(self) -> None:
        document_id = self.receipts[-1].document_id
        if lines(self.house, document_id):
            self.house.post(document_id)
            self._begin()

    @rule()
    def discard(self) -> None:
        with self.house.database.transaction(self.house.later()) as tx:
            posting.discard(tx, self.receipts.pop().document_id)
        self._begin()

    @rule(data=st.data())
    def reverse(self, data: DataObject) -> None:
        if len(self.receipts) > 1:
            which = self.receipts.pop(data.draw(st.integers(0, len(self.receipts) - 2)))
            with self.house.database.transaction(self.house.later()) as tx:
                posting.reverse(tx, which.document_id, "wrong truck", self.house.uid())

    @invariant()
    def no_more_is_ticked_than_was_announced_or_came(self) -> None:
        came: Counter[str] = Counter()
        ticked: Counter[str] = Counter()
        with self.house.database.reading() as connection:
            for receipt in self.receipts:
                of_lines = manifests.ticked(connection, receipt.document_id)
                for line in documents.lines(connection, receipt.document_id):
                    came[lsns.by_id(connection, line.lsn_id).code] += line.quantity
                    assert of_lines.get(line.id, 0) <= line.quantity
            by = Receiving(self.receipts[-1].document_id, None)
            for each in manifests.lines(connection, by):
                assert 0 <= each.came <= each.quantity
                ticked[each.lot] += each.came
        assert all(ticked[lot] <= min(came[lot], ANNOUNCED[lot]) for lot in ANNOUNCED)
        assert ticked["B3"] == 0


def test_ticks_never_exceed_what_was_announced_or_came(
    companies: Companies, scale: int
) -> None:
    run_machine(TickingMachine, companies, examples=EXAMPLES * scale, steps=STEPS)


def test_what_comes_fills_the_lines_in_their_order() -> None:
    found = allot(7, [(1, 4), (2, 0), (3, 2)])

    assert (found.ticks, found.over) == (((1, 4), (3, 2)), 1)
