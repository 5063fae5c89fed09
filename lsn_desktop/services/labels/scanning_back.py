"""A label that came out is scanned: it reads as it should, is another one, or does not read.

A printer asks for it never, of the first label of each job, or of every one. Printing goes on
meanwhile; what was not scanned is shown as not scanned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.messages import mark, message
from lsn_desktop.domain.outcomes import Outcome, OutcomeKind
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.codes import finding
from lsn_desktop.storage import printed, printers, scan_backs
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.domain.messages import Message
    from lsn_desktop.domain.refusals import Refusal
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.storage.scan_backs import Waiting
    from lsn_desktop.storage.transactions import Tx

_GS = "\x1d"


def ask(tx: Tx, job_id: int, which: Sequence[int]) -> None:
    """These labels came out: let those wait for a scan of which the printer asks for one."""
    printer = printers.by_name(tx.connection, printed.job(tx.connection, job_id).printer)
    if printer is None or not which or printer.scans_back == "never":
        return
    if printer.scans_back == "all":
        scan_backs.ask(tx, job_id, which)
    elif not scan_backs.is_asked(tx.connection, job_id):
        scan_backs.ask(tx, job_id, which[:1])


def scanned(tx: Tx, label: Waiting, expected: Sequence[Reading], reading: Reading) -> Outcome:
    """Hold a scan against what the symbols of a label were printed to say.

    Raises:
        Refusal: it is another label, or its separators are missing; it waits on.
    """
    if not any(_is_same(each, reading) for each in expected):
        raise _another(tx, label, expected, reading)
    said = _settle(tx, label, "reads", mark("Label {label} of {job} reads."))
    if label.alike > 1:  # which of them it was, nobody knows
        said = message(
            "It reads: {done} of {count} of {job} scanned.",
            done=label.done + 1,
            count=label.asked,
            job=label.job,
        )
    return Outcome(OutcomeKind.OK, said)


def does_not_read(tx: Tx, label: Waiting) -> Message:
    """Keep that a label cannot be read; the reason to print it again.

    Raises:
        Refusal: it does not wait for a scan any more.
    """
    _settle(tx, label, "fails", mark("Label {label} of {job} does not read."))
    return message("Label {label} does not read", label=label.label)


def leave(tx: Tx, label: Waiting) -> int:
    """Leave every label of its job unscanned that waits for it; how many there were."""
    which = scan_backs.numbers_waiting(tx.connection, label.job_id)
    for number in which:
        scan_backs.settle(tx, label.job_id, number, "left")
    words = message("{count} labels of {job} left unscanned", count=len(which), job=label.job)
    tx.entries.append(Entry("check", words, "job", label.job_id))
    tx.events.append(Event("job", label.job_id))
    return len(which)


def _settle(tx: Tx, label: Waiting, result: str, said: str) -> Message:
    if not scan_backs.settle(tx, label.job_id, label.label, result):
        raise refusal(
            "Label {label} of {job} waits for no scan.",
            "Look at the list of its job: somebody else was faster.",
            label=label.label,
            job=label.job,
        )
    words = message(said, label=label.label, job=label.job)
    tx.entries.append(Entry("check", words, "job", label.job_id))
    tx.events.append(Event("job", label.job_id))
    return words


def _is_same(expected: Reading, reading: Reading) -> bool:
    """Every byte, and the symbology where the scanner tells it.

    A scanner that tells none sends a UPC-A with 12 digits; with it, as EAN-13 of 13.
    """
    if reading.symbology is not None:
        return (reading.symbology, reading.text) == (expected.symbology, expected.text)
    shorter = expected.text[1:] if _is_upc(expected) else expected.text
    return reading.text in {expected.text, shorter}


def _is_upc(reading: Reading) -> bool:
    return reading.symbology == "]E0" and len(reading.text) == 13 and reading.text[0] == "0"  # noqa: PLR2004 - digits of an EAN-13


def _another(tx: Tx, label: Waiting, expected: Sequence[Reading], reading: Reading) -> Refusal:
    if any(each.text.replace(_GS, "") == reading.text for each in expected):
        return refusal(
            "Label {label} of {job} came without its separators.",
            "Set the scanner to send them (Scanners, Test a scanner), then scan it again.",
            label=label.label,
            job=label.job,
        )
    if any(each.text == reading.text for each in expected):
        return refusal(
            "This symbol says the right thing, but is not of the kind that was printed.",
            "Scan label {label} of {job} itself.",
            label=label.label,
            job=label.job,
        )
    found = finding.as_scanned(tx.connection, reading, tx.by.on)
    if found:
        return refusal(
            "This label names {code}. Label {label} of {job} says something else.",
            "Scan label {label} of {job}; or press Does not read.",
            code=found[0].title,
            label=label.label,
            job=label.job,
        )
    return refusal(
        "This is not label {label} of {job}.",
        "Scan label {label} of {job}; or press Does not read.",
        label=label.label,
        job=label.job,
    )
