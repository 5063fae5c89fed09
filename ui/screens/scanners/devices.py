"""The scanners of this workstation: each with its light, its last code and its settings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from lsn_desktop.devices import ports
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import Unavailable
from lsn_desktop.settings import (
    KEYBOARD,
    ScannerSettings,
    WedgeSettings,
    scanner_flaws,
    wedge_flaws,
)
from ui.parts.text import named
from ui.parts.tokens import GAP
from ui.screens.scanners.device_card import DeviceCard
from ui.screens.scanners.ports_card import PortsCard
from ui.screens.scanners.rows import DeviceRow, columns, device_rows
from ui.tables.rows_model import RowsModel
from ui.tables.table_view import TableView

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.devices.ports import Port
    from lsn_desktop.domain.refusals import Refusal
    from lsn_desktop.settings import Settings
    from ui.desk import Desk
    from ui.frame.workplace import Workplace
    from ui.parts.notice import Notice


class DevicesPart(QWidget):
    """The list at the left with the ports found below it; the chosen scanner at the right."""

    recorded_wanted = Signal()
    test_wanted = Signal()

    def __init__(
        self,
        desk: Desk,
        workplace: Workplace,
        notice: Notice,
        look: Callable[[], list[Port]] = ports.present,
    ) -> None:
        super().__init__()
        self._desk, self._workplace, self._notice = desk, workplace, notice
        self._chosen = ""
        self._model: RowsModel[DeviceRow] = RowsModel(columns(), desk.theme, self)
        self._list = TableView(self._model)
        named(self._list, "scanners.devices", _("Scanners"))
        self._ports = PortsCard(look, desk.lanes)
        self._card = DeviceCard()
        self._lay_out()
        self._ports.chosen.connect(self.add)
        self._card.saved.connect(self._save)
        self._card.removed.connect(self.remove)
        self._card.recorded_wanted.connect(self.recorded_wanted)
        self._card.test_wanted.connect(self.test_wanted)
        self._list.selectionModel().currentRowChanged.connect(self._choose)
        workplace.scanners.changed.connect(self.reload)
        workplace.scanners.scanned.connect(self._heard)
        workplace.scanners.broken.connect(self._heard)
        self.reload()

    def shown(self) -> None:
        """Look which ports there are now."""
        self._ports.look()
        self.reload()
        self._list.setFocus()

    def reload(self) -> None:
        """Show how every scanner is now; the one chosen stays chosen."""
        chosen = self._chosen
        rows = device_rows(self._workplace.scanners, self._settings)
        self._list.selectionModel().blockSignals(True)  # noqa: FBT003 - Qt's own
        self._model.show(rows)
        names = [row.name for row in rows]
        at = names.index(chosen) if chosen in names else 0
        self._list.selectRow(at)
        self._list.selectionModel().blockSignals(False)  # noqa: FBT003 - Qt's own
        self._list.viewport().update()
        self._chosen = names[at] if names else ""
        self._ports.tell(self._settings.scanners)
        self._show_chosen()

    def add(self, one: ScannerSettings) -> None:
        """Listen to another serial scanner from now on."""
        settings = self._settings
        self._chosen = one.name
        words = message("{name} is added. Scan any code to try it.", name=one.name)
        self._keep(replace(settings, scanners=(*settings.scanners, one)), str(words))

    def remove(self) -> None:
        """Listen to the chosen scanner no longer."""
        row = self._row()
        settings = self._settings
        if row is not None and row.wedge is not None:
            kept = tuple(one for one in settings.wedges if one != row.wedge)
            words = message("The settings of {name} are forgotten.", name=row.name)
            self._keep(replace(settings, wedges=kept), str(words))
        elif row is not None and row.profile is not None:
            rest = tuple(one for one in settings.scanners if one.name != row.name)
            words = message("{name} is removed. Its port is offered again.", name=row.name)
            self._keep(replace(settings, scanners=rest), str(words))

    def choose(self, name: str) -> None:
        """Show a scanner."""
        self._chosen = name
        self.reload()

    def begin_change(self) -> None:
        """Show the settings of the chosen scanner."""
        self._card.begin_change()

    def go_back(self) -> bool:
        """Leave the settings on show; False if none are."""
        return self._card.go_back()

    @property
    def _settings(self) -> Settings:
        return self._workplace.settings()

    def _save(self, wanted: ScannerSettings | WedgeSettings) -> None:
        row = self._row()
        if row is None:
            return
        if isinstance(wanted, WedgeSettings):
            settings, flaws = self._with_wedge(wanted, row)
        else:
            settings, flaws = self._with_scanner(wanted, row)
        self._card.complain(flaws)
        if flaws:
            return
        self._chosen = wanted.name
        self._keep(settings, str(message("{name} is set.", name=wanted.name)))

    def _with_wedge(
        self, wanted: WedgeSettings, row: DeviceRow
    ) -> tuple[Settings, dict[str, Refusal]]:
        settings = self._settings
        others = [one for one in settings.wedges if one != row.wedge]
        taken = (_("Recorded scanner"), *(one.name for one in settings.scanners))
        flaws = wedge_flaws(wanted, others, taken)
        return replace(settings, wedges=(*others, wanted)), flaws

    def _with_scanner(
        self, wanted: ScannerSettings, row: DeviceRow
    ) -> tuple[Settings, dict[str, Refusal]]:
        settings = self._settings
        others = [one for one in settings.scanners if one.name != row.name]
        taken = (KEYBOARD, _("Recorded scanner"), *(one.name for one in settings.wedges))
        scanners = tuple(wanted if one is row.profile else one for one in settings.scanners)
        flaws = scanner_flaws(wanted, others, taken)
        return replace(settings, scanners=scanners), flaws

    def _keep(self, settings: Settings, words: str) -> None:
        try:
            self._workplace.change(settings)
        except Unavailable as unavailable:
            self._notice.refuse(unavailable)
        else:
            self._notice.ok(words)
            self._ports.look()
        self.reload()

    def _heard(self, _frame: bytes, device: str, _kind: object) -> None:
        self._chosen = device
        if self.isVisible():
            self.reload()

    def _choose(self) -> None:
        index = self._list.currentIndex()
        self._chosen = self._model.row(index).name if index.isValid() else ""
        self._show_chosen()

    def _row(self) -> DeviceRow | None:
        return next((row for row in self._model.rows if row.name == self._chosen), None)

    def _show_chosen(self) -> None:
        row = self._row()
        last = self._workplace.scanners.last(row.name) if row is not None else None
        self._card.tell(row, last, self._desk.station.by().on)

    def _lay_out(self) -> None:
        header = self._list.horizontalHeader()
        self._list.setColumnWidth(0, 150)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        left = QVBoxLayout()
        left.setSpacing(GAP)
        left.addWidget(self._list, 1)
        left.addWidget(self._ports)
        columns_of = QHBoxLayout(self)
        columns_of.setContentsMargins(0, 0, 0, 0)
        columns_of.setSpacing(GAP)
        columns_of.addLayout(left, 2)
        columns_of.addWidget(self._card, 3)
