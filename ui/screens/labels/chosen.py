"""What to print: the subjects found or scanned, which label, how many, on which printer."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from lsn_desktop.domain.messages import _, message
from lsn_desktop.paper import label_routes, label_sheets, label_shelf, printers, sheet_pages
from lsn_desktop.services.labels import label_subjects, sheets_begun
from lsn_desktop.services.labels.label_subjects import Several, Subject
from ui.asking import ask
from ui.parts.buttons import quiet
from ui.parts.card import Card
from ui.parts.choice_box import ChoiceBox
from ui.parts.choices import PrinterField
from ui.parts.empty_state import EmptyState
from ui.parts.form import Form
from ui.parts.text import named
from ui.prints.sheet_field import SheetField
from ui.prints.sheet_plan import Kind
from ui.tables.find_field import FindField
from ui.tables.rows_model import Column
from ui.tables.table import Table
from ui.tasks import Asked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.services.labels.labelling import Wanted
    from lsn_desktop.storage.transactions import Connection
    from printing.labels.label_stocks import Stock
    from ui.desk import Desk
    from ui.prints.sheet_plan import Placed

_MOST_COPIES = 999
_COPIES = re.compile(r"[x*]\s*([1-9]\d{0,2})|([1-9]\d{0,2})\s*[x*]", re.ASCII | re.IGNORECASE)
_WIDTH = 570  # px


class Chosen(Card):
    """The left side of the page."""

    changed = Signal()  # another subject is selected, or another label or printer chosen
    said = Signal(str)  # why something was not added

    def __init__(self, desk: Desk) -> None:
        super().__init__(padding=8)
        self.setProperty("role", "")  # the tabs around it are the card
        self._desk = desk
        self._titles: dict[str, str] = {}
        self._subjects: list[Subject] = []
        self._asked, self._doubted = Asked(), Asked()
        self.field: FindField[Subject | Several] = FindField(
            desk, label_subjects.meant, lambda one: (one.code, one.line)
        )
        self._table: Table[Subject] = Table(
            "labels.chosen",
            _("What to print"),
            (
                Column[Subject](_("Code"), lambda row: row.code, mono=True, width=176),
                Column[Subject](_("What"), lambda row: row.line),
                Column[Subject](_("Label"), self._title_of, width=124),
            ),
            desk.theme,
            EmptyState(
                desk.theme,
                "labels",
                _("Scan what needs a label"),
                _("A lot, serial, item, bin or SSCC; or a receipt's or sales order's number."),
            ),
        )
        self._acts = (
            quiet("labels.remove", _("Remove"), self._remove),
            quiet("labels.clear", _("Clear list"), self.clear),
        )
        self._template, self._copies = ChoiceBox(), QLineEdit("1")
        self._sheet = SheetField("labels", desk.theme)
        self._printer = PrinterField(usual=True)
        self._lay_out()
        self._connect()
        self._show()

    @property
    def subject(self) -> Subject | None:
        """The selected one, of which the proof is shown."""
        return self._table.row()

    @property
    def printer(self) -> str | None:
        """The chosen one; empty for PDF files, None for the usual one of each label."""
        return self._printer.wanted()

    @property
    def placed(self) -> list[Placed]:
        """The sheet of each template of :meth:`orders`, in their order."""
        return self._sheet.placed

    @property
    def is_usual(self) -> bool:
        """Whether each gets the label it usually gets."""
        return not self._template.currentData()

    def template_of(self, subject: Subject) -> str:
        """The name of the label a subject gets."""
        return str(self._template.currentData()) or subject.template

    def orders(self) -> dict[str, list[Wanted]]:
        """All that is to be printed, by template."""
        found: dict[str, list[Wanted]] = {}
        for one in self._subjects:
            wanted = one.wanted(self.copies)
            found.setdefault(self.template_of(one), []).append(wanted)
        return found

    @property
    def copies(self) -> int:
        """How often each is printed; what is not a number yet counts as one."""
        return max(1, int(self._copies.text() or "1"))

    @property
    def count(self) -> int:
        """How many labels that makes."""
        return len(self._subjects) * self.copies

    def ask_for_printers(self) -> None:
        """Find the print queues, once; the print server may take its time."""
        desk = self._desk
        self._printer.ask(desk.lanes, partial(printers.names, desk.program, desk.station))

    def ask_for_templates(self) -> None:
        """Find the company's own templates too."""
        ask(self._desk, label_shelf.titles, self._offer, self._fail)
        self._find_ways()

    def ask_for_sheets(self) -> None:
        """Find the sheets there are, and those that were begun here."""
        station_id = self._desk.station.workstation_id

        def question(connection: Connection) -> tuple[dict[str, Stock], dict[str, int]]:
            return label_sheets.all_of(connection), sheets_begun.places(connection, station_id)

        ask(self._desk, question, self._take_sheets, self._fail)

    def set_copies(self, copies: int) -> bool:
        """Print each so often; False if that is more than is ever printed at once."""
        if copies > _MOST_COPIES:
            return False
        self._copies.setText(str(copies))
        return True

    def _take_copies(self, typed: str) -> bool:
        """``x6`` and ``6x`` are six copies of each, as a code of a quantity is."""
        meant = _COPIES.fullmatch(typed)
        return meant is not None and self.set_copies(int(meant[1] or meant[2]))

    def take(self, subjects: Sequence[Subject]) -> None:
        """Print these too; what is in the list already stays as it is."""
        there = {_key(one) for one in self._subjects}
        new = [one for one in subjects if _key(one) not in there]
        self._subjects += new
        self._show(select=subjects[-1])
        self._find_ways()
        if not new:
            words = message("{code} is in the list already.", code=subjects[-1].code)
            self.said.emit(f"{words} {_('Set the copies to print it more than once.')}")

    def choose_only(self, subject: Subject) -> None:
        """Print this one and nothing else."""
        self._subjects = [subject]
        self._show(select=subject)
        self._find_ways()

    def drop(self, wanted: Sequence[Wanted]) -> None:
        """Take off the list what has its print job now."""
        done = {_key(one) for one in wanted}
        left = [one for one in self._subjects if _key(one) not in done]
        if not left:
            self.clear()
            if self.isAncestorOf(self.window().focusWidget() or self.window()):
                self.field.setFocus()  # for the next
        else:
            self._subjects = left
            self._show()

    def clear(self) -> None:
        """Print nothing yet."""
        self._subjects = []
        self._copies.setText("1")
        self.use_usual()
        self._show()

    def use_usual(self) -> None:
        """Give each the label it usually gets."""
        self._template.setCurrentIndex(0)

    def use(self, template: str) -> None:
        """Give each this label."""
        self._template.setCurrentIndex(self._template.findData(template))

    def go_back(self) -> bool:
        """Clear what was typed into a Find field; False if nothing was."""
        had = bool(self.field.text())
        self.field.clear()
        return had or self._table.go_back()

    def _show(self, *, select: Subject | None = None) -> None:
        self._table.show_rows(self._subjects)
        self._table.find_field.hide()  # the one above adds; the list is short
        for button in self._acts:
            button.setEnabled(bool(self._subjects))
        keys = [_key(one) for one in self._subjects]
        if select is not None and _key(select) in keys:
            self._table.view.selectRow(keys.index(_key(select)))
        self.changed.emit()

    def _take_sheets(self, told: tuple[dict[str, Stock], dict[str, int]]) -> None:
        self._sheet.tell(*told)
        self._look_over()

    def _find_ways(self) -> None:
        """Find the label each gets on the printer chosen: a rule may name another."""
        program, station, subjects = self._desk.program, self._desk.station, self._subjects
        printer = self.printer
        self._asked.cancel()
        self._asked = self._desk.lanes.read(
            lambda: label_routes.of_subjects(program, station, subjects, printer),
            self._take_ways,
            self._fail,
        )

    def _take_ways(self, found: Sequence[Subject]) -> None:
        by_key = {_key(one): one for one in found}
        changed = [by_key.get(_key(one), one) for one in self._subjects]
        if changed != self._subjects:
            selected = self.subject
            self._subjects = changed
            self._show(select=selected)

    def _remove(self) -> None:
        chosen = {index.row() for index in self._table.view.selectionModel().selectedRows()}
        self._subjects = [one for at, one in enumerate(self._subjects) if at not in chosen]
        self._show()

    def _fail(self, error: Exception) -> None:
        self.said.emit(str(error))

    def _offer(self, titles: dict[str, str]) -> None:
        """Let one of these be chosen; the one that is stays chosen if it is there."""
        before = self._template.currentData()
        self._titles = titles
        with QSignalBlocker(self._template):
            self._template.clear()
            self._template.addItem(_("The usual one of each"), "")
            for name, title in titles.items():
                self._template.addItem(title, name)
            self._template.setCurrentIndex(max(0, self._template.findData(before)))
        if self._template.currentData() != before:
            self._follow_template()
        else:
            self._tell_sheet()  # a template may have another title

    def _title_of(self, subject: Subject) -> str:
        return self._titles.get(self.template_of(subject), "")

    def _add_found(self, found: Subject | Several) -> None:
        self.take(found.subjects if isinstance(found, Several) else [found])

    def _follow_template(self) -> None:
        self._table.view.viewport().update()
        self.changed.emit()

    def _tell_sheet(self) -> None:
        """Let the sheet follow the list, and the row that is selected."""
        kinds = [
            Kind(name, self._titles.get(name, name), sum(one.copies for one in wanted))
            for name, wanted in self.orders().items()
        ]
        subject = self.subject
        self._sheet.tell_kinds(kinds, self.template_of(subject) if subject else "")
        self._look_over()

    def _look_over(self) -> None:
        """Ask whether they can be printed so; it is said now, not only when it is tried."""
        placed, printer = self.placed, self.printer
        program, station = self._desk.program, self._desk.station
        wanted = [(one.kind.template, one.stock, one.first) for one in placed]
        self._doubted.cancel()
        if not any(one.stock for one in placed):
            self._sheet.doubt("")
            return
        self._doubted = self._desk.lanes.read(
            lambda: sheet_pages.doubts(program, station, wanted, printer),
            lambda found: self._sheet.doubt(" ".join(map(str, found))),
            self._fail,
        )

    def _follow_printer(self) -> None:
        self.changed.emit()
        self._find_ways()

    def _connect(self) -> None:
        self.field.takes = self._take_copies
        self.field.found.connect(self._add_found)
        self.field.missed.connect(self.said)
        self._table.chosen.connect(lambda _row: self.changed.emit())
        self._template.currentIndexChanged.connect(lambda _at: self._follow_template())
        self._copies.textChanged.connect(lambda _text: self.changed.emit())
        self._printer.currentIndexChanged.connect(lambda _at: self._follow_printer())
        self.changed.connect(self._tell_sheet)
        self._sheet.changed.connect(self._look_over)

    def _lay_out(self) -> None:
        self.setFixedWidth(_WIDTH)
        self.body.setSpacing(12)
        named(self.field, "labels.find", _("Add a lot, serial, item or bin"))
        self.field.setPlaceholderText(
            _("Any letters of a lot, serial, item or bin; a number; x6: six copies")
        )
        self._table.find_field.hide()
        self._offer(self._titles)
        self._copies.setValidator(QIntValidator(1, _MOST_COPIES, self))
        self._copies.setAlignment(Qt.AlignmentFlag.AlignRight)
        form = Form("labels")
        form.add("template", _("Label"), self._template)
        copies = Form("labels")
        copies.add("copies", _("Copies of each"), self._copies)
        printer = Form("labels")
        printer.add("printer", _("Printer"), self._printer)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(form, 5)
        row.addWidget(copies, 2)
        row.addWidget(printer, 4)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for button in self._acts:
            acts.addWidget(button)
        acts.addStretch()
        self.body.addWidget(self.field)
        self.body.addWidget(self._table, 1)
        self.body.addLayout(acts)
        self.body.addLayout(row)
        self.body.addWidget(self._sheet)


def _key(one: Subject | Wanted) -> tuple[int | None, ...]:
    """Whose label it is, whatever template it gets."""
    return one.lsn_id, one.line_id, one.location_id, one.item_id, one.unit_id
