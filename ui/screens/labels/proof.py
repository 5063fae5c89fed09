"""The label as it will be printed, and what each of its symbols says when read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.paper import output
from ui.parts.buttons import quiet
from ui.parts.card import Card
from ui.parts.empty_state import EmptyState
from ui.parts.text import ElidedLabel, plain
from ui.parts.tokens import LARGE
from ui.prints.paper import Paper
from ui.screens.labels.findings import Findings, Instead
from ui.tasks import Asked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lsn_desktop.paper.output import Proof
    from lsn_desktop.services.labels.label_subjects import Subject
    from printing.labels.label_elements import LabelTemplate
    from ui.desk import Desk


class ProofCard(Card):
    """The right side of the page: the picture with its symbols, or why there is none."""

    usual_wanted = Signal()  # the label it usually gets, instead of the one chosen
    other_wanted = Signal(str)  # the label with this name instead

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Proof"), padding=8)
        self.setProperty("role", "")  # the tabs around it are the card
        self._desk = desk
        self._asked = Asked()
        self._subject: Subject | None = None
        self._paper = Paper(desk.theme, _("Picture of the label"))
        self._refused = _Refused(
            desk, self._open_subject, self.usual_wanted.emit, self.other_wanted.emit
        )
        self._instead = Instead(self.other_wanted.emit)
        self._symbols = QVBoxLayout()
        self._verified = plain("", "muted", wrap=True)
        self._verified.setObjectName("labels.verified")
        self._findings = Findings(desk.theme)
        self._parts = QStackedWidget()
        self._lay_out()

    def tell(
        self, subject: Subject | None, template: str, printer: str | None, *, usual: bool
    ) -> None:
        """Prove the label a subject gets."""
        self._asked.cancel()
        self._subject = subject
        if subject is None:
            self._parts.setCurrentIndex(0)
            return
        desk, station, wanted = self._desk, self._desk.station, subject.wanted()
        self._refused.prepare(usual=usual, has_page=bool(subject.lsn_id or subject.item_id))
        self._asked = desk.lanes.read(
            lambda: output.proof(desk.program, station, template, wanted, printer),
            self._show,
            self._refuse,
        )

    def _show(self, proof: Proof) -> None:
        self._paper.tell(proof.png)
        while row := self._symbols.takeAt(0):
            if widget := row.widget():
                widget.hide()
                widget.deleteLater()
        for symbol, says in proof.symbols:
            self._symbols.addWidget(_Symbol(self._desk, symbol, says))
        words = _surety(proof)
        self._verified.setText(words)
        self._verified.setVisible(bool(words))
        self._findings.tell(proof.findings)
        self._instead.offer(proof.instead)
        self._parts.setCurrentIndex(1)

    def _refuse(self, error: Exception) -> None:
        instead = error.instead if isinstance(error, output.Unprintable) else ()
        self._refused.say(str(error), instead)
        self._parts.setCurrentIndex(2)

    def _open_subject(self) -> None:
        if self._subject is None:
            return
        if self._subject.lsn_id is not None:
            self._desk.go("lsns", self._subject.lsn_id)
        elif self._subject.item_id is not None:
            self._desk.go("items", self._subject.item_id)

    def _lay_out(self) -> None:
        self._symbols.setSpacing(8)
        shown = QWidget()
        rows = QVBoxLayout(shown)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(16)
        rows.addWidget(self._paper)
        rows.addLayout(self._symbols)
        rows.addWidget(self._verified)
        rows.addWidget(self._findings)
        rows.addWidget(self._instead)
        rows.addStretch(1)
        nothing = EmptyState(
            self._desk.theme,
            "preview",
            _("The proof is shown here"),
            _("Every symbol is decoded from the drawn label before it is printed."),
        )
        for part in (nothing, shown, self._refused):
            self._parts.addWidget(part)
        self.add(self._parts, 1)


def _surety(proof: Proof) -> str:
    """How far it is verified, and what tells of the rest."""
    if proof.verified_at is None or not proof.symbols:
        return ""
    return {
        "dots": _("Verified at the printer's own dots."),
        "driver": _("Verified up to the driver, which may redraw the symbols. A scan of what "
                    "came out tells: Settings, Printers, Scan each label that came out."),
        "file": _("Verified in the PDF file. Whatever prints it may redraw the symbols: print "
                  "it unscaled."),
    }[proof.verified_at]  # fmt: skip


class _Symbol(QWidget):
    """A symbol's name and what it says."""

    def __init__(self, desk: Desk, symbol: str, says: str) -> None:
        super().__init__()
        self._theme, self._sign = desk.theme, plain()
        self._sign.setAccessibleName(_("read back"))
        self._draw()
        desk.theme.changed.connect(self._draw)
        words = ElidedLabel(says, "code")
        line = message("{symbol} · reads back", symbol=symbol)
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(ElidedLabel(str(line), "muted"))
        text.addWidget(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._sign)
        row.addLayout(text, 1)

    def _draw(self) -> None:
        self._sign.setPixmap(self._theme.pixmap("check", "ok"))


class _Refused(QWidget):
    """Why it cannot be printed, in words, and what can be done instead."""

    def __init__(
        self,
        desk: Desk,
        open_subject: Callable[[], object],
        use_usual: Callable[[], object],
        use_other: Callable[[str], object],
    ) -> None:
        super().__init__()
        self._theme = desk.theme
        self._sign, self._words = plain(), plain("", "large", wrap=True)
        self._words.setObjectName("labels.refused")
        self._usual = quiet("labels.use_usual", _("Use the usual label"), use_usual)
        self._open = quiet("labels.open_subject", _("Open its page"), open_subject)
        self._instead = Instead(use_other)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._usual)
        row.addWidget(self._open)
        row.addStretch()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        rows.addWidget(self._sign)
        rows.addWidget(plain(_("This label cannot be printed"), "figure"))
        rows.addWidget(self._words)
        rows.addWidget(self._instead)
        rows.addLayout(row)
        rows.addStretch(1)
        self._draw()
        desk.theme.changed.connect(self._draw)

    def prepare(self, *, usual: bool, has_page: bool) -> None:
        """Offer what would help, should it be refused."""
        self._usual.setVisible(not usual)
        self._open.setVisible(has_page)

    def say(self, words: str, instead: Sequence[LabelTemplate]) -> None:
        """Say why, and offer what could be printed instead."""
        self._words.setText(words[:2000])
        self._instead.offer(instead)

    def _draw(self) -> None:
        self._sign.setPixmap(self._theme.pixmap("refused", "refused", 2 * LARGE))
