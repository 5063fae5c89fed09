"""What is known of the label being scanned: codes gather until they make a line.

Codes on a carton are often split over several barcodes that come in any order. A part that
says something else about what is already known begins the next label.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

    from lsn_desktop.domain.items import ItemNumber


@dataclass(frozen=True, slots=True)
class LabelInProgress:
    """Gathered facts of one label. ``gtin`` has 14 digits; ``number`` is there without one.

    ``quantity`` counts trade units of ``gtin`` (AI 30, 37); ``weight_kg`` is AI 310n.
    ``link`` is the character by which the parts of a HIBC label prove to belong together.
    ``content`` tells that ``gtin`` came from AI (02): ``quantity`` counts what is inside.
    ``count`` is how many such labels there are, set by the operator and on no label.
    """

    item_id: int | None = None
    gtin: str | None = None
    number: ItemNumber | None = None
    link: str | None = None
    content: bool | None = None
    sscc: str | None = None
    lot: str | None = None
    serial: str | None = None
    expiry: date | None = None
    best_before: date | None = None
    production: date | None = None
    quantity: Decimal | None = None
    weight_kg: Decimal | None = None
    no_expiry: bool | None = None
    count: Decimal | None = None
    scan_ids: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, name) is not None for name in FACTS)

    def contradicts(self, part: LabelInProgress) -> bool:
        """Whether a part says something else about a fact that is known."""
        # Two numbers of one item, the maker's and the supplier's, stand on many cartons.
        same_item = self.item_id is not None and self.item_id == part.item_id
        return any(
            getattr(self, name) is not None
            and getattr(part, name) is not None
            and getattr(self, name) != getattr(part, name)
            for name in FACTS
            if not (same_item and name == "number")
        )

    def adds_to(self, known: LabelInProgress) -> bool:
        """Whether this says anything that is not known yet."""
        return any(
            getattr(self, name) is not None and getattr(known, name) is None for name in FACTS
        )

    def with_part(self, part: LabelInProgress) -> LabelInProgress:
        """Both together; the part must not contradict."""
        new = {name: getattr(part, name) for name in FACTS if getattr(part, name) is not None}
        return replace(self, **new, scan_ids=self.scan_ids + part.scan_ids)

    def shared_with(self, others: Iterable[LabelInProgress]) -> LabelInProgress:
        """What all of them say."""
        known = list(others)
        shared = {
            name: getattr(self, name)
            for name in FACTS
            if all(getattr(one, name) == getattr(self, name) for one in known)
        }
        return LabelInProgress(**shared, scan_ids=self.scan_ids)

    @property
    def identifies(self) -> bool:
        """Whether it names goods (item, lot or serial), not only how many or how old."""
        return bool(self.item_id or self.gtin or self.number or self.lot or self.serial)


_UNSAID = {"scan_ids", "count"}
FACTS = tuple(field.name for field in fields(LabelInProgress) if field.name not in _UNSAID)
