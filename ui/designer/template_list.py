"""Every label template there is: begin one, open one, take one in from a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from ui.asking import ask
from ui.designer import shelf, template_file
from ui.designer.shelf import Kept
from ui.parts.buttons import quiet
from ui.parts.empty_state import EmptyState
from ui.parts.notice import Notice
from ui.tables.rows_model import Column
from ui.tables.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from printing.labels.label_elements import LabelTemplate
    from ui.desk import Desk


_LONGEST = 70  # characters of a title, its "copy" apart


class TemplateList(QWidget):
    """A tab of page Labels; Enter designs the selected one."""

    wanted = Signal(object)  # a LabelTemplate to design, or None to begin with nothing

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._notice = Notice("templates.notice")
        self._table: Table[Kept] = Table(
            "templates",
            _("Label templates"),
            (
                Column[Kept](_("Title"), lambda row: row.title),
                Column[Kept](_("Size"), lambda row: row.size, width=160),
                Column[Kept](_("From"), lambda row: row.whose, width=140),
                Column[Kept](_("Version"), lambda row: row.version, width=100),
            ),
            desk.theme,
            EmptyState(
                desk.theme,
                "labels",
                _("No template is there"),
                _("Begin with an empty label, or take a template in from a file."),
            ),
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        self._retire = quiet("templates.retire", _("Use no more"), self._retire_chosen)
        for button in (
            quiet("templates.new", _("New label"), lambda: self.wanted.emit(None)),
            quiet("templates.design", _("Design"), self._open_chosen),
            quiet("templates.copy", _("Copy"), self._copy_chosen),
            quiet("templates.import", _("Import …"), self._choose_file),
            self._retire,
        ):
            row.addWidget(button)
        row.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 0, 8, 8)
        rows.setSpacing(12)
        rows.addWidget(self._notice)
        rows.addLayout(row)
        rows.addWidget(self._table, 1)
        self._table.opened.connect(lambda one: self._open(one, self._take))
        self._table.chosen.connect(self._follow)
        self._follow(None)

    def ask(self) -> None:
        """Find the templates anew."""
        ask(self._desk, shelf.all_of, self._table.show_rows, self._notice.refuse)

    def go_back(self) -> bool:
        """Clear what was typed into the Find field; False if nothing was."""
        return self._table.go_back()

    def take_file(self, file: Path) -> None:
        """Design the template of a file; what is wrong with it is said."""
        self._desk.lanes.read(
            lambda: template_file.template_in(file), self._take, self._notice.refuse
        )

    def _follow(self, row: Kept | None) -> None:
        self._retire.setEnabled(row is not None and row.own)

    def _open_chosen(self) -> None:
        if (row := self._table.row()) is not None:
            self._open(row, self._take)

    def _copy_chosen(self) -> None:
        if (row := self._table.row()) is not None:
            self._open(row, self._take_copy)

    def _retire_chosen(self) -> None:
        if (row := self._table.row()) is not None:
            shelf.retire(self._desk, row.name, lambda _none: self._say_retired(row), self._fail)

    def _say_retired(self, row: Kept) -> None:
        words = message("{title} is used no more. What was printed with it stays.",
                        title=row.title)  # fmt: skip
        self._notice.ok(str(words))
        self.ask()

    def _open(self, row: Kept, then: Callable[[LabelTemplate], None]) -> None:
        shelf.open_template(self._desk, row.name, then, self._fail)

    def _take_copy(self, template: LabelTemplate) -> None:
        title = str(message("{title}, copy", title=template.title[:_LONGEST]))
        self._take(replace(template, name="", title=title, version="1"))

    def _fail(self, error: Exception) -> None:
        self._notice.refuse(error)

    def _take(self, template: LabelTemplate) -> None:
        self._notice.clear()
        self.wanted.emit(template)

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, _("Import a template"), "", f"{_('Templates')} (*.toml)")
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        if dialog.exec():
            self.take_file(Path(dialog.selectedFiles()[0]))
