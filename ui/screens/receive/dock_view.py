"""The parts of a delivery's page, and what of the receipt they show."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.quantities import plain as plain_quantity
from ui.dock import dock_layout, dock_words
from ui.dock.expected_lines import ExpectedLines
from ui.page import PageHead
from ui.parts.buttons import danger, primary, quiet
from ui.parts.card import Card
from ui.parts.text import named, plain
from ui.scans.scan_banner import ScanBanner
from ui.scans.scan_list import ScanList
from ui.screens.receive import announced

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from ui.parts.theme import Theme
    from ui.scans.scan_words import ExpectedLine
    from ui.screens.receive.facts import OnReceipt

_STEPS = 1000  # of the bar
_NAMED = 4  # lots that lack a certificate, by name


class Progress(QWidget):
    """How far the delivery is: ``38 of 144 pcs``, or lines where units differ."""

    def __init__(self) -> None:
        super().__init__()
        self._words = plain("", "large")
        self._words.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._bar = QProgressBar()
        named(self._bar, "receive.progress", _("How much was received"))
        self._bar.setTextVisible(False)
        self._bar.setRange(0, _STEPS)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self._words)
        rows.addWidget(self._bar)

    def tell(self, on: OnReceipt) -> None:
        """Show how much of the order came, or how many lines without one."""
        if on.announced:
            count, here = len(on.announced), len(on.announced) - on.missing
            self._words.setText(str(message("{here} of {count} lines", here=here, count=count)))
            self._bar.setValue(_STEPS * here // count)
            self._bar.show()
            return
        if not on.expected:
            count = len(on.came)
            self._words.setText(str(message("{count} received", count=count)))
            self._bar.hide()
            return
        lines = [dock_words.expected_line(line) for line in on.expected]
        done, of, unit = far(lines)
        words = message(
            "{done} of {of} {unit}", done=plain_quantity(done), of=plain_quantity(of), unit=unit
        )
        self._words.setText(str(words))
        self._bar.setValue(int(_STEPS * min(Decimal(1), done / of)) if of else 0)
        self._bar.show()


def far(lines: Sequence[ExpectedLine]) -> tuple[Decimal, Decimal, str]:
    """How much came of how much, in the lines' unit; in whole lines where units differ."""
    units = {line.unit for line in lines}
    if len(units) == 1:
        of = sum((line.expected or Decimal(0) for line in lines), Decimal(0))
        return sum((line.done for line in lines), Decimal(0)), of, units.pop()
    whole = sum(line.expected is not None and line.done >= line.expected for line in lines)
    return Decimal(whole), Decimal(len(lines)), _("lines")


class DockView(QWidget):
    """Head, banner, last scans, expected lines, and the quiet row of what else can be done."""

    def __init__(self, theme: Theme, acts: dict[str, Callable[[], object]]) -> None:
        super().__init__()
        self.head = PageHead(_("Receive"))
        self.progress = Progress()
        self.post = primary("receive.post", _("Post receipt"), acts["post"])
        self.banner = ScanBanner(theme)
        nothing = _("Nothing was scanned yet. Every scan is listed here, newest first.")
        self.scans = ScanList(theme, nothing=nothing)
        self.lines = ExpectedLines(theme)
        self._todo = Card(_("Expected on this order"))
        self._lacking = plain("", "strong", wrap=True)
        self._lacking.setObjectName("receive.lacking")
        self._lacking.hide()
        self._typing = quiet("receive.f2", _("Type a line (F2)"), acts["type"])
        self._many = quiet("receive.f3", _("Many serials (F3)"), acts["many"])
        self._announce = quiet("receive.f6", _("Announced (F6)"), acts["announce"])
        self._reject = quiet("receive.damaged", _("Damaged (D)"), acts["damaged"])
        self._files = quiet("receive.f5", _("Files (F5)"), acts["files"])
        self._undo = quiet("receive.undo", _("Undo last (F4)"), acts["undo"])
        self._discard = danger("receive.discard", _("Discard"), acts["discard"])
        self._lay_out()

    def show_facts(self, on: OnReceipt, today: date, zone: str) -> None:
        """Show the receipt as it now is."""
        self.head.tell(
            str(message("Receive {delivery}", delivery=on.delivery)), line_below(on, today)
        )
        self.progress.tell(on)
        self._lacking.setVisible(bool(on.lacking))
        self._lacking.setText(lacking_words(on.lacking))
        self.scans.show_scans([dock_words.scan_row(each, zone) for each in on.scans])
        if on.announced:
            self.lines.show_lines([*announced.lines_shown(on.announced), *on.unannounced])
            self._todo.heading.setText(announced.heading(on.announced))
            return
        expected = [dock_words.expected_line(line) for line in on.expected]
        self.lines.show_lines([*expected, *on.beside])
        self._todo.heading.setText(
            _("Expected on this order") if expected else _("Received so far")
        )

    def _lay_out(self) -> None:
        self.head.add_action(self.progress)
        self.head.add_action(self.post)
        self._todo.add(self._lacking)
        self._todo.add(self.lines, 1)
        hint = _("Number + Enter: quantity of the next scan · Ctrl+Enter: post · Esc: back")
        self._todo.add(plain(hint, "muted", wrap=True))
        dock_layout.add_buttons(
            self._todo,
            (self._typing, self._many, self._announce),
            (self._undo, self._reject, self._files, self._discard),
        )
        last = dock_layout.last_scans(_("Last scans"), self.scans)
        dock_layout.lay_out(self, self.head, self.banner, last, self._todo)


def lacking_words(lacking: Sequence[str]) -> str:
    """What will be held when it is posted, for the certificates it lacks."""
    if not lacking:
        return ""
    most = "; ".join(lacking[:_NAMED])
    if (more := len(lacking) - _NAMED) > 0:
        most = str(message("{lots} and {more} more", lots=most, more=more))
    return str(message("Will be held until its certificate is here. {lots}.", lots=most))


def line_below(on: OnReceipt, today: date) -> str:
    """Who it is from, when it is due, where it goes, on which receipt."""
    receipt = on.receipt
    if receipt.location is None:  # what stood here before the program did
        return _("Opening stock")
    parts = [receipt.party or _("No vendor")]
    if on.due_on is not None:
        parts.append(due(on.due_on, today))
    parts.append(str(message("into {place}", place=receipt.location)))
    if receipt.purchase_order:
        parts.append(receipt.number)
    if receipt.reference:
        parts.append(receipt.reference)
    return " · ".join(parts)


def due(day: date, today: date) -> str:
    """When a delivery is due, as people say it."""
    days = (day - today).days
    if days == 0:
        return _("due today")
    if days < 0:
        words = (
            _("due {day}, {days} day late") if days == -1 else _("due {day}, {days} days late")
        )
        return str(message(words, day=day, days=-days))
    return str(message("due {day}", day=day))
