"""Settings of this workstation: one frozen record from one TOML file, and where files live."""

from __future__ import annotations

import os
import re
import socket
import tomllib
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import platformdirs

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Refusal, Unavailable, refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_APP = "lsn-desktop"
_NAME = re.compile(r"[^A-Za-z0-9-]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_PLAIN = (
    "database", "workstation", "theme", "language", "sounds", "printer", "pdf_folder",
    "labels_on_receipt", "lock_minutes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ScannerSettings:
    """A serial scanner of this workstation, as :class:`SerialProfile` takes it.

    ``prefix`` and ``gs_substitute`` are written with C escapes, ``suffix`` is the name of
    one: ``line end``, ``tab`` ...
    """

    name: str
    port: str
    baud: int = 9600
    prefix: str = ""
    suffix: str = ""
    gs_substitute: str = ""


def scanner_flaws(
    one: ScannerSettings, others: Iterable[ScannerSettings], taken: Iterable[str] = ()
) -> dict[str, Refusal]:
    """What is wrong with a scanner's settings, by the name of the field.

    Args:
        one: as it is to be.
        others: the other scanners of this workstation.
        taken: names that are no serial scanner's.
    """
    found: dict[str, Refusal] = {}
    if not one.name.strip():
        found["name"] = refusal("The scanner has no name.", "Type one, such as Dock scanner.")
    elif one.name in {*taken, *(other.name for other in others)}:
        found["name"] = refusal(
            "There is a scanner {name} already.", "Choose another name.", name=one.name
        )
    if not one.port.strip():
        found["port"] = refusal("The scanner has no port.", "Choose the port it is at.")
    elif same := next((other for other in others if other.port == one.port), None):
        found["port"] = refusal(
            "{name} is at {port} already.",
            "Choose another port.",
            name=same.name,
            port=one.port,
        )
    return found


@dataclass(frozen=True, slots=True)
class WedgeSettings:
    """How keyboard scanners here mark a scan; empty: F9, STX or nothing, by their timing.

    ``layout`` is ``us`` where the computer's keyboard is not the one the scanner thinks of.
    """

    prefix: str = ""
    gs_substitute: str = ""
    layout: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What this workstation needs before it can open a database.

    ``database`` is a file's path or a URL; ``folder`` is where marks, spills, backups and
    printed files of this workstation live. ``printer`` is a print queue, empty for PDF files
    in ``pdf_folder``; ``lock_minutes`` 0 never locks by itself.
    """

    folder: Path
    database: str
    workstation: str
    theme: str = "light"
    language: str = ""
    sounds: bool = True
    printer: str = ""
    pdf_folder: str = ""
    labels_on_receipt: bool = False
    lock_minutes: int = 0
    wedge: WedgeSettings = WedgeSettings()
    scanners: tuple[ScannerSettings, ...] = ()

    @property
    def backups(self) -> Path:
        """Where the daily backups of this workstation are kept."""
        return self.folder / "backups"

    @property
    def printed(self) -> Path:
        """Where labels and certificates are saved as PDF files."""
        return Path(self.pdf_folder) if self.pdf_folder else self.folder / "printed"


def default_folder() -> Path:
    """The user's data folder, or ``LSN_HOME`` where it is set."""
    home = os.environ.get("LSN_HOME")
    return Path(home) if home else Path(platformdirs.user_data_path(_APP))


def load(folder: Path | None = None, database: str = "") -> Settings:
    """Read ``settings.toml`` of a folder; what is not in it has its default.

    Raises:
        Unavailable: the folder cannot be made, or the file cannot be read.
    """
    folder = folder or default_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / "settings.toml"
        given = tomllib.loads(file.read_text("utf-8")) if file.exists() else {}
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise _unreadable(folder, error) from error
    known: dict[str, Any] = {name: given[name] for name in _PLAIN if name in given}
    try:
        known["wedge"] = WedgeSettings(**given.get("wedge", {}))
        known["scanners"] = tuple(ScannerSettings(**one) for one in given.get("scanner", ()))
    except TypeError as error:
        raise _unreadable(folder, error) from error
    default = Settings(
        folder=folder,
        database=str(folder / "lsn.db"),
        workstation=_NAME.sub("-", socket.gethostname()).strip("-") or "WS-1",
    )
    settings = replace(default, **known)
    return replace(settings, database=database) if database else settings


def save(settings: Settings) -> None:
    """Write ``settings.toml``, whole or not at all.

    Raises:
        Unavailable: the folder cannot be written.
    """
    lines = _lines({name: getattr(settings, name) for name in _PLAIN})
    lines += ["", "[wedge]", *_lines(asdict(settings.wedge))]
    for scanner in settings.scanners:
        lines += ["", "[[scanner]]", *_lines(asdict(scanner))]
    new = settings.folder / "settings.toml.new"
    try:
        new.write_text("\n".join(lines) + "\n", "utf-8")
        new.replace(settings.folder / "settings.toml")
    except OSError as error:
        raise Unavailable(
            message(
                "The settings could not be kept in {folder}: {why}",
                folder=settings.folder,
                why=error.strerror or error,
            ),
            message("Make room on the disk, or ask for permission to write there."),
        ) from error


def _lines(values: Mapping[str, str | bool | int]) -> list[str]:
    return [
        f'{name} = "{_escaped(value)}"'
        if isinstance(value, str)
        else f"{name} = {str(value).lower()}"
        for name, value in values.items()
    ]


def _escaped(text: str) -> str:
    return _CONTROL.sub(
        lambda found: f"\\u{ord(found[0]):04x}", text.replace("\\", "\\\\").replace('"', '\\"')
    )


def _unreadable(folder: Path, error: Exception) -> Unavailable:
    return Unavailable(
        message("The settings in {folder} cannot be read: {error}", folder=folder, error=error),
        message("Mend or remove settings.toml there, then start again."),
    )
