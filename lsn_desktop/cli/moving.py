"""``lsn move``: goods go from a place to a place, by their scans."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lsn_desktop.cli.common import frames_of, opened, say
from lsn_desktop.cli.receive import add_file, show
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.moving import Moving
from lsn_desktop.domain.outcomes import Expectation, OutcomeKind
from lsn_desktop.domain.refusals import Refusal, Unavailable, refusal
from lsn_desktop.scanning.commands import command
from lsn_desktop.services.moves import move_commands, move_scans, moving
from lsn_desktop.storage import documents, standing

if TYPE_CHECKING:
    import argparse

    from lsn_desktop.domain.outcomes import Outcome
    from lsn_desktop.program import Program, Station
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.storage.standing import Spot
    from lsn_desktop.storage.transactions import Tx


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = commands.add_parser("move", help=_("move goods from a place to a place"))
    parser.add_argument("--from", dest="source", required=True, metavar="LOCATION")
    parser.add_argument("--to", dest="target", required=True, metavar="LOCATION")
    add_file(parser)
    parser.set_defaults(run=move)


def move(arguments: argparse.Namespace) -> int:
    """Move what each scan of a file names; a scan that is refused takes all of it back.

    Raises:
        Refusal: a place is none of ours, or the first scan that was refused, without
            ``--keep-going``.
    """
    with opened(arguments) as (program, station):
        frames = frames_of(arguments.file, raw=arguments.raw, on=station.by().on)
        source, target = _place(program, arguments.source), _place(program, arguments.target)
        made, refused = _feed(program, station, frames, (source, target), arguments)
        if refused and not arguments.keep_going:
            for document_id in reversed(made):
                program.database.run(station.by(), partial(_back, document_id))
            raise refused
        if not arguments.json:
            say(f"{len(made)} moved to {target.code}")
    return 0


def _back(document_id: int, tx: Tx) -> None:
    moving.undo(tx, document_id)


def _place(program: Program, code: str) -> Spot:
    with program.database.reading() as connection:
        spot = standing.spot_by_code(connection, code)
    if spot is None:
        raise refusal("There is no place {code}.", "Check --from and --to.", code=code)
    return moving.must_take_goods(spot)


def _feed(
    program: Program,
    station: Station,
    frames: list[bytes],
    way: tuple[Spot, Spot],
    arguments: argparse.Namespace,
) -> tuple[list[int], Refusal | None]:
    """Scan by scan; the transfers made, and the first scan that was refused."""
    source, target = way
    begun = Expectation(0, moving=Moving(source.id, source.code))
    made: list[int] = []
    expected, first = begun, None
    for frame in frames:
        ran = program.scan(station, frame, "file", expected, partial(_move, target))
        if ran.bug:
            raise ran.bug
        outcome = ran.outcome
        if outcome.kind is OutcomeKind.FAILED:
            raise Unavailable(outcome.words, outcome.remedy or message("Nothing was moved."))
        program.told.told(outcome.seq)
        number = ""
        if outcome.move is not None and outcome.move.document_id is not None:
            made.append(outcome.move.document_id)
            with program.database.reading() as connection:
                number = documents.by_id(connection, made[-1]).number
        counted = outcome.next is not None and outcome.next.count is not None
        expected = outcome.next if counted and outcome.next is not None else begun
        show(frame, outcome, number, as_json=arguments.json)
        if outcome.kind is OutcomeKind.REFUSED:
            first = first or Refusal(outcome.words, outcome.remedy or message(""))
            if not arguments.keep_going:
                break
    return made, first


def _move(
    target: Spot, tx: Tx, reading: Reading, expected: Expectation, scan_id: int
) -> Outcome:
    """Move what a scan names; what only a person can answer is refused here."""
    asked = command(reading.text) if reading.read_as == "command" else None
    if asked is not None:
        outcome = move_commands.move_command(tx, asked, expected, scan_id)
        if asked.name == "all" and outcome.next is not None:
            return move_scans.place(tx, outcome.next, target, scan_id)
        return outcome
    if spot := standing.spot_by_code(tx.connection, reading.text.strip()):
        raise refusal(
            "{place} is a place: --from and --to say where goods go.",
            "Leave it out of the file.",
            place=spot.code,
        )
    outcome = move_scans.move_scan(tx, reading, expected, scan_id)
    if outcome.question is not None:
        raise Refusal(outcome.words, message("Scan the code of the item too."))
    if outcome.next is None or outcome.next.count is not None:
        return outcome
    return move_scans.place(tx, outcome.next, target, scan_id)
