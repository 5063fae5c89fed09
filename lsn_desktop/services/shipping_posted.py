"""What posting a shipment or a customer's return brings beside its moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lsn_desktop.storage.documents import Document, Line
    from lsn_desktop.storage.transactions import Tx

KIND = "shipment"
KINDS = (KIND, "customer return")


def before(tx: Tx, head: Document, lines: list[Line]) -> None:
    """What must be true before a shipment is posted.

    Raises:
        Refusal: goods on it were held or expired since they were scanned.
    """


def after(tx: Tx, head: Document, lines: list[Line]) -> None:
    """Tell the order what left."""


def back(tx: Tx, head: Document, reversing: Document) -> None:
    """Undo what :func:`after` did beside the moves."""
