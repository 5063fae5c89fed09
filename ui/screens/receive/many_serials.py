"""Many serials at once (F3): a list that says of each what would become of it.

The good ones are received in one transaction; the others stay, to be mended, removed or
copied. Nothing of it runs on the UI thread but showing the rows.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.program import new_uid
from lsn_desktop.services.receipts import receiving_serials
from ui.dock import dock_words
from ui.page import PageHead
from ui.parts.buttons import primary, quiet
from ui.parts.card import Card, badge, rebadge
from ui.parts.empty_state import EmptyState
from ui.parts.notice import Notice
from ui.parts.shortcuts import add_keys
from ui.parts.text import named, plain
from ui.parts.tokens import GAP
from ui.scans import meanings
from ui.screens.receive import serial_list, serial_rows
from ui.screens.receive.serial_entry import SerialEntry
from ui.tables.row_sources import from_memory
from ui.tables.table import Table
from ui.tasks import Asked

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.domain.outcomes import Expectation, Outcome
    from lsn_desktop.scanning.commands import Command
    from lsn_desktop.services.receipts.receiving_serials import Goods, Taken
    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk
    from ui.scans.scan_loop import Meant, ScanLoop
    from ui.screens.receive.serial_list import Waiting


class _Stopped(Refusal):
    """Somebody pressed Esc."""

    def __init__(self) -> None:
        super().__init__(
            message("It was stopped: nothing was received."),
            message("Press Receive to begin again."),
        )


class ManySerials(QWidget):
    """Takes the page's place until Esc, or until every serial of the list was received."""

    opened = Signal()
    finished = Signal()
    chip_changed = Signal()
    _went = Signal(int)  # how many were looked at; from another thread

    def __init__(self, desk: Desk, loop: ScanLoop) -> None:
        super().__init__()
        self._desk, self._loop = desk, loop
        self._document_id, self._delivery = 0, ""
        self._list: list[Waiting] = []
        self._shown: list[Waiting] = []
        self._goods: Goods | None = None
        self._mended: int | None = None
        self._good_ones = 0
        self._asked = Asked()
        self._stop = False
        self._busy = ""
        self._head = PageHead(_("Many serials"))
        self._good, self._bad = badge(""), badge("")
        self._receive = primary("receive.serials.receive", _("Receive"), self.receive)
        self._notice = Notice("receive.serials.notice")
        self._entry = SerialEntry(desk)
        self._bar, self._doing = QProgressBar(), plain("", "muted")
        named(self._bar, "receive.serials.progress", _("How far it is"))
        self._bar.setTextVisible(False)
        self._cancel = quiet("receive.serials.stop", _("Stop (Esc)"), self.stop)
        self._table = self._made_table()
        self._mend = QLineEdit()
        named(self._mend, "receive.serials.mend", _("The serial as it should be"))
        self._mend.setPlaceholderText(_("Choose a row and type it as it should be; Enter"))
        self._lay_out()
        self._connect()
        self._show_state()

    @property
    def waits(self) -> int:
        """How many serials are in the list."""
        return len(self._list)

    def begin(self, document_id: int, delivery: str) -> None:
        """Show the list, for a receipt."""
        other = document_id != self._document_id
        self._document_id, self._delivery = document_id, delivery
        self._head.tell(
            _("Many serials"),
            str(message("For {delivery} · Esc goes back, the list stays", delivery=delivery)),
        )
        self._notice.clear()
        self.opened.emit()
        self._entry.go_to_serials()
        if other and self._list:
            self._look_at(self._list)

    def chip(self) -> str:
        """Where the next scan goes."""
        return str(message("Next scan: goods for {delivery}", delivery=self._delivery))

    def meant(self, asked: Command) -> Meant:
        """What a command barcode means here: post receives what is good."""
        return meanings.by_name(asked, {"back": self.go_back, "post": self.receive})

    def tell(self, outcome: Outcome) -> None:
        """What a scan on the receipt came to meanwhile, or the list itself."""
        words = dock_words.banner_words(outcome, self._desk.station.by().on)
        said = ". ".join(filter(None, (words.headline, words.line, words.remedy)))
        {"ok": self._notice.ok, "refused": self._notice.refuse_words}.get(
            words.kind, self._notice.attention
        )(said)

    def go_back(self) -> bool:
        """Stop what goes on, or leave; the list stays as it is."""
        if self._busy:
            self.stop()
        elif self._mended is not None:
            self._mend_no_more()
        else:
            self.finished.emit()
        return True

    def stop(self) -> None:
        """Give up what goes on."""
        self._stop = True

    def receive(self) -> None:
        """Receive the good ones."""
        serials = [row.serial for row in self._list if row.is_good]
        goods = self._goods
        if self._busy or goods is None or not serials:
            return
        if self._entry.goods() != goods:
            self._look_again()  # what it says now is not what was looked at
            return
        self._begin_work(str(message("Receiving {count} serials", count=len(serials))), 0)
        found: list[Taken] = []
        uid = new_uid()

        def work(tx: Tx, expected: Expectation) -> Outcome:
            taken = receiving_serials.receive(
                tx, expected.document_id, goods, serials, uid, self._going_on
            )
            found[:] = [taken]
            return receiving_serials.told(taken, expected)

        self._loop.change(work, lambda _outcome: self._received(found))

    def _received(self, found: list[Taken]) -> None:
        self._end_work()
        if found:
            rows, left = self._list, found[0].left
            self._ask(lambda: serial_list.left_over(rows, left), self._show_left)

    def _show_left(self, rows: list[Waiting]) -> None:
        self._show(rows)
        if not rows:
            self.finished.emit()

    def _going_on(self, *_far: int) -> None:
        """Between the steps of what goes on, on its thread."""
        if self._stop:
            raise _Stopped

    def _write(self, text: str, as_cells: bool) -> None:  # noqa: FBT001 - a signal's
        """Add what was written or pasted."""
        if self._busy:
            return
        before = self._list
        self._begin_work(_("Reading the serials"), 0)
        self._ask(lambda: serial_list.added(before, text, as_cells=as_cells), self._look_at_new)

    def _look_at_new(self, rows: list[Waiting]) -> None:
        self._entry.clear()
        self._mend_no_more()
        self._look_at(rows)

    def _look_again(self) -> None:
        """The item, its lot or its expiry is another one."""
        if not self._busy and self._entry.goods() != self._goods:
            self._look_at(self._list)

    def _look_at(self, rows: list[Waiting]) -> None:
        """Ask what would become of each; shown when all of it is known."""
        self._goods = goods = self._entry.goods()
        self._list = rows
        if goods is None or not rows:
            self._ask(lambda: serial_list.not_looked_at(rows), self._show_looked)
            return
        self._begin_work(str(message("Looking at {count} serials", count=len(rows))), len(rows))
        database, by, document = (
            self._desk.program.database, self._desk.station.by(), self._document_id,
        )  # fmt: skip

        def going_on(far: int) -> None:
            self._went.emit(far)
            self._going_on()

        self._ask(
            lambda: serial_list.looked_at(database, by, document, goods, rows, going_on),
            self._show_looked,
        )

    def _show_looked(self, rows: list[Waiting]) -> None:
        self._end_work()
        self._show(rows)

    def _show(self, rows: list[Waiting]) -> None:
        self._list, self._good_ones = rows, sum(row.is_good for row in rows)
        self._ask(partial(serial_list.waiting_first, rows), self._show_rows)
        self._show_state()

    def _show_rows(self, rows: list[Waiting]) -> None:
        self._shown = rows
        self._table.fetch_from(from_memory(rows, serial_rows.columns()), self._desk.lanes)

    def _ask(
        self, job: Callable[[], list[Waiting]], then: Callable[[list[Waiting]], None]
    ) -> None:
        self._asked = self._desk.lanes.read(job, then, self._failed)

    def _failed(self, error: Exception) -> None:
        self._end_work()
        if isinstance(error, _Stopped):
            self._goods = None
            self._notice.attention(_("Stopped. Enter in the item looks at them again."))
        else:
            self._notice.refuse(error)
        self._show(self._list)

    def _begin_work(self, words: str, steps: int) -> None:
        self._stop, self._busy = False, words
        self._bar.setRange(0, steps)
        self._bar.setValue(0)
        self._show_state()

    def _end_work(self) -> None:
        self._busy = ""
        self._show_state()

    def _show_state(self) -> None:
        good = self._good_ones
        bad = len(self._list) - good if self._goods else 0
        for shown, words, count, tone in (
            (self._good, _("{count} good"), good, "ok"),
            (self._bad, _("{count} wait"), bad, "attention"),
        ):
            said = str(message(words, count=f"{count:,}")) if count else ""
            rebadge(shown, said, tone)
        self._receive.setText(
            str(message("Receive {count}", count=f"{good:,}")) if good else _("Receive")
        )
        self._receive.setEnabled(bool(good) and not self._busy)
        for part in (self._bar, self._cancel):
            part.setVisible(bool(self._busy))
        self._doing.setText(self._busy)
        self._doing.setVisible(bool(self._busy))
        self._remove.setEnabled(bool(self._list) and not self._busy)
        self._copy.setEnabled(bool(bad) and not self._busy)
        self._mend.setReadOnly(bool(self._busy))  # disabled it would lose the focus

    def _ask_mend(self, row: Waiting) -> None:
        self._mended = row.number - 1
        self._mend.setText(row.serial)
        self._mend.selectAll()
        self._mend.setFocus()

    def _mend_row(self) -> None:
        at = self._mended
        row = self._table.row()
        if at is None and row is not None:
            at = row.number - 1
        text, before = self._mend.text().strip(), self._list
        if at is None or not text or self._busy:
            return
        self._begin_work(_("Reading the serials"), 0)
        self._ask(
            lambda: serial_list.added(before, text, as_cells=False, at=at), self._look_at_new
        )

    def _mend_no_more(self) -> None:
        self._mended = None
        self._mend.clear()

    def _remove_rows(self) -> None:
        gone = {row.number for row in self._selected()}
        if gone and not self._busy:
            rows = self._list
            self._ask(
                lambda: serial_list.numbered(row for row in rows if row.number not in gone),
                self._look_at_new,
            )

    def _copy_waiting(self) -> None:
        """Those that wait, each with why, to the clipboard: for the one who can mend them."""
        waiting = [row for row in self._list if not row.is_good]
        lines = (f"{row.serial}\t{serial_rows.why(row)}" for row in waiting)
        QGuiApplication.clipboard().setText("\n".join(lines))
        words = message("{count} copied, each with why it waits.", count=len(waiting))
        self._notice.ok(str(words))

    def _selected(self) -> list[Waiting]:
        rows = self._table.rows
        chosen = self._table.view.selectionModel().selectedRows()
        return [rows[index.row()] for index in chosen if index.row() < len(rows)]

    def _made_table(self) -> Table[Waiting]:
        return Table(
            "receive.serials.table",
            _("Serials to receive"),
            serial_rows.columns(),
            self._desk.theme,
            EmptyState(
                self._desk.theme,
                "lsns",
                _("No serials yet"),
                _("Choose the item, then write them or paste a column."),
            ),
        )

    def _connect(self) -> None:
        self._entry.written.connect(self._write)
        self._entry.goods_changed.connect(self._look_again)
        self.setFocusProxy(self._entry)
        self._went.connect(self._bar.setValue)
        self._table.opened.connect(self._ask_mend)
        self._table.failed.connect(self._notice.refuse)
        self._mend.returnPressed.connect(self._mend_row)
        add_keys(self, ("Ctrl+Return", self.receive), ("Ctrl+Enter", self.receive))
        add_keys(self._table.view, ("Delete", self._remove_rows))

    def _lay_out(self) -> None:
        self._head.add_badge(self._good)
        self._head.add_badge(self._bad)
        self._head.add_action(self._receive)
        self._remove = quiet("receive.serials.remove", _("Remove (Del)"), self._remove_rows)
        self._copy = quiet("receive.serials.copy", _("Copy what waits"), self._copy_waiting)
        progress = QHBoxLayout()
        progress.setSpacing(12)
        progress.addWidget(self._doing)
        progress.addWidget(self._bar, 1)
        progress.addWidget(self._cancel)
        entry, listed = Card(), Card()
        entry.add(self._entry)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self._mend, 1)
        below.addWidget(self._remove)
        below.addWidget(self._copy)
        listed.body.addLayout(progress)
        listed.add(self._table, 1)
        listed.body.addLayout(below)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(GAP)
        for part in (self._head, self._notice, entry):
            rows.addWidget(part)
        rows.addWidget(listed, 1)
