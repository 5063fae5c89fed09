"""Every label of a lot or serial that was printed: its picture, by whom, when and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.storage import label_copies, scan_backs
from ui.prints.printed_labels import PrintedLabels

if TYPE_CHECKING:
    from lsn_desktop.storage.lsn_pages import LsnPage
    from ui.desk import Desk


class PrintedTab(PrintedLabels):
    """Those of the one that is open."""

    def __init__(self, desk: Desk) -> None:
        self._lsn_id = 0
        super().__init__(desk, "lsn.printed", lambda: desk.go("labels", self._lsn_id))

    def tell(self, page: LsnPage) -> None:
        """Ask for the labels of another LSN."""
        self._lsn_id = lsn_id = page.lsn.id
        self.show_those(
            lambda connection: (
                label_copies.of_lsn(connection, lsn_id),
                scan_backs.of_lsn(connection, lsn_id),
            )
        )
