"""Whatever is done with them, held, recalled and expired goods neither leave nor go in.

Only an override lets them, one line at a time. Tried by scans, by posting what was scanned
before the hold or the day, and straight at storage, where the database itself must refuse.
Run longer with ``LSN_SCALE=50``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy.exc import DBAPIError

from lsn_desktop.domain.outcomes import OutcomeKind
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.documents import overriding, posting
from lsn_desktop.services.documents.overriding import Signed
from lsn_desktop.services.lots import holding
from lsn_desktop.services.office import ordering
from lsn_desktop.services.office.ordering import AddItem
from lsn_desktop.services.shipments import shipping
from lsn_desktop.storage import catalogue, documents, ledger, lsns, overrides
from lsn_desktop.storage.documents import NewLine
from tests import shop
from tests.dock import delivered, enter, findings, label
from tests.gate import customer, do, scan, shipment
from tests.house_for_tests import BUTTER, MILK, NAPKIN, PUMP, TODAY
from tests.machines import run_machine
from tests.shop import Of, bill, build

if TYPE_CHECKING:
    from datetime import date

    from lsn_desktop.domain.outcomes import Expectation, Outcome
    from lsn_desktop.storage.documents import Line
    from lsn_desktop.storage.transactions import Tx
    from tests.companies import Companies

EXAMPLES = 3  # times ``scale``
STEPS = 25
YOGHURT = "09521234543268"
OLGA = Signed("Olga", "2580", "they know")
NAMES = ("M1", "Y1", "B1", "P1")
GOODS = st.sampled_from(NAMES)
steps: Counter[str] = Counter()


class StoppedMachine(RuleBasedStateMachine):
    """Four kinds of goods: good through a day, until a day, for ever, and a serial."""

    companies: Companies

    def __init__(self) -> None:
        super().__init__()
        self.house = self.companies.open()
        with self.house.database.transaction(self.house.later()) as tx:
            ordering.add_item(
                tx,
                AddItem("YOG", "Yoghurt", gtins=((YOGHURT, 1),), usable="until"),  # type: ignore[arg-type]
            )
        self.codes = {
            "M1": {"ai01": MILK, "ai17": "261124", "ai10": "M1"},
            "Y1": {"ai01": YOGHURT, "ai17": "261125", "ai10": "Y1"},
            "B1": {"ai01": BUTTER, "ai10": "B1"},
            "P1": {"ai01": PUMP, "ai21": "P1"},
        }
        self.last_good: dict[str, date] = {
            "M1": TODAY + timedelta(days=2),
            "Y1": TODAY + timedelta(days=2),
        }
        self.ids = {}
        for name, code in self.codes.items():
            more = {} if name == "P1" else {"ai37": "9"}
            self.ids[name] = delivered(self.house, label(**code, **more))[1]
        bill(self.house, "NAPKIN", Of("MILK", 9), Of("YOG", 9), Of("BUTTER", 9), Of("PUMP", 1),
             makes=100)  # fmt: skip
        self.made = build(self.house, "NAPKIN", 100)
        self.buyer = customer(self.house)
        self.open = shipment(self.house, None, self.buyer)
        self.held: dict[str, str] = {}
        self.posted: list[int] = []
        # Each way once in every history.
        self.use(name="B1", quantity=1)
        self.ship(name="B1", quantity=1)
        self.post()
        for to in ("customer", "process"):
            self.straight(name="M1", to=to)
            self.hold(name="B1", reason="damage")
            self.straight(name="B1", to=to)
            self.ship_by_override(name="B1", quantity=1)
            self.release()

    def teardown(self) -> None:
        try:
            assert findings(self.house) == []
        finally:
            self.companies.close(self.house)

    def stopped(self, name: str) -> bool:
        """Whether a rule stops these goods today."""
        return name in self.held or self.house.by.on > self.last_good.get(
            name, self.house.by.on
        )

    def name_of(self, lsn_id: int) -> str:
        return next(name for name, known in self.ids.items() if known == lsn_id)

    @rule(sure=st.integers(0, 2))
    def wait_a_day(self, *, sure: int) -> None:
        if sure:
            return
        self.house.by = replace(self.house.by, on=self.house.by.on + timedelta(days=1))
        steps["a day"] += 1

    @rule(name=GOODS, reason=st.sampled_from(["damage", "recall"]))
    def hold(self, *, name: str, reason: str) -> None:
        order = holding.PlaceHold(self.house.uid(), self.ids[name], reason)
        with self.house.database.transaction(self.house.later()) as tx:
            holding.hold(tx, order)
        self.held.setdefault(name, reason)

    @precondition(lambda self: self.held)
    @rule()
    def release(self) -> None:
        for name in self.held:
            with self.house.database.transaction(self.house.later()) as tx:
                holding.release(tx, self.ids[name], "good")
        self.held.clear()

    @rule(name=GOODS, quantity=st.integers(1, 3))
    def ship(self, *, name: str, quantity: int) -> None:
        self.scan(name, quantity, sign=False)

    @rule(name=GOODS, quantity=st.integers(1, 3))
    def ship_by_override(self, *, name: str, quantity: int) -> None:
        self.scan(name, quantity, sign=True)

    def scan(self, name: str, quantity: int, *, sign: bool) -> None:
        more = {} if name == "P1" else {"ai37": str(quantity)}
        told = scan(self.house, self.open, label(**self.codes[name], **more))
        if told.kind is OutcomeKind.OK:
            assert not self.stopped(name)
            steps["taken"] += 1
            return
        steps[str(told.kind)] += 1
        asked = told.next.shipping if told.next else None
        if asked is not None and asked.stopped is not None and sign:
            assert self.stopped(name)
            passed = self.signed(told.next)
            steps["overridden" if passed.kind is OutcomeKind.OK else "too few"] += 1

    @rule(name=GOODS, quantity=st.integers(1, 3))
    def use(self, *, name: str, quantity: int) -> None:
        """Put some of it into what is made."""
        more = {} if name == "P1" else {"ai37": str(quantity)}
        told = shop.scan(self.house, self.made, label(**self.codes[name], **more))
        if told.kind in {OutcomeKind.OK, OutcomeKind.ATTENTION}:
            assert not self.stopped(name)
            steps["used"] += 1
        else:
            steps[f"{told.kind} to be used"] += 1

    @rule()
    def finish(self) -> None:
        """Post what is made of what was put in."""
        lines = self.lines_of(self.made)
        if not lines:
            return
        stopped = any(self.stopped(self.name_of(line.lsn_id)) for line in lines)
        shop.scan(self.house, self.made, label(ai01=NAPKIN))
        try:
            self.house.post(self.made.document_id)
        except Refusal:
            assert stopped
            steps["not made"] += 1
            with self.house.database.transaction(self.house.later()) as tx:
                posting.discard(tx, self.made.document_id)
        else:
            assert not stopped
            steps["made"] += 1
        self.made = build(self.house, "NAPKIN", 100)

    def lines_of(self, expected: Expectation) -> list[Line]:
        with self.house.database.reading() as connection:
            return documents.lines(connection, expected.document_id)

    def signed(self, expected: Expectation | None) -> Outcome:
        assert expected is not None
        return enter(self.house, expected, overriding.sign(OLGA), "override")

    @rule()
    def undo(self) -> None:
        do(self.house, self.open, "UNDO")

    @rule()
    def post(self) -> None:
        document_id = self.open.document_id
        lines = self.lines_of(self.open)
        with self.house.database.reading() as connection:
            passed = overrides.of_document(connection, document_id)
        stopped = [
            line
            for line in lines
            if line.id not in passed and self.stopped(self.name_of(line.lsn_id))
        ]
        if not lines:
            return
        try:
            self.house.post(document_id)
        except Refusal:
            assert stopped
            steps["not posted"] += 1
            return
        assert not stopped
        steps["posted"] += 1
        self.posted.append(document_id)
        self.open = shipment(self.house, None, self.buyer)

    @rule()
    def discard(self) -> None:
        with self.house.database.transaction(self.house.later()) as tx:
            posting.discard(tx, self.open.document_id)
        self.open = shipment(self.house, None, self.buyer)

    @precondition(lambda self: self.posted)
    @rule()
    def turn_back(self) -> None:
        """What left comes back, held or expired meanwhile or not."""
        with self.house.database.transaction(self.house.later()) as tx:
            posting.reverse(tx, self.posted.pop(), "came back", self.house.uid())
        steps["turned back"] += 1

    @rule(name=GOODS, to=st.sampled_from(["customer", "process"]))
    def straight(self, *, name: str, to: str) -> None:
        """Move a piece past every rule of the services: the database refuses or not."""
        lsn_id, here = self.ids[name], self.house
        with here.database.reading() as connection:
            free = sum(one.on_hand - one.claimed for one in ledger.places(connection, lsn_id))
        if not free:
            return
        if self.stopped(name):
            with pytest.raises(DBAPIError, match="neither shipped nor consumed"):
                here.database.run(here.later(), lambda tx: self.moved(tx, lsn_id, to))
            steps[f"stopped before {to}"] += 1
        else:
            here.database.run(here.later(), lambda tx: self.moved(tx, lsn_id, to))
            steps[f"straight to {to}"] += 1

    def moved(self, tx: Tx, lsn_id: int, to: str) -> None:
        lsn = lsns.by_id(tx.connection, lsn_id)
        target = catalogue.virtual_location(tx.connection, to)
        order = shipping.OpenShipment(self.house.uid(), self.buyer)
        document_id = shipping.open_shipment(tx, order)
        line = NewLine(self.house.uid(), lsn.item_id, lsn_id, self.house.dock, target, 1)
        added = documents.add_line(tx, document_id, line)
        assert added is not None
        documents.take_draft(tx, document_id, to_status="posted")
        head = documents.by_id(tx.connection, document_id)
        posting._move(tx, head, documents.lines(tx.connection, document_id))

    @invariant()
    def what_is_held_is_not_to_be_had(self) -> None:
        with self.house.database.reading() as connection:
            for name in self.held:
                places = ledger.places(connection, self.ids[name])
                assert all(one.available == 0 for one in places)


def test_what_is_stopped_goes_nowhere_without_an_override(
    companies: Companies, scale: int
) -> None:
    steps.clear()
    run_machine(StoppedMachine, companies, examples=EXAMPLES * scale, steps=STEPS)
    assert {"taken", "refused", "posted", "overridden", "used"} <= steps.keys(), steps
    for to in ("customer", "process"):
        assert {f"straight to {to}", f"stopped before {to}"} <= steps.keys()
