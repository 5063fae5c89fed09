"""The Return page: to or from whom, its scans, and what was posted."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from lsn_desktop.services.returns import any_return
from ui.dock.document_page import DocumentPage
from ui.screens.returning.chooser import Chooser
from ui.screens.returning.dock import Dock
from ui.screens.returning.summary import Summary

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.domain.double_scans import Twice
    from lsn_desktop.domain.outcomes import Expectation
    from ui.desk import Desk
    from ui.scans.scan_loop import UseCase


class ReturnPage(DocumentPage):
    """Choose the supplier or the customer, scan what goes or comes back, post it."""

    def __init__(self, desk: Desk, clock: Callable[[], float] = time.monotonic) -> None:
        titles = (_("Return"), "returns")
        super().__init__(titles, desk, _goods, any_return.go_on_with, clock)
        self.begin(
            Chooser(desk, self.loop),
            Dock(desk, self.loop),
            Summary(desk, self.loop),
            _("Next scan: goods, receipt, supplier or customer"),
        )


def _goods(expected: Expectation, _twice: Twice) -> UseCase:
    """What a scan means where its turn has come."""
    return any_return.scan if expected.document_id else any_return.choose_by_scan
