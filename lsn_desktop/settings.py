"""Settings of this workstation: one frozen record from one TOML file, and where files live."""

from __future__ import annotations

import os
import re
import socket
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

import platformdirs

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Unavailable

_APP = "lsn-desktop"
_NAME = re.compile(r"[^A-Za-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Settings:
    """What this workstation needs before it can open a database.

    ``database`` is a file's path or a URL; ``folder`` is where marks, spills, backups and
    printed files of this workstation live.
    """

    folder: Path
    database: str
    workstation: str
    theme: str = "light"
    language: str = ""
    sounds: bool = True


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
        raise Unavailable(
            message(
                "The settings in {folder} cannot be read: {error}", folder=folder, error=error
            ),
            message("Mend or remove settings.toml there, then start again."),
        ) from error
    known = {
        name: given[name]
        for name in ("database", "workstation", "theme", "language", "sounds")
        if name in given
    }
    default = Settings(
        folder=folder,
        database=str(folder / "lsn.db"),
        workstation=_NAME.sub("-", socket.gethostname()).strip("-") or "WS-1",
    )
    settings = replace(default, **known)
    return replace(settings, database=database) if database else settings


def save(settings: Settings) -> None:
    """Write ``settings.toml``, whole or not at all."""
    lines = [
        f'{name} = "{_escaped(str(value))}"'
        if isinstance(value, str)
        else f"{name} = {str(value).lower()}"
        for name, value in (
            ("database", settings.database),
            ("workstation", settings.workstation),
            ("theme", settings.theme),
            ("language", settings.language),
            ("sounds", settings.sounds),
        )
    ]
    new = settings.folder / "settings.toml.new"
    new.write_text("\n".join(lines) + "\n", "utf-8")
    new.replace(settings.folder / "settings.toml")


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
