"""What posting a build brings beside its moves: genealogy, cost, and how far its order is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lsn_desktop.storage.documents import Document, Line
    from lsn_desktop.storage.transactions import Tx

KIND = "build"


def before(tx: Tx, head: Document, lines: list[Line]) -> None:
    """What must be true before a build is posted.

    Raises:
        Refusal: a component that must be part of something is tied to nothing.
    """


def after(tx: Tx, head: Document, lines: list[Line]) -> None:
    """Write what went into what."""


def back(tx: Tx, head: Document, reversing: Document) -> None:
    """Undo what :func:`after` did beside the moves; the edges stay, of a reversed build."""
