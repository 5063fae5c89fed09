"""A use case is a fixed number of statements, and a question finds its rows by an index.

Counted at the driver, which sees the prepared ones too.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from lsn_desktop.domain.genealogy import Direction
from lsn_desktop.domain.items import LsnKind
from lsn_desktop.services.codes import finding
from lsn_desktop.services.labels import labelling
from lsn_desktop.services.moves import suggesting
from lsn_desktop.services.traces import tracing
from lsn_desktop.storage import (
    catalogue,
    certificates,
    custom_fields,
    documents,
    handling_units,
    journal,
    label_copies,
    ledger,
    ledger_pages,
    lists,
    lsn_pages,
    lsns,
    orders,
    party_figures,
    party_pages,
    printed,
    receipts,
    scan_backs,
    standing,
    stock,
    timeline,
    trace_starts,
    transfers,
)
from lsn_desktop.storage.ledger_pages import About
from tests.dock import arrive, delivered, expected_next, label, print_labels
from tests.house_for_tests import BUTTER, CHIP, MILK, PUMP, TODAY

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from sqlalchemy import Connection

    from tests.companies import Companies
    from tests.house_for_tests import House


@pytest.fixture
def shop(sqlite_companies: Companies) -> Generator[House]:
    """SQLite's own driver tells every statement it runs."""
    shop = sqlite_companies.open()
    yield shop
    sqlite_companies.close(shop)


@contextmanager
def statements(house: House) -> Generator[list[str]]:
    """The statements that the block has the driver run, BEGIN and COMMIT left out."""
    ran: list[str] = []
    engines = (house.database.writer, house.database.reader)

    def listen(connection: Any, _record: object, _proxy: object) -> None:
        connection.set_trace_callback(ran.append)

    def silence(connection: Any, _record: object) -> None:
        connection.set_trace_callback(None)

    for engine in engines:
        event.listen(engine, "checkout", listen)
        event.listen(engine, "checkin", silence)
    yield ran
    for engine in engines:
        event.remove(engine, "checkout", listen)
        event.remove(engine, "checkin", silence)
    ran[:] = [each for each in ran if not re.match(r"--|BEGIN|COMMIT|ROLLBACK|PRAGMA", each)]


def fill(house: House, lots: range) -> None:
    """Deliveries of so many lots and serials of several items."""
    receipt = house.receipt("PO-1042")
    for n in lots:
        for text in (
            label(ai01=MILK, ai17="270131", ai10=f"L{n}"),
            label(ai01=BUTTER, ai10=f"B{n}"),
        ):
            arrive(house, receipt, text)
    house.post(receipt.document_id)
    for n in lots:
        blind = house.receipt()
        arrive(house, blind, label(ai01=CHIP, ai10="C1", ai21=f"S{n}"))
        arrive(house, blind, label(ai01=PUMP, ai21=f"P{n}"))
        print_labels(house, labelling.Wanted(location_id=house.dock, copies=n + 1))
        house.post(blind.document_id)


def _to_put_away(connection: Connection) -> object:
    rows, _count = standing.in_receiving(connection, 100)
    return suggesting.suggest(connection, rows, TODAY)


PAGES: dict[str, Callable[[Connection], object]] = {
    "items": lists.items,
    "items found": lambda c: lists.items(c, "milk"),
    "lots and serials": lists.lsns,
    "lots of an item": lambda c: lists.lsns(c, item_id=1),
    "expiring": lambda c: lists.expiring(c, TODAY.replace(year=2028)),
    "held": lists.held,
    "on hand": stock.on_hand,
    "on hand on a day": lambda c: stock.on_hand(c, as_of=TODAY),
    "ledger": stock.ledger_rows,
    "ledger of an item, a page": lambda c: ledger_pages.page(c, About(item_id=1)),
    "ledger of a place, a page": lambda c: ledger_pages.page(c, About(location_id=1)),
    "ledger of everything, a page": lambda c: ledger_pages.page(c, About(), descending=True),
    "trace": lambda c: list(tracing.trace(c, trace_starts.of_item(c, 1), Direction.FORWARD)),
    "documents": documents.listed,
    "open receipts": receipts.drafts,
    "posted receipts": receipts.recent,
    "journal": journal.newest,
    "print jobs": printed.jobs,
    "certificates": certificates.listed,
    "open orders": orders.open_orders,
    "lines of an order": lambda c: orders.expected(c, 1),
    "page of a lot": lambda c: lsn_pages.page(c, _lot(c)),
    "moves of a lot": lambda c: timeline.moves(c, _lot(c)),
    "go to anything": lambda c: finding.as_typed(c, "l"),
    "what is to be put away": _to_put_away,
    "what a supplier brought": lambda c: party_pages.listed(
        c, party_pages.FROM_SUPPLIER, _vendor(c)
    ),
    "figures of a supplier": lambda c: party_figures.figures(
        c, party_pages.FROM_SUPPLIER, _vendor(c)
    ),
    "moves of a station": lambda c: transfers.of_station(c, 1),
}


def _lot(connection: Connection) -> int:
    return lsns.candidates(connection, "C1")[0].lsn.id


def _vendor(connection: Connection) -> int:
    vendor = catalogue.party_by_code(connection, "NORTH")
    assert vendor is not None
    return vendor.id


def test_a_page_is_as_many_statements_for_three_rows_as_for_thirty(shop: House) -> None:
    counted = []
    for lots in (range(3), range(3, 15)):
        fill(shop, lots)
        counts = {}
        for name, question in PAGES.items():
            with statements(shop) as ran, shop.database.reading() as connection:
                question(connection)
            counts[name] = len(ran)
        counted.append(counts)

    assert counted[0] == counted[1]
    assert max(counted[0].values()) <= MOST_OF_A_PAGE
    assert min(counted[0].values()) >= 1


MOST_OF_A_PAGE = 10
MOST_OF_A_SCAN = 20


def test_a_scan_is_as_many_statements_on_a_long_receipt_as_on_a_short_one(
    shop: House,
) -> None:
    receipt = shop.receipt("PO-1042")
    counts = []
    outcome = arrive(shop, receipt, label(ai01=BUTTER, ai10="B1"))
    for _scan in range(20):
        with statements(shop) as ran:
            outcome = arrive(shop, expected_next(outcome), label(ai01=BUTTER, ai10="B1"))
        counts.append(len(ran))

    assert set(counts) == {counts[0]}
    assert counts[0] <= MOST_OF_A_SCAN


@pytest.mark.parametrize("lots", [4, 16])
def test_posting_is_a_few_statements_and_some_for_each_line(shop: House, lots: int) -> None:
    receipt = shop.receipt("PO-1042")
    for n in range(lots):
        arrive(shop, receipt, label(ai01=BUTTER, ai10=f"B{n}"))
    with statements(shop) as ran:
        shop.post(receipt.document_id)

    assert len(ran) <= MOST_OF_A_POSTING + MOST_OF_A_LINE * lots


MOST_OF_A_POSTING = 22
MOST_OF_A_LINE = 6  # the rule that stops held goods is traced as one more

# What the dock waits for at every scan, and the first page of every list.
HOT: dict[str, Callable[[Connection], object]] = {
    "a code": lambda c: lsns.candidates(c, "B1"),
    "a GTIN": lambda c: catalogue.item_by_gtin(c, MILK),
    "a SKU": lambda c: catalogue.item_by_sku(c, "MILK"),
    "a place": lambda c: catalogue.location_by_code(c, "DOCK-1"),
    "a lot of an item": lambda c: lsns.find(c, 1, LsnKind.LOT, "", "B1"),
    "an order": lambda c: orders.by_number(c, "PO-1042"),
    "an order's line": lambda c: orders.line_for(c, 1, 1),
    "a receipt": lambda c: documents.by_number(c, "RC-00001"),
    "lines of a receipt": lambda c: documents.lines(c, 1),
    "a serial on a draft": lambda c: documents.draft_with(c, 1),
    "whether it was scanned": lambda c: documents.is_scanned(c, 1),
    "where a lot stands": lambda c: ledger.places(c, 1),
    "whether a serial came": lambda c: ledger.came(c, 1, 1),
    "holds of a lot": lambda c: ledger.holds(c, 1),
    "what is held": lists.held,
    "scans of a receipt": lambda c: journal.of_document(c, 1),
    "newest scans": journal.newest,
    "scan of a line": lambda c: journal.scan_of_line(c, 1),
    "moves of a lot": lambda c: timeline.moves(c, 1),
    "audit of a lot": lambda c: timeline.audit(c, "lsn", 1),
    "fields of a lot": lambda c: custom_fields.values_of(c, 1),
    "certificates of a lot": lambda c: certificates.listed(c, lsn_id=1),
    "labels of a receipt": lambda c: printed.voided_of(c, 1),
    "labels of a lot": lambda c: label_copies.of_lsn(c, 1),
    "labels of an item": lambda c: label_copies.of_item(c, 1),
    "print jobs on their way": lambda c: label_copies.open_jobs(c, 1),
    "labels to scan": lambda c: scan_backs.waiting(c, 1),
    "scans of a lot's labels": lambda c: scan_backs.of_lsn(c, 1),
    "print jobs to go on with": lambda c: label_copies.at_work(c, 1),
    "who has a serial's label": lambda c: label_copies.claims_on(c, [1, 2]),
    "the next label": lambda c: label_copies.numbers(c, 1, "waiting"),
    "ledger of an item": lambda c: stock.ledger_rows(c, sku="MILK"),
    "ledger of a lot": lambda c: stock.ledger_rows(c, lsn_id=1),
    "last page of an item's ledger": lambda c: ledger_pages.page(
        c, About(item_id=1), descending=True
    ),
    "a page of a lot's ledger": lambda c: ledger_pages.page(c, About(lsn_id=1), (0, 1)),
    "a page of a place's ledger": lambda c: ledger_pages.page(c, About(location_id=1), (0, 1)),
    "a page of a customer's ledger": lambda c: ledger_pages.page(c, About(party_id=1), (0, 1)),
    "a trace": lambda c: list(tracing.trace(c, [1])),
    "balance of a lot": lambda c: tracing.balance(c, 1),
    "where goods may go": lambda c: suggesting.suggest(c, standing.of_lsn(c, 1), TODAY),
    "what waits": lambda c: standing.in_receiving(c, 100),
    "what of a receipt waits": lambda c: standing.waiting_of(c, 1),
    "what came on a pallet": lambda c: handling_units.content(c, "1"),
    "last moves": lambda c: transfers.of_station(c, 1),
    "the last scan that moved": lambda c: transfers.last_of(c, 1, TODAY),
    "moves never told": lambda c: transfers.beyond(c, 1, 1, since=0),
}
# They grow with every day: reading one from end to end is slow next year.
HISTORY = (
    *("move", "balance", "lsn", "lsn_alias", "document_line", "document", "scan"),
    *("scan_outcome", "audit_entry", "custom_value", "label_copy", "hold", "certificate"),
)


def plan(connection: Connection, statement: str) -> list[str]:
    rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}")
    return [str(row[3]) for row in rows]


def test_no_hot_question_reads_a_history_from_end_to_end(shop: House) -> None:
    fill(shop, range(2))
    slow: dict[str, list[str]] = {}
    # By their own number, backwards, and no further than the page.
    allowed = {"newest scans": ["SCAN scan"], "where goods may go": ["SCAN move"]}
    for name, question in HOT.items():
        with statements(shop) as ran, shop.database.reading() as connection:
            question(connection)
        assert ran, name
        with shop.database.reading() as connection:
            steps = [step for statement in ran for step in plan(connection, statement)]
        whole = [step for step in steps if _reads_all_of_a_history(step)]
        if whole:
            slow[name] = whole

    assert slow == allowed


def _reads_all_of_a_history(step: str) -> bool:
    scanned = re.match(r"SCAN (\w+)(.*)", step)
    return scanned is not None and scanned[1] in HISTORY and "USING" not in scanned[2]


def test_a_code_is_found_by_its_own_index(shop: House) -> None:
    with statements(shop) as ran, shop.database.reading() as connection:
        lsns.candidates(connection, "B1")
    with shop.database.reading() as connection:
        steps = " | ".join(plan(connection, ran[0]))
    assert "USING INDEX ix_lsn_code (code=?)" in steps
    assert "USING INDEX ix_lsn_alias_code (code=?)" in steps


def test_the_moves_of_a_lot_are_found_by_its_index(shop: House) -> None:
    _, lot = delivered(shop, label(ai01=BUTTER, ai10="B1"))
    with statements(shop) as ran, shop.database.reading() as connection:
        stock.ledger_rows(connection, lsn_id=lot)
    with shop.database.reading() as connection:
        steps = " | ".join(plan(connection, ran[-1]))
    assert "USING INDEX ix_move_lsn (lsn_id=?" in steps
