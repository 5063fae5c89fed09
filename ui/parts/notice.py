"""What became of the last thing done on a page: one sentence, gone with the next act."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import Refusal, Unavailable
from ui.parts.text import LONGEST, plain
from ui.parts.theme import restyle

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_LONG_WORD = re.compile(r"\S{24}(?=\S)")
_MAY_BREAK = "\N{ZERO WIDTH SPACE}"


class Notice(QLabel):
    """Green when it was done, red when it was refused; it says so in words too.

    It is as high as its words need at its width, neither more nor less, and a word that is
    longer than a column goes on in the next line.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setTextFormat(plain().textFormat())
        self.setWordWrap(True)
        self.setObjectName(name)
        self.setProperty("role", "notice")
        self.hide()

    def ok(self, words: str) -> None:
        """It was done."""
        self._say(words, "ok")

    def attention(self, words: str) -> None:
        """It was not done yet, and needs one more step."""
        self._say(words, "attention")

    def refuse(self, error: Exception) -> None:
        """It was not done; a refusal says why and what to do next."""
        if isinstance(error, Refusal | Unavailable):
            self._say(str(error), "refused")
        else:
            words = message(
                "This went wrong in the program: {error}. Nothing was changed.", error=error
            )
            self._say(f"{words} {_('Try again; if it stays, send the report.')}", "refused")

    def refuse_words(self, words: str) -> None:
        """It was not done, for a reason in words."""
        self._say(words, "refused")

    def clear(self) -> None:
        """Say nothing."""
        self.setText("")
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit()

    def _say(self, words: str, tone: str) -> None:
        self.setText(_LONG_WORD.sub(rf"\g<0>{_MAY_BREAK}", words[:LONGEST]))
        self.setAccessibleName(words[:LONGEST])
        restyle(self, tone=tone)
        self._fit()
        self.show()

    def _fit(self) -> None:
        self.setFixedHeight(max(0, self.heightForWidth(self.width())))
