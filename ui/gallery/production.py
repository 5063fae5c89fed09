"""Work orders and bills of material in their states, for the gallery."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QWidget

from lsn_desktop.domain.items import Tracking
from lsn_desktop.program import new_uid
from lsn_desktop.services.builds import bills, work_ordering
from lsn_desktop.services.builds.bills import Component, NewBill
from lsn_desktop.services.builds.work_ordering import NewWork
from lsn_desktop.services.office import opening, ordering
from lsn_desktop.services.office.opening import Standing
from lsn_desktop.services.office.ordering import AddItem
from lsn_desktop.storage import bills as kept
from lsn_desktop.storage import catalogue, work_orders
from ui.gallery.kit import framed
from ui.gallery.office import desk_of, empty_company
from ui.gallery.receive import demo_copy
from ui.screens.production.screen import ProductionScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.program import Program
    from lsn_desktop.storage.transactions import By
    from ui.parts.theme import Theme

W = TypeVar("W", bound=QWidget)
_ONE = Decimal(1)
_ITEMS = (
    AddItem("METER", "Pressure meter P4", Tracking.SERIAL),
    AddItem("BOARD", "Measuring board", Tracking.SERIAL),
    AddItem("CELL", "Pressure cell", Tracking.LOT),
    AddItem("SOLDER", "Solder paste", Tracking.LOT, unit="kg", decimals=4),
    AddItem("CASE", "Housing, grey", Tracking.LOT),
    AddItem("SCREW", "Screw M3 x 8", Tracking.NONE),
    AddItem("DUST", "Tin dross", Tracking.NONE, unit="kg", decimals=4),
)
_BILLS = (
    NewBill(
        "CELL", Decimal(100),
        [Component("CASE", Decimal(2)), Component("SCREW", Decimal(400))], "A",
    ),
    NewBill(
        "BOARD", Decimal(10),
        [
            Component("CELL", Decimal(20), part_of=True),
            Component("SOLDER", Decimal(35), "g", Decimal("2.5")),
            Component("DUST", Decimal(2), "g", kind="by-product"),
        ],
        "C",
    ),
    NewBill(
        "METER", _ONE,
        [
            Component("BOARD", _ONE, part_of=True),
            Component("CASE", _ONE),
            Component("SCREW", Decimal(4), scrap=Decimal(5)),
        ],
        "B",
        "since the new housing",
    ),
)  # fmt: skip


@lru_cache
def workshop() -> Program:
    """The demo company with a meter made of boards made of cells."""
    program = demo_copy()
    make_workshop(program)
    return program


def make_workshop(program: Program) -> None:
    """Give a company things to make, and of what."""
    by = program.station(program.users()[0]).by()
    with program.database.transaction(by) as tx:
        for item in _ITEMS:
            ordering.add_item(tx, item)
        for bill in _BILLS:
            bills.enter(tx, bill)
        places = [one.code for one in catalogue.real_locations(tx.connection, ("storage",))]
    place, other = places[0], places[1]
    with program.database.transaction(_after(by, 1)) as tx:
        goods = (
            ("CASE", place, 120, "H-2291"), ("CASE", other, 40, "H-2304"),
            ("SCREW", place, 900, ""), ("CELL", other, 55, "PC-118"),
        )  # fmt: skip
        standing = [Standing(sku, at, Decimal(many), lot) for sku, at, many, lot in goods]
        opening.open_stock(tx, new_uid(), standing)
    for at, order in enumerate(
        (
            NewWork(
                "METER", Decimal(25), due_on=_after(by, 0).on.replace(day=28), note="for Alder"
            ),
            NewWork("BOARD", Decimal(25)),
            NewWork("CELL", Decimal(200)),
            NewWork("METER", Decimal(2), kind="rework", note="firmware 2.1"),
        ),
        start=2,
    ):
        with program.database.transaction(_after(by, at)) as tx:
            [order_id] = work_ordering.enter(tx, order)
            if order.sku != "CELL":
                work_ordering.release(tx, order_id)
            if order.kind == "rework":
                work_ordering.close(tx, order_id)


def _after(by: By, seconds: int) -> By:
    return replace(by, at=by.at + seconds * 1_000_000)


def _page(program: Program, theme: Theme) -> tuple[ProductionScreen, QWidget]:
    screen = ProductionScreen(desk_of(program, theme))
    return screen, framed(theme, "production", screen)


def listed(program: Program, theme: Theme, tab: str) -> QWidget:
    """A list."""
    screen, window = _page(program, theme)
    screen.choose(tab)
    return window


def _order(theme: Theme, number: str) -> QWidget:
    screen, window = _page(workshop(), theme)
    with workshop().database.reading() as connection:
        order = work_orders.by_number(connection, number)
    assert order is not None  # noqa: S101 - it was made above
    screen.open_order(order.id)
    return window


def _changed_order(theme: Theme) -> QWidget:
    window = _order(theme, "WO-00001")
    _part(window, QPushButton, "work.change").click()
    return window


def _bill_of(sku: str) -> int:
    with workshop().database.reading() as connection:
        return kept.listed(connection, sku)[0].id


def _bill(theme: Theme) -> QWidget:
    screen, window = _page(workshop(), theme)
    screen.open_bill(_bill_of("METER"))
    many = _part(window, QLineEdit, "bill.many")
    many.setText("25")
    many.returnPressed.emit()
    return window


def _new_order(theme: Theme) -> QWidget:
    screen, window = _page(workshop(), theme)
    screen.new_order("METER")
    for name, typed in (("quantity", "25"), ("due", "4 Dec 2026"), ("place", "NOWHERE")):
        _part(window, QLineEdit, f"work_new.{name}").setText(typed)
    _part(window, QCheckBox, "work_new.parts").setChecked(True)
    _part(window, QLineEdit, "work_new.note").returnPressed.emit()
    return window


def _new_bill(theme: Theme, *, flawed: bool = False) -> QWidget:
    screen, window = _page(workshop(), theme)
    screen.new_bill(_bill_of("BOARD"))
    if flawed:
        for name, typed in (("item", "Solder"), ("quantity", "12 l"), ("scrap", "2,5")):
            field = _part(window, QLineEdit, f"bill_new.{name}")
            field.setText(typed)
            field.textEdited.emit(typed)
            field.returnPressed.emit()
    return window


def _part(window: QWidget, kind: type[W], name: str) -> W:
    return next(one for one in window.findChildren(kind) if one.objectName() == name)


PAGES: dict[str, Callable[[Theme], QWidget]] = {
    "production": lambda theme: listed(workshop(), theme, "work"),
    "production-empty": lambda theme: listed(empty_company(), theme, "work"),
    "production-order": lambda theme: _order(theme, "WO-00001"),
    "production-order-new": _new_order,
    "production-order-change": _changed_order,
    "production-bills": lambda theme: listed(workshop(), theme, "bills"),
    "production-bills-empty": lambda theme: listed(empty_company(), theme, "bills"),
    "production-bill": _bill,
    "production-bill-new": _new_bill,
    "production-bill-refused": lambda theme: _new_bill(theme, flawed=True),
}
