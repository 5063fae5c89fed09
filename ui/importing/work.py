"""What an import does off the UI thread, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Refusal, Unavailable
from lsn_desktop.services.imports import applying, mapping
from lsn_desktop.sheets import reading

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from lsn_desktop.program import Program
    from lsn_desktop.services.imports.applying import Report, Source
    from lsn_desktop.services.imports.fields import Kind
    from lsn_desktop.services.imports.mapping import Mapped
    from lsn_desktop.sheets.grid import Grid, How


class Cancelled(Refusal):
    """Somebody pressed Cancel."""

    def __init__(self) -> None:
        super().__init__(
            message("Cancelled: nothing was imported."), message("Begin again when you like.")
        )


class Telling(QObject):
    """How far a job is, told from its thread; ``cancel`` ends it at its next word."""

    told = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._is_cancelled = False

    def begin(self) -> None:
        """Forget an earlier cancel."""
        self._is_cancelled = False

    def cancel(self) -> None:
        """Let the job end."""
        self._is_cancelled = True

    def tell(self, done: int, of: int) -> None:
        """Say how far it is.

        Raises:
            Cancelled: nobody wants it any more.
        """
        if self._is_cancelled:
            raise Cancelled
        self.told.emit(done, of)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file that was read: its table, what its columns are, and what they may be."""

    name: str
    data: bytes
    grid: Grid
    sheets: Sequence[str]
    kind: Kind
    mapped: Mapped
    custom: Sequence[str]

    def source(self, mapped: Mapped, called: str) -> Source:
        """The file with its columns as they are chosen now."""
        of = applying.source(self.kind, self.name, self.data, self.grid, mapped)
        return replace(of, called=called)


def load(program: Program, file: Path, how: How, kind: Kind, telling: Telling) -> Loaded:
    """Read a file and guess its columns.

    Raises:
        Refusal: it is no table.
        Unavailable: it cannot be read.
    """
    data = bytes_of(file)
    return remapped(
        program,
        Loaded(
            file.name,
            data,
            reading.read(data, how, telling.tell),
            reading.sheet_names(data),
            kind,
            {},
            (),
        ),
        kind,
    )


def remapped(program: Program, loaded: Loaded, of: Kind) -> Loaded:
    """The same file taken for another kind."""
    with program.database.reading() as connection:
        mapped = mapping.recalled(connection, of, loaded.grid.headings)
        custom = mapping.custom_names(connection, of)
    return replace(loaded, kind=of, mapped=mapped, custom=custom)


def look_over(program: Program, of: Source, on: date, telling: Telling) -> Report:
    """Say what each row would do."""
    with program.database.reading() as connection:
        return applying.dry_run(connection, of, on, telling.tell)


def bytes_of(file: Path) -> bytes:
    """All that a file holds.

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
