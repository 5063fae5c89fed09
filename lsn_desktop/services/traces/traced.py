"""What a trace tells of each lot or serial: what it is, where it stands, who had it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.genealogy import Certainty, Handed, Node, Stand
from lsn_desktop.storage import traces

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lsn_desktop.storage.traces import Beyond, Head, Known, OfItem
    from lsn_desktop.storage.transactions import Connection


class Describer:
    """Describes nodes, some thousand at a time; what they share is asked for once."""

    def __init__(self, connection: Connection, there: Beyond) -> None:
        self._connection = connection
        self._there = there
        self._items: dict[int, OfItem] = {}
        self._places: dict[int, str] = {}
        self._heads: dict[int, Head | None] = {}

    def all(self, ids: Sequence[int]) -> Described:
        """What there is to say of these LSNs."""
        known = traces.known(self._connection, ids)
        new = {row[1] for row in known}.difference(self._items)
        self._items.update(traces.items(self._connection, new))
        facts = {row[0]: row for row in known}
        return Described(facts, self._items, self._stands(ids), self._handed(ids))

    def _stands(self, ids: Sequence[int]) -> dict[int, list[Stand]]:
        """Where each stands; what is in several units at a place is told as one."""
        rows = traces.stands(self._connection, ids)
        new = {row[1] for row in rows}.difference(self._places)
        self._places.update(traces.places(self._connection, new))
        found: dict[int, list[Stand]] = {}
        for lsn_id, location_id, on_hand, held in rows:
            _add(found.setdefault(lsn_id, []), Stand(self._places[location_id], on_hand, held))
        return found

    def _handed(self, ids: Sequence[int]) -> dict[int, list[Handed]]:
        """Who each came from and went to, by the documents that stand."""
        rows = traces.handed(self._connection, self._there, ids)
        new = {row[1] for row in rows}.difference(self._heads)
        there = traces.heads(self._connection, new)
        self._heads.update((one, there.get(one)) for one in new)
        found: dict[int, list[Handed]] = {}
        for lsn_id, document_id, quantity in rows:
            head = self._heads[document_id]
            if head is not None:
                one = Handed._make((*head, quantity))
                if lsn_id in found:
                    found[lsn_id].append(one)
                else:
                    found[lsn_id] = [one]
        several = (lsn_id for lsn_id, handed in found.items() if len(handed) > 1)
        return found | {lsn_id: _summed(found[lsn_id]) for lsn_id in several}


class Described:
    """What there is to say of some LSNs."""

    def __init__(
        self,
        facts: Mapping[int, Known],
        items: Mapping[int, OfItem],
        stands: Mapping[int, list[Stand]],
        handed: Mapping[int, list[Handed]],
    ) -> None:
        self._facts, self._items = facts, items
        self._stands, self._handed = stands, handed

    def nodes(self, ids: Iterable[int], depth: int, certain: set[int]) -> tuple[Node, ...]:
        """LSNs as nodes of a trace, in their order."""
        facts, items, stands, handed = self._facts, self._items, self._stands, self._handed
        sure, may_be, none = Certainty.CERTAIN, Certainty.POSSIBLE, ()
        days = {row[4]: traces.day(row[4]) for row in facts.values()}
        found = []
        for one in ids:
            _id, item_id, kind, code, expires, stopped = facts[one]
            sku, item, unit, decimals = items[item_id]
            found.append(
                Node(
                    one, item_id, sku, item, unit, decimals, kind, code, days[expires],
                    bool(stopped), depth, sure if one in certain else may_be,
                    tuple(stands.get(one, none)), tuple(handed.get(one, none)),
                )
            )  # fmt: skip
        return tuple(found)


def _summed(handed: list[Handed]) -> list[Handed]:
    """What was handed over, once for each document."""
    found: dict[int, Handed] = {}
    for one in handed:
        before = found.get(one.document_id)
        much = one.quantity + (before.quantity if before else 0)
        found[one.document_id] = one._replace(quantity=much)
    return list(found.values())


def _add(stands: list[Stand], more: Stand) -> None:
    """Put a stand among others; what is at the same place is one with it."""
    for at, one in enumerate(stands):
        if one.location == more.location:
            stands[at] = Stand(one.location, one.quantity + more.quantity, one.held + more.held)
            return
    stands.append(more)
