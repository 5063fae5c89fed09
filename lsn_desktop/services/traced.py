"""What a trace tells of each lot or serial: what it is, where it stands, who had it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.genealogy import Certainty, Handed, Node, Stand
from lsn_desktop.storage import traces

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lsn_desktop.storage.traces import Beyond, Head, OfItem
    from lsn_desktop.storage.transactions import Connection


class Describer:
    """Describes nodes, some thousand at a time; what they share is asked for once."""

    def __init__(self, connection: Connection, there: Beyond) -> None:
        self._connection = connection
        self._there = there
        self._items: dict[int, OfItem] = {}
        self._places: dict[int, str] = {}
        self._heads: dict[int, Head | None] = {}

    def nodes(
        self, ids: Sequence[int], depth: int, certain: Mapping[int, bool]
    ) -> tuple[Node, ...]:
        """These LSNs as nodes of a trace, in their order."""
        known = {row[0]: row for row in traces.known(self._connection, ids)}
        self._learn_items({row[1] for row in known.values()})
        stands, handed, items = self._stands(ids), self._handed(ids), self._items
        day, sure, may_be = traces.day, Certainty.CERTAIN, Certainty.POSSIBLE
        found = []
        for one in ids:
            number, item_id, kind, code, expires, stopped = known[one]
            how = sure if certain[one] else may_be
            found.append(
                Node(
                    number, item_id, *items[item_id], kind, code, day(expires), bool(stopped),
                    depth, how, tuple(stands.get(one, ())), tuple(handed.get(one, ())),
                )
            )  # fmt: skip
        return tuple(found)

    def _learn_items(self, item_ids: set[int]) -> None:
        new = item_ids.difference(self._items)
        self._items.update(traces.items(self._connection, new))

    def _stands(self, ids: Sequence[int]) -> dict[int, list[Stand]]:
        """Where each stands; what is in several units at a place is told as one."""
        rows = traces.stands(self._connection, ids)
        new = {row[1] for row in rows}.difference(self._places)
        self._places.update(traces.places(self._connection, new))
        found: dict[int, list[Stand]] = {}
        for lsn_id, location_id, on_hand, held in rows:
            here = found.setdefault(lsn_id, [])
            stand = Stand(self._places[location_id], on_hand, held)
            _add(here, stand)
        return found

    def _handed(self, ids: Sequence[int]) -> dict[int, list[Handed]]:
        """Who each came from and went to, by the documents that stand."""
        rows = traces.handed(self._connection, self._there, ids)
        self._learn_heads({row[1] for row in rows})
        heads = self._heads
        sums: dict[tuple[int, int], int] = {}
        for lsn_id, document_id, quantity in rows:
            key = (lsn_id, document_id)
            sums[key] = sums.get(key, 0) + quantity
        found: dict[int, list[Handed]] = {}
        for (lsn_id, document_id), quantity in sums.items():
            head = heads[document_id]
            if head is not None:
                one = Handed(
                    head.party_id or 0, head.party or "", head.id, head.number, head.kind,
                    head.on, quantity,
                )  # fmt: skip
                found.setdefault(lsn_id, []).append(one)
        return found

    def _learn_heads(self, document_ids: Iterable[int]) -> None:
        new = set(document_ids).difference(self._heads)
        there = traces.heads(self._connection, new)
        self._heads.update((one, there.get(one)) for one in new)


def _add(stands: list[Stand], more: Stand) -> None:
    """Put a stand among others; what is at the same place is one with it."""
    for at, one in enumerate(stands):
        if one.location == more.location:
            stands[at] = Stand(one.location, one.quantity + more.quantity, one.held + more.held)
            return
    stands.append(more)
