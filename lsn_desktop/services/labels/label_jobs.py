"""A print job on its way: each label waits, is sent, is printed, or nobody knows.

A label is marked ``sent`` in a transaction of its own before a byte of it leaves, and
``printed`` when its way has said so. What was sent when a program ended, or a connection broke,
is ``uncertain``: a person is asked, nothing is guessed. A job is ``sent`` while its labels go
out, ``paused`` by a person, by its printer or by a label in doubt.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.services.labels import labelling, scanning_back, sheets_begun
from lsn_desktop.services.labels.labelling import UNPRINTED, OrderLabels, Wanted
from lsn_desktop.storage import label_copies, printed, scan_backs
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lsn_desktop.storage.printed import Copy, PrintJob
    from lsn_desktop.storage.transactions import Tx

_OPEN = ("drawn", "sent", "paused")


def release(tx: Tx, job_id: int) -> bool:
    """Let the labels of a drawn job go to their printer; False if it has no need of that."""
    if not label_copies.hold(tx, job_id, "drawn", "sent"):
        return False
    _change(tx, job_id, "sent")
    return True


def saved(tx: Tx, job_id: int, file: str) -> None:
    """All labels of a drawn job are in a file: printed, as far as anybody can see."""
    which = label_copies.numbers(tx.connection, job_id, "waiting")
    label_copies.bring(tx, job_id, which, ("waiting",), "printed", printed_at=tx.by.at)
    sheets_begun.used(tx, job_id, len(which))
    _change(tx, job_id, "printed", file)


def begin(tx: Tx, job_id: int) -> list[int]:
    """Mark the labels of the next page as sent, before they are; none if nothing is to be sent.

    On a roll that is one label. While one of the job is with the printer, no other is sent.
    """
    if not label_copies.hold(tx, job_id, "sent"):
        return []
    if label_copies.numbers(tx.connection, job_id, "sent", "uncertain"):
        return []
    room = sheets_begun.room(printed.job(tx.connection, job_id))
    which = label_copies.numbers(tx.connection, job_id, "waiting")[:room]
    if not which:
        _end_if_done(tx, job_id)
        return []
    label_copies.bring(tx, job_id, which, ("waiting",), "sent", printer_job="")
    tx.events.append(Event("job", job_id))
    return which


def handed_over(tx: Tx, job_id: int, which: Sequence[int], printer_job: str) -> None:
    """Keep the number a print server gave to labels: what became of them can be asked."""
    was = ("sent", "uncertain")
    label_copies.bring(tx, job_id, which, was, "sent", printer_job=printer_job)
    printed.change_job(tx, job_id, {"printer_job": printer_job})


def came_out(tx: Tx, job_id: int, which: Sequence[int]) -> None:
    """The way has said that these are printed."""
    was = ("sent", "uncertain")
    found = label_copies.bring(tx, job_id, which, was, "printed", printed_at=tx.by.at)
    sheets_begun.used(tx, job_id, found)
    if found:
        scanning_back.ask(tx, job_id, which)
    _end_if_done(tx, job_id)
    tx.events.append(Event("job", job_id))


def not_sent(tx: Tx, job_id: int, which: Sequence[int], words: str) -> None:
    """Nothing of these left: they wait again, and the job, in the printer's words."""
    label_copies.bring(tx, job_id, which, ("sent",), "waiting")
    _stop(tx, job_id, words)


def in_doubt(tx: Tx, job_id: int, which: Sequence[int], words: str) -> None:
    """Whether these came out is not known; a person is asked before the job goes on."""
    label_copies.bring(tx, job_id, which, ("sent",), "uncertain")
    _stop(tx, job_id, words)


def say(tx: Tx, job_id: int, words: str) -> None:
    """Keep what the printer says while a label is with it."""
    printed.change_job(tx, job_id, {"status_words": words})
    tx.events.append(Event("job", job_id))


def pause(tx: Tx, job_id: int) -> None:
    """Send no further label of a job; the one with the printer is its own.

    Raises:
        Refusal: it is not being printed.
    """
    known = printed.job(tx.connection, job_id)
    if not label_copies.hold(tx, job_id, "sent"):
        raise _is_already(known, "There is nothing to pause.")
    _stop(tx, job_id, "")
    _audit(tx, known, "pause", "Print job {number} paused after {done} of {count}")


def resume(
    tx: Tx, job_id: int, first: int | None = None, reason: str = "", sheet_start: int = 0
) -> None:
    """Let a paused job go on: at its next label, or again from an earlier one for a reason.

    Its next page begins at ``sheet_start``, 0 for where the last one ended.

    Raises:
        Refusal: it is not paused, a label is still in doubt, labels would be left out, printed
            ones come again without a reason, or its sheet has no such label.
    """
    known = printed.job(tx.connection, job_id)
    if not label_copies.hold(tx, job_id, "paused"):
        raise _is_already(known, "Only a paused job is resumed.")
    doubtful = label_copies.numbers(tx.connection, job_id, "uncertain")
    if doubtful:
        raise refusal(
            "Whether label {label} of {number} came out is not known.",
            "Look at the printer and answer that first.",
            label=doubtful[0],
            number=known.number,
        )
    if first is not None:
        _go_back_to(tx, known, first, reason)
    if sheet_start:
        sheets_begun.begin_at(tx, known, sheet_start)
    _change(tx, job_id, "sent")
    _end_if_done(tx, job_id)
    _audit(tx, known, "resume", "Print job {number} resumed at {next} of {count}")


def _go_back_to(tx: Tx, job: PrintJob, first: int, reason: str) -> None:
    waiting = label_copies.numbers(tx.connection, job.id, "waiting")
    last = waiting[0] if waiting else job.labels
    if not 1 <= first <= last:
        raise refusal(
            "{number} cannot go on at label {first}.",
            "Choose a label from 1 to {last}: those after it are not printed yet.",
            number=job.number,
            first=first,
            last=last,
        )
    out = label_copies.numbers(tx.connection, job.id, "printed")
    again = [one for one in out if one >= first]
    if not again:
        return
    if not reason.strip():
        raise refusal(
            "Labels {first} to {last} of {number} are printed.",
            "Say why they are printed again.",
            first=again[0],
            last=again[-1],
            number=job.number,
        )
    label_copies.bring(tx, job.id, again, ("printed",), "waiting")
    scan_backs.forget(tx, job.id, again)
    words = message(
        "Labels {first} to {last} of {number} printed again: {reason}",
        first=again[0],
        last=again[-1],
        number=job.number,
        reason=reason.strip(),
    )
    tx.entries.append(Entry("reprint", words, "job", job.id))


def answer(tx: Tx, job_id: int, label: int, *, came: bool) -> None:
    """A person has looked whether a label in doubt came out; if not, it is printed now.

    The job goes on with it, and with the rest. The labels of a sheet are on one page: the
    answer is for all of them, and the job waits for where on the next sheet it goes on.

    Raises:
        Refusal: it is not in doubt any more.
    """
    known = printed.job(tx.connection, job_id)
    values = {"printed_at": tx.by.at} if came else {}
    state = "printed" if came else "waiting"
    which = _on_page_with(tx, known, label)
    if label_copies.bring(tx, job_id, which, ("uncertain",), state, **values) != len(which):
        raise refusal(
            "Label {label} of {number} is not in doubt.",
            "Look at its list again: somebody else has answered.",
            label=label,
            number=known.number,
        )
    if came:
        sheets_begun.used(tx, job_id, len(which))
        scanning_back.ask(tx, job_id, which)
    if not label_copies.numbers(tx.connection, job_id, "uncertain"):
        goes_on = not came and not known.sheet and label_copies.hold(tx, job_id, "paused")
        status = "sent" if goes_on else printed.job(tx.connection, job_id).status
        printed.change_job(tx, job_id, {"status": status, "status_words": ""})
    _end_if_done(tx, job_id)
    said = "Label {label} of {number} came out"
    if not came:
        said = "Label {label} of {number} did not come out"
    label_words = f"{which[0]}" if len(which) == 1 else f"{which[0]}-{which[-1]}"
    words = message(said, label=label_words, number=known.number)
    tx.entries.append(Entry("answer", words, "job", job_id))
    tx.events.append(Event("job", job_id))


def _on_page_with(tx: Tx, job: PrintJob, label: int) -> list[int]:
    """The labels in doubt that are on the page of this one."""
    doubtful = label_copies.numbers(tx.connection, job.id, "uncertain")
    return doubtful if job.sheet and label in doubtful else [label]


def move_to(tx: Tx, job_id: int, printer: str) -> None:
    """Let what is left of a resumed job come out of another printer, drawn for its dots.

    Raises:
        Refusal: a label is with the printer it goes to now.
    """
    known = printed.job(tx.connection, job_id)
    if label_copies.numbers(tx.connection, job_id, "sent", "uncertain"):
        raise _is_already(known, "Wait until the label with its printer has come out.")
    values: dict[str, object] = {"printer": printer, "status": "waiting", "pdf_blob_id": None}
    printed.change_job(tx, job_id, values)
    words = message("Print job {number} goes on at {printer}", number=known.number,
                    printer=printer or "PDF")  # fmt: skip
    tx.entries.append(Entry("move", words, "job", job_id))
    tx.events.append(Event("job", job_id))


def cancel(tx: Tx, job_id: int) -> None:
    """Print nothing more of a job; its number stays used, printed labels stay printed.

    One that has a label with the printer, or in doubt, ends when that is known.

    Raises:
        Refusal: it ended, or only what is with the printer is left.
    """
    known = printed.job(tx.connection, job_id)
    if not label_copies.hold(tx, job_id, *UNPRINTED, *_OPEN):
        raise _is_already(known, "Nothing of it is left to cancel.")
    if not label_copies.give_up(tx, job_id) and known.status not in UNPRINTED:
        raise refusal(
            "Nothing more of {number} waits.",
            "What is with the printer is cancelled there; what is in doubt, look for it.",
            number=known.number,
        )
    if not label_copies.numbers(tx.connection, job_id, "sent", "uncertain"):
        _change(tx, job_id, "cancelled")
    _audit(tx, known, "cancel", "Print job {number} cancelled after {done} of {count}")


def interrupted(tx: Tx) -> list[int]:
    """Labels this workstation was sending when its program ended are in doubt from now on.

    To be called by the one program that prints here, before it prints. Those that a print
    server has a number for are asked of it instead.

    Returns:
        the jobs of which a person is asked.

    """
    found = []
    for job_id in label_copies.at_work(tx.connection, tx.by.workstation_id):
        sent = label_copies.with_printer(tx.connection, job_id)
        lost = [number for number, printer_job in sent if not printer_job]
        if lost:
            in_doubt(tx, job_id, lost, str(message("The program ended while it was sent.")))
            found.append(job_id)
    return found


@dataclass(frozen=True, slots=True)
class Reprint:
    """An order to print a job's labels again, or some of them; the reason is kept.

    On sheets they begin at ``sheet_start``, 0 for where the last sheet ended here. ``claims``
    is as of :class:`OrderLabels`.
    """

    uid: str
    job_id: int
    template_version: str
    template_digest: str
    printer: str
    reason: str
    only: Sequence[int] = ()
    sheet_start: int = 0
    claims: bool = True


def reprint(tx: Tx, order: Reprint) -> int:
    """Number a new job with the labels of another; those voided since are left out.

    Raises:
        Refusal: no reason is given, every label was voided, or the job itself can go on.
    """
    before = printed.job(tx.connection, order.job_id)
    if not order.reason.strip():
        raise refusal(
            "A reprint needs a reason.",
            "Say what became of the labels of {number}.",
            number=before.number,
        )
    again = [
        Wanted(
            copy.lsn_id,
            copy.line_id,
            copy.location_id,
            1,
            _of_unit(copy),
            copy.unit_id,
            copy.item_id,
        )
        for copy in printed.copies(tx.connection, order.job_id, voided=False)
        if not order.only or copy.number in order.only
    ]
    if not again:
        raise refusal(
            "Every label of {number} was voided: the goods were taken back.",
            "Print labels of the goods that are there.",
            number=before.number,
        )
    return labelling.order_labels(
        tx,
        OrderLabels(
            uid=order.uid,
            template=before.template,
            template_version=order.template_version,
            template_digest=order.template_digest,
            wanted=again,
            printer=order.printer,
            document_id=before.document_id,
            reason=f"{before.number}: {order.reason.strip()}",
            reprint_of=before.id,
            sheet=before.sheet,
            sheet_labels=before.sheet_labels,
            sheet_start=order.sheet_start or sheets_begun.next_place(tx, before.sheet),
            claims=order.claims,
        ),
    )


def _of_unit(copy: Copy) -> Mapping[str, str] | None:
    """The fields of the label of a pallet or case: it says what was in it then."""
    return None if copy.unit_id is None else copy.fields


def _stop(tx: Tx, job_id: int, words: str) -> None:
    """Pause a job that is being printed, in these words."""
    if label_copies.hold(tx, job_id, "sent", "paused"):
        _change(tx, job_id, "paused", words)


def _end_if_done(tx: Tx, job_id: int) -> None:
    left = label_copies.numbers(tx.connection, job_id, "waiting", "sent", "uncertain")
    if not left and label_copies.hold(tx, job_id, "sent", "paused"):
        given_up = label_copies.numbers(tx.connection, job_id, "cancelled")
        _change(tx, job_id, "cancelled" if given_up else "printed")


def _change(tx: Tx, job_id: int, status: str, words: str = "") -> None:
    printed.change_job(tx, job_id, {"status": status, "status_words": words})
    tx.events.append(Event("job", job_id))


def _audit(tx: Tx, job: PrintJob, action: str, said: str) -> None:
    waiting = label_copies.numbers(tx.connection, job.id, "waiting")
    done = label_copies.numbers(tx.connection, job.id, "printed")
    words = message(
        said,
        number=job.number,
        done=len(done),
        count=job.labels,
        next=waiting[0] if waiting else job.labels,
    )
    tx.entries.append(Entry(action, words, "job", job.id))


def _is_already(job: PrintJob, remedy: str) -> Refusal:
    return refusal(
        "{number} is {status} already.", remedy, number=job.number, status=job.status
    )
