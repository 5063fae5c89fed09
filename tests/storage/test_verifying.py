"""``verify`` proves a good file, and names the row of a bad one, on both engines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from lsn_desktop.services.certificates import supplied
from lsn_desktop.services.documents import posting
from lsn_desktop.services.lots import holding
from lsn_desktop.services.lots.attaching import AttachFile
from lsn_desktop.services.lots.holding import PlaceHold
from lsn_desktop.storage import audit_chain, documents, ledger, rebuilding, triggers
from lsn_desktop.storage.documents import NewLine
from lsn_desktop.storage.tables.documents import document_line
from lsn_desktop.storage.tables.ledger import move
from lsn_desktop.storage.tables.trust import audit_entry
from tests.companies import BIN
from tests.dock import arrive, carry, delivered, findings, label
from tests.house_for_tests import BUTTER, CHIP, PUMP
from tests.storage.tampering import row, sql, tamper, tampered

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

    from tests.house_for_tests import House


@pytest.fixture
def shop(house: House) -> House:
    """A bit of everything that ``verify`` looks at."""
    _, lot = delivered(house, label(ai01=BUTTER, ai37="7", ai10="B1"), "PO-1042")
    carry(house, lot, 3, "DOCK-1", BIN)
    delivered(house, label(ai01=PUMP, ai21="P1"))
    _, chip = delivered(house, label(ai01=CHIP, ai10="C1", ai21="S1"))
    wrong, _ = delivered(house, label(ai01=BUTTER, ai37="2", ai10="B2"), "PO-1042")
    arrive(house, house.receipt(), label(ai01=BUTTER, ai10="B3"))
    with house.database.transaction(house.later()) as tx:
        posting.reverse(tx, wrong, "wrong dock", house.uid())
        holding.hold(tx, PlaceHold(house.uid(), chip, "inspection"))
        supplied.attach(tx, AttachFile(house.uid(), "lsn", lot, "a.txt", b"a file"))
    return house


def test_a_good_file_is_proven(shop: House) -> None:
    assert findings(shop) == []


def _row(connection: Connection, table: Table, number: int) -> Any:
    return connection.execute(select(table).where(table.c.id == number)).mappings().one()


CHANGES = [
    (
        "UPDATE move SET quantity = 6 WHERE id = {MOVE}",
        "move {MOVE}: Move {MOVE} was changed",
    ),
    (
        "UPDATE move SET at = at + 1 WHERE id = {MOVE}",
        "move {MOVE}: Move {MOVE} was changed",
    ),
    (
        "UPDATE move SET to_location_id = from_location_id WHERE id = {MOVE}",
        "move {MOVE}: Move {MOVE} was changed",
    ),
    (
        "UPDATE move SET digest = 'f' || substr(digest, 2) WHERE id = {MOVE}",
        "move {MOVE}: Move {MOVE} was changed",
    ),
    (
        "UPDATE document_line SET quantity = 6 WHERE id = {LINE}",
        "document_line {LINE}: Document line {LINE} was changed",
    ),
    (
        "UPDATE document_line SET lsn_id = lsn_id + 1 WHERE id = {LINE}",
        "document_line {LINE}: Document line {LINE} was changed",
    ),
    (
        "UPDATE document_line SET voided = TRUE WHERE id = {LINE}",
        "document {RC1}: RC-00001 is not what was posted",
    ),
    (
        "DELETE FROM move WHERE id = {MOVE}",
        "document {RC1}: RC-00001 is not what was posted",
    ),
    (
        "UPDATE audit_entry SET params = 'x' WHERE id = {ENTRY5}",
        "audit_entry {ENTRY5}: Audit entry 5 was changed",
    ),
    (
        "UPDATE audit_entry SET user_id = user_id + 1 WHERE id = {ENTRY5}",
        "audit_entry {ENTRY5}: Audit entry 5 was changed",
    ),
    (
        "DELETE FROM audit_entry WHERE id = {LAST}",
        "workstation 1: The end of the audit trail of WS-1 is missing",
    ),
    (
        "UPDATE balance SET on_hand = on_hand + 1 WHERE lsn_id = {B1} AND on_hand = 4",
        "balance {B1}: Balance of LSN {B1} at place {DOCK} is 5, its moves say 4",
    ),
    (
        "DELETE FROM balance WHERE lsn_id = {B1} AND on_hand = 4",
        "balance {B1}: Balance of LSN {B1} at place {DOCK} is 0, its moves say 4",
    ),
    (
        "UPDATE item_total SET on_hand = on_hand + 1 WHERE item_id = {BUTTER}",
        "item_total {BUTTER}: Total of item {BUTTER} is 8, its balances say 7",
    ),
    (
        "DELETE FROM item_total WHERE item_id = {BUTTER}",
        "item_total {BUTTER}: Total of item {BUTTER} is 0, its balances say 7",
    ),
    (
        "UPDATE lsn SET expires = '2026-01-31' WHERE id = {B1}",
        "lsn {B1}: LSN {B1} is listed as good until 2026-01-31, its expiry says 9999-12-31",
    ),
    (
        "UPDATE balance SET held = 1 WHERE lsn_id = {B1} AND on_hand = 4",
        "balance {B1}: LSN {B1} holds 1, its holds say 0",
    ),
    (
        "UPDATE lsn SET held_whole = TRUE WHERE id = {B1}",
        "lsn {B1}: LSN {B1} is marked held and is not, or the reverse",
    ),
    (
        "UPDATE purchase_order_line SET received = 8 WHERE id = 2",
        "purchase_order_line 2: Order line 2 says 8 came, moves say 7",
    ),
    ("UPDATE blob SET sha256 = 'f' || substr(sha256, 2)", "blob 1: File 1 was changed"),
]


def test_a_row_changed_by_hand_is_named(shop: House) -> None:
    missed = []
    for change, words in CHANGES:
        numbers = {name: row(shop, name) for name in re.findall(r"\{(\w+)\}", words)}
        if words.format(**numbers) not in tampered(shop, change):
            missed.append((change, words))

    assert missed == []
    assert findings(shop) == []  # the tampering was undone each time


def test_an_entry_cut_from_the_middle_is_noticed(shop: House) -> None:
    found = tampered(shop, "DELETE FROM audit_entry WHERE id = {ENTRY5}")

    broken = row(shop, "ENTRY6")
    assert f"audit_entry {broken}: The audit trail breaks before entry 6" in found


def test_a_rule_that_was_removed_is_named(shop: House) -> None:
    with shop.database.writer.begin() as connection:
        triggers.drop(connection)

    assert "move 0: The rule move_never_updated is missing" in findings(shop)


def test_a_forger_who_mends_the_rows_digests_is_found_by_the_audit(shop: House) -> None:
    """Quantity, digests and balance fit together; the audit says what was posted."""
    with shop.database.reading() as connection:
        line: Any = _row(connection, document_line, row(shop, "LINE"))
        moved: Any = _row(connection, move, row(shop, "MOVE"))
    forged = NewLine(
        line["uid"], line["item_id"], line["lsn_id"], line["from_location_id"],
        line["to_location_id"], 8, None, line["purchase_order_line_id"], None,
    )  # fmt: skip
    line_digest = documents.line_digest(line["document_id"], line["number"], forged)
    move_digest = ledger.move_digest({**moved, "quantity": 8})

    found = tampered(
        shop,
        "UPDATE document_line SET quantity = 8, digest = '{line_digest}' WHERE id = {LINE}",
        "UPDATE move SET quantity = 8, digest = '{move_digest}' WHERE id = {MOVE}",
        "UPDATE balance SET on_hand = 5 WHERE lsn_id = {B1} AND on_hand = 4",
        "UPDATE item_total SET on_hand = 8 WHERE item_id = {BUTTER}",
        "UPDATE purchase_order_line SET received = 8 WHERE id = 2",
        line_digest=line_digest,
        move_digest=move_digest,
    )

    receipt = row(shop, "RC1")
    assert found == [f"document {receipt}: RC-00001 is not what was posted"]


def test_a_forger_of_the_audit_breaks_its_chain(shop: House) -> None:
    with shop.database.reading() as connection:
        entry: Any = _row(connection, audit_entry, row(shop, "ENTRY5"))
    forged = audit_chain.entry_hash({**entry, "words": "nothing happened"})
    found = tampered(
        shop,
        "UPDATE audit_entry SET words = 'nothing happened',"
        " hash = '{forged}' WHERE id = {ENTRY5}",
        forged=forged,
    )

    broken = row(shop, "ENTRY6")
    assert f"audit_entry {broken}: The audit trail breaks before entry 6" in found


def test_a_document_that_vanished_whole_is_missed(shop: House) -> None:
    receipt = row(shop, "RC2")
    found = tampered(
        shop,
        "DELETE FROM balance WHERE lsn_id = {P1}",
        "UPDATE item_total SET on_hand = 0 WHERE item_id = {PUMP}",
        "DELETE FROM move WHERE document_line_id = {LINE2}",
        "UPDATE scan_outcome SET line_id = NULL",
        "UPDATE scan SET document_id = NULL",
        "DELETE FROM document_line WHERE id = {LINE2}",
        "DELETE FROM document WHERE id = {RC2}",
    )

    assert found == [
        f"document {receipt}: Document {receipt} was posted and is not there any more"
    ]


DAMAGES = [
    "UPDATE balance SET on_hand = on_hand + 1 WHERE lsn_id = {B1}",
    "DELETE FROM balance WHERE lsn_id = {B1}",
    "DELETE FROM balance",
    "UPDATE balance SET held = 0",
    "UPDATE item_total SET on_hand = on_hand - 1",
    "DELETE FROM item_total",
    "UPDATE lsn SET expires = '2026-01-31'",
    "UPDATE balance SET held = on_hand WHERE lsn_id = {B1}",
]


def test_balances_are_made_anew_from_the_moves(shop: House) -> None:
    with shop.database.reading() as connection:
        before = ledger.balances(connection)
    for damage in DAMAGES:
        tamper(shop, damage)
        assert findings(shop) != []

        shop.database.run(shop.later(), rebuilding.rebuild)

        with shop.database.reading() as connection:
            assert ledger.balances(connection) == before
        assert findings(shop) == []


def test_a_rebuilt_serial_still_stands_in_one_place(shop: House) -> None:
    shop.database.run(shop.later(), rebuilding.rebuild)

    second = (
        "INSERT INTO balance (lsn_id, location_id, on_hand, one_place)"
        " VALUES ({P1}, {BIN}, 1, TRUE)"
    )
    with pytest.raises(DBAPIError), shop.database.writer.begin() as connection:
        connection.execute(sql(second))
