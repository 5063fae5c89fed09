"""What a supplier announced, looked over: its columns, its rows, and the delivery it is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.outcomes import OutcomeKind
from lsn_desktop.program import new_uid
from lsn_desktop.services.documents import choosing
from lsn_desktop.services.imports.rows import Status
from lsn_desktop.services.receipts.announcing import AnnounceDelivery
from lsn_desktop.services.receipts.coming import Coming
from lsn_desktop.sheets.grid import How
from ui.importing import work
from ui.importing.columns import Columns as ColumnChooser
from ui.importing.progress import Progress
from ui.page import PageHead
from ui.parts.buttons import primary, quiet
from ui.parts.card import Card, badge, rebadge
from ui.parts.choice_box import ChoiceBox
from ui.parts.choices import FileField
from ui.parts.form import Form
from ui.parts.notice import Notice
from ui.parts.tabs import Tabs
from ui.scans import meanings
from ui.screens.receive import announced, notice_rows, notice_work
from ui.screens.receive.notice_work import Columns

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from lsn_desktop.domain.outcomes import Outcome
    from lsn_desktop.scanning.commands import Command
    from ui.desk import Desk
    from ui.scans.scan_loop import Meant, ScanLoop, UseCase
    from ui.screens.receive.notice_work import Deliveries, Looked, Read


_FIRST = {Status.WRONG: 0, Status.CHANGED: 1}  # of an item we do not have


class NoticePart(QWidget):
    """A file before its delivery is open, or one whose columns or rows must be looked at.

    Its next step is Ctrl+Enter: read the file, check its rows, receive by it.
    """

    finished = Signal()  # go back to where one came from
    kept = Signal(object)  # the Outcome: it waits with its order

    def __init__(self, desk: Desk, loop: ScanLoop) -> None:
        super().__init__()
        self._desk, self._loop = desk, loop
        self._document_id, self._delivery = 0, ""
        self._read: Read | None = None
        self._looked: Looked | None = None
        self._telling = work.Telling()
        self._notice = Notice("receive.notice.notice")
        self._field = FileField(
            "receive.notice.file",
            _(announced.SAYS),
            f"{_('Announced goods')} ({announced.FILES})",
        )
        self._order, self._vendor, self._sheet = ChoiceBox(), ChoiceBox(), ChoiceBox()
        self._form = Form("receive.notice", spacing=12)
        self._of = Form("receive.notice.of", spacing=12)
        self._columns = ColumnChooser("receive.notice")
        self._rows = notice_rows.rows_table(desk)
        self._good, self._wrong = badge("", "ok"), badge("", "refused")
        self._go = primary("receive.notice.go", _("Read the file"), self.go_on)
        self._wait = quiet("receive.notice.wait", _("Let it wait"), self.wait)
        self._tabs = Tabs("receive.notice.tabs", _("Rows, or columns"))
        self._progress = Progress("receive.notice", self._telling.cancel)
        self._head = PageHead(_("Announced goods"))
        self._lay_out()
        self._connect()

    def begin(self, document_id: int, delivery: str, file: Path | None = None) -> None:
        """Look at a notice of the receipt that is open, or (0) of one that is still to come."""
        self._document_id, self._delivery = document_id, delivery
        line = _("Ctrl+Enter goes on, Esc goes back")
        if delivery:
            line = f"{message('of {delivery}', delivery=delivery)} · {line}"
        self._head.tell(_("Announced goods"), line)
        self._of.setVisible(not document_id)
        self._notice.clear()
        self._forget()
        self._desk.lanes.read(
            lambda: notice_work.deliveries(self._desk.program), self._offer, self._fail
        )
        self._field.path.setText(str(file or ""))
        if file is not None:
            self.read()
        self._field.path.setFocus()

    def go_on(self) -> None:
        """The next step: read the file, look it over, or receive by it."""
        if self._read is None:
            self.read()
        elif self._looked is None:
            self.look_over()
        else:
            self._receive()

    def read(self) -> None:
        """Read the file that is chosen."""
        file = self._field.file()
        self._form.clear_complaints()
        if file is None:
            words = _("Choose the file, drop it here, or type where it is.")
            self._form.complain("file", words)
            return
        self._forget()
        program, telling = (
            self._desk.program,
            self._begin(str(message(_("Reading {file}"), file=file.name))),
        )
        how = How(sheet=str(self._sheet.currentData() or ""))
        self._desk.lanes.aside(
            lambda: notice_work.read(program, file, how, telling), self._show, self._fail
        )

    def look_over(self) -> None:
        """Say of each row whether it can be gone by."""
        if self._read is None:
            return
        program, on, of = self._desk.program, self._desk.station.by().on, self._read
        mapped, telling = self._columns.mapped(), self._begin(_("Looking over each row"))
        self._desk.lanes.aside(
            lambda: notice_work.look(program, of, mapped, on, telling),
            self._show_looked,
            self._fail,
        )

    def wait(self) -> None:
        """Keep it with its order until the goods come."""
        order_id = self._order.currentData()
        if self._looked is not None and order_id:
            act = notice_work.waits_with(self._announcement(), order_id, self._chosen())
            self._loop.change(act, self._waits)

    def tell(self, outcome: Outcome) -> None:
        """What became of it, or of a scan meanwhile, where it went wrong."""
        if outcome.kind is not OutcomeKind.OK:
            words = " ".join(str(each) for each in (outcome.words, outcome.remedy) if each)
            self._notice.refuse_words(words)

    def opening(self) -> UseCase:
        """What a scanned order number does: its goods are received by the good rows."""
        if self._looked is None or len(self._looked.rows) == self._looked.wrong:
            return choosing.choose_by_scan
        return notice_work.received_by_scan(self._announcement(), self._chosen())

    def chip(self) -> str:
        return _("Next scan: a purchase order") if not self._document_id else ""

    def meant(self, asked: Command) -> Meant:
        """What a command barcode means here: next is Ctrl+Enter."""
        return meanings.by_name(asked, {"next": self.go_on, "back": self.finished.emit})

    def go_back(self) -> bool:
        self.finished.emit()
        return True

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if announced.dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        file = announced.dropped(event.mimeData())
        if file is not None:
            event.acceptProposedAction()
            self._field.path.setText(str(file))
            self.read()

    def _receive(self) -> None:
        of = Coming(self._order.currentData() or None, self._vendor.currentData() or None)
        self._loop.change(notice_work.received_by(self._announcement(), of, self._chosen()),
                          self._received)  # fmt: skip

    def _received(self, outcome: Outcome) -> None:
        if outcome.kind is OutcomeKind.HEARD and self._document_id:
            self.finished.emit()

    def _waits(self, outcome: Outcome) -> None:
        if outcome.kind is OutcomeKind.OK:
            self.kept.emit(outcome)

    def _announcement(self) -> AnnounceDelivery:
        assert self._read is not None  # noqa: S101 - it was looked over
        assert self._looked is not None  # noqa: S101
        return AnnounceDelivery(
            new_uid(),
            self._document_id,
            self._read.name,
            self._read.data,
            self._looked.notice,
        )

    def _chosen(self) -> Columns | None:
        """The columns, to be remembered; None of a message."""
        loaded = self._read.loaded if self._read else None
        if loaded is None:
            return None
        called = self._columns.called.text().strip()
        return Columns(loaded.grid.headings, self._columns.mapped(), called)

    def _begin(self, words: str) -> work.Telling:
        self._notice.clear()
        self._go.setEnabled(False)
        self._telling.begin()
        self._progress.begin(words)
        return self._telling

    def _show(self, read: Read) -> None:
        self._read = read
        self._end()
        loaded = read.loaded
        if loaded is not None:
            self._offer_sheets(loaded.sheets)
            self._columns.show_columns(loaded)
            missing = [
                name for name in loaded.kind.needed if name not in loaded.mapped.values()
            ]
            if missing:
                self._tabs.choose("columns")
                words = message(
                    _("Choose which column is: {missing}."), missing=", ".join(missing)
                )
                self._notice.attention(str(words))
                self._columns.setFocus()
                return
        self.look_over()

    def _show_looked(self, looked: Looked) -> None:
        self._looked = looked
        if looked.of.order_id is not None:
            self._order.setCurrentIndex(max(0, self._order.findData(looked.of.order_id)))
        rows = sorted(looked.rows, key=lambda row: (_FIRST.get(row.status, 2), row.line))
        self._rows.show_rows(rows)
        self._tabs.choose("rows")
        self._end()
        self._go.setFocus()

    def _offer_sheets(self, names: Sequence[str]) -> None:
        if [self._sheet.itemData(at) for at in range(self._sheet.count())] != list(names):
            self._sheet.clear()
            for name in names:
                self._sheet.addItem(name, name)
        self._form.offer("sheet", on=len(names) > 1)

    def _offer(self, of: Deliveries) -> None:
        self._order.clear()
        self._order.addItem(_("No order of ours"), 0)
        for order in of.orders:
            self._order.addItem(f"{order.number} · {order.vendor}", order.id)
        self._vendor.clear()
        self._vendor.addItem(_("No vendor"), 0)
        for vendor in of.vendors:
            self._vendor.addItem(vendor.name, vendor.id)
        if self._looked is not None and self._looked.of.order_id is not None:
            self._order.setCurrentIndex(max(0, self._order.findData(self._looked.of.order_id)))

    def _fail(self, error: Exception) -> None:
        self._end()
        self._notice.refuse(error)

    def _end(self) -> None:
        self._progress.hide()
        self._follow()

    def _forget_file(self) -> None:
        """Another file has other sheets."""
        self._sheet.clear()
        self._form.offer("sheet", on=False)
        self._forget()

    def _forget(self) -> None:
        self._read = None
        self._changed()

    def _changed(self) -> None:
        """Another file or column: what was looked over is no longer so."""
        self._looked = None
        self._rows.show_rows(())
        self._follow()

    def _follow(self) -> None:
        """Let the buttons and badges say where it stands."""
        looked, of_order = self._looked, bool(self._order.currentData())
        wrong = looked.wrong if looked else 0
        good = len(looked.rows) - wrong if looked else 0
        words = _("Read the file") if self._read is None else _("Check the rows")
        if looked:
            words = _("Receive by {count} rows") if good else _("No row can be gone by")
            words = _("Receive by the {count} good rows") if wrong and good else words
        self._go.setText(str(message(words, count=f"{good:,}")))
        self._go.setAccessibleName(self._go.text())
        self._go.setEnabled(not looked or bool(good))
        self._wait.setVisible(not self._document_id)
        self._wait.setEnabled(bool(good) and of_order)
        self._of.offer("vendor", on=not of_order)
        self._tabs.offer("columns", on=self._read is not None and self._read.loaded is not None)
        rebadge(self._good, str(message(_("{count} good"), count=good)) if good else "", "ok")
        shown = str(message(_("{count} wrong"), count=wrong)) if wrong else ""
        rebadge(self._wrong, shown, "refused")

    def _connect(self) -> None:
        self._telling.told.connect(self._progress.tell)
        self._field.path.returnPressed.connect(self.go_on)
        self._field.path.textChanged.connect(self._forget_file)
        self._sheet.activated.connect(self.read)
        self._columns.changed.connect(self._changed)
        self._columns.called.returnPressed.connect(self.go_on)
        self._order.currentIndexChanged.connect(self._follow)
        self._rows.failed.connect(self._notice.refuse)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._go.click)

    def _lay_out(self) -> None:
        self.setAcceptDrops(True)
        self._head.add_badge(self._good)
        self._head.add_badge(self._wrong)
        self._head.add_action(self._wait)
        self._head.add_action(self._go)
        self._form.add("file", _(announced.SAYS), self._field)
        self._form.add("sheet", _("Sheet"), self._sheet)
        self._form.offer("sheet", on=False)
        self._of.add("order", _("Of which order?"), self._order)
        self._of.add("vendor", _("From which vendor?"), self._vendor)
        choice = Card()
        columns = QHBoxLayout()
        columns.setSpacing(24)
        columns.addWidget(self._form, 3, Qt.AlignmentFlag.AlignTop)
        columns.addWidget(self._of, 2, Qt.AlignmentFlag.AlignTop)
        choice.body.addLayout(columns)
        self._tabs.add_part("rows", _("Rows"), self._rows)
        self._tabs.add_part("columns", _("Columns"), self._columns)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        for part in (self._head, self._notice, choice, self._progress):
            rows.addWidget(part)
        rows.addWidget(self._tabs, 1)
        self.setFocusProxy(self._field.path)
