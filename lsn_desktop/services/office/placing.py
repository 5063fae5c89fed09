"""The tree of places, edited in the office: site, zones in it, bins in these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain import place_codes
from lsn_desktop.domain.events import Event
from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.services.codes import own_codes
from lsn_desktop.services.imports.locations import KINDS
from lsn_desktop.services.labels.labelling import Wanted
from lsn_desktop.storage import catalogue, house, places
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lsn_desktop.storage.places import PlaceRow
    from lsn_desktop.storage.transactions import Connection, Tx

__all__ = ["KINDS", "PlaceFacts", "add", "change", "flaws", "labelled", "labels_of"]

_HOLDS_NONE = frozenset({"zone", "site"})  # goods stand in the bins of these, not in them


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """A place as it is to be; ``code`` of new ones may be a range, ``A-01..A-12``.

    ``parent`` is the code of the zone or site it is in, empty for none.
    """

    code: str
    name: str = ""
    kind: str = "storage"
    parent: str = ""
    active: bool = True


def flaws(
    connection: Connection, wanted: PlaceFacts, place_id: int | None = None
) -> dict[str, Refusal]:
    """What is wrong with a new place, or a change of one, by the field's name."""
    found: dict[str, Refusal | None] = {}
    try:
        codes = _codes(wanted, place_id)
        found["code"] = next(filter(None, (_flaw_of_code(code) for code in codes)), None)
        there = places.by_codes(connection, codes)
        found["code"] = found["code"] or _taken(there, place_id)
    except Refusal as refused:
        found["code"] = refused
    found["parent"] = _flaw_of_parent(connection, wanted, place_id)
    if place_id is not None:
        found |= _flaws_of_use(places.by_id(connection, place_id), wanted)
    return {field: flaw for field, flaw in found.items() if flaw is not None}


def _codes(wanted: PlaceFacts, place_id: int | None) -> list[str]:
    code = wanted.code.strip()
    return place_codes.spelled_out(code) if place_id is None else [code]


def _flaw_of_code(code: str) -> Refusal | None:
    is_code = code and len(code) <= own_codes.LONGEST and not own_codes.has_controls(code)
    if is_code and not code.startswith("~") and code == code.strip():
        return None
    return refusal(
        "{code} is no code of a place.",
        "Give it one that can be scanned: letters, digits, dashes.",
        code=code[:40] or "-",
    )


def _taken(there: Mapping[str, PlaceRow], place_id: int | None) -> Refusal | None:
    for place in there.values():
        if place.id != place_id:
            return refusal(
                "There is a place {code} already.", "Choose another code.", code=place.code
            )
    return None


def _flaw_of_parent(
    connection: Connection, wanted: PlaceFacts, place_id: int | None
) -> Refusal | None:
    parent = wanted.parent.strip()
    if not parent:
        return None
    found = places.by_codes(connection, [parent]).get(code_key(parent))
    if found is None:
        return refusal("There is no place {parent}.", "Choose a zone or site.", parent=parent)
    if found.kind not in _HOLDS_NONE:
        return refusal(
            "{parent} is a bin: nothing is in it but goods.",
            "Choose a zone or site.",
            parent=found.code,
        )
    at: PlaceRow | None = found
    while at is not None:
        if at.id == place_id:
            return refusal(
                "{code} would stand in itself.", "Choose another zone.", code=wanted.code
            )
        at = None if at.parent_id is None else places.by_id(connection, at.parent_id)
    return None


def _flaws_of_use(known: PlaceRow, wanted: PlaceFacts) -> dict[str, Refusal]:
    """A place that goods stand in stays what it is."""
    if not known.is_used:
        return {}
    found = {}
    if not wanted.active:
        found["active"] = refusal(
            "Goods stand in {code}.", "Move them away first.", code=known.code
        )
    if wanted.kind != known.kind:
        found["kind"] = refusal(
            "Goods stand in {code}: it stays what it is.",
            "Move them away first.",
            code=known.code,
        )
    return found


def add(tx: Tx, wanted: PlaceFacts) -> list[int]:
    """Make a place, or all of a range; their rows.

    Raises:
        Refusal: as :func:`flaws` tells it.
    """
    for flaw in flaws(tx.connection, wanted).values():
        raise flaw
    site = house.the_site(tx.connection)
    made = []
    for code in _codes(wanted, None):
        values = {**_columns(tx.connection, wanted), "code": code}
        place_id = catalogue.add_location(
            tx, {**values, "site_id": site.id if site else None, "active": True}
        )
        words = message("New place {code}", code=code)
        tx.entries.append(Entry("create", words, "location", place_id))
        made.append(place_id)
    tx.events.append(Event("location"))
    return made


def change(tx: Tx, place_id: int, wanted: PlaceFacts) -> bool:
    """Bring a place to what is wanted; False if nothing was different.

    Raises:
        Refusal: as :func:`flaws` tells it.
    """
    for flaw in flaws(tx.connection, wanted, place_id).values():
        raise flaw
    known = places.by_id(tx.connection, place_id)
    before = PlaceFacts(known.code, known.name, known.kind, known.parent, known.active)
    code = wanted.code.strip()
    new = _columns(tx.connection, wanted) | {"code": code, "active": wanted.active}
    changed = [
        name
        for name in ("code", "name", "kind", "parent", "active")
        if getattr(before, name) != _said(wanted, name)
    ]
    if not changed:
        return False
    places.change(tx, place_id, {**new, "code_key": code_key(code)})
    for name in changed:
        words = message(
            "{what} of place {code}: {old} > {new}",
            what=name,
            code=code,
            old=str(getattr(before, name)) or "-",
            new=str(_said(wanted, name)) or "-",
        )
        tx.entries.append(Entry("change", words, "location", place_id))
    tx.events.append(Event("location"))
    return True


def _said(wanted: PlaceFacts, name: str) -> object:
    value = getattr(wanted, name)
    return value.strip() if isinstance(value, str) else value


def _columns(connection: Connection, wanted: PlaceFacts) -> dict[str, object]:
    parent = wanted.parent.strip()
    above = places.by_codes(connection, [parent]).get(code_key(parent)) if parent else None
    return {
        "name": wanted.name.strip(),
        "kind": wanted.kind,
        "is_real": wanted.kind not in _HOLDS_NONE,
        "parent_id": above.id if above else None,
    }


def labels_of(connection: Connection, said: str) -> list[Wanted]:
    """The labels of a bin, or of all there are in a range.

    Raises:
        Refusal: it is no range, or there is no such bin.
    """
    there = places.by_codes(connection, place_codes.spelled_out(said))
    found = sorted(there.values(), key=lambda place: code_key(place.code))
    bins = labelled(found)
    if not bins:
        raise refusal("There is no bin {range}.", "Add it first.", range=said.strip() or "-")
    return bins


def labelled(rows: Sequence[PlaceRow]) -> list[Wanted]:
    """The labels of places goods stand in; a zone or site has none."""
    return [Wanted(location_id=row.id) for row in rows if row.kind not in _HOLDS_NONE]
