"""Packed, carried, unpacked and taken back in any order: all stands where it is said to stand.

Run longer with ``LSN_SCALE=50``.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from lsn_desktop.domain.moving import Part
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.moves import moving, packing
from lsn_desktop.services.moves.packing import Pack
from lsn_desktop.storage import handling_units, ledger
from tests.companies import BIN
from tests.dock import delivered, findings, label
from tests.house_for_tests import BUTTER
from tests.machines import run_machine
from tests.services.at_places import place
from tests.services.packing_model import Deed, Model, Unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.storage.transactions import Tx
    from tests.companies import Companies
    from tests.services.packing_model import Where

EXAMPLES = 3  # times ``scale``
STEPS = 30
AT = ("DOCK-1", BIN, "QUARANTINE")
PLACES = st.sampled_from(AT)
pick = st.integers(0, 20)
tally: Counter[str] = Counter()
T = TypeVar("T")


class PackingMachine(RuleBasedStateMachine):
    """Two lots of butter, a few cases and pallets; ``companies`` says on which engine."""

    companies: Companies

    def __init__(self) -> None:
        super().__init__()
        self.house = self.companies.open()
        self.ids = {
            lot: delivered(self.house, label(ai01=BUTTER, ai10=lot, ai30="20"))[1]
            for lot in ("B1", "B2")
        }
        self.codes = {lsn_id: lot for lot, lsn_id in self.ids.items()}
        self.places = {code: place(self.house, code) for code in AT}
        self.model = Model(Counter({(lot, "DOCK-1", 0): 20 for lot in self.ids}))
        self.deeds: dict[int, Deed] = {}
        for kind in ("case", "pallet"):
            self.begin(kind=kind, at="DOCK-1")
            self.pack(unit=len(self.model.units) - 1, source=0, some=5)

    def teardown(self) -> None:
        try:
            assert findings(self.house) == []
        finally:
            self.companies.close(self.house)

    def attempt(self, act: Callable[[Tx], T]) -> T | None:
        """Do it; None if it is refused."""
        try:
            with self.house.database.transaction(self.house.later()) as tx:
                return act(tx)
        except Refusal:
            tally["refused"] += 1
            return None

    def there(self, at: int) -> Where:
        """Some goods, wherever they stand."""
        some = sorted(where for where, n in self.model.stock.items() if n)
        return some[at % len(some)]

    def unit(self, at: int) -> int:
        known = sorted(self.model.units)
        return known[at % len(known)]

    def part(self, source: Where, some: int) -> Part:
        lot, at, unit = source
        return Part(self.ids[lot], self.places[at], some, unit or None)

    def carried(self, kind: str, document_id: int, deed: Deed) -> None:
        """On paper what was just done."""
        for source, target, n in deed.moves:
            self.model.stock[source] -= n
            self.model.stock[target] += n
        self.deeds[document_id] = deed
        tally[kind] += 1

    @rule(kind=st.sampled_from(["case", "pallet"]), at=PLACES)
    def begin(self, *, kind: str, at: str) -> None:
        if len(self.model.units) > 5:
            return
        made = self.attempt(lambda tx: packing.begin(tx, kind, self.places[at]))
        assert made is not None
        self.model.units[made.id] = Unit(kind, at)

    @rule(unit=pick, source=pick, some=st.integers(1, 9))
    def pack(self, *, unit: int, source: int, some: int) -> None:
        into, where = self.unit(unit), self.there(source)
        one = self.model.units[into]
        is_empty = not self.model.inside(into) and not one.parent
        target = where[1] if is_empty else one.place
        part = self.part(where, some)
        done = self.attempt(lambda tx: packing.pack(tx, Pack(self.house.uid(), into, [part])))
        fits = some <= self.model.stock[where] and where[2] != into
        assert (done is not None) == (fits and not one.closed)
        if done is not None:
            self.carried("packed", done[0], Deed([(where, (where[0], target, into), some)]))
            self.model.put(into, target)

    @rule(source=pick, at=PLACES, some=st.integers(1, 9))
    def take_out(self, *, source: int, at: str, some: int) -> None:
        where = self.there(source)
        part = self.part(where, some)
        order = moving.Transfer(self.house.uid(), [part], self.places[at])
        done = self.attempt(lambda tx: moving.transfer(tx, order))
        target = (where[0], at, 0)
        assert (done is not None) == (some <= self.model.stock[where] and target != where)
        if done is not None:
            self.carried("taken out", done, Deed([(where, target, some)]))

    @rule(unit=pick, at=PLACES)
    def carry_whole(self, *, unit: int, at: str) -> None:
        number = self.unit(unit)
        one, inside = self.model.units[number], self.model.inside(number)
        if one.place == at:
            return

        def act(tx: Tx) -> int | None:
            known = handling_units.by_id(tx.connection, number)
            return packing.carry_whole(tx, [known], self.places[at])

        done = self.attempt(act)
        assert (done is not None) == bool(inside)
        moves = [(where, (where[0], at, where[2]), n) for where, n in inside.items()]
        steps = [(number, one.parent, 0)] if one.parent else []
        deed = Deed(moves, [(number, one.place)], steps)
        if done is not None:
            self.carried("carried whole", done, deed)
        one.parent = 0
        self.model.put(number, at)

    @rule(case=pick, pallet=pick)
    def put_on(self, *, case: int, pallet: int) -> None:
        number, onto = self.unit(case), self.unit(pallet)
        one, target = self.model.units[number], self.model.units[onto]
        fits = (one.kind, target.kind) == ("case", "pallet") and not target.closed

        def act(tx: Tx) -> int:
            known = handling_units.by_id(tx.connection, number)
            return packing.put_on(tx, known, onto) or 0

        inside, alone = self.model.inside(number), not self.model.on(onto)
        done = self.attempt(act)
        assert (done is not None) == fits
        if done is None:
            return
        tally["put on"] += 1
        before, was = one.parent, one.place
        if one.place != target.place and alone and not self.model.inside(onto):
            self.model.put(onto, one.place)
        elif one.place != target.place:
            moves = [(at, (at[0], target.place, at[2]), n) for at, n in inside.items()]
            steps = [(number, before, 0)] if before else []
            deed = Deed(moves, [(number, was)], [*steps, (number, 0, onto)])
            if done:
                self.carried("carried on", done, deed)
            self.model.put(number, target.place)
        one.parent = onto

    @rule(unit=pick)
    def unpack(self, *, unit: int) -> None:
        number = self.unit(unit)
        one, cases = self.model.units[number], self.model.on(number)
        own = {at: n for at, n in self.model.stock.items() if n and at[2] == number}
        done = self.attempt(lambda tx: packing.unpack(tx, number))
        assert (done is not None) == bool(own or cases)
        if done is None:
            return
        moves = [(at, (at[0], one.place, 0), n) for at, n in own.items()]
        if done[0] is not None:
            steps = [(case, number, 0) for case in cases]
            self.carried("unpacked", done[0], Deed(moves, [], steps))
        for case in cases:
            self.model.units[case].parent = 0
        one.closed = False

    @rule(unit=pick, close=st.booleans())
    def close(self, *, unit: int, close: bool) -> None:
        number = self.unit(unit)
        act = packing.close if close else packing.reopen
        done = self.attempt(lambda tx: act(tx, number))
        assert (done is not None) == (not close or bool(self.model.inside(number)))
        if done is not None:
            self.model.units[number].closed = close

    @precondition(lambda self: self.deeds)
    @rule(which=pick)
    def take_back(self, *, which: int) -> None:
        known = sorted(self.deeds)
        document_id = known[-1 - which % min(len(known), 4)]  # the last ones: it can be done
        after = self.model.undone(self.deeds[document_id])
        done = self.attempt(lambda tx: moving.undo(tx, document_id) or True)
        assert (done is not None) == (after is not None and after.is_sound())
        if done is not None and after is not None:
            del self.deeds[document_id]
            self.model = after
            tally["taken back"] += 1

    @invariant()
    def all_stands_where_it_is_said_to(self) -> None:
        assert self.model.is_sound()
        named = {number: code for code, number in self.places.items()}
        with self.house.database.reading() as connection:
            kept = {
                (lot, one.location, one.unit_id or 0): one.on_hand
                for lot, lsn_id in self.ids.items()
                for one in ledger.places(connection, lsn_id)
            }
            units = {
                number: handling_units.by_id(connection, number) for number in self.model.units
            }
        assert kept == {where: n for where, n in self.model.stock.items() if n}
        for number, one in self.model.units.items():
            unit = units[number]
            assert (named[unit.place_id], unit.parent_id or 0, unit.closed_at is not None) == (
                one.place, one.parent, one.closed,
            )  # fmt: skip


def test_all_that_is_packed_stands_where_its_unit_does(
    companies: Companies, scale: int
) -> None:
    tally.clear()
    run_machine(PackingMachine, companies, examples=EXAMPLES * scale, steps=STEPS)
    assert {"refused", "packed", "taken out", "carried whole", "taken back"} <= tally.keys()
