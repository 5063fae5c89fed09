"""`lsn parse`: how scans are read, one JSON object per scan. Touches no database."""

from __future__ import annotations

import codecs
import sys
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsn_desktop.cli import complain
from lsn_desktop.cli.output import tell
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import Refusal, Unavailable
from lsn_desktop.scanning.escapes import escaped, unescaped
from lsn_desktop.scanning.frames import Framer
from lsn_desktop.scanning.read import MOST_READ, read, read_brackets

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager
    from typing import BinaryIO

    from lsn_desktop.scanning.readings import Flaw, Reading

_PIECE = 65_536


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = commands.add_parser(
        "parse",
        help=_("show how scans are read"),
        description=_(
            "Read scans, one per line with C escapes, and show each as a JSON object."
        ),
    )
    parser.add_argument(
        "file", nargs="?", default="-", metavar="FILE", help=_("- is standard input")
    )
    parser.add_argument(
        "--image",
        nargs="+",
        type=Path,
        metavar="FILE",
        help=_("read every code found in pictures or PDFs instead"),
    )
    parser.add_argument(
        "--as",
        dest="claim",
        choices=["gs1"],
        help=_("take scans for GS1 although no symbology identifier says so"),
    )
    parser.add_argument(
        "--brackets",
        action="store_true",
        help=_(r"scans are written (01)...(10)..., \( is a bracket in a value; GS1 by that"),
    )
    parser.add_argument(
        "--raw", action="store_true", help=_("bytes as a serial port delivers them")
    )
    parser.add_argument("--json", action="store_true", help=_("the only form there is"))
    parser.add_argument(
        "--today",
        type=date.fromisoformat,
        default=None,
        metavar="YYYY-MM-DD",
        help=_("the day of the scan, which settles the century of a year; today if not given"),
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read every scan of the file and print what it says."""
    today = arguments.today or date.today()  # noqa: DTZ011 - the operator's own day

    def reading_of(frame: bytes) -> Reading:
        if arguments.brackets:
            return read_brackets(frame, today=today)
        return read(frame, today=today, claim=arguments.claim)

    if arguments.image:
        return _read_pictures(arguments.image, reading_of)
    with _opened(arguments.file) as file:
        for frame in _raw_frames(file) if arguments.raw else _escaped_frames(file):
            tell(as_object(reading_of(frame)))
    return 0


def _read_pictures(paths: Iterable[Path], reading_of: Callable[[bytes], Reading]) -> int:
    """Tell the codes of every file that can be read, and of the others why they cannot."""
    from lsn_desktop.devices import pictures  # noqa: PLC0415 - text waits for no decoder

    worst = 0
    for path in paths:
        try:
            for frame in pictures.codes_in(path):
                tell({"file": str(path)} | as_object(reading_of(frame)))
        except (Refusal, Unavailable) as failure:
            worst = max(worst, complain(failure))
    return worst


def _opened(name: str) -> AbstractContextManager[BinaryIO]:
    if name == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return open(name, "rb")  # noqa: PTH123 - the caller closes it
    except OSError as error:
        raise Unavailable(
            message("{file} cannot be read: {reason}.", file=name, reason=error.strerror),
            message("Give the name of a file that can be read, or - for standard input."),
        ) from error


def _escaped_frames(file: Iterable[bytes]) -> Iterator[bytes]:
    """Scans of a text file, one per line; every line is one, an empty one too.

    A byte order mark, with which some editors begin a file, is no part of the first.
    """
    mark = codecs.BOM_UTF8
    for line in file:
        yield unescaped(line.removeprefix(mark).rstrip(b"\r\n"))
        mark = b""


def _raw_frames(file: BinaryIO) -> Iterator[bytes]:
    """Scans of recorded bytes, cut as a serial scanner's are; the last may lack its suffix."""
    framer = Framer(limit=MOST_READ + 1)  # of an over-long line so much that it shows as one
    while piece := file.read(_PIECE):
        for frame in framer.feed(piece, 0):
            yield frame.content
    for frame in framer.restart():
        yield frame.content


def as_object(reading: Reading) -> dict[str, Any]:
    """A reading in the form that scripts rely on; absent fields are None."""
    return {
        "scan": escaped(reading.scan),
        "symbology": reading.symbology,
        "read_as": reading.read_as,
        "valid": reading.valid,
        "elements": [
            {"id": part.id, "title": part.title, "raw": part.raw, "value": part.value}
            for part in reading.elements
        ],
        "gtin": reading.gtin,
        "content_gtin": reading.content_gtin,
        "sscc": reading.sscc,
        "lot": reading.lot,
        "serial": reading.serial,
        "expiry": _text(reading.expiry),
        "best_before": _text(reading.best_before),
        "production": _text(reading.production),
        "quantity": _text(reading.quantity),
        "weight_kg": _text(reading.weight_kg),
        "digital_link": reading.digital_link,
        "errors": _flaws(reading.errors),
        "warnings": _flaws(reading.warnings),
        "questions": _flaws(reading.questions),
    }


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _flaws(flaws: Iterable[Flaw]) -> list[dict[str, str]]:
    return [{"id": flaw.id, "code": flaw.code, "message": str(flaw.message)} for flaw in flaws]
