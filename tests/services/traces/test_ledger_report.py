"""The ledger with its balances, page by page, beside the same counted move by move."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from sqlalchemy import select

from lsn_desktop.services.traces import ledger_report
from lsn_desktop.storage import ledger_pages
from lsn_desktop.storage.ledger_pages import About
from lsn_desktop.storage.tables.catalogue import location
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.ledger import item_total, move
from tests.histories import Written, random_history

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from lsn_desktop.storage.ledger_pages import LedgerRow
    from tests.house_for_tests import House

_N = 11


class _Move(NamedTuple):
    id: int
    item_id: int
    lsn_id: int
    source: int
    target: int
    quantity: int
    on: Any
    party_id: int | None


@pytest.fixture
def connection(house: House) -> Iterator[Connection]:
    """A database with nine small histories, which is not kept."""
    with house.database.writer.connect() as connection, connection.begin() as going:
        written = Written(connection, house.by)
        for seed in range(9):
            written.write(random_history(Random(seed)))  # noqa: S311 - no secret
        for item_id, on_hand in _totals(connection).items():
            row = {"item_id": item_id, "on_hand": on_hand}
            connection.execute(item_total.insert().values(row))
        yield connection
        going.rollback()


def _all(connection: Connection) -> list[_Move]:
    rows = connection.execute(
        select(
            move.c.id, move.c.item_id, move.c.lsn_id, move.c.from_location_id,
            move.c.to_location_id, move.c.quantity, move.c.on, document.c.party_id,
        )
        .join(document_line, document_line.c.id == move.c.document_line_id)
        .join(document, document.c.id == document_line.c.document_id)
        .order_by(move.c.id)
    )  # fmt: skip
    return [_Move(*row) for row in rows]


def _kinds(connection: Connection) -> dict[int, str]:
    rows = connection.execute(select(location.c.id, location.c.kind, location.c.is_real))
    return {number: "real" if is_real else kind for number, kind, is_real in rows}


def _totals(connection: Connection) -> Counter[int]:
    kinds, totals = _kinds(connection), Counter[int]()
    for each in _all(connection):
        totals[each.item_id] += each.quantity * (
            (kinds[each.target] == "real") - (kinds[each.source] == "real")
        )
    return totals


def _counted(connection: Connection, about: About) -> list[tuple[int, int, int]]:
    """Every move that fits: its number, what it changed, and the balance, counted from zero."""
    kinds, balances, found = _kinds(connection), Counter[int](), []
    for each in _all(connection):
        ends = (each.source, each.target)
        if about.location_id is not None:
            change = (each.target == about.location_id) - (each.source == about.location_id)
        elif about.party_id is not None:
            theirs = [kinds[end] for end in ends]
            change = (theirs[1] == "customer") - (theirs[0] == "customer")
            change += (theirs[0] == "supplier") - (theirs[1] == "supplier")
        else:
            change = (kinds[each.target] == "real") - (kinds[each.source] == "real")
        fits = (
            about.item_id in (None, each.item_id)
            and about.lsn_id in (None, each.lsn_id)
            and (about.location_id is None or about.location_id in ends)
            and about.party_id in (None, each.party_id)
        )
        if not fits:
            continue
        key = 0 if about.runs else each.lsn_id
        balances[key] += change * each.quantity
        if (about.since is None or about.since <= each.on) and (
            about.until is None or each.on <= about.until
        ):
            found.append((each.id, change * each.quantity, balances[key]))
    return found


def _abouts(connection: Connection) -> list[About]:
    moves = _all(connection)
    ((busy, _times),) = Counter(one.lsn_id for one in moves).most_common(1)
    some = [one for one in moves if one.lsn_id == busy][1]
    dock = next(one.target for one in moves if _kinds(connection)[one.target] == "real")
    customer = next(one.party_id for one in reversed(moves) if one.party_id)
    days = {"since": some.on - timedelta(days=2), "until": some.on + timedelta(days=2)}
    return [
        About(item_id=some.item_id),
        About(lsn_id=some.lsn_id),
        About(item_id=some.item_id, location_id=dock),
        About(location_id=dock),
        About(party_id=customer),
        About(item_id=some.item_id, party_id=customer),
        About(),
        About(item_id=some.item_id, **days),
        About(lsn_id=some.lsn_id, **days),
    ]


def test_every_page_has_the_balances_that_counting_gives(connection: Connection) -> None:
    for about in _abouts(connection):
        expected = _counted(connection, about)
        if about.since is not None:  # days go round again with each history: not by number
            found = list(ledger_report.rows(connection, about))
            assert [(row.id, row.change) for row in found] == [row[:2] for row in expected]
            before = ledger_pages.opening(connection, about)
            after = ledger_pages.closing(connection, about)
            assert found[0].before == before
            assert found[-1].balance == after
            continue
        assert len(expected) > 1
        for descending in (False, True):
            told = expected[::-1] if descending else expected
            assert _read(connection, about, descending=descending) == told
            marks = ledger_pages.survey(connection, about, n=_N, descending=descending)
            assert (marks.total, len(marks.after)) == (len(told), (len(told) - 1) // _N)
            for number, mark in enumerate(marks.after, 1):
                page = ledger_pages.page(connection, about, mark, n=_N, descending=descending)
                assert _told(page) == told[number * _N : number * _N + _N]


def _read(
    connection: Connection, about: About, *, descending: bool
) -> list[tuple[int, int, int]]:
    """The ledger whole, page after page."""
    found: list[LedgerRow] = []
    after = None
    while page := ledger_pages.page(connection, about, after, n=_N, descending=descending):
        found += page
        after = ledger_pages.mark(page[-1], descending=descending)
    return _told(found)


def _told(rows: list[LedgerRow]) -> list[tuple[int, int, int]]:
    return [(row.id, row.change, row.balance) for row in rows]


def test_the_report_begins_with_what_there_was_before(connection: Connection) -> None:
    about = _abouts(connection)[-2]

    sheet = ledger_report.sheet(connection, about)

    assert (sheet.rows[0][0], sheet.rows[0][2]) == (about.since, "opening")
    (before, _none), (after, change) = ((row[11], row[10]) for row in sheet.rows[:2])
    assert isinstance(before, Decimal)
    assert isinstance(change, Decimal)
    assert before + change == after
    assert len({len(sheet.headings), *map(len, sheet.rows)}) == 1
    assert ledger_report.opening(connection, About(since=about.since)) is None
