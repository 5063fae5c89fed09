"""A plan played: each happening is done by the use case that people do it with.

Goods are typed, not scanned: the journal of scans keeps what scanners sent, and none sent this.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import singledispatchmethod
from typing import TYPE_CHECKING

from lsn_desktop.domain.label_in_progress import LabelInProgress
from lsn_desktop.domain.making import Put
from lsn_desktop.domain.moving import Part as Carried
from lsn_desktop.domain.outcomes import Expectation, OutcomeKind
from lsn_desktop.domain.quantities import off_grid
from lsn_desktop.domain.shipping import Goods as Going
from lsn_desktop.services.builds import build_components, build_outputs, building, work_ordering
from lsn_desktop.services.documents import posting
from lsn_desktop.services.lots import holding
from lsn_desktop.services.moves import moving
from lsn_desktop.services.office import ordering
from lsn_desktop.services.receipts import receiving
from lsn_desktop.services.returns import customer_returns, returnable, returning
from lsn_desktop.services.shipments import selling, ship_goods, shipping
from lsn_desktop.services.simulation.happenings import (
    DAY,
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
from lsn_desktop.storage import catalogue, documents, lsns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from lsn_desktop.domain.items import Item
    from lsn_desktop.domain.outcomes import Outcome
    from lsn_desktop.services.simulation.happenings import Goods, Part, Wanted
    from lsn_desktop.storage.transactions import By, Connection, Database, Tx

_MINUTE_US = 60 * 1_000_000
_SETTLED = frozenset({"quantity", "not ordered", "expiry"})


class Unplayable(AssertionError):
    """A use case did not do what the plan says: one of both is wrong."""


@dataclass(slots=True)
class Player:
    """Who plays a plan, and which rows its names stand for by now.

    ``first`` is who does it at the midnight the history begins.
    """

    database: Database
    first: By
    documents: dict[int, int] = field(default_factory=dict)
    goods: dict[int, Goods] = field(default_factory=dict)
    lsns: dict[int, int] = field(default_factory=dict)
    _orders: dict[str, int] = field(default_factory=dict)
    _items: dict[str, Item] = field(default_factory=dict)
    _places: dict[str, int] = field(default_factory=dict)

    def play(self, plan: Iterable[Happening]) -> None:
        """Do all of it, each happening in a transaction of its own."""
        for happening in plan:
            at = self.first.at + happening.minute * _MINUTE_US
            on = self.first.on + timedelta(days=happening.minute // DAY)
            with self.database.transaction(replace(self.first, at=at, on=on)) as tx:
                self.do(happening, tx)

    @singledispatchmethod
    def do(self, happening: Happening, tx: Tx) -> None:
        """Do what happens."""
        raise NotImplementedError(happening, tx)

    @do.register(Ordered)
    def _(self, it: Ordered, tx: Tx) -> None:
        lines, prices = [], {}
        for line in it.lines:
            lines.append((line.sku, self._quantity(tx.connection, line)))
            if line.price is not None:
                prices[line.sku] = off_grid(line.price, 4)
        order = ordering.EnterOrder(it.number, it.vendor, lines, self._day(it.due), prices)
        self._orders[it.number] = ordering.enter_order(tx, order)

    @do.register(Received)
    def _(self, it: Received, tx: Tx) -> None:
        self._meet(it.new)
        place = self.place(tx.connection, it.place)
        order = receiving.OpenReceipt(tx.uid(), place, self._orders[it.order])
        document_id = receiving.open_receipt(tx, order)
        expected = Expectation(document_id, settled=_SETTLED)
        for part in it.parts:
            label = self._label(tx.connection, part)
            outcome = receiving.take_part(tx, expected, label, 0)
            _must_be_done(outcome)
            lsn_id = outcome.line.lsn_id
            assert lsn_id is not None  # noqa: S101 - a line is of goods
            self.lsns[part.goods] = lsn_id
        posting.post(tx, document_id)
        self.documents[it.n] = document_id

    @do.register(Moved)
    def _(self, it: Moved, tx: Tx) -> None:
        carried = Carried(
            self.lsns[it.part.goods],
            self.place(tx.connection, it.part.place),
            it.part.quantity,
        )
        target = self.place(tx.connection, it.to)
        self.documents[it.n] = moving.transfer(tx, moving.Transfer(tx.uid(), [carried], target))

    @do.register(Held)
    def _(self, it: Held, tx: Tx) -> None:
        holding.hold(tx, holding.PlaceHold(tx.uid(), self.lsns[it.goods], it.reason, it.note))

    @do.register(Released)
    def _(self, it: Released, tx: Tx) -> None:
        holding.release(tx, self.lsns[it.goods], it.note)

    @do.register(SentBack)
    def _(self, it: SentBack, tx: Tx) -> None:
        vendor = catalogue.party_by_code(tx.connection, it.vendor)
        assert vendor is not None  # noqa: S101 - of the company's tables
        order = returning.OpenReturn(tx.uid(), vendor.id, it.reason)
        document_id = returning.open_return(tx, order)
        head = documents.by_id(tx.connection, document_id)
        for part in it.parts:
            lsn = lsns.by_id(tx.connection, self.lsns[part.goods])
            returnable.put_on(tx, head, lsn, part.quantity)
        posting.post(tx, document_id)
        self.documents[it.n] = document_id

    @do.register(Planned)
    def _(self, it: Planned, tx: Tx) -> None:
        quantity = off_grid(it.quantity, self.item(tx.connection, it.sku).decimals)
        work = work_ordering.NewWork(
            it.sku, quantity, it.number, it.kind, due_on=self._day(it.due)
        )
        (order_id,) = work_ordering.enter(tx, work)
        work_ordering.release(tx, order_id)
        self._orders[it.number] = order_id

    @do.register(Built)
    def _(self, it: Built, tx: Tx) -> None:
        self._meet(it.new)
        order = building.OpenBuild(tx.uid(), self._orders[it.order])
        document_id = building.open_build(tx, order)
        scans = _Scans(self, tx, Expectation(document_id))
        first = len(it.used) - len(it.ties)
        for part in it.used[:first]:
            scans.put_in(part)
            if it.kind == "rework" and part is it.used[0]:
                scans.come_out_again(it.made[0])
        made = [(part, False) for part in it.made if it.kind != "rework"]
        tied = iter(zip(it.used[first:], it.ties, strict=True))
        coming = next(tied, None)
        for part, is_scrap in (*made, *((part, True) for part in it.scrapped)):
            while coming is not None and coming[1].made == part.goods:
                scans.put_in(coming[0])
                coming = next(tied, None)
            scans.make(part, scrap=is_scrap)
        posting.post(tx, document_id)
        self.documents[it.n] = document_id

    @do.register(Sold)
    def _(self, it: Sold, tx: Tx) -> None:
        lines = [
            selling.SaleLine(
                line.sku,
                self._quantity(tx.connection, line),
                None if line.price is None else off_grid(line.price, 4),
            )
            for line in it.lines
        ]
        customer_id = _party(tx.connection, it.customer)
        sale = selling.Sale(customer_id, lines, it.number, self._day(it.due))
        self._orders[it.number] = selling.enter(tx, sale)

    @do.register(Shipped)
    def _(self, it: Shipped, tx: Tx) -> None:
        order = shipping.OpenShipment(tx.uid(), sales_order_id=self._orders[it.order])
        document_id = shipping.open_shipment(tx, order)
        head = documents.by_id(tx.connection, document_id)
        for part in it.parts:
            place = self.place(tx.connection, part.place)
            going = Going(self.lsns[part.goods], part.quantity, place)
            _must_be_done(ship_goods.put_on(tx, head, going, Expectation(document_id), 0))
        posting.post(tx, document_id)
        self.documents[it.n] = document_id

    @do.register(CameBack)
    def _(self, it: CameBack, tx: Tx) -> None:
        customer_id = _party(tx.connection, it.customer)
        order = customer_returns.OpenReturn(tx.uid(), customer_id, it.reason)
        document_id = customer_returns.open_return(tx, order)
        head = documents.by_id(tx.connection, document_id)
        for part in it.parts:
            lsn = lsns.by_id(tx.connection, self.lsns[part.goods])
            customer_returns.put_back(tx, head, lsn, part.quantity, None)
        posting.post(tx, document_id)
        self.documents[it.n] = document_id

    @do.register(TurnedBack)
    def _(self, it: TurnedBack, tx: Tx) -> None:
        posting.reverse(tx, self.documents[it.of], it.reason, tx.uid())

    def _meet(self, new: Sequence[Goods]) -> None:
        for goods in new:
            self.goods[goods.number] = goods

    def _label(self, connection: Connection, part: Part) -> LabelInProgress:
        """What stands on the label of goods that come in."""
        goods = self.goods[part.goods]
        item = self.item(connection, goods.sku)
        dated = goods if goods.of_lot is None else self.goods[goods.of_lot]
        return LabelInProgress(
            item_id=item.id,
            lot=goods.lot or None,
            serial=goods.serial or None,
            expiry=None if dated.expires is None else self._day(dated.expires),
            production=None if dated.produced is None else self._day(dated.produced),
            quantity=off_grid(part.quantity, item.decimals),
        )

    def item(self, connection: Connection, sku: str) -> Item:
        """An item by its SKU, asked for once."""
        if sku not in self._items:
            found = catalogue.item_by_sku(connection, sku)
            assert found is not None  # noqa: S101 - of the company's tables
            self._items[sku] = found
        return self._items[sku]

    def place(self, connection: Connection, code: str) -> int:
        """A place by its code, asked for once."""
        if code not in self._places:
            found = catalogue.location_by_code(connection, code)
            assert found is not None  # noqa: S101 - of the company's tables
            self._places[code] = found.id
        return self._places[code]

    def _quantity(self, connection: Connection, line: Wanted) -> Decimal:
        return off_grid(line.quantity, self.item(connection, line.sku).decimals)

    def _day(self, number: int) -> date:
        return self.first.on + timedelta(days=number)


@dataclass(slots=True)
class _Scans:
    """The scans of one build, each met with what the one before it left."""

    player: Player
    tx: Tx
    expected: Expectation

    def put_in(self, part: Part) -> None:
        """A component."""
        tx, player = self.tx, self.player
        place_id = player.place(tx.connection, part.place)
        put = Put(player.lsns[part.goods], part.quantity, place_id)
        scan = building.begun(tx, self.expected, 0)
        self._then(build_components.put_in(tx, scan, put))

    def come_out_again(self, part: Part) -> None:
        """A serial that is worked on: it comes out by the scan it goes in with."""
        lsn = lsns.by_id(self.tx.connection, self.player.lsns[part.goods])
        scan = building.begun(self.tx, self.expected, 0)
        build_outputs.add_lines(self.tx, scan, [(lsn, part.quantity)])

    def make(self, part: Part, *, scrap: bool) -> None:
        """What comes out, good or scrapped at once."""
        tx, player = self.tx, self.player
        goods = player.goods[part.goods]
        item = player.item(tx.connection, goods.sku)
        out = build_outputs.Output(
            item, part.quantity, goods.lot or None, goods.serial or None, scrap=scrap
        )
        outcome = build_outputs.make(tx, building.begun(tx, self.expected, 0), out)
        self._then(outcome)
        assert outcome.line.lsn_id is not None  # noqa: S101 - one lot or serial came out
        player.lsns[part.goods] = outcome.line.lsn_id

    def _then(self, outcome: Outcome) -> None:
        _must_be_done(outcome)
        self.expected = outcome.next or self.expected


def _must_be_done(outcome: Outcome) -> None:
    if outcome.kind not in {OutcomeKind.OK, OutcomeKind.ATTENTION}:
        raise Unplayable(outcome)


def _party(connection: Connection, code: str) -> int:
    found = catalogue.party_by_code(connection, code)
    assert found is not None  # noqa: S101 - of the company's tables
    return found.id
