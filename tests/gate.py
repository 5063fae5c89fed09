"""What one does where goods leave in a test, in few words: customers, orders, scans."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from lsn_desktop.domain.outcomes import Expectation
from lsn_desktop.domain.quantities import plain
from lsn_desktop.scanning import commands
from lsn_desktop.scanning.read import read
from lsn_desktop.services.codes import scan_runner
from lsn_desktop.services.office import ordering
from lsn_desktop.services.office.ordering import AddParty
from lsn_desktop.services.shipments import (
    selling,
    ship_choosing,
    ship_commands,
    ship_scans,
    shipping,
)
from lsn_desktop.services.shipments.selling import Sale, SaleLine
from lsn_desktop.storage import parties, sales_orders
from tests.dock import enter
from tests.house_for_tests import TODAY

if TYPE_CHECKING:
    from lsn_desktop.domain.outcomes import Outcome
    from tests.house_for_tests import House


def customer(house: House, code: str = "CLINIC", life: int | None = None) -> int:
    """Somebody who buys from us; with ``life`` all they get must last so many days."""
    with house.database.transaction(house.later()) as tx:
        party_id = ordering.add_party(
            tx, AddParty(code, f"{code.title()} Ltd", is_customer=True)
        )
        parties.change(tx, party_id, {"life_on_ship_days": life})
    return party_id


def sale(
    house: House,
    customer_id: int,
    *wanted: tuple[str, int] | SaleLine,
    number: str = "SO-1",
    reference: str = "",
) -> int:
    """An order of theirs: (SKU, quantity) or whole lines."""
    lines = [
        one if isinstance(one, SaleLine) else SaleLine(one[0], Decimal(one[1]))
        for one in wanted
    ]
    order = Sale(customer_id, lines, number, reference=reference)
    with house.database.transaction(house.later()) as tx:
        return selling.enter(tx, order)


def shipment(
    house: House, order_id: int | None = None, customer_id: int | None = None
) -> Expectation:
    """A new shipment for an order, or to a customer without one."""
    order = shipping.OpenShipment(house.uid(), customer_id, order_id)
    with house.database.transaction(house.later()) as tx:
        return Expectation(shipping.open_shipment(tx, order))


def scan(house: House, expected: Expectation, text: str, uid: str = "") -> Outcome:
    """Scan a code on a shipment, or where none is open."""
    reading = read(text.encode(), today=TODAY)
    take = ship_scans.ship_scan if expected.document_id else ship_choosing.choose_by_scan
    arrival = scan_runner.Arrival(uid or house.uid(), text.encode(), "test", 0)
    ran = scan_runner.run(
        house.database,
        house.later(),
        arrival,
        expected,
        lambda tx, now, scan_id: take(tx, reading, now, scan_id),
    )
    if ran.bug:
        raise ran.bug
    return ran.outcome


def answered(house: House, outcome: Outcome, value: str) -> Outcome:
    """Give an answer to what is asked."""
    assert outcome.next is not None
    return enter(
        house,
        outcome.next,
        lambda tx, now, scan_id: ship_scans.answer(tx, value, now, scan_id),
        value,
    )


def told(outcome: Outcome) -> str:
    """What came of a scan of goods in few words: ``ok 10, 10 of 24``."""
    line = outcome.line
    text = f"{outcome.kind} {plain(line.quantity or Decimal(0))}"
    if line.so_far is None or line.ordered is None:
        return text
    return f"{text}, {plain(line.so_far)} of {plain(line.ordered)}"


def ways(outcome: Outcome) -> list[str]:
    """The answers that are offered, by their values."""
    assert outcome.question is not None
    return [each.value for each in outcome.question.answers]


def do(house: House, expected: Expectation | None, name: str) -> Outcome:
    """Scan a command barcode."""
    asked = commands.command(f"LSN-DO-{name}")
    assert asked is not None
    assert expected is not None
    return enter(
        house,
        expected,
        lambda tx, now, scan_id: ship_commands.ship_command(tx, asked, now, scan_id),
        name,
    )


def left(house: House, order_id: int) -> dict[str, int]:
    """What of an order is still to leave, by SKU."""
    with house.database.reading() as connection:
        return {one.sku: one.left for one in sales_orders.wanted(connection, order_id)}


def status(house: House, order_id: int) -> str:
    with house.database.reading() as connection:
        return sales_orders.by_id(connection, order_id).status
