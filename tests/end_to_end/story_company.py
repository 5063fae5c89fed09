"""A maker of tank sensors to tell one story in: what it buys, makes and whom it sells to.

CHIP and BOARD (lots) > MODULE (serials) > SENSOR (serials, each of one MODULE and one CASE)
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from lsn_desktop.domain.items import Tracking
from lsn_desktop.program import Program, day_of, now
from lsn_desktop.services.builds import bills, work_ordering
from lsn_desktop.services.builds.bills import Component, NewBill
from lsn_desktop.services.office import ordering, starting
from lsn_desktop.services.office.ordering import AddItem, AddParty, EnterOrder
from lsn_desktop.services.shipments import selling
from lsn_desktop.services.shipments.selling import Sale, SaleLine
from lsn_desktop.settings import Settings
from lsn_desktop.storage import catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from lsn_desktop.storage.transactions import Tx

OWNER, PIN = "Olga", "2580"
CHIP, BOARD, CASE = "09521234543510", "09521234543527", "09521234543534"
MODULE, SENSOR = "09521234543541", "09521234543558"
CUSTOMERS = {"ALPS": "Alps Clinic", "BAY": "Bay Instruments", "CITY": "City Works"}


def build(folder: Path, *, modules: int, sensors: int, shipped: dict[str, int]) -> str:
    """A company that has orders for all of the story and no stock yet; its database's file."""
    file = str(folder / "story.db")
    program = Program(Settings(folder, file, "BENCH-1"))
    program.migrate()
    order = starting.StartCompany(
        "Tank Sensors", OWNER, PIN, "UTC", gs1_prefix="952123", workstation="BENCH-1"
    )
    by = starting.start(program.database, order, now(), day_of)
    with program.database.transaction(by) as tx:
        _trade(tx)
        _make(tx, modules, sensors)
        for code, quantity in shipped.items():
            customer = catalogue.party_by_code(tx.connection, code)
            assert customer is not None
            wanted = [SaleLine("SENSOR", Decimal(quantity))]
            selling.enter(tx, Sale(customer.id, wanted, number=f"SO-{code}"))
    program.close()
    return file


def _trade(tx: Tx) -> None:
    ordering.add_party(tx, AddParty("PARTS", "Parts & Sons", is_vendor=True))
    for code, name in CUSTOMERS.items():
        ordering.add_party(tx, AddParty(code, name, is_customer=True))
    one = Fraction(1)
    lot, serial = Tracking.LOT, Tracking.SERIAL
    for item in (
        AddItem("CHIP", "Pressure chip", lot, gtins=((CHIP, one),)),
        AddItem("BOARD", "Circuit board", lot, gtins=((BOARD, one),)),
        AddItem("CASE", "Steel case", lot, gtins=((CASE, one),)),
        AddItem(
            "MODULE", "Sensor module", serial, gtins=((MODULE, one),), serial_pattern="M{n:4}"
        ),
        AddItem("SENSOR", "Tank sensor", serial, gtins=((SENSOR, one),)),
    ):
        ordering.add_item(tx, item)
    wanted = [(sku, Decimal(50)) for sku in ("CHIP", "BOARD", "CASE")]
    ordering.enter_order(tx, EnterOrder("PO-1", "PARTS", wanted))


def _make(tx: Tx, modules: int, sensors: int) -> None:
    one = Decimal(1)
    bills.enter(tx, NewBill("MODULE", one, [Component("CHIP", one), Component("BOARD", one)]))
    parts = [Component("MODULE", one, part_of=True), Component("CASE", one, part_of=True)]
    bills.enter(tx, NewBill("SENSOR", one, parts))
    for sku, quantity, number in (
        ("MODULE", modules, "WO-MODULE"),
        ("SENSOR", sensors, "WO-SENSOR"),
    ):
        [work] = work_ordering.enter(
            tx, work_ordering.NewWork(sku, Decimal(quantity), number=number)
        )
        work_ordering.release(tx, work)
    [again] = work_ordering.enter(
        tx, work_ordering.NewWork("SENSOR", one, number="WO-AGAIN", kind="rework")
    )
    work_ordering.release(tx, again)
