"""The ledger as one would keep it on paper: dictionaries, and nothing of the program's."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Line:
    """So much of an LSN, to arrive in a place; ``order`` where it is on the purchase order."""

    lsn: int
    sku: str
    place: str
    quantity: int
    order: bool


@dataclass
class Document:
    """What one receipt or reversal says."""

    status: str = "draft"
    order: bool = False
    lines: dict[int, Line] = field(default_factory=dict)
    undone: set[int] = field(default_factory=set)
    reverses: int | None = None
    place: str = "DOCK-1"


@dataclass
class Ledger:
    """Everything that must be true, by plain arithmetic."""

    documents: dict[int, Document] = field(default_factory=dict)
    on_hand: Counter[tuple[int, str]] = field(default_factory=Counter)
    holds: list[tuple[int, str | None, int]] = field(default_factory=list)
    received: Counter[str] = field(default_factory=Counter)
    serials: set[int] = field(default_factory=set)
    lot_of: dict[int, int] = field(default_factory=dict)

    def stock(self) -> dict[tuple[int, str], tuple[int, int, int]]:
        """On hand, held and claimed of every LSN in every place it stands in."""
        return {
            (lsn, place): (there, self.held(lsn, place), 0)
            for (lsn, place), there in self.on_hand.items()
            if there
        }

    def totals(self) -> Counter[str]:
        """On hand by SKU, wherever it stands."""
        of = {
            line.lsn: line.sku
            for document in self.documents.values()
            for line in document.lines.values()
        }
        found: Counter[str] = Counter()
        for (lsn, _), there in self.on_hand.items():
            if there:
                found[of[lsn]] += there
        return found

    def held(self, lsn: int, place: str) -> int:
        there = self.on_hand[lsn, place]
        if any(which == lsn and where is None for which, where, _ in self.holds):
            return there
        partly = sum(n for which, where, n in self.holds if (which, where) == (lsn, place))
        return min(partly, there)

    def is_taken(self, lsn: int) -> bool:
        """Whether a serial is here already, or scanned and not posted."""
        return any(n for (which, _), n in self.on_hand.items() if which == lsn) or any(
            line.lsn == lsn
            for document in self.documents.values()
            if document.status == "draft"
            for line in document.lines.values()
        )

    def drafted(self) -> Counter[str]:
        """What open receipts have of the order, by SKU."""
        found: Counter[str] = Counter()
        for document in self.documents.values():
            for line in document.lines.values():
                if document.status == "draft" and line.order:
                    found[line.sku] += line.quantity
        return found

    def drafts(self) -> dict[int, Document]:
        return {
            number: head for number, head in self.documents.items() if head.status == "draft"
        }

    def post(self, number: int) -> None:
        self.documents[number].status = "posted"
        for line in self.documents[number].lines.values():
            self.on_hand[line.lsn, line.place] += line.quantity
            if line.order:
                self.received[line.sku] += line.quantity

    def is_posted(self, number: int) -> bool:
        document = self.documents[number]
        return (
            document.status == "posted"
            and document.reverses is None
            and not any(other.reverses == number for other in self.documents.values())
        )

    def may_reverse(self, number: int) -> bool:
        needed: Counter[tuple[int, str]] = Counter()
        for line in self.documents[number].lines.values():
            needed[line.lsn, line.place] += line.quantity
        return self.is_posted(number) and all(
            self.on_hand[place] >= n for place, n in needed.items()
        )

    def reverse(self, number: int, by: int) -> None:
        self.documents[by] = Document("posted", reverses=number)
        for line in self.documents[number].lines.values():
            self.on_hand[line.lsn, line.place] -= line.quantity
            if line.order:
                self.received[line.sku] -= line.quantity

    def family(self, lsn: int) -> set[int]:
        """An LSN and, of a lot, its serials."""
        return {lsn, *(serial for serial, lot in self.lot_of.items() if lot == lsn)}

    def met(self, serial: int, lot: int) -> None:
        """A serial of a lot: what stops the lot stops its serials, later ones too."""
        if serial not in self.lot_of:
            self.lot_of[serial] = lot
            over_all = [hold for hold in self.holds if hold[:2] == (lot, None)]
            self.holds += [(serial, None, 0) for _ in over_all]
