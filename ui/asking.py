"""How an office page asks the database and has it changed, off the UI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.storage.transactions import Connection, Tx
    from ui.desk import Desk
    from ui.tasks import Asked, Failed

T = TypeVar("T")


def ask(
    desk: Desk, question: Callable[[Connection], T], then: Callable[[T], None], failed: Failed
) -> Asked:
    """Ask on a reader; the answer comes back on the UI thread."""

    def job() -> T:
        with desk.program.database.reading() as connection:
            return question(connection)

    return desk.lanes.read(job, then, failed)


def change(
    desk: Desk, act: Callable[[Tx], T], then: Callable[[T], None], failed: Failed
) -> Asked:
    """Do it in one transaction on the writer, in the name of whoever is signed in now."""
    by = desk.station.by()
    return desk.lanes.write(lambda: desk.program.database.run(by, act), then, failed)
