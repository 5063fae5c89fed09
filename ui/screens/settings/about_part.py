"""Which version this is, and where everything of it lives."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from ui.parts.buttons import quiet
from ui.parts.text import ElidedLabel, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.desk import Desk
    from ui.frame.workplace import Workplace
    from ui.parts.notice import Notice


class AboutPart(QWidget):
    """A table of two columns that can be copied whole, for a question to somebody else."""

    def __init__(self, desk: Desk, workplace: Workplace, notice: Notice) -> None:
        super().__init__()
        self._desk, self._workplace, self._notice = desk, workplace, notice
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnStretch(1, 1)
        below = QHBoxLayout()
        below.addWidget(quiet("settings.about.copy", _("Copy all of it"), self._copy))
        below.addStretch()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 8, 8, 8)
        rows.setSpacing(16)
        rows.addWidget(plain("LSN Desktop", "large"))
        rows.addLayout(self._grid)
        rows.addLayout(below)
        rows.addStretch()

    def shown(self) -> None:
        """Show how it is now."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row, (what, value) in enumerate(self._facts()):
            self._grid.addWidget(plain(what, "muted"), row, 0)
            shown = ElidedLabel(value)
            shown.setObjectName(f"settings.about.{row}")
            self._grid.addWidget(shown, row, 1)

    def _facts(self) -> Sequence[tuple[str, str]]:
        settings, opened = self._workplace.settings(), self._desk.program.database
        database = opened.url.render_as_string(hide_password=True)
        if opened.is_file:
            database = opened.url.database or ""
        return (
            (_("Version"), _version()),
            (_("Runs on"), f"{platform.system()} {platform.release()}"),
            (_("Made with"), f"Python {platform.python_version()}, Qt {qVersion()}"),
            (_("Database"), database),
            (_("Settings"), str(settings.folder / "settings.toml")),
            (_("Backups"), str(settings.backups)),
            (_("Printed files"), str(settings.printed)),
            (_("Scans not recorded"), str(self._desk.program.spill)),
            (_("Licence"), _("Apache 2.0; see the file LICENSE")),
        )

    def _copy(self) -> None:
        lines = (f"{what}: {value}" for what, value in self._facts())
        QGuiApplication.clipboard().setText("\n".join(lines))
        self._notice.ok(_("Copied."))


def _version() -> str:
    try:
        return version("lsn-desktop")
    except PackageNotFoundError:  # run from a folder that was never installed
        return _("not installed")
