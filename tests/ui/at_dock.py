"""One who scans at a dock page in its frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.windows import framed
from ui.page import PageEntry
from ui.scans.scan_banner import ScanBanner
from ui.scans.scan_router import ScanRouter

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk
    from ui.dock.document_page import DocumentPage
    from ui.parts.theme import Theme


class AtDock:
    """A page of documents, with a scanner and its banner."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def change(self, act: Callable[[Tx], object]) -> None:
        """Do something behind the page."""
        self.desk.program.database.run(self.desk.station.by(), act)

    def show(self, page: DocumentPage, name: str, theme: Theme, qtbot: QtBot) -> None:
        """Put a page into its frame."""
        self.page = page
        entry = PageEntry(name, page.title, name, lambda: page)
        self.window = framed([entry], theme, qtbot)
        self.router = ScanRouter(self.desk, self.window, self.window)

    def scan(self, *texts: str) -> None:
        """Scan these, one after another."""
        for one in texts:
            self.router.scanned(one.encode(), "Dock scanner", True)  # noqa: FBT003 - a slot

    def do(self, *names: str) -> None:
        """Scan command barcodes."""
        self.scan(*(f"LSN-DO-{name}" for name in names))

    @property
    def banner(self) -> ScanBanner:
        """What was said of the last scan."""
        return next(one for one in self.page.findChildren(ScanBanner) if one.isVisible())

    @property
    def headline(self) -> str:
        """Its large words."""
        return self.banner.words.headline
