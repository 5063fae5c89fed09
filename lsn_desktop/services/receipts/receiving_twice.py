"""The label of the line just made, sent once more at once: counted, said, or asked about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.double_scans import Twice
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import Asks, Expectation, Outcome, OutcomeKind
from lsn_desktop.services.receipts import questions, receiving

if TYPE_CHECKING:
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.storage.transactions import Tx


def receive_scan(
    tx: Tx, reading: Reading, expectation: Expectation, scan_id: int, twice: Twice
) -> Outcome:
    """Take one scan on a receipt.

    Args:
        tx: the transaction of the scan.
        reading: what the scanner sent, read.
        expectation: what the scan is met with.
        scan_id: the journal's row of it.
        twice: what to do if the scan before it was the same and made a line.

    Raises:
        Refusal: the code is unknown, breaks its standard, or a rule forbids the line.
    """
    if twice is Twice.ASKED and _is_asked(expectation):
        return questions.another_carton(tx, expectation, scan_id)
    outcome = receiving.receive_scan(tx, reading, expectation, scan_id)
    return _said(outcome) if twice is Twice.SAID and expectation.last else outcome


def _is_asked(expectation: Expectation) -> bool:
    """Whether a label just made its line, or is asked about; a serial is one piece anyway."""
    question, last = expectation.question, expectation.last
    if question is not None:
        return question.asks is Asks.TWICE
    return not expectation.label and last is not None and last.serial is None


def _said(outcome: Outcome) -> Outcome:
    """Say of a second line that the scanner may have sent one carton twice."""
    if outcome.kind is not OutcomeKind.OK or outcome.line.line_id is None:
        return outcome
    words = message("Sent twice at once, and both counted")
    remedy = message("Undo one (F4) if it was one carton.")
    return replace(outcome, kind=OutcomeKind.ATTENTION, words=words, remedy=remedy)
