"""Bringing a database to today's form, by its migrations, forward only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Unavailable
from lsn_desktop.storage.transactions import told_in_words

if TYPE_CHECKING:
    from lsn_desktop.storage.transactions import Database

_MIGRATIONS = Path(__file__).parent / "migrations"


def newest() -> str:
    """The revision this program was made for."""
    head = ScriptDirectory(str(_MIGRATIONS)).get_current_head()
    if head is None:  # pragma: no cover - the first migration ships with the program
        raise LookupError("the program carries no migrations")
    return head


def revision(database: Database) -> str | None:
    """The revision a database stands at; None when it is empty."""
    with told_in_words(), database.writer.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def is_behind(database: Database) -> bool:
    """Whether a database has tables of an earlier form, which a migration will change."""
    now = revision(database)
    known = ScriptDirectory(str(_MIGRATIONS)).walk_revisions()
    return now is not None and now != newest() and now in {step.revision for step in known}


def migrate(database: Database) -> None:
    """Run what is missing, all of it or nothing.

    Raises:
        Unavailable: the database was made by a newer program.

    """
    now = revision(database)
    script = ScriptDirectory(str(_MIGRATIONS))
    if now is not None and now not in {step.revision for step in script.walk_revisions()}:
        raise Unavailable(
            message(
                "This database was made by a newer version of LSN Desktop ({now}).", now=now
            ),
            message("Install the newer version on this workstation too; nothing was changed."),
        )
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    with told_in_words(), database.writer.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
