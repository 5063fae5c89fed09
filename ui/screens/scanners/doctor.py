"""The scanner doctor: six codes, and the program knows how a scanner is set up."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import Unavailable
from lsn_desktop.paper import output
from lsn_desktop.scanning.doctor import WedgeFound
from lsn_desktop.scanning.doctor_codes import CODES
from lsn_desktop.scanning.doctor_findings import Verdict, counts
from lsn_desktop.scanning.escapes import escaped
from lsn_desktop.settings import KEYBOARD, WedgeSettings, scanner_flaws, wedge_flaws
from printing.papers.doctor_sheet import ScannerReport, doctor_sheet
from ui.saving import safe_name
from ui.screens.scanners.doctor_course import Course
from ui.screens.scanners.doctor_result import ResultView
from ui.screens.scanners.doctor_step import StepView

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from lsn_desktop.domain.messages import Message
    from lsn_desktop.domain.refusals import Refusal
    from lsn_desktop.scanning.doctor import Capture, SerialFound
    from lsn_desktop.settings import ScannerSettings, Settings
    from ui.desk import Desk
    from ui.frame.workplace import Workplace
    from ui.parts.notice import Notice


_LONG = QLocale.FormatType.LongFormat


class DoctorPart(QWidget):
    """While its codes are on show, nothing that is scanned does anything else."""

    moved = Signal()  # to another code, or to the end
    left = Signal()  # gone back from, or done
    saved = Signal(str)  # the name of the scanner

    def __init__(self, desk: Desk, workplace: Workplace, notice: Notice) -> None:
        super().__init__()
        self._desk, self._workplace, self._notice = desk, workplace, notice
        self._course = Course()
        self._step, self._result = StepView(desk.theme), ResultView(desk.theme)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._step)
        self._stack.addWidget(self._result)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._stack)
        self._step.skipped.connect(self._skip)
        self._step.back.connect(self._go_back)
        self._step.codes_wanted.connect(self.print_chosen)
        self._result.saved.connect(self._save)
        self._result.sheet_wanted.connect(self.print_chosen)
        self._result.again.connect(self.begin)
        workplace.scanners.raw.connect(self._take)
        workplace.scanners.arriving.connect(self._step.arriving)
        self._step.tell(self._course)

    @property
    def course(self) -> Course:
        """Where the test stands."""
        return self._course

    def begin(self) -> None:
        """Test a scanner from the first code on."""
        self._course.restart()
        self._show()

    def chip(self) -> str:
        """Where the next scan goes."""
        if self._course.is_over:
            return _("Next scan: only shown here")
        words = message(
            "Next scan: test code {number} of {count}",
            number=self._course.number,
            count=len(CODES),
        )
        return str(words)

    def take_focus(self) -> None:
        """Go where the next key belongs."""
        if self._course.is_over:
            self._result.name.setFocus()
        else:
            self._step.setFocus()

    def go_back(self) -> bool:
        """One code back; at the first, out of the test."""
        self._go_back()
        return True

    def print_chosen(self) -> bool:
        """Print the six codes, and what was found once all is known."""
        program, course = self._desk.program, self._course
        report, title = None, _("Scanner test")
        if course.is_over and course.has_read:
            on = self._desk.station.by().on
            day = QLocale().toString(QDate(on.year, on.month, on.day), _LONG)
            name = self._result.name.text().strip() or course.device
            where = self._desk.station.workstation
            report = ScannerReport(name, day, where, course.findings())
            title = f"{title} {safe_name(name)}"
        paper = "Letter" if _is_letter() else "A4"
        printer, folder = program.settings.printer, program.settings.printed

        def job() -> Message:
            return output.print_page(doctor_sheet(report, paper), title, printer, folder)

        self._desk.lanes.read(job, self._printed, self._notice.refuse)
        return True

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self._listen()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        super().hideEvent(event)
        self._workplace.scanners.listen_raw(on=False)

    def _listen(self) -> None:
        self._workplace.scanners.listen_raw(on=self.isVisible() and not self._course.is_over)

    def _take(self, capture: Capture, device: str) -> None:
        taken = self._course.take(capture, device)
        self._step.took(capture, taken)
        self._desk.sounds.play("ok" if taken.ok else "refused")
        if taken.ok:
            self._show()

    def _skip(self) -> None:
        self._course.skip()
        self._show()

    def _go_back(self) -> None:
        if self._course.back():
            self._show()
        else:
            self.left.emit()

    def _show(self) -> None:
        if self._course.is_over and not self._course.has_read:
            self._course.restart()
            self._notice.attention(_("No code was read: nothing is known of this scanner."))
        if self._course.is_over:
            name, replaces = self._name()
            self._result.tell(name, self._course.findings(), replaces=replaces)
            self._stack.setCurrentWidget(self._result)
        else:
            self._step.tell(self._course)
            self._stack.setCurrentWidget(self._step)
            self._step.setFocus()
        self._listen()
        self.moved.emit()

    def _name(self) -> tuple[str, str]:
        """What the scanner is called, and whose settings are replaced."""
        found = self._course.evidence.found
        if not isinstance(found, WedgeFound):
            return self._course.device, ""
        wedges = self._workplace.settings().wedges
        same = next((one for one in wedges if one.prefix == found.prefix.value), None)
        if same is not None:
            return same.name, same.name
        serial = self._workplace.settings().scanners
        taken = {one.name for one in wedges} | {one.name for one in serial}
        names = (str(message("Scanner {number}", number=n)) for n in count(1))
        return next(name for name in names if name not in taken), ""

    def _save(self, name: str) -> None:
        found = self._course.evidence.found
        if isinstance(found, WedgeFound):
            settings, flaws = self._with_wedge(name, found)
        else:
            settings, flaws = self._with_serial(name, found)
        if flaws:
            self._result.complain(flaws)
            return
        try:
            self._workplace.change(settings)
        except Unavailable as unavailable:
            self._notice.refuse(unavailable)
            return
        words = (
            _("{name} is saved. Set what is to be set, then test it again.")
            if counts(self._course.findings())[Verdict.SET]
            else _("{name} is saved.")
        )
        self._notice.ok(str(message(words, name=name)))
        self._course.restart()
        self._show()
        self.saved.emit(name)

    def _with_wedge(self, name: str, found: WedgeFound) -> tuple[Settings, dict[str, Refusal]]:
        settings = self._workplace.settings()
        others = [one for one in settings.wedges if one.prefix != found.prefix.value]
        wanted = WedgeSettings(
            name,
            found.prefix.value,
            found.suffix,
            found.gs_substitute,
            found.gs,
            found.layout.value,
            found.caps.value,
            found.max_gap_ms,
            tuple(sorted(found.learned.items())),
        )
        taken = (_("Recorded scanner"), *(one.name for one in settings.scanners))
        flaws = wedge_flaws(wanted, others, taken)
        return replace(settings, wedges=(*others, wanted)), flaws

    def _with_serial(
        self, name: str, found: SerialFound
    ) -> tuple[Settings, dict[str, Refusal]]:
        settings, device = self._workplace.settings(), self._course.device

        def changed(one: ScannerSettings) -> ScannerSettings:
            return replace(
                one,
                name=name,
                prefix=escaped(found.prefix),
                suffix=found.suffix,
                gs_substitute=escaped(found.gs_substitute),
                gs=found.gs,
            )

        scanners = tuple(
            changed(one) if one.name == device else one for one in settings.scanners
        )
        wanted = next((one for one in scanners if one not in settings.scanners), None)
        taken = (KEYBOARD, _("Recorded scanner"), *(one.name for one in settings.wedges))
        others = [one for one in settings.scanners if one.name != device]
        flaws = scanner_flaws(wanted, others, taken) if wanted else {}
        return replace(settings, scanners=scanners), flaws

    def _printed(self, words: Message) -> None:
        self._notice.ok(str(words))


def _is_letter() -> bool:
    country = QLocale.Country
    return QLocale.system().territory() in {
        country.UnitedStates,
        country.Canada,
        country.Mexico,
        country.Philippines,
    }
