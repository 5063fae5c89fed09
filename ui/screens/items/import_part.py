"""Take items, purchase orders or vendors in from a CSV file: all of it or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import Unavailable
from lsn_desktop.services import importing
from lsn_desktop.services.importing import Wrong, WrongRows
from ui.buttons import primary
from ui.card import Card
from ui.choices import FileField
from ui.empty_state import EmptyState
from ui.form import Form
from ui.notice import Notice
from ui.page import PageHead
from ui.rows_model import Column
from ui.table import Table
from ui.text import plain

if TYPE_CHECKING:
    from pathlib import Path

    from ui.desk import Desk


class ImportPart(QWidget):
    """The kind, the file, and each row of it that cannot be taken."""

    imported = Signal(str, str)  # the kind, and what came of it in words

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._notice = Notice("import.notice")
        self._kind = QComboBox()
        self._file = FileField("import.file", _("CSV file"), _("CSV files (*.csv *.txt)"))
        self._columns = plain("", "muted", wrap=True)
        self._form = Form("import", spacing=12)
        self._take = primary("import.take", _("Import"), self.take)
        self._table: Table[Wrong] = Table(
            "import.wrong",
            _("Rows that cannot be taken"),
            (
                Column[Wrong](
                    _("Line"),
                    lambda row: str(row.line),
                    "line",
                    right=True,
                    key=lambda row: row.line,
                    width=90,
                ),
                Column[Wrong](_("What is wrong"), lambda row: str(row.words)),
            ),
            desk.theme,
            EmptyState(
                desk.theme,
                "upload",
                _("All of a file is taken in, or nothing of it"),
                _("Rows that cannot be taken are listed here by their lines, to be mended."),
            ),
        )
        self._lay_out()
        self._kind.currentIndexChanged.connect(self._follow_kind)
        self._file.path.returnPressed.connect(self.take)

    def ask(self, kind: str) -> None:
        """Begin with ``items``, ``orders`` or ``parties``."""
        self._kind.setCurrentIndex(self._kind.findData(kind))
        self._follow_kind(0)
        self._file.setFocus()

    def choose(self, file: Path) -> None:
        """Fill in the file."""
        self._file.path.setText(str(file))

    def take(self) -> None:
        """Take the file in."""
        file = self._file.file()
        self._form.clear_complaints()
        if file is None:
            self._form.complain("file", _("Choose the file, or type where it is."))
            return
        kind, desk, by = str(self._kind.currentData()), self._desk, self._desk.station.by()

        def job() -> tuple[str, int]:
            data = _bytes_of(file)
            rows = desk.program.database.run(
                by, lambda tx: importing.import_csv(tx, kind, file.name, data)
            )
            return kind, rows

        self._take.setEnabled(False)
        self._table.show_rows(())
        self._notice.attention(str(message("Reading {file}…", file=file.name)))
        desk.lanes.write(job, self._done, self._fail)

    def _done(self, taken: tuple[str, int]) -> None:
        kind, rows = taken
        self._take.setEnabled(True)
        self._notice.clear()
        self._file.path.clear()
        words = _("1 row is taken in.") if rows == 1 else _("{count} rows are taken in.")
        self.imported.emit(kind, str(message(words, count=rows)))

    def _fail(self, error: Exception) -> None:
        self._take.setEnabled(True)
        if isinstance(error, WrongRows):
            self._notice.refuse_words(f"{error.summary} {error.remedy}")
            self._table.show_rows(error.rows)
            self._table.view.setFocus()
        else:
            self._notice.refuse(error)

    def _follow_kind(self, _at: int) -> None:
        kind = str(self._kind.currentData())
        needed = ", ".join(importing.NEEDED[kind])
        more = [name for name in importing.COLUMNS[kind] if name not in importing.NEEDED[kind]]
        words = message(
            "The first line names the columns. Needed: {needed}. May be there too: {more}.",
            needed=needed,
            more=", ".join(more),
        )
        self._columns.setText(str(words))
        self._notice.clear()
        self._form.clear_complaints()
        self._table.show_rows(())

    def _lay_out(self) -> None:
        for kind, words in (
            ("items", _("Items")),
            ("orders", _("Purchase orders")),
            ("parties", _("Vendors")),
        ):
            self._kind.addItem(words, kind)
        self._form.add("kind", _("What the file holds"), self._kind)
        self._form.add("file", _("CSV file"), self._file)
        self._form.setMaximumWidth(_FORM_WIDE)
        head = PageHead(_("Import a CSV file"), _("Enter takes it in, Esc goes back"))
        head.add_action(self._take)
        top = Card()
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(self._form, 3)
        row.addWidget(self._columns, 2)
        top.body.addLayout(row)
        below = Card(padding=8)
        below.add(self._table, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        for part in (head, self._notice, top):
            rows.addWidget(part)
        rows.addWidget(below, 1)
        self.setFocusProxy(self._file.path)


_FORM_WIDE = 640  # px


def _bytes_of(file: Path) -> bytes:
    """The bytes of a file.

    Raises:
        Unavailable: it cannot be read.
    """
    try:
        return file.read_bytes()
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or error
        raise Unavailable(
            message("{file} cannot be read: {why}.", file=file, why=why),
            message("Nothing was imported. Choose another file."),
        ) from error
