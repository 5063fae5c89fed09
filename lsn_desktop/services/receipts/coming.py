"""A delivery that begins with its notice: the receipt is opened by what was announced."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lsn_desktop.services.documents import choosing
from lsn_desktop.services.receipts import announcing, receiving
from lsn_desktop.storage import orders

if TYPE_CHECKING:
    from lsn_desktop.domain.announced import Notice
    from lsn_desktop.domain.messages import Message
    from lsn_desktop.services.receipts.announcing import AnnounceDelivery
    from lsn_desktop.storage.transactions import Connection, Tx


@dataclass(frozen=True, slots=True)
class Coming:
    """Which delivery a notice is of: an order, or else goods of a vendor, if one is known."""

    order_id: int | None = None
    vendor_id: int | None = None


def named_by(connection: Connection, notice: Notice) -> Coming:
    """The order a notice names, if it is one of ours that is open."""
    order = orders.by_number(connection, notice.order) if notice.order else None
    is_open = order is not None and order.status == "open"
    return Coming(order.id if order is not None and is_open else None)


def open_by(tx: Tx, order: AnnounceDelivery, of: Coming) -> tuple[int, Message]:
    """Begin to receive by a notice: the receipt, and what is said of it.

    Of an order it is the draft this workstation has open for it, or a new receipt.

    Raises:
        Refusal: as :func:`announcing.announce`, or there is no place to receive into.
    """
    if of.order_id is not None:
        document_id = choosing.receive_order(tx, of.order_id, order.uid)
    else:
        new = receiving.OpenReceipt(
            order.uid,
            choosing.usual_place(tx.connection).id,
            vendor_id=of.vendor_id,
            reference=order.notice.number,
        )
        document_id = receiving.open_receipt(tx, new)
    return document_id, announcing.announce(tx, replace(order, document_id=document_id))
