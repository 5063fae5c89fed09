"""Small random histories of making, as plans; and a plan written as rows, for tests of traces.

    plan = random_history(Random(7))
    with house.database.writer.connect() as connection, connection.begin() as going:
        ids = Written(connection, house.by).write(plan)     # {goods: LSN}
        ...
        going.rollback()

A history takes what makes traces hard: components not tied to an output, builds with one output
and with many, lots made again by a second build, scrap, goods taken apart and mended (circles),
and builds and shipments that were turned back.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import timedelta
from functools import singledispatchmethod
from itertools import count
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select

from lsn_desktop.domain import making
from lsn_desktop.services.simulation.happenings import (
    Built,
    CameBack,
    Goods,
    Part,
    Received,
    Shipped,
    Tie,
    TurnedBack,
)
from lsn_desktop.storage.tables.catalogue import item, location, party
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.ledger import balance, genealogy_edge, move

if TYPE_CHECKING:
    from random import Random

    from sqlalchemy import Connection

    from lsn_desktop.services.simulation.happenings import Happening
    from lsn_desktop.storage.transactions import By

PLACES = ("DOCK-1", "SHELF-1")
_SKUS = ("RAW", "HALF", "WHOLE")
_KINDS = ("build", "build", "build", "rework", "disassembly")


class _Course:
    """A history on its way: what stands where, and what happened."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.numbers = count()
        self.happened: list[Happening] = []
        self.stock: Counter[int] = Counter()
        self.with_customers: Counter[tuple[int, str]] = Counter()

    def new(self, level: int) -> Goods:
        number = next(self.numbers)
        return Goods(number, _SKUS[level], lot=f"L{number}")

    def at(self) -> tuple[int, int]:
        n = len(self.happened) + 1
        return n, n * 60

    def place(self, goods: int) -> str:
        return PLACES[goods % len(PLACES)]

    def receive(self) -> None:
        new = tuple(self.new(0) for _ in range(self.random.randint(1, 3)))
        parts = tuple(self.part(goods.number, self.random.randint(20, 60)) for goods in new)
        self.happened.append(Received(*self.at(), "PO", "Dairy", PLACES[0], new, parts))
        self.bring(parts, 1)

    def part(self, goods: int, quantity: int) -> Part:
        return Part(goods, quantity, self.place(goods))

    def bring(self, parts: tuple[Part, ...], sign: int) -> None:
        for part in parts:
            self.stock[part.goods] += sign * part.quantity

    def build(self) -> None:
        """Make something of what is there, mend something with it, or take something apart."""
        random, kind = self.random, self.random.choice(_KINDS)
        there = sorted(goods for goods, quantity in self.stock.items() if quantity > 0)
        if not there:
            return
        several = 1 if kind == "disassembly" else random.randint(1, 4)
        used = tuple(
            self.part(goods, random.randint(1, min(self.stock[goods], 9)))
            for goods in random.sample(there, min(len(there), several))
        )
        again = [goods for goods in self.stock if all(goods != part.goods for part in used)]
        old = random.sample(again, min(len(again), random.choice((0, 0, 1, 2))))
        new = tuple(
            self.new(random.randint(1, 2)) for _ in range(random.choice((0, 1, 1, 2, 5)))
        )
        if not old and not new:
            new = (self.new(1),)
        outputs = [*old, *(goods.number for goods in new)]
        made = tuple(self.part(goods, random.randint(1, 8)) for goods in outputs)
        scrapped = made[1:2] if random.randint(1, 5) == 1 else ()
        made = tuple(part for part in made if part not in scrapped)
        left = {part.goods: part.quantity for part in used}
        if kind == "rework":
            mended = replace(used[0], quantity=random.randint(1, used[0].quantity))
            left[mended.goods] -= mended.quantity
            new, scrapped = new[:1], ()
            made = (mended, *(self.part(goods.number, 1) for goods in new))
        self.bring(used, -1)
        ties = self.ties(left, [part.goods for part in (*made, *scrapped)])
        build = Built(*self.at(), "WO", kind, _SKUS[2], new, used, made, scrapped, ties)
        self.happened.append(build)
        self.bring(made, 1)

    def ties(self, left: dict[int, int], outputs: list[int]) -> tuple[Tie, ...]:
        found = []
        for goods, quantity in left.items():
            rest = quantity
            while rest and self.random.randint(1, 5) > 2:
                some = self.random.randint(1, rest)
                found.append(Tie(goods, self.random.choice(outputs), some))
                rest -= some
        return tuple(found)

    def ship(self) -> None:
        there = sorted(goods for goods, quantity in self.stock.items() if quantity > 0)
        if not there:
            return
        chosen = self.random.sample(there, min(len(there), 2))
        parts = tuple(
            self.part(goods, self.random.randint(1, self.stock[goods])) for goods in chosen
        )
        customer = self.random.choice(("Shop", "Market"))
        self.happened.append(Shipped(*self.at(), "SO", customer, parts))
        self.bring(parts, -1)
        for part in parts:
            self.with_customers[part.goods, customer] += part.quantity

    def come_back(self) -> None:
        there = sorted(key for key, quantity in self.with_customers.items() if quantity > 0)
        if there:
            goods, customer = self.random.choice(there)
            quantity = self.random.randint(1, self.with_customers[goods, customer])
            parts = (self.part(goods, quantity),)
            self.happened.append(CameBack(*self.at(), customer, "too many", parts))
            self.bring(parts, 1)
            self.with_customers[goods, customer] -= quantity

    def turn_back(self) -> None:
        """Turn the last happening back, if nothing can hang on it yet."""
        last = self.happened[-1]
        if not isinstance(last, (Built, Shipped, CameBack)):
            return
        self.happened.append(TurnedBack(*self.at(), last.n, "wrong"))
        if isinstance(last, Built):
            self.bring(last.made, -1)
            self.bring(last.used, 1)
            return
        sign = 1 if isinstance(last, Shipped) else -1
        self.bring(last.parts, sign)
        for part in last.parts:
            self.with_customers[part.goods, last.customer] -= sign * part.quantity


def random_history(random: Random) -> list[Happening]:
    """A history of a dozen happenings, another for each state of ``random``."""
    course = _Course(random)
    course.receive()
    steps = (course.receive, *[course.build] * 4, course.ship, course.come_back,
             course.turn_back)  # fmt: skip
    for _ in range(random.randint(4, 14)):
        random.choice(steps)()
    return course.happened


class Written:
    """Writes plans as rows. What went into what is worked out as posting a build does it."""

    def __init__(self, connection: Connection, by: By) -> None:
        self._connection = connection
        self._by = by
        self._last: dict[str, int] = {}
        self._rows: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        self._last["location"] = connection.scalar(select(func.max(location.c.id))) or 0
        dock = select(location).where(location.c.code == PLACES[0])
        shelf = dict(connection.execute(dock).mappings().one())
        shelf |= {"id": self._last["location"] + 1, "uid": "shelf", "code": PLACES[1],
                  "code_key": PLACES[1]}  # fmt: skip
        connection.execute(insert(location), shelf)
        self._places = dict(connection.execute(select(location.c.code, location.c.id)).all())
        kinds = select(location.c.kind, location.c.id).where(location.c.is_real.is_(False))
        self._beyond = dict(connection.execute(kinds).all())
        self._tables = (lsn, document, document_line, move, balance, genealogy_edge)
        for table in (item, party, *self._tables):
            self._last[table.name] = connection.scalar(select(func.max(table.c.id))) or 0
        self._items = {
            sku: self._now(item, {"sku": sku, "sku_key": sku, "description": sku,
                                  "description_key": sku, "tracking": "lot", "unit": "pcs"})
            for sku in _SKUS
        }  # fmt: skip
        self._parties = {
            name: self._now(party, {"code": name, "code_key": name.upper(), "name": name,
                                    "name_key": name.upper()})
            for name in ("Dairy farm", "Shop", "Market")
        }  # fmt: skip
        self._parties["Dairy"] = self._parties["Dairy farm"]

    def _now(self, table: Any, row: dict[str, Any]) -> int:
        whole = self._row(table, row)
        self._connection.execute(insert(table), whole)
        return int(whole["id"])

    def _row(self, table: Any, row: dict[str, Any]) -> dict[str, Any]:
        self._last[table.name] += 1
        key = self._last[table.name]
        common = {"uid": f"{table.name}{key:020d}", "created_at": self._by.at}
        return {"id": key} | {k: v for k, v in common.items() if k in table.c} | row

    def _add(self, table: Any, row: dict[str, Any]) -> int:
        whole = self._row(table, row)
        self._rows[table.name].append(whole)
        return int(whole["id"])

    def write(self, plan: list[Happening]) -> dict[int, int]:
        """Write a plan; the LSNs of its goods."""
        self.lsns: dict[int, int] = {}
        self.documents: dict[int, int] = {}
        self.stock: Counter[tuple[int, str]] = Counter()
        self._lines: dict[int, list[tuple[int, int, int, int]]] = {}
        self._reverses: dict[int, int] = {}
        self._skus: dict[int, str] = {}
        for each in plan:
            self._day = self._by.on + timedelta(days=each.n)
            self._take(each)
        for (goods, place), quantity in self.stock.items():
            row = {"lsn_id": self.lsns[goods], "location_id": self._places[place]}
            self._add(balance, row | {"on_hand": quantity})
        for table in self._tables:
            if rows := self._rows.pop(table.name, None):
                self._connection.execute(insert(table), rows)
        self._connection.execute(
            document.update()
            .where(document.c.status == "draft", document.c.id.in_(self.documents.values()))
            .values(status="posted", posted_at=self._by.at, posted_by=self._by.user_id)
        )
        return self.lsns

    @singledispatchmethod
    def _take(self, each: Happening) -> None:
        raise NotImplementedError(each)

    @_take.register
    def _(self, each: Received) -> None:
        self._meet(each.new)
        self._document(each.n, "receipt", each.vendor)
        for part in each.parts:
            self._line(each.n, part, "supplier", part.place)

    @_take.register
    def _(self, each: Built) -> None:
        self._meet(each.new)
        self._document(each.n, "build")
        for part in each.used:
            self._line(each.n, part, part.place, "process")
        for part in each.made:
            self._line(each.n, part, "process", part.place)
        for part in each.scrapped:
            self._line(each.n, part, "process", "scrap")
        kind = "disassembly" if each.kind == "disassembly" else "build"
        for component, output, quantity in self._edges(each):
            self._add(
                genealogy_edge,
                {
                    "document_id": self.documents[each.n],
                    "component_id": self.lsns[component],
                    "output_id": None if output is None else self.lsns[output],
                    "quantity": quantity,
                    "kind": kind,
                },
            )

    def _edges(self, each: Built) -> list[making.Edge]:
        """What went into what, as posting works it out."""
        if each.kind == "disassembly":
            unit = each.used[0].goods
            return [making.Edge(unit, part.goods, part.quantity) for part in each.made]
        used: Counter[int] = Counter()
        for part in each.used:
            used[part.goods] += part.quantity
        for part in each.made:
            used[part.goods] -= part.quantity
        ties = [making.Tie(tie.used, tie.made, tie.quantity) for tie in each.ties]
        outputs = [part.goods for part in (*each.made, *each.scrapped)]
        return making.edges(+used, ties, outputs)

    @_take.register
    def _(self, each: Shipped) -> None:
        self._document(each.n, "shipment", each.customer)
        for part in each.parts:
            self._line(each.n, part, part.place, "customer")

    @_take.register
    def _(self, each: CameBack) -> None:
        self._document(each.n, "customer return", each.customer)
        for part in each.parts:
            self._line(each.n, part, "customer", part.place)

    @_take.register
    def _(self, each: TurnedBack) -> None:
        self._document(each.n, "build", reverses=self.documents[each.of])
        codes = {number: code for code, number in self._places.items()}
        for goods, quantity, source, target in self._lines[each.of]:
            self._move(each.n, goods, quantity, target, source)
            self._stand(goods, codes.get(target), -quantity)
            self._stand(goods, codes.get(source), quantity)

    def _meet(self, new: tuple[Goods, ...]) -> None:
        for goods in new:
            key = self._last["lsn"] + 1
            self._skus[goods.number] = goods.sku
            self.lsns[goods.number] = self._add(
                lsn,
                {"item_id": self._items[goods.sku], "kind": "lot", "code": f"L{key}",
                 "code_key": f"L{key}"},
            )  # fmt: skip

    def _document(self, n: int, kind: str, who: str = "", reverses: int | None = None) -> None:
        key = self._last["document"] + 1
        self.documents[n] = self._add(
            document,
            {
                "kind": kind, "number": f"H-{key}", "party_id": self._parties.get(who),
                "reverses_id": reverses, "workstation_id": self._by.workstation_id,
                "created_by": self._by.user_id, "posted_on": self._day,
            },
        )  # fmt: skip
        self._lines[n] = []

    def _line(self, n: int, part: Part, source: str, target: str) -> None:
        places = {**self._places, **self._beyond}
        self._move(n, part.goods, part.quantity, places[source], places[target])
        self._stand(part.goods, source, -part.quantity)
        self._stand(part.goods, target, part.quantity)

    def _stand(self, goods: int, place: str | None, quantity: int) -> None:
        if place in PLACES:
            self.stock[goods, place] += quantity

    def _move(self, n: int, goods: int, quantity: int, source: int, target: int) -> None:
        self._lines[n].append((goods, quantity, source, target))
        shared = {
            "item_id": self._items[self._skus[goods]], "lsn_id": self.lsns[goods],
            "from_location_id": source, "to_location_id": target, "quantity": quantity,
            "digest": "",
        }  # fmt: skip
        line_id = self._add(
            document_line,
            shared | {"document_id": self.documents[n], "number": len(self._lines[n])},
        )
        more = {"document_line_id": line_id, "at": self._by.at, "on": self._day}
        self._add(move, shared | more)
