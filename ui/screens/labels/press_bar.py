"""How far the job being drawn is, and the button that ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from ui.parts.buttons import quiet
from ui.parts.text import named, plain

if TYPE_CHECKING:
    from ui.screens.labels.press import Press


class PressBar(QWidget):
    """On show while something is drawn."""

    def __init__(self, name: str, press: Press) -> None:
        super().__init__()
        self._words, self._bar = plain("", "large"), QProgressBar()
        named(self._bar, f"{name}.progress", _("Labels drawn and checked"))
        self._bar.setTextVisible(False)
        text = QVBoxLayout()
        text.setSpacing(4)
        text.addWidget(self._words)
        text.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(text, 1)
        row.addWidget(quiet(f"{name}.stop", _("Stop"), press.stop))
        press.began.connect(self._begin)
        press.progress.connect(self._bar.setValue)
        press.printed.connect(lambda _job: self.setVisible(press.is_busy))
        press.failed.connect(lambda _error, _job_id: self.setVisible(press.is_busy))
        self.hide()

    def _begin(self, labels: int) -> None:
        words = _("Drawing and checking {count} label …")
        if labels != 1:
            words = _("Drawing and checking {count} labels …")
        self._words.setText(str(message(words, count=labels)))
        self._bar.setRange(0, labels)
        self._bar.setValue(0)
        self.show()
