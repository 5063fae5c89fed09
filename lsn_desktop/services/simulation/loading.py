"""A plan loaded: the rows that playing it leaves, written many at once.

What the use cases would ask and check is not: a plan holds only what can happen. A test plays
and loads the same plan and compares every table, and ``lsn verify`` proves what is loaded.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from functools import singledispatchmethod
from typing import TYPE_CHECKING

from lsn_desktop.domain import costing
from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.services.simulation.books import Books, Layer
from lsn_desktop.services.simulation.happenings import (
    Built,
    CameBack,
    Happening,
    Held,
    Moved,
    Ordered,
    Planned,
    Received,
    Released,
    SentBack,
    Shipped,
    Sold,
    TurnedBack,
)
from lsn_desktop.services.simulation.works import Works
from lsn_desktop.storage import costs
from lsn_desktop.storage.bulk_loading import BulkLoading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lsn_desktop.services.simulation.books import Paper
    from lsn_desktop.services.simulation.companies import Company
    from lsn_desktop.storage.transactions import By, Connection, Database


def load(database: Database, first: By, company: Company, plan: Iterable[Happening]) -> None:
    """Write what a plan leaves; ``first`` is who did it from the midnight it begins."""
    rows = BulkLoading(database, first)
    with database.reading() as connection:
        loader = Loader(connection, rows, first, company)
    for happening in plan:
        loader.take(happening)
    rows.end()


class Loader:
    """Who writes a plan's rows."""

    def __init__(
        self, connection: Connection, rows: BulkLoading, first: By, company: Company
    ) -> None:
        self._rows = rows
        self._books = Books(connection, rows, first, company)
        self._company = company
        self._works = Works(self._books, company, costs.currency(connection))
        self._money = costs.currency(connection)
        self._prices: dict[int, int] = {}
        self._ordered: dict[int, int] = {}
        self._wanted: dict[int, int] = {}
        self._came: Counter[int] = Counter()
        self._left: Counter[int] = Counter()
        self._short: dict[str, list[int]] = {}  # rows of what is short, by order
        self._differs: dict[int, list[int]] = {}  # what was wrong with a receipt

    def take(self, happening: Happening) -> None:
        """Write what one happening leaves."""
        self._books.turn_to(happening)
        self.write(happening)
        self._rows.rest()

    @singledispatchmethod
    def write(self, happening: Happening) -> None:
        """Write what it leaves."""
        raise NotImplementedError(happening)

    @write.register(Ordered)
    def _(self, it: Ordered) -> None:
        books = self._books
        vendor_id, vendor = books.party(it.vendor)
        order_id = self._rows.add(
            "purchase_order",
            {
                "uid": books.uid(), "number": it.number, "number_key": code_key(it.number),
                "vendor_id": vendor_id, "due_on": books.day(it.due), "created_at": books.at,
            },
        )  # fmt: skip
        books.orders[it.number] = order_id
        lines = books.order_lines[it.number] = {}
        for number, line in enumerate(it.lines, 1):
            row = {
                "purchase_order_id": order_id, "number": number,
                "item_id": books.items[line.sku].id, "ordered": line.quantity,
                "price": line.price,
            }  # fmt: skip
            line_id = self._rows.add("purchase_order_line", row)
            lines[line.sku] = [line_id]
            self._ordered[line_id] = line.quantity
            if line.price is not None:
                self._prices[line_id] = line.price
        words = message("Order {number} from {vendor}", number=it.number, vendor=vendor)
        books.say("create", words, "order", order_id)

    @write.register(Received)
    def _(self, it: Received) -> None:
        books = self._books
        books.goods |= {goods.number: goods for goods in it.new}
        vendor_id, _name = books.party(it.vendor)
        place = books.places[it.place]
        paper = books.paper(
            "receipt", "receipt", "RC", party_id=vendor_id,
            purchase_order_id=books.orders[it.order], location_id=place,
        )  # fmt: skip
        books.papers[it.n] = paper
        paper.order = it.order
        books.begin(paper, message("Receipt {number} begun", number=paper.number))
        for part in it.parts:
            sku = books.goods[part.goods].sku
            item = books.items[sku]
            books.make(part.goods, vendor_id)
            _line_id, digest = books.line(
                paper, part.goods, (books.nowhere["supplier"], place), part.quantity,
                purchase_order_line_id=books.order_lines[it.order][sku][0],
            )  # fmt: skip
            words = message(
                "{quantity} {unit} of {item} added",
                quantity=plain(off_grid(part.quantity, item.decimals)),
                unit=item.unit,
                item=item.description,
            )
            books.say("scan", words, "document", paper.id, digest)
        self._count_order(it.order, paper, 1)
        self._keep_differences(it.order, paper)
        books.post(paper)
        books.lay(paper, self._bought(paper), self._money)
        books.bear(paper, paper.goods)
        stopped = {
            goods for goods in paper.goods
            if self._company.items[books.goods[goods].sku].held_first
            and goods not in books.held
        }  # fmt: skip
        for goods in sorted(stopped):
            books.hold(goods, "inspection", f"on receipt {paper.number}")

    def _count_order(self, number: str, paper: Paper, sign: int) -> None:
        """What came counts for the order's lines; one that has all is closed."""
        for line in paper.lines:
            assert line.purchase_order_line_id is not None  # noqa: S101 - all are ordered
            self._came[line.purchase_order_line_id] += sign * line.quantity
        every = [line_id for of in self._books.order_lines[number].values() for line_id in of]
        for line_id in every:
            self._rows.change("purchase_order_line", line_id, received=self._came[line_id])
        short = any(self._came[line_id] < self._ordered[line_id] for line_id in every)
        self._rows.change(
            "purchase_order", self._books.orders[number], status="open" if short else "closed"
        )

    def _keep_differences(self, number: str, paper: Paper) -> None:
        """What an order still waits for, and what it did not ask for."""
        books = self._books
        for row_id in self._short.pop(number, ()):
            self._rows.change("discrepancy", row_id, withdrawn_at=books.at)
        found: Counter[str] = Counter()
        rows = self._differs.setdefault(paper.id, [])
        for sku, (line_id,) in books.order_lines[number].items():
            more = self._came[line_id] - self._ordered[line_id]
            if not more:
                continue
            kind = "over" if more > 0 else "short"
            found[kind] += 1
            row = {
                "uid": books.uid(), "document_id": paper.id, "item_id": books.items[sku].id,
                "kind": kind, "quantity": abs(more), "created_at": books.at,
                "created_by": books.first.user_id,
            }  # fmt: skip
            rows.append(self._rows.add("discrepancy", row))
            if kind == "short":
                self._short.setdefault(number, []).append(rows[-1])
        if found:
            told = ", ".join(f"{count} {kind}" for kind, count in found.items())
            words = message("{number} differs: {told}", number=paper.number, told=told)
            books.say("discrepancy", words, "document", paper.id)

    def _bought(self, paper: Paper) -> list[Layer]:
        """What received goods cost at their order's prices, order line by order line."""
        by_line: dict[int, list[int]] = {}
        for at, line in enumerate(paper.lines):
            by_line.setdefault(line.purchase_order_line_id or 0, []).append(at)
        layers = []
        for order_line, of in sorted(by_line.items()):
            price = self._prices.get(order_line)
            if price is None:
                continue
            item = self._books.by_item[paper.lines[of[0]].item_id]
            quantities = [paper.lines[at].quantity for at in of]
            amounts = costing.portions(quantities, Fraction(price, 10**item.decimals))
            layers += [
                Layer(paper.goods[at], paper.line_ids[at], "purchase", quantity, amount)
                for at, quantity, amount in zip(of, quantities, amounts, strict=True)
            ]
        return layers

    @write.register(Moved)
    def _(self, it: Moved) -> None:
        books = self._books
        target = books.places[it.to]
        paper = books.paper("transfer", "transfer", "TR", location_id=target)
        places = (books.places[it.part.place], target)
        books.line(paper, it.part.goods, places, it.part.quantity)
        books.post(paper)

    @write.register(Held)
    def _(self, it: Held) -> None:
        self._books.hold(it.goods, it.reason, it.note)

    @write.register(Released)
    def _(self, it: Released) -> None:
        self._books.release(it.goods, it.note)

    @write.register(SentBack)
    def _(self, it: SentBack) -> None:
        books = self._books
        vendor_id, _name = books.party(it.vendor)
        paper = books.paper(
            "supplier return", "supplier return", "SR", party_id=vendor_id, reason=it.reason
        )
        books.papers[it.n] = paper
        books.begin(paper, message("Return {number} begun", number=paper.number))
        for part in it.parts:
            places = (books.places[part.place], books.nowhere["supplier"])
            line_id, digest = books.line(paper, part.goods, places, part.quantity, claims=True)
            words = message("Line {line} goes back", line=line_id)
            books.say("scan", words, "document", paper.id, digest)
        books.post(paper)

    @write.register(Sold)
    def _(self, it: Sold) -> None:
        books = self._books
        customer_id, customer = books.party(it.customer)
        order_id = self._rows.add(
            "sales_order",
            {
                "uid": books.uid(), "number": it.number, "number_key": code_key(it.number),
                "customer_id": customer_id, "due_on": books.day(it.due),
                "created_at": books.at, "created_by": books.first.user_id,
            },
        )  # fmt: skip
        books.orders[it.number] = order_id
        lines = books.order_lines[it.number] = {}
        for number, line in enumerate(it.lines, 1):
            row = {
                "sales_order_id": order_id, "number": number,
                "item_id": books.items[line.sku].id, "ordered": line.quantity,
                "price": line.price,
            }  # fmt: skip
            line_id = self._rows.add("sales_order_line", row)
            lines[line.sku] = [line_id]
            self._wanted[line_id] = line.quantity
        words = message("Order {number} of {customer}", number=it.number, customer=customer)
        books.say("create", words, "sales order", order_id)

    @write.register(Shipped)
    def _(self, it: Shipped) -> None:
        books = self._books
        customer_id, customer = books.party(it.customer)
        paper = books.paper(
            "shipment", "shipment", "SH", party_id=customer_id,
            sales_order_id=books.orders[it.order],
        )  # fmt: skip
        books.papers[it.n] = paper
        paper.order = it.order
        books.begin(paper, message("Shipment {number} begun", number=paper.number))
        for part in it.parts:
            sku = books.goods[part.goods].sku
            line_id, digest = books.line(
                paper, part.goods, (books.places[part.place], books.nowhere["customer"]),
                part.quantity, claims=True,
                sales_order_line_id=books.order_lines[it.order][sku][0],
            )  # fmt: skip
            words = message("Line {line} goes to {customer}", line=line_id, customer=customer)
            books.say("scan", words, "document", paper.id, digest)
        books.post(paper)
        self._count_sale(it.order, paper, 1)

    def _count_sale(self, number: str, paper: Paper, sign: int) -> None:
        """What left counts for the order's lines; one of which all left is closed."""
        for line in paper.lines:
            assert line.sales_order_line_id is not None  # noqa: S101 - all are ordered
            self._left[line.sales_order_line_id] += sign * line.quantity
        every = [line_id for of in self._books.order_lines[number].values() for line_id in of]
        for line_id in every:
            self._rows.change("sales_order_line", line_id, shipped=self._left[line_id])
        short = any(self._left[line_id] < self._wanted[line_id] for line_id in every)
        self._rows.change(
            "sales_order", self._books.orders[number], status="open" if short else "closed"
        )

    @write.register(Planned)
    def _(self, it: Planned) -> None:
        self._works.plan(it)

    @write.register(Built)
    def _(self, it: Built) -> None:
        self._works.build(it)

    @write.register(CameBack)
    def _(self, it: CameBack) -> None:
        books = self._books
        customer_id, customer = books.party(it.customer)
        place = books.places[it.parts[0].place]
        paper = books.paper(
            "customer return", "customer return", "CR", party_id=customer_id,
            location_id=place, reason=it.reason,
        )  # fmt: skip
        books.papers[it.n] = paper
        books.begin(paper, message("Return {number} begun", number=paper.number))
        for part in it.parts:
            places = (books.nowhere["customer"], place)
            line_id, digest = books.line(paper, part.goods, places, part.quantity)
            words = message(
                "Line {line} comes back from {customer}", line=line_id, customer=customer
            )
            books.say("scan", words, "document", paper.id, digest)
        books.post(paper)

    @write.register(TurnedBack)
    def _(self, it: TurnedBack) -> None:
        books = self._books
        was = books.papers[it.of]
        same = ("party_id", "purchase_order_id", "location_id", "work_order_id",
                "sales_order_id")  # fmt: skip
        head = {name: was.head[name] for name in same if name in was.head}
        paper = books.paper(
            was.kind, "reversal", "RV", reverses_id=was.id, reason=it.reason, **head
        )
        for goods, line in zip(was.goods, was.lines, strict=True):
            turned = line._replace(
                uid=books.uid(),
                from_location_id=line.to_location_id,
                to_location_id=line.from_location_id,
                claims=False,
            )
            books.put_line(paper, goods, turned)
        books.post(paper, message("Posted {number}: reversal", number=paper.number))
        books.lay(paper, [each.opposite() for each in was.layers], self._money)
        number = was.order
        if was.kind == "receipt":
            books.bear(was, was.goods, -1)
            self._count_order(number, was, -1)
            for row_id in self._differs.pop(was.id):
                self._rows.change("discrepancy", row_id, withdrawn_at=books.at)
            self._short.pop(number, None)
        if was.kind == "shipment":
            self._count_sale(number, was, -1)
        if was.kind == "build":
            self._works.turn_back(was)
