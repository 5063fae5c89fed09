"""The list of lots and serials, and the page of the one that was opened."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from ui.page import PageHead, PlainPage
from ui.parts.buttons import quiet
from ui.parts.card import Card
from ui.parts.empty_state import EmptyState
from ui.parts.notice import Notice
from ui.screens.lsns.ledger import LedgerPart
from ui.screens.lsns.record import LsnRecord
from ui.tables import field_columns, lsn_table
from ui.tables.listing import Listing

if TYPE_CHECKING:
    from lsn_desktop.storage.lists import LsnRow
    from ui.desk import Desk

_TOUCHED = frozenset({"lsn", "stock", "document", "item", "job", "certificate"})


class LsnsScreen(PlainPage):
    """Find a lot or serial; Enter opens its page, Esc comes back to the list."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("LSNs"), "lsns")
        self._desk = desk
        self._notice = Notice("lsns.notice")
        self._table: Listing[LsnRow] = Listing(
            desk,
            "lsns.table",
            _("Lots and serials"),
            lsn_table.columns(desk.station.by().on),
            EmptyState(
                desk.theme,
                "lsns",
                _("No lots or serials yet"),
                _("Receive goods: each lot and serial that comes in has its page here."),
                ("lsns.receive", _("Receive"), partial(desk.go, "receive", None)),
            ),
            (lsn_table.source(desk), _TOUCHED),
            lsn_table.survey(desk),
        )
        self._table.also(field_columns.of_lsns)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._list_part())
        self._table.opened.connect(self._open)
        self._table.failed.connect(self._notice.refuse)
        desk.changes.changed.connect(self._follow)

    @cached_property
    def _record(self) -> LsnRecord:
        """Built when the first one is opened: its eleven tabs take longer than the list."""
        record = LsnRecord(self._desk)
        record.awaiting_changed.connect(self.chip_changed)
        self._stack.addWidget(record)
        return record

    @cached_property
    def _ledger(self) -> LedgerPart:
        part = LedgerPart(self._desk)
        self._stack.addWidget(part)
        return part

    def shown(self) -> None:
        self._table.ask_once()
        if self._stack.currentIndex() == 0:
            self._table.view.setFocus()

    def show_ledger(self) -> None:
        """Every move there was, to be narrowed."""
        self._stack.setCurrentWidget(self._ledger)
        self._ledger.refresh()
        self._ledger.setFocus()

    def ledger_of(self, place: str, subject: int) -> None:
        """The ledger of one of ``items``, ``lsns``, ``parties`` by its row number."""
        self.show_ledger()
        self._ledger.show_of(place, subject)

    def go_to(self, subject: int) -> None:
        """Open the page of the lot or serial with this row number."""
        record = self._record
        self._stack.setCurrentWidget(record)
        record.open_lsn(subject)
        record.setFocus()

    def choose(self, tab: str) -> None:
        """Show a tab of the page that is open: ``timeline``, ``holds`` ..."""
        self._record.choose(tab)

    def print_chosen(self) -> bool:
        """Go to Labels with the one that is open, or selected in the list."""
        part = self._stack.currentWidget()
        if isinstance(part, LedgerPart):
            return part.print_chosen()
        if isinstance(part, LsnRecord):
            self._record.print_label()
        elif (row := self._table.row()) is not None:
            self._desk.go("labels", row.id)
        else:
            return False
        return True

    def ask_change(self, kind: str) -> None:
        """Go to the form that renames, merges or splits the one that is open."""
        self._record.ask_change(kind)

    @property
    def takes_scans(self) -> bool:  # type: ignore[override]
        """Only where a code of it is awaited; else a scan opens its subject."""
        part = self._stack.currentWidget()
        return isinstance(part, LsnRecord) and part.awaits_code

    def chip(self) -> str:
        if not self.takes_scans:
            return ""
        return self._record.chip

    def scanned(self, frame: bytes, device: str) -> None:
        self._record.scanned(frame, device)

    def import_file(self) -> None:
        """Go where a file of lots and serials is taken in."""
        self._desk.go("import lsns", None)

    def go_back(self) -> bool:
        part = self._stack.currentWidget()
        if isinstance(part, LedgerPart) and part.go_back():
            return True  # it is of more again
        if self._stack.currentIndex() > 0:
            self._stack.setCurrentIndex(0)
            self.chip_changed.emit()
            self._table.view.setFocus()
            return True
        return self._table.go_back()

    def _open(self, row: LsnRow) -> None:
        self.go_to(row.id)

    def _follow(self, subjects: frozenset[str]) -> None:
        if subjects & _TOUCHED and "_record" in vars(self):  # else it was never opened
            self._record.reload()

    def _list_part(self) -> QWidget:
        card = Card()
        card.add(self._notice)
        card.add(self._table, 1)
        part = QWidget()
        rows = QVBoxLayout(part)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        head = PageHead(_("Lots and serials"), _("Type to find, Enter opens"))
        head.add_action(quiet("lsns.ledger", _("Ledger"), self.show_ledger))
        head.add_action(quiet("lsns.import", _("Import…"), self.import_file))
        rows.addWidget(head)
        rows.addWidget(card, 1)
        return part
