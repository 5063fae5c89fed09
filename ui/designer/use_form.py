"""One rule of which label is printed for what: its fields."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.filters import OneOf
from lsn_desktop.domain.messages import _
from lsn_desktop.paper import printers
from lsn_desktop.services.labels.label_choice import PURPOSES, For
from lsn_desktop.storage import catalogue, parties
from ui.parts.buttons import link
from ui.parts.choice_box import ChoiceBox
from ui.parts.choices import PrinterField
from ui.parts.form import Form
from ui.parts.text import plain
from ui.tables.find_field import FindField

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from lsn_desktop.storage.templates import Use
    from lsn_desktop.storage.transactions import Connection
    from ui.desk import Desk

_MOST = 12  # things offered while one types


class UseForm(QWidget):
    """Instead of which label, for whom and where, which one is printed."""

    said = Signal(str)  # why nothing was found

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._usual, self._template = ChoiceBox(), ChoiceBox()
        self._printer = PrinterField(any_printer=True)
        self.item = _Meant(desk, "uses.item", _("Any item"), _items)
        self.customer = _Meant(desk, "uses.customer", _("Any customer"), _customers)
        form = Form("uses", spacing=12)
        form.add("usual", _("Instead of"), self._usual)
        form.add("item", _("For item"), self.item.field)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(form)
        rows.addWidget(self.item)
        customer, rest = Form("uses"), Form("uses", spacing=12)
        customer.add("customer", _("For customer"), self.customer.field)
        rest.add("printer", _("On printer"), self._printer)
        rest.add("template", _("Print"), self._template)
        for part in (customer, self.customer, rest):
            rows.addWidget(part)
        self.item.field.missed.connect(self.said)
        self.customer.field.missed.connect(self.said)
        self.setFocusProxy(self._usual)
        by_key = (
            self._usual, self.item.field, self.item.any, self.customer.field,
            self.customer.any, self._printer, self._template,
        )  # fmt: skip
        for before, after in pairwise(by_key):
            self.setTabOrder(before, after)

    @property
    def usual(self) -> str:
        """The name of the label that is replaced."""
        return str(self._usual.currentData())

    @property
    def template(self) -> str:
        """The name of the label that is printed."""
        return str(self._template.currentData())

    @property
    def what(self) -> For:
        """What it is printed for."""
        return For(self.item.id, self.customer.id, self._printer.printer())

    def ask_for_printers(self) -> None:
        """Find the printers; the print server may take its time."""
        desk = self._desk
        self._printer.ask(desk.lanes, partial(printers.names, desk.program, desk.station))

    def offer(self, titles: Mapping[str, str]) -> None:
        """Offer these templates; what is chosen stays."""
        usual = {name: titles[name] for name in PURPOSES if name in titles}
        for box, found in ((self._usual, usual), (self._template, titles)):
            before = box.currentData()
            box.clear()
            for name, title in found.items():
                box.addItem(title, name)
            box.setCurrentIndex(max(0, box.findData(before)))

    def differs_from(self, use: Use) -> bool:
        """Whether a person has changed a rule that is shown, or is at it."""
        told = (self.usual, self.what, self.template) != (use.usual, use.what, use.template)
        return told or bool(self.item.field.text() or self.customer.field.text())

    def show_use(self, use: Use | None) -> None:
        """Show a rule, or nothing yet."""
        what = use.what if use else For()
        self.item.tell(what.item_id, use.item if use else "")
        self.customer.tell(what.customer_id, use.customer if use else "")
        self._printer.choose(what.printer)
        if use is not None:
            for box, name in ((self._usual, use.usual), (self._template, use.template)):
                if box.findData(name) < 0:  # said from the terminal, or used no more
                    box.addItem(name, name)
                box.setCurrentIndex(box.findData(name))


class _Meant(QWidget):
    """Below a field that finds something: what was found, and back to any."""

    def __init__(
        self,
        desk: Desk,
        name: str,
        nothing: str,
        find: Callable[[Connection, str], Sequence[tuple[int, str, str]]],
    ) -> None:
        super().__init__()
        self.id: int | None = None
        self.field: FindField[tuple[int, str, str]] = FindField(desk, find, _words)
        self.field.setPlaceholderText(_("Any letters of it"))
        self._nothing, self._words = nothing, plain(nothing, "muted", wrap=True)
        self.any = link(f"{name}.any", nothing, lambda: self.tell(None, ""))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 4)
        row.addWidget(self._words, 1)
        row.addWidget(self.any)
        self.field.found.connect(lambda one: self.tell(one[0], one[1]))
        self.tell(None, "")

    def tell(self, number: int | None, words: str) -> None:
        """Mean this one; None means any."""
        self.id = number
        self._words.setText(words or self._nothing)
        self.field.setAccessibleDescription(words or self._nothing)
        self.any.setVisible(number is not None)


def _words(one: tuple[int, str, str]) -> tuple[str, str]:
    return one[1], one[2]


def _items(connection: Connection, typed: str) -> list[tuple[int, str, str]]:
    found = catalogue.find_items(connection, typed, _MOST)
    return [(one.id, one.sku, one.description) for one in found]


def _customers(connection: Connection, typed: str) -> list[tuple[int, str, str]]:
    only = [OneOf("roles", frozenset({"customer"}))]
    found = parties.listed(connection, typed, n=_MOST, only=only)
    return [(one.id, one.name, one.code) for one in found]
