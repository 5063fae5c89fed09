"""Teaching on the Receive page: the label just refused, received once its rule is kept."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.outcomes import Outcome, OutcomeKind
from lsn_desktop.services.documents import commanding
from lsn_desktop.storage import rules
from ui.scans import meanings
from ui.scans.scan_loop import Meant
from ui.teach import TeachPanel

if TYPE_CHECKING:
    from lsn_desktop.domain.outcomes import Expectation
    from lsn_desktop.scanning.commands import Command
    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk
    from ui.scans.scan_loop import ScanLoop


class Teaching(QWidget):
    """Takes the page's place until the label is taught; scans come here meanwhile."""

    opened = Signal()
    finished = Signal()
    failed = Signal(Exception)
    chip_changed = Signal()

    def __init__(self, desk: Desk, loop: ScanLoop) -> None:
        super().__init__()
        self._desk, self._loop = desk, loop
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)

    @cached_property
    def panel(self) -> TeachPanel:
        """The panel, made when the first label is taught: few days have one."""
        panel = TeachPanel(self._desk, _("What is scanned now is received once you save."))
        self.setFocusProxy(panel)
        self._rows.addWidget(panel)
        panel.begun.connect(self._begin)
        panel.refused.connect(self.failed)
        panel.kept.connect(self._go_on)
        panel.left.connect(self._leave)
        return panel

    def begin(self, document_id: int) -> None:
        """Teach what was scanned last on a receipt."""
        self.panel.begin(lambda connection: rules.last_to_teach(connection, document_id))

    def chip(self) -> str:
        """Where the next scan goes."""
        return self.panel.chip()

    def meant(self, asked: Command) -> Meant:
        """What a command barcode means now that its turn has come."""
        act = self.panel.acts(asked)
        if act is None:
            return meanings.refused(commanding.nothing_to_do(asked))
        return meanings.done(asked, act)

    def go_back(self) -> bool:
        """Leave the label as it is."""
        self._leave()
        return True

    def _begin(self) -> None:
        self._loop.instead = self._taken
        self.opened.emit()

    def _taken(self, frame: bytes) -> Meant:
        """A scan while a label is taught: journalled as such, and shown on the panel."""
        return Meant(_sample, partial(self._take, frame), shown=False)

    def _take(self, frame: bytes, _outcome: Outcome) -> None:
        self.panel.take(frame)

    def _go_on(self, sample: bytes) -> None:
        """The rule is kept: the label it was taught on is received now."""
        self._leave()
        self._loop.scan(sample, self.panel.device)

    def _leave(self) -> None:
        self._loop.instead = None
        self.finished.emit()


def _sample(_tx: Tx, _expected: Expectation, _scan_id: int) -> Outcome:
    return Outcome(OutcomeKind.HEARD, message("Shown while a label is taught"))
