"""Take in a file: choose it, say what its columns are, see what it would do, do it, undo it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.program import new_uid
from lsn_desktop.services.imports import applying, rejected, undoing
from lsn_desktop.services.imports.kinds import KINDS
from lsn_desktop.services.imports.rows import Status
from lsn_desktop.sheets.grid import How
from ui import saving
from ui.importing import report as reports
from ui.importing import work
from ui.importing.before import Before
from ui.importing.choice import FileChoice
from ui.importing.columns import Columns
from ui.importing.progress import Progress
from ui.page import PageHead
from ui.parts.buttons import primary, quiet
from ui.parts.card import badge, rebadge
from ui.parts.notice import Notice
from ui.parts.tabs import Tabs

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from lsn_desktop.services.imports.applying import Report, Source
    from ui.desk import Desk
    from ui.importing.work import Loaded

_TONES = {Status.WRONG: "refused", Status.NEW: "ok", Status.CHANGED: "attention"}


class ImportPart(QWidget):
    """One part for every kind of file; a page shows it and hears what was taken in."""

    imported = Signal(str, str)  # the kind, and what came of it in words

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._loaded: Loaded | None = None
        self._looked: tuple[Source, Report] | None = None
        self._job: tuple[int, str] | None = None
        self._telling = work.Telling()
        self._notice = Notice("import.notice")
        self._choice = FileChoice()
        self._columns, self._before = Columns(), Before(desk)
        self._rows = reports.report_table(desk)
        self._badges = {status: badge("", _TONES.get(status, "")) for status in reports.ORDER}
        self._take = primary("import.take", _("Check"), self.go_on)
        self._undo = quiet("import.undo", _("Undo"), self.undo)
        self._save = quiet("import.save_wrong", _("Save wrong rows…"), self.save_wrong)
        self._tabs = Tabs("import.tabs", _("Columns, rows, or files taken in before"))
        self._progress = Progress("import", self._telling.cancel)
        self._lay_out()
        self._connect()
        self._follow()

    def ask(self, kind: str) -> None:
        """Begin with a kind of file: ``items``, ``orders``, ``lsns`` ..."""
        self._notice.clear()
        self._choice.choose_kind(kind)
        self._choice.setFocus()

    def choose(self, file: Path) -> None:
        """Fill in the file and look it over."""
        self._choice.field.path.setText(str(file))
        self.read()

    def go_on(self) -> None:
        """The next step: read the file, look it over, or take it in."""
        if self._loaded is None:
            self.read()
        elif self._looked is None:
            self.look_over()
        else:
            self.take()

    def read(self) -> None:
        """Read the file that is chosen."""
        file = self._choice.file()
        if file is None:
            return
        self._forget()
        program, telling = self._desk.program, self._begin()
        kind = KINDS[self._choice.kind]
        how = How(sheet=self._choice.sheet, encoding=self._choice.encoding)
        self._progress.begin(str(message(_("Reading {file}"), file=file.name)))
        self._desk.lanes.aside(
            lambda: work.load(program, file, how, kind, telling), self._show, self._fail
        )

    def look_over(self) -> None:
        """Say of each row what it would do."""
        if self._loaded is None:
            return
        of = self._loaded.source(self._columns.mapped(), self._columns.called.text().strip())
        program, on, telling = self._desk.program, self._desk.station.by().on, self._begin()

        def job() -> tuple[Source, Report]:
            return of, work.look_over(program, of, on, telling)

        self._progress.begin(_("Looking over each row"))
        self._desk.lanes.aside(job, self._show_report, self._fail)

    def take(self) -> None:
        """Take the good rows in."""
        if self._looked is None:
            return
        of, report = self._looked
        if report.counts[Status.WRONG] == len(report.rows):
            self._notice.refuse_words(
                _("No row can be taken: mend the file and choose it again.")
            )
            return
        desk, by, telling = self._desk, self._desk.station.by(), self._begin()

        def job() -> tuple[int, Report]:
            return desk.program.database.run(
                by,
                lambda tx: applying.apply(
                    tx, of, only_good=True, looked=report, tell=telling.tell
                ),
            )

        self._progress.begin(_("Taking it in"))
        desk.lanes.write(job, self._taken, self._fail)

    def undo(self) -> None:
        """Take back what was taken in just now."""
        if self._job is not None:
            self._undo_job(*self._job)

    def save_wrong(self) -> None:
        """Save the rows that were left out, each with what is wrong."""
        if self._looked is None:
            return
        of, report = self._looked
        name = f"{Path(of.name).stem} - wrong rows.csv"
        saving.save_as(
            self._desk,
            self,
            _("Save wrong rows"),
            name,
            lambda: rejected.as_csv(of, report),
            self._notice,
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls()]
        if files:
            event.acceptProposedAction()
            self.choose(files[0])

    def _undo_job(self, job_id: int, name: str) -> None:
        desk, by, uid = self._desk, self._desk.station.by(), new_uid()

        def job() -> tuple[str, int]:
            return name, desk.program.database.run(by, lambda tx: undoing.undo(tx, job_id, uid))

        self._begin()
        self._progress.begin(_("Undoing"), may_cancel=False)
        desk.lanes.write(job, self._undone, self._fail)

    def _begin(self) -> work.Telling:
        self._notice.clear()
        self._take.setEnabled(False)
        self._telling.begin()
        return self._telling

    def _show(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self._choice.show_loaded(loaded)
        self._columns.show_columns(loaded)
        self._end()
        missing = [name for name in loaded.kind.needed if name not in loaded.mapped.values()]
        if missing:
            self._tabs.choose("columns")
            words = message(_("Choose which column is: {missing}."), missing=", ".join(missing))
            self._notice.attention(str(words))
            self._columns.setFocus()
        else:
            self.look_over()

    def _show_report(self, looked: tuple[Source, Report]) -> None:
        self._looked = looked
        reports.show(self._rows, looked[1], self._desk.lanes)
        self._end()
        self._tabs.choose("rows")
        if looked[1].counts[Status.WRONG]:
            self._rows.view.setFocus()
        else:
            self._take.setFocus()

    def _taken(self, taken: tuple[int, Report]) -> None:
        job_id, report = taken
        self._looked = None
        self._loaded, loaded = None, self._loaded
        name = loaded.name if loaded else ""
        self._job = (job_id, name)
        left = report.counts[Status.WRONG]
        taken_in = len(report.rows) - left
        one, many = _("1 row of {name} is taken in"), _("{count} rows of {name} are taken in")
        words = f"{message(one if taken_in == 1 else many, count=f'{taken_in:,}', name=name)}."
        if left:
            words = f"{words} {message(_('Left out: {count}.'), count=f'{left:,}')}"
        self._end()
        if left:  # the wrong rows stay to be seen and saved
            self._looked = (loaded.source({}, ""), report) if loaded else None
        self._follow()
        self._notice.ok(str(words))
        self._undo.setFocus()
        self.imported.emit(loaded.kind.name if loaded else "", str(words))

    def _undone(self, undone: tuple[str, int]) -> None:
        name, rows = undone
        self._forget()
        self._end()
        self._before.ask()
        words = message(_("{name} is undone: {count} rows."), count=f"{rows:,}", name=name)
        self._notice.ok(str(words))
        self._choice.setFocus()

    def _fail(self, error: Exception) -> None:
        self._end()
        self._notice.refuse(error)

    def _end(self) -> None:
        self._progress.hide()
        self._follow()

    def _forget(self) -> None:
        self._loaded = self._looked = self._job = None
        self._rows.show_rows(())
        self._follow()

    def _changed(self) -> None:
        """Another column, kind or sheet: what was looked over is no longer so."""
        self._looked = None
        self._rows.show_rows(())
        self._follow()

    def _change_kind(self) -> None:
        self._notice.clear()
        if self._loaded is None:
            self._forget()
            return
        self._changed()
        program, loaded, kind = self._desk.program, self._loaded, KINDS[self._choice.kind]
        self._desk.lanes.read(
            lambda: work.remapped(program, loaded, kind), self._show, self._fail
        )

    def _follow(self) -> None:
        """Let the buttons and badges say where it stands."""
        report = self._looked[1] if self._looked else None
        wrong = report.counts[Status.WRONG] if report else 0
        good = len(report.rows) - wrong if report else 0
        is_done = self._job is not None
        words = _("Read the file") if self._loaded is None else _("Check the rows")
        if report and not good:
            words = _("No row can be taken")
        elif report and not is_done:
            words = self._import_words(good, wrong)
        self._take.setText(str(message(words, count=f"{good:,}")))
        self._take.setAccessibleName(self._take.text())
        self._take.setEnabled(not is_done and not (report and not good))
        self._take.setVisible(not is_done)
        self._undo.setVisible(is_done)
        self._save.setVisible(bool(wrong))
        self._tabs.offer("columns", on=self._loaded is not None)
        for status, each in self._badges.items():
            count = report.counts[status] if report else 0
            text = f"{count:,} {reports.status_words(status)}" if count else ""
            rebadge(each, text, _TONES.get(status, ""))

    @staticmethod
    def _import_words(good: int, wrong: int) -> str:
        if good == 1:
            return _("Import the good row") if wrong else _("Import 1 row")
        return _("Import the {count} good rows") if wrong else _("Import {count} rows")

    def _show_tab(self, name: str) -> None:
        if name == "before":
            self._before.ask()

    def _connect(self) -> None:
        self._telling.told.connect(self._progress.tell)
        self._choice.accepted.connect(self.read)
        self._choice.kind_changed.connect(self._change_kind)
        self._choice.how_changed.connect(self.read)
        self._choice.file_changed.connect(self._forget)
        self._columns.changed.connect(self._changed)
        self._columns.called.returnPressed.connect(self.go_on)
        self._before.undo_wanted.connect(self._undo_job)
        self._tabs.changed.connect(self._show_tab)
        self._rows.failed.connect(self._notice.refuse)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._take.click)

    def _lay_out(self) -> None:
        self.setAcceptDrops(True)
        head = PageHead(_("Import a file"), _("Ctrl+Enter goes on, Esc goes back"))
        for each in self._badges.values():
            head.badges.addWidget(each)
        for button in (self._save, self._undo, self._take):
            head.add_action(button)
        self._tabs.add_part("rows", _("Rows"), self._rows)
        self._tabs.add_part("columns", _("Columns"), self._columns)
        self._tabs.add_part("before", _("Taken in before"), self._before)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        for part in (head, self._notice, self._choice):
            rows.addWidget(part)
        line = QHBoxLayout()
        line.addWidget(self._progress, 1)
        rows.addLayout(line)
        rows.addWidget(self._tabs, 1)
        self.setFocusProxy(self._choice)
