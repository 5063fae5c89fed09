"""``lsn receive`` and ``lsn replay``: scans from a file, the same way as from a scanner."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from lsn_desktop.cli.common import frames_of, opened, say, with_database
from lsn_desktop.cli.output import tell
from lsn_desktop.domain.messages import _
from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind
from lsn_desktop.domain.quantities import plain
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.program import new_uid
from lsn_desktop.scanning.escapes import escaped
from lsn_desktop.services import posting, receiving
from lsn_desktop.storage import catalogue, documents, orders

if TYPE_CHECKING:
    import argparse

    from lsn_desktop.program import Program, Station
    from lsn_desktop.storage.documents import Document
    from lsn_desktop.storage.transactions import Tx

_TAKEN = {OutcomeKind.OK, OutcomeKind.ATTENTION, OutcomeKind.HEARD}


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register ``receive`` and ``replay``."""
    receive_parser = commands.add_parser("receive", help=_("receive goods by their scans"))
    receive_parser.add_argument("--to", required=True, metavar="LOCATION")
    receive_parser.add_argument("--from", dest="vendor", default="", metavar="VENDOR")
    receive_parser.add_argument("--po", default="", metavar="N")
    receive_parser.add_argument("--post", action="store_true")
    replay_parser = commands.add_parser("replay", help=_("feed a recorded scanner"))
    replay_parser.add_argument("--screen", choices=("receive",), default="receive")
    replay_parser.add_argument("--session", default="", metavar="S", help=_("an open receipt"))
    for parser in (receive_parser, replay_parser):
        parser.add_argument("--keep-going", action="store_true")
        parser.add_argument(
            "--raw", action="store_true", help=_("bytes as a port delivers them")
        )
        parser.add_argument("file", metavar="FILE|-")
        with_database(parser)
    receive_parser.set_defaults(run=receive)
    replay_parser.set_defaults(run=replay)


def receive(arguments: argparse.Namespace) -> int:
    """Receive every scan of a file on a new receipt."""
    frames = frames_of(arguments.file, raw=arguments.raw)
    with opened(arguments) as (program, station):
        document_id = _open(program, station, arguments)
        refused = _feed(program, station, document_id, frames, arguments)
        if arguments.post and (arguments.keep_going or not refused):
            program.database.run(station.by(), lambda tx: posting.post(tx, document_id))
        return _close(program, document_id, refused, arguments)


def replay(arguments: argparse.Namespace) -> int:
    """Feed a recorded scanner into an open receipt, or into a new blind one."""
    frames = frames_of(arguments.file, raw=arguments.raw)
    with opened(arguments) as (program, station):
        document_id = _session(program, station, arguments.session)
        refused = _feed(program, station, document_id, frames, arguments)
        return _close(program, document_id, refused, arguments)


def _open(program: Program, station: Station, arguments: argparse.Namespace) -> int:
    with program.database.reading() as connection:
        place = catalogue.location_by_code(connection, arguments.to)
        order = orders.by_number(connection, arguments.po) if arguments.po else None
        vendor = catalogue.party_by_code(connection, arguments.vendor)
    if place is None or not place.is_real:
        raise refusal("There is no place {code}.", "Choose another --to.", code=arguments.to)
    if arguments.po and order is None:
        raise refusal("There is no order {number}.", "Check --po.", number=arguments.po)
    if arguments.vendor and vendor is None:
        raise refusal("There is no vendor {code}.", "Check --from.", code=arguments.vendor)
    new = receiving.OpenReceipt(
        uid=new_uid(),
        location_id=place.id,
        purchase_order_id=order.id if order else None,
        vendor_id=vendor.id if vendor else None,
    )
    return program.database.run(station.by(), lambda tx: receiving.open_receipt(tx, new))


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


def _feed(
    program: Program,
    station: Station,
    document_id: int,
    frames: list[bytes],
    arguments: argparse.Namespace,
) -> int:
    """Scan by scan; how many were not taken. The first one ends it, but for --keep-going."""
    expectation = Expectation(document_id)
    refused = 0
    with program.database.reading() as connection:
        number = documents.by_id(connection, document_id).number
    for frame in frames:
        ran = program.scan(station, frame, "file", expectation, receiving.receive_scan)
        if ran.bug:
            raise ran.bug
        expectation = ran.outcome.next or expectation
        _show(frame, ran.outcome, number, as_json=arguments.json)
        program.told.told(ran.outcome.seq)
        if ran.outcome.kind not in _TAKEN:
            refused += 1
            if not arguments.keep_going:
                break
    if expectation.label:
        refused += 1
        say_last = program.enter(
            station, "end", expectation, lambda tx, seen, _id: _unfinished(tx, seen)
        )
        _show(b"", say_last.outcome, number, as_json=arguments.json)
    return refused


def _unfinished(tx: Tx, expectation: Expectation) -> Outcome:
    after = receiving.begin_next_label(tx, expectation)
    words = receiving.unfinished_words(tx, expectation.label)
    return Outcome(OutcomeKind.UNFINISHED, words, after)


def _show(frame: bytes, outcome: Outcome, number: str, *, as_json: bool) -> None:
    line = outcome.line
    row = {
        "seq": outcome.seq,
        "scan": escaped(frame),
        "outcome": outcome.kind.value,
        "words": str(outcome.words),
        "remedy": str(outcome.remedy) if outcome.remedy else None,
        "item": line.sku or None,
        "gtin": line.gtin,
        "lot": line.lot,
        "serial": line.serial,
        "expiry": line.expiry,
        "quantity": plain(line.quantity) if line.quantity is not None else None,
        "line": line.line_id,
        "document": number,
    }
    if as_json:
        tell(row)
    else:
        say(f"{outcome.kind.value:9} {outcome.words}")
        if outcome.kind is OutcomeKind.REFUSED and outcome.remedy:
            say(f"{'':9} {outcome.remedy}")


def _close(
    program: Program, document_id: int, refused: int, arguments: argparse.Namespace
) -> int:
    with program.database.reading() as connection:
        head: Document = documents.by_id(connection, document_id)
        lines = len(documents.lines(connection, document_id))
    if not arguments.json:
        say(f"{head.number} {head.status}, {lines} lines")
    if refused and not arguments.keep_going:
        sys.stderr.write(
            _("Some scans were not received; see above. --keep-going takes the others.") + "\n"
        )
        return 1
    return 0
