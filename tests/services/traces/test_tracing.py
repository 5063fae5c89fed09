"""Tracing over what use cases leave: codes changed, documents as starts, parts, plans."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from lsn_desktop.domain.genealogy import Direction, gather
from lsn_desktop.services.documents import posting
from lsn_desktop.services.simulation.happenings import Built, Goods, Part, Received, Tie
from lsn_desktop.services.traces import trace_tables, tracing
from lsn_desktop.storage import documents, trace_starts, traces
from tests.dock import delivered, label
from tests.histories import PLACES, Written
from tests.house_for_tests import BUTTER, CHIP
from tests.services.lots.test_changing_codes import merge, split

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lsn_desktop.domain.genealogy import Level, Trace
    from tests.companies import Companies
    from tests.house_for_tests import House


def _trace(house: House, starts: list[int], way: Direction = Direction.BOTH) -> Trace:
    with house.database.reading() as connection:
        return gather(tracing.trace(connection, starts, way))


def test_a_trace_goes_on_under_the_codes_goods_had_before(house: House) -> None:
    receipt, one = delivered(house, label(ai01=BUTTER, ai10="B1", ai30="4"))
    _other, two = delivered(house, label(ai01=BUTTER, ai10="B2", ai30="3"))
    three = split(house, one, "B3", 2)
    merge(house, three, two)

    found = _trace(house, [one])
    assert [(node.code, node.depth) for node in found.nodes] == [
        ("B1", 0),
        ("B3", 1),
        ("B2", 2),
    ]
    assert [(edge.kind, edge.quantity) for edge in found.edges] == [("split", 2), ("merge", 2)]
    back = _trace(house, [two], Direction.BACK)
    assert {node.id for node in back.nodes} == {one, two, three}
    with house.database.reading() as connection:
        balances = [tracing.balance(connection, each) for each in (one, two, three)]
        assert trace_starts.of_document(connection, receipt) == [one]
    assert [(each.converted_out, each.on_hand) for each in balances] == [(2, 2), (0, 5), (2, 0)]
    assert [each.unexplained for each in balances] == [0, 0, 0]
    assert len(trace_tables.sheet(found, "edges").rows) == len(found.edges)


def test_a_lot_begins_with_its_serials_and_a_reversed_receipt_is_left_out(house: House) -> None:
    receipt, serial = delivered(house, label(ai01=CHIP, ai10="C1", ai21="S1"))
    with house.database.reading() as connection:
        head = documents.by_id(connection, receipt)
        lot = traces.KNOWN.of(connection, [serial])
        assert lot
        starts = trace_starts.of_days(connection, house.by.on, house.by.on)
        assert serial in starts
        of_item = trace_starts.of_item(connection, lot[0][1])
    (lot_id,) = set(of_item) - {serial}
    with house.database.reading() as connection:
        assert trace_starts.of_lsn(connection, lot_id) == sorted([lot_id, serial])
        assert tracing.balance(connection, lot_id).received == 1
    (node,) = (node for node in _trace(house, [serial]).nodes if node.id == serial)
    assert [(one.document, one.on) for one in node.received] == [(head.number, house.by.on)]

    with house.database.transaction(house.later()) as tx:
        posting.reverse(tx, receipt, "never came", house.uid())

    (node,) = _trace(house, [serial]).nodes
    assert (node.handed, node.on_hand) == ((), ())
    with house.database.reading() as connection:
        assert trace_starts.of_days(connection, house.by.on, date.max) == []
        balance = tracing.balance(connection, serial)
    assert (balance.received, balance.returned_to_supplier, balance.unexplained) == (0, 0, 0)


def _large() -> list[Any]:
    """A raw lot in an intermediate in 4,500 finished ones, tied and untied."""
    raw, half, *whole = (Goods(n, "RAW", lot=f"L{n}") for n in range(4_502))
    place = PLACES[0]
    return [
        Received(1, 60, "PO", "Dairy", place, (raw,), (Part(0, 4_500, place),)),
        Built(2, 120, "WO", "build", "HALF", (half,), (Part(0, 4_500, place),),
              (Part(1, 4_500, place),)),
        Built(
            3, 180, "WO", "build", "WHOLE", tuple(whole), (Part(1, 4_500, place),),
            tuple(Part(each.number, 1, place) for each in whole),
            ties=tuple(Tie(1, each.number, 1) for each in whole[:2_500]),
        ),
    ]  # fmt: skip


@pytest.fixture
def large(house: House) -> Iterator[tuple[Any, dict[int, int]]]:
    """A connection to a large build that is not kept, and its LSNs."""
    with house.database.writer.connect() as connection, connection.begin() as going:
        yield connection, Written(connection, house.by).write(_large())
        going.rollback()


def test_a_large_level_comes_in_parts_and_ends_when_nobody_waits(
    large: tuple[Any, dict[int, int]],
) -> None:
    connection, ids = large
    levels: list[Level] = list(tracing.trace(connection, [ids[0]], Direction.FORWARD))

    sizes = [(level.depth, len(level.nodes)) for level in levels]
    assert sizes == [(0, 1), (1, 1), (2, 200), (2, 4_000), (2, 300)]
    for level in levels[1:]:
        assert {node.id for node in level.nodes} == {edge.target for edge in level.edges}
    found = gather(levels)
    certain = Counter(node.certainty.value for node in found.nodes)
    assert certain == {"certain": 2_502, "possible": 2_000}
    assert len(found.edges) == 1 + 2_500 + 4_500
    told = iter([False, False, False, True])
    some = list(
        tracing.trace(
            connection, [ids[0]], Direction.FORWARD, cancelled=lambda: next(told, True)
        )
    )
    assert len(some) < len(levels)
    back = gather(tracing.trace(connection, [ids[4_501]], Direction.BACK))
    assert [(node.id, node.certainty.value) for node in back.nodes[1:]] == [
        (ids[1], "possible"), (ids[0], "possible"),
    ]  # fmt: skip


_PLANS = {
    "INTO": ["g USING INDEX ix_genealogy_edge_component_id", *(_TO_DOCUMENT := [
        "b USING COVERING INDEX sqlite_autoindex_document_2", "d USING INTEGER PRIMARY KEY",
    ])],
    "OUT_OF": ["g USING INDEX ix_genealogy_edge_output_id", *_TO_DOCUMENT],
    "UNTIED": ["g USING INDEX ix_genealogy_edge_document", *_TO_DOCUMENT],
    "OUTPUTS": ["l USING INDEX sqlite_autoindex_document_line_1"],
    "MADE_IN": ["l USING INDEX ix_document_line_lsn"],
    "ALONE": [
        "d USING INTEGER PRIMARY KEY", "l USING INDEX sqlite_autoindex_document_line_1",
        "o USING INDEX sqlite_autoindex_document_line_1",
    ],
    "KNOWN": ["l USING INTEGER PRIMARY KEY"],
    "ITEMS": ["i USING INTEGER PRIMARY KEY"],
    "STANDS": ["b USING INDEX ix_balance_lsn"],
    "PLACES": ["p USING INTEGER PRIMARY KEY"],
    "HANDED": ["l USING INDEX ix_document_line_lsn"],
    "DOCUMENTS": [
        "d USING INTEGER PRIMARY KEY", "b USING COVERING INDEX sqlite_autoindex_document_2",
        "p USING INTEGER PRIMARY KEY",
    ],
}  # fmt: skip


def test_every_question_goes_from_the_numbers_by_an_index(
    sqlite_companies: Companies,
) -> None:
    house = sqlite_companies.open()
    asked = {name: one for name, one in vars(traces).items() if isinstance(one, traces.Asked)}
    with house.database.writer.connect() as connection:
        assert {name: _plan(connection, one) for name, one in asked.items()} == _PLANS
        connection.exec_driver_sql("ANALYZE")  # what a small table's figures might mislead to
        assert {name: _plan(connection, one) for name, one in asked.items()} == _PLANS
    sqlite_companies.close(house)


def _plan(connection: Any, asked: traces.Asked) -> list[str]:
    """What SQLite searches, after the numbers it begins with; nothing else may be scanned."""
    names = ("ids", "process", "supplier", "customer")
    given = dict.fromkeys((name for name in names if f":{name}" in asked.sqlite), 1)
    rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked.sqlite}", given)
    steps = [row[3] for row in rows]
    assert steps[0].startswith("SCAN n VIRTUAL TABLE")
    assert not any(step.startswith("SCAN") for step in steps[1:])
    return [step[7:].split(" (")[0] for step in steps if step.startswith("SEARCH")]
