"""``lsn replay``: a recorded scanner, fed to a page of the program as a device feeds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.cli.common import frames_of, opened
from lsn_desktop.cli.receive import add_file, close, feed, show
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind
from lsn_desktop.domain.refusals import Refusal, Unavailable, refusal
from lsn_desktop.program import new_uid
from lsn_desktop.scanning.commands import command
from lsn_desktop.services.certificates import certificate_drafts
from lsn_desktop.services.codes import finding
from lsn_desktop.services.documents import commanding
from lsn_desktop.services.labels import label_subjects
from lsn_desktop.services.receipts import receiving
from lsn_desktop.storage import catalogue, documents

if TYPE_CHECKING:
    import argparse

    from lsn_desktop.program import Program, Station
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.storage.transactions import Tx

_FINDS = {
    "home": finding.scanned,
    "labels": label_subjects.scanned,
    "certificates": certificate_drafts.scanned,
}
"""The pages that only find what is scanned, and how."""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = commands.add_parser("replay", help=_("feed a recorded scanner"))
    parser.add_argument(
        "--screen",
        choices=("receive", *_FINDS),
        default="receive",
        help=_("the page that takes the scans"),
    )
    parser.add_argument("--session", default="", metavar="S", help=_("an open receipt"))
    add_file(parser)
    parser.set_defaults(run=replay)


def replay(arguments: argparse.Namespace) -> int:
    """Feed a recorded scanner into an open receipt, a new blind one, or another page."""
    with opened(arguments) as (program, station):
        frames = frames_of(arguments.file, raw=arguments.raw, on=station.by().on)
        if arguments.screen in _FINDS:
            return _find(program, station, frames, arguments)
        document_id = _session(program, station, arguments.session)
        refused = feed(program, station, document_id, frames, arguments)
        return close(program, station, document_id, refused, arguments)


def _find(
    program: Program, station: Station, frames: list[bytes], arguments: argparse.Namespace
) -> int:
    """Look up scan by scan; the first that means nothing ends it but for ``--keep-going``."""
    look = _FINDS[arguments.screen]

    def use_case(tx: Tx, reading: Reading, _expected: Expectation, _id: int) -> Outcome:
        asked = command(reading.text) if reading.read_as == "command" else None
        if asked is not None:
            raise commanding.nothing_to_do(asked)
        return look(tx, reading)[0]

    first: Refusal | None = None
    for frame in frames:
        ran = program.scan(station, frame, "file", Expectation(0), use_case)
        if ran.bug:
            raise ran.bug
        outcome = ran.outcome
        nothing = outcome.remedy or message("")
        if outcome.kind is OutcomeKind.FAILED:
            raise Unavailable(outcome.words, nothing)
        program.told.told(outcome.seq)
        show(frame, outcome, "", as_json=arguments.json)
        if outcome.kind is OutcomeKind.REFUSED:
            first = first or Refusal(outcome.words, nothing)
        if first and not arguments.keep_going:
            raise first
    return 0


def _session(program: Program, station: Station, number: str) -> int:
    with program.database.reading() as connection:
        if number:
            found = documents.by_number(connection, number)
            if found is None or found.status != "draft":
                raise refusal("{number} is no open receipt.", "See lsn documents --open.",
                              number=number)  # fmt: skip
            return found.id
        place = catalogue.real_locations(connection, ("receiving",))[0]
    new = receiving.OpenReceipt(uid=new_uid(), location_id=place.id)
    return program.database.run(station.by(), lambda tx: receiving.open_receipt(tx, new))
