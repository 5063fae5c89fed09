"""Somebody with the file and an editor: changes behind the program's back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from lsn_desktop.storage import triggers
from lsn_desktop.storage.verifying import verify

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, TextClause

    from tests.house_for_tests import House


# Rows of the shops of these tests, by the names their statements call them.
ROWS = {
    "B1": "(SELECT id FROM lsn WHERE code = 'B1')",
    "P1": "(SELECT id FROM lsn WHERE code = 'P1')",
    "BUTTER": "(SELECT item_id FROM lsn WHERE code = 'B1')",
    "PUMP": "(SELECT item_id FROM lsn WHERE code = 'P1')",
    "DOCK": "(SELECT id FROM location WHERE code = 'DOCK-1')",
    "BIN": "(SELECT id FROM location WHERE code = 'BIN-1')",
    "DRAFT": "(SELECT id FROM document WHERE status = 'draft')",
    "RC1": "(SELECT id FROM document WHERE number = 'RC-00001')",
    "RC2": "(SELECT id FROM document WHERE number = 'RC-00002')",
    "LINE": "(SELECT id FROM document_line WHERE document_id = {RC1})",
    "MOVE": "(SELECT id FROM move WHERE document_line_id = {LINE})",
    "LINE2": "(SELECT id FROM document_line WHERE document_id = {RC2})",
    "ENTRY5": "(SELECT id FROM audit_entry WHERE number = 5)",
    "ENTRY6": "(SELECT id FROM audit_entry WHERE number = 6)",
    "LAST": "(SELECT max(id) FROM audit_entry)",
}


def sql(statement: str, **values: object) -> TextClause:
    """A statement with its rows and values in their places."""
    while "{" in statement:
        statement = statement.format(**ROWS, **values)
    return text(statement)


def row(house: House, name: str) -> int:
    """The number of a row."""
    with house.database.reading() as connection:
        return int(connection.execute(sql(f"SELECT {{{name}}}")).scalar_one())


def tamper(house: House, *statements: str, **values: object) -> None:
    """Run statements with every rule and reference of the database off, for good."""
    with house.database.writer.begin() as connection:
        _tamper(connection, statements, values)
        triggers.create(connection)


def tampered(house: House, *statements: str, **values: object) -> list[str]:
    """What ``verify`` would find if somebody had run these; nothing of it stays."""
    with house.database.writer.connect() as connection, connection.begin() as transaction:
        _tamper(connection, statements, values)
        triggers.create(connection)
        found = [f"{each.table} {each.row}: {each.words}" for each in verify(connection)]
        transaction.rollback()
    return found


def _tamper(
    connection: Connection, statements: Sequence[str], values: Mapping[str, object]
) -> None:
    is_file = connection.dialect.name == "sqlite"
    off = "PRAGMA defer_foreign_keys=ON" if is_file else "SET session_replication_role=replica"
    connection.execute(text(off))
    triggers.drop(connection)
    for statement in statements:
        assert connection.execute(sql(statement, **values)).rowcount, statement
    if not is_file:
        connection.execute(text("SET session_replication_role=DEFAULT"))
