"""What was found wrong with the label, and what reads back; each leads to its part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from ui.designer import mending
from ui.parts.buttons import link
from ui.parts.text import ElidedLabel, named, tooltip

if TYPE_CHECKING:
    from ui.designer.editor import Editor
    from ui.designer.finding import Finding
    from ui.parts.theme import Theme

_ROW, _MOST_ROWS = 36, 3  # px, and the rows seen at once


class FindingsList(QWidget):
    """One line says whether the label may be printed; the list below it why not."""

    chosen = Signal(object)  # the key of a part

    def __init__(self, editor: Editor, theme: Theme) -> None:
        super().__init__()
        self._editor, self._theme = editor, theme
        self._mend = link("designer.mend", _("Mend it"), self._do_mend)
        self._findings: list[Finding] = []
        self._line, self._list = ElidedLabel("", "large"), QListWidget()
        named(self._line, "designer.verdict", _("Verification"))
        named(self._list, "designer.findings", _("What was found"))
        self._list.setProperty("role", "matches")
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemActivated.connect(self._choose)
        self._list.itemClicked.connect(self._choose)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(self._line, 1)
        head.addWidget(self._mend)
        rows.addLayout(head)
        rows.addWidget(self._list)
        self._list.hide()
        self._mend.hide()
        self._list.currentRowChanged.connect(lambda _row: self._offer())
        theme.changed.connect(self._fill)

    def tell(self, findings: list[Finding], symbols: list[str]) -> None:
        """Show what was found, and which symbols read back."""
        self._findings = findings
        self._fill()
        self._list.setFixedHeight(_ROW * min(_MOST_ROWS, len(findings)) + _ROW // 4)
        self._list.setVisible(bool(findings))
        self._line.setText(_verdict(findings, symbols))
        self._line.setAccessibleName(self._line.text())

    def _offer(self) -> None:
        """Offer what would mend the selected finding."""
        finding = self._current()
        able = finding is not None and mending.can_mend(self._editor, finding)
        self._mend.setVisible(able)
        if able and finding is not None:
            self._mend.setText(mending.WORDS[finding.fix])
            self._mend.setAccessibleName(self._mend.text())

    def _do_mend(self) -> None:
        if (finding := self._current()) is not None:
            mending.mend(self._editor, finding)

    def _current(self) -> Finding | None:
        row = self._list.currentRow()
        return self._findings[row] if 0 <= row < len(self._findings) else None

    def _fill(self) -> None:
        row = self._list.currentRow()
        self._list.clear()
        for finding in self._findings:
            words = f"{finding.fact} {finding.remedy}"
            tone = "refused" if finding.bad else "attention"
            item = QListWidgetItem(self._theme.icon(tone, tone), words)
            item.setToolTip(tooltip(words))
            self._list.addItem(item)
        if self._findings:
            self._list.setCurrentRow(min(max(row, 0), len(self._findings) - 1))
        self._offer()

    def _choose(self, item: QListWidgetItem) -> None:
        finding = self._findings[self._list.row(item)]
        if finding.key is not None:
            self.chosen.emit(finding.key)


def _verdict(findings: list[Finding], symbols: list[str]) -> str:
    bad = sum(finding.bad for finding in findings)
    if bad:
        words = _("{count} thing keeps it from printing")
        if bad > 1:
            words = _("{count} things keep it from printing")
        return str(message(words, count=bad))
    if symbols:
        return str(message("Reads back: {symbols}", symbols=", ".join(symbols)))
    return _("Nothing wrong. It has no barcode yet.")
