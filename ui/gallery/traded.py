"""What customers got and suppliers brought: the pages of both, for the gallery."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from lsn_desktop.program import new_uid
from lsn_desktop.services.documents import posting
from lsn_desktop.services.lots import holding
from lsn_desktop.services.shipments import shipping
from lsn_desktop.services.shipments.shipping import OpenShipment
from lsn_desktop.storage import catalogue, documents, ledger, lists, parties, party_pages
from lsn_desktop.storage.documents import NewLine
from ui.gallery.kit import framed
from ui.gallery.office import demo_company, desk_of, hostile_company
from ui.gallery.receive import demo_copy
from ui.screens.items.screen import ItemsScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from lsn_desktop.program import Program
    from lsn_desktop.storage.transactions import By, Tx
    from ui.parts.theme import Theme


def party_page(program: Program, theme: Theme, typed: str) -> QWidget:
    """The page of the first party found by these letters."""
    screen = ItemsScreen(desk_of(program, theme))
    window = framed(theme, "items", screen)
    with program.database.reading() as connection:
        screen.open_party(parties.listed(connection, typed)[0].id)
    return window


def ship(tx: Tx, customer: str, lsn_ids: list[int], share: int = 2) -> int:
    """Post a shipment of a part of each of these, from where most of it stands."""
    party = catalogue.party_by_code(tx.connection, customer)
    beyond = catalogue.location_by_code(tx.connection, "~customer")
    if party is None or beyond is None:
        raise LookupError(customer)
    document_id = shipping.open_shipment(tx, OpenShipment(new_uid(), party.id))
    for lsn_id in lsn_ids:
        row = lists.lsn_row(tx.connection, lsn_id)
        place = max(ledger.places(tx.connection, lsn_id), key=lambda one: one.on_hand)
        documents.add_line(
            tx,
            document_id,
            NewLine(
                new_uid(), row.item_id, lsn_id, place.location_id, beyond.id,
                max(1, place.on_hand // share), claims=False,
            ),
        )  # fmt: skip
    posting.post(tx, document_id)
    return document_id


def shipped(program: Program, customer: str) -> Program:
    """The demo company after some weeks of deliveries to one customer."""
    by = program.station(program.users()[0]).by()
    with program.database.reading() as connection:
        rows = lists.lsns(connection, n=200)
    free = [row.id for row in rows if not row.held and row.on_hand > 1]
    for week in range(4):
        day: By = replace(by, on=by.on - timedelta(weeks=3 - week))
        chosen = free[week * 5 : week * 5 + 5]
        program.database.run(day, lambda tx, some=chosen: ship(tx, customer, some))  # type: ignore[misc]
    return program


def customer(theme: Theme) -> QWidget:
    """A customer who got twenty lots."""
    return party_page(shipped(demo_copy(), "BISTRO"), theme, "Bistro")


def supplier(theme: Theme) -> QWidget:
    """A supplier some of whose lots are on hold, one for want of its certificate."""
    program = demo_copy()
    by = program.station(program.users()[0]).by()
    with program.database.reading() as connection:
        north = parties.listed(connection, "Northwind")[0]
        rows = party_pages.listed(connection, party_pages.FROM_SUPPLIER, north.id)
    for row, reason in zip(rows[1:], ("missing certificate", "inspection"), strict=False):
        order = holding.PlaceHold(new_uid(), row.lsn_id, reason)
        program.database.run(by, lambda tx, order=order: holding.hold(tx, order))  # type: ignore[misc]
    return party_page(program, theme, "Northwind")


PAGES: dict[str, Callable[[Theme], QWidget]] = {
    "customer-page": customer,
    "supplier-page": supplier,
    "customer-nothing": lambda theme: party_page(demo_company(), theme, "School Kitchens"),
    "supplier-hostile": lambda theme: party_page(hostile_company(), theme, "Long name"),
}
