"""``lsn build``: goods are made by their scans: components, finished serials, places."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import TYPE_CHECKING

from lsn_desktop.cli.common import frames_of, opened, say
from lsn_desktop.cli.feeding import feed
from lsn_desktop.cli.receive import add_file, close, show
from lsn_desktop.domain.making import Making
from lsn_desktop.domain.messages import _, mark, message
from lsn_desktop.domain.outcomes import Asks, Expectation, OutcomeKind
from lsn_desktop.domain.quantities import on_grid
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.program import new_uid
from lsn_desktop.scanning.commands import command
from lsn_desktop.services.builds import (
    build_choosing,
    build_commands,
    build_outputs,
    build_scans,
    building,
)
from lsn_desktop.services.builds.building import OpenBuild
from lsn_desktop.services.documents import posting
from lsn_desktop.storage import builds, catalogue, documents

if TYPE_CHECKING:
    import argparse

    from lsn_desktop.domain.outcomes import Outcome
    from lsn_desktop.program import Program, Station
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.storage.transactions import Tx

_FOR_PEOPLE = {
    Asks.CODE: mark("Scan the code of the item too."),
    Asks.NOT_ORDERED: mark("Use it in the window, where you can say that it replaces another."),
    Asks.QUANTITY: mark("Do it in the window, where you can confirm it."),
    Asks.NEW_CODE: mark("Give --new if codes nobody knows are of what is made."),
    Asks.WAY: mark("Say with --from and --to where goods are taken and put."),
}
"""What no later scan can answer, with the remedy."""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = commands.add_parser("build", help=_("make goods of goods by their scans"))
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--work-order", default="", metavar="N")
    what.add_argument("--item", default="", metavar="SKU")
    parser.add_argument("--quantity", default="1", metavar="Q", help=_("of the item"))
    parser.add_argument(
        "--kind", choices=("build", "disassembly", "rework"), default="build",
        help=_("what is done with the item"),
    )  # fmt: skip
    parser.add_argument(
        "--part-of",
        action="store_true",
        help=_("components belong to the finished serial scanned with them"),
    )
    parser.add_argument("--from", dest="source", default="", metavar="LOCATION")
    parser.add_argument(
        "--to", default="", metavar="LOCATION", help=_("where what is made goes")
    )
    parser.add_argument(
        "--number", type=int, default=0, metavar="N", help=_("number so many outputs at last")
    )
    parser.add_argument(
        "--new", action="store_true", help=_("codes nobody knows are of what is made")
    )
    add_file(parser)
    parser.set_defaults(run=build, post=True)


def build(arguments: argparse.Namespace) -> int:
    """Put every scan of a file on a new build, and post it.

    Raises:
        Refusal: there is no such order, item or place; the first scan that was refused,
            without ``--keep-going``; or it cannot be posted. The build is discarded then.
    """
    with opened(arguments) as (program, station):
        frames = frames_of(arguments.file, raw=arguments.raw, on=station.by().on)
        order, making = _order(program, arguments)
        document_id = program.database.run(
            station.by(), lambda tx: building.open_build(tx, order)
        )
        settled = frozenset({build_scans.ALL_NEW}) if arguments.new else frozenset()
        use_case = partial(_build, Expectation(document_id, settled=settled, making=making))
        refused = feed(program, station, document_id, frames, arguments, use_case)
        try:
            if arguments.number and (refused is None or arguments.keep_going):
                _number(program, station, document_id, arguments)
            done = close(program, station, document_id, refused, arguments)
        except Refusal:
            _give_up(program, station, document_id)
            raise
        if not arguments.json:
            _say_made(program, document_id)
        return done


def _order(program: Program, arguments: argparse.Namespace) -> tuple[OpenBuild, Making]:
    with program.database.reading() as connection:
        source = target = None
        if arguments.source:
            source = catalogue.location_by_code(connection, arguments.source)
        if arguments.to:
            target = catalogue.location_by_code(connection, arguments.to)
        for code, place in ((arguments.source, source), (arguments.to, target)):
            if code and (place is None or not place.is_real):
                raise refusal("There is no place {code}.", "Check --from and --to.", code=code)
        making = Making(
            source.id if source else None,
            source.code if source else "",
            part_of=arguments.part_of,
        )
        place_id = target.id if target else None
        if arguments.work_order:
            found = builds.order_by_number(connection, arguments.work_order)
            if found is None:
                raise refusal(
                    "There is no work order {number}.",
                    "Check --work-order.",
                    number=arguments.work_order,
                )
            return OpenBuild(new_uid(), found.id, location_id=place_id), making
        item = catalogue.item_by_sku(connection, arguments.item)
    if item is None:
        raise refusal("There is no item {sku}.", "Check --item.", sku=arguments.item)
    quantity = on_grid(_quantity(arguments.quantity), item.decimals, item.unit)
    return OpenBuild(new_uid(), None, item.id, quantity, arguments.kind, place_id), making


def _quantity(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise refusal("{text} is no quantity.", "Check --quantity.", text=text) from None


def _build(
    begun: Expectation, tx: Tx, reading: Reading, expected: Expectation, scan_id: int
) -> Outcome:
    """Take a scan as the page does; but what only a person can answer is refused here."""
    if expected.making is None:  # the first scan
        expected = replace(expected, making=begun.making, settled=begun.settled)
    asked = command(reading.text) if reading.read_as == "command" else None
    if asked is not None and expected.document_id:
        return build_commands.build_command(tx, asked, expected, scan_id)
    if not expected.document_id:  # a command posted it
        return build_choosing.choose_by_scan(tx, reading, expected, scan_id)
    outcome = build_scans.build_scan(tx, reading, expected, scan_id)
    question = outcome.question
    if outcome.kind is OutcomeKind.QUESTION and question is not None:
        raise Refusal(outcome.words, message(_FOR_PEOPLE[question.asks]))
    return outcome


def _number(
    program: Program, station: Station, document_id: int, arguments: argparse.Namespace
) -> None:
    """Number what was made by our own pattern, as the last thing on the build."""

    def use_case(tx: Tx) -> Outcome:
        outcome = build_outputs.number(tx, Expectation(document_id), 0, arguments.number)
        if outcome.kind is OutcomeKind.QUESTION:
            raise Refusal(outcome.words, message(_FOR_PEOPLE[Asks.QUANTITY]))
        return outcome

    outcome = program.database.run(station.by(), use_case)
    with program.database.reading() as connection:
        number = documents.by_id(connection, document_id).number
    show(b"", outcome, number, as_json=arguments.json)


def _give_up(program: Program, station: Station, document_id: int) -> None:
    with program.database.reading() as connection:
        is_draft = documents.by_id(connection, document_id).status == "draft"
    if is_draft:
        program.database.run(station.by(), lambda tx: posting.discard(tx, document_id))


def _say_made(program: Program, document_id: int) -> None:
    """Say how far the order is."""
    with program.database.reading() as connection:
        head = documents.by_id(connection, document_id)
        if head.status == "posted":
            say(str(build_commands.progress(connection, head)))
