"""How a scanner is set up: the keyboard's, and those at serial ports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from lsn_desktop.scanning.frames import Suffix
from lsn_desktop.scanning.keystrokes import Layout, Prefix
from lsn_desktop.settings import ScannerSettings, WedgeSettings
from ui.choice_box import ChoiceBox
from ui.form import Form
from ui.screens.scanners.rows import suffix_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lsn_desktop.devices.ports import Port
    from lsn_desktop.domain.refusals import Refusal

_BAUDS = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)


class SerialForm(QWidget):
    """The settings of one serial scanner, in two columns."""

    def __init__(self) -> None:
        super().__init__()
        self.name, self.port, self.baud = QLineEdit(), ChoiceBox(), QComboBox()
        self.suffix, self.prefix, self.gs = QComboBox(), QLineEdit(), QLineEdit()
        self.port.setEditable(True)
        self.port.setInsertPolicy(ChoiceBox.InsertPolicy.NoInsert)
        for baud in _BAUDS:
            self.baud.addItem(str(baud), baud)
        for suffix in Suffix:
            self.suffix.addItem(suffix_words(suffix.name), suffix.name)
        self._left, self._right = (
            Form("scanners.serial", spacing=8),
            Form("scanners.serial", spacing=8),
        )
        self._left.add("name", _("Name"), self.name)
        self._left.add("port", _("Port"), self.port)
        self._left.add("baud", _("Speed, baud"), self.baud, _("USB scanners ignore it."))
        self._right.add("suffix", _("A scan ends with"), self.suffix)
        self._right.add(
            "prefix", _("A scan begins with"), self.prefix, _(r"C escapes: \x02 is STX.")
        )
        self._right.add(
            "gs", _("Sent for a group separator"), self.gs, _("Empty if it sends \\x1d itself.")
        )
        _side_by_side(self, self._left, self._right)

    def offer_ports(self, ports: Sequence[Port]) -> None:
        """Let these be chosen; any can be typed."""
        typed = self.port.currentText()
        self.port.clear()
        self.port.addItems([port.address for port in ports])
        self.port.setCurrentText(typed)

    def tell(self, one: ScannerSettings) -> None:
        """Show a scanner's settings."""
        self.name.setText(one.name)
        self.port.setCurrentText(one.port)
        if self.baud.findData(one.baud) < 0:
            self.baud.addItem(str(one.baud), one.baud)
        self.baud.setCurrentIndex(self.baud.findData(one.baud))
        self.suffix.setCurrentText(suffix_words(one.suffix))
        self.prefix.setText(one.prefix)
        self.gs.setText(one.gs_substitute)
        self.complain({})

    def filled(self) -> ScannerSettings:
        """The settings as they stand in the fields."""
        suffix = str(self.suffix.currentData())
        return ScannerSettings(
            self.name.text().strip(),
            self.port.currentText().strip(),
            int(self.baud.currentData()),
            prefix=self.prefix.text(),
            suffix="" if suffix == "LINE_END" else suffix,
            gs_substitute=self.gs.text(),
        )

    def complain(self, flaws: Mapping[str, Refusal]) -> None:
        """Say what is wrong, field by field."""
        for form in (self._left, self._right):
            form.clear_complaints()
        for field, flaw in reversed(list(flaws.items())):
            self._left.complain(field, str(flaw))


class WedgeForm(QWidget):
    """The settings of the scanners that type."""

    def __init__(self) -> None:
        super().__init__()
        self.prefix, self.gs, self.layout_of = QComboBox(), QLineEdit(), QComboBox()
        self.prefix.addItem(_("F9 or Ctrl+B, or known by its speed"), "")
        for one in Prefix:
            if one.value:
                self.prefix.addItem(one.value, one.value)
        self.gs.setMaxLength(1)
        self.layout_of.addItem(_("The same as this computer's"), "")
        self.layout_of.addItem(_("US, whatever this computer's is"), Layout.US_SCAN_CODES.value)
        left, right = Form("scanners.wedge", spacing=8), Form("scanners.wedge", spacing=8)
        left.add(
            "prefix",
            _("A scan begins with"),
            self.prefix,
            _("Set the scanner to send F9 first: then no scan is ever taken for typing."),
        )
        left.add("layout", _("The scanner's keyboard"), self.layout_of)
        right.add(
            "gs",
            _("Sent for a group separator"),
            self.gs,
            _("Empty: Ctrl+], F8, Alt+029 and {GS} are known by themselves."),
        )
        _side_by_side(self, left, right)

    def tell(self, wedge: WedgeSettings) -> None:
        """Show the settings."""
        self.prefix.setCurrentIndex(max(0, self.prefix.findData(wedge.prefix)))
        self.gs.setText(wedge.gs_substitute)
        self.layout_of.setCurrentIndex(max(0, self.layout_of.findData(wedge.layout)))

    def filled(self) -> WedgeSettings:
        """The settings as they stand in the fields."""
        return WedgeSettings(
            prefix=str(self.prefix.currentData()),
            gs_substitute=self.gs.text(),
            layout=str(self.layout_of.currentData()),
        )


def _side_by_side(holder: QWidget, *forms: Form) -> None:
    columns = QHBoxLayout(holder)
    columns.setContentsMargins(0, 0, 0, 0)
    columns.setSpacing(24)
    for form in forms:
        column = QVBoxLayout()
        column.addWidget(form)
        column.addStretch()
        columns.addLayout(column, 1)
