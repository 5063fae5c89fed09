"""The parts of a shipment's page, and what of the shipment they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from lsn_desktop.domain.messages import _, message
from ui.dock import dock_layout
from ui.dock.packing_part import PackingPart
from ui.dock.pick_view import PickView
from ui.page import PageHead
from ui.parts.buttons import danger, primary, quiet
from ui.parts.card import Card
from ui.parts.tabs import Tabs
from ui.parts.text import plain
from ui.scans.scan_banner import ScanBanner
from ui.scans.scan_list import ScanList
from ui.screens.ship import pick_rows, words

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtWidgets import QPushButton

    from ui.parts.theme import Theme
    from ui.screens.ship.facts import OnShipment


class DockView(QWidget):
    """Head, banner, last scans; beside them what to take, and what goes with it."""

    def __init__(self, theme: Theme, acts: dict[str, Callable[[], object]]) -> None:
        super().__init__()
        self.head = PageHead(_("Ship"))
        self.count = plain("", "large")
        self.post = primary("ship.post", _("Post shipment"), acts["post"])
        self.paper = quiet("ship.pick_list", _("Pick list (Ctrl+P)"), acts["paper"])
        self.banner = ScanBanner(theme)
        nothing = _("Nothing was scanned yet. Every scan is listed here, newest first.")
        self.scans = ScanList(theme, "ship.scan_list", nothing)
        self.picks = PickView(theme)
        self.parcels = ScanList(
            theme,
            "ship.parcels",
            _("No parcel yet. Scan the tracking number on the carrier's label, or press T."),
        )
        self.packing = PackingPart(theme, "ship.packing")
        self._empty = plain(
            _("This shipment has no order: scan what goes with it."), "muted", wrap=True
        )
        self.tabs = Tabs("ship.tabs", _("What to take, and how it is sent"))
        self._lay_out(acts)

    def show_facts(self, on: OnShipment, zone: str, today: date) -> None:
        """Show the shipment as it now is."""
        self.head.tell(_title(on), _subtitle(on))
        lines = len(on.goods)
        said = _("{count} line") if lines == 1 else _("{count} lines")
        self.count.setText(str(message(said, count=lines)))
        self.scans.show_scans([words.scan_row(each, zone) for each in on.scans])
        rows = pick_rows.rows_of(on, today)
        self.picks.show_rows(rows)
        self.picks.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self.paper.setVisible(on.order is not None)
        self.parcels.show_scans(words.parcel_rows(on.parcels, zone))
        parcels = len(on.parcels)
        title = _("Parcels") if not parcels else message("Parcels: {count}", count=parcels)
        self.tabs.retitle("parcels", str(title))
        self.packing.show_units(on.units, on.packed)
        units = len(on.units)
        title = _("Packing") if not units else message("Packing: {count}", count=units)
        self.tabs.retitle("packing", str(title))

    def _lay_out(self, acts: dict[str, Callable[[], object]]) -> None:
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.head.add_action(self.count)
        self.head.add_action(self.paper)
        self.head.add_action(self.post)
        take = (
            quiet("ship.take", _("Take the row (Enter)"), acts["take"]),
            quiet("ship.f2", _("Type a code (F2)"), acts["type"]),
        )
        back = (
            quiet("ship.undo", _("Undo last (F4)"), acts["undo"]),
            danger("ship.discard", _("Discard"), acts["discard"]),
        )
        hint = _(
            "Scan each label as you take it; number + Enter before it: so many"
            " · Ctrl+Enter: post · Esc: back"
        )
        picking = _part(self._empty, self.picks, hint, take, back)
        parcel = (quiet("ship.parcel", _("Type a tracking number (T)"), acts["parcel"]),)
        hint = _("Scan the carrier's label on each parcel. Delete on a row takes it back.")
        parcels = _part(None, self.parcels, hint, parcel)
        self.tabs.add_part("picks", _("To take"), picking)
        self.tabs.add_part("parcels", _("Parcels"), parcels)
        self.tabs.add_part("packing", _("Packing"), self.packing)
        last = dock_layout.last_scans(_("Last scans"), self.scans)
        dock_layout.lay_out(self, self.head, self.banner, last, self.tabs)


def _part(
    empty: QWidget | None, rows: QWidget, hint: str, *buttons: tuple[QPushButton, ...]
) -> QWidget:
    """What is behind one of the tabs."""
    card = Card(padding=8)
    card.setProperty("role", "")
    if empty is not None:
        card.add(empty)
    card.add(rows, 1)
    if empty is not None:
        card.body.addStretch()
    card.add(plain(hint, "muted", wrap=True))
    dock_layout.add_buttons(card, *buttons)
    return card


def _title(on: OnShipment) -> str:
    if on.order is None:
        return str(message("Ship to {customer}", customer=on.customer))
    return str(message("Ship {order}", order=on.order.number))


def _subtitle(on: OnShipment) -> str:
    if on.order is None:
        return str(message("{number} · without an order", number=on.head.number))
    parts = [on.customer, on.head.number]
    if on.order.reference:
        parts.append(str(message("their order {number}", number=on.order.reference)))
    if on.order.due_on:
        parts.append(str(message("due {day}", day=on.order.due_on)))
    return " · ".join(parts)
