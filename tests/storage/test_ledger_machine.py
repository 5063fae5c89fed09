"""The ledger against a dictionary: any order of scans, undoes, posts, reversals and holds.

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
from lsn_desktop.domain.messages import Message
from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.documents import posting
from lsn_desktop.services.lots import holding
from lsn_desktop.services.lots.holding import PlaceHold
from lsn_desktop.services.receipts import receiving
from lsn_desktop.storage import catalogue, documents, lsns
from lsn_desktop.storage.documents import NewLine
from tests.companies import BIN
from tests.dock import answer, arrive, expected_next, findings, label
from tests.house_for_tests import BUTTER, CHIP, MILK, MILK_CASE, NAPKIN, PUMP
from tests.machines import run_machine
from tests.storage.books import books, final_rows
from tests.storage.ledger_model import Document, Ledger, Line

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.companies import Companies

EXAMPLES = 10  # times ``scale``
STEPS = 30
DOCK = "DOCK-1"
ORDER = "PO-1042"
ORDERED = {"MILK", "BUTTER"}
PACK = {
    MILK: ("MILK", 1),
    MILK_CASE: ("MILK", 12),
    BUTTER: ("BUTTER", 1),
    NAPKIN: ("NAPKIN", 100),
}
TAKEN = {OutcomeKind.OK, OutcomeKind.ATTENTION}

steps: Counter[str] = Counter()
picks = st.integers(0, 10_000)  # which of those there are
many = st.integers(1, 30)


class LedgerMachine(RuleBasedStateMachine):
    """Does anything at the dock; ``companies`` says on which engine."""

    companies: Companies

    def __init__(self) -> None:
        super().__init__()
        self.house = self.companies.open()
        self.model = Ledger()
        self.names: dict[int, str] = {}
        self.kept: set[tuple[Any, ...]] = set()
        with self.house.database.reading() as connection:
            self.places = {
                place.id: place.code for place in catalogue.real_locations(connection)
            }
            self.supplier = catalogue.virtual_location(connection, "supplier")
        self.place_ids = {code: number for number, code in self.places.items()}

    def teardown(self) -> None:
        try:
            assert findings(self.house) == []
        finally:
            self.companies.close(self.house)

    # -- which of those there are

    def _document(self, pick: int, *, fit: Callable[[int], object]) -> int:
        """A document that is fit for it, mostly; now and then any."""
        every = sorted(self.model.documents)
        among = [number for number in every if fit(number)] if pick % 4 else []
        return (among or every)[pick // 4 % len(among or every)]

    def _is_draft(self, number: int) -> bool:
        head = self.model.documents[number]
        return head.status == "draft" and bool(head.lines)

    def _draft(self, pick: int) -> int:
        drafts = list(self.model.drafts())
        if not drafts:
            return self._open(by_order=bool(pick % 2))
        return drafts[pick % len(drafts)]

    def _open(self, *, by_order: bool) -> int:
        number = self.house.receipt(ORDER if by_order else None).document_id
        self.model.documents[number] = Document(order=by_order)
        return number

    def _lsn(self, pick: int) -> int:
        return sorted(self.names)[pick % len(self.names)]

    # -- receiving

    @rule(by_order=st.booleans())
    def open_receipt(self, *, by_order: bool) -> None:
        self._open(by_order=by_order)

    @rule(
        pick=picks,
        gtin=st.sampled_from([MILK, MILK_CASE, BUTTER, NAPKIN]),
        lot=st.sampled_from(["L1", "l1", "L2"]),
        quantity=st.none() | many,
        times=st.none() | st.integers(2, 3),
        order=st.none() | st.permutations(range(3)),
        again=st.booleans(),
    )
    def receive_goods(
        self,
        *,
        pick: int,
        gtin: str,
        lot: str,
        quantity: int | None,
        times: int | None,
        order: list[int] | None,
        again: bool,
    ) -> None:
        number = self._draft(pick)
        sku, units = PACK[gtin]
        parts = [{"ai01": gtin}]
        if sku == "MILK":
            parts.append({"ai17": "270131", "ai10": lot})
        elif sku == "BUTTER":
            parts.append({"ai10": lot})
        if quantity is not None:
            parts.append({"ai37": str(quantity)})
        if order is not None:
            scans = [label(**parts[n]) for n in order if n < len(parts)]
        else:
            scans = [label(**{ai: value for part in parts for ai, value in part.items()})]
        if times:
            scans.insert(0, f"x {times}")
        told = self._scan(number, scans, again=again)
        assert told.kind in TAKEN, told
        each = quantity if quantity == units else (quantity or 1) * units
        self._line(number, sku, told, each * (times or 1))

    @rule(pick=picks, serial=st.sampled_from(["P1", "P2", "P3"]), split=st.booleans())
    def receive_serial(self, *, pick: int, serial: str, split: bool) -> None:
        number = self._draft(pick)
        parts = [{"ai01": PUMP}, {"ai21": serial}]
        scans = [label(**part) for part in parts] if split else [label(**parts[0], **parts[1])]
        self._receive_piece(number, "PUMP", serial, scans)

    @rule(pick=picks, serial=st.sampled_from(["S1", "S2", "S3"]), turned=st.booleans())
    def receive_serial_of_lot(self, *, pick: int, serial: str, turned: bool) -> None:
        number = self._draft(pick)
        lot = "C2" if serial == "S3" else "C1"
        parts = [{"ai10": lot}, {"ai21": serial}]
        if turned:
            parts.reverse()
        scans = [label(ai01=CHIP, **parts[0]), label(**parts[1])]
        self._receive_piece(number, "CHIP", serial, scans, lot)

    def _receive_piece(
        self, number: int, sku: str, serial: str, scans: list[str], lot: str | None = None
    ) -> None:
        known = next((lsn for lsn, name in self.names.items() if name == serial), None)
        refused = known is not None and self.model.is_taken(known)
        lines = self.model.documents[number].lines.values()
        here = any(line.lsn == known for line in lines)
        told = self._scan(number, scans)
        if here:  # scanned a second time: said, and counted once
            assert told.kind is OutcomeKind.ATTENTION, told
            return
        assert (told.kind in TAKEN) is not refused, told
        if refused:
            return
        lsn = self._line(number, sku, told, 1)
        self.model.serials.add(lsn)
        if lot is not None:
            with self.house.database.reading() as connection:
                item = catalogue.item_by_sku(connection, sku)
                assert item is not None
                owner = lsns.find(connection, item.id, LsnKind.LOT, "", lot)
            assert owner is not None
            self.names[owner.id] = lot
            self.model.met(lsn, owner.id)

    def _scan(self, number: int, scans: list[str], *, again: bool = False) -> Outcome:
        """Scan a label's codes in their order; what is not ordered is taken."""
        told = Outcome(OutcomeKind.HEARD, Message(""), Expectation(number))
        for text in scans:
            uid = self.house.uid()
            before = expected_next(told)
            told = arrive(self.house, before, text, uid)
            steps["scans"] += 1
            if again:
                assert arrive(self.house, before, text, uid).line.line_id is None
            if told.question is not None and told.kind is OutcomeKind.QUESTION:
                told = answer(self.house, told, "take")
        return told

    def _line(self, number: int, sku: str, told: Outcome, quantity: int) -> int:
        lsn, line = told.line.lsn_id, told.line.line_id
        assert lsn is not None
        assert line is not None
        assert told.line.quantity == Decimal(quantity)
        head = self.model.documents[number]
        head.lines[line] = Line(
            lsn, sku, head.place, quantity, order=head.order and sku in ORDERED
        )
        self.names[lsn] = told.line.serial or told.line.lot or sku
        return lsn

    @rule(pick=picks, place=st.sampled_from([DOCK, BIN]))
    def receive_into(self, pick: int, place: str) -> None:
        number = self._draft(pick)
        arrive(self.house, Expectation(number), place)
        self.model.documents[number].place = place

    @precondition(lambda self: self.model.documents)
    @rule(pick=picks, which=picks)
    def undo(self, pick: int, which: int) -> None:
        number = self._document(pick, fit=self._is_draft)
        head = self.model.documents[number]
        known = sorted([*head.lines, *head.undone])
        if not known:
            return
        line = known[which % len(known)]
        refused = head.status != "draft" or line in head.undone
        with expected(refused), self.house.database.transaction(self.house.later()) as tx:
            receiving.undo_line(tx, line)
        if not refused:
            del head.lines[line]
            head.undone.add(line)

    # -- ending documents

    @precondition(lambda self: self.model.documents)
    @rule(pick=picks)
    def post(self, pick: int) -> None:
        number = self._document(pick, fit=self._is_draft)
        head = self.model.documents[number]
        refused = head.status == "discarded" or (head.status == "draft" and not head.lines)
        with expected(refused):
            assert self.house.post(number) == len(head.lines) or head.reverses is not None
        if head.status == "draft" and not refused:
            self.model.post(number)
            steps["posts"] += 1

    @precondition(lambda self: self.model.documents)
    @rule(pick=picks)
    def discard(self, pick: int) -> None:
        number = self._document(pick, fit=lambda number: not self._is_draft(number))
        head = self.model.documents[number]
        refused = head.status != "draft"
        with expected(refused), self.house.database.transaction(self.house.later()) as tx:
            posting.discard(tx, number)
        if not refused:
            head.status = "discarded"
            head.undone |= set(head.lines)
            head.lines.clear()

    @precondition(lambda self: self.model.documents)
    @rule(pick=picks)
    def reverse(self, pick: int) -> None:
        number = self._document(pick, fit=self.model.is_posted)
        back = 0
        refused = not self.model.may_reverse(number)
        with expected(refused), self.house.database.transaction(self.house.later()) as tx:
            back = posting.reverse(tx, number, "wrong pallet", self.house.uid())
        if not refused:
            self.model.reverse(number, back)
            steps["reversals"] += 1

    @precondition(lambda self: self.model.stock())
    @rule(pick=picks, share=st.integers(1, 4))
    def move_on(self, pick: int, share: int) -> None:
        """To the other place, held or not: what reversals must notice."""
        stock = self.model.stock()
        lsn, place = sorted(stock)[pick % len(stock)]
        quantity = max(1, stock[lsn, place][0] // share)
        there = BIN if place == DOCK else DOCK
        with self.house.database.transaction(self.house.later()) as tx:
            number = documents.add(
                tx,
                {
                    "uid": self.house.uid(),
                    "kind": "transfer",
                    "number": f"TR-{self.house.uid()}",
                },
            )
            item_id = lsns.by_id(tx.connection, lsn).item_id
            route = (self.place_ids[place], self.place_ids[there])
            documents.add_line(
                tx, number, NewLine(self.house.uid(), item_id, lsn, *route, quantity)
            )
            posting.post(tx, number)
        self.model.on_hand[lsn, place] -= quantity
        self.model.on_hand[lsn, there] += quantity

    # -- holds

    @precondition(lambda self: self.names)
    @rule(pick=picks)
    def hold(self, pick: int) -> None:
        lsn = self._lsn(pick)
        with self.house.database.transaction(self.house.later()) as tx:
            holding.hold(tx, PlaceHold(self.house.uid(), lsn, "inspection"))
        self.model.holds += [(each, None, 0) for each in self.model.family(lsn)]

    @precondition(lambda self: self.names)
    @rule(pick=picks, place=st.sampled_from([DOCK, BIN]), quantity=many)
    def hold_some(self, pick: int, place: str, quantity: int) -> None:
        lsn = self._lsn(pick)
        free = self.model.on_hand[lsn, place] - self.model.held(lsn, place)
        refused = quantity > free
        with expected(refused), self.house.database.transaction(self.house.later()) as tx:
            order = PlaceHold(
                self.house.uid(), lsn, "damage", "", self.place_ids[place], Decimal(quantity)
            )
            holding.hold(tx, order)
        if not refused:
            self.model.holds.append((lsn, place, quantity))

    @precondition(lambda self: self.names)
    @rule(pick=picks)
    def release(self, pick: int) -> None:
        lsn = self._lsn(pick)
        family = self.model.family(lsn)
        ended = [hold for hold in self.model.holds if hold[0] in family]
        with expected(not ended), self.house.database.transaction(self.house.later()) as tx:
            assert holding.release(tx, lsn, "looked at") == len(ended)
        self.model.holds = [hold for hold in self.model.holds if hold[0] not in family]

    # -- what must be true after each of them

    @invariant()
    def the_ledger_is_as_on_paper(self) -> None:
        steps["steps"] += 1
        stock = self.model.stock()
        with self.house.database.reading() as connection:
            kept = books(connection, ORDER, self.model.drafts())
        named = {
            (lsn, self.places[place]): found
            for (lsn, place, _unit), found in kept.balances.items()
        }
        assert named == stock
        there = {
            (lsn, self.places[place]): found for (lsn, place, _unit), found in kept.sums.items()
        }
        assert there == {place: found[0] for place, found in stock.items()}
        assert kept.totals == self.model.totals()
        assert all(min(row) >= 0 and row[1] + row[2] <= row[0] for row in kept.rows)
        assert kept.drafts == {
            number: {line: each.quantity for line, each in head.lines.items()}
            for number, head in self.model.drafts().items()
        }
        drafted = self.model.drafted()
        for line in kept.expecting:
            assert line.posted == self.model.received[line.sku]
            assert line.drafted == drafted[line.sku]
        for serial in self.model.serials:
            assert sum(n for (lsn, _), (n, _, _) in stock.items() if lsn == serial) <= 1

    @invariant()
    def what_was_posted_stays(self) -> None:
        with self.house.database.reading() as connection:
            now = set(final_rows(connection))
        assert self.kept <= now
        self.kept = now


def expected(refused: object) -> AbstractContextManager[Any]:
    """A block that a rule must refuse, or must not."""
    steps["refusals"] += bool(refused)
    return pytest.raises(Refusal) if refused else nullcontext()


@pytest.mark.slow
def test_any_order_of_work_keeps_the_ledger_as_on_paper(
    companies: Companies, scale: int, capsys: pytest.CaptureFixture[str]
) -> None:
    steps.clear()
    run_machine(LedgerMachine, companies, examples=EXAMPLES * scale, steps=STEPS)
    with capsys.disabled():
        print(f"\nledger machine on {companies.engine}: {dict(steps)}")  # noqa: T201
    assert steps["steps"] > EXAMPLES * scale
