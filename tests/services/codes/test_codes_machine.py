"""Codes on paper: whatever is received, renamed, merged, split and held, nothing is lost.

Run longer with ``LSN_SCALE=50``.
"""

from __future__ import annotations

from collections import Counter
from contextlib import AbstractContextManager, nullcontext
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
)

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.lots import holding, merging, renaming, splitting
from lsn_desktop.services.lots.holding import PlaceHold
from lsn_desktop.services.lots.merging import Merge
from lsn_desktop.services.lots.renaming import Rename
from lsn_desktop.services.lots.splitting import Split
from lsn_desktop.storage import ledger, lsn_changes, lsns
from tests.dock import delivered, findings, item_id, label
from tests.house_for_tests import BUTTER, CHIP
from tests.machines import run_machine

if TYPE_CHECKING:
    from tests.companies import Companies

EXAMPLES = 5  # times ``scale``
STEPS = 25
CODES = st.sampled_from(["K1", "K2", "K3", "k1", "K5", "K6", "K7"])
picks = st.integers(0, 10_000)
counts = st.integers(1, 9)
tally: Counter[str] = Counter()


class CodesMachine(RuleBasedStateMachine):
    """Butter by lot and chips by lot and serial; ``companies`` says on which engine."""

    companies: Companies

    def __init__(self) -> None:
        super().__init__()
        self.house = self.companies.open()
        self.items = {sku: item_id(self.house, sku) for sku in ("BUTTER", "CHIP")}
        self.sku: dict[int, str] = {}  # of each lot
        self.code: dict[int, str] = {}  # its own
        self.owner: dict[tuple[str, str], int] = {}  # who answers to a code of an item
        self.aside: dict[int, int] = {}  # merged lots and into which
        self.brought: dict[int, set[str]] = {}  # the codes a merged lot took along
        self.stock: Counter[int] = Counter()  # butter
        self.lot_of: dict[int, int] = {}  # chips
        self.received: Counter[str] = Counter()
        self.changes = 0
        self.held = 0

    def teardown(self) -> None:
        try:
            assert findings(self.house) == []
        finally:
            self.companies.close(self.house)

    def _lot(self, pick: int) -> int:
        """One that answers to its own code, mostly; now and then any."""
        every = sorted(self.code)
        among = [lot for lot in every if lot not in self.aside] if pick % 5 else []
        return (among or every)[pick // 5 % len(among or every)]

    def _has(self, sku: str, code: str) -> bool:
        """Whether a lot of the item has this code for its own, be it merged."""
        return any(self.code[lot] == code and self.sku[lot] == sku for lot in self.code)

    def _met(self, sku: str, code: str, lot: int) -> None:
        known = self.owner.get((sku, code))
        assert known in {None, lot}
        if known is None:
            assert lot not in self.code
            self.sku[lot], self.code[lot] = sku, code
            self.owner[sku, code] = lot

    @rule(code=CODES, count=counts)
    def receive_butter(self, code: str, count: int) -> None:
        lot = delivered(self.house, label(ai01=BUTTER, ai10=code, ai30=str(count)))[1]
        self._met("BUTTER", code, lot)
        self.stock[lot] += count
        self.received["BUTTER"] += count

    @rule(code=CODES)
    def receive_chip(self, code: str) -> None:
        self.received["CHIP"] += 1
        number = f"S{self.received['CHIP']}"
        serial = delivered(self.house, label(ai01=CHIP, ai10=code, ai21=number))[1]
        with self.house.database.reading() as connection:
            lot = lsns.by_id(connection, serial).lot_id
        assert lot is not None
        self._met("CHIP", code, lot)
        self.lot_of[serial] = lot

    @precondition(lambda self: self.code)
    @rule(pick=picks)
    def hold(self, pick: int) -> None:
        with self.house.database.transaction(self.house.later()) as tx:
            holding.hold(tx, PlaceHold(self.house.uid(), self._lot(pick), "inspection"))

    @precondition(lambda self: self.code)
    @rule(pick=picks, code=CODES)
    def rename(self, pick: int, code: str) -> None:
        lot = self._lot(pick)
        sku = self.sku[lot]
        refused = (
            lot in self.aside or self.owner.get((sku, code), lot) != lot or self._has(sku, code)
        )
        with expected(refused), self.house.database.transaction(self.house.later()) as tx:
            renaming.rename(tx, Rename(self.house.uid(), lot, code, "misread"))
        if not refused:
            self._changed("rename")
            self.code[lot], self.owner[sku, code] = code, lot

    @precondition(lambda self: self.code)
    @rule(one=picks, other=picks)
    def merge(self, one: int, other: int) -> None:
        lot, into = self._lot(one), self._lot(other)
        refused = (
            lot == into
            or self.sku[lot] != self.sku[into]
            or lot in self.aside
            or into in self.aside
        )
        with expected(refused), self.house.database.transaction(self.house.later()) as tx:
            merging.merge(tx, Merge(self.house.uid(), lot, into, "one lot"))
        if refused:
            return
        self._changed("merge")
        self.aside[lot] = into
        mine = {key for key, owner in self.owner.items() if owner == lot}
        self.brought[lot] = {code for _sku, code in mine}
        self.owner.update(dict.fromkeys(mine, into))
        self.stock[into] += self.stock.pop(lot, 0)
        self.lot_of |= {serial: into for serial, of in self.lot_of.items() if of == lot}

    @precondition(lambda self: self.code)
    @rule(pick=picks, code=CODES, count=st.integers(1, 3))
    def split(self, pick: int, code: str, count: int) -> None:
        lot = self._lot(pick)
        sku = self.sku[lot]
        again = next(
            (
                each
                for each, into in self.aside.items()
                if into == lot and self.code[each] == code
            ),
            None,
        )
        chips = sorted(each for each, of in self.lot_of.items() if of == lot)[:count]
        refused = (
            lot in self.aside
            or (again is None and ((sku, code) in self.owner or self._has(sku, code)))
            or not (self.stock[lot] >= count if sku == "BUTTER" else chips)
        )
        new = 0
        with expected(refused), self.house.database.transaction(self.house.later()) as tx:
            serials = tuple(lsns.by_id(tx.connection, each).code for each in chips)
            order = Split(
                self.house.uid(), lot, code, "torn", self.house.dock, Decimal(count), serials
            )
            new = splitting.split(tx, order)
        if refused:
            return
        self._changed("split")
        if again is not None:
            assert new == again
            del self.aside[again]
            for old in self.brought.pop(again):
                if self.owner[sku, old] == lot and self.code[lot] != old:
                    self.owner[sku, old] = again
        else:
            self._met(sku, code, new)
        if sku == "BUTTER":
            self.stock[lot] -= count
            self.stock[new] += count
        self.lot_of |= dict.fromkeys(chips, new)

    def _changed(self, kind: str) -> None:
        self.changes += 1
        tally[kind] += 1

    @invariant()
    def nothing_is_lost(self) -> None:
        tally["steps"] += 1
        with self.house.database.reading() as connection:
            balances = ledger.balances(connection)
            found: Counter[str] = Counter()
            stock: Counter[int] = Counter()
            for (lsn_id, _place, _unit), (on_hand, _held, _claimed) in balances.items():
                lsn = lsns.by_id(connection, lsn_id)
                found["BUTTER" if lsn.kind is LsnKind.LOT else "CHIP"] += on_hand
                if lsn.kind is LsnKind.LOT:
                    stock[lsn_id] = on_hand
            for lot, code in self.code.items():
                assert lsns.by_id(connection, lot).code == code
            for (sku, code), owner in self.owner.items():
                known = lsns.find(connection, self.items[sku], LsnKind.LOT, "", code)
                assert known is not None
                assert known.id == owner
            for serial, lot in self.lot_of.items():
                assert lsns.by_id(connection, serial).lot_id == lot
            told = {
                (each.at, each.kind)
                for lot in self.code
                for each in lsn_changes.of_lsn(connection, lot)
            }
        assert found == +self.received
        assert stock == +self.stock
        assert len(told) == self.changes
        held = sum(held for _on_hand, held, _claimed in balances.values())
        assert held >= self.held  # nothing was released
        self.held = held


def expected(refused: object) -> AbstractContextManager[Any]:
    """A block that must be refused, or must not."""
    tally["refusals"] += bool(refused)
    return pytest.raises(Refusal) if refused else nullcontext()


@pytest.mark.slow
def test_any_order_of_changes_loses_no_code_and_no_quantity(
    companies: Companies, scale: int, capsys: pytest.CaptureFixture[str]
) -> None:
    tally.clear()
    run_machine(CodesMachine, companies, examples=EXAMPLES * scale, steps=STEPS)
    with capsys.disabled():
        print(f"\ncodes machine on {companies.engine}: {dict(tally)}")  # noqa: T201
    assert tally["steps"] > EXAMPLES * scale
    assert tally["merge"] + tally["split"] + tally["rename"] > 0
