"""A label that came out, scanned: held against the very symbols that were printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.paper import label_shelf
from lsn_desktop.paper.output import USUAL_DPI, template_of
from lsn_desktop.program import new_uid
from lsn_desktop.services.labels import label_jobs, scanning_back
from lsn_desktop.services.labels.label_jobs import Reprint
from lsn_desktop.storage import printed, printers, scan_backs
from printing.labels import label_layout

if TYPE_CHECKING:
    from lsn_desktop.program import Program, Station
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.services.codes.scan_runner import Ran
    from lsn_desktop.storage.scan_backs import Waiting
    from lsn_desktop.storage.transactions import Connection, Tx

_NOWHERE = Expectation(0)


def waiting(program: Program, station: Station) -> list[Waiting]:
    """The next label of each job printed here that waits for its scan."""
    with program.database.reading() as connection:
        return scan_backs.waiting(connection, station.workstation_id)


def check(program: Program, station: Station, label: Waiting, frame: bytes, device: str) -> Ran:
    """Hold a scan against the next label of a job that waits for one; it is journalled.

    A scan that comes when none waits any more is refused in words.
    """

    def use_case(tx: Tx, reading: Reading, _expected: Expectation, _scan_id: int) -> Outcome:
        next_one = _next(tx, label)
        sent = symbols(tx.connection, next_one)
        said = [program.read(one, station) for one in sent]
        return scanning_back.scanned(tx, next_one, said, reading)

    return program.scan(station, frame, device, _NOWHERE, use_case)


def sent_twice(program: Program, station: Station, frame: bytes, device: str) -> Ran:
    """Journal what came twice at once: nobody knows that it is the next label."""
    words = message(
        "That was the same within a second, and counts once."
        " If it was the next label, scan it again."
    )

    def use_case(_tx: Tx, _reading: Reading, _expected: Expectation, _id: int) -> Outcome:
        return Outcome(OutcomeKind.ATTENTION, words)

    return program.scan(station, frame, device, _NOWHERE, use_case)


def symbols(connection: Connection, label: Waiting) -> list[bytes]:
    """What a scanner sends of each symbol of a label: its identifier, and every byte.

    Raises:
        Refusal: the template is not the one it was printed with.
    """
    job = printed.job(connection, label.job_id)
    fields = printed.copies(connection, label.job_id)[label.label - 1].fields
    digest = printed.digest(connection, label.job_id)
    printer = printers.by_name(connection, label.printer)
    template = label_shelf.load(connection, job.template, digest)
    if template.digest != digest:
        raise refusal(
            "The template of {job} was changed since it was printed.",
            "What its labels should say is not known any more. Leave them unscanned.",
            job=label.job,
        )
    layout = label_layout.arrange(template, fields, printer.dpi if printer else USUAL_DPI)
    return [one.symbol.identifier.encode() + one.symbol.payload for one in layout.bars]


def print_unreadable_again(program: Program, station: Station, label: Waiting) -> int:
    """Keep that a label does not read, and number the job that prints it again for that.

    Raises:
        Refusal: it does not wait for a scan any more, or its goods were taken back.
    """
    with program.database.reading() as connection:
        job = printed.job(connection, label.job_id)
        digest = printed.digest(connection, label.job_id)
    template = template_of(program, job.template, digest)
    uid = new_uid()

    def act(tx: Tx) -> int:
        why = scanning_back.does_not_read(tx, label)
        order = Reprint(
            uid, job.id, template.version, template.digest, job.printer, str(why), [label.label]
        )
        return label_jobs.reprint(tx, order)

    return program.database.run(station.by(), act)


def _next(tx: Tx, label: Waiting) -> Waiting:
    """The label of its job that waits now: another program may have been faster.

    Raises:
        Refusal: none of them waits any more.
    """
    for one in scan_backs.waiting(tx.connection, tx.by.workstation_id):
        if one.job_id == label.job_id:
            return one
    raise Refusal(
        message("No label of {job} waits for a scan any more.", job=label.job),
        message("Look at the list of its job."),
    )
