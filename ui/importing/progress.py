"""How far a long job is, and Cancel; nothing while none runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from lsn_desktop.domain.messages import _
from ui.parts.buttons import quiet
from ui.parts.text import ElidedLabel, named

if TYPE_CHECKING:
    from collections.abc import Callable

_BAR = 260  # px


class Progress(QWidget):
    """A line of what is done, a bar, and a button that ends it."""

    def __init__(self, name: str, cancel: Callable[[], object]) -> None:
        super().__init__()
        self._words, self._bar = ElidedLabel("", "muted"), QProgressBar()
        named(self._bar, f"{name}.bar", _("How far it is"))
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_BAR)
        self._cancel = quiet(f"{name}.cancel", _("Cancel"), cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self._words, 1)
        row.addWidget(self._bar)
        row.addWidget(self._cancel)
        self.hide()

    def begin(self, words: str, *, may_cancel: bool = True) -> None:
        """Something runs now."""
        self._words.setText(words)
        self._bar.setRange(0, 0)
        self._cancel.setVisible(may_cancel)
        self.show()

    def tell(self, done: int, of: int) -> None:
        """So much of it is done."""
        self._bar.setRange(0, max(of, done))
        self._bar.setValue(done)
