"""``lsn import``: files of others looked over, taken in, and taken back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from lsn_desktop.cli.common import opened, say, with_database
from lsn_desktop.cli.output import tell
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import Unavailable, refusal
from lsn_desktop.program import new_uid
from lsn_desktop.services.imports import applying, mapping, rejected, undoing
from lsn_desktop.services.imports.kinds import KINDS
from lsn_desktop.services.imports.rows import Status
from lsn_desktop.sheets import reading
from lsn_desktop.sheets.encodings import ENCODINGS
from lsn_desktop.sheets.grid import How
from printing.queues import spool

if TYPE_CHECKING:
    import argparse

    from lsn_desktop.program import Program, Station
    from lsn_desktop.services.imports.applying import Report, Source
    from lsn_desktop.services.imports.mapping import Mapped

_UNDO = "undo"


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register ``import``."""
    parser = commands.add_parser("import", help=_("take in a CSV or XLSX file"))
    parser.add_argument("kind", choices=(*KINDS, _UNDO))
    parser.add_argument("file", metavar="FILE|JOB")
    parser.add_argument(
        "--mapping",
        default="",
        metavar="M",
        help=_("a name given in the window, or FIELD=HEADING;FIELD=HEADING"),
    )
    parser.add_argument("--dry-run", action="store_true", help=_("write nothing"))
    parser.add_argument("--good-rows", action="store_true", help=_("leave wrong rows out"))
    parser.add_argument("--rejects", type=Path, metavar="FILE", help=_("keep wrong rows"))
    parser.add_argument("--sheet", default="", help=_("of an XLSX file"))
    parser.add_argument("--encoding", default="", choices=ENCODINGS)
    with_database(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Take a file in, or an import back."""
    return _undo(arguments) if arguments.kind == _UNDO else _take(arguments)


def _take(arguments: argparse.Namespace) -> int:
    file = Path(arguments.file)
    data = _bytes_of(file)
    how = How(encoding=arguments.encoding, sheet=arguments.sheet)
    grid = reading.read(data, how)
    with opened(arguments) as (program, station):
        kind = KINDS[arguments.kind]
        if "=" in arguments.mapping:
            mapped = _mapped(arguments.mapping, list(grid.headings))
        else:
            with program.database.reading() as connection:
                mapped = mapping.recalled(connection, kind, grid.headings, arguments.mapping)
        of = applying.source(kind, file.name, data, grid, mapped)
        if arguments.dry_run:
            with program.database.reading() as connection:
                report = applying.dry_run(connection, of, station.by().on)
            return _dry(arguments, of, report)
        return _apply(arguments, program, station, of)


def _apply(
    arguments: argparse.Namespace, program: Program, station: Station, of: Source
) -> int:
    try:
        job_id, report = program.database.run(
            station.by(),
            lambda tx: applying.apply(tx, of, only_good=arguments.good_rows),
        )
    except applying.Unfit as unfit:
        _keep_rejects(arguments, of, unfit.report)
        _tell_rows(arguments, unfit.report)
        raise
    _keep_rejects(arguments, of, report)
    _tell_rows(arguments, report)
    taken = len(report.rows) - report.counts[Status.WRONG]
    words = str(message("Imported {count} rows", count=taken))
    how = str(message("Undo it with: lsn import undo {job}", job=job_id))
    if arguments.json:
        tell({"done": words, "job": job_id, **_counted(report), "remedy": how})
    else:
        say(f"{words}\n{how}")
    return 0


def _dry(arguments: argparse.Namespace, of: Source, report: Report) -> int:
    """Say what would come of it; 1 if some rows cannot be taken."""
    _keep_rejects(arguments, of, report)
    _tell_rows(arguments, report)
    if arguments.json:
        tell({"dry_run": True, **_counted(report)})
    else:
        say(", ".join(f"{count} {status}" for status, count in _counted(report).items()))
    return 1 if report.counts[Status.WRONG] else 0


def _counted(report: Report) -> dict[str, int]:
    return {status.value: report.counts[status] for status in Status}


def _tell_rows(arguments: argparse.Namespace, report: Report) -> None:
    """The rows that are wrong and, of a dry run, those that would change something."""
    for row in report.rows:
        wrong = row.status is Status.WRONG
        if not wrong and (row.status is Status.SAME or not arguments.dry_run):
            continue
        if arguments.json:
            tell(
                {
                    "line": row.line,
                    "status": row.status.value,
                    "name": row.name,
                    "words": str(row.words) if row.words else None,
                    "remedy": str(row.remedy) if row.remedy else None,
                }
            )
        else:
            words = " ".join(str(each) for each in (row.words, row.remedy) if each)
            (sys.stderr if wrong else sys.stdout).write(
                f"{row.line}: {row.status.value}: {row.name} {words}".rstrip() + "\n"
            )


def _keep_rejects(arguments: argparse.Namespace, of: Source, report: Report) -> None:
    if arguments.rejects is not None and report.wrong:
        spool.save_pdf(arguments.rejects, rejected.as_csv(of, report))


def _mapped(text: str, headings: list[str]) -> Mapped:
    """``FIELD=HEADING;FIELD=HEADING``: which column is which."""
    places = {mapping.plain(each): at for at, each in reversed(list(enumerate(headings)))}
    mapped: Mapped = {}
    for pair in filter(None, text.split(";")):
        field, _equals, heading = pair.partition("=")
        if mapping.plain(heading) not in places:
            raise refusal(
                "The file has no column {heading}.",
                "Its columns are: {headings}.",
                heading=heading,
                headings=", ".join(headings),
            )
        mapped[places[mapping.plain(heading)]] = field.strip()
    return mapped


def _undo(arguments: argparse.Namespace) -> int:
    if not arguments.file.isdecimal():
        raise refusal(
            "{job} is no import.", "Give the number lsn import told.", job=arguments.file
        )
    uid = new_uid()
    with opened(arguments) as (program, station):
        rows = program.database.run(
            station.by(), lambda tx: undoing.undo(tx, int(arguments.file), uid)
        )
    words = str(message("Undid the import of {count} rows", count=rows))
    if arguments.json:
        tell({"done": words})
    else:
        say(words)
    return 0


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Unavailable(
            message("{file} cannot be read: {why}.", file=file, why=error.strerror),
            message("Give the name of a file that can be read."),
        ) from error
