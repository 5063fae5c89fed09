"""One code in full: how it was read, what it says, and its bytes in two spellings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.scanning.escapes import escaped
from lsn_desktop.scanning.naming import read_as
from ui.parts.shrinking_area import ShrinkingArea
from ui.parts.text import ElidedLabel, named, plain
from ui.parts.theme import font

if TYPE_CHECKING:
    from lsn_desktop.scanning.readings import Reading

_LINES = 4  # of the bytes; the rest is scrolled to


class CodeView(QWidget):
    """``name`` begins the names of its parts: ``<name>.escapes``, ``<name>.hex``."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._read_as = ElidedLabel("", "large")
        self._read_as.setObjectName(f"{name}.read_as")
        self._flaws = plain(role="error", wrap=True)
        self._flaws.setObjectName(f"{name}.flaws")
        self._flaws.setMinimumWidth(1)
        self._elements = QGridLayout()
        self._elements.setColumnStretch(2, 1)
        self._elements.setHorizontalSpacing(16)
        self._room = ShrinkingArea(self._elements)
        self._escapes, self._hex = _bytes_field(), _bytes_field()
        self._hex.setWordWrapMode(QTextOption.WrapMode.WordWrap)  # between bytes
        named(self._escapes, f"{name}.escapes", _("Bytes with C escapes"))
        named(self._hex, f"{name}.hex", _("Bytes in hexadecimal"))
        self._length = plain(role="muted")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        for part in (self._read_as, self._flaws, self._room):
            rows.addWidget(part)
        rows.addWidget(plain(_("Bytes with C escapes"), "muted"))
        rows.addWidget(self._escapes)
        rows.addWidget(self._length)
        rows.addWidget(self._hex)
        rows.addStretch()

    def tell(self, reading: Reading) -> None:
        """Show a code."""
        words = message("Read as {what}", what=read_as(reading))
        self._read_as.setText(str(words))
        flaws = (*reading.errors, *reading.warnings, *reading.questions)
        self._flaws.setText("\n".join(str(flaw.message) for flaw in flaws))
        self._flaws.setVisible(bool(flaws))
        self._escapes.setPlainText(escaped(reading.scan))
        self._hex.setPlainText(reading.scan.hex(" ").upper())
        count = len(reading.scan)
        length = (
            _("{count} byte in hexadecimal")
            if count == 1
            else _("{count} bytes in hexadecimal")
        )
        self._length.setText(str(message(length, count=count)))
        self._show_elements(reading)

    def _show_elements(self, reading: Reading) -> None:
        while (item := self._elements.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row, element in enumerate(reading.elements):
            self._elements.addWidget(plain(f"({element.id})", "code"), row, 0)
            self._elements.addWidget(plain(element.title, "muted"), row, 1)
            self._elements.addWidget(ElidedLabel(element.value, "strong"), row, 2)
        self._room.refit()


def _bytes_field() -> QPlainTextEdit:
    """Selected and copied, never typed into; broken anywhere, since codes have no words."""
    field = QPlainTextEdit()
    field.setReadOnly(True)
    field.setTabChangesFocus(True)
    field.setFont(font(mono=True))
    field.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
    field.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    field.setFixedHeight(field.fontMetrics().lineSpacing() * _LINES + 20)
    return field
