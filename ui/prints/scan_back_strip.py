"""Below every page: the label that came out and is to be scanned, and what else can be said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from lsn_desktop.domain.messages import _, message
from ui.parts.buttons import by_letter, quiet
from ui.parts.text import ElidedLabel
from ui.parts.tokens import MARGIN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lsn_desktop.storage.scan_backs import Waiting
    from ui.prints.scan_back import ScanBack


class ScanBackStrip(QFrame):
    """Hidden while no label waits; ``page`` tells the name of the help of the page in front."""

    left = Signal()  # it had the focus and is gone: it is the page's again

    def __init__(self, scan_back: ScanBack, page: Callable[[], str]) -> None:
        super().__init__()
        self.setObjectName("player")  # drawn as the strip of what plays
        self._scan_back, self._page = scan_back, page
        self._words = ElidedLabel("", "strong")
        self._words.setObjectName("scan_back.words")
        self._now = quiet("scan_back.now", "", self._press)
        fails = quiet("scan_back.fails", "", scan_back.print_again)
        leave = quiet("scan_back.leave", "", scan_back.leave)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 6, MARGIN, 6)
        row.setSpacing(14)
        row.addWidget(self._words, 1)
        row.addWidget(self._now)
        row.addWidget(by_letter(fails, "D", _("Does not read")))
        row.addWidget(by_letter(leave, "L", _("Leave unscanned")))
        scan_back.told.connect(self._tell)
        self.hide()

    def follow_page(self) -> None:
        """Another page is in front: on page Labels every scan is of the label anyway."""
        if self._scan_back.label is not None:
            self._tell([self._scan_back.label])

    def _press(self) -> None:
        self._scan_back.ask_for_scan(on=not self._scan_back.is_asked_for)

    def _tell(self, there: Sequence[Waiting]) -> None:
        had_focus = self.isAncestorOf(self.window().focusWidget() or self.window())
        self.setVisible(bool(there))
        if not there:
            if had_focus:
                self.left.emit()
            return
        is_taken = self._scan_back.wants(self._page())
        self._words.setText(strip_words(there[0], is_taken=is_taken))
        asked = self._scan_back.is_asked_for
        self._now.setVisible(asked or not is_taken)
        by_letter(self._now, "W", _("Not now") if asked else _("Scan it now"))


def strip_words(label: Waiting, *, is_taken: bool) -> str:
    """Which label is to be scanned; whether the next scan is taken for it."""
    words = _("{job} on {printer}: label {label} of {labels} was not scanned yet")
    if is_taken:
        words = _("{job} on {printer}: scan label {label} of {labels}")
    if label.alike > 1:
        words = _("{job} on {printer}: {done} of {asked} scanned")
        if is_taken:
            words = _("{job} on {printer}: scan the next, {done} of {asked} scanned")
    line = message(
        words,
        job=label.job,
        printer=label.printer,
        label=label.label,
        labels=label.labels,
        done=label.done,
        asked=label.asked,
    )
    if label.alike > 1:
        return f"{line} · {_('they look alike: scan each once')}"
    if label.left > 1:
        return f"{line} · {message(_('{count} more to scan'), count=label.left - 1)}"
    return str(line)
