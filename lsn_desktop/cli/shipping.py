"""``lsn ship``: goods leave for a customer or an order, by their scans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.cli.common import frames_of, opened, say
from lsn_desktop.cli.feeding import feed
from lsn_desktop.cli.receive import add_file, close
from lsn_desktop.domain.messages import _, mark, message
from lsn_desktop.domain.outcomes import Asks, Expectation, OutcomeKind
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.program import new_uid
from lsn_desktop.scanning.commands import command
from lsn_desktop.services.shipments import ship_choosing, ship_commands, ship_scans, shipping
from lsn_desktop.services.shipments.shipping import OpenShipment
from lsn_desktop.storage import catalogue, parcels, sales_orders

if TYPE_CHECKING:
    import argparse

    from lsn_desktop.domain.outcomes import Outcome
    from lsn_desktop.program import Program
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.storage.transactions import Tx

_FOR_PEOPLE = {
    Asks.CODE: mark("Scan the code of the item too."),
    Asks.NOT_ORDERED: mark("Ship it without --so, or in the window, where you can say why."),
    Asks.QUANTITY: mark("Ship so many in the window, where you can confirm it."),
}
"""What no later scan can answer, with the remedy."""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = commands.add_parser("ship", help=_("ship goods by their scans"))
    parser.add_argument("--to", required=True, metavar="CUSTOMER")
    parser.add_argument("--so", default="", metavar="N", help=_("the sales order"))
    parser.add_argument("--post", action="store_true")
    add_file(parser)
    parser.set_defaults(run=ship)


def ship(arguments: argparse.Namespace) -> int:
    """Put every scan of a file on a new shipment: goods, pallets, tracking numbers.

    Raises:
        Refusal: there is no such customer or order, or the first scan that was refused,
            without ``--keep-going``: the shipment is discarded then.
    """
    with opened(arguments) as (program, station):
        frames = frames_of(arguments.file, raw=arguments.raw, on=station.by().on)
        order = _order(program, arguments)
        document_id = program.database.run(
            station.by(), lambda tx: shipping.open_shipment(tx, order)
        )
        refused = feed(program, station, document_id, frames, arguments, _ship)
        done = close(program, station, document_id, refused, arguments)
        with program.database.reading() as connection:
            kept = parcels.of_document(connection, document_id)
        if not arguments.json:
            for parcel in kept:
                say(f"parcel    {parcel.carrier} {parcel.tracking}")
        return done


def _order(program: Program, arguments: argparse.Namespace) -> OpenShipment:
    with program.database.reading() as connection:
        customer = catalogue.party_by_code(connection, arguments.to)
        sale = sales_orders.by_number(connection, arguments.so) if arguments.so else None
    if customer is None:
        raise refusal("There is no customer {code}.", "Check --to.", code=arguments.to)
    if arguments.so and sale is None:
        raise refusal("There is no order {number}.", "Check --so.", number=arguments.so)
    if sale is not None and sale.customer_id != customer.id:
        raise refusal(
            "{number} is an order of {customer}.",
            "Check --to and --so.",
            number=sale.number,
            customer=sale.customer,
        )
    return OpenShipment(new_uid(), customer.id, sale.id if sale else None)


def _ship(tx: Tx, reading: Reading, expected: Expectation, scan_id: int) -> Outcome:
    """Take a scan as the dock does; but what only a person can answer is refused here."""
    asked = command(reading.text) if reading.read_as == "command" else None
    if asked is not None and expected.document_id:
        return ship_commands.ship_command(tx, asked, expected, scan_id)
    if not expected.document_id:  # a command posted it
        return ship_choosing.choose_by_scan(tx, reading, expected, scan_id)
    outcome = ship_scans.ship_scan(tx, reading, expected, scan_id)
    question = outcome.question
    if outcome.kind is OutcomeKind.QUESTION and question is not None:
        raise Refusal(outcome.words, message(_FOR_PEOPLE[question.asks]))
    return outcome
