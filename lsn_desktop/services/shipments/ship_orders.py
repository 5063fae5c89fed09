"""What an order asks for, against what is scanned for it: the line, and the two questions.

What is not ordered goes only when a person says in place of what, or that it goes beside the
order; more than is ordered only when they say yes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import Answer, Asks, Outcome, OutcomeKind, Question, ToldLine
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.storage import sales_orders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.domain.items import Item
    from lsn_desktop.domain.messages import Message
    from lsn_desktop.domain.shipping import Goods
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.lsns import Lsn
    from lsn_desktop.storage.pickable import Stand
    from lsn_desktop.storage.sales_orders import Wanted
    from lsn_desktop.storage.transactions import Tx

NOT_ORDERED = "not ordered"
MORE = "more"
INSTEAD = "instead {}"
_MOST = 7  # lines offered, beside the two answers that are always there


@dataclass(frozen=True, slots=True)
class For:
    """The line of an order that goods go for: what is ordered, and what left so far."""

    line_id: int
    ordered: int
    shipped: int
    decimals: int

    @property
    def left(self) -> int:
        """What is still to leave."""
        return max(self.ordered - self.shipped, 0)


def of_item(tx: Tx, head: Document, lsn: Lsn, goods: Goods) -> For | None:
    """The order's line that goods go for; None where no line asks for them.

    Of several lines for one item the one that asks for this very lot or serial, then the
    first of which some is still to leave.
    """
    if head.sales_order_id is None:
        return None
    sales_orders.keep(tx, head.sales_order_id)  # two stations do not both take its last piece
    lines = _open(sales_orders.wanted(tx.connection, head.sales_order_id))
    if goods.order_line_id is not None:
        return _for(next(one for one in lines if one.line_id == goods.order_line_id))
    itself = {lsn.id, lsn.lot_id} - {None}
    meant = [one for one in lines if one.item_id == lsn.item_id]
    meant = [one for one in meant if one.lsn_id is None or one.lsn_id in itself]
    if not meant:
        return None
    mine = [one for one in meant if one.lsn_id in itself and one.left] or meant
    return _for(next((one for one in mine if one.left), None) or mine[-1])


def question(
    tx: Tx, head: Document, item: Item, goods: Goods, where: For | None
) -> Outcome | None:
    """What must be answered before goods go for an order; None if nothing.

    The outcome's ``next`` is the caller's to fill.
    """
    if head.sales_order_id is None or NOT_ORDERED in goods.settled:
        return None
    if where is None:
        return _not_ordered(tx, head, item, goods)
    if goods.quantity > where.left and MORE not in goods.settled:
        return _more(tx, head, item, goods, where)
    return None


def of_unit(tx: Tx, head: Document, stand: Stand) -> For | None:
    """The order's line that goods on a pallet go for.

    Raises:
        Refusal: the order does not ask for them, or not for so many.
    """
    if head.sales_order_id is None:
        return None
    lines = _open(sales_orders.wanted(tx.connection, head.sales_order_id))
    meant = [
        one
        for one in lines
        if one.item_id == stand.item_id
        and (one.lsn_id is None or one.lsn_id in {stand.lsn_id, stand.lot_id})
    ]
    enough = next((one for one in meant if one.left >= stand.on_hand), None)
    if enough is None:
        raise refusal(
            "{number} does not ask for {quantity} {unit} of {item}.",
            "Unpack what is too much, or scan what is on it one by one.",
            number=sales_orders.by_id(tx.connection, head.sales_order_id).number,
            quantity=plain(off_grid(stand.on_hand, stand.decimals)),
            unit=stand.unit,
            item=stand.item,
        )
    return _for(enough)


def complete(tx: Tx, head: Document) -> Message | None:
    """What is said when all of the order is on shipments; None while something is left."""
    if head.sales_order_id is None:
        return None
    lines = sales_orders.wanted(tx.connection, head.sales_order_id)
    if any(one.left for one in lines):
        return None
    number = sales_orders.by_id(tx.connection, head.sales_order_id).number
    return message("All of {order} is picked: post {number}.", order=number, number=head.number)


def _open(lines: Sequence[Wanted]) -> list[Wanted]:
    return [one for one in lines if one.ordered]


def _for(line: Wanted) -> For:
    return For(line.line_id, line.ordered, line.shipped, line.decimals)


def _not_ordered(tx: Tx, head: Document, item: Item, goods: Goods) -> Outcome:
    assert head.sales_order_id is not None  # noqa: S101 - asked for an order only
    order = sales_orders.by_id(tx.connection, head.sales_order_id)
    lines = _open(sales_orders.wanted(tx.connection, order.id))
    alike = [
        one
        for one in lines
        if one.left >= goods.quantity and (one.unit, one.decimals) == (item.unit, item.decimals)
    ]
    answers = [
        Answer(
            INSTEAD.format(one.line_id),
            message(
                "In place of {item} ({left} to go)",
                item=f"{one.description} {one.lsn}".strip(),
                left=plain(off_grid(one.left, one.decimals)),
            ),
        )
        for one in alike[:_MOST]
    ]
    answers.append(Answer("beside", message("Ship it beside the order")))
    answers.append(Answer("leave", message("Leave it here")))
    asked = Question(Asks.NOT_ORDERED, tuple(answers))
    same = next((one for one in lines if one.item_id == item.id), None)
    words = message("{item} is not on {number}", item=item.description, number=order.number)
    if same is not None:
        words = message("{number} asks for {item} {code}, not for this one",
                        number=order.number, item=item.description, code=same.lsn)  # fmt: skip
    line = ToldLine(item=item.description, sku=item.sku)
    return Outcome(OutcomeKind.QUESTION, words, line=line, question=asked)


def _more(tx: Tx, head: Document, item: Item, goods: Goods, where: For) -> Outcome:
    assert head.sales_order_id is not None  # noqa: S101 - asked for an order only
    order = sales_orders.by_id(tx.connection, head.sales_order_id)
    left, quantity = (
        plain(off_grid(each, item.decimals)) for each in (where.left, goods.quantity)
    )
    answers = [Answer("more", message("Ship {quantity} all the same", quantity=quantity))]
    if where.left:
        answers.insert(0, Answer("rest", message("Ship only {left}", left=left)))
    answers.append(Answer("leave", message("Leave it here")))
    words = message(
        "{order} has {left} {unit} of {item} to go, this is {quantity}",
        order=order.number,
        left=left,
        unit=item.unit,
        item=item.description,
        quantity=quantity,
    )
    line = ToldLine(item=item.description, sku=item.sku)
    asked = Question(Asks.QUANTITY, tuple(answers))
    return Outcome(OutcomeKind.QUESTION, words, line=line, question=asked)
