"""The Ship page: what leaves, its scans, and what was posted."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import _
from lsn_desktop.services.shipments import ship_choosing, ship_scans
from ui.dock.document_page import DocumentPage
from ui.screens.ship.chooser import Chooser, opened_draft, opened_order
from ui.screens.ship.dock import Dock
from ui.screens.ship.summary import Summary

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.domain.double_scans import Twice
    from lsn_desktop.domain.outcomes import Expectation
    from ui.desk import Desk
    from ui.scans.scan_loop import UseCase


class ShipPage(DocumentPage):
    """Choose the order, scan what goes, post it."""

    def __init__(self, desk: Desk, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__((_("Ship"), "ship"), desk, _goods, opened_draft, clock)
        self._shipment = Dock(desk, self.loop)
        self.begin(
            Chooser(desk, self.loop),
            self._shipment,
            Summary(desk, self.loop),
            _("Next scan: order or customer"),
        )

    def open_order(self, order_id: int) -> None:
        """Ship an order: its draft here, or a new shipment."""
        self.loop.change(opened_order(order_id))

    def print_chosen(self) -> bool:
        """The packing list of what was posted; of an open shipment the pick list."""
        if super().print_chosen():
            return True
        is_open = self._part is self._shipment
        if is_open:
            self._shipment.show_pick_list()
        return is_open


def _goods(expected: Expectation, _twice: Twice) -> UseCase:
    """What a scan means where its turn has come."""
    return ship_scans.ship_scan if expected.document_id else ship_choosing.choose_by_scan
