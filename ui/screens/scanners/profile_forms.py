"""How a scanner is set up: the keyboard's, and those at serial ports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from lsn_desktop.scanning.boards import Caps, Layout
from lsn_desktop.scanning.frames import Suffix
from lsn_desktop.scanning.keystrokes import Prefix
from lsn_desktop.scanning.keystrokes import Suffix as KeySuffix
from lsn_desktop.settings import ScannerSettings, WedgeSettings
from ui.parts.choice_box import ChoiceBox
from ui.parts.form import Form
from ui.screens.scanners.rows import suffix_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lsn_desktop.devices.ports import Port
    from lsn_desktop.domain.refusals import Refusal

_GAPS = (20, 30, 50, 80, 120)  # ms
_BAUDS = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)


class SerialForm(QWidget):
    """The settings of one serial scanner, in two columns."""

    def __init__(self) -> None:
        super().__init__()
        self.name, self.port, self.baud = QLineEdit(), ChoiceBox(), QComboBox()
        self.suffix, self.prefix, self.gs = QComboBox(), QLineEdit(), QLineEdit()
        self.sends_gs = _separator_box()
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
        self._right.add("sends_gs", _("Group separators"), self.sends_gs)
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
        _choose(self.sends_gs, one.gs)
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
            gs=str(self.sends_gs.currentData()),
        )

    def complain(self, flaws: Mapping[str, Refusal]) -> None:
        """Say what is wrong, field by field."""
        for form in (self._left, self._right):
            form.clear_complaints()
        for field, flaw in reversed(list(flaws.items())):
            self._left.complain(field, str(flaw))


class WedgeForm(QWidget):
    """The settings of one scanner that types, in two columns."""

    def __init__(self) -> None:
        super().__init__()
        self._told = WedgeSettings()
        self.name, self.gs, self.sends_gs = QLineEdit(), QLineEdit(), _separator_box()
        self.prefix = _box((_("No key: known by its speed"), ""), *_words(Prefix))
        self.suffix = _box(
            (_("Enter or Tab"), ""),
            *((one.value, one.value) for one in KeySuffix if one is not KeySuffix.EITHER),
        )
        self.layout_of = _box(
            (_("This computer's, unless its keys prove otherwise"), ""),
            (_("This computer's"), Layout.AS_TYPED.value),
            (_("US, whatever this computer's is"), Layout.US_SCAN_CODES.value),
            (_("Learned key by key by the test"), Layout.LEARNED.value),
        )
        self.caps = _box(
            (_("Turned back"), ""),
            (_("The scanner turns it back itself"), Caps.AS_TYPED.value),
            (_("The scanner turns letters round without it"), Caps.SWAPPED.value),
        )
        self.gap = _box(*((f"{ms} ms", ms) for ms in _GAPS))
        self._left, self._right = (
            Form("scanners.wedge", spacing=8),
            Form("scanners.wedge", spacing=8),
        )
        self._left.add("name", _("Name"), self.name)
        self._left.add(
            "prefix",
            _("A scan begins with"),
            self.prefix,
            _("Set the scanner to send F9 first: then no scan is ever taken for typing."),
        )
        self._left.add("suffix", _("A scan ends with"), self.suffix)
        self._left.add("gap", _("Longest pause between two keys"), self.gap)
        self._right.add("layout", _("The scanner's keyboard"), self.layout_of)
        self._right.add("caps", _("Caps Lock"), self.caps)
        self._right.add(
            "gs",
            _("Sent for a group separator"),
            self.gs,
            _("Empty: Ctrl+], F8, Alt+029 and {GS} are known by themselves."),
        )
        self._right.add("sends_gs", _("Group separators"), self.sends_gs)
        _side_by_side(self, self._left, self._right)

    def tell(self, wedge: WedgeSettings) -> None:
        """Show the settings."""
        self._told = wedge
        self.name.setText(wedge.name)
        self.gs.setText(wedge.gs_substitute)
        if self.gap.findData(wedge.max_gap_ms) < 0:
            self.gap.addItem(f"{wedge.max_gap_ms} ms", wedge.max_gap_ms)
        for box, value in (
            (self.prefix, wedge.prefix),
            (self.suffix, wedge.suffix),
            (self.layout_of, wedge.layout),
            (self.caps, wedge.caps),
            (self.gap, wedge.max_gap_ms),
            (self.sends_gs, wedge.gs),
        ):
            _choose(box, value)
        self.complain({})

    def filled(self) -> WedgeSettings:
        """The settings as they stand; what was learned is kept while it counts."""
        layout = str(self.layout_of.currentData())
        return WedgeSettings(
            self.name.text().strip(),
            str(self.prefix.currentData()),
            str(self.suffix.currentData()),
            self.gs.text(),
            str(self.sends_gs.currentData()),
            layout,
            str(self.caps.currentData()),
            int(self.gap.currentData()),
            self._told.learned if layout == Layout.LEARNED.value else (),
        )

    def complain(self, flaws: Mapping[str, Refusal]) -> None:
        """Say what is wrong, field by field."""
        self._left.clear_complaints()
        for field, flaw in reversed(list(flaws.items())):
            self._left.complain(field, str(flaw))


def _box(*choices: tuple[str, object]) -> QComboBox:
    box = QComboBox()
    for words, value in choices:
        box.addItem(words, value)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box


def _words(keys: type[Prefix]) -> list[tuple[str, object]]:
    return [(one.value, one.value) for one in keys if one.value]


def _separator_box() -> QComboBox:
    return _box(
        (_("Not known"), ""), (_("It sends them"), "sends"), (_("It drops them"), "drops")
    )


def _choose(box: QComboBox, value: object) -> None:
    box.setCurrentIndex(max(0, box.findData(value)))


def _side_by_side(holder: QWidget, *forms: Form) -> None:
    columns = QHBoxLayout(holder)
    columns.setContentsMargins(0, 0, 0, 0)
    columns.setSpacing(24)
    for form in forms:
        column = QVBoxLayout()
        column.addWidget(form)
        column.addStretch()
        columns.addLayout(column, 1)
