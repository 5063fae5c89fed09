"""How each user wants the tables to look: a matter of taste, so no history is kept of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from lsn_desktop.storage.tables.trust import view_layout

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from lsn_desktop.storage.transactions import Tx


def layout(connection: Connection, user_id: int, view: str) -> str | None:
    """What was put for a user's view, None if nothing was."""
    return connection.scalar(
        select(view_layout.c.layout).where(
            view_layout.c.user_id == user_id, view_layout.c.view == view
        )
    )


def put_layout(tx: Tx, user_id: int, view: str, words: str) -> None:
    """Keep this for a user's view, in the place of what was kept."""
    insert = sqlite.insert if tx.connection.dialect.name == "sqlite" else postgresql.insert
    new = insert(view_layout).values(user_id=user_id, view=view, layout=words)
    tx.connection.execute(
        new.on_conflict_do_update(
            index_elements=["user_id", "view"], set_={"layout": new.excluded.layout}
        )
    )


def drop_layout(tx: Tx, user_id: int, view: str) -> None:
    """Keep nothing for a user's view any more."""
    tx.connection.execute(
        delete(view_layout).where(view_layout.c.user_id == user_id, view_layout.c.view == view)
    )
