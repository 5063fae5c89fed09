"""What a migration makes of rows that are there already."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError

from lsn_desktop.services.documents import posting
from lsn_desktop.services.labels.labelling import Wanted
from lsn_desktop.storage import label_copies, lists, printed, schema, triggers
from lsn_desktop.storage.tables.output import label_copy
from tests.dock import delivered, findings, label, print_labels
from tests.house_for_tests import BUTTER, CHIP, MILK

if TYPE_CHECKING:
    from sqlalchemy import Connection

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
            "INSERT INTO attachment (uid, subject, subject_id, blob_id, name, kind, issued_on,"  # noqa: S608
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


def test_labels_are_where_their_jobs_were_and_a_serial_is_the_first_jobs(house: House) -> None:
    _, serial = delivered(house, label(ai01=CHIP, ai10="C1", ai21="S1"))
    jobs = [print_labels(house, Wanted(serial, copies=2))]
    _as_before_0009(house)  # when nothing kept a second job from the same serial
    jobs += [print_labels(house, Wanted(serial)), print_labels(house, Wanted(house_lot(house)))]
    with house.database.transaction(house.later()) as tx:
        printed.change_job(tx, jobs[0], {"status": "printed"})
        printed.change_job(tx, jobs[1], {"status": "sent", "printer_job": "17"})
        printed.change_job(tx, jobs[2], {"status": "cancelled"})
    _as_before_0009(house)
    step = ScriptDirectory(str(schema._MIGRATIONS)).get_revision("0009").module

    with house.database.writer.begin() as connection:
        connection.exec_driver_sql(step._FOLLOW_THE_JOB)
        true = "1" if connection.dialect.name == "sqlite" else "true"
        connection.exec_driver_sql(step._CLAIM.format(true=true))

    with house.database.reading() as connection:
        found = [
            [(copy.state, copy.claims) for copy in printed.copies(connection, job)]
            for job in jobs
        ]
        assert label_copies.with_printer(connection, jobs[1]) == [(1, "17")]
    assert found == [
        [("printed", True), ("printed", False)],
        [("sent", False)],
        [("cancelled", False)],
    ]


def test_a_label_may_be_one_of_an_item_and_of_nothing_beside_it(house: House) -> None:
    _, lot = delivered(house, label(ai01=MILK, ai17="270131", ai37="5", ai10="M1"))
    job = print_labels(house, Wanted(lot))
    with house.database.writer.begin() as connection:
        triggers.drop(connection)
        connection.exec_driver_sql("DROP INDEX ix_label_copy_item")
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("ALTER TABLE label_copy DROP COLUMN item_id CASCADE")
            connection.exec_driver_sql(
                "ALTER TABLE label_copy ADD CONSTRAINT ck_label_copy_subject CHECK (true)"
            )
        else:
            _as_before_0014(connection)

    _step(house, "0014")

    with house.database.writer.begin() as connection:
        assert [copy.lsn_id for copy in printed.copies(connection, job)] == [lot]
        row = {"print_job_id": job, "number": 2, "fields": "{}"}
        connection.execute(insert(label_copy).values(**row, item_id=1))
    for subjects in ({"item_id": 1, "lsn_id": lot}, {}):
        with house.database.writer.begin() as connection, pytest.raises(IntegrityError):
            connection.execute(insert(label_copy).values({**row, "number": 3, **subjects}))


def _as_before_0014(connection: Connection) -> None:
    """Words and column away, as a file of before has them."""
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.exec_driver_sql(
        "UPDATE sqlite_master SET sql = replace(sql, ?, ' = 1') WHERE name = 'label_copy'",
        (" + (CASE WHEN item_id IS NULL THEN 0 ELSE 1 END) = 1",),
    )
    version = int(connection.exec_driver_sql("PRAGMA schema_version").scalar_one())
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = OFF")
    connection.exec_driver_sql("ALTER TABLE label_copy DROP COLUMN item_id")


def test_templates_kept_before_are_labels(house: House) -> None:
    with house.database.writer.begin() as connection:
        triggers.drop(connection)
        connection.exec_driver_sql("INSERT INTO label_template (name) VALUES ('ours')")
        if connection.dialect.name == "sqlite":
            _without_the_check_of_0015(connection)
        connection.exec_driver_sql("ALTER TABLE label_template DROP COLUMN kind")

    _step(house, "0015")

    with house.database.writer.begin() as connection:
        kinds = connection.exec_driver_sql("SELECT name, kind FROM label_template").all()
        assert [tuple(row) for row in kinds] == [("ours", "label")]
    with house.database.writer.begin() as connection, pytest.raises(IntegrityError):
        connection.exec_driver_sql("UPDATE label_template SET kind = 'other'")


def _without_the_check_of_0015(connection: Connection) -> None:
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.exec_driver_sql(
        "UPDATE sqlite_master SET sql = replace(sql, ?, '1') WHERE name = 'label_template'",
        ("kind IN ('label', 'coc', 'coa')",),
    )
    version = int(connection.exec_driver_sql("PRAGMA schema_version").scalar_one())
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = OFF")


def house_lot(house: House) -> int:
    return delivered(house, label(ai01=MILK, ai17="270131", ai37="5", ai10="M1"))[1]


def _as_before_0009(house: House) -> None:
    with house.database.writer.begin() as connection:
        connection.execute(update(label_copy).values(claims=False, state="waiting"))
