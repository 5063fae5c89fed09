"""What a migration makes of rows that are there already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from lsn_desktop.services import posting
from lsn_desktop.storage import lists, schema, triggers
from tests.dock import delivered, findings, label
from tests.house_for_tests import BUTTER, CHIP, MILK

if TYPE_CHECKING:
    from tests.house_for_tests import House

BEFORE_0005 = (
    "DROP TABLE item_total",
    "DROP INDEX ix_lsn_expires",
    "DROP INDEX ix_lsn_item",
    "DROP INDEX ix_lsn_item_expires",  # of 0006
    "ALTER TABLE lsn DROP COLUMN expires",
    "CREATE INDEX ix_lsn_expiry ON lsn (expiry)",
    "DROP INDEX ix_balance_lsn",
    "CREATE INDEX ix_balance_lsn ON balance (lsn_id)",
    "DROP INDEX ix_manifest_line_serial",
)


def _step(house: House, revision: str) -> None:
    """One migration by itself: the tables of later ones are there already."""
    script = ScriptDirectory(str(schema._MIGRATIONS)).get_revision(revision)
    with (
        house.database.writer.begin() as connection,
        Operations.context(MigrationContext.configure(connection)),
    ):
        script.module.upgrade()
        triggers.create(connection)


def test_stock_that_stands_there_is_totalled_and_listed_by_its_days(house: House) -> None:
    delivered(house, label(ai01=MILK, ai17="270131", ai37="5", ai10="M1"))
    delivered(house, label(ai01=CHIP, ai17="280229", ai10="C1", ai21="S1"))
    wrong, _ = delivered(house, label(ai01=BUTTER, ai37="2", ai10="B1"))
    with house.database.transaction(house.later()) as tx:
        posting.reverse(tx, wrong, "wrong dock", house.uid())
    with house.database.reading() as connection:
        before = lists.items(connection), lists.lsns(connection)
    with house.database.writer.begin() as connection:
        triggers.drop(connection)
        for statement in BEFORE_0005:
            connection.exec_driver_sql(statement)

    _step(house, "0005")

    with house.database.reading() as connection:
        assert (lists.items(connection), lists.lsns(connection)) == before
    assert findings(house) == []


def test_what_was_attached_as_a_certificate_is_one_and_ours_are_none(house: House) -> None:
    _, lot = delivered(house, label(ai01=BUTTER, ai37="2", ai10="B1"))
    _, serial = delivered(house, label(ai01=CHIP, ai10="C1", ai21="S1"))
    statements = (
        "INSERT INTO blob (id, sha256, bytes, media_type) VALUES (77, 'aa', '', '')",
        *(
            "INSERT INTO attachment (uid, subject, subject_id, blob_id, name, kind, issued_on,"  # noqa: S608, E501
            " created_at, created_by) VALUES"
            f" ('u{at}', '{subject}', {of}, 77, 'a.pdf', '{kind}', '2026-11-01', 5, 1)"
            for at, (subject, of, kind) in enumerate(
                (
                    ("lsn", lot, "Certificate of analysis"),
                    ("lsn", serial, "certificate of analysis"),
                    ("document", 1, "certificate of analysis"),
                    ("party", 1, "mill test report"),
                    ("item", 1, "photo"),
                )
            )
        ),
    )
    with house.database.writer.begin() as connection:
        triggers.drop(connection)
        for statement in (
            "DROP INDEX uq_hold_certificate",
            "ALTER TABLE hold DROP COLUMN certificate_rule_id",
            "DROP TABLE supplier_certificate",
            "DROP TABLE certificate_rule",
            *statements,
        ):
            connection.exec_driver_sql(statement)

    _step(house, "0011")

    with house.database.reading() as connection:
        kept = connection.exec_driver_sql(
            "SELECT kind, lsn_id, item_id, supplier_id FROM supplier_certificate ORDER BY id"
        ).all()
    assert [tuple(row) for row in kept] == [
        ("certificate of analysis", lot, None, None),
        ("mill test report", None, None, 1),
    ]
