"""The digest of a row is that of its canonical JSON, whatever stands in it."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    insert,
)

from lsn_desktop.storage.audit_chain import digest_of
from lsn_desktop.storage.prepared import Prepared

if TYPE_CHECKING:
    from tests.house_for_tests import House


class Kind(StrEnum):
    SERIAL = "serial"


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(),
    st.dates(),
    st.just(Kind.SERIAL),
)


@given(st.lists(VALUES, max_size=12))
def test_a_digest_is_of_canonical_json(values: list[object]) -> None:
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=str)
    wanted = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    assert digest_of(values) == wanted
    assert digest_of(iter(values)) == wanted


kept = Table(
    "kept_many",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("name", Text),
    Column("day", Date),
    Column("well", Boolean, default=True),
    Column("data", LargeBinary),
)


def test_many_rows_are_kept_as_single_ones_are(house: House) -> None:
    rows: list[dict[str, object]] = [
        {"name": "a", "day": date(2026, 1, 31), "well": False, "data": b"\x00\x1d"},
        {"name": None, "day": None, "well": True, "data": b""},
        {"name": "a", "day": date(2026, 1, 31), "well": True, "data": None},
    ]
    together, singly = Prepared(insert(kept)), Prepared(insert(kept))
    with house.database.first_transaction() as connection:
        kept.create(connection)
        together.many(connection, rows)
        for row in rows:
            singly.run(connection, **row)
        found = list(connection.execute(kept.select().order_by(kept.c.id)))
        kept.drop(connection)

    assert [tuple(row)[1:] for row in found] == [tuple(row.values()) for row in rows] * 2
