"""Scans that were recorded when the program ended, and perhaps never told: keep or undo."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, mark, message
from lsn_desktop.domain.quantities import plain as plain_quantity
from lsn_desktop.services.receipts import receipt_commands
from ui.dock import dock_words
from ui.page import PageHead
from ui.parts.card import Card
from ui.parts.tokens import GAP
from ui.scans import meanings
from ui.scans.scan_banner import ScanBanner
from ui.scans.scan_list import ScanList
from ui.scans.scan_words import BannerWords

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from lsn_desktop.domain.outcomes import Outcome
    from lsn_desktop.scanning.commands import Command
    from lsn_desktop.storage.receipts import ScanShown
    from ui.desk import Desk
    from ui.scans.scan_loop import Meant, ScanLoop
    from ui.screens.receive.facts import Recovered

_RECEIVED = mark("{quantity} received at {time} · {code}")
_DONE = {
    "supplier return": mark("{quantity} put on a return at {time} · {code}"),
    "customer return": mark("{quantity} taken back at {time} · {code}"),
    "shipment": mark("{quantity} taken for a shipment at {time} · {code}"),
    "build": mark("{quantity} scanned for a build at {time} · {code}"),
}
"""What became of a scan, by the kind of document it is on."""


class RecoveredScans(QWidget):
    """One question a scan, oldest first, answered by key; ``finished`` after the last."""

    finished = Signal()
    chip_changed = Signal()

    def __init__(self, desk: Desk, loop: ScanLoop) -> None:
        super().__init__()
        self._desk, self._loop = desk, loop
        self._left: list[Recovered] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        head = PageHead(
            _("Recovered scans"),
            _("They were recorded, but the program ended before it could tell you."),
        )
        self._banner = ScanBanner(desk.theme)
        self._list = ScanList(desk.theme, "receive.recovered")
        card = Card(_("Waiting for an answer"))
        card.add(self._list, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(GAP)
        rows.addWidget(head)
        rows.addWidget(self._banner)
        rows.addWidget(card, 1)
        self._banner.answered.connect(self._answered)

    def ask(self, recovered: Sequence[Recovered]) -> None:
        """Begin with these."""
        self._left = list(recovered)
        self._loop.recovering = True
        self._show()

    def tell(self, outcome: Outcome) -> None:
        """A scan came meanwhile, or an undo was refused: say so, and ask on."""
        words = dock_words.banner_words(outcome, self._desk.station.by().on)
        asked = self._words()
        self._banner.tell(
            BannerWords(words.kind, words.headline, words.line, (), asked.answers, words.remedy)
        )

    def meant(self, asked: Command) -> Meant:
        """What a command barcode means here: its answers only, undo among them."""
        count, has_line = len(self._words().answers), _counts(self._left[0].shown)
        acts = tuple(partial(self._answered, number) for number in range(1, count + 1))
        undo = acts[1] if has_line else None
        if asked.name in {"yes", "no", "answer"}:
            return meanings.answer(asked, acts, undo)
        return meanings.by_name(asked, {"undo": undo} if undo is not None else {})

    def chip(self) -> str:
        return dock_words.to_answer(len(self._words().answers))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        text = event.text()
        taken = len(text) == 1 and text in "123456789" and self._banner.press(int(text))
        if not taken:
            super().keyPressEvent(event)

    def _show(self) -> None:
        if not self._left:
            self._loop.recovering = False
            self.finished.emit()
            return
        zone = self._desk.station.time_zone
        self._list.show_scans([dock_words.scan_row(each.shown, zone) for each in self._left])
        self._banner.tell(self._words())
        self.chip_changed.emit()

    def _words(self) -> BannerWords:
        shown = self._left[0].shown
        at = dock_words.time_of_day(shown.at, self._desk.station.time_zone)
        if shown.several:
            answers = [_("Keep it"), _("Undo it")]
            words = message("Recorded at {time}, as one scan", time=at)
            headline = str(shown.words)
        elif shown.line_id is None:
            answers = [_("Understood: I scan it again")]
            words = message(
                "Heard at {time}, not received: {words}", time=at, words=shown.words
            )
            headline = _("Scan this label again")
        else:
            answers = [_("Keep it"), _("Undo it")]
            quantity = plain_quantity(shown.quantity) if shown.quantity is not None else ""
            text = _DONE.get(self._left[0].kind, _RECEIVED)
            words = message(text, quantity=quantity, time=at, code=shown.code)
            headline = shown.item
        if len(self._left) > 1:
            answers.append(str(message("Keep all {count}", count=len(self._left))))
        return BannerWords(
            "question", headline, str(words).removesuffix(" · "), (), tuple(answers)
        )

    def _answered(self, number: int) -> None:
        if self._loop.waiting:
            return
        shown = self._left[0].shown
        has_line = _counts(shown)
        if number == 1:
            self._settle(1)
        elif number == 2 and has_line:  # noqa: PLR2004 - the second answer
            undone = receipt_commands.scan_undone(shown.scan_id)
            if shown.line_id is not None:
                undone = receipt_commands.undone(shown.line_id)
            self._loop.change(undone, self._undone)
        elif number == 2 + has_line:
            self._settle(len(self._left))

    def _undone(self, outcome: Outcome) -> None:
        if outcome.kind != "refused":
            self._settle(1)

    def _settle(self, count: int) -> None:
        """These are answered: they need not be asked again."""
        self._desk.program.told.told(self._left[count - 1].seq)
        del self._left[:count]
        self._show()


def _counts(shown: ScanShown) -> bool:
    """Whether something the scan brought is on the receipt, so that it can be undone."""
    return shown.line_id is not None or bool(shown.several)
