"""What a certificate that somebody shows is: its mark, the words, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.paper.certificate_checks import State
from ui.parts.buttons import quiet
from ui.parts.card import Card
from ui.parts.text import in_fours, plain
from ui.parts.theme import restyle
from ui.screens.certificates.facts import FactList

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from lsn_desktop.domain.messages import Message
    from lsn_desktop.paper.certificate_checks import Verdict
    from ui.parts.theme import Theme

_MARK = 72  # px
_WIDTH = 400  # px

LOOKS = {
    State.VALID: (_("Valid"), "ok", "ok"),
    State.CHANGED: (_("Changed"), "refused", "refused"),
    State.WITHDRAWN: (_("Withdrawn"), "refused", "refused"),
    State.REVISED: (_("Revised"), "attention", "attention"),
    State.UNKNOWN: (_("Unknown"), "attention", "question"),
}
"""The word, the tone and the icon of each state."""


class VerdictView(QWidget):
    """The verdict to the left, large; to the right what our records say of it."""

    opened = Signal(int)  # the certificate's row number

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._verdict: Verdict | None = None
        self._mark, self._state = plain(), plain("", "figure")
        self._words, self._remedy = (
            plain("", "large", wrap=True),
            plain("", "strong", wrap=True),
        )
        self._seal, self._hash = plain("", "muted", wrap=True), plain("", "muted", wrap=True)
        self._open = quiet("verdict.open", _("Open"), self._open_it)
        self._newest = quiet("verdict.newest", _("Open"), self._open_newest)
        self._facts = FactList()
        self._records = Card(_("What our records say"))
        for label, name in (
            (self._state, "state"),
            (self._words, "words"),
            (self._remedy, "remedy"),
            (self._seal, "seal"),
            (self._hash, "hash"),
        ):
            label.setObjectName(f"verdict.{name}")
        self._lay_out()
        theme.changed.connect(self._draw)

    def tell(self, verdict: Verdict, what: str) -> None:
        """Show another one; ``what`` is the file or code that was judged."""
        self._verdict = verdict
        word, tone, _icon = LOOKS[verdict.state]
        self._state.setText(word)
        self._state.setAccessibleName(f"{what}: {word}")
        restyle(self._state, tone=tone)
        self._words.setText(str(verdict.words))
        self._remedy.setText(str(verdict.remedy))
        self._seal.setText(str(verdict.seal or _("A code has no signature; its file has.")))
        known = message("SHA-256 {hash}", hash=in_fours(verdict.sha256))
        self._hash.setText(str(known) if verdict.sha256 else "")
        self._hash.setVisible(bool(verdict.sha256))
        row = verdict.row
        self._records.setVisible(row is not None)
        self._open.setVisible(row is not None)
        newest = verdict.newest
        self._newest.setVisible(newest is not None)
        if newest is not None:
            words = message("Open its newest revision {number}", number=newest.number)
            _say(self._newest, words)
        if row is not None:
            _say(self._open, message("Open {number}", number=row.number))
            self._facts.tell(row.facts)
        self._draw()

    def _draw(self) -> None:
        if self._verdict is not None:
            _word, tone, icon = LOOKS[self._verdict.state]
            self._mark.setPixmap(self._theme.pixmap(icon, tone, _MARK))

    def _open_it(self) -> None:
        if self._verdict is not None and self._verdict.row is not None:
            self.opened.emit(self._verdict.row.id)

    def _open_newest(self) -> None:
        if self._verdict is not None and self._verdict.newest is not None:
            self.opened.emit(self._verdict.newest.id)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._mark)
        head.addWidget(self._state, 1)
        left = Card()
        left.body.setSpacing(14)
        left.body.addLayout(head)
        for part in (self._words, self._remedy, self._seal, self._hash):
            left.add(part)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._newest, self._open):
            buttons.addWidget(button)
        buttons.addStretch(1)
        left.body.addLayout(buttons)
        left.body.addStretch(1)
        self._records.setFixedWidth(_WIDTH)
        self._records.add(self._facts, 1)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(left, 1)
        row.addWidget(self._records)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(row)


def _say(button: QPushButton, words: Message) -> None:
    button.setText(str(words))
    button.setAccessibleName(button.text())
