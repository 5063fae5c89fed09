"""Serial ports nobody listens to yet: one press adds the scanner behind one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.settings import ScannerSettings
from ui.parts.buttons import link, quiet
from ui.parts.card import Card
from ui.parts.shrinking_area import ShrinkingArea
from ui.parts.text import ElidedLabel, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QHideEvent, QShowEvent

    from lsn_desktop.devices.ports import Port
    from ui.tasks import Lanes

_LONGEST = 40  # letters of a scanner's name
_EVERY = 2000  # ms between two looks for ports


class PortsCard(Card):
    """Finds what is plugged in while it is on show; ``chosen`` is the scanner to add."""

    chosen = Signal(object)  # the ScannerSettings

    def __init__(self, look: Callable[[], list[Port]], lanes: Lanes) -> None:
        super().__init__()
        self._look, self._lanes = look, lanes
        self._again = QTimer(self, interval=_EVERY)
        self._again.timeout.connect(self.look)
        self._known: Sequence[ScannerSettings] = ()
        self._shown: Sequence[Port] = ()
        self._words = plain(_("Looking for ports"), "muted", wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self._room = ShrinkingArea(self._rows)
        head = QHBoxLayout()
        head.addWidget(plain(_("Serial ports found"), "section"), 1)
        head.addWidget(link("scanners.look", _("Look again"), self.look))
        self.body.addLayout(head)
        self.add(self._words)
        self.add(self._room)
        self._room.refit()

    def tell(self, known: Sequence[ScannerSettings]) -> None:
        """Offer none of the ports these scanners are at."""
        self._known = known
        self._show(self._shown)

    def look(self) -> None:
        """Find the ports there are now."""
        self._lanes.read(self._look, self._found, self._fail)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        self._again.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        self._again.stop()
        super().hideEvent(event)

    def _found(self, ports: Sequence[Port]) -> None:
        """Show them if one came or went: rows made anew would take the focus away."""
        if ports != self._shown or self._rows.isEmpty():
            self._show(ports)

    def _show(self, ports: Sequence[Port]) -> None:
        self._shown = ports
        taken = {one.port for one in self._known}
        free = [port for port in ports if taken.isdisjoint({port.address, port.device})]
        free.sort(key=lambda port: not port.is_scanner)
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, port in enumerate(free, 1):
            self._rows.addWidget(self._row(number, port))
        self._words.setVisible(not free)
        self._words.setText(_("None. Plug a scanner in; set it to USB COM or serial port."))
        self._room.refit()

    def _row(self, number: int, port: Port) -> QWidget:
        what = port.description or _("Serial port")
        if port.is_scanner:
            what = str(message("{what}, a scanner", what=what))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(what, "strong" if port.is_scanner else ""))
        words.addWidget(ElidedLabel(port.device, "muted"))
        row.addLayout(words, 1)
        add = quiet(f"scanners.add.{number}", _("Add"), lambda: self._choose(port))
        add.setAccessibleName(str(message("Add {what} at {port}", what=what, port=port.device)))
        row.addWidget(add)
        return holder

    def _choose(self, port: Port) -> None:
        names = {one.name for one in self._known}
        wanted = port.description.strip()[:_LONGEST] or _("Serial scanner")
        name, number = wanted, 1
        while name in names:
            number += 1
            name = f"{wanted} {number}"
        self.chosen.emit(ScannerSettings(name, port.address))

    def _fail(self, error: Exception) -> None:
        self._words.setText(str(error))
        self._words.show()
