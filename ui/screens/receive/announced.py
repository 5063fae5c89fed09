"""What a supplier announced, at the dock: its file, and its lines with what came of each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, mark, message
from lsn_desktop.domain.outcomes import Outcome, OutcomeKind
from lsn_desktop.domain.quantities import off_grid
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.integrations import notices
from lsn_desktop.program import new_uid
from lsn_desktop.services.receipts import announcing
from lsn_desktop.services.receipts.announcing import AnnounceDelivery
from ui.parts.choices import FileField
from ui.parts.text import plain
from ui.parts.theme import restyle
from ui.scans.scan_words import ExpectedLine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QKeyEvent

    from lsn_desktop.domain.outcomes import Expectation
    from lsn_desktop.storage.manifests import Announced
    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk

_MOST_SHOWN = 300
LARGEST = 25 * 1024 * 1024  # bytes that can be attached
SAYS = mark("Table, ship notice (X12 856) or EPCIS document")
FILES = "*.csv *.tsv *.txt *.xlsx *.edi *.x12 *.856 *.json *.jsonld"


def lines_shown(announced: Sequence[Announced]) -> list[ExpectedLine]:
    """Each announced line with how much of it came: what is missing first."""
    ordered = sorted(announced, key=lambda line: not line.left)
    return [
        ExpectedLine(
            f"announced {line.id}",
            " · ".join(filter(None, (line.serial or line.lot, line.item or line.named))),
            off_grid(line.came, line.decimals),
            off_grid(line.quantity, line.decimals),
            line.unit,
        )
        for line in ordered[:_MOST_SHOWN]
    ]


def heading(announced: Sequence[Announced]) -> str:
    """What stands above the lines: how many of them are still missing."""
    missing = sum(line.left > 0 for line in announced)
    if not missing:
        return _("All that was announced is here")
    words = message(
        "Announced: {missing} of {count} missing", missing=missing, count=len(announced)
    )
    return str(words)


class NoticeFile(QWidget):
    """Which file says what comes; Enter takes it."""

    accepted = Signal(Path)

    def __init__(self) -> None:
        super().__init__()
        files = f"{_('Announced goods')} ({FILES})"
        self._field = FileField("receive.announced", _(SAYS), files)
        self._field.path.setPlaceholderText(_(SAYS))
        self._below = plain(_("Choose it, then press Enter"), "muted", wrap=True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addWidget(self._field)
        rows.addWidget(self._below)
        self.setFocusProxy(self._field)
        self._field.path.returnPressed.connect(self._enter)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter ends here: the page must not take it for its own."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        file = self._field.file()
        if file is None:
            self._below.setText(_("Choose the file, drop it here, or type where it is."))
            restyle(self._below, role="error")
        else:
            self.accepted.emit(file)


def dropped(data: QMimeData) -> Path | None:
    """The file of announced goods that is dropped; None where it is none: a picture, say."""
    endings = {each.removeprefix("*") for each in FILES.split()}
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return next((each for each in files if each.suffix.lower() in endings), None)


def read(desk: Desk, document_id: int, file: Path) -> AnnounceDelivery:
    """The order to receive by a file; asked of no database in a transaction.

    Raises:
        Refusal: it cannot be read, or announces nothing that can be received.
    """
    try:
        size = file.stat().st_size
        data = file.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        raise refusal(
            "{file} cannot be opened: {why}.",
            "Choose the file again.",
            file=file.name,
            why=error.strerror or type(error).__name__,
        ) from error
    if size > LARGEST:
        raise refusal("{file} is larger than 25 MB.", "Ask for it in parts.", file=file.name)
    with desk.program.database.reading() as connection:
        notice = notices.read(connection, file.name, data, desk.station.by().on)
    return AnnounceDelivery(new_uid(), document_id, file.name, data, notice)


def announced(order: AnnounceDelivery) -> Callable[[Tx, Expectation], Outcome]:
    """Receive by a notice from now on."""

    def act(tx: Tx, expected: Expectation) -> Outcome:
        return Outcome(OutcomeKind.HEARD, announcing.announce(tx, order), expected)

    return act
