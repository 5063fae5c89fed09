"""Moves on paper: whatever is carried, held and taken back, nothing is lost or made.

Run longer with ``LSN_SCALE=50``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from lsn_desktop.domain.moving import Part
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.lots import holding
from lsn_desktop.services.moves import moving
from lsn_desktop.storage import ledger
from tests.companies import BIN
from tests.dock import delivered, findings, label
from tests.house_for_tests import BUTTER
from tests.machines import run_machine
from tests.services.at_places import place

if TYPE_CHECKING:
    from tests.companies import Companies

EXAMPLES = 4  # times ``scale``
STEPS = 25
AT = ("DOCK-1", BIN, "QUARANTINE")
PLACES = st.sampled_from(AT)
WAYS = st.sampled_from([*permutations(AT, 2), ("DOCK-1", "DOCK-1")])
LOTS = st.sampled_from(["B1", "B2"])
counts = st.integers(1, 9)
steps: Counter[str] = Counter()


@dataclass
class Held:
    """A hold on some of a lot at a place; ``by`` is the transfer it went along with."""

    lot: str
    place: str
    quantity: int
    by: int = 0
    open: bool = True


class MovingMachine(RuleBasedStateMachine):
    """Two lots of butter in three places; ``companies`` says on which engine."""

    companies: Companies

    def __init__(self) -> None:
        super().__init__()
        self.house = self.companies.open()
        self.ids = {
            lot: delivered(self.house, label(ai01=BUTTER, ai10=lot, ai30="20"))[1]
            for lot in ("B1", "B2")
        }
        self.places = {code: place(self.house, code) for code in AT}
        self.stock = Counter({(lot, "DOCK-1"): 20 for lot in self.ids})
        self.holds: list[Held] = []
        self.whole: set[str] = set()
        self.made: dict[int, tuple[str, str, str, int]] = {}
        for lot in self.ids:  # some of each everywhere, and some of it on hold
            self.move(lot, ("DOCK-1", BIN), 8)
            self.stop(lot, "DOCK-1", 3)

    def teardown(self) -> None:
        try:
            assert findings(self.house) == []
        finally:
            self.companies.close(self.house)

    def held(self, lot: str, at: str) -> int:
        there = self.stock[lot, at]
        some = sum(one.quantity for one in self.open_holds(lot, at))
        return there if lot in self.whole else min(some, there)

    def open_holds(self, lot: str, at: str) -> list[Held]:
        return [one for one in self.holds if (one.lot, one.place, one.open) == (lot, at, True)]

    @rule(lot=LOTS, way=WAYS, some=st.none() | counts)
    def carry(self, *, lot: str, way: tuple[str, str], some: int | None) -> None:
        self.move(lot, way, some)

    def move(self, lot: str, way: tuple[str, str], some: int | None) -> None:
        source, target = way
        there, held = self.stock[lot, source], self.held(lot, source)
        to_quarantine = target == "QUARANTINE"
        most = there if to_quarantine else there - held
        wanted = some or (held if to_quarantine and held else most)
        part = Part(self.ids[lot], self.places[source], some)
        order = moving.Transfer(self.house.uid(), [part], self.places[target])
        try:
            with self.house.database.transaction(self.house.later()) as tx:
                document_id = moving.transfer(tx, order)
        except Refusal:
            assert source == target or not most or wanted > most
            steps["refused"] += 1
            return
        assert source != target
        assert 0 < wanted <= most
        steps["carried"] += 1
        self.stock[lot, source] -= wanted
        self.stock[lot, target] += wanted
        self.made[document_id] = (lot, source, target, wanted)
        if to_quarantine:
            self.let_follow(document_id, lot, source, wanted)

    def let_follow(self, document_id: int, lot: str, source: str, left: int) -> None:
        for one in self.open_holds(lot, source):
            gone = min(left, one.quantity)
            if gone:
                one.open = False
                self.holds.append(Held(lot, "QUARANTINE", gone, document_id))
                if one.quantity > gone:
                    self.holds.append(Held(lot, source, one.quantity - gone))
                left -= gone
                steps["held went along"] += 1

    @precondition(lambda self: self.made)
    @rule(pick=st.integers(0, 100))
    def take_back(self, *, pick: int) -> None:
        document_id = sorted(self.made)[pick % len(self.made)]
        lot, source, target, quantity = self.made[document_id]
        try:
            with self.house.database.transaction(self.house.later()) as tx:
                moving.undo(tx, document_id)
        except Refusal:
            assert self.stock[lot, target] < quantity
            steps["stays"] += 1
            return
        steps["taken back"] += 1
        self.stock[lot, target] -= quantity
        self.stock[lot, source] += quantity
        del self.made[document_id]
        for one in [one for one in self.holds if one.by == document_id and one.open]:
            one.open = False
            self.holds.append(Held(lot, source, one.quantity))

    @rule(lot=LOTS, at=PLACES, some=st.none() | counts)
    def hold(self, *, lot: str, at: str, some: int | None) -> None:
        self.stop(lot, at, some)

    def stop(self, lot: str, at: str, some: int | None) -> None:
        there = self.places[at] if some else None
        much = Decimal(some) if some else None
        order = holding.PlaceHold(self.house.uid(), self.ids[lot], "damage", "", there, much)
        if some and some > self.stock[lot, at] - self.held(lot, at):
            return
        with self.house.database.transaction(self.house.later()) as tx:
            holding.hold(tx, order)
        if some:
            self.holds.append(Held(lot, at, some))
        else:
            self.whole.add(lot)

    @precondition(lambda self: self.whole or any(one.open for one in self.holds))
    @rule(lot=LOTS)
    def release(self, *, lot: str) -> None:
        mine = [one for one in self.holds if one.lot == lot and one.open]
        if lot not in self.whole and not mine:
            return
        with self.house.database.transaction(self.house.later()) as tx:
            holding.release(tx, self.ids[lot], "good again")
        self.whole.discard(lot)
        for one in mine:
            one.open = False

    @invariant()
    def the_places_hold_what_they_should(self) -> None:
        with self.house.database.reading() as connection:
            kept = {
                (lot, one.location): (one.on_hand, one.held)
                for lot, lsn_id in self.ids.items()
                for one in ledger.places(connection, lsn_id)
            }
        assert kept == {
            (lot, at): (there, self.held(lot, at))
            for (lot, at), there in self.stock.items()
            if there
        }
        assert sum(there for there, _held in kept.values()) == 40


def test_nothing_is_lost_on_the_way(companies: Companies, scale: int) -> None:
    steps.clear()
    run_machine(MovingMachine, companies, examples=EXAMPLES * scale, steps=STEPS)
    assert {"refused", "carried", "taken back", "held went along"} <= steps.keys()
