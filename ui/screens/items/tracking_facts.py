"""What stands of an item whose tracking is started, and what has got a code so far."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.quantities import off_grid
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.domain.serial_grammar import read_serials
from lsn_desktop.services.lots import tracking
from lsn_desktop.services.lots.sharing_out import Rest, Share, StartTracking
from lsn_desktop.storage import catalogue
from lsn_desktop.storage import tracking as stands
from ui.parts.text import quantity_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lsn_desktop.domain.items import Item, Tracking
    from lsn_desktop.domain.messages import Message
    from lsn_desktop.storage.tracking import Standing
    from lsn_desktop.storage.transactions import Connection


@dataclass(frozen=True, slots=True)
class ToTrack:
    """An item whose tracking can be started, and where it stands."""

    item: Item
    standing: Sequence[Standing]

    @property
    def ways(self) -> Sequence[Tracking]:
        """How it may be tracked."""
        return [
            way
            for way in tracking.WAYS[self.item.tracking]
            if not (way.by_serial and self.item.decimals)
        ]

    def quantity(self, counted: int) -> str:
        """A quantity of it with its unit."""
        return f"{quantity_text(off_grid(counted, self.item.decimals))} {self.item.unit}"


def to_track(connection: Connection, item_id: int) -> ToTrack:
    """What is to be told apart.

    Raises:
        Refusal: something is in the way: an open document, a hold, a claim.
    """
    item = catalogue.item_by_id(connection, item_id)
    tracking.must_be_ready(connection, item)
    return ToTrack(item, stands.standing(connection, item_id))


@dataclass(frozen=True, slots=True)
class Row:
    """So much of what stands in a place, and its code."""

    standing: Standing
    share: Share
    count: int  # on the item's grid

    @property
    def lot(self) -> str:
        """The lot it gets, or has."""
        if self.standing.kind is LsnKind.LOT:
            return self.standing.code
        return self.share.lot or _("ours")


def row(to: ToTrack, standing: Standing, share: Share, wanted: Tracking) -> Row:
    """What was typed, as a row.

    Raises:
        Refusal: it is no quantity, or no serial can be read in it.
    """
    if wanted.by_serial:
        written = read_serials(share.serials)
        if written.flaws:
            raise written.flaws[0].refusal
        if not wanted.by_lot:
            share = replace(share, lot="")
        return Row(standing, replace(share, quantity=None), written.count)
    if share.quantity is None:
        raise refusal("How many get this code is not said.", "Type it as a number above zero.")
    return Row(
        standing, replace(share, serials=""), int(share.quantity.scaleb(to.item.decimals))
    )


def quantity_typed(text: str) -> Decimal | None:
    """A quantity as it is typed; None for what is none."""
    try:
        quantity = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return quantity if quantity.is_finite() and quantity > 0 else None


def with_row(rows: Sequence[Row], new: Row) -> list[Row]:
    """The rows with one more; serials of one lot and place stand in one row."""
    found = list(rows)
    for at, known in enumerate(found):
        same = replace(known.share, serials="") == replace(new.share, serials="")
        if same and new.share.serials:
            serials = f"{known.share.serials} {new.share.serials}"
            share = replace(known.share, serials=serials)
            found[at] = Row(known.standing, share, known.count + new.count)
            return found
    return [*found, new]


def left(to: ToTrack, rows: Sequence[Row]) -> dict[tuple[int, int], int]:
    """How much has no code yet, by LSN and place."""
    named: Counter[tuple[int, int]] = Counter()
    for each in rows:
        named[each.share.source_id, each.share.location_id] += each.count
    return {
        key: each.on_hand - named[key]
        for each in to.standing
        for key in [(each.lsn_id, each.location_id)]
    }


def place_words(to: ToTrack, standing: Standing, without: int) -> str:
    """A place one can choose, and how much there has no code."""
    words = message(
        "{place} · {left} of {all} without a code",
        place=standing.location
        if standing.kind is LsnKind.BULK
        else f"{standing.code} · {standing.location}",
        left=quantity_text(off_grid(without, to.item.decimals)),
        all=to.quantity(standing.on_hand),
    )
    return str(words)


def told(connection: Connection, order: StartTracking, on: date) -> list[Message]:
    """What an order does.

    Raises:
        Refusal: it cannot be done.
    """
    return tracking.foretell(connection, order, on)


def adds_up(connection: Connection, order: StartTracking, on: date) -> None:
    """Whether rows can stand, whatever becomes of what is left over.

    Raises:
        Refusal: they cannot.
    """
    tracking.foretell(connection, replace(order, rest=Rest.UNKNOWN), on)
