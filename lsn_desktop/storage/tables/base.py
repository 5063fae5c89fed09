"""Column types every table shares, equal in meaning on both engines.

Instants are BIGINT microseconds UTC, days DATE, quantities BIGINT in 10^-d of the item's
base unit, uids 32 hex characters. ``INTEGER PRIMARY KEY`` is SQLite's row number.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, ForeignKey, Integer, MetaData, Text
from sqlalchemy.sql import expression

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = BigInteger().with_variant(Integer, "sqlite")


def key() -> Column[int]:
    """The row's own number."""
    return Column("id", Id, primary_key=True, autoincrement=True)


def uid() -> Column[str]:
    """The client's name for what may arrive twice: 32 hex characters, applied once."""
    return Column("uid", Text, nullable=False, unique=True)


def ref(name: str, target: str, *, null: bool = False, index: bool = False) -> Column[int]:
    """A reference to another table's row."""
    return Column(name, Id, ForeignKey(f"{target}.id"), nullable=null, index=index)


def text(name: str, *, default: str | None = "", null: bool = False) -> Column[str]:
    """Words or a code, stored as they came."""
    if null:
        return Column(name, Text, nullable=True)
    return Column(name, Text, nullable=False, server_default=default)


def required(name: str) -> Column[str]:
    """Words that must be given."""
    return Column(name, Text, nullable=False)


def whole(name: str, *, null: bool = False, default: str | None = None) -> Column[int]:
    """An exact integer: a quantity on the item's grid, a count, an instant in microseconds."""
    return Column(name, BigInteger, nullable=null, server_default=default)


def day(name: str) -> Column[object]:
    """A plain calendar day in the site's time zone, or unknown."""
    return Column(name, Date, nullable=True)


def flag(name: str, *, default: bool = False) -> Column[bool]:
    """Yes or no."""
    initially = expression.true() if default else expression.false()
    return Column(name, Boolean, nullable=False, server_default=initially)
