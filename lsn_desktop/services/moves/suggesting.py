"""Where goods should be put away, and why: said in words, decided by whoever carries them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.expiry import usable_on
from lsn_desktop.domain.messages import Message, message
from lsn_desktop.storage import put_away

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from lsn_desktop.storage.standing import Spot, Standing
    from lsn_desktop.storage.transactions import Connection


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A place, and the reason in the words of the dock."""

    place: Spot
    why: Message


def suggest(
    connection: Connection, goods: Sequence[Standing], on: date
) -> list[Suggestion | None]:
    """Where each of these should go; None where nothing can be said, or it stands well.

    Held and expired goods go to quarantine, good ones never. The item's usual place comes
    first; then, for what was just received, the bin with the same lot, the one where the item
    was put last, and an empty one near its family.
    """
    found = _Places(connection, goods)
    return [_for(each, found, on) for each in goods]


class _Places:
    """What is known of places: asked once for all goods, the later questions only if needed."""

    def __init__(self, connection: Connection, goods: Sequence[Standing]) -> None:
        self.usual = put_away.named(connection, {each.put_away for each in goods})
        self.quarantine = put_away.quarantine(connection)
        rest = [
            each
            for each in goods
            if each.place_kind != "storage" and each.put_away not in self.usual
        ]
        self.of_lot = put_away.with_lots(connection, {_lot(each) for each in rest})
        rest = [each for each in rest if _lot(each) not in self.of_lot]
        self.of_item = put_away.with_items(connection, {each.item_id for each in rest})
        alone = [each for each in rest if each.item_id not in self.of_item]
        self.empty = put_away.empty_bins(connection) if alone else []
        self.of_family = put_away.with_families(connection) if alone else {}


def _for(goods: Standing, places: _Places, on: date) -> Suggestion | None:
    if why := _is_kept_apart(goods, on):
        spot = places.quarantine
        stands_there = goods.place_kind == "quarantine"
        return None if stands_there or spot is None else Suggestion(spot, why)
    usual = places.usual.get(goods.put_away)
    if usual is not None and usual.kind != "quarantine":
        why = message("The usual place of {item}", item=goods.item)
        return None if usual.id == goods.place_id else Suggestion(usual, why)
    return None if goods.place_kind == "storage" else _beside(goods, places)


def _beside(goods: Standing, places: _Places) -> Suggestion | None:
    """Where the same lot stands, else the same item; else an empty bin near its family."""
    for spot in places.of_lot.get(_lot(goods), ()):
        words = message("{item} {code} stands there already", item=goods.item, code=goods.code)
        if not goods.code or goods.lot_id is not None:
            words = message("{item} of this lot stands there already", item=goods.item)
        return Suggestion(spot, words)
    for spot in places.of_item.get(goods.item_id, ()):
        return Suggestion(spot, message("{item} stands there already", item=goods.item))
    beside = places.of_family.get(goods.family_id or 0, ())
    if bin_ := nearest(places.empty, beside):
        return Suggestion(bin_, message("{place} is empty", place=bin_.code))
    return None


def _is_kept_apart(goods: Standing, on: date) -> Message | None:
    """Why goods must not stand among good ones."""
    if goods.held and goods.available <= 0:
        return message("{item} {code} is on hold", item=goods.item, code=goods.code)
    return is_expired(goods, on)


def is_expired(goods: Standing, on: date) -> Message | None:
    """Why goods can be used no more, if they are past their day."""
    if goods.expiry is None or usable_on(goods.expiry, on, goods.usable):
        return None
    return message("It expired on {expiry}", expiry=goods.expiry)


def nearest(bins: Iterable[Spot], beside: Iterable[str]) -> Spot | None:
    """The bin whose code begins most like one of these; the first of several."""
    best, most = None, -1
    known = list(beside)
    for each in bins:
        alike = max((_alike(each.code, code) for code in known), default=0)
        if alike > most:
            best, most = each, alike
    return best


def _alike(one: str, other: str) -> int:
    """With how many equal characters two codes begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _lot(goods: Standing) -> int:
    return goods.lot_id or goods.lsn_id
