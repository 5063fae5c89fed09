"""Which of the ordered items a supplier's own number may be, the likeliest first."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import Answer
from lsn_desktop.storage import documents, item_numbers, orders

if TYPE_CHECKING:
    from lsn_desktop.domain.outcomes import Expectation
    from lsn_desktop.storage.orders import Expected
    from lsn_desktop.storage.transactions import Tx

ONE = Fraction(1)
_MOST = 6  # beside the three answers that are always there
_VALUE = "item {}"
_WORD = re.compile(r"[^\W\d_]{3,}")


def offered(tx: Tx, expectation: Expectation) -> tuple[Answer, ...]:
    """The items of the order as answers, where a number that is no GTIN is asked about.

    How many are in what a GTIN stands for must be said, so that its item is chosen in a form.
    """
    label = expectation.label
    receipt = documents.by_id(tx.connection, expectation.document_id)
    if label.gtin or label.number is None or receipt.purchase_order_id is None:
        return ()
    code = label.number.code
    named = item_numbers.items_named_by(tx.connection, label.number.scope)

    def likeness(line: Expected) -> tuple[bool, int, bool, int]:
        is_done = line.received >= line.ordered
        return (line.item_id in named, -_alike(code, line), is_done, line.number)

    lines = sorted(orders.expected(tx.connection, receipt.purchase_order_id), key=likeness)
    items = {line.item_id: line.description for line in reversed(lines)}
    found = list(reversed(items.items()))[:_MOST]
    return tuple(
        Answer(_VALUE.format(item_id), message("{item}", item=name)) for item_id, name in found
    )


def chosen(expectation: Expectation, value: str) -> int | None:
    """The item an answer means, if it is one of those that were offered."""
    question = expectation.question
    offered = {answer.value for answer in question.answers} if question else set()
    prefix = _VALUE.format("")
    if value in offered and value.startswith(prefix):
        return int(value.removeprefix(prefix))
    return None


def _alike(code: str, line: Expected) -> int:
    """How many words of a number stand in the item's SKU or name."""
    words = f"{line.sku} {line.description}".casefold()
    return sum(word.casefold() in words for word in _WORD.findall(code))
