"""The label drawn again after each change, off the UI thread: only the latest is waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPixmap

from lsn_desktop.paper.output import USUAL_DPI
from ui.designer.drawing import Drawn, drawn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from printing.labels.label_elements import LabelTemplate
    from ui.designer.finding import Finding
    from ui.tasks import Lanes


class Preview(QObject):
    """One drawing at a time; what changes meanwhile is drawn once, when it has ended."""

    drawn = Signal(QPixmap)
    found = Signal(list, list)  # findings; the symbols that read back
    failed = Signal(object)  # an error that is none of the label's

    def __init__(self, lanes: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._fields: Mapping[str, str] = {}
        self._wanted: LabelTemplate | None = None
        self._busy = False
        self._template: LabelTemplate | None = None
        self.dpi = USUAL_DPI

    def set_fields(self, fields: Mapping[str, str]) -> None:
        """Draw it with this data from now on."""
        self._fields = fields
        if self._template is not None:
            self.show(self._template)

    def show(self, template: LabelTemplate) -> None:
        """Draw a template; a newer one may overtake it."""
        self._template = self._wanted = template
        if not self._busy:
            self._begin()

    def _begin(self) -> None:
        template, fields, dpi = self._wanted, self._fields, self.dpi
        if template is None:
            return
        self._wanted, self._busy = None, True
        self._lanes.read(lambda: drawn(template, fields, dpi), self._tell, self._fail)

    def _tell(self, label: Drawn) -> None:
        self._busy = False
        picture = QPixmap()
        picture.loadFromData(label.png)
        self.drawn.emit(picture)
        findings: Sequence[Finding] = label.findings
        self.found.emit(list(findings), list(label.read_back))
        self._begin()

    def _fail(self, error: Exception) -> None:
        self._busy = False
        self.failed.emit(error)
        self._begin()
