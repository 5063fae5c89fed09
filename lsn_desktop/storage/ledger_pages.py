"""The ledger page by page, with the balance after each move, however long the history.

Of one item, lot or serial the balance runs through all that is listed: from the kept totals
where one begins at the end, from a mark (:func:`survey`) where one begins in the middle. Of a
place, a party or everything it is that of the move's own lot or serial: there, or with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import and_, bindparam, case, func, or_, select, true, union_all

from lsn_desktop.storage.marks import Marks
from lsn_desktop.storage.parts import among
from lsn_desktop.storage.prepared import Prepared
from lsn_desktop.storage.tables.catalogue import item, location, party
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.ledger import balance, item_total, move
from lsn_desktop.storage.tables.trust import user

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement, Connection, Select

    from lsn_desktop.storage.marks import Mark

Shape = tuple[str, ...]
"""Which values of an :class:`About` are given."""


@dataclass(frozen=True, slots=True)
class About:
    """Which moves; what is given must all hold. A lot is meant with its serials."""

    item_id: int | None = None
    lsn_id: int | None = None
    location_id: int | None = None
    party_id: int | None = None
    since: date | None = None
    until: date | None = None

    @property
    def given(self) -> dict[str, Any]:
        """What is given, by name."""
        values = ((name, getattr(self, name)) for name in self.__slots__)
        return {name: value for name, value in values if value is not None}

    @property
    def runs(self) -> bool:
        """Whether one balance runs through all of it: it is of one item."""
        return self.item_id is not None or self.lsn_id is not None


class LedgerRow(NamedTuple):
    """A move; ``change`` is what it did to the balance, ``balance`` what that was after it."""

    id: int
    at: int
    on: date
    document_id: int
    document: str
    kind: str
    party: str | None
    item_id: int
    sku: str
    item: str
    unit: str
    decimals: int
    lsn_id: int
    lsn: str
    from_place: str
    to_place: str
    quantity: int
    user: str
    reversal: bool
    change: int
    balance: int = 0

    @property
    def before(self) -> int:
        """The balance before it."""
        return self.balance - self.change


_AFTER: ColumnElement[int] = bindparam("after")
_PLACE: ColumnElement[int] = bindparam("location_id")
_VIRTUAL = select(location.c.id).where(location.c.is_real.is_(False))


def _of_kind(kind: str) -> Select[Any]:
    return select(location.c.id).where(location.c.kind == kind)


def _change(shape: Shape) -> ColumnElement[int]:
    """What a move did: at the place, with the party, or to all that is on hand."""
    source, target, much = move.c.from_location_id, move.c.to_location_id, move.c.quantity
    if "location_id" in shape:
        came, went = target == _PLACE, source == _PLACE
    elif "party_id" in shape:
        customer, supplier = _of_kind("customer"), _of_kind("supplier")
        came = or_(target.in_(customer), source.in_(supplier))
        went = or_(source.in_(customer), target.in_(supplier))
    else:
        came, went = source.in_(_VIRTUAL), target.in_(_VIRTUAL)
    return case((came, much), else_=0) - case((went, much), else_=0)


def _of(shape: Shape, *, dated: bool = True, placed: bool = True) -> list[ColumnElement[bool]]:
    """The conditions, with a parameter for each value."""
    ours = or_(lsn.c.id == bindparam("lsn_id"), lsn.c.lot_id == bindparam("lsn_id"))
    theirs = (
        select(document_line.c.id)
        .join(document, document.c.id == document_line.c.document_id)
        .where(document.c.party_id == bindparam("party_id"))
    )
    here, place = (move.c.from_location_id, move.c.to_location_id), _PLACE
    conditions = {
        "item_id": move.c.item_id == bindparam("item_id"),
        "lsn_id": move.c.lsn_id.in_(select(lsn.c.id).where(ours)),
        "location_id": or_(*(one == place for one in here)),
        "party_id": move.c.document_line_id.in_(theirs),
        "since": move.c.on >= bindparam("since"),
        "until": move.c.on <= bindparam("until"),
    }
    left_out = {"since", "until"} if not dated else set()
    left_out |= {"location_id"} if not placed else set()
    return [conditions[name] for name in shape if name not in left_out]


_source, _target = location.alias("source"), location.alias("target")
_ROWS = (
    select(
        move.c.id, move.c.at, move.c.on, document.c.id, document.c.number, document.c.kind,
        party.c.name, item.c.id, item.c.sku, item.c.description, item.c.unit, item.c.decimals,
        lsn.c.id, lsn.c.code, _source.c.code, _target.c.code, move.c.quantity, user.c.name,
        document.c.reverses_id.is_not(None),
    )
    .select_from(move)
    .join(document_line, document_line.c.id == move.c.document_line_id)
    .join(document, document.c.id == document_line.c.document_id)
    .join(item, item.c.id == move.c.item_id)
    .join(lsn, lsn.c.id == move.c.lsn_id)
    .join(_source, _source.c.id == move.c.from_location_id)
    .join(_target, _target.c.id == move.c.to_location_id)
    # There always is one; but joined otherwise, SQLite would begin with all users.
    .outerjoin(user, user.c.id == document.c.posted_by)
    .outerjoin(party, party.c.id == document.c.party_id)
)  # fmt: skip


def page(
    connection: Connection,
    about: About,
    after: Mark | None = None,
    *,
    n: int = 50,
    descending: bool = False,
) -> list[LedgerRow]:
    """The next moves, oldest first, or newest first.

    Args:
        connection: one view of the database.
        about: which moves.
        after: a mark of :func:`survey`, or :func:`mark` of the last row there is.
        n: how many at most.
        descending: the newest first.

    """
    given, onwards = about.given, {"n": n} | ({"after": after[1]} if after else {})
    asked = _page(tuple(given), onwards=after is not None, descending=descending)
    rows = [LedgerRow(*row) for row in asked.all(connection, **given, **onwards)]
    if not rows:
        return []
    if not about.runs:
        return _each_its_own(connection, about, rows)
    if after is not None:
        start = int(str(after[0]))
    elif descending:
        start = closing(connection, about)
    else:
        start = opening(connection, about)
    return _running(rows, start, descending=descending)


def mark(row: LedgerRow, *, descending: bool = False) -> Mark:
    """Where the page after a row begins."""
    return (row.before if descending else row.balance, row.id)


@cache
def _page(shape: Shape, *, onwards: bool, descending: bool) -> Prepared:
    """The next moves, written once for each form of the question."""
    ids = _next_ids(shape, onwards=onwards, descending=descending).subquery()
    order = move.c.id.desc() if descending else move.c.id
    question = _ROWS.add_columns(_change(shape)).join(ids, ids.c.id == move.c.id)
    return Prepared(question.order_by(order))


def _next_ids(shape: Shape, *, onwards: bool, descending: bool) -> Select[Any]:
    """The numbers of the next moves; of a place, those from it and those to it by their own."""
    order, after = (move.c.id.desc() if descending else move.c.id), _AFTER
    there = [move.c.id < after if descending else move.c.id > after] if onwards else []
    if "location_id" not in shape or {"item_id", "lsn_id", "party_id"}.intersection(shape):
        return _first(select(move.c.id).where(*_of(shape), *there), order)
    dated, place = [*_of(shape, placed=False), *there], _PLACE
    ways = [
        _first(select(move.c.id).where(column == place, *dated), order)
        for column in (move.c.from_location_id, move.c.to_location_id)
    ]
    both = union_all(*ways).subquery()
    by = both.c.id.desc() if descending else both.c.id
    return _first(select(both.c.id).distinct(), by)


def _first(question: Select[Any], order: Any) -> Select[Any]:
    return select(question.order_by(order).limit(bindparam("n")).subquery().c.id)


def _running(rows: list[LedgerRow], start: int, *, descending: bool) -> list[LedgerRow]:
    found = []
    for row in rows:
        if descending:
            found.append(row._replace(balance=start))
            start -= row.change
        else:
            start += row.change
            found.append(row._replace(balance=start))
    return found


def _each_its_own(
    connection: Connection, about: About, rows: list[LedgerRow]
) -> list[LedgerRow]:
    """Rows with the balance of their own lots or serials: counted back from the last row."""
    shape, last = tuple(about.given), max(row.id for row in rows)
    sums = (
        select(move.c.lsn_id, func.sum(_change(shape)))
        .where(
            among(connection, move.c.lsn_id, list({row.lsn_id for row in rows})),
            move.c.id <= last,
            *_of(shape, dated=False, placed=False),
        )
        .group_by(move.c.lsn_id)
    )
    left = {row[0]: int(row[1]) for row in connection.execute(sums, about.given)}
    found = {}
    for row in sorted(rows, reverse=True):
        found[row.id] = row._replace(balance=left[row.lsn_id])
        left[row.lsn_id] -= row.change
    return [found[row.id] for row in rows]


def opening(connection: Connection, about: About) -> int:
    """The balance before the first day; 0 where there is none."""
    if about.since is None:
        return 0
    return _sum(connection, about, move.c.on < bindparam("since"))


def closing(connection: Connection, about: About) -> int:
    """The balance after the last: kept, less what was moved after the last day."""
    now = _kept(connection, about)
    if about.until is None:
        return now
    return now - _sum(connection, about, move.c.on > bindparam("until"))


def _sum(connection: Connection, about: About, *more: ColumnElement[bool]) -> int:
    shape = tuple(about.given)
    question = select(func.coalesce(func.sum(_change(shape)), 0))
    question = question.where(*_of(shape, dated=False), *more)
    return int(connection.scalar(question, about.given) or 0)


_TOTAL = Prepared(
    select(item_total.c.on_hand).where(item_total.c.item_id == bindparam("item_id"))
)


def _kept(connection: Connection, about: About) -> int:
    if about.party_id is not None:
        return _sum(connection, about)
    if about.lsn_id is None and about.location_id is None:
        kept = _TOTAL.first(connection, item_id=about.item_id)
        return int(kept[0]) if kept else 0
    question = select(func.coalesce(func.sum(balance.c.on_hand), 0)).join(
        lsn, lsn.c.id == balance.c.lsn_id
    )
    here = balance.c.location_id == about.location_id
    which = or_(lsn.c.id == about.lsn_id, lsn.c.lot_id == about.lsn_id)
    of_item = lsn.c.item_id == about.item_id
    question = question.where(
        and_(
            here if about.location_id is not None else true(),
            which if about.lsn_id is not None else true(),
            of_item if about.item_id is not None else true(),
        )
    )
    return int(connection.scalar(question) or 0)


def survey(
    connection: Connection, about: About, *, n: int = 50, descending: bool = False
) -> Marks:
    """How many moves there are, and after which each page begins, with the balance there.

    It reads each move once; then any page is one question away.
    """
    shape, order = tuple(about.given), move.c.id
    change, which = _change(shape), _of(shape)
    place = func.row_number().over(order_by=order.desc() if descending else order)
    running = func.sum(change).over(order_by=order)
    walked = (
        select(
            order.label("id"), place.label("place"), running.label("sum"),
            change.label("change"),
        ).where(*which)
    ).subquery()  # fmt: skip
    ends = select(walked.c.id, walked.c.sum, walked.c.change).where(walked.c.place % n == 0)
    start = opening(connection, about)
    after = tuple(
        (start + int(so_far) - (int(changed) if descending else 0), number)
        for number, so_far, changed in connection.execute(
            ends.order_by(walked.c.place), about.given
        )
    )
    count = select(func.count()).select_from(move).where(*which)
    total = connection.scalar(count, about.given) or 0
    return Marks(total, after if len(after) * n < total else after[:-1])
