"""Labels to print with their proof, and the print jobs there were; Enter opens a job."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.services.labels import label_subjects
from ui.asking import ask
from ui.designer.workshop import Workshop
from ui.page import PageHead, PlainPage
from ui.parts.buttons import primary
from ui.parts.notice import Notice
from ui.parts.tabs import Tabs
from ui.scans.scan_lookup import look_up
from ui.screens.labels.chosen import Chosen
from ui.screens.labels.job import JobView
from ui.screens.labels.jobs import job_list
from ui.screens.labels.last_job import LastJob
from ui.screens.labels.press import Press
from ui.screens.labels.proof import ProofCard
from ui.screens.labels.sheets_part import SheetsPart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.scanning.commands import Name
    from lsn_desktop.services.labels.label_subjects import Subject
    from printing.labels.label_elements import LabelTemplate
    from ui.desk import Desk

PARTS = {
    "print": _("To print"),
    "jobs": _("Print jobs"),
    "templates": _("Templates"),
    "uses": _("Used for"),
    "sheets": _("Sheets"),
}


class LabelsScreen(PlainPage):
    """A scan adds what needs a label; Ctrl+P prints."""

    takes_scans = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Labels"), "labels")
        self._desk = desk
        self._notice = Notice("labels.notice")
        self._chosen, self._proof = Chosen(desk), ProofCard(desk)
        self._press = Press(desk, self)
        self._last = LastJob(desk, self._press)
        self._jobs = job_list(desk, partial(self.choose, "print"))
        self._job = JobView(desk, self._press)
        self._print = primary("labels.print", _("Print"), self.print_chosen)
        self._head = PageHead(_("Labels"), _("Scan what needs a label; Enter or Ctrl+P prints"))
        self._tabs = Tabs("labels.tabs", _("Labels to print or print jobs"))
        self._stack = QStackedLayout(self)
        self._workshop = Workshop(desk, self._stack)
        self._sheets = SheetsPart(desk)
        self._asked = False
        self._has_nothing = False  # so it says
        self._lay_out()
        self._connect()
        self._follow_choice()

    def chip(self) -> str:
        if self._workshop.is_open:
            return _("Next scan: what to show the label with")
        return _("Next scan: what to label")

    def shown(self) -> None:
        self._chosen.ask_for_sheets()  # another workstation may have entered one
        if not self._asked:
            self._asked = True
            self._chosen.ask_for_printers()
            self._chosen.ask_for_templates()
            self._job.ask_for_printers()
            self._jobs.ask_once()
            self._workshop.ask()
            self._workshop.uses.ask_for_printers()
            self._sheets.ask()
            self._sheets.ask_for_printers()
        if self._stack.currentIndex() == 0:
            self._focus_part()

    def go_to(self, subject: int) -> None:
        """Print a label of the lot or serial with this row number."""
        self.choose("print")
        ask(
            self._desk,
            lambda connection: label_subjects.of_lsn(connection, subject),
            self._chosen.choose_only,
            self._notice.refuse,
        )

    def label_of(self, _place: str, item_id: int) -> None:
        """Print a label of an item by itself."""
        self.choose("print")
        ask(
            self._desk,
            lambda connection: label_subjects.of_item(connection, item_id),
            self._chosen.choose_only,
            self._notice.refuse,
        )

    def show_job(self, job_id: int) -> None:
        """Show a print job."""
        self._stack.setCurrentIndex(1)
        self._job.open_job(job_id)
        self._job.setFocus()

    def design(self, template: LabelTemplate | None = None) -> None:
        """Design a template, or a label from nothing."""
        self._workshop.design(template)

    def choose(self, name: str) -> None:
        """Show ``print``, ``jobs``, ``templates``, ``uses`` or ``sheets``."""
        self._stack.setCurrentIndex(0)
        self._tabs.choose(name)

    def scanned(self, frame: bytes, device: str) -> None:
        if not self._workshop.is_open:
            self.choose("print")
        scan = (frame, device)
        look_up(self._desk, scan, label_subjects.scanned, self._take, self._notice)

    def command(self, name: Name, argument: str) -> bool:
        """A quantity is the copies of each label in the list; answers choose what was meant."""
        if self._chosen.field.command(name, argument):
            return True
        if name == "quantity":
            on_list = self._stack.currentIndex() == 0 and self._tabs.name == "print"
            return on_list and self._chosen.set_copies(int(argument))
        return super().command(name, argument)

    def print_chosen(self) -> bool:
        """Print what is in the list; on the page of a job, that job."""
        if self._workshop.is_open:
            return False
        if self._stack.currentIndex() == 1:
            self._job.print_chosen()
            return True
        orders = self._chosen.orders()
        if not orders:
            self._has_nothing = True
            self._notice.attention(_("There is nothing to print yet. Scan what needs a label."))
            self._chosen.field.setFocus()
            return False
        self._notice.clear()
        for placed in self._chosen.placed:
            self._press.print_new(placed, orders[placed.kind.template], self._chosen.printer)
        return True

    def undo_last(self) -> bool:
        """Take back the last change of a sheet; nothing else here is undone by F4."""
        here = self._stack.currentIndex() == 0 and self._tabs.name == "sheets"
        return here and self._sheets.undo()

    def go_back(self) -> bool:
        if self._workshop.is_open:
            return self._workshop.go_back()
        if self._stack.currentIndex() == 1:
            if not self._job.go_back():
                self._stack.setCurrentIndex(0)
                self._focus_part()
            return True
        if self._tabs.name in self._workshop.tabs:
            if not self._workshop.step_back(self._tabs.name):
                self._tabs.choose("print")
            return True
        if self._tabs.name == "sheets":
            if not self._sheets.go_back():
                self._tabs.choose("print")
            return True
        if self._tabs.name == "jobs":
            if not self._jobs.go_back():
                self._tabs.choose("print")
            return True
        return self._chosen.go_back()

    def _take(self, found: Sequence[Subject]) -> None:
        """Add what was scanned; where one code is several lots', a person says which."""
        if self._workshop.is_open:
            self._workshop.take(found)
            return
        if len(found) > 1 and all(one.line_id is None and one.unit_id is None for one in found):
            words = message(
                "{code} is {count} things. Which one?", code=found[0].code, count=len(found)
            )
            self._notice.attention(str(words))
            self._chosen.field.offer(found)
        else:
            self._chosen.take(found)

    def _focus_part(self) -> None:
        if self._tabs.name == "print":
            self._chosen.field.setFocus()
        elif self._tabs.name == "jobs":
            self._jobs.view.setFocus()

    def _follow_choice(self) -> None:
        subject, chosen = self._chosen.subject, self._chosen
        template = chosen.template_of(subject) if subject else ""
        self._proof.tell(subject, template, chosen.printer, usual=chosen.is_usual)
        count = chosen.count
        if count and self._has_nothing:
            self._has_nothing = False
            self._notice.clear()
        words = _("Print {count} label") if count == 1 else _("Print {count} labels")
        self._print.setText(str(message(words, count=count)) if count else _("Print"))
        self._print.setAccessibleName(self._print.text())

    def _turn(self) -> None:
        """The designer has a page of the manual of its own."""
        self.help_name = "label-design" if self._workshop.is_open else "labels"
        self.chip_changed.emit()

    def _follow(self, subjects: frozenset[str]) -> None:
        if self._asked and "job" in subjects:
            self._job.reload()
            self._last.reload()
            self._chosen.ask_for_sheets()
        if self._asked and "sheet" in subjects:
            self._chosen.ask_for_sheets()
            self._sheets.ask()
        if self._asked and "template" in subjects:
            self._chosen.ask_for_templates()
            self._workshop.ask()

    def _connect(self) -> None:
        self._chosen.changed.connect(self._follow_choice)
        self._chosen.said.connect(self._notice.attention)
        self._chosen.field.nothing_typed.connect(self.print_chosen)
        self._proof.usual_wanted.connect(self._chosen.use_usual)
        self._proof.other_wanted.connect(self._chosen.use)
        self._workshop.turned.connect(self._turn)
        self._jobs.opened.connect(lambda job: self.show_job(job.id))
        self._jobs.failed.connect(self._notice.refuse)
        self._last.opened.connect(self.show_job)
        self._job.made.connect(self.show_job)
        self._press.settled.connect(self._chosen.drop)
        self._desk.changes.changed.connect(self._follow)

    def _lay_out(self) -> None:
        self._head.add_action(self._print)
        to_print = QWidget()
        sides = QHBoxLayout(to_print)
        sides.setContentsMargins(8, 0, 8, 8)
        sides.setSpacing(16)
        sides.addWidget(self._chosen)
        sides.addWidget(self._proof, 1)
        printed = QWidget()
        below = QVBoxLayout(printed)
        below.setContentsMargins(8, 0, 8, 8)
        below.addWidget(self._jobs)
        workshop = self._workshop
        parts = (to_print, printed, workshop.templates, workshop.uses, self._sheets)
        for (name, title), shown in zip(PARTS.items(), parts, strict=True):
            self._tabs.add_part(name, title, shown)
        part = QWidget()
        rows = QVBoxLayout(part)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        for one in (self._head, self._notice, self._last):
            rows.addWidget(one)
        rows.addWidget(self._tabs, 1)
        self._stack.addWidget(part)
        self._stack.addWidget(self._job)
