"""Whoever changes the file by hand, past every rule, is found: verify names the row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, func, select, update

from lsn_desktop.storage import triggers
from lsn_desktop.storage.tables.documents import document_line
from lsn_desktop.storage.tables.ledger import balance, move
from lsn_desktop.storage.tables.trust import audit_entry
from tests.dock import delivered, findings, label
from tests.house_for_tests import BUTTER

if TYPE_CHECKING:
    from sqlalchemy import Column, Executable, Table

    from tests.house_for_tests import House


def by_hand(house: House, statement: Executable) -> None:
    """Run a statement with none of our triggers in its way."""
    with house.database.first_transaction() as connection:
        triggers.drop(connection)
        connection.execute(statement)
        triggers.create(connection)


def last(house: House, table: Table) -> int:
    with house.database.reading() as connection:
        return int(connection.scalar(select(func.max(table.c.id))) or 0)


@pytest.fixture
def shop(house: House) -> House:
    """A company that received something and is sound."""
    delivered(house, label(ai01=BUTTER, ai37="72", ai10="B1"))
    assert findings(house) == []
    return house


@pytest.mark.parametrize(
    ("table", "column", "value", "words"),
    [
        (move, move.c.quantity, 73, "move {row}: Move {row} was changed"),
        (move, move.c.at, 1, "move {row}: Move {row} was changed"),
        (
            document_line,
            document_line.c.weight_g,
            5,
            "document_line {row}: Document line {row} was changed",
        ),
        (audit_entry, audit_entry.c.words, "Nothing", "Audit entry {row} was changed"),
        (audit_entry, audit_entry.c.at, 1, "Audit entry {row} was changed"),
        (audit_entry, audit_entry.c.digest, "", "Audit entry {row} was changed"),
    ],
    ids=str,
)
def test_a_changed_column_is_found_and_its_row_named(
    shop: House, table: Table, column: Column[object], value: object, words: str
) -> None:
    row = last(shop, table)
    by_hand(shop, update(table).where(table.c.id == row).values({column: value}))

    assert any(words.format(row=row) in found for found in findings(shop))


def test_a_tail_that_was_cut_off_is_found(shop: House) -> None:
    row = last(shop, audit_entry)
    by_hand(shop, delete(audit_entry).where(audit_entry.c.id == row))

    assert any("The end of the audit trail of" in found for found in findings(shop))


def test_an_entry_cut_out_of_the_middle_is_found(shop: House) -> None:
    row = last(shop, audit_entry) - 1
    by_hand(shop, delete(audit_entry).where(audit_entry.c.id == row))

    assert any("The audit trail breaks before entry" in found for found in findings(shop))


def test_a_balance_that_is_not_its_moves_is_found(shop: House) -> None:
    by_hand(shop, update(balance).values(on_hand=balance.c.on_hand + 1))

    assert any("is 73, its moves say 72" in found for found in findings(shop))


def test_a_rule_that_was_taken_out_is_found(shop: House) -> None:
    with shop.database.first_transaction() as connection:
        triggers.drop(connection)

    assert "move 0: The rule move_never_updated is missing" in findings(shop)
