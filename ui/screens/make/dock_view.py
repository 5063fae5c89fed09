"""The parts of a build's page, and what of the build they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.quantities import off_grid
from ui.dock import dock_layout
from ui.dock.pick_view import PickView
from ui.page import PageHead
from ui.parts.buttons import danger, primary, quiet
from ui.parts.card import Card, badge, rebadge
from ui.parts.tabs import Tabs
from ui.parts.text import plain, quantity_text
from ui.scans.scan_banner import ScanBanner
from ui.scans.scan_list import ScanList
from ui.screens.make import need_rows, part_rows, words
from ui.screens.make.part_view import PartView

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from PySide6.QtWidgets import QPushButton

    from ui.parts.theme import Theme
    from ui.screens.make.facts import OnBuild


class DockView(QWidget):
    """Head, banner, last scans; beside them what is needed, and what is part of what."""

    def __init__(self, theme: Theme, acts: Mapping[str, Callable[[], object]]) -> None:
        super().__init__()
        self.head = PageHead(_("Make"))
        self.count = plain("", "large")
        self._mode = badge("")
        self.post = primary("make.post", _("Finish (post)"), acts["post"])
        self.banner = ScanBanner(theme)
        nothing = _("Nothing was scanned yet. Every scan is listed here, newest first.")
        self.scans = ScanList(theme, "make.scan_list", nothing)
        self.picks = PickView(theme, "make.needs")
        self.parts = PartView(theme)
        self._no_parts = plain(
            _(
                "Nothing came out yet. Scan the serial of what is made, or number it (N)."
                " With P on, parts are tied to the serial scanned with them."
            ),
            "muted",
            wrap=True,
        )
        self.tabs = Tabs("make.tabs", _("What is needed, and what is part of what"))
        self._lay_out(acts)

    def show_facts(self, on: OnBuild, zone: str, today: date) -> None:
        """Show the build as it now is."""
        order = on.order
        self.head.tell(f"{_title(order.kind)} {order.number}", _subtitle(on))
        made = order.made + on.drafts.made.get(order.item_id, 0)
        if order.kind == "disassembly":
            made = order.made + on.drafts.put_in.get(order.item_id, 0)
        said = message(
            "{made} of {ordered} {unit}",
            made=quantity_text(off_grid(made, order.decimals)),
            ordered=quantity_text(off_grid(order.ordered, order.decimals)),
            unit=order.unit,
        )
        self.count.setText(str(said))
        self.scans.show_scans([words.scan_row(each, zone) for each in on.scans])
        self.picks.show_rows(need_rows.rows_of(on, today))
        rows = part_rows.rows_of(on)
        self.parts.show_rows(rows)
        self.parts.setVisible(bool(rows))
        self._no_parts.setVisible(not rows)
        loose = len(on.loose())
        title = _("Part of")
        if loose:
            title = str(message("Part of: {count} loose", count=loose))
        self.tabs.retitle("parts", title)

    def show_mode(self, words_of_mode: str) -> None:
        """Say beside the title what holds for the scans to come."""
        rebadge(self._mode, words_of_mode, "accent")

    def _lay_out(self, acts: Mapping[str, Callable[[], object]]) -> None:
        self._mode.hide()
        self.head.add_badge(self._mode)
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.head.add_action(self.count)
        self.head.add_action(self.post)
        take = (
            quiet("make.take", _("Take (Enter)"), acts["take"]),
            quiet("make.f2", _("Type (F2)"), acts["type"]),
            quiet("make.number", _("Number (N)"), acts["number"]),
        )
        back = (
            quiet("make.scrap", _("Scrap (S)"), acts["scrap"]),
            quiet("make.undo", _("Undo (F4)"), acts["undo"]),
            danger("make.discard", _("Discard"), acts["discard"]),
        )
        hint = _(
            "Number + Enter before a scan: so many · N: number outputs · S: the next is scrap"
            " · Ctrl+Enter: finish · Esc: back"
        )
        needs = _part((self.picks,), hint, take, back)
        tie = (
            quiet("make.part_of", _("Tie while scanning (P)"), acts["part_of"]),
            quiet("make.labels", _("Labels (Ctrl+P)"), acts["labels"]),
        )
        hint = _(
            "Enter on what is loose ties it, Delete on a part unties it; S scraps an output."
        )
        parts = _part((self._no_parts, self.parts), hint, tie)
        self.tabs.add_part("needs", _("Needed"), needs)
        self.tabs.add_part("parts", _("Part of"), parts)
        last = dock_layout.last_scans(_("Last scans"), self.scans)
        dock_layout.lay_out(self, self.head, self.banner, last, self.tabs)


def _part(shown: tuple[QWidget, ...], hint: str, *buttons: tuple[QPushButton, ...]) -> QWidget:
    """What is behind one of the tabs."""
    card = Card(padding=8)
    card.setProperty("role", "")
    for one in shown:
        card.add(one, 1 if one is shown[-1] else 0)
    if len(shown) > 1:
        card.body.addStretch()
    card.add(plain(hint, "muted", wrap=True))
    dock_layout.add_buttons(card, *buttons)
    return card


def _title(kind: str) -> str:
    return {"disassembly": _("Take apart"), "rework": _("Rework")}.get(kind, _("Make"))


def _subtitle(on: OnBuild) -> str:
    order, place = on.order, on.head.location or ""
    due = str(message("due {day}", day=order.due_on)) if order.due_on else ""
    into = str(message("goes to {place}", place=place)) if place else ""
    return " · ".join(filter(None, (order.item, on.head.number, into, due, order.note)))
