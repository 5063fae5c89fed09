"""Which column of a file is which of our fields: guessed, chosen, remembered."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING

from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.imports.fields import CUSTOM
from lsn_desktop.storage import exchange, imported

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lsn_desktop.services.imports.fields import Kind
    from lsn_desktop.storage.transactions import Connection, Tx

Mapped = dict[int, str]  # a column's place, and our name for what stands in it
_NO_LETTER = re.compile(r"[\s_*:.-]+")
ERROR, REMEDY = "what is wrong", "what to do"  # columns of a file of rows that were refused


def plain(heading: str) -> str:
    """A heading as headings are compared."""
    return " ".join(_NO_LETTER.sub(" ", heading.casefold()).split())


def digest(headings: Sequence[str]) -> str:
    """By which a source is known again: its headings, whatever their case and space."""
    told = json.dumps([plain(each) for each in headings], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def custom_names(connection: Connection, kind: Kind) -> list[str]:
    """The custom fields a file of this kind may fill in, of every family."""
    if not kind.custom:
        return []
    fields = imported.every(connection, "custom_field")
    return sorted({each["name"] for each in fields if each["of"] == kind.custom})


def guessed(kind: Kind, headings: Sequence[str], custom: Sequence[str] = ()) -> Mapped:
    """What columns are by their headings: our own names first, then those others use."""
    columns = [plain(each) for each in headings]
    taken: Mapped = {}
    for names in (
        [(field.name, (field.name,)) for field in kind.fields],
        [(CUSTOM + name, (name, CUSTOM + name)) for name in custom],
        [(field.name, field.also) for field in kind.fields],
    ):
        for ours, theirs in names:
            wanted = [plain(each) for each in theirs]
            at = next((columns.index(each) for each in wanted if each in columns), None)
            if at is not None and at not in taken and ours not in taken.values():
                taken[at] = ours
    return dict(sorted(taken.items()))


def recalled(
    connection: Connection, kind: Kind, headings: Sequence[str], name: str = ""
) -> Mapped:
    """What columns are: as chosen last for this source, or under a name, else guessed."""
    custom = custom_names(connection, kind)
    if name:
        kept = exchange.mapping_named(connection, kind.name, name)
        if kept is None:
            raise refusal(
                "There is no mapping {name} for {kind}.",
                "Choose the columns once in the window, and name them.",
                name=name,
                kind=kind.name,
            )
    else:
        kept = exchange.mapping(connection, kind.name, digest(headings))
    if kept is None:
        return guessed(kind, headings, custom)
    ours = {field.name for field in kind.fields} | {CUSTOM + each for each in custom}
    places = {plain(each): at for at, each in reversed(list(enumerate(headings)))}
    return {
        places[heading]: field
        for heading, field in kept.items()
        if heading in places and field in ours
    }


def remember(
    tx: Tx, kind: Kind, headings: Sequence[str], mapped: Mapped, name: str = ""
) -> None:
    """Keep what columns are, for the next file of this source."""
    chosen = {plain(headings[at]): field for at, field in mapped.items()}
    exchange.keep_mapping(tx, kind.name, digest(headings), chosen, name)


def must_be_enough(kind: Kind, mapped: Mapping[int, str]) -> None:
    """Refuse a mapping that leaves out what is needed, or names a field twice.

    Raises:
        Refusal: as said.
    """
    chosen = list(mapped.values())
    missing = [name for name in kind.needed if name not in chosen]
    if missing:
        raise refusal(
            "No column is: {missing}.",
            "Choose which column of the file it is.",
            missing=", ".join(missing),
        )
    for name in chosen:
        if chosen.count(name) > 1:
            raise refusal(
                "Two columns are {field}.", "Choose one of them.", field=code_key(name).lower()
            )
