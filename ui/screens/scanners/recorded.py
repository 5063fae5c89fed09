"""Recorded scanners: deliveries of the demo company, and files; played as if scanned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from lsn_desktop.devices import replay
from lsn_desktop.domain.messages import _, message
from lsn_desktop.services.simulation import demo_rows, recorded
from ui.asking import ask
from ui.parts.buttons import primary, quiet
from ui.parts.choices import FileField
from ui.parts.empty_state import EmptyState
from ui.parts.text import named, plain
from ui.parts.tokens import GAP
from ui.scans.player_strip import PaceField
from ui.tables.rows_model import Column
from ui.tables.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from lsn_desktop.devices.replay import Recorded
    from lsn_desktop.services.simulation.demo_rows import Session
    from lsn_desktop.storage.orders import PurchaseOrder
    from lsn_desktop.storage.transactions import Connection
    from ui.desk import Desk
    from ui.parts.notice import Notice
    from ui.scans.player import Player

_RECEIVE = "receive"  # the page goods are received on


@dataclass(frozen=True, slots=True)
class Delivery:
    """A recorded delivery of an order this company has."""

    session: Session
    order: PurchaseOrder
    scans: Sequence[Recorded]

    @property
    def is_open(self) -> bool:
        return self.order.status == "open"


def deliveries(connection: Connection, on: date) -> list[Delivery]:
    """The recorded deliveries whose orders are here: those of the demo company."""
    return [
        Delivery(session, order, replay.recorded(demo_rows.recording(session.name, on)))
        for session, order in recorded.deliveries(connection)
    ]


class RecordedPart(QWidget):
    """``played_here`` is told when scans begin to come to this page itself."""

    played_here = Signal()

    def __init__(self, desk: Desk, player: Player, notice: Notice) -> None:
        super().__init__()
        self._desk, self._player, self._notice = desk, player, notice
        self._table: Table[Delivery] = Table(
            "scanners.deliveries",
            _("Recorded deliveries"),
            (
                Column[Delivery](_("Order"), lambda row: row.order.number, "order", width=120),
                Column[Delivery](_("From"), lambda row: row.order.vendor, "vendor", width=190),
                Column[Delivery](_("What comes"), lambda row: row.session.title, "title"),
                Column[Delivery](
                    _("Scans"), lambda row: str(len(row.scans)), right=True, width=80
                ),
                Column[Delivery](
                    _("State"),
                    lambda row: _("To receive") if row.is_open else _("Received"),
                    tone=lambda row: "accent" if row.is_open else "muted",
                    width=120,
                ),
            ),
            desk.theme,
            EmptyState(
                desk.theme,
                "scanners",
                _("No recorded deliveries here"),
                _("They belong to the demo company. A file of scans can be played below."),
            ),
        )
        self._play = primary("scanners.receive", _("Receive it"), self._receive)
        self._here = quiet("scanners.play_here", _("Only show its codes"), self._play_here)
        self.file = FileField("scanners.file", _("File of scans"))
        self._raw = QCheckBox(_("It holds the bytes as a serial port delivers them"))
        named(self._raw, "scanners.raw", self._raw.text())
        self._table.opened.connect(lambda _row: self._receive())
        self._table.chosen.connect(self._follow)
        self._lay_out()
        self._follow(None)

    def shown(self) -> None:
        """Ask what there is to play, and what of it was received meanwhile."""
        on = self._desk.station.by().on
        ask(self._desk, lambda found: deliveries(found, on), self._show, self._notice.refuse)

    def take_focus(self) -> None:
        """Go where the next key belongs."""
        self._table.view.setFocus()

    def go_back(self) -> bool:
        """Clear what was typed into Find; False if nothing was."""
        return self._table.go_back()

    def _show(self, rows: Sequence[Delivery]) -> None:
        self._table.show_rows(rows)

    def _follow(self, row: Delivery | None) -> None:
        self._play.setEnabled(row is not None)
        self._here.setEnabled(row is not None)

    def _receive(self) -> None:
        """Open Receive with the order, then let the scans come."""
        row = self._table.row()
        if row is None:
            return
        if not row.is_open:
            words = message(
                "{order} was received already. Choose another, or only show its codes.",
                order=row.order.number,
            )
            self._notice.attention(str(words))
            return
        self._notice.clear()
        self._desk.go("orders", row.order.id)
        self._player.play(_title(row), row.scans, _RECEIVE)

    def _play_here(self) -> None:
        if (row := self._table.row()) is not None:
            self._player.play(_title(row), row.scans, "scanners")
            self.played_here.emit()

    def _show_file(self) -> None:
        self._play_file("scanners")

    def _receive_file(self) -> None:
        self._play_file(_RECEIVE)

    def _play_file(self, then: str) -> None:
        """Read a file of scans and play it on a page."""
        file, raw = self.file.file(), self._raw.isChecked()
        if file is None:
            self._notice.attention(_("Choose a file first: one scan a line, with C escapes."))
            self.file.path.setFocus()
            return

        def loaded(scans: list[Recorded]) -> None:
            self._begin_file(file, scans, then)

        self._desk.lanes.read(lambda: replay.load(file, raw=raw), loaded, self._notice.refuse)

    def _begin_file(self, file: Path, scans: list[Recorded], page: str) -> None:
        if not scans:
            words = message("There is no scan in {file}.", file=file.name)
            self._notice.refuse_words(str(words))
            return
        self._notice.clear()
        if page == _RECEIVE:
            self._desk.go(_RECEIVE, None)
        self._player.play(file.name, scans, page)
        if page == _RECEIVE:
            self._player.pause()  # until a delivery is chosen
        else:
            self.played_here.emit()

    def _lay_out(self) -> None:
        delivery = QHBoxLayout()
        delivery.setSpacing(14)
        delivery.addWidget(plain(_("One scan"), "muted"))
        delivery.addWidget(PaceField("scanners.pace", self._player))
        delivery.addStretch()
        delivery.addWidget(self._here)
        delivery.addWidget(self._play)
        line = QHBoxLayout()
        line.setSpacing(14)
        self.file.path.setPlaceholderText(_("One scan a line, with C escapes"))
        line.addWidget(self.file, 1)
        for button in (
            quiet("scanners.file_here", _("Show its codes"), self._show_file),
            quiet("scanners.file_receive", _("Receive with it"), self._receive_file),
        ):
            line.addWidget(button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 0, 8, 8)
        rows.setSpacing(8)
        rows.addWidget(self._table, 1)
        rows.addLayout(delivery)
        rows.addSpacing(GAP)
        rows.addWidget(plain(_("A file of scans"), "section"))
        rows.addLayout(line)
        rows.addWidget(self._raw)


def _title(row: Delivery) -> str:
    return f"{row.order.number}, {row.order.vendor}"
