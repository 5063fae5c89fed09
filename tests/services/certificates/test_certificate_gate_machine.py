"""Whatever comes, expires, is asked or rejected: goods wait exactly for what they lack.

A plain model holds rules, certificates and days; after each step the open holds of the gate
must be those the model works out. Run longer with ``LSN_SCALE=50``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.certificates import certificate_gate, supplied, supplied_days
from lsn_desktop.services.certificates.supplied import AddRule, TakeCertificate
from lsn_desktop.services.certificates.supplied_days import CorrectDays
from lsn_desktop.services.lots import holding
from lsn_desktop.storage import catalogue, ledger, lsns, supplied_certificates
from tests.dock import delivered, findings, label
from tests.house_for_tests import BUTTER, CHIP, PUMP
from tests.machines import run_machine

if TYPE_CHECKING:
    from tests.companies import Companies

EXAMPLES = 4  # times ``scale``
STEPS = 25
KINDS = st.sampled_from(["certificate of analysis", "halal certificate"])
SKUS = st.sampled_from([None, "BUTTER", "CHIP"])
PARTIES = st.sampled_from([None, "NORTH"])
DAYS = st.integers(-3, 4)
steps: Counter[str] = Counter()


@dataclass
class Rule:
    kind: str
    item: str | None
    supplier: str | None
    per: str


@dataclass
class Paper:
    kind: str
    issued: date | None
    expires: date | None
    lsn: str | None = None
    item: str | None = None
    supplier: str | None = None
    rejected: bool = False

    def is_good(self, on: date) -> bool:
        dated = self.issued is not None and self.issued <= on
        return dated and not self.rejected and (self.expires is None or self.expires >= on)


class GateMachine(RuleBasedStateMachine):
    """Lots with and without a supplier, a serial, and a lot of serials."""

    companies: Companies

    def __init__(self) -> None:
        super().__init__()
        self.house = self.companies.open()
        with self.house.database.reading() as connection:
            self.items = {
                sku: catalogue.item_by_sku(connection, sku).id  # type: ignore[union-attr]
                for sku in ("BUTTER", "CHIP", "PUMP")
            }
            self.parties = {"NORTH": catalogue.party_by_code(connection, "NORTH").id}  # type: ignore[union-attr]
        self.asked: dict[int, Rule] = {}
        self.papers: dict[int, Paper] = {}
        self.goods: dict[str, tuple[int, str, str | None]] = {}
        self.serials: list[tuple[int, str]] = []
        # Each way once in every history: asked, come, and good through its last day.
        self.ask(kind="certificate of analysis", sku=None, party=None, per="lot")
        self.butter(number=1, ordered=True)
        self.chip(lot=1)
        self.paper_of_a_lot(kind="certificate of analysis", which=0, issued=0, life=0)
        self.paper_that_stands(
            kind="certificate of analysis", sku="CHIP", party=None, issued=0, life=None
        )

    def teardown(self) -> None:
        try:
            assert findings(self.house) == []
        finally:
            self.companies.close(self.house)

    def lacks(self, code: str) -> set[int]:
        _, sku, supplier = self.goods[code]
        found = set()
        for rule_id, one in self.asked.items():
            asked = one.item in {None, sku} and one.supplier in {None, supplier}
            if asked and not any(
                self.covers(paper, one, code)
                for paper in self.papers.values()
                if paper.kind == one.kind and paper.is_good(self.house.by.on)
            ):
                found.add(rule_id)
        return found

    def covers(self, paper: Paper, one: Rule, code: str) -> bool:
        _, sku, supplier = self.goods[code]
        if paper.lsn is not None:
            return paper.lsn == code
        mine = paper.item in {None, sku} and paper.supplier in {None, supplier}
        return one.per == "supplier" and mine

    @rule(number=st.integers(1, 3), ordered=st.booleans())
    def butter(self, *, number: int, ordered: bool) -> None:
        code = f"B{number}" + ("N" if ordered else "")
        text = label(ai01=BUTTER, ai37="3", ai10=code)
        _, lsn = delivered(self.house, text, "PO-1042" if ordered else None)
        self.goods[code] = (lsn, "BUTTER", "NORTH" if ordered else None)
        steps["came"] += 1

    @rule(lot=st.integers(1, 2))
    def chip(self, *, lot: int) -> None:
        serial = f"S{len(self.serials)}"
        _, lsn = delivered(self.house, label(ai01=CHIP, ai10=f"C{lot}", ai21=serial))
        with self.house.database.reading() as connection:
            of = lsns.by_id(connection, lsn).lot_id
        assert of is not None
        self.goods[f"C{lot}"] = (of, "CHIP", None)
        self.serials.append((lsn, f"C{lot}"))

    @rule()
    def pump(self) -> None:
        code = f"P{len(self.goods)}"
        _, lsn = delivered(self.house, label(ai01=PUMP, ai21=code))
        self.goods[code] = (lsn, "PUMP", None)

    @rule(kind=KINDS, sku=SKUS, party=PARTIES, per=st.sampled_from(["lot", "supplier"]))
    def ask(self, *, kind: str, sku: str | None, party: str | None, per: str) -> None:
        order = AddRule(
            self.house.uid(),
            kind,
            self.items.get(sku or ""),
            self.parties.get(party or ""),
            per,
        )
        new = Rule(kind, sku, party, per)
        try:
            with self.house.database.transaction(self.house.later()) as tx:
                rule_id = supplied.add_rule(tx, order)
        except Refusal:
            assert new in self.asked.values()
        else:
            assert new not in self.asked.values()
            self.asked[rule_id] = new
            steps["asked"] += 1

    @precondition(lambda self: self.asked)
    @rule(which=st.integers(0, 9))
    def ask_no_more(self, *, which: int) -> None:
        rule_id = sorted(self.asked)[which % len(self.asked)]
        with self.house.database.transaction(self.house.later()) as tx:
            supplied.end_rule(tx, rule_id)
        del self.asked[rule_id]

    @precondition(lambda self: self.goods)
    @rule(kind=KINDS, which=st.integers(0, 9), issued=DAYS, life=st.integers(0, 4) | st.none())
    def paper_of_a_lot(self, *, kind: str, which: int, issued: int, life: int | None) -> None:
        code = sorted(self.goods)[which % len(self.goods)]
        paper = self.dated(kind, issued, life)
        paper.lsn = code
        self.take(paper, lsn_id=self.goods[code][0])

    @rule(kind=KINDS, sku=SKUS, party=PARTIES, issued=DAYS, life=st.integers(0, 4) | st.none())
    def paper_that_stands(
        self, *, kind: str, sku: str | None, party: str | None, issued: int, life: int | None
    ) -> None:
        if sku is None and party is None:
            return
        paper = self.dated(kind, issued, life)
        paper.item, paper.supplier = sku, party
        self.take(
            paper, item_id=self.items.get(sku or ""), supplier_id=self.parties.get(party or "")
        )

    def dated(self, kind: str, issued: int, life: int | None) -> Paper:
        if issued == 4:
            return Paper(kind, None, None)
        on = self.house.by.on + timedelta(days=issued)
        return Paper(kind, on, None if life is None else on + timedelta(days=life))

    def take(self, paper: Paper, **covers: Any) -> None:
        order = TakeCertificate(
            self.house.uid(), paper.kind, "a.pdf", b"x", paper.issued, paper.expires, **covers
        )
        with self.house.database.transaction(self.house.later()) as tx:
            self.papers[supplied.take(tx, order)] = paper
        steps["taken"] += 1

    @precondition(lambda self: self.papers)
    @rule(which=st.integers(0, 9))
    def reject(self, *, which: int) -> None:
        certificate = sorted(self.papers)[which % len(self.papers)]
        if self.papers[certificate].rejected:
            return
        with self.house.database.transaction(self.house.later()) as tx:
            supplied.reject(tx, certificate, "wrong lot")
        self.papers[certificate].rejected = True
        steps["rejected"] += 1

    @precondition(lambda self: self.papers)
    @rule(which=st.integers(0, 9), issued=st.integers(-3, 3), life=st.integers(0, 4))
    def correct_days(self, *, which: int, issued: int, life: int) -> None:
        """One paper is right for all it was accepted for, or the correction is refused."""
        first = sorted(self.papers)[which % len(self.papers)]
        old, new = self.papers[first], self.dated(self.papers[first].kind, issued, life)
        same = [
            each
            for each, paper in self.papers.items()
            if (paper.kind, paper.issued, paper.expires) == (old.kind, old.issued, old.expires)
            and not paper.rejected
        ]
        order = CorrectDays(first, new.issued, new.expires, "misread")
        try:
            with self.house.database.transaction(self.house.later()) as tx:
                assert supplied_days.correct(tx, order).count == len(same)
                rows = supplied_certificates.listed(tx.connection, limit=len(same))
        except Refusal:
            assert old.rejected or (old.issued, old.expires) == (new.issued, new.expires)
            return
        for each, row in zip(same, reversed(rows), strict=True):
            self.papers[row.id] = replace(
                self.papers[each], issued=new.issued, expires=new.expires
            )
            self.papers[each].rejected = True
        steps["corrected"] += 1

    @rule(days=st.integers(1, 2))
    def days_pass(self, *, days: int) -> None:
        on = self.house.by.on + timedelta(days=days)
        self.house.by = replace(self.house.by, on=on)
        placed, ended = certificate_gate.check_day(self.house.database, self.house.later())
        steps["expired"] += placed
        steps["began"] += ended

    @precondition(lambda self: self.goods)
    @rule(which=st.integers(0, 9))
    def release_by_hand(self, *, which: int) -> None:
        """What waits for a certificate cannot be let go by hand."""
        code = sorted(self.goods)[which % len(self.goods)]
        try:
            with self.house.database.transaction(self.house.later()) as tx:
                holding.release(tx, self.goods[code][0], "never mind")
        except Refusal:
            steps["not released"] += 1
        else:
            raise AssertionError

    @invariant()
    def goods_wait_for_exactly_what_they_lack(self) -> None:
        with self.house.database.reading() as connection:
            assert len(supplied_certificates.rules(connection)) == len(self.asked)
            for code, (lsn_id, _sku, _supplier) in self.goods.items():
                held = [
                    each
                    for each in ledger.holds(connection, lsn_id)
                    if each.released_at is None
                ]
                lacks = self.lacks(code)
                assert sorted(each.rule_id or 0 for each in held) == sorted(lacks)
                steps["held"] += bool(lacks)
                if lacks:
                    places = ledger.places(connection, lsn_id)
                    assert all(one.available == 0 for one in places)
            for lsn_id, code in self.serials:
                places = ledger.places(connection, lsn_id)
                free = sum(one.available for one in places)
                assert free == (0 if self.lacks(code) else 1)


def test_goods_wait_exactly_for_the_certificates_they_lack(
    companies: Companies, scale: int
) -> None:
    steps.clear()
    run_machine(GateMachine, companies, examples=EXAMPLES * scale, steps=STEPS)
    assert {"came", "asked", "taken", "held", "not released"} <= steps.keys(), steps
