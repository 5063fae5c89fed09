"""``lsn receive``: scans from a file, the same way as from a scanner."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lsn_desktop.cli.common import bytes_of, frames_of, opened, say, with_database
from lsn_desktop.cli.output import tell
from lsn_desktop.domain.messages import _, mark, message
from lsn_desktop.domain.outcomes import Asks, Expectation, Outcome, OutcomeKind
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.domain.refusals import Refusal, Unavailable, refusal
from lsn_desktop.integrations import notices
from lsn_desktop.program import new_uid
from lsn_desktop.scanning.commands import command, said_by
from lsn_desktop.scanning.escapes import escaped
from lsn_desktop.services.documents import choosing, posting
from lsn_desktop.services.receipts import (
    announcing,
    receipt_commands,
    receipt_table,
    receiving,
    receiving_tables,
    ticking,
)
from lsn_desktop.services.receipts.announcing import AnnounceDelivery
from lsn_desktop.storage import catalogue, documents, manifests, orders

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import date

    from lsn_desktop.program import Program, Station
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.storage.manifests import Announced
    from lsn_desktop.storage.transactions import Tx

_FOR_PEOPLE = {
    Asks.ITEM: mark("Make the item first: lsn import items FILE."),
    Asks.CODE: mark("Scan the code of the item too."),
    Asks.NOT_ORDERED: mark("Receive it without --po, or on its own order."),
    Asks.QUANTITY: mark("Receive so many in the window, where you can confirm it."),
    Asks.PALLET: mark("Receive it in the window, or give the codes of what is on it."),
    Asks.EXPIRY_CONFLICT: mark("Look at the goods, then receive them in the window."),
}
"""What no later scan can answer, with the remedy."""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    receive_parser = commands.add_parser("receive", help=_("receive goods by their scans"))
    receive_parser.add_argument("--to", required=True, metavar="LOCATION")
    receive_parser.add_argument("--from", dest="vendor", default="", metavar="VENDOR")
    receive_parser.add_argument("--po", default="", metavar="N")
    receive_parser.add_argument(
        "--manifest",
        default="",
        metavar="FILE",
        help=_("what was announced: CSV, XLSX, X12 856 or EPCIS 2.0; scans tick it off"),
    )
    receive_parser.add_argument("--post", action="store_true")
    receive_parser.add_argument(
        "--table",
        action="store_true",
        help=_("FILE is a CSV: item, lot, serial, expiry, quantity; all its rows or none"),
    )
    add_file(receive_parser)
    receive_parser.set_defaults(run=receive)


def add_file(parser: argparse.ArgumentParser) -> None:
    """Give a command its file of scans, and what to do with a scan that is not taken."""
    parser.add_argument("--keep-going", action="store_true")
    parser.add_argument("--raw", action="store_true", help=_("bytes as a port delivers them"))
    parser.add_argument("file", metavar="FILE|-|demo:NAME")
    with_database(parser)


def receive(arguments: argparse.Namespace) -> int:
    """Receive every scan of a file on a new receipt, or every row of a table."""
    if arguments.table:
        return _receive_table(arguments)
    with opened(arguments) as (program, station):
        frames = frames_of(arguments.file, raw=arguments.raw, on=station.by().on)
        document_id = _open(program, station, arguments)
        refused = feed(program, station, document_id, frames, arguments)
        return close(program, station, document_id, refused, arguments)


def _receive_table(arguments: argparse.Namespace) -> int:
    """Receive the rows of a CSV in one transaction: no receipt is begun for a wrong one."""
    data = bytes_of(arguments.file)
    table = receipt_table.read(Path(arguments.file).name, data)
    with opened(arguments) as (program, station):
        new, by = _new(program, arguments), station.by()
        announced = notice_of(program, arguments, by.on) if arguments.manifest else None

        def take(tx: Tx) -> tuple[int, Sequence[Outcome]]:
            document_id = receiving.open_receipt(tx, new)
            if announced is not None:
                announcing.announce(tx, replace(announced, document_id=document_id))
            outcomes = receiving_tables.receive_table(tx, document_id, table)
            if arguments.post:
                posting.post(tx, document_id)
            return document_id, outcomes

        document_id, outcomes = program.database.run(by, take)
        program.told.told(outcomes[-1].seq)
        with program.database.reading() as connection:
            head = documents.by_id(connection, document_id)
    for row, outcome in zip(table.rows, outcomes, strict=True):
        if arguments.json or outcome.kind is not OutcomeKind.OK:
            show(row.text.encode(), outcome, head.number, as_json=arguments.json)
    if not arguments.json:
        say(f"{head.number} {head.status}, {len(outcomes)} lines")
    return 0


def _open(program: Program, station: Station, arguments: argparse.Namespace) -> int:
    new, by = _new(program, arguments), station.by()
    announced = notice_of(program, arguments, by.on) if arguments.manifest else None

    def take(tx: Tx) -> int:
        document_id = receiving.open_receipt(tx, new)
        if announced is not None:
            announcing.announce(tx, replace(announced, document_id=document_id))
        return document_id

    return program.database.run(by, take)


def notice_of(program: Program, arguments: argparse.Namespace, on: date) -> AnnounceDelivery:
    """The notice a delivery is received by, read from its file."""
    name, data = Path(arguments.manifest).name, bytes_of(arguments.manifest)
    with program.database.reading() as connection:
        notice = notices.read(connection, name, data, on)
    return AnnounceDelivery(new_uid(), 0, name, data, notice)


def _new(program: Program, arguments: argparse.Namespace) -> receiving.OpenReceipt:
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
    return receiving.OpenReceipt(
        uid=new_uid(),
        location_id=place.id,
        purchase_order_id=order.id if order else None,
        vendor_id=vendor.id if vendor else None,
    )


def feed(
    program: Program,
    station: Station,
    document_id: int,
    frames: list[bytes],
    arguments: argparse.Namespace,
) -> Refusal | None:
    """Scan by scan; the first one not taken, which ends it but for ``--keep-going``."""
    expectation = Expectation(document_id)
    first: Refusal | None = None
    for frame in frames:
        number = _number(program, expectation.document_id)
        ran = program.scan(station, frame, "file", expectation, _receive)
        if ran.bug:
            raise ran.bug
        outcome, before = ran.outcome, expectation
        if outcome.kind is OutcomeKind.FAILED:
            raise Unavailable(outcome.words, outcome.remedy or message("Nothing was added."))
        expectation = outcome.next or expectation
        program.told.told(outcome.seq)
        meant = command(said_by(frame)) is not None  # a command puts aside on purpose
        if not meant and _left_behind(before, expectation):
            first = first or _unfinished(program, station, before, number, arguments)
        show(frame, outcome, number, as_json=arguments.json)
        if outcome.kind is OutcomeKind.REFUSED:
            first = first or Refusal(outcome.words, outcome.remedy or message(""))
        if first and not arguments.keep_going:
            return first
    if expectation.label:
        program.database.run(
            station.by(), lambda tx: receiving.begin_next_label(tx, expectation)
        )
        number = _number(program, expectation.document_id)
        first = first or _unfinished(program, station, expectation, number, arguments)
    return first


def _number(program: Program, document_id: int) -> str:
    """The number of the receipt scans are taken on; empty after it was posted."""
    if not document_id:
        return ""
    with program.database.reading() as connection:
        return documents.by_id(connection, document_id).number


def _receive(tx: Tx, reading: Reading, expectation: Expectation, scan_id: int) -> Outcome:
    """Take a scan as the dock does; but what only a person can answer is refused here."""
    asked = command(reading.text) if reading.read_as == "command" else None
    if not expectation.document_id and asked is None:
        return choosing.choose_by_scan(tx, reading, expectation, scan_id)
    if asked is not None:
        return receipt_commands.receive_command(tx, asked, expectation, scan_id)
    outcome = receiving.receive_scan(tx, reading, expectation, scan_id)
    question = outcome.question
    if outcome.kind is OutcomeKind.QUESTION and question and question.asks in _FOR_PEOPLE:
        raise Refusal(outcome.words, message(_FOR_PEOPLE[question.asks]))
    return outcome


def _left_behind(before: Expectation, after: Expectation) -> bool:
    """Whether a scan began the next label before the one in progress was finished."""
    kept = after.label.scan_ids + (after.last.scan_ids if after.last else ())
    return not set(before.label.scan_ids) <= set(kept)


def _unfinished(
    program: Program,
    station: Station,
    expectation: Expectation,
    number: str,
    arguments: argparse.Namespace,
) -> Refusal:
    """Say of a label in progress that it never became a line."""
    words = program.database.run(
        station.by(), lambda tx: receiving.unfinished_words(tx, expectation.label)
    )
    remedy = message("Scan all the codes of the label.")
    show(b"", Outcome(OutcomeKind.UNFINISHED, words, remedy=remedy), number,
          as_json=arguments.json)  # fmt: skip
    return Refusal(words, remedy)


def show(frame: bytes, outcome: Outcome, number: str, *, as_json: bool) -> None:
    """Tell what a scan came to, and on which document."""
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
        if outcome.question is not None and outcome.question.asks is Asks.READING:
            for choice in outcome.question.answers:
                say(f"{'':9} {choice.words}")


def close(
    program: Program,
    station: Station,
    document_id: int,
    refused: Refusal | None,
    arguments: argparse.Namespace,
) -> int:
    """Post or keep what was taken.

    Raises:
        Refusal: the first scan that was not taken, without ``--keep-going``. A receipt that
            was begun for it is discarded then.
    """
    with program.database.reading() as connection:
        lines = len(documents.lines(connection, document_id))
        is_draft = documents.by_id(connection, document_id).status == "draft"
    given_up = refused is not None and not arguments.keep_going
    begun_here = not getattr(arguments, "session", "")
    if not is_draft:  # a command posted it
        pass
    elif begun_here and (given_up or not lines):
        program.database.run(station.by(), lambda tx: posting.discard(tx, document_id))
    elif getattr(arguments, "post", False) and not given_up:
        program.database.run(station.by(), lambda tx: posting.post(tx, document_id))
    if refused and given_up:
        raise refused
    with program.database.reading() as connection:
        head = documents.by_id(connection, document_id)
        announced = manifests.lines(connection, ticking.going_by(head))
    if not arguments.json:
        say(f"{head.number} {head.status}, {lines} lines")
        _say_missing(announced)
    return 0


def _say_missing(announced: Sequence[Announced]) -> None:
    """Say what was announced and did not come."""
    for line in announced:
        if line.left:
            what = " ".join(filter(None, (line.item or line.named, line.lot, line.serial)))
            left = plain(off_grid(line.left, line.decimals))
            say(
                str(
                    message(
                        "missing   {left} {unit} {what}", left=left, unit=line.unit, what=what
                    )
                )
            )
