"""A whole list saved as a file: asked where and as what, written off the UI thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from lsn_desktop.domain.messages import _, message
from lsn_desktop.paper import table_files
from lsn_desktop.services.office import whole_lists
from lsn_desktop.storage import house
from ui import saving

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desk import Desk
    from ui.parts.notice import Notice


def export_list(desk: Desk, asker: QWidget, name: str, notice: Notice) -> None:
    """Save a list whole, as ``lsn export`` does."""
    target = where_to(asker, _(whole_lists.LISTS[name].title))
    if target is not None:
        write_list(desk, target, name, notice)


def write_list(desk: Desk, target: Path, name: str, notice: Notice) -> None:
    """Write a list to a file of the kind its name says."""

    def content() -> bytes:
        with desk.program.database.reading() as connection:
            sheet = whole_lists.sheet(connection, name)
        title = _(sheet.title)
        return table_files.as_file(
            target.suffix, title, sheet.headings, sheet.rows, _whose(desk)
        )

    saving.write(desk, target, content, notice)


def where_to(asker: QWidget, title: str) -> Path | None:
    """The file a person names, with the kind that was chosen if the name has none."""
    filters = [f"{suffix[1:].upper()} (*{suffix})" for suffix in table_files.SUFFIXES]
    says = str(message(_("Export {title}"), title=title))
    dialog = QFileDialog(asker, says, saving.safe_name(title), ";;".join(filters))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    if not dialog.exec():
        return None
    file = Path(dialog.selectedFiles()[0])
    if file.suffix.lower() in table_files.SUFFIXES:
        return file
    chosen = filters.index(dialog.selectedNameFilter())
    return file.with_name(file.name + table_files.SUFFIXES[chosen])


def _whose(desk: Desk) -> str:
    """The company and the day, as they stand on paper."""
    with desk.program.database.reading() as connection:
        company = house.the_company(connection)
    return f"{company.name if company else ''}  {desk.station.by().on}".strip()
