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

KEYBOARD = "Keyboard scanner"
"""What keyboard scanners are called that nobody has given a name."""

_APP = "lsn-desktop"
_NAME = re.compile(r"[^A-Za-z0-9-]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ue000-\uf8ff]")  # and private use, which names keys
_PLAIN = (
    "database", "workstation", "theme", "language", "sounds", "printer", "pdf_folder",
    "labels_on_receipt", "lock_minutes", "asks_within",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ScannerSettings:
    """A serial scanner of this workstation, as :class:`SerialProfile` takes it.

    ``prefix`` and ``gs_substitute`` are written with C escapes, ``suffix`` is the name of
    one: ``line end``, ``tab`` ... ``gs`` is what is known of group separators: ``sends``,
    ``drops`` or nothing.
    """

    name: str
    port: str
    baud: int = 9600
    prefix: str = ""
    suffix: str = ""
    gs_substitute: str = ""
    gs: str = ""


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
    """How the keyboard scanners with one prefix are set up; empty words mean not known.

    ``prefix`` is the key sent first: ``F9``, ``Ctrl+B``, ``Ctrl+A`` or none, which then is
    known by its timing. ``suffix`` is ``Enter``, ``Tab`` or either. ``gs_substitute`` is what
    is sent instead of a group separator, ``gs`` whether any is sent: ``sends`` or ``drops``.
    ``layout`` and ``caps`` are words of :mod:`scanning.boards`; ``learned`` pairs the name of
    a key with its character.
    """

    name: str = KEYBOARD
    prefix: str = ""
    suffix: str = ""
    gs_substitute: str = ""
    gs: str = ""
    layout: str = ""
    caps: str = ""
    max_gap_ms: int = 30
    learned: tuple[tuple[str, str], ...] = ()


def wedge_flaws(
    one: WedgeSettings, others: Iterable[WedgeSettings], taken: Iterable[str] = ()
) -> dict[str, Refusal]:
    """What is wrong with a keyboard scanner's settings, by the name of the field.

    Args:
        one: as it is to be.
        others: the other keyboard scanners of this workstation.
        taken: names that are no keyboard scanner's.
    """
    found: dict[str, Refusal] = {}
    if not one.name.strip():
        found["name"] = refusal("The scanner has no name.", "Type one, such as Dock scanner.")
    elif one.name in {*taken, *(other.name for other in others)}:
        found["name"] = refusal(
            "There is a scanner {name} already.", "Choose another name.", name=one.name
        )
    if same := next((other for other in others if other.prefix == one.prefix), None):
        found["prefix"] = refusal(
            "{name} begins its scans so already; the two could not be told apart.",
            "Choose another key, and set the scanner to it.",
            name=same.name,
        )
    return found


@dataclass(frozen=True, slots=True)
class Settings:
    """What this workstation needs before it can open a database.

    ``database`` is a file's path or a URL; ``folder`` is where marks, spills, backups and
    printed files of this workstation live. ``printer`` is a print queue, empty for PDF files
    in ``pdf_folder``; ``lock_minutes`` 0 never locks by itself. A label scanned twice within
    ``asks_within`` seconds on Receive is asked about; 0 asks never.
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
    asks_within: int = 0
    wedges: tuple[WedgeSettings, ...] = ()
    scanners: tuple[ScannerSettings, ...] = ()

    @property
    def backups(self) -> Path:
        """Where the daily backups of this workstation are kept."""
        return self.folder / "backups"

    @property
    def printed(self) -> Path:
        """Where labels and certificates are saved as PDF files."""
        return Path(self.pdf_folder) if self.pdf_folder else self.folder / "printed"

    def separators_of(self, device: str) -> str:
        """What is known of a scanner's group separators: ``sends``, ``drops`` or nothing."""
        known: tuple[WedgeSettings | ScannerSettings, ...] = (*self.wedges, *self.scanners)
        return next((one.gs for one in known if one.name == device), "")

    def is_one_scanner(self, device: str) -> bool:
        """Whether a name is that of a single scanner: at a port, or with its own prefix."""
        own = (one.name for one in self.wedges if one.prefix)
        return device in {*own, *(one.name for one in self.scanners)}


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
        known["wedges"] = _wedges(given.get("wedge", ()))
        known["scanners"] = tuple(ScannerSettings(**one) for one in given.get("scanner", ()))
    except (TypeError, ValueError, AttributeError) as error:
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
    for wedge in settings.wedges:
        lines += ["", "[[wedge]]", *_lines(asdict(wedge))]
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


def _wedges(given: Any) -> tuple[WedgeSettings, ...]:
    """A list of tables; one table is of the time when all keyboard scanners shared it."""
    if isinstance(given, dict):
        return _shared(WedgeSettings(**given))
    tables: list[dict[str, Any]] = given
    if not all(isinstance(one.get("max_gap_ms", 0), int) for one in tables):
        raise TypeError(tables)
    return tuple(
        WedgeSettings(**{**one, "learned": tuple((k, c) for k, c in one.get("learned", ()))})
        for one in tables
    )


def _shared(one: WedgeSettings) -> tuple[WedgeSettings, ...]:
    """The same for the prefix it names, or for any; and for none."""
    if one == WedgeSettings():
        return ()
    prefixes = [one.prefix] if one.prefix else ["F9", "Ctrl+B"]
    named = (
        replace(one, prefix=prefix, name=f"{KEYBOARD} {prefix}".strip()) for prefix in prefixes
    )
    return (*named, replace(one, prefix=""))


def _lines(values: Mapping[str, Any]) -> list[str]:
    return [f"{name} = {_written(value)}" for name, value in values.items()]


def _written(value: object) -> str:
    """A value as TOML has it."""
    if isinstance(value, str):
        return f'"{_escaped(value)}"'
    if isinstance(value, tuple):
        return f"[{', '.join(map(_written, value))}]"
    return str(value).lower()


def _escaped(text: str) -> str:
    return _CONTROL.sub(
        lambda found: f"\\u{ord(found[0]):04x}", text.replace("\\", "\\\\").replace('"', '\\"')
    )


def _unreadable(folder: Path, error: Exception) -> Unavailable:
    return Unavailable(
        message("The settings in {folder} cannot be read: {error}", folder=folder, error=error),
        message("Mend or remove settings.toml there, then start again."),
    )
