"""Sales orders on the Items page: entered, changed, cancelled, and shipped from there."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLineEdit

from lsn_desktop.services.office import ordering
from lsn_desktop.services.office.ordering import AddParty
from lsn_desktop.services.shipments import selling
from lsn_desktop.storage import sales_orders
from tests.dock import label
from tests.house_for_tests import BUTTER
from tests.ui.at_keyboard import CONTROL, fill, keys, said
from tests.ui.parts import listed, part, press
from tests.ui.windows import show_page
from ui.screens.items.screen import ItemsScreen
from ui.tables.table_view import TableView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from lsn_desktop.services.shipments.selling import Sale
    from lsn_desktop.storage.sales_orders import SalesOrder
    from tests.ui.office import Office


@pytest.fixture
def screen(place: Office, qtbot: QtBot) -> ItemsScreen:
    """The Items page at its sales orders; the clinic buys from us."""
    clinic = AddParty("CLINIC", "Clinic Ltd", is_customer=True)
    place.program.database.run(
        place.desk.station.by(), lambda tx: ordering.add_party(tx, clinic)
    )
    page = show_page(ItemsScreen(place.desk), qtbot)
    page.choose("sales-orders")
    return page


def order_of(place: Office, number: str) -> tuple[SalesOrder, Sale]:
    """An order by its number."""
    with place.program.database.reading() as connection:
        order = sales_orders.by_number(connection, number)
        assert order is not None
        return order, selling.sale(connection, order.id)


def test_an_order_is_typed_and_scanned_then_shipped(screen: ItemsScreen, place: Office) -> None:
    keys(Qt.Key.Key_N, modifier=CONTROL)
    fill(screen, sale_edit__reference="4471", sale_edit__due="4 Dec 2026")
    part(screen, QLineEdit, "sale_edit.item").setFocus()
    keys("milk", Qt.Key.Key_Return, "24", Qt.Key.Key_Tab, "1.5", Qt.Key.Key_Tab, "L2611A")
    keys(Qt.Key.Key_Return)
    screen.scanned(label(ai01=BUTTER, ai10="B2610A").encode(), "Dock scanner")
    keys(Qt.Key.Key_Return, modifier=CONTROL)

    order, sale = order_of(place, "SO-00001")
    assert said(screen, "sale.notice") == "SO-00001 is entered."
    assert (order.customer, order.reference, str(order.due_on)) == (
        "Clinic Ltd", "4471", "2026-12-04",
    )  # fmt: skip
    assert [(one.sku, one.quantity, one.price, one.lsn) for one in sale.lines] == [
        ("MILK", Decimal(24), Decimal("1.5"), "L2611A"),
        ("BUTTER", Decimal(1), None, ""),
    ]
    press(screen, "sale.ship")
    assert place.went == [("sales orders", order.id)]
    keys(Qt.Key.Key_Escape)
    screen.go_back()
    assert listed(screen, "sales.table") == ["SO-00001"]


def test_an_order_is_changed_and_cancelled_for_a_reason(
    screen: ItemsScreen, place: Office
) -> None:
    keys(Qt.Key.Key_N, modifier=CONTROL)
    press(screen, "sale_edit.save")
    assert order_count(place) == 0  # nothing is ordered yet, and that is said
    part(screen, QLineEdit, "sale_edit.item").setFocus()
    keys("butter", Qt.Key.Key_Return, "6", Qt.Key.Key_Return)
    assert not part(screen, QLineEdit, "sale_edit.number").text()
    press(screen, "sale_edit.save")

    press(screen, "sale.change")
    # The rows of the order before are gone with the next turn of the loop.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not part(screen, QLineEdit, "sale_edit.number").isEnabled()
    fill(screen, sale_edit__lines__BUTTER__quantity="8", sale_edit__note="Ring twice")
    keys(Qt.Key.Key_Return, modifier=CONTROL)
    assert said(screen, "sale.notice") == "SO-00001 is changed."
    order, sale = order_of(place, "SO-00001")
    assert (order.note, [one.quantity for one in sale.lines]) == ("Ring twice", [Decimal(8)])
    assert listed(screen, "sale.lines", 7) == ["8 pcs"]

    press(screen, "sale.cancel")
    keys(Qt.Key.Key_Return)
    assert said(screen, "sale.notice").startswith("A cancelled order needs a reason.")
    keys("Ordered twice", Qt.Key.Key_Return)
    assert said(screen, "sale.notice") == "SO-00001 is cancelled."
    assert order_of(place, "SO-00001")[0].status == "cancelled"
    assert part(screen, TableView, "sale.lines").isVisible()


def order_count(place: Office) -> int:
    with place.program.database.reading() as connection:
        return len(sales_orders.listed(connection))
