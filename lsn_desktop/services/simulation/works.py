"""Work orders and builds of a plan as the rows they leave: ties, edges, costs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from lsn_desktop.domain import making
from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.domain.messages import message
from lsn_desktop.services.simulation.books import Layer

if TYPE_CHECKING:
    from lsn_desktop.services.simulation.books import Books, Paper
    from lsn_desktop.services.simulation.companies import Company
    from lsn_desktop.services.simulation.happenings import Built, Part, Planned

_ORDER = "work order"


@dataclass(slots=True)
class Work:
    """A work order as far as it is known: what is used of each item, and what was made."""

    id: int
    item_id: int
    ordered: int
    lines: dict[int, int]
    used: Counter[int] = field(default_factory=Counter)
    made: int = 0
    scrapped: int = 0
    status: str = "released"


class Works:
    """Who writes the rows of what is made."""

    def __init__(self, books: Books, company: Company, money: str) -> None:
        self._books = books
        self._bills = company.bills
        self._boms = books.bills
        self._money = money
        self._works: dict[str, Work] = {}
        self._done: dict[int, tuple[Counter[int], int, int]] = {}

    def plan(self, it: Planned) -> None:
        """A work order, planned and released."""
        books = self._books
        bill = None if it.kind == "rework" else self._bills[it.sku]
        item_id = books.items[it.sku].id
        order_id = books.rows.add(
            "work_order",
            {
                "uid": books.uid(), "number": it.number, "number_key": code_key(it.number),
                "kind": it.kind, "item_id": item_id,
                "bom_id": self._boms[item_id] if bill else None, "ordered": it.quantity,
                "status": "released", "due_on": books.day(it.due), "created_at": books.at,
                "created_by": books.first.user_id,
            },
        )  # fmt: skip
        lines = {}
        for number, need in enumerate(bill.needs if bill else (), 1):
            row = {
                "work_order_id": order_id, "number": number,
                "item_id": books.items[need.sku].id,
                "needed": making.needed(need.quantity, bill.makes if bill else 1, it.quantity),
                "part_of": need.tied,
            }  # fmt: skip
            lines[books.items[need.sku].id] = books.rows.add("work_order_line", row)
        self._works[it.number] = Work(order_id, item_id, it.quantity, lines)
        words = message(
            "Work order {number}: {kind} of {sku}", number=it.number, kind=it.kind, sku=it.sku
        )
        books.say("create", words, _ORDER, order_id)
        books.say("change", message("{number} released", number=it.number), _ORDER, order_id)

    def build(self, it: Built) -> None:
        """A build: what went in, what came out, what is in what, and what it cost."""
        books, work = self._books, self._works[it.order]
        books.goods |= {goods.number: goods for goods in it.new}
        paper = books.paper(
            "build", "build", "BD", work_order_id=work.id, location_id=books.shop
        )
        books.papers[it.n] = paper
        paper.order, paper.does = it.order, it.kind
        words = message("Build {number} of {order} begun", number=paper.number, order=it.order)
        books.begin(paper, words)
        ties = self._lines(paper, it)
        books.post(paper)
        self._edges(paper, it, ties)
        self._count(paper, it)

    def _lines(self, paper: Paper, it: Built) -> list[making.Tie]:
        """The lines in the order they are scanned, and the ties that makes."""
        books = self._books
        first = len(it.used) - len(it.ties)
        for at, part in enumerate(it.used[:first]):
            self._goes_in(paper, part)
            if it.kind == "rework" and not at:
                self._comes_out(paper, it.made[0], books.shop)
        if it.kind == "rework":
            return []
        tied = list(zip(it.used[first:], it.ties, strict=True))
        outputs = [(part, books.shop) for part in it.made]
        outputs += [(part, books.nowhere["scrap"]) for part in it.scrapped]
        found = []
        for part, target in outputs:
            waiting = []
            while tied and tied[0][1].made == part.goods:
                component, tie = tied.pop(0)
                waiting.append((self._goes_in(paper, component), tie))
            output = self._comes_out(paper, part, target)
            for line_id, tie in waiting:
                row = {
                    "component_line_id": line_id, "output_line_id": output,
                    "quantity": tie.quantity,
                }  # fmt: skip
                books.rows.add("part_of", row)
                found.append(making.Tie(tie.used, tie.made, tie.quantity))
        return found

    def _goes_in(self, paper: Paper, part: Part) -> int:
        books = self._books
        places = (books.places[part.place], books.nowhere["process"])
        line_id, digest = books.line(paper, part.goods, places, part.quantity, claims=True)
        words = message("Line {line} goes in", line=line_id)
        books.say("scan", words, "document", paper.id, digest)
        return line_id

    def _comes_out(self, paper: Paper, part: Part, target: int) -> int:
        books = self._books
        books.make(part.goods)
        places = (books.nowhere["process"], target)
        line_id, digest = books.line(paper, part.goods, places, part.quantity)
        words = message("{count} lines come out", count=1)
        books.say("scan", words, "document", paper.id, digest)
        return line_id

    def _edges(self, paper: Paper, it: Built, ties: list[making.Tie]) -> None:
        if it.kind == "disassembly":
            found = [
                making.Edge(it.used[0].goods, part.goods, part.quantity) for part in it.made
            ]
        else:
            there: Counter[int] = Counter()
            outputs: dict[int, None] = {}
            for goods, line in zip(paper.goods, paper.lines, strict=True):
                goes_in = line.from_location_id in self._books.real
                there[goods] += line.quantity if goes_in else -line.quantity
                if not goes_in:
                    outputs[goods] = None
            consumed = {goods: quantity for goods, quantity in there.items() if quantity > 0}
            found = making.edges(consumed, ties, list(outputs))
        for edge in found:
            row = {
                "document_id": paper.id,
                "component_id": self._books.lsns[edge.component_id],
                "output_id": edge.output_id and self._books.lsns[edge.output_id],
                "quantity": edge.quantity,
                "kind": "disassembly" if it.kind == "disassembly" else "build",
            }
            if edge.output_id is not None:
                row["output_id"] = self._books.lsns[edge.output_id]
            self._books.rows.add("genealogy_edge", row)
        if it.kind != "disassembly":
            self._cost(paper, it, found)

    def _cost(self, paper: Paper, it: Built, found: list[making.Edge]) -> None:
        """What the components cost is borne by what is good of the outputs."""
        books = self._books
        good: dict[int, int] = {}
        for part in it.made:
            good[part.goods] = good.get(part.goods, 0) + part.quantity
        each = {
            goods: Fraction(books.cost[goods], books.borne[goods])
            for goods in {edge.component_id for edge in found}
            if goods in books.cost and books.borne[goods] > 0
        }
        amounts = making.material(each, found, good)
        counted = 0 if it.kind == "rework" else 1
        layers = [
            Layer(goods, 0, "material", counted * good[goods], amount)
            for goods, amount in amounts.items()
        ]
        books.lay(paper, layers, self._money)
        if it.kind == "build":
            books.bear(paper, good)

    def _count(self, paper: Paper, it: Built) -> None:
        """Let the order count what was used and made."""
        used: Counter[int] = Counter()
        apart = it.kind == "disassembly"
        for part in it.made if apart else it.used:
            used[self._books.items[self._books.goods[part.goods].sku].id] += part.quantity
        good = sum(part.quantity for part in (it.used if apart else it.made))
        bad = sum(part.quantity for part in it.scrapped)
        self._done[paper.id] = (used, good, bad)
        self._progress(self._works[it.order], paper.id, 1)

    def _progress(self, work: Work, paper_id: int, sign: int) -> None:
        used, good, bad = self._done[paper_id]
        rows = self._books.rows
        work.made += sign * good
        work.scrapped += sign * bad
        if sign > 0 and work.status == "released" and work.made >= work.ordered:
            work.status = "closed"
        elif sign < 0 and work.status == "closed" and work.made < work.ordered:
            work.status = "released"
        rows.change(
            "work_order", work.id, made=work.made, scrapped=work.scrapped, status=work.status
        )
        for item_id, quantity in used.items():
            if item_id in work.lines:
                work.used[item_id] += sign * quantity
                rows.change("work_order_line", work.lines[item_id], used=work.used[item_id])

    def turn_back(self, was: Paper) -> None:
        """A build that never was: what it made bears nothing, its order goes on."""
        if was.does == "build":
            self._books.bear(was, was.goods, -1)
        self._progress(self._works[was.order], was.id, -1)
