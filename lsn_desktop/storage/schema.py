"""Bringing a database to today's form, by its migrations, forward only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Unavailable
from lsn_desktop.storage.transactions import told_in_words

if TYPE_CHECKING:
    from lsn_desktop.storage.transactions import Database

_MIGRATIONS = Path(__file__).parent / "migrations"
_KEPT_IN = "alembic_version"


def newest() -> str:
    """The revision this program was made for."""
    return max(_known())


def revision(database: Database) -> str | None:
    """The revision a database stands at; None when it is empty."""
    with told_in_words(), database.writer.connect() as connection:
        if not inspect(connection).has_table(_KEPT_IN):
            return None
        found = connection.exec_driver_sql(f"SELECT version_num FROM {_KEPT_IN}").first()  # noqa: S608 - our own name
        return None if found is None else str(found[0])


def _known() -> set[str]:
    """The revisions there are: each migration's file begins with its own."""
    return {file.name.partition("_")[0] for file in _MIGRATIONS.glob("versions/[0-9]*.py")}


def is_behind(database: Database) -> bool:
    """Whether a database has tables of an earlier form, which a migration will change."""
    now = revision(database)
    return now is not None and now != newest() and now in _known()


def migrate(database: Database) -> None:
    """Run what is missing, all of it or nothing.

    Raises:
        Unavailable: the database was made by a newer program.

    """
    now = revision(database)
    if now == newest():
        return
    if now is not None and now not in _known():
        raise Unavailable(
            message(
                "This database was made by a newer version of LSN Desktop ({now}).", now=now
            ),
            message("Install the newer version on this workstation too; nothing was changed."),
        )
    # A fifth of a second and 15 MB, needed at the first start and after an update.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    with told_in_words(), database.writer.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
