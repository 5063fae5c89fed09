"""A scan that brought several lines at once, a pallet say, is taken back as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import mark, message
from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.receipts import receiving
from lsn_desktop.storage import documents, journal

if TYPE_CHECKING:
    from lsn_desktop.domain.messages import Message
    from lsn_desktop.storage.transactions import Connection, Tx


def scan_of_several(connection: Connection, line_id: int) -> int | None:
    """The scan that brought a line among others; None where it brought that line alone."""
    scan_id = journal.scan_of_line(connection, line_id)
    if scan_id is None or journal.told_of_several(connection, scan_id) is None:
        return None
    return scan_id


def take_back_line(tx: Tx, line_id: int) -> Outcome:
    """Take back one line; of a scan with several the others still count.

    Raises:
        Refusal: the document was posted, or the line was taken back before.
    """
    outcome = receiving.undo_line(tx, line_id)
    scan_id = scan_of_several(tx.connection, line_id)
    if scan_id is not None:
        document_id, _line, _voided = documents.line_by_id(tx.connection, line_id)
        left = len(documents.lines_of_scan(tx.connection, document_id, scan_id))
        if left:
            told = journal.told_of_several(tx.connection, scan_id)
            journal.add_outcome(tx, scan_id, OutcomeKind.OK, _rest(told, left))
    return outcome


def take_back_scan(tx: Tx, scan_id: int) -> Outcome:
    """Take back all that one scan brought and that still counts.

    Raises:
        Refusal: nothing of it counts any more, or the document was posted.
    """
    document_id = journal.document_of(tx.connection, scan_id)
    lines = documents.lines_of_scan(tx.connection, document_id, scan_id)
    if not lines:
        raise refusal("That scan was taken back before.", "Nothing more to undo there.")
    undone = [receiving.undo_line(tx, line.id) for line in reversed(lines)]
    words = _all(journal.told_of_several(tx.connection, scan_id), len(lines))
    copies = sum(int(each.remedy.params["copies"]) for each in undone if each.remedy)
    kind, remedy = OutcomeKind.OK, None
    if copies:
        kind, remedy = OutcomeKind.ATTENTION, receiving.destroy(copies)
    journal.add_outcome(tx, scan_id, OutcomeKind.UNDONE, words, remedy=remedy)
    return Outcome(kind, words, Expectation(document_id), remedy)


def _all(told: Message | None, count: int) -> Message:
    sscc = told.params.get("sscc") if told else None
    if not sscc:
        return message("Taken back: all that this scan brought")
    words = mark("Pallet {sscc} taken back: {count} lines")
    if count == 1:
        words = mark("Pallet {sscc} taken back: {count} line")
    return message(words, sscc=sscc, count=count)


def _rest(told: Message | None, left: int) -> Message:
    sscc = told.params.get("sscc") if told else None
    if not sscc:
        return message("{count} lines of this scan still count", count=left)
    return message("{count} lines of pallet {sscc} still count", sscc=sscc, count=left)
