"""One code of a scanner's test: the barcode, what arrived, what was found so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.scanning.doctor import shown
from lsn_desktop.scanning.doctor_codes import CODES
from lsn_desktop.scanning.escapes import escaped
from printing.papers.doctor_symbols import symbol_of
from ui.parts.buttons import quiet
from ui.parts.card import Card, badge, rebadge
from ui.parts.text import ElidedLabel, named, plain
from ui.parts.theme import restyle
from ui.parts.tokens import GAP
from ui.screens.scanners.doctor_course import Mark
from ui.screens.scanners.findings_view import FindingsView
from ui.screens.scanners.symbol_view import SymbolView

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from lsn_desktop.scanning.doctor import Capture
    from ui.parts.theme import Theme
    from ui.screens.scanners.doctor_course import Course, Taken

_MOST_SHOWN = 240  # characters of what arrived
_TONES = {Mark.NEXT: "accent", Mark.READ: "ok", Mark.SKIPPED: "attention", Mark.WAITING: ""}
_LOW = 232  # px; the cards below the barcode


class StepView(QWidget):
    """Takes the keys of the person at the scanner: S leaves a code out."""

    skipped = Signal()
    codes_wanted = Signal()  # on paper
    back = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        named(self, "scanners.doctor.step", _("Scan the code shown"))
        self._title, self._why = ElidedLabel("", "figure"), ElidedLabel("", "muted")
        self._title.setObjectName("scanners.doctor.title")
        self._marks = [badge(str(number)) for number in range(1, len(CODES) + 1)]
        self._symbol = SymbolView()
        self._words = plain("", "large", wrap=True)
        self._words.setObjectName("scanners.doctor.words")
        self._raw = plain("", "code", wrap=True)
        self._raw.setObjectName("scanners.doctor.raw")
        self._findings = FindingsView(theme, brief=True)
        self._none = plain(_("Nothing yet."), "muted")
        self._lay_out()

    def tell(self, course: Course) -> None:
        """Show where the test stands."""
        code = course.code
        title = message(
            "{number} of {count} · {code}",
            number=course.number,
            count=len(CODES),
            code=_(code.title),
        )
        self._title.setText(str(title))
        self._why.setText(_(code.why))
        self._symbol.tell(symbol_of(code), str(message("Barcode: {code}", code=_(code.title))))
        for label, mark, number in zip(
            self._marks, course.marks(), range(1, len(CODES) + 1), strict=True
        ):
            words = {Mark.READ: f"{number} \N{CHECK MARK}", Mark.SKIPPED: f"{number} -"}
            rebadge(label, words.get(mark, str(number)), _TONES[mark])
        found = course.findings()
        self._findings.tell(found)
        self._none.setVisible(not found)
        if not course.has_read:
            self._say(_("Scan this code with the scanner to be tested."), "large")
            self._raw.setText("")

    def arriving(self, count: int) -> None:
        """Say that something comes."""
        self._say(str(message("{count} characters so far", count=count)), "large")

    def took(self, capture: Capture, taken: Taken) -> None:
        """Say what came of a scan, and show it as it came."""
        self._say(str(taken.words), "large" if taken.ok else "error")
        text = escaped(shown(capture))
        cut = text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
        self._raw.setText(cut)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """S, as the wedge gives it back: shortcuts do not see what it held."""
        if event.key() == Qt.Key.Key_S and not event.modifiers():
            self.skipped.emit()
        else:
            super().keyPressEvent(event)

    def _say(self, words: str, role: str) -> None:
        self._words.setText(words)
        restyle(self._words, role=role)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        for label in self._marks:
            head.addWidget(label)
        arrived = Card(_("What arrived"))
        arrived.add(self._words)
        arrived.add(self._raw)
        arrived.body.addStretch()
        found = Card(_("What was found"))
        found.add(self._none)
        found.add(self._findings, 1)
        below = QHBoxLayout()
        below.setSpacing(GAP)
        for card in (arrived, found):
            card.setFixedHeight(_LOW)
            below.addWidget(card, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(14)
        buttons.addWidget(quiet("scanners.doctor.back", _("Back (Esc)"), self.back.emit))
        buttons.addStretch()
        buttons.addWidget(
            quiet("scanners.doctor.paper", _("Print these codes"), self.codes_wanted.emit)
        )
        buttons.addWidget(
            quiet("scanners.doctor.skip", _("It does not read this one (S)"), self.skipped.emit)
        )
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 0, 8, 8)
        rows.setSpacing(8)
        rows.addLayout(head)
        rows.addWidget(self._why)
        rows.addWidget(self._symbol, 1)
        rows.addLayout(below)
        rows.addLayout(buttons)
