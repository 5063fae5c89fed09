"""Whether a code is anything of ours at all: one question for what is asked of every scan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, literal, select, union_all

from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.storage.prepared import Prepared
from lsn_desktop.storage.tables.catalogue import item, item_alias, location, purchase_order
from lsn_desktop.storage.tables.documents import document
from lsn_desktop.storage.tables.identity import lsn, lsn_alias
from lsn_desktop.storage.tables.making import work_order
from lsn_desktop.storage.tables.selling import sales_order

if TYPE_CHECKING:
    from sqlalchemy import Connection

_CODE: Any = bindparam("code")
_KEY: Any = bindparam("key")
_EXACT: tuple[Any, ...] = (
    lsn.c.code,
    lsn_alias.c.code,
    location.c.code,
    item.c.sku,
    item_alias.c.code,
    document.c.number,
)
_FOLDED: tuple[Any, ...] = (lsn.c.code_key, lsn_alias.c.code_key, item_alias.c.code_key)


def _any_of(exact: tuple[Any, ...], folded: tuple[Any, ...]) -> Prepared:
    each = [
        select(literal(1)).where(column == value)
        for columns, value in ((exact, _CODE), (folded, _KEY))
        for column in columns
    ]
    return Prepared(union_all(*each).limit(1))


_ORDERS = (
    purchase_order.c.number_key,
    sales_order.c.number_key,
    work_order.c.number_key,
)
_IS_EXACT = _any_of(_EXACT, _ORDERS)
_IS_FOLDED = _any_of(_EXACT, (*_ORDERS, *_FOLDED))


def is_known(connection: Connection, code: str, *, folded: bool) -> bool:
    """Whether a code stands for anything here, exactly or, if asked, as Caps Lock makes it."""
    question = _IS_FOLDED if folded else _IS_EXACT
    return question.first(connection, code=code, key=code_key(code)) is not None
