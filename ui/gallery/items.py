"""The Items page in each of its states, for the gallery."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, TypeVar

from PIL import Image, ImageDraw
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget

from lsn_desktop.domain.items import Tracking
from lsn_desktop.paper import label_output, output
from lsn_desktop.program import new_uid
from lsn_desktop.services.certificates import supplied
from lsn_desktop.services.labels import label_jobs
from lsn_desktop.services.labels.labelling import Wanted
from lsn_desktop.services.lots.attaching import AttachFile
from lsn_desktop.services.office import opening, ordering
from lsn_desktop.services.office.opening import Standing
from lsn_desktop.services.office.ordering import AddItem
from lsn_desktop.services.shipments import selling
from lsn_desktop.services.shipments.selling import Sale, SaleLine
from lsn_desktop.storage import catalogue, orders, sales_orders
from ui.gallery.kit import framed
from ui.gallery.office import demo_company, desk_of, empty_company, hostile_company
from ui.gallery.receive import demo_copy
from ui.screens.items.screen import ItemsScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.program import Program
    from lsn_desktop.storage.transactions import Tx
    from ui.parts.theme import Theme

W = TypeVar("W", bound=QWidget)
_SOLD = {
    "CAFE-01": [("MILK-1L", 180), ("YOG-150", 100), ("BUTTER-250", 40)],
    "BISTRO": [("FETA-200", 24)],
    "SCHOOL": [("OATS-500", 30), ("GOUDA-BLOCK", 5)],
}


def _page(program: Program, theme: Theme) -> tuple[ItemsScreen, QWidget]:
    screen = ItemsScreen(desk_of(program, theme))
    return screen, framed(theme, "items", screen)


def listed(program: Program, theme: Theme, tab: str = "items") -> QWidget:
    """A list."""
    screen, window = _page(program, theme)
    screen.choose(tab)
    return window


def item(program: Program, theme: Theme, part: str = "gtins", typed: str = "") -> QWidget:
    """The first item found by these letters, with a part of it."""
    screen, window = _page(program, theme)
    with program.database.reading() as connection:
        screen.go_to(catalogue.find_items(connection, typed, 1)[0].id)
    screen.choose(part)
    return window


def new_item(theme: Theme) -> QWidget:
    """A new item with flaws, after Enter."""
    screen, window = _page(demo_company(), theme)
    screen.new_item()
    screen.scanned(b"]E04006381333931", "Dock scanner")
    for name, typed in (
        ("item.sku", "MILK-1L"),
        ("item.rules.shelf_life_days", "three weeks"),
        ("item.rules.lot_pattern", "LOT"),
    ):
        _part(window, QLineEdit, name).setText(typed)
    _part(window, QLineEdit, "item.sku").returnPressed.emit()
    return window


def order(program: Program, theme: Theme, typed: str) -> QWidget:
    """The newest order found by these letters."""
    screen, window = _page(program, theme)
    with program.database.reading() as connection:
        screen.open_order(orders.listed(connection, typed)[0].id)
    return window


def new_order(theme: Theme, program: Program | None = None) -> QWidget:
    """An order being typed, of a vendor not stored yet."""
    program = program or demo_company()
    screen, window = _page(program, theme)
    screen.new_order()
    with program.database.reading() as connection:
        for each in catalogue.find_items(connection, "", 3):
            screen.scanned(each.sku.encode(), "Dock scanner")
    vendor = _part(window, QComboBox, "order_new.vendor")
    vendor.setCurrentIndex(vendor.count() - 1)
    for name, typed in (
        ("order_new.number", "PO-2001"),
        ("order_new.due", "4 Dec 2026"),
        ("order_new.vendor_new.name", "Lakeside Creamery"),
        ("order_new.vendor_new.code", "LAKE"),
    ):
        _part(window, QLineEdit, name).setText(typed)
    return window


def _sold(program: Program) -> None:
    """Three customers have ordered; one order is cancelled."""
    station = program.station(program.users()[0])

    def enter(tx: Tx) -> None:
        for number, (code, lines) in enumerate(_SOLD.items(), 1):
            customer = catalogue.party_by_code(tx.connection, code)
            if customer is None:
                raise LookupError(code)
            wanted = [SaleLine(sku, Decimal(many), Decimal("1.49")) for sku, many in lines]
            due = tx.by.on + timedelta(days=number)
            order = Sale(customer.id, wanted, "", due, f"4471-{number}", "Quay 4\nAshford")
            order_id = selling.enter(tx, replace(order, note="Ring twice"))
            if code == "BISTRO":
                selling.cancel(tx, order_id, "Ordered twice")

    program.database.run(station.by(), enter)


def sales(theme: Theme, show: str = "list") -> QWidget:
    """The sales orders, one of them, or one being changed."""
    program = demo_copy()
    _sold(program)
    screen, window = _page(program, theme)
    with program.database.reading() as connection:
        order = sales_orders.by_number(connection, "SO-00001")
    if order is None:
        raise LookupError("SO-00001")
    screen.choose("sales-orders")
    if show != "list":
        screen.open_sale(order.id)
    if show == "cancel":
        _part(window, QPushButton, "sale.cancel").click()
    if show == "change":
        screen.change_sale(order.id)
    return window


def _part(of: QWidget, kind: type[W], name: str) -> W:
    found = of.findChild(kind, name)
    if found is None:
        raise LookupError(name)
    return found


def other_numbers(theme: Theme) -> QWidget:
    """An item with numbers that are no GTINs, one of them the supplier's own."""
    program = demo_company()
    screen, window = _page(program, theme)
    with program.database.reading() as connection:
        screen.go_to(catalogue.find_items(connection, "MILK", 1)[0].id)
    screen.choose("numbers")
    screen.scanned(b"+A123BJC5D6E71G", "Dock scanner")
    whose = _part(window, QComboBox, "item.numbers.whose")
    whose.setCurrentIndex(1)
    code = _part(window, QLineEdit, "item.numbers.code")
    _part(window, QLineEdit, "item.numbers.holds").setText("12")
    code.setText("4711-0815")
    code.returnPressed.emit()
    code.setText("MILK-2L")
    return window


def labels_ahead(theme: Theme) -> QWidget:
    """Probes numbered and labelled before they come; one of two jobs was cancelled."""
    program = demo_copy()
    station = program.station(program.users()[0])
    with program.database.reading() as connection:
        probe = catalogue.find_items(connection, "PROBE", 1)[0]
    cancelled = output.number_and_print(program, station, probe.id, 2)
    program.database.run(station.by(), lambda tx: label_jobs.cancel(tx, cancelled))
    printed = output.number_and_print(program, station, probe.id, 6)
    label_output.print_labels(program, station, printed, program.settings.printed)
    window = item(program, theme, "labels", "PROBE")
    _part(window, QLineEdit, "item.ahead.count").setText("24")
    return window


def item_labels(theme: Theme) -> QWidget:
    """An item for whose shelf two labels were printed."""
    program = demo_copy()
    station = program.station(program.users()[0])
    with program.database.reading() as connection:
        milk = catalogue.find_items(connection, "MILK", 1)[0]
    wanted = [Wanted(item_id=milk.id, copies=2)]
    job_id = output.order_labels(program, station, "item", wanted, printer="")
    label_output.print_labels(program, station, job_id, program.settings.printed)
    return item(program, theme, "labels", "MILK")


def kept_files(theme: Theme) -> QWidget:
    """An item with a drawing and a sheet that ends soon."""
    program = demo_copy()
    station = program.station(program.users()[0])
    with program.database.reading() as connection:
        item_id = catalogue.find_items(connection, "MILK", 1)[0].id

    def keep(tx: Tx) -> None:
        page = BytesIO()
        sheet = Image.new("RGB", (620, 877), "white")
        words = "Whole milk, pasteurised\n\nSpecification 12"
        ImageDraw.Draw(sheet).multiline_text((60, 60), words, "black", font_size=28)
        sheet.save(page, "PDF")
        for name, data, kind in (
            ("Readings.csv", b"day;fat", ""),
            ("Specification.pdf", page.getvalue(), "safety data sheet"),
        ):
            order = AttachFile(new_uid(), "item", item_id, name, data, kind, None, tx.by.on)
            supplied.attach(tx, order)

    program.database.run(station.by(), keep)
    return item(program, theme, "files", "MILK")


def party(theme: Theme, *, new: bool = False) -> QWidget:
    """The first supplier with a file of its, or a new one."""
    program = demo_copy()
    station = program.station(program.users()[0])
    with program.database.reading() as connection:
        known = catalogue.vendors(connection)[0].id
    order = AttachFile(new_uid(), "party", known, "Supplier audit 2026.txt", b"Fine.", "")
    program.database.run(station.by(), lambda tx: supplied.attach(tx, order))
    screen, window = _page(program, theme)
    screen.change_party(None if new else known)
    if new:
        _part(window, QLineEdit, "party.gln").setText("9521234500008")
        _part(window, QPushButton, "party.save").click()
    return window


def tracking(theme: Theme, step: str) -> QWidget:
    """Stock that nobody told apart gets its lots: ``codes``, ``plan``, ``done``."""
    program = demo_copy()
    station = program.station(program.users()[0])

    def counted(tx: Tx) -> int:
        item = AddItem("GLOVE-M", "Nitrile gloves M, box of 100", Tracking.NONE)
        item_id = ordering.add_item(tx, item)
        bins = [place.code for place in catalogue.real_locations(tx.connection, ["storage"])]
        standing = [Standing("GLOVE-M", code, Decimal(48)) for code in bins[:3]]
        opening.open_stock(tx, new_uid(), standing)
        return item_id

    item_id = program.database.run(station.by(), counted)
    screen, window = _page(program, theme)
    screen.go_to(item_id)
    _part(window, QPushButton, "item.track").click()
    for lot, expiry, quantity in (("GL2610", "2029-10-31", "36"), ("GL2611", "", "12")):
        screen.scanned(lot.encode(), "Dock scanner")
        _part(window, QLineEdit, "item.track.expiry").setText(expiry)
        _part(window, QLineEdit, "item.track.quantity").setText(quantity)
        _part(window, QPushButton, "item.track.add").click()
    _part(window, QComboBox, "item.track.rest.what").setCurrentIndex(1)
    for _press in range(("codes", "plan", "done").index(step)):
        _part(window, QPushButton, "item.track.next").click()
    return window


PAGES: dict[str, Callable[[Theme], QWidget]] = {
    "items": lambda theme: listed(demo_company(), theme),
    "items-empty": lambda theme: listed(empty_company(), theme),
    "items-hostile": lambda theme: listed(hostile_company(), theme),
    **{
        name: lambda theme, part=part: item(demo_company(), theme, part, "MILK")  # type: ignore[misc]
        for name, part in (
            ("item", "gtins"),
            ("item-on-hand", "on_hand"),
            ("item-fields", "fields"),
            ("item-history", "history"),
            ("item-files-none", "files"),
        )
    },
    "item-serials": lambda theme: item(demo_company(), theme, "gtins", "SEAL-T"),
    "item-numbers": other_numbers,
    "parties": lambda theme: listed(demo_company(), theme, "parties"),
    "party": party,
    "party-new": lambda theme: party(theme, new=True),
    "item-files": kept_files,
    "item-track": lambda theme: tracking(theme, "codes"),
    "item-track-plan": lambda theme: tracking(theme, "plan"),
    "item-track-done": lambda theme: tracking(theme, "done"),
    "item-labels": item_labels,
    "item-labels-ahead": labels_ahead,
    "item-labels-ahead-none": lambda theme: item(demo_company(), theme, "labels", "PROBE"),
    "item-hostile": lambda theme: item(hostile_company(), theme, "history", "Long"),
    "item-new": new_item,
    "orders": lambda theme: listed(demo_company(), theme, "orders"),
    "orders-empty": lambda theme: listed(empty_company(), theme, "orders"),
    "order": lambda theme: order(demo_company(), theme, "1040"),
    "order-hostile": lambda theme: order(hostile_company(), theme, "Long"),
    "sales": sales,
    "sales-empty": lambda theme: listed(empty_company(), theme, "sales-orders"),
    "sale": lambda theme: sales(theme, "view"),
    "sale-cancel": lambda theme: sales(theme, "cancel"),
    "sale-change": lambda theme: sales(theme, "change"),
    "order-new": new_order,
    "order-new-hostile": lambda theme: new_order(theme, hostile_company()),
}
