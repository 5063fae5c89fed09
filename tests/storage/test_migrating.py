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
