"""Whatever is received, priced, charged, split, merged, withdrawn and reversed adds up.

The model knows no layers: it keeps which part of each received line is in which lot, and
what each line cost, as fractions. Run longer with ``LSN_SCALE=50``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.documents import posting
from lsn_desktop.services.lots import merging, splitting
from lsn_desktop.services.lots.merging import Merge
from lsn_desktop.services.lots.splitting import Split
from lsn_desktop.storage import costs
from tests.costs import butter_receipt, charged, freight, price, withdrawn
from tests.dock import findings, lines
from tests.machines import run_machine

if TYPE_CHECKING:
    from tests.companies import Companies

EXAMPLES = 5  # times ``scale``
STEPS = 25
picks = st.integers(0, 10_000)
lots = st.dictionaries(
    st.sampled_from(["K1", "K2", "K3", "K4"]), st.integers(1, 9), min_size=1, max_size=3
)
amounts = st.integers(1, 10**7).map(lambda kept: f"{Decimal(kept).scaleb(-4):f}")
tally: Counter[str] = Counter()


@dataclass
class Came:
    """A received line: how much, what of it is where (as parts), and what it cost."""

    receipt: int
    lsn: int
    quantity: int
    parts: dict[int, Fraction]
    price: int | None = None
    charges: dict[int, Fraction] = field(default_factory=dict)

    @property
    def cost(self) -> Fraction:
        return (self.price or 0) + sum(self.charges.values(), Fraction(0))


class CostsMachine(RuleBasedStateMachine):
    """Butter by the lot; ``companies`` says on which engine."""

    companies: Companies

    def __init__(self) -> None:
        super().__init__()
        self.house = self.companies.open()
        self.lines: list[Came] = []
        self.stock: Counter[int] = Counter()
        self.turned: set[int] = set()
        self.charges: dict[int, tuple[int, ...]] = {}
        self.codes = 0

    def teardown(self) -> None:
        try:
            assert findings(self.house) == []
        finally:
            self.companies.close(self.house)

    def _receipt(self, pick: int) -> int:
        every = sorted({line.receipt for line in self.lines})
        return every[pick % len(every)]

    def _lot(self, pick: int) -> int:
        every = sorted(self.stock)
        return every[pick % len(every)]

    def _of(self, *receipts: int) -> list[Came]:
        return [line for line in self.lines if line.receipt in receipts]

    def _carry(self, lsn: int, into: int, quantity: int) -> None:
        part = Fraction(quantity, self.stock[lsn])
        for line in self.lines:
            gone = line.parts.get(lsn, Fraction(0)) * part
            line.parts[lsn] = line.parts.get(lsn, Fraction(0)) - gone
            line.parts[into] = line.parts.get(into, Fraction(0)) + gone
        self.stock[lsn] -= quantity
        self.stock[into] += quantity

    @rule(came=lots)
    def receive(self, came: dict[str, int]) -> None:
        receipt = butter_receipt(self.house, **came)
        for line in lines(self.house, receipt):
            parts = {line.lsn_id: Fraction(1)}
            self.lines.append(Came(receipt, line.lsn_id, line.quantity, parts))
            self.stock[line.lsn_id] += line.quantity

    @precondition(lambda self: self.lines)
    @rule(pick=picks, amount=amounts, of_one=st.booleans())
    def cost(self, pick: int, amount: str, *, of_one: bool) -> None:
        receipt = self._receipt(pick)
        lsn = self._of(receipt)[0].lsn if of_one else None
        try:
            price(self.house, receipt, amount, lsn_id=lsn)
        except Refusal:
            assert receipt in self.turned
            return
        tally["prices"] += 1
        for line in self._of(receipt):
            if lsn in {None, line.lsn}:
                line.price = int(Decimal(amount) * 10_000) * line.quantity

    @precondition(lambda self: self.lines)
    @rule(one=picks, other=picks, amount=amounts, basis=st.sampled_from(["quantity", "value"]))
    def charge(self, one: int, other: int, amount: str, basis: str) -> None:
        receipts = tuple(dict.fromkeys((self._receipt(one), self._receipt(other))))
        of = self._of(*receipts)
        by_value = basis == "value"
        try:
            charge = charged(self.house, freight(self.house, amount, basis, *receipts))
        except Refusal:
            unknown = by_value and any(line.price is None for line in of)
            assert unknown or self.turned & set(receipts)
            return
        tally["charges"] += 1
        weights = [line.price or 0 if by_value else line.quantity for line in of]
        self.charges[charge] = receipts
        for line, weight in zip(of, weights, strict=True):
            line.charges[charge] = Fraction(
                int(Decimal(amount) * 10_000) * weight, sum(weights)
            )

    @precondition(lambda self: self.charges)
    @rule(pick=picks)
    def withdraw(self, pick: int) -> None:
        charge = sorted(self.charges)[pick % len(self.charges)]
        withdrawn(self.house, charge)
        del self.charges[charge]
        for line in self.lines:
            line.charges.pop(charge, None)

    @precondition(lambda self: self.stock)
    @rule(pick=picks, count=st.integers(1, 5))
    def split(self, pick: int, count: int) -> None:
        lsn = self._lot(pick)
        self.codes += 1
        order = Split(
            self.house.uid(), lsn, f"S{self.codes}", "torn", self.house.dock, Decimal(count)
        )
        try:
            with self.house.database.transaction(self.house.later()) as tx:
                new = splitting.split(tx, order)
        except Refusal:
            return
        tally["splits"] += 1
        self._carry(lsn, new, count)

    @precondition(lambda self: len(self.stock) > 1)
    @rule(one=picks, other=picks)
    def merge(self, one: int, other: int) -> None:
        lsn, into = self._lot(one), self._lot(other)
        order = Merge(self.house.uid(), lsn, into, "one lot")
        try:
            with self.house.database.transaction(self.house.later()) as tx:
                merging.merge(tx, order)
        except Refusal:
            return
        tally["merges"] += 1
        if self.stock[lsn]:
            self._carry(lsn, into, self.stock[lsn])

    @precondition(lambda self: self.lines)
    @rule(pick=picks)
    def reverse(self, pick: int) -> None:
        receipt = self._receipt(pick)
        try:
            with self.house.database.transaction(self.house.later()) as tx:
                posting.reverse(tx, receipt, "wrong", self.house.uid())
        except Refusal:
            return
        tally["reversals"] += 1
        assert not any(receipt in receipts for receipts in self.charges.values())
        self.turned.add(receipt)
        for line in self._of(receipt):
            line.price = None
            self.stock[line.lsn] -= line.quantity

    @invariant()
    def nothing_is_lost_and_nothing_made(self) -> None:
        tally["steps"] += 1
        have: Counter[int] = Counter()
        layers = 0
        with self.house.database.reading() as connection:
            for lsn in self.stock:
                for layer in costs.of_lsn(connection, lsn):
                    have[lsn] += layer.amount
                    layers += 1
        should = sum((line.cost for line in self.lines), Fraction(0))
        assert sum(have.values()) == should
        for lsn in self.stock:
            parts = ((line.cost, line.parts.get(lsn, 0)) for line in self.lines)
            exact = sum((cost * part for cost, part in parts), Fraction(0))
            # A unit of 10^-4 for each rounding there was.
            assert abs(have[lsn] - exact) <= layers + STEPS


@pytest.mark.slow
def test_costs_add_up_whatever_is_done(
    companies: Companies, scale: int, capsys: pytest.CaptureFixture[str]
) -> None:
    tally.clear()
    run_machine(CostsMachine, companies, examples=EXAMPLES * scale, steps=STEPS)
    with capsys.disabled():
        print(f"\ncosts machine on {companies.engine}: {dict(tally)}")  # noqa: T201
    assert tally["charges"] > 0
    assert tally["splits"] + tally["merges"] > 0
