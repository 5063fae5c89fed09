"""The last scans, each with what the rule makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.services.codes.trying_rules import Tried
from ui.parts.text import named, plain
from ui.parts.tokens import SCAN_ROW
from ui.tables.rows_model import Column, RowsModel
from ui.tables.table_view import TableView
from ui.teach import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from ui.parts.theme import Theme

_SCANNED, _SHARE = 216, 0.42  # px at least of what was scanned, and of the whole width


class TriedList(QWidget):
    """What was scanned, and what of it the rule reads; labels of its kind first."""

    def __init__(self, theme: Theme, name: str = "teach.tried") -> None:
        super().__init__()
        self._vendor = ""
        self._head = plain("", "section", wrap=True)
        self._model: RowsModel[Tried] = RowsModel(
            (
                Column[Tried](
                    _("Scanned"), lambda row: words.shown(row.scan.reading.text), mono=True
                ),
                Column[Tried](_("By this rule"), words.result, tone=_tone),
            ),
            theme,
            self,
        )
        self._view = TableView(self._model)
        named(self._view, name, _("Scans before"))
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.verticalHeader().setDefaultSectionSize(SCAN_ROW)
        header = self._view.horizontalHeader()
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        self._head.setMinimumWidth(1)
        rows.addWidget(self._head)
        rows.addWidget(self._view, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._view.setColumnWidth(0, max(_SCANNED, int(event.size().width() * _SHARE)))

    def begin(self, vendor: str) -> None:
        """Whose scans these are; of all suppliers where nobody is named."""
        self._vendor = vendor

    def show_tried(self, tried: Sequence[Tried]) -> None:
        """Show them: what the rule reads first, then the others, each newest first."""
        ordered = sorted(tried, key=lambda row: not row.elements)
        self._model.show(ordered, more=False)
        read = sum(bool(row.elements) for row in tried)
        clash = sum(bool(row.conflict) for row in tried)
        self._head.setText(_heading(read, len(tried), clash, self._vendor))


def _tone(row: Tried) -> str:
    if row.conflict:
        return "attention"
    return "ok" if row.elements else "muted"


def _heading(read: int, count: int, clash: int, vendor: str) -> str:
    if not count:
        return _("Nothing was scanned before. Scan another label of this kind to try the rule.")
    text = _("Reads {read} of the last {count} scans of {vendor}")
    if not vendor:
        text = _("Reads {read} of the last {count} scans")
    said = str(message(text, read=read, count=count, vendor=vendor))
    if clash:
        said += f" · {message('{clash} differently than another rule', clash=clash)}"
    return said
