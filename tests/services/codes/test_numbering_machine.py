"""Numbers and serials against a set: two workstations, lists, labels ahead, hands on keys.

No number of ours is given twice, no serial is lost, and what is refused was there before.
Run longer with ``LSN_SCALE=50``.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
)

from lsn_desktop.domain.serial_grammar import read_serials
from lsn_desktop.services.codes import own_numbers
from lsn_desktop.services.labels import label_jobs, numbering_ahead
from lsn_desktop.services.labels.labelling import OrderLabels
from lsn_desktop.services.labels.numbering_ahead import NumberAndPrint
from lsn_desktop.services.receipts import receiving_serials
from lsn_desktop.services.receipts.receiving_serials import OURS, Goods
from lsn_desktop.storage import catalogue, lsns, reserved
from lsn_desktop.storage.transactions import Database
from tests.dock import findings, item_id, next_door
from tests.machines import run_machine

if TYPE_CHECKING:
    from lsn_desktop.domain.items import Item
    from lsn_desktop.storage.transactions import Tx
    from tests.companies import Companies

EXAMPLES = 8  # times ``scale``
STEPS = 30
stations = st.integers(0, 1)
few = st.integers(1, 4)
# What our counter will give soon is among what people write.
numbers = st.integers(1, 25).map("S2611-{:06}".format)
parts = st.one_of(
    numbers,
    st.builds("S2611-{:06}+{}".format, st.integers(1, 25), few),
    st.builds(lambda n, m: f"A{n:02}-A{n + m:02}", st.integers(1, 20), few),
    few.map("~+{}".format),
    st.sampled_from(["9-5", "A1-B2", "~", "S2611-000003-S2611-000009"]),
)
lists = st.lists(parts, min_size=1, max_size=4).map(", ".join)


class GivenUp(Exception):
    """The transaction is rolled back."""


class NumberingMachine(RuleBasedStateMachine):
    """Two workstations on one database; ``companies`` says on which engine."""

    companies: Companies

    def __init__(self) -> None:
        super().__init__()
        house = self.companies.open()
        other = next_door(house)
        other.database = Database(house.database.url.render_as_string(hide_password=False))
        other.uids = itertools.count(10_000_000)
        self.houses = (house, other)
        self.receipts = [each.receipt().document_id for each in self.houses]
        self.pump = item_id(house, "PUMP")
        self.given: list[str] = []  # by our numbering, kept
        self.received: set[str] = set()
        self.reserved: set[str] = set()
        self.jobs: list[int] = []

    def teardown(self) -> None:
        try:
            assert findings(self.houses[0]) == []
        finally:
            self.houses[1].database.close()
            self.companies.close(self.houses[0])

    def _item(self, tx: Tx) -> Item:
        return catalogue.item_by_id(tx.connection, self.pump)

    @rule(at=stations, text=lists)
    def receive_a_list(self, *, at: int, text: str) -> None:
        house, receipt = self.houses[at], self.receipts[at]
        written = read_serials(text)
        serials = [code for code, _piece in written.serials([OURS] * written.own)]
        assert len(serials) == written.count
        before = set(self.received)
        goods = Goods(self.pump)
        with house.database.reading() as connection:
            looked = receiving_serials.look(connection, house.by, receipt, goods, serials)
        taken = house.database.run(
            house.later(),
            lambda tx: receiving_serials.receive(tx, receipt, goods, serials, house.uid()),
        )

        by_hand = [code for code in serials if code != OURS]
        ours = [code for code in taken.received if code not in by_hand]
        assert set(taken.received) == (set(by_hand) - before) | set(ours)
        assert len(taken.received) == len(set(taken.received))
        assert len(taken.received) + len(taken.left) == len(serials)
        assert len(ours) == written.own
        self._new(ours, besides=before | self.reserved | set(by_hand))
        assert [each.state.is_good for each in looked] == [
            n not in taken.left for n in range(len(serials))
        ]
        self.received |= set(taken.received)
        self.reserved -= self.received

    @rule(at=stations, count=few)
    def print_ahead(self, *, at: int, count: int) -> None:
        house = self.houses[at]
        labels = OrderLabels(house.uid(), "serial", "1", "digest", ())
        order = NumberAndPrint(self.pump, count, labels)
        before = self._waiting()
        job = house.database.run(
            house.later(), lambda tx: numbering_ahead.number_and_print(tx, order)
        )
        new = self._waiting() - before
        assert len(new) == count
        self._new(sorted(new), besides=self.received | self.reserved)
        self.reserved |= new
        self.jobs.append(job)

    @precondition(lambda self: self.jobs)
    @rule(at=stations)
    def cancel_labels(self, *, at: int) -> None:
        house, job = self.houses[at], self.jobs.pop()
        with house.database.transaction(house.later()) as tx:
            label_jobs.cancel(tx, job)

    @rule(at=stations, count=few)
    def take_and_give_up(self, *, at: int, count: int) -> None:
        """What is rolled back was given to nobody."""
        house = self.houses[at]

        def give_up() -> None:
            with house.database.transaction(house.later()) as tx:
                own_numbers.take_for(tx, self._item(tx), count, serial=True)
                raise GivenUp

        with pytest.raises(GivenUp):
            give_up()

    @rule(at=stations, count=few)
    def preview(self, *, at: int, count: int) -> None:
        """What is told to come next does come next, and is nobody's."""
        house = self.houses[at]
        with house.database.transaction(house.later()) as tx:
            item = self._item(tx)
            told = own_numbers.coming(tx.connection, item, tx.by.on, count, serial=True)
            assert own_numbers.take_for(tx, item, count, serial=True) == told
            own_numbers.take_for(tx, item, 1, serial=True)
        assert not set(told) & (self.received | self.reserved)
        self.given += told

    def _new(self, codes: list[str], besides: set[str]) -> None:
        assert not set(codes) & set(self.given), "given twice"
        assert not set(codes) & besides, "somebody has it"
        self.given += codes

    def _waiting(self) -> set[str]:
        with self.houses[0].database.reading() as connection:
            return {each.code for each in reserved.of_item(connection, self.pump)}

    @invariant()
    def every_serial_is_there_once(self) -> None:
        with self.houses[1].database.reading() as connection:
            for code in self.received | self.reserved:
                assert len(lsns.candidates(connection, code, folded=False)) == 1
        assert self._waiting() == self.reserved


def test_no_number_is_given_twice_and_no_serial_lost(companies: Companies, scale: int) -> None:
    run_machine(NumberingMachine, companies, examples=EXAMPLES * scale, steps=STEPS)
