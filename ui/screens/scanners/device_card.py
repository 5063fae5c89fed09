"""One scanner: how it is, the last code it sent in full, and its settings to change."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.scanning.read import read
from lsn_desktop.settings import WedgeSettings
from ui.parts.buttons import danger, primary, quiet
from ui.parts.card import Card, badge, rebadge
from ui.parts.code_view import CodeView
from ui.parts.scrolled import scrolled
from ui.parts.text import ElidedLabel, plain
from ui.screens.scanners.profile_forms import SerialForm, WedgeForm
from ui.screens.scanners.rows import state_tone, state_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from lsn_desktop.devices.ports import Port
    from lsn_desktop.domain.refusals import Refusal
    from ui.scans.scanners import Heard
    from ui.screens.scanners.rows import DeviceRow


class DeviceCard(Card):
    """``saved`` tells the new settings, ``removed`` that the scanner shall go."""

    saved = Signal(object)  # ScannerSettings or WedgeSettings
    removed = Signal()
    recorded_wanted = Signal()
    test_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._row: DeviceRow | None = None
        self._name = ElidedLabel("", "large")
        self._name.setObjectName("scanners.device")
        self._how = ElidedLabel("", "muted")
        self._state = badge("")
        self._change = quiet("scanners.change", _("Change settings"), self.begin_change)
        self._test = quiet("scanners.test", _("Test"), self._ask_test)
        self._test.setAccessibleName(_("Test this scanner"))
        self._remove = danger("scanners.remove", _("Remove"), self.removed.emit)
        self._nothing = plain("", "muted", wrap=True)
        self._nothing.setObjectName("scanners.nothing_yet")
        self._no_scanner = quiet(
            "scanners.no_scanner", _("No scanner here? Play a recorded one"), self._ask_recorded
        )
        self._when = plain(role="section")
        self._code = CodeView("scanners.last")
        self._serial, self._wedge = SerialForm(), WedgeForm()
        self._forms, self._stack = QStackedWidget(), QStackedWidget()
        self._lay_out()

    def tell(self, row: DeviceRow | None, last: Heard | None, on: date) -> None:
        """Show a scanner and what it sent last."""
        if row is None or self._row is None or row.name != self._row.name:
            self._stack.setCurrentIndex(0)
        self._row = row
        self.setVisible(row is not None)
        if row is None:
            return
        self._name.setText(row.name)
        self._how.setText(row.how)
        rebadge(self._state, state_words(row), state_tone(row))
        self._state.setVisible(row.light.why is None)
        self._change.setVisible(row.wedge is not None or row.profile is not None)
        set_up = row.wedge is not None and row.wedge != WedgeSettings()
        self._remove.setVisible(row.profile is not None or set_up)
        self._test.setVisible(row.wedge is not None or row.profile is not None)
        self._show_last(row, last, on)

    def begin_change(self) -> None:
        """Show the settings to be changed."""
        if self._row is None:
            return
        if self._row.profile is not None:
            self._serial.tell(self._row.profile)
            self._forms.setCurrentWidget(self._serial)
        elif self._row.wedge is not None:
            self._wedge.tell(self._row.wedge)
            self._forms.setCurrentWidget(self._wedge)
        self._stack.setCurrentIndex(1)

    def offer_ports(self, ports: Sequence[Port]) -> None:
        """The ports a scanner may be at."""
        self._serial.offer_ports(ports)

    def complain(self, flaws: Mapping[str, Refusal]) -> None:
        """Say what is wrong with the settings, field by field; close them if nothing is."""
        self._form().complain(flaws)
        if not flaws:
            self._stack.setCurrentIndex(0)

    def go_back(self) -> bool:
        """Leave the settings as they were; False if they are not on show."""
        changing = self._stack.currentIndex() == 1
        self._stack.setCurrentIndex(0)
        return changing

    def _show_last(self, row: DeviceRow, last: Heard | None, on: date) -> None:
        trouble = str(row.light.why or "")
        self._nothing.setText(
            trouble or (_("Nothing was scanned yet. Scan any code to see it here."))
        )
        self._nothing.setProperty("role", "error" if trouble else "muted")
        self._nothing.style().polish(self._nothing)
        self._nothing.setVisible(last is None or bool(trouble))
        self._no_scanner.setVisible(last is None)
        for part in (self._when, self._code):
            part.setVisible(last is not None)
        if last is None:
            return
        kinds = {
            "complete": _("Last code, at {time}"),
            "suspect": _("Last code, at {time}: its beginning may be missing"),
            "overlong": _("Last code, at {time}: longer than any label"),
            "incomplete": _("Last code, at {time}: cut short"),
        }
        at = f"{datetime.fromtimestamp(last.at).astimezone():%H:%M:%S}"
        self._when.setText(str(message(kinds.get(last.kind, kinds["complete"]), time=at)))
        self._code.tell(read(last.content, today=on))

    def _ask_recorded(self) -> None:
        self.recorded_wanted.emit()

    def _ask_test(self) -> None:
        self.test_wanted.emit()

    def _save(self) -> None:
        self.saved.emit(self._form().filled())

    def _form(self) -> SerialForm | WedgeForm:
        return self._serial if self._forms.currentWidget() is self._serial else self._wedge

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._name)
        words.addWidget(self._how)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addLayout(words, 1)
        head.addWidget(self._state)
        head.addWidget(self._test)
        head.addWidget(self._change)
        head.addWidget(self._remove)
        self.body.addLayout(head)
        self.add(self._stack, 1)
        code = QVBoxLayout()
        code.setSpacing(8)
        for part in (self._nothing, self._when, self._code):
            code.addWidget(part)
        code.addWidget(self._no_scanner, 0, Qt.AlignmentFlag.AlignLeft)
        code.addStretch()
        self._stack.addWidget(scrolled(code))
        self._forms.addWidget(self._serial)
        self._forms.addWidget(self._wedge)
        buttons = QHBoxLayout()
        buttons.setSpacing(14)
        buttons.addStretch()
        buttons.addWidget(quiet("scanners.cancel", _("Leave as it is"), self.go_back))
        buttons.addWidget(primary("scanners.save", _("Save"), self._save))
        form = QVBoxLayout()
        form.addWidget(self._forms)
        form.addStretch()
        fields = QWidget()
        rows = QVBoxLayout(fields)
        rows.setContentsMargins(0, 8, 0, 0)
        rows.addWidget(scrolled(form), 1)
        rows.addLayout(buttons)
        self._stack.addWidget(fields)
