"""Builds on paper: whatever is put in, taken back, spoiled, tied, posted and turned back."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import func, select

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.builds import build_scrap, build_ties
from lsn_desktop.services.costs import pricing
from lsn_desktop.services.documents import posting
from lsn_desktop.services.lots import holding
from lsn_desktop.storage import builds, documents, ledger, lsns, part_of
from lsn_desktop.storage.tables.costing import cost_layer
from lsn_desktop.storage.tables.ledger import genealogy_edge
from tests.companies import BIN
from tests.dock import delivered, findings, label
from tests.house_for_tests import CHIP, MILK
from tests.machines import run_machine
from tests.services.at_places import carry
from tests.services.built_on_paper import Draft, Row, went
from tests.shop import Of, answered, bill, build, change_item, do, number, scan

if TYPE_CHECKING:
    from lsn_desktop.domain.outcomes import Outcome
    from lsn_desktop.storage.transactions import Connection
    from tests.companies import Companies

EXAMPLES = 3  # times ``scale``
STEPS = 25
MILKS, CHIPS = ("M1", "M2"), ("A1", "A2", "A3")
MONEY = 10_000  # one, in 10^-4
steps: Counter[str] = Counter()


class BuildsMachine(RuleBasedStateMachine):
    """Pumps made of chips, which must be tied, and of milk, which has a price."""

    companies: Companies

    def __init__(self) -> None:
        super().__init__()
        house = self.house = self.companies.open()
        self.ids: dict[str, int] = {}
        self.receipts: dict[str, int] = {}
        self.prices: dict[str, int] = {}
        for lot in MILKS:
            text = label(ai01=MILK, ai17="270110", ai37="24", ai10=lot)
            self.receipts[lot], self.ids[lot] = delivered(house, text)
            self.cost(lot=lot, price=1)
        for serial in CHIPS:
            self.ids[serial] = delivered(house, label(ai01=CHIP, ai10="C1", ai21=serial))[1]
        change_item(house, "CHIP", part_of=True)
        bill(house, "PUMP", Of("CHIP", 1), Of("MILK", 2))
        self.stock = Counter(dict.fromkeys(MILKS, 24) | dict.fromkeys(CHIPS, 1))
        self.held: set[str] = set()
        self.away: set[str] = set()
        self.built: list[Draft] = []
        self.scans = 0
        self.draft = self.open()
        self.put_in_milk(lot="M1", quantity=4)
        self.put_in_a_chip(serial="A1")
        self.make(count=2)
        self.tie(pick=1, into=1)
        self.post()
        self.spoil_some()

    def spoil_some(self) -> None:
        """Begin with a build of which something was spoiled."""
        self.put_in_milk(lot="M2", quantity=5)
        self.spoil(pick=0, quantity=2)

    def teardown(self) -> None:
        try:
            assert findings(self.house) == []
        finally:
            self.companies.close(self.house)

    def open(self) -> Draft:
        return Draft(build(self.house, "PUMP", 4))

    def claimed(self, code: str) -> int:
        return sum(row.quantity for row in self.draft.rows if row.code == code and not row.made)

    def taken(self, outcome: Outcome) -> bool:
        """Whether goods went on the build; what is asked is agreed to."""
        if outcome.kind == "question":
            steps["asked"] += 1
            assert outcome.question is not None
            outcome = answered(self.house, outcome, outcome.question.answers[0].value)
        if outcome.kind == "refused":
            steps["refused"] += 1
            return False
        return outcome.build is not None

    def noticed(self) -> None:
        """Take the new lines of a scan into the model."""
        self.scans += 1
        known = {row.id for row in self.draft.rows}
        with self.house.database.reading() as connection:
            lines = part_of.lines(connection, self.draft.begun.document_id)
        new = [line for line in lines if line.id not in known]
        for line in new:
            way = "bad" if line.is_scrap else "in" if line.goes_in else "out"
            self.draft.rows.append(
                Row(line.id, line.code, line.quantity, way, self.scans, len(new) > 1,
                    line.comes_out)
            )  # fmt: skip

    @rule(lot=st.sampled_from(MILKS), quantity=st.integers(1, 15))
    def put_in_milk(self, *, lot: str, quantity: int) -> None:
        text = label(ai01=MILK, ai37=str(quantity), ai10=lot)
        free = self.stock[lot] - self.claimed(lot)
        may = lot not in self.held and quantity <= free
        assert self.taken(scan(self.house, self.draft.begun, text)) == may
        if may:
            self.noticed()
            assert self.draft.rows[-1].quantity == quantity

    @rule(serial=st.sampled_from(CHIPS))
    def put_in_a_chip(self, *, serial: str) -> None:
        may = self.stock[serial] > self.claimed(serial)
        assert self.taken(scan(self.house, self.draft.begun, serial)) == may
        if may:
            self.noticed()

    @rule(count=st.integers(1, 3))
    def make(self, *, count: int) -> None:
        assert self.taken(number(self.house, self.draft.begun, count))
        self.noticed()
        assert [row.way for row in self.draft.rows[-count:]] == ["out"] * count

    @rule()
    def undo(self) -> None:
        rows = self.draft.rows
        outcome = do(self.house, self.draft.begun, "UNDO")
        if not rows:
            assert outcome.kind == "refused"
            return
        steps["undone"] += 1
        last = rows[-1]
        gone = [row for row in rows if row.scan == last.scan] if last.of_several else [last]
        self.forget(gone)

    def forget(self, gone: list[Row]) -> None:
        ids = {row.id for row in gone}
        self.draft.rows = [row for row in self.draft.rows if row.id not in ids]
        self.draft.ties = {
            key: tie for key, tie in self.draft.ties.items() if ids.isdisjoint(tie[:2])
        }

    @precondition(lambda self: any(row.way != "bad" for row in self.draft.rows))
    @rule(pick=st.integers(0, 99), quantity=st.integers(1, 15))
    def spoil(self, *, pick: int, quantity: int) -> None:
        good = [row for row in self.draft.rows if row.way != "bad"]
        row = good[pick % len(good)]
        some = min(quantity, row.quantity)
        with self.house.database.transaction(self.house.later()) as tx:
            build_scrap.scrap_line(tx, self.draft.begun.document_id, row.id, some)
        steps["spoiled"] += 1
        before = list(self.draft.ties.values())
        self.forget([row])
        self.scans += 1
        self.noticed()
        for each in self.draft.rows:  # of a scan with others it stays one of them
            if each.scan == self.scans:
                each.scan, each.of_several = row.scan, False
        self.tied_anew(row, some, before)

    def tied_anew(self, row: Row, some: int, before: list[tuple[int, int, int]]) -> None:
        """A bad output keeps its parts; what is left of a component keeps what it can."""
        left = row.quantity - some
        expected = Counter[tuple[str, str]]()
        codes = {each.id: each.code for each in (*self.draft.rows, row)}
        for component, output, quantity in before:
            if row.id not in {component, output}:
                continue
            part = quantity if output == row.id else min(quantity, left)
            left -= part if component == row.id else 0
            if part:
                expected[codes[component], codes[output]] += part
        found = Counter[tuple[str, str]]()
        self.draft.ties = {}
        with self.house.database.reading() as connection:
            for tie in part_of.ties(connection, self.draft.begun.document_id):
                self.draft.ties[tie.id] = (tie.component_line, tie.output_line, tie.quantity)
                found[codes[tie.component_line], codes[tie.output_line]] += tie.quantity
        for component, output, quantity in before:
            if row.id not in {component, output}:
                expected[codes[component], codes[output]] += quantity
        assert found == expected

    @precondition(lambda self: {"in", "out"} <= {row.way for row in self.draft.rows})
    @rule(pick=st.integers(0, 99), into=st.integers(0, 99))
    def tie(self, *, pick: int, into: int) -> None:
        ins = [row for row in self.draft.rows if row.way == "in"]
        outs = [row for row in self.draft.rows if row.made]
        row, output = ins[pick % len(ins)], outs[into % len(outs)]
        tied = sum(tie[2] for tie in self.draft.ties.values() if tie[0] == row.id)
        document_id = self.draft.begun.document_id
        try:
            with self.house.database.transaction(self.house.later()) as tx:
                build_ties.tie(tx, document_id, row.id, output.id)
                newest = part_of.ties(tx.connection, document_id)[-1]
        except Refusal:
            assert tied == row.quantity
            return
        steps["tied"] += 1
        self.draft.ties[newest.id] = (row.id, output.id, row.quantity - tied)
        assert newest.quantity == row.quantity - tied > 0

    @precondition(lambda self: self.draft.ties)
    @rule(pick=st.integers(0, 99))
    def untie(self, *, pick: int) -> None:
        tie_id = sorted(self.draft.ties)[pick % len(self.draft.ties)]
        with self.house.database.transaction(self.house.later()) as tx:
            build_ties.untie(tx, self.draft.begun.document_id, tie_id)
        del self.draft.ties[tie_id]

    @rule()
    def post(self) -> None:
        draft, rows = self.draft, self.draft.rows
        outputs = {row.code for row in rows if row.made}
        tied = Counter[int]()
        for component, _output, quantity in draft.ties.values():
            tied[component] += quantity
        ins = [row for row in rows if row.way == "in"]
        loose = [row for row in ins if row.code in CHIPS and not tied[row.id]]
        may = bool(rows) and not (ins and not outputs)
        may = may and self.held.isdisjoint(row.code for row in ins)
        may = may and not (loose and len(outputs) > 1)
        assert (do(self.house, draft.begun, "POST").kind == "ok") == may
        if not may:
            steps["not posted"] += 1
            return
        steps["posted"] += 1
        draft.state = "posted"
        for row in rows:
            if row.made and row.way == "out":
                self.stock[row.code] += 1
                self.ids[row.code] = self.id_of(row)
            elif not row.made:
                self.stock[row.code] -= row.quantity
        self.built.append(draft)
        self.draft = self.open()

    def id_of(self, row: Row) -> int:
        with self.house.database.reading() as connection:
            return documents.line_by_id(connection, row.id)[1].lsn_id

    @rule()
    def discard(self) -> None:
        with self.house.database.transaction(self.house.later()) as tx:
            posting.discard(tx, self.draft.begun.document_id)
        self.draft = self.open()

    @precondition(lambda self: self.built)
    @rule(pick=st.integers(0, 99))
    def turn_back(self, *, pick: int) -> None:
        draft = self.built[pick % len(self.built)]
        goods = {row.code for row in draft.rows if row.made and row.way == "out"}
        may = draft.state == "posted" and goods.isdisjoint(self.away)
        try:
            with self.house.database.transaction(self.house.later()) as tx:
                posting.reverse(tx, draft.begun.document_id, "wrong", self.house.uid())
        except Refusal:
            assert not may
            steps["not reversed"] += 1
            return
        assert may
        steps["reversed"] += 1
        draft.state = "reversed"
        for row in draft.rows:
            if row.made and row.way == "out":
                self.stock[row.code] -= 1
            elif not row.made:
                self.stock[row.code] += row.quantity

    @precondition(lambda self: self.pumps_here())
    @rule()
    def carry_a_pump_away(self) -> None:
        code = self.pumps_here()[0]
        with self.house.database.reading() as connection:
            (at,) = [one.location for one in ledger.places(connection, self.ids[code])]
        carry(self.house, self.ids[code], 1, at, "DOCK-1" if at == BIN else BIN)
        self.away.add(code)

    def pumps_here(self) -> list[str]:
        known = {*MILKS, *CHIPS, *self.away}
        return [code for code, there in self.stock.items() if there and code not in known]

    @rule(lot=st.sampled_from(MILKS))
    def hold_or_release(self, *, lot: str) -> None:
        with self.house.database.transaction(self.house.later()) as tx:
            if lot in self.held:
                holding.release(tx, self.ids[lot], "good again")
            else:
                order = holding.PlaceHold(self.house.uid(), self.ids[lot], "damage")
                holding.hold(tx, order)
        self.held ^= {lot}

    @rule(lot=st.sampled_from(MILKS), price=st.integers(0, 3))
    def cost(self, *, lot: str, price: int) -> None:
        """What milk cost is learned at any time: it follows into what was made of it."""
        with self.house.database.transaction(self.house.later()) as tx:
            item_id = lsns.by_id(tx.connection, self.ids[lot]).item_id
            order = pricing.SetPrice(self.receipts[lot], item_id, Decimal(price))
            pricing.set_price(tx, order)
        self.prices[lot] = price

    @invariant()
    def what_is_there_is_what_should_be(self) -> None:
        with self.house.database.reading() as connection:
            for code, lsn_id in self.ids.items():
                places = ledger.places(connection, lsn_id)
                there = sum(one.on_hand for one in places)
                assert (code, there) == (code, self.stock[code])
                claimed = sum(one.claimed for one in places)
                assert (code, claimed) == (code, self.claimed(code))
            for draft in (self.draft, *self.built):
                self.must_count(connection, draft)

    def must_count(self, connection: Connection, draft: Draft) -> None:
        """Order, edges and cost of one build are those of the model."""
        counts = draft.rows if draft.state == "posted" else []
        head = documents.by_id(connection, draft.begun.document_id)
        order = builds.order(connection, head.work_order_id or 0)
        good = sum(row.made and row.way == "out" for row in counts)
        bad = sum(row.made and row.way == "bad" for row in counts)
        assert (order.made, order.scrapped) == (good, bad)
        needs = builds.needs(connection, order.id)
        used = {one.sku: one.used for one in needs}
        assert used == {
            "CHIP": sum(r.quantity for r in counts if not r.made and r.code in CHIPS),
            "MILK": sum(r.quantity for r in counts if not r.made and r.code in MILKS),
        }
        if draft.state == "draft":
            return
        rows = connection.execute(
            select(
                genealogy_edge.c.component_id,
                genealogy_edge.c.output_id,
                genealogy_edge.c.quantity,
            ).where(genealogy_edge.c.document_id == head.id)
        )
        codes = {lsn_id: code for code, lsn_id in self.ids.items()}
        codes |= {self.id_of(row): row.code for row in draft.rows if row.made}
        found = Counter({(codes[a], codes.get(b)): quantity for a, b, quantity in rows})
        assert found == went(draft)
        laid = connection.execute(
            select(func.coalesce(func.sum(cost_layer.c.amount), 0)).where(
                cost_layer.c.kind == "material",
                cost_layer.c.lsn_id.in_([self.id_of(r) for r in draft.rows if r.made]),
            )
        ).scalar_one()
        milk = sum(
            r.quantity * self.prices[r.code]
            for r in counts
            if r.way == "in" and r.code in MILKS
        )
        assert laid == (milk * MONEY if good else 0)


def test_what_is_built_is_what_was_scanned(companies: Companies, scale: int) -> None:
    steps.clear()
    run_machine(BuildsMachine, companies, examples=EXAMPLES * scale, steps=STEPS)
    assert {"undone", "spoiled", "tied", "posted", "not posted", "reversed"} <= steps.keys()
