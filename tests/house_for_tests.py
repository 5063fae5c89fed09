"""A small company to test with: two vendors, five items, one order, on either engine."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from lsn_desktop.domain.items import Tracking
from lsn_desktop.domain.outcomes import Expectation, Outcome
from lsn_desktop.scanning.read import read
from lsn_desktop.services.codes import scan_runner
from lsn_desktop.services.documents import posting
from lsn_desktop.services.office import ordering, starting
from lsn_desktop.services.office.ordering import AddItem, AddParty, EnterOrder
from lsn_desktop.services.receipts import receiving
from lsn_desktop.storage import catalogue, orders, schema
from lsn_desktop.storage.transactions import By, Database

START = 1_795_348_800_000_000  # 2026-11-22 12:00 UTC
TODAY = date(2026, 11, 22)
MILK = "09521234543213"
MILK_CASE = "19521234543210"
BUTTER = "09521234543220"
PUMP = "09521234543237"
CHIP = "09521234543244"
NAPKIN = "09521234543251"


@dataclass
class House:
    """A company in a database, and the scans one does in it."""

    database: Database
    by: By
    dock: int
    uids: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def uid(self) -> str:
        return f"{next(self.uids):032x}"

    def later(self, seconds: int = 1) -> By:
        self.by = replace(self.by, at=self.by.at + seconds * 1_000_000)
        return self.by

    def receipt(self, order: str | None = None) -> Expectation:
        with self.database.transaction(self.later()) as tx:
            found = orders.by_number(tx.connection, order) if order else None
            document_id = receiving.open_receipt(
                tx,
                receiving.OpenReceipt(
                    self.uid(), self.dock, purchase_order_id=found.id if found else None
                ),
            )
        return Expectation(document_id)

    def scan(self, expectation: Expectation, text: str) -> Outcome:
        reading = read(text.encode(), today=TODAY)
        arrival = scan_runner.Arrival(
            self.uid(), text.encode(), "test", 0, reading.symbology, reading.read_as
        )
        ran = scan_runner.run(
            self.database,
            self.later(),
            arrival,
            expectation,
            lambda tx, expected, scan_id: receiving.receive_scan(
                tx, reading, expected, scan_id
            ),
        )
        if ran.bug:
            raise ran.bug
        return ran.outcome

    def post(self, document_id: int) -> int:
        with self.database.transaction(self.later()) as tx:
            return posting.post(tx, document_id)


def build(url: str) -> House:
    """Start the company and give it something to receive."""
    database = Database(url)
    schema.migrate(database)
    order = starting.StartCompany("Test Dairy", "Olga", "2580", "UTC", gs1_prefix="952123")
    by = starting.start(database, order, START, lambda _at, _zone: TODAY)
    with database.transaction(by) as tx:
        for code, name in (("NORTH", "Northwind Dairy"), ("SOUTH", "Southgate Parts")):
            ordering.add_party(tx, AddParty(code, name, is_vendor=True))
        one, twelve = Fraction(1), Fraction(12)
        for item in (
            AddItem(
                "MILK", "Whole milk 1 L", gtins=((MILK, one), (MILK_CASE, twelve)),
                expiry_required=True, shelf_life_days=30, life_on_receipt_days=14,
            ),
            AddItem("BUTTER", "Butter 250 g", gtins=((BUTTER, one),)),
            AddItem("PUMP", "Infusion pump", Tracking.SERIAL, gtins=((PUMP, one),)),
            AddItem("CHIP", "Radio module", Tracking.LOT_SERIAL, gtins=((CHIP, one),)),
            AddItem("NAPKIN", "Napkins", Tracking.NONE, gtins=((NAPKIN, Fraction(100)),)),
        ):  # fmt: skip
            ordering.add_item(tx, item)
        ordering.enter_order(
            tx,
            EnterOrder("PO-1042", "NORTH", [("MILK", Decimal(48)), ("BUTTER", Decimal(72))]),
        )
        dock = catalogue.location_by_code(tx.connection, "DOCK-1")
    assert dock is not None
    return House(database, by, dock.id)
