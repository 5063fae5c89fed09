"""The company's own sheets of labels, by name: entered, changed, removed.

What a sheet measures is a text that is not read here. A job keeps the text it began with, so
that nothing that is printed moves when its sheet is changed or removed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.labels import sheets_begun
from lsn_desktop.storage import house, printed
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lsn_desktop.domain.refusals import Refusal
    from lsn_desktop.storage.printed import PrintJob
    from lsn_desktop.storage.transactions import Connection, Tx

_OWN = "label sheet "  # and its name: a setting of the company
_LONGEST = 60  # characters of a name


def own(connection: Connection) -> dict[str, str]:
    """The company's own sheets by name, as they were entered."""
    return {
        name.removeprefix(_OWN): words
        for name, words in sorted(house.settings(connection).items())
        if name.startswith(_OWN)
    }


def flaw_of_name(connection: Connection, name: str, was: str = "") -> Refusal | None:
    """Why a sheet cannot be called so, or None; ``was`` is what it is called now."""
    if not name or len(name) > _LONGEST or not name.isprintable():
        return refusal(
            "A sheet of your own needs a name.",
            "Type one of up to {most} letters, such as Chilled 2x4.",
            most=_LONGEST,
        )
    others = {known.casefold() for known in own(connection) if known != was}
    if name.casefold() in others:
        return refusal("There is a sheet {name} already.", "Choose another name.", name=name)
    return None


def keep(
    tx: Tx,
    name: str,
    words: str,
    was: str = "",
    changed: Mapping[str, tuple[str, str]] | None = None,
) -> None:
    """Keep a sheet, new or changed from ``was``; ``changed`` has what was, and what is now.

    Where one that was begun goes on is not forgotten.

    Raises:
        Refusal: the name cannot be, or the sheet to change is not there any more.
    """
    if flaw := flaw_of_name(tx.connection, name, was):
        raise flaw
    known = own(tx.connection)
    if was and was not in known:
        raise _not_there(was)
    if was:
        house.set_setting(tx.connection, _OWN + was, "")
        sheets_begun.follow(tx, known[was], words)
    house.set_setting(tx.connection, _OWN + name, words)
    if not was:
        _tell(tx, "create", "New label sheet {name}", name=name)
    for what, (old, new) in (changed or {}).items():
        said = "{what} of label sheet {name}: {old} > {new}"
        _tell(tx, "change", said, what=what, name=was or name, old=old, new=new)


def drop(tx: Tx, name: str) -> None:
    """Offer a sheet no more; jobs that began with it are printed as they were meant.

    Raises:
        Refusal: there is none.
    """
    if name not in own(tx.connection):
        raise _not_there(name)
    house.set_setting(tx.connection, _OWN + name, "")
    _tell(tx, "remove", "Label sheet {name} is removed", name=name)


def waiting(connection: Connection, words: str) -> list[PrintJob]:
    """The jobs that have something to print on a sheet yet."""
    return [job for job in printed.unfinished_jobs(connection) if job.sheet == words]


def _tell(tx: Tx, action: str, said: str, **names: object) -> None:
    tx.entries.append(Entry(action, message(said, **names), "company", 1))
    tx.events.append(Event("sheet"))


def _not_there(name: str) -> Refusal:
    return refusal(
        "The company has no sheet {name} of its own.",
        "Look at the list again: somebody else has removed it.",
        name=name,
    )
