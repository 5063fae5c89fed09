"""The Make page: what is to be made, its scans, and what was posted."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from lsn_desktop.services.builds import build_choosing, build_scans
from ui.dock.document_page import DocumentPage
from ui.prints.line_labels import Labels
from ui.screens.make.chooser import Chooser, opened_draft, opened_order
from ui.screens.make.dock import Dock
from ui.screens.make.summary import Summary

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.domain.double_scans import Twice
    from lsn_desktop.domain.outcomes import Expectation
    from ui.desk import Desk
    from ui.scans.scan_loop import UseCase


class MakePage(DocumentPage):
    """Choose the work order, scan what goes in and what comes out, post it."""

    def __init__(self, desk: Desk, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__((_("Make"), "make"), desk, _goods, opened_draft, clock)
        self._labels = Labels(desk, self)
        self._build = Dock(desk, self.loop, self._labels)
        self.begin(
            Chooser(desk, self.loop),
            self._build,
            Summary(desk, self.loop, self._labels),
            _("Next scan: work order"),
        )

    def open_order(self, order_id: int) -> None:
        """Make a work order, as if it had been chosen here."""
        self.loop.change(opened_order(order_id))

    def print_chosen(self) -> bool:
        """The labels of what came out: of the build that is open, or was posted."""
        is_open = self._part is self._build
        if is_open:
            self._build.print_labels()
        return is_open or super().print_chosen()


def _goods(expected: Expectation, _twice: Twice) -> UseCase:
    """What a scan means where its turn has come."""
    return build_scans.build_scan if expected.document_id else build_choosing.choose_by_scan
