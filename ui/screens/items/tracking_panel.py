"""Start of tracking, step by step: codes for what stands, what is left over, what happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.paper import label_output, label_routes, output
from lsn_desktop.program import new_uid
from lsn_desktop.services.labels.labelling import Wanted
from lsn_desktop.services.lots import tracking, tracking_scans
from lsn_desktop.services.lots.sharing_out import Rest, StartTracking
from ui.asking import ask, change
from ui.page import PageHead
from ui.parts.buttons import link, primary, quiet
from ui.parts.card import Card
from ui.parts.choice_box import ChoiceBox
from ui.parts.empty_state import EmptyState
from ui.parts.form import Form
from ui.parts.notice import Notice
from ui.parts.scrolled import scrolled
from ui.parts.text import named, plain
from ui.scans.scan_lookup import look_up
from ui.screens.items import tracking_facts
from ui.screens.items.tracking_facts import Row, ToTrack
from ui.screens.items.tracking_form import TrackingForm, what
from ui.tables.rows_model import Column
from ui.tables.table import Table

if TYPE_CHECKING:
    from lsn_desktop.domain.messages import Message
    from lsn_desktop.services.lots.tracking import Started
    from lsn_desktop.services.lots.tracking_scans import Scanned
    from lsn_desktop.storage.printed import PrintJob
    from ui.desk import Desk

_ROWS, _PLAN, _DONE = 0, 1, 2


class TrackingPanel(QWidget):
    """Takes the page's place until it is done, or Esc."""

    finished = Signal(int)  # the item
    chip_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._to: ToTrack | None = None
        self._rows: list[Row] = []
        self._told: StartTracking | None = None
        self._made: tuple[int, ...] = ()
        self._warned = False
        self._head, self._notice = PageHead(""), Notice("item.track.notice")
        self._form = TrackingForm(desk)
        self._table = self._made_table()
        self._rest, self._reason = ChoiceBox(), QLineEdit()
        self._below = Form("item.track.rest", spacing=8)
        self._plan, self._done = plain("", wrap=True), plain("", wrap=True)
        self._left, self._right = Card(), QStackedWidget()
        self._next = primary("item.track.next", _("See what happens"), self.go_on)
        self._remove = link("item.track.remove", _("Take out the one selected"), self._take_out)
        self._print = quiet("item.track.print", _("Print their labels"), self._print_labels)
        self._lay_out()
        self._connect()

    def begin(self, to: ToTrack) -> None:
        """Start to track an item."""
        self._to, self._rows, self._told, self._warned = to, [], None, False
        self._made = ()
        on_hand = to.quantity(sum(each.on_hand for each in to.standing))
        places = len({each.location_id for each in to.standing})
        words = _("{sku} · {quantity} on hand in {places} places")
        if places == 1:
            words = _("{sku} · {quantity} on hand in one place")
        line = message(
            words,
            sku=to.item.sku,
            quantity=on_hand,
            places=places,
        )
        title = message("Start tracking: {item}", item=to.item.description)
        self._head.tell(str(title), str(line))
        self._notice.clear()
        self._reason.clear()
        self._rest.setCurrentIndex(0)
        self._form.begin(to)
        self._show_rows()
        self._form.setFocus()

    @property
    def item_id(self) -> int:
        """The item whose tracking is started."""
        return self._to.item.id if self._to else 0

    @property
    def is_done(self) -> bool:
        """Whether tracking has started: a scan opens its subject again."""
        return self._right.currentIndex() == _DONE

    def chip(self) -> str:
        """What the next scan is taken for, while codes are given out."""
        if self._right.currentIndex() != _ROWS:
            return ""
        return _("Next scan: a bin, or the code of what stands there")

    def scanned(self, frame: bytes, device: str) -> None:
        """Take a bin, or the code of a piece or lot."""
        item_id, way = self.item_id, self._form.way
        look_up(
            self._desk,
            (frame, device),
            lambda tx, reading: tracking_scans.scanned(tx, reading, item_id, way),
            self._take,
            self._notice,
        )

    def go_back(self) -> bool:
        """One step back; False where the next one leaves, and nothing would be lost."""
        if self._right.currentIndex() == _PLAN:
            self._forget()
            return True
        if self._right.currentIndex() == _ROWS and self._rows and not self._warned:
            self._warned = True
            self._notice.attention(
                _("Nothing is done yet. Esc again leaves it, and forgets these codes.")
            )
            return True
        return False

    def go_on(self) -> None:
        """The next step: see what happens, do it, go back to the item."""
        if self._made or self._right.currentIndex() == _DONE:
            self.finished.emit(self.item_id)
        elif self._told is None:
            self._foretell()
        else:
            order = self._told
            self._next.setEnabled(False)  # ten thousand serials take three seconds
            self._notice.attention(_("Giving everything its code…"))
            change(
                self._desk,
                lambda tx: tracking.start(tx, order),
                self._started,
                self._not_started,
            )

    def _take(self, scanned: Scanned) -> None:
        if self._right.currentIndex() == _PLAN:
            self._forget()
        if self._right.currentIndex() == _ROWS:
            self._form.take(scanned)

    def _order(self, rows: list[Row]) -> StartTracking:
        rest = Rest(self._rest.currentData())
        shares = tuple(row.share for row in rows)
        reason = self._reason.text()
        return StartTracking(new_uid(), self.item_id, self._form.way, shares, rest, reason)

    def _add(self, row: Row) -> None:
        """A row stands if what there is of it adds up with the others."""
        rows, on = tracking_facts.with_row(self._rows, row), self._desk.station.by().on
        order = self._order(rows)
        ask(
            self._desk,
            lambda connection: tracking_facts.adds_up(connection, order, on),
            lambda _nothing: self._added(rows),
            lambda error: self._form.complain(str(error)),
        )

    def _added(self, rows: list[Row]) -> None:
        self._rows, self._warned = rows, False
        self._notice.clear()
        self._form.took()
        self._show_rows()

    def _take_out(self) -> None:
        row = self._table.row()
        if row is not None:
            self._rows.remove(row)
            self._show_rows()

    def _begin_rows(self) -> None:
        """Another way to track: codes of the one before are none of it."""
        if self._rows:
            self._notice.attention(_("It is tracked another way now: give the codes anew."))
        self._rows = []
        self._show_rows()

    def _show_rows(self) -> None:
        to = self._to
        if to is None:
            return
        self._forget()
        self._table.show_rows(self._rows)
        left = tracking_facts.left(to, self._rows)
        self._form.show_left(left)
        without = sum(left.values())
        words = message("{quantity} without a code", quantity=to.quantity(without))
        self._below.hint("what", str(words) if without else _("Nothing: all of it has a code."))

    def _foretell(self) -> None:
        self._below.clear_complaints()
        order, on = self._order(self._rows), self._desk.station.by().on

        def show(told: list[Message]) -> None:
            self._told = order
            self._notice.clear()
            self._plan.setText("\n\n".join(str(each) for each in told))
            self._to_step(_PLAN, _("Start tracking now"))

        ask(
            self._desk,
            lambda connection: tracking_facts.told(connection, order, on),
            show,
            self._notice.refuse,
        )

    def _forget(self) -> None:
        """What was foretold is for the rows as they stood."""
        self._told = None
        self._to_step(_ROWS, _("See what happens"))

    def _to_step(self, step: int, words: str) -> None:
        self._right.setCurrentIndex(step)
        self._form.setEnabled(step == _ROWS)
        self._left.setVisible(step != _DONE)
        self._next.setText(words)
        self._next.setAccessibleName(words)
        self.chip_changed.emit()
        if step != _ROWS:
            self._next.setFocus()

    def _not_started(self, error: Exception) -> None:
        self._next.setEnabled(True)
        self._notice.refuse(error)

    def _started(self, started: Started) -> None:
        self._next.setEnabled(True)
        self._made, self._rows = started.lsn_ids, []
        made = (
            _("{count} serials are made.")
            if self._form.way.by_serial
            else _("{count} lots are made.")
        )
        words = message(made, count=len(self._made))
        ask_for = _("Their labels can be printed now; later on Labels, one by one.")
        self._done.setText(f"{words}\n\n{ask_for}" if self._made else str(words))
        self._print.setVisible(bool(self._made))
        self._to_step(_DONE, _("To the item"))
        if self._made:
            self._print.setFocus()
        self._notice.ok(_("Tracking has started."))

    def _print_labels(self) -> None:
        """One job with a label of each."""
        program, station, made = self._desk.program, self._desk.station, self._made
        wanted = [Wanted(lsn_id) for lsn_id in made]
        self._print.setEnabled(False)
        self._notice.attention(str(message("Printing {count} labels", count=len(made))))

        def job() -> PrintJob:
            template, printer = label_routes.of_lsn(program, station, made[0])
            output.look_over(program, template, wanted)
            number = output.order_labels(program, station, template, wanted, printer=printer)
            return label_output.print_labels(program, station, number, program.settings.printed)

        self._desk.lanes.aside(job, self._printed, self._not_printed)

    def _printed(self, job: PrintJob) -> None:
        self._print.setEnabled(True)
        self._print.hide()
        words = message(
            "{number}: {count} sent to {where}",
            number=job.number,
            count=job.labels,
            where=job.printer or job.status_words,
        )
        self._notice.ok(str(words))
        self._next.setFocus()

    def _not_printed(self, error: Exception) -> None:
        self._print.setEnabled(True)
        self._notice.refuse(error)

    def _place(self, row: Row) -> str:
        return row.standing.location

    def _made_table(self) -> Table[Row]:
        return Table(
            "item.track.table",
            _("What has a code"),
            (
                Column[Row](_("Where"), self._place, "where", width=100),
                Column[Row](_("Lot"), self._lot, "lot", mono=True, width=150),
                Column[Row](_("What"), self._what, "what"),
                Column[Row](
                    _("Expires"),
                    lambda row: row.share.expiry.isoformat() if row.share.expiry else "",
                    "expiry",
                    width=110,
                    missable=True,
                ),
            ),
            self._desk.theme,
            EmptyState(
                self._desk.theme,
                "lsns",
                _("Nothing has a code yet"),
                _("Choose where, scan or type the code, say how many: Enter."),
            ),
        )

    def _lot(self, row: Row) -> str:
        return row.lot if self._form.way.by_lot else ""

    def _what(self, row: Row) -> str:
        return what(row, self._to) if self._to else ""

    def _connect(self) -> None:
        self._form.added.connect(self._add)
        self._form.way_changed.connect(self._begin_rows)
        self._table.chosen.connect(lambda row: self._remove.setVisible(row is not None))
        self._reason.returnPressed.connect(self.go_on)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.go_on)

    def _lay_out(self) -> None:
        self._head.add_action(self._next)
        self._rest.addItem(_("Nothing may be left over"), Rest.NONE)
        self._rest.addItem(_("Give it a code that says UNKNOWN"), Rest.UNKNOWN)
        self._rest.addItem(_("Write it off: it is not there"), Rest.WRITTEN_OFF)
        self._below.add("what", _("What is left over"), self._rest)
        self._below.add("reason", _("Why (asked for when something is written off)"),
                        self._reason)  # fmt: skip
        for label, name in ((self._plan, "plan"), (self._done, "done")):
            named(label, f"item.track.{name}.words", _("What happens"))
        body = QVBoxLayout()
        body.addWidget(self._form)
        self._left.add(scrolled(body), 1)
        for part in (self._rows_part(), self._plan_part(), self._done_part()):
            self._right.addWidget(part)
        side = Card()
        side.add(self._right, 1)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(self._left, 9)
        columns.addWidget(side, 12)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        rows.addWidget(self._head)
        rows.addWidget(self._notice)
        rows.addLayout(columns, 1)

    def _rows_part(self) -> QWidget:
        part = QWidget()
        rows = QVBoxLayout(part)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self._table, 1)
        rows.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(self._below)
        self._remove.hide()
        return part

    def _plan_part(self) -> QWidget:
        back = quiet("item.track.back", _("Change something"), self._forget)
        return _words(_("What will happen"), self._plan, back)

    def _done_part(self) -> QWidget:
        return _words(_("Done"), self._done, self._print)


def _words(heading: str, words: QWidget, button: QWidget) -> QWidget:
    part = QWidget()
    rows = QVBoxLayout(part)
    rows.setContentsMargins(8, 8, 8, 8)
    rows.setSpacing(12)
    rows.addWidget(plain(heading, "section"))
    rows.addWidget(words)
    line = QHBoxLayout()
    line.addWidget(button)
    line.addStretch()
    rows.addLayout(line)
    rows.addStretch()
    return part
