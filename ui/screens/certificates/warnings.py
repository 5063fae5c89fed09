"""What to look at before a certificate is issued; none of it forbids it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.parts.notice import Notice

if TYPE_CHECKING:
    from collections.abc import Sequence


class Warnings(QWidget):
    """One sentence each, on the ground of attention."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(8)
        self.hide()

    def tell(self, sentences: Sequence[str]) -> None:
        """Show other ones."""
        while row := self._rows.takeAt(0):
            if widget := row.widget():
                widget.hide()
                widget.deleteLater()
        for number, words in enumerate(sentences, 1):
            notice = Notice(f"{self.objectName()}.{number}")
            # A notice is as high as its words are in a wide room; this one is narrow.
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            notice.setSizePolicy(policy)
            self._rows.addWidget(notice)
            notice.attention(words)
        self.setVisible(bool(sentences))
