"""Builds as their use cases ask for them: the order behind one, its needs, the drafts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, func, or_, select, update

from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.domain.making import allowed
from lsn_desktop.storage import lsns
from lsn_desktop.storage.documents import LINES_ON_IT
from lsn_desktop.storage.prepared import Prepared
from lsn_desktop.storage.tables.catalogue import item, location
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.making import bom_line, work_order, work_order_line
from lsn_desktop.storage.tables.trust import workstation

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy import Connection

    from lsn_desktop.storage.transactions import Tx

KIND = "build"


class Order(NamedTuple):
    """A work order as far as a build minds it."""

    id: int
    number: str
    kind: str
    item_id: int
    bom_id: int | None
    ordered: int
    made: int
    scrapped: int
    status: str
    location_id: int | None


_ORDER = select(
    work_order.c.id,
    work_order.c.number,
    work_order.c.kind,
    work_order.c.item_id,
    work_order.c.bom_id,
    work_order.c.ordered,
    work_order.c.made,
    work_order.c.scrapped,
    work_order.c.status,
    work_order.c.location_id,
)
_BY_ID = Prepared(_ORDER.where(work_order.c.id == bindparam("order_id")))
_BY_NUMBER = Prepared(
    _ORDER.where(
        or_(
            work_order.c.number == bindparam("number"),
            work_order.c.number_key == bindparam("key"),
        )
    ).limit(1)
)


def order(connection: Connection, order_id: int) -> Order:
    """A work order by its row."""
    return Order(*_BY_ID.one(connection, order_id=order_id))


def order_by_number(connection: Connection, number: str) -> Order | None:
    """The work order of this number."""
    row = _BY_NUMBER.first(connection, number=number, key=code_key(number))
    return None if row is None else Order(*row)


@dataclass(frozen=True, slots=True)
class Need:
    """A line of a work order: so much of a component, or of a by-product.

    ``taken`` is what is on the drafts of its builds and not posted yet. ``part_of``: each must
    be tied to an output, since the item or the bill says so.
    """

    line_id: int
    item_id: int
    sku: str
    item: str
    unit: str
    decimals: int
    kind: str
    needed: int
    used: int
    scrap: int
    part_of: bool
    taken: int = 0

    @property
    def most(self) -> int:
        """What may go in: what is needed, and its scrap allowance."""
        return allowed(self.needed, self.scrap)

    @property
    def left(self) -> int:
        """What is still to go in; below nothing never."""
        return max(self.needed - self.used - self.taken, 0)


_NEEDS = Prepared(
    select(
        work_order_line.c.id,
        item.c.id,
        item.c.sku,
        item.c.description,
        item.c.unit,
        item.c.decimals,
        work_order_line.c.kind,
        work_order_line.c.needed,
        work_order_line.c.used,
        select(func.coalesce(func.max(bom_line.c.scrap), 0))
        .where(
            bom_line.c.bom_id == work_order.c.bom_id,
            bom_line.c.item_id == work_order_line.c.item_id,
            bom_line.c.kind == work_order_line.c.kind,
        )
        .correlate(work_order, work_order_line)
        .scalar_subquery(),
        or_(work_order_line.c.part_of, item.c.part_of),
    )
    .join(work_order, work_order.c.id == work_order_line.c.work_order_id)
    .join(item, item.c.id == work_order_line.c.item_id)
    .where(work_order_line.c.work_order_id == bindparam("order_id"))
    .order_by(work_order_line.c.number)
)
_into = location.alias("into")
_ON_DRAFTS = Prepared(
    select(
        document_line.c.item_id,
        location.c.kind,
        location.c.is_real,
        _into.c.kind,
        func.sum(document_line.c.quantity),
    )
    .join(document, document.c.id == document_line.c.document_id)
    .join(location, location.c.id == document_line.c.from_location_id)
    .join(_into, _into.c.id == document_line.c.to_location_id)
    .where(
        document.c.work_order_id == bindparam("order_id"),
        document.c.status == "draft",
        document_line.c.voided.is_(False),
    )
    .group_by(document_line.c.item_id, location.c.kind, location.c.is_real, _into.c.kind)
)


@dataclass(frozen=True, slots=True)
class OnDrafts:
    """What open builds of an order hold, by item: gone in, come out good, come out bad."""

    put_in: dict[int, int]
    made: dict[int, int]
    scrapped: dict[int, int]


def on_drafts(connection: Connection, order_id: int) -> OnDrafts:
    """What is on the drafts of an order's builds, of whatever workstation."""
    found = OnDrafts({}, {}, {})
    for item_id, _kind, is_real, into, quantity in _ON_DRAFTS.all(
        connection, order_id=order_id
    ):
        which = found.scrapped if into == "scrap" else found.made
        if is_real:  # a component that is scrapped is taken for the order, too
            which = found.put_in
        which[item_id] = which.get(item_id, 0) + int(quantity)
    return found


def needs(connection: Connection, order_id: int, kind: str = "build") -> list[Need]:
    """What an order needs, line by line, with what is on drafts.

    Of a disassembly ``taken`` is what came out, since its lines are the parts.
    """
    drafts = on_drafts(connection, order_id)
    taken = drafts.made if kind == "disassembly" else drafts.put_in
    rows = [Need(*row) for row in _NEEDS.all(connection, order_id=order_id)]
    return [
        Need(
            one.line_id, one.item_id, one.sku, one.item, one.unit, one.decimals, one.kind,
            one.needed, one.used, one.scrap, bool(one.part_of),
            (drafts.made if one.kind == "by-product" else taken).get(one.item_id, 0),
        )
        for one in rows
    ]  # fmt: skip


_EXPIRIES = Prepared(
    select(lsn.c.id, lsn.c.expires)
    .join(document_line, document_line.c.lsn_id == lsn.c.id)
    .join(_into, _into.c.id == document_line.c.to_location_id)
    .where(
        document_line.c.document_id == bindparam("document_id"),
        document_line.c.voided.is_(False),
        _into.c.kind == "process",
    )
)


def expiries(connection: Connection, document_id: int) -> dict[int, date]:
    """The days that count of what goes into a build, by LSN."""
    return {row[0]: row[1] for row in _EXPIRIES.all(connection, document_id=document_id)}


_MADE = Prepared(
    select(*lsns.COLUMNS)
    .where(
        lsn.c.id.in_(
            select(document_line.c.lsn_id)
            .join(location, location.c.id == document_line.c.from_location_id)
            .where(
                document_line.c.document_id == bindparam("document_id"),
                document_line.c.voided.is_(False),
                location.c.kind == "process",
            )
        )
    )
    .order_by(lsn.c.id)
)


def made(connection: Connection, document_id: int) -> list[lsns.Lsn]:
    """The lots and serials that come out of a build."""
    return [lsns.as_lsn(row) for row in _MADE.all(connection, document_id=document_id)]


_KEEP = Prepared(
    update(work_order)
    .where(work_order.c.id == bindparam("order_id"))
    .values(made=work_order.c.made)
)
_PROGRESS = Prepared(
    update(work_order)
    .where(work_order.c.id == bindparam("order_id"))
    .values(
        made=work_order.c.made + bindparam("good"),
        scrapped=work_order.c.scrapped + bindparam("bad"),
    )
)
_USE = Prepared(
    update(work_order_line)
    .where(work_order_line.c.id == bindparam("line_id"))
    .values(used=work_order_line.c.used + bindparam("more"))
)
_SETTLE = {
    status: Prepared(
        update(work_order)
        .where(
            work_order.c.id == bindparam("order_id"),
            work_order.c.status == ("released" if status == "closed" else "closed"),
            work_order.c.made >= work_order.c.ordered
            if status == "closed"
            else work_order.c.made < work_order.c.ordered,
        )
        .values(status=status)
    )
    for status in ("closed", "released")
}


def keep_order(tx: Tx, order_id: int) -> None:
    """Let nobody else count for an order before this transaction ends."""
    _KEEP.run(tx.connection, order_id=order_id)


def progress(tx: Tx, order_id: int, good: int, bad: int) -> None:
    """Let so much more of an order be made and scrapped; less is below nothing."""
    _PROGRESS.run(tx.connection, order_id=order_id, good=good, bad=bad)


def use(tx: Tx, more: Iterable[tuple[int, int]]) -> None:
    """Let so much more be used of lines of an order, each by its row."""
    for line_id, quantity in more:
        _USE.run(tx.connection, line_id=line_id, more=quantity)


def settle(tx: Tx, order_id: int, *, opened: bool) -> bool:
    """Close an order all of which is made, or open it again; whether its status changed."""
    status = "released" if opened else "closed"
    return _SETTLE[status].run(tx.connection, order_id=order_id) == 1


@dataclass(frozen=True, slots=True)
class Build:
    """A build in a list: a draft to go on with, or one that was posted."""

    id: int
    number: str
    order: str
    order_id: int
    kind: str
    item: str
    workstation_id: int
    workstation: str
    posted_at: int | None
    lines: int
    reversed: bool


_back = document.alias("back")
_BUILDS = (
    select(
        document.c.id,
        document.c.number,
        work_order.c.number,
        work_order.c.id,
        work_order.c.kind,
        item.c.description,
        document.c.workstation_id,
        workstation.c.name,
        document.c.posted_at,
        LINES_ON_IT,
        _back.c.id.is_not(None),
    )
    .join(work_order, work_order.c.id == document.c.work_order_id)
    .join(item, item.c.id == work_order.c.item_id)
    .join(workstation, workstation.c.id == document.c.workstation_id)
    .outerjoin(_back, _back.c.reverses_id == document.c.id)
    .where(document.c.kind == KIND, document.c.reverses_id.is_(None))
    .order_by(document.c.id.desc())
)


def drafts(connection: Connection) -> list[Build]:
    """Builds that are not posted yet, of every workstation, newest first."""
    return [
        Build(*row) for row in connection.execute(_BUILDS.where(document.c.status == "draft"))
    ]


def recent(connection: Connection, limit: int = 10) -> list[Build]:
    """The builds posted last, newest first."""
    question = _BUILDS.where(document.c.status == "posted").limit(limit)
    return [Build(*row) for row in connection.execute(question)]


def draft_of(connection: Connection, order_id: int, workstation_id: int) -> int | None:
    """The draft a workstation has open for an order."""
    return connection.scalar(
        select(document.c.id)
        .where(
            document.c.kind == KIND,
            document.c.status == "draft",
            document.c.work_order_id == order_id,
            document.c.workstation_id == workstation_id,
        )
        .order_by(document.c.id.desc())
        .limit(1)
    )
