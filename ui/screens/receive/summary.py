"""After posting: what came, what is still open, its labels, and the next delivery."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.program import new_uid
from lsn_desktop.services.receipts import receiving
from ui.dock import dock_words, document_acts
from ui.dock.answer_fields import AnswerField
from ui.dock.expected_lines import ExpectedLines
from ui.page import PageHead
from ui.parts.buttons import danger, primary, quiet
from ui.parts.card import Card
from ui.parts.text import plain
from ui.parts.tokens import GAP
from ui.prints.labels_sent import LabelsSent
from ui.scans import meanings
from ui.scans.scan_banner import ScanBanner
from ui.scans.scan_list import ScanList
from ui.scans.scan_words import BannerWords
from ui.screens.receive import announced, dock_view, facts
from ui.screens.receive.wrong import WrongCard

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from lsn_desktop.domain.outcomes import Outcome
    from lsn_desktop.scanning.commands import Command
    from ui.desk import Desk
    from ui.dock.shown import Act
    from ui.prints.line_labels import Labels
    from ui.scans.scan_loop import Meant, ScanLoop
    from ui.screens.receive.facts import Posted


class Summary(QWidget):
    """A posted receipt, just now or some days ago. Enter goes on to the next delivery."""

    order_chosen = Signal(int)  # the next order's row number
    costs_wanted = Signal(int)  # this receipt's row number
    files_wanted = Signal(int)  # the same
    left = Signal()

    def __init__(self, desk: Desk, loop: ScanLoop, labels: Labels) -> None:
        super().__init__()
        self._desk, self._loop, self._labels = desk, loop, labels
        self._document_id = 0
        self._posted: Posted | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._head = PageHead(_("Receive"))
        self._print = quiet("receive.print", _("Print labels (Ctrl+P)"), self.print_labels)
        self._costs = quiet("receive.costs.open", _("Costs (C)"), self._go_costs)
        self._files = quiet("receive.files.show", _("Files (F)"), self._go_files)
        self._away = quiet("receive.put_away", _("Put away (M)"), self._put_away)
        self._away.hide()  # until it is known that something waits
        self._holds = quiet("receive.hold_labels", _("Hold labels (H)"), self._print_holds)
        self._holds.hide()
        self._sent = LabelsSent(desk, self)
        self._sent.told.connect(lambda words, well: self._label_told(None, words, well))
        self._reverse = danger("receive.reverse", _("Reverse"), self._ask_reason)
        self._next = primary("receive.next", _("Choose another"), self._go_on)
        self._banner = ScanBanner(desk.theme)
        self._came = ScanList(desk.theme, "receive.came")
        self._open = ExpectedLines(desk.theme, "receive.still_open")
        self._nothing_open = plain("", "muted", wrap=True)
        self._wrong = WrongCard(desk)
        self._lay_out()
        labels.told.connect(self._label_told)

    def open(self, document_id: int) -> None:
        """Show a posted receipt."""
        self._document_id, self._posted = document_id, None
        database = self._desk.program.database
        self._desk.lanes.read(
            lambda: facts.posted(database, document_id), self._show, self._not_read
        )

    def tell(self, outcome: Outcome) -> None:
        """A scan that opened nothing, or what a reversal came to."""
        self.setFocus()
        self._banner.tell(dock_words.banner_words(outcome, self._desk.station.by().on))

    def print_labels(self) -> None:
        """A label for each line."""
        self._labels.print_receipt(self._document_id)

    def _print_holds(self) -> None:
        """H: what is to be stuck on all of it that is on hold."""
        if self._posted is not None and self._posted.held:
            self._sent.print_holds(self._posted.held)

    def meant(self, asked: Command) -> Meant:
        """What a command barcode means here: next is Enter."""
        if asked.name == "undo" and self._posted is not None:
            return meanings.refused(receiving.stays_posted(self._posted.on.receipt.number))
        asks = self._banner.words.kind == "question"
        acts: dict[str, Act] = {"back": self.go_back}
        if not asks:
            acts |= {"next": self._go_on, "print": self.print_labels}
        return meanings.by_name(asked, acts)

    def _put_away(self) -> None:
        """M: on to Move, while anything of it waits there."""
        if self._posted is not None and self._posted.to_put_away:
            self._desk.go("move", None)

    def go_back(self) -> bool:
        """Leave the reason, or the summary."""
        if self._posted is not None and self._banner.words.kind == "question":
            self._show(self._posted)
        else:
            self.left.emit()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        asks = self._banner.words.kind == "question"
        acts = {
            "r": self._wrong.show_report,
            "c": self._go_costs,
            "f": self._go_files,
            "m": self._put_away,
            "h": self._print_holds,
        }
        act = acts.get(event.text().lower())
        if act is not None and not asks:
            act()
        elif event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        elif self._print.hasFocus():
            self.print_labels()
        elif self._costs.hasFocus():
            self._go_costs()
        elif self._files.hasFocus():
            self._go_files()
        elif self._away.hasFocus():
            self._put_away()
        elif self._holds.hasFocus():
            self._print_holds()
        elif self._reverse.hasFocus():
            self._ask_reason()
        elif not asks:
            self._go_on()

    def _show(self, posted: Posted) -> None:
        self._posted = posted
        on, number = posted.on, posted.on.receipt.number
        today = self._desk.station.by().on
        self._head.tell(on.delivery, dock_view.line_below(on, today))
        self._banner.tell(_words(posted))
        self._came.show_scans(posted.came)
        self._wrong.open(on.receipt.id, number)
        still = [
            dock_words.expected_line(line)
            for line in on.expected
            if line.received < line.ordered
        ]
        if on.missing:
            still = announced.lines_shown([line for line in on.announced if line.left])
        self._open.show_lines(still)
        self._open.setVisible(bool(still))
        self._nothing_open.setVisible(not still)
        words = _("Nothing: all of the order is here.")
        self._nothing_open.setText(words if on.expected else _("Nothing is awaited."))
        self._reverse.setEnabled(not posted.reversed_by)
        words = _("Put away {count} lots or pieces (M)")
        if posted.to_put_away == 1:
            words = _("Put away {count} lot or piece (M)")
        self._away.setText(str(message(words, count=posted.to_put_away)))
        self._away.setAccessibleName(self._away.text())
        self._away.setVisible(posted.to_put_away > 0)
        words = _("{count} on hold: hold labels (H)")
        self._holds.setText(str(message(words, count=len(posted.held))))
        self._holds.setAccessibleName(self._holds.text())
        self._holds.setVisible(bool(posted.held))
        following = posted.next_order
        self._next.setText(
            str(message("Next: {order}", order=following.number)).replace("&", "&&")
            if following
            else _("Choose another")
        )
        self._print.setEnabled(any(each.code for each in on.came))
        self._print.setAccessibleDescription(number)
        self.setFocus()

    def _go_on(self) -> None:
        following = self._posted.next_order if self._posted else None
        if following is not None:
            self.order_chosen.emit(following.id)
        else:
            self.left.emit()

    def _go_costs(self) -> None:
        self.costs_wanted.emit(self._document_id)

    def _go_files(self) -> None:
        self.files_wanted.emit(self._document_id)

    def _ask_reason(self) -> None:
        field = AnswerField(
            "receive.reason", _("Reason"), _("Enter reverses the whole receipt, Esc leaves it")
        )
        field.entered.connect(self._reverse_for)
        number = self._posted.on.receipt.number if self._posted else ""
        self._banner.tell(
            BannerWords(
                "question",
                str(message("Why is {number} wrong?", number=number)),
                _("All of it goes back to the supplier, and the order is open for it again."),
            ),
            field,
        )

    def _reverse_for(self, reason: str) -> None:
        self.setFocus()
        self._loop.change(
            document_acts.reversed_for(self._document_id, reason, new_uid()), self._reversed
        )

    def _reversed(self, outcome: Outcome) -> None:
        if outcome.kind == "ok":
            self.open(self._document_id)

    def _label_told(self, line_id: object, words: str, well: bool) -> None:  # noqa: FBT001 - a signal
        if line_id is not None or self._posted is None:
            return
        before = _words(self._posted)
        if well:
            details = ((_("Labels"), words or _("There is nothing to label")),)
            self._banner.tell(BannerWords(before.kind, before.headline, before.line, details))
        else:
            self._banner.tell(BannerWords("attention", _("Labels are not printed"), words))

    def _not_read(self, error: Exception) -> None:
        self._banner.tell(BannerWords("refused", _("The summary cannot be shown"), str(error)))

    def _lay_out(self) -> None:
        for button in (self._reverse, self._files, self._costs, self._print, self._next):
            self._head.add_action(button)
        came, still = Card(_("What came")), Card(_("Still to come"))
        came.add(self._came, 1)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self._away)
        below.addWidget(self._holds)
        below.addStretch()
        came.body.addLayout(below)
        still.add(self._nothing_open)
        still.add(self._open, 1)
        still.body.addStretch()
        columns = QHBoxLayout()
        columns.setSpacing(GAP)
        left = QVBoxLayout()
        left.setSpacing(GAP)
        left.addWidget(came, 1)
        left.addWidget(still, 1)
        columns.addLayout(left, 29)
        columns.addWidget(self._wrong, 21)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        rows.addWidget(self._head)
        rows.addWidget(self._banner)
        rows.addLayout(columns, 1)


def _words(posted: Posted) -> BannerWords:
    on = posted.on
    number = on.receipt.number
    if posted.reversed_by:
        reversal = message("Reversed by {reversal}", reversal=posted.reversed_by)
        return BannerWords(
            "attention", str(message("{number} counts no more", number=number)), str(reversal)
        )
    words = (
        _("{count} lot or item came") if len(on.came) == 1 else _("{count} lots or items came")
    )
    came = message(words, count=len(on.came))
    if on.announced:
        still = message("all that was announced is here")
        if on.missing:
            words = _("{missing} of {lines} announced lines are not all here")
            still = message(words, missing=on.missing, lines=len(on.announced))
        return BannerWords(
            "ok", str(message("Posted {number}", number=number)), f"{came} · {still}"
        )
    if not on.expected:
        return BannerWords("ok", str(message("Posted {number}", number=number)), str(came))
    still = message("the order is complete")
    if on.short:
        words = _("{short} of {lines} lines are still short")
        if on.short == 1:
            words = _("{short} of {lines} lines is still short")
        still = message(words, short=on.short, lines=len(on.expected))
    return BannerWords(
        "ok", str(message("Posted {number}", number=number)), f"{came} · {still}"
    )
