"""Some pages of the program in its frame, and a scanner that sends what one asks it to."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from lsn_desktop.storage import documents, journal, lsns
from tests.ui.windows import framed
from ui.page import PageEntry
from ui.scans.scan_banner import ScanBanner
from ui.scans.scan_router import ScanRouter
from ui.screens import certificates, labels
from ui.screens import lsns as lsn_pages
from ui.screens.receive import ReceivePage

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office
    from ui.parts.theme import Theme


class Shop:
    """Some pages in the frame, and a scanner that sends whatever one asks it to."""

    def __init__(
        self,
        place: Office,
        theme: Theme,
        qtbot: QtBot,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.place, self._qtbot = place, qtbot
        desk = place.desk
        self.receive = ReceivePage(desk, clock)
        self.window = framed(
            [
                PageEntry("receive", "Receive", "receive", lambda: self.receive),
                labels.entry(desk),
                certificates.entry(desk),
                lsn_pages.entry(desk),
            ],
            theme,
            qtbot,
        )
        self.router = ScanRouter(desk, self.window, self.window)
        self.said: list[str] = []
        self.router.said.connect(lambda words, _sound: self.said.append(words))
        desk.go = self._go

    def _go(self, name: str, _subject: int | None) -> None:
        self.window.open_page(name)

    def scan(self, *texts: str) -> None:
        for one in texts:
            self.router.scanned(one.encode(), "Dock scanner", True)  # noqa: FBT003 - a slot

    def do(self, *names: str) -> None:
        self.scan(*(f"LSN-DO-{name}" for name in names))

    def quiet(self) -> None:
        """Wait until everything scanned was told of."""
        self._qtbot.waitUntil(lambda: self.receive.waiting == 0, timeout=20_000)

    @property
    def banner(self) -> ScanBanner:
        return next(one for one in self.receive.findChildren(ScanBanner) if one.isVisible())

    @property
    def headline(self) -> str:
        return self.banner.words.headline

    def lines(self) -> list[tuple[str, int]]:
        with self.place.program.database.reading() as connection:
            drafts = documents.listed(connection, status="draft")
            kept = documents.lines(connection, drafts[0].id) if drafts else []
            return [(lsns.by_id(connection, one.lsn_id).code, one.quantity) for one in kept]

    def journal(self, n: int = 1) -> list[tuple[str, str]]:
        """What the journal says of the last scans, the newest first."""
        with self.place.program.database.reading() as connection:
            found = journal.newest(connection, n)
        return [(row.outcome, str(row.words)) for row in found]
