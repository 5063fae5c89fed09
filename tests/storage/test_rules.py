"""What the database itself forbids, asked of it in SQL, on both engines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from lsn_desktop.services.lots import holding
from lsn_desktop.services.lots.holding import PlaceHold
from lsn_desktop.services.receipts import receiving
from lsn_desktop.storage.tables import metadata
from tests.dock import arrive, delivered, expected_next, findings, label
from tests.house_for_tests import BUTTER, PUMP
from tests.storage.tampering import sql

if TYPE_CHECKING:
    from tests.house_for_tests import House

B1 = label(ai01=BUTTER, ai37="7", ai10="B1")


@pytest.fixture
def shop(house: House) -> House:
    """A posted receipt of a lot, one of a serial, a draft with a line and one taken back."""
    delivered(house, B1, "PO-1042")
    _, pump = delivered(house, label(ai01=PUMP, ai21="P1"))
    draft = house.receipt()
    first = arrive(house, draft, B1)
    second = arrive(house, expected_next(first), B1)
    assert second.line.line_id is not None
    with house.database.transaction(house.later()) as tx:
        receiving.undo_line(tx, second.line.line_id)
        holding.hold(tx, PlaceHold(house.uid(), pump, "inspection"))
    return house


def refused(house: House, statement: str) -> str:
    """What the database says to a statement it refuses."""
    with pytest.raises(DBAPIError) as told, house.database.writer.begin() as connection:
        connection.execute(sql(statement))
    return str(told.value.orig)


COPY = """
    INSERT INTO document_line (uid, document_id, number, item_id, lsn_id, from_location_id,
                               to_location_id, quantity, digest)
    SELECT NEW, item_id, lsn_id, from_location_id, to_location_id, quantity, digest
    FROM document_line WHERE document_id = {DRAFT}"""


FINAL = [
    ("UPDATE move SET quantity = quantity + 1", "a move never changes"),
    ("DELETE FROM move", "a move never changes"),
    ("UPDATE scan SET device = 'another'", "the scan journal never changes"),
    ("DELETE FROM scan", "the scan journal never changes"),
    ("UPDATE scan_outcome SET outcome = 'refused'", "the scan journal never changes"),
    ("DELETE FROM scan_outcome", "the scan journal never changes"),
    ("UPDATE audit_entry SET words = 'nothing'", "the audit trail never changes"),
    ("DELETE FROM audit_entry", "the audit trail never changes"),
    ("UPDATE document SET reason = 'x' WHERE id = {RC1}", "document never changes"),
    (
        "UPDATE document SET status = 'draft', posted_at = NULL WHERE id = {RC1}",
        "a posted or discarded document never changes",
    ),
    ("DELETE FROM document WHERE id = {DRAFT}", "a document is never deleted"),
    (
        "UPDATE document_line SET scan_id = NULL WHERE document_id = {RC1}",
        "a line of a posted document never changes",
    ),
    (
        "UPDATE document_line SET voided = TRUE WHERE document_id = {RC1}",
        "a line of a posted document never changes",
    ),
    (
        COPY.replace("NEW", "'new', {RC1}, 9"),
        "a posted document takes no more lines",
    ),
    ("DELETE FROM document_line WHERE document_id = {DRAFT}", "voided, not deleted"),
    (
        "UPDATE document_line SET quantity = 1 WHERE document_id = {DRAFT}",
        "a line can only be voided",
    ),
    ("UPDATE document_line SET voided = FALSE WHERE voided", "a line can only be voided"),
    (
        "UPDATE lsn SET item_id = 1 + item_id WHERE code = 'B1'",
        "a lot or serial stays one of its item",
    ),
    (
        "UPDATE item SET decimals = 2 WHERE sku = 'BUTTER'",
        "an item's decimals are fixed by its first move",
    ),
]


def test_what_is_final_stays(shop: House) -> None:
    unsaid = [(each, words) for each, words in FINAL if words not in refused(shop, each)]

    assert unsaid == []
    assert findings(shop) == []


def test_genealogy_stays(shop: House) -> None:
    with shop.database.writer.begin() as connection:
        connection.execute(
            sql(
                "INSERT INTO genealogy_edge (document_id, component_id, quantity)"
                " VALUES ({RC1}, {B1}, 1)"
            )
        )
    assert "genealogy never changes" in refused(shop, "UPDATE genealogy_edge SET quantity = 2")
    assert "genealogy never changes" in refused(shop, "DELETE FROM genealogy_edge")


STANDS = "INSERT INTO balance (lsn_id, location_id, on_hand, one_place) VALUES (NEW)"


BROKEN = [
    "UPDATE balance SET on_hand = -1 WHERE lsn_id = {B1}",
    "UPDATE balance SET held = 8 WHERE lsn_id = {B1}",
    "UPDATE balance SET held = 4, claimed = 4 WHERE lsn_id = {B1}",
    "UPDATE balance SET claimed = -1 WHERE lsn_id = {B1}",
    "UPDATE balance SET on_hand = 2 WHERE lsn_id = {P1}",
    STANDS.replace("NEW", "{P1}, {BIN}, 1, TRUE"),  # a serial in two places
    STANDS.replace("NEW", "{B1}, {DOCK}, 1, FALSE"),  # two rows for one place
    "UPDATE move SET lsn_id = {B1}, quantity = 0",
    "UPDATE document SET status = 'posted' WHERE id = {DRAFT}",  # by nobody, never
    "UPDATE document SET kind = 'gift' WHERE id = {DRAFT}",
    "UPDATE hold SET quantity = 1",  # of no place
    "UPDATE hold SET lsn_id = 999999",
    "UPDATE item SET decimals = 7 WHERE sku = 'MILK'",
    "UPDATE item SET tracking = 'by feeling' WHERE sku = 'MILK'",
    "UPDATE item SET sku = 'BUTTER' WHERE sku = 'MILK'",
    "UPDATE lsn SET lot_id = id WHERE code = 'B1'",
    "UPDATE lsn SET code = '' WHERE code = 'B1'",
    "UPDATE document SET number = 'RC-00001' WHERE status = 'draft'",
    COPY.replace("NEW", "uid, {DRAFT}, 9"),  # a uid is applied once
    COPY.replace("NEW", "'u' || id, {DRAFT}, number"),
]


def test_no_statement_breaks_an_invariant(shop: House) -> None:
    for statement in BROKEN:
        assert refused(shop, statement)
    assert findings(shop) == []


def test_a_lot_may_stand_in_several_places_and_a_serial_may_move(shop: House) -> None:
    with shop.database.writer.begin() as connection:
        connection.execute(sql(STANDS.replace("NEW", "{B1}, {BIN}, 1, FALSE")))
        connection.execute(sql("UPDATE balance SET on_hand=0, held=0 WHERE lsn_id={P1}"))
        connection.execute(sql(STANDS.replace("NEW", "{P1}, {BIN}, 1, TRUE")))
        count = connection.execute(text("SELECT count(*) FROM balance")).scalar()
    assert count == 4


def test_one_document_reverses_another_once(shop: House) -> None:
    add = (
        "INSERT INTO document (uid, kind, number, workstation_id, created_at, created_by,"
        " reverses_id) VALUES ('NEW', 'receipt', 'NEW', 1, 0, 1, {RC1})"
    )
    with shop.database.writer.begin() as connection:
        connection.execute(sql(add.replace("NEW", "RV-1")))
    assert refused(shop, add.replace("NEW", "RV-2"))


def test_every_uid_is_applied_once(shop: House) -> None:
    with shop.database.reading() as connection:
        found = inspect(connection)
        for table in metadata.sorted_tables:
            if "uid" in table.c:
                unique = [
                    each["column_names"] for each in found.get_unique_constraints(table.name)
                ]
                assert ["uid"] in unique, table.name


def test_a_reader_cannot_write(shop: House) -> None:
    with pytest.raises(DBAPIError), shop.database.reader.begin() as connection:
        connection.execute(text("UPDATE item SET description = 'read' WHERE sku = 'MILK'"))
    with shop.database.reading() as connection:
        name = connection.execute(text("SELECT description FROM item WHERE sku = 'MILK'"))
        assert name.scalar() == "Whole milk 1 L"


def test_what_refers_to_nothing_is_refused(shop: House) -> None:
    with pytest.raises(IntegrityError), shop.database.writer.begin() as connection:
        connection.execute(text("UPDATE item_gtin SET item_id = 999999"))
