"""The demo companies: stock, people, eighteen months behind them, and deliveries due today.

Everything is made by the use cases a user has, so its moves, scans and audit entries prove
like real ones. What they are made of lies in ``resources/demo`` as tables; what happened
before is a plan of ``simulation``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from lsn_desktop.domain.items import Tracking
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import Expectation
from lsn_desktop.scanning.escapes import unescaped
from lsn_desktop.scanning.read import read
from lsn_desktop.services.builds import bills
from lsn_desktop.services.codes import scan_runner
from lsn_desktop.services.costs import charging
from lsn_desktop.services.documents import posting
from lsn_desktop.services.lots import holding
from lsn_desktop.services.office import opening, ordering, signing, starting
from lsn_desktop.services.receipts import receiving
from lsn_desktop.services.simulation import companies, happened, planning
from lsn_desktop.services.simulation.demo_rows import FOOD, day, rows, scans, written
from lsn_desktop.storage import catalogue, custom_fields, house, lsns, orders, people
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from lsn_desktop.domain.outcomes import Outcome
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.storage.transactions import By, Connection, Database, Tx

_DAY_US = 24 * 60 * 60 * 1_000_000
_STARTED = 6  # days ago
_RECEIVED = 5
MODEST = 1_500
"""The moves of a history that is loaded in a second or two."""
PLAYED = 50_000
"""Up to so many moves a history is played by the use cases; a longer one is loaded."""
RECEIVED_ORDER = "PO-1038"
"""The order whose delivery was received before the demo begins."""
_FREIGHT = "38.50"  # of that delivery, in the company's currency


def build(
    database: Database,
    at: int,
    day_of: Callable[[int, str], date],
    workstation: str,
    *,
    company: str = FOOD,
    moves: int = 0,
    loaded: bool = False,
) -> By:
    """Make a demo company; returns its owner at the workstation, now.

    Args:
        database: migrated and empty.
        at: now, microseconds UTC.
        day_of: the day an instant is in a time zone.
        workstation: the name of the one that will be used.
        company: one of ``demo_rows.COMPANIES``.
        moves: about how many moves of history it has behind it; without any it started six
            days ago.
        loaded: its rows are written at once, instead of by the use cases; they are the same.
    """
    head = rows("company", company)[0]
    owner, *others = rows("users", company)
    order = starting.StartCompany(
        name=head["name"],
        owner=owner["name"],
        pin=owner["pin"],
        time_zone=head["time zone"],
        address=head["address"],
        gs1_prefix=head["gs1 prefix"],
        currency=head["currency"],
        receiving_place=head["receiving place"],
        workstation=workstation,
    )
    first = _first_day(at) if moves else at - _STARTED * _DAY_US
    then = starting.start(database, order, first, day_of)
    by = replace(then, at=at, on=day_of(at, head["time zone"]))
    with database.transaction(then) as tx:
        _give_badge(tx, owner)
        for user in others:
            signing.add_user(tx, user["name"], user["pin"], user["role"], user["badge"])
        _add_catalogue(tx, company)
    if moves:
        past = happened.Past(companies.company(company), moves)
        (past.load if loaded else past.play)(database, then)
        then = replace(by, at=at - _STARTED * _DAY_US)
        then = replace(then, on=day_of(then.at, head["time zone"]))
    if company == FOOD:
        _stand_ready(database, then, by)
    return by


def _first_day(at: int) -> int:
    """The midnight (UTC) that a history begins at which ends on a day."""
    return (at // _DAY_US - _STARTED - planning.DAYS) * _DAY_US


def _stand_ready(database: Database, then: By, by: By) -> None:
    """Give the wholesaler its opening stock, what came since, and what is due today."""
    with database.transaction(then) as tx:
        _add_orders(tx, by.on)
    with database.transaction(replace(then, at=then.at + 1)) as tx:
        opening.open_stock(tx, tx.uid(), _standing(by.on))
    received = replace(then, at=by.at - _RECEIVED * _DAY_US)
    received = replace(received, on=by.on - timedelta(days=_RECEIVED))
    _receive(database, received, by.on)
    with database.transaction(replace(received, at=received.at + 1)) as tx:
        _fill_fields(tx, by.on)
        for held in rows("holds"):
            lsn_id = _lsn(tx.connection, held["sku"], held["lsn"])
            stop = holding.PlaceHold(tx.uid(), lsn_id, held["reason"], held["note"])
            holding.hold(tx, stop)


def _give_badge(tx: Tx, owner: Mapping[str, str]) -> None:
    badge_hash = signing.badge_hash(owner["badge"])
    people.change_user(tx.connection, tx.by.user_id, {"badge_hash": badge_hash})
    words = message("New badge for {name}", name=owner["name"])
    tx.entries.append(Entry("badge", words, "user", tx.by.user_id))


def _add_catalogue(tx: Tx, company: str) -> None:
    for row in rows("parties", company):
        party = ordering.AddParty(
            row["code"],
            row["name"],
            row["address"],
            is_vendor=row["role"] == "vendor",
            is_customer=row["role"] == "customer",
        )
        ordering.add_party(tx, party)
    for row in rows("fields", company):
        family_id = catalogue.family_id(tx, row["family"])
        choices = tuple(choice for choice in row["choices"].split("|") if choice)
        custom_fields.add_field(tx, family_id, row["field"], row["kind"], choices)
    for row in rows("items", company):
        ordering.add_item(tx, _item(row))
    site = house.the_site(tx.connection)
    for row in rows("places", company):
        place: dict[str, object] = {
            "site_id": site.id if site else None,
            "is_real": True,
            **row,
        }
        catalogue.add_location(tx, place)
    _add_bills(tx, company)


def _add_bills(tx: Tx, company: str) -> None:
    for sku, of_item in groupby(rows("bills", company), key=lambda row: row["item"]):
        lines = list(of_item)
        parts = [
            bills.Component(
                row["component"], Decimal(row["quantity"]), part_of=row["part of"] == "yes"
            )
            for row in lines
        ]
        bills.enter(tx, bills.NewBill(sku, Decimal(lines[0]["makes"]), parts))


def _item(row: Mapping[str, str]) -> ordering.AddItem:
    gtins = [(row["gtin"], Fraction(1))]
    if row["case gtin"]:
        gtins.append((row["case gtin"], Fraction(row["case units"])))
    return ordering.AddItem(
        sku=row["sku"],
        description=row["description"],
        tracking=Tracking(row["tracking"]),
        unit=row["unit"],
        decimals=int(row["decimals"]),
        gtins=gtins,
        shelf_life_days=int(row["shelf life"]) if row["shelf life"] else None,
        life_on_receipt_days=int(row["life on receipt"]) if row["life on receipt"] else None,
        expiry_required=bool(row["shelf life"]),
        hold_on_receipt=bool(row["hold on receipt"]),
        lot_by_supplier=bool(row["lot by supplier"]),
        usable=row["usable"],
        family=row["family"],
        weight_g=int(row["weight g"]) if row["weight g"] else None,
        expiry_rule=row["expiry rule"] or "shelf life",
        life_on_ship_days=int(row["life on ship"]) if row["life on ship"] else None,
        part_of=bool(row["part of"]),
    )


def _add_orders(tx: Tx, on: date) -> None:
    by_number = groupby(
        rows("orders"), key=lambda row: (row["number"], row["vendor"], row["due"])
    )
    for (number, vendor, due), of_order in by_number:
        lines = list(of_order)
        wanted = [(row["sku"], Decimal(row["quantity"])) for row in lines]
        prices = {row["sku"]: Decimal(row["price"]) for row in lines if row["price"]}
        order = ordering.EnterOrder(number, vendor, wanted, day(due, on), prices)
        ordering.enter_order(tx, order)


def _standing(on: date) -> list[opening.Standing]:
    return [
        opening.Standing(
            sku=row["sku"],
            place=row["place"],
            quantity=Decimal(row["quantity"]),
            lot=row["lot"],
            serial=row["serial"],
            production=day(row["production"], on),
            expiry=day(row["expiry"], on),
            vendor_code=row["vendor"],
        )
        for row in rows("opening")
    ]


def _receive(database: Database, by: By, on: date) -> None:
    """Receive the delivery of :data:`RECEIVED_ORDER` scan by scan, and post it."""
    with database.transaction(by) as tx:
        order = orders.by_number(tx.connection, RECEIVED_ORDER)
        dock = catalogue.location_by_code(tx.connection, rows("company")[0]["receiving place"])
        assert order is not None  # noqa: S101 - the tables name both
        assert dock is not None  # noqa: S101
        document_id = receiving.open_receipt(
            tx, receiving.OpenReceipt(tx.uid(), dock.id, purchase_order_id=order.id)
        )
    expectation = Expectation(document_id)
    for line in scans("received", on).splitlines():
        frame = unescaped(line)
        reading = read(frame, today=on)
        arrival = scan_runner.Arrival(
            uid=by.uid(),
            data=frame,
            device="Zebra DS8178",
            symbology=reading.symbology,
            read_as=reading.read_as,
        )
        ran = scan_runner.run(
            database, by, arrival, expectation, partial(_received, reading=reading)
        )
        if ran.bug:
            raise ran.bug
        expectation = ran.outcome.next or expectation
    with database.transaction(by) as tx:
        posting.post(tx, document_id)
        freight = charging.AddCharge(
            tx.uid(), (document_id,), "freight", "value", Decimal(_FREIGHT), note="Cold van"
        )
        charging.add_charge(tx, freight)


def _received(tx: Tx, expectation: Expectation, scan_id: int, reading: Reading) -> Outcome:
    return receiving.receive_scan(tx, reading, expectation, scan_id)


def _fill_fields(tx: Tx, on: date) -> None:
    for row in rows("values"):
        lsn_id = _lsn(tx.connection, row["sku"], row["lsn"])
        values = custom_fields.values_of(tx.connection, lsn_id)
        field = next(value.field for value in values if value.field.name == row["field"])
        custom_fields.set_value(tx, lsn_id, field, written(row["value"], on))


def _lsn(connection: Connection, sku: str, code: str) -> int:
    return next(each.lsn.id for each in lsns.candidates(connection, code) if each.sku == sku)
