"""Whether a rule stops goods from being shipped or consumed, and in which words.

One rule for both (invariant 7): what is recalled, held or expired goes nowhere but into
quarantine, to scrap or back to its supplier, unless an override lets one line pass. What a
customer or an item asks goods to last when they leave stops a shipment only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.expiry import short_of, usable_on
from lsn_desktop.domain.messages import mark
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.domain.shipping import Why
from lsn_desktop.storage import ledger, pickable

if TYPE_CHECKING:
    from lsn_desktop.domain.refusals import Refusal
    from lsn_desktop.storage.pickable import Stand
    from lsn_desktop.storage.transactions import Tx

_ANOTHER = mark("Take another lot, or have it overridden: that needs a reason and a PIN.")


@dataclass(frozen=True, slots=True)
class Stop:
    """The rule that stops goods, and what is said of it."""

    why: Why
    refusal: Refusal


def stop(tx: Tx, goods: Stand, life: int | None = None, whom: str = "") -> Stop | None:
    """What stops goods today, every rule that does in its words; None if none does.

    Args:
        tx: the transaction, whose day counts.
        goods: where they stand.
        life: the days they must last from today, if they are shipped.
        whom: who asks that; empty: the item does.
    """
    found = [*_by_hold(tx, goods), *_by_day(tx, goods, life, whom)]
    if len(found) <= 1:
        return found[0] if found else None
    facts = " ".join(str(one.refusal.fact) for one in found)
    return Stop(found[0].why, refusal("{facts}", _ANOTHER, facts=facts))


def _by_hold(tx: Tx, goods: Stand) -> list[Stop]:
    if pickable.recalled(tx.connection, [goods.lsn_id]):
        fact = refusal("{goods} is recalled.", _ANOTHER, goods=named(goods))
        return [Stop(Why.RECALLED, fact)]
    return [held(tx, goods)] if goods.held_whole else []


def _by_day(tx: Tx, goods: Stand, life: int | None, whom: str) -> list[Stop]:
    on, name = tx.by.on, named(goods)
    if not usable_on(goods.expiry, on, goods.usable):
        said = mark("{goods} expired on {day}.")
        if goods.expiry == on:
            said = mark("{goods} expires today, and was good until the day before.")
        return [Stop(Why.EXPIRED, refusal(said, _ANOTHER, goods=name, day=goods.expiry))]
    left = short_of(goods.expiry, on, life)
    if left is None:
        return []
    said = mark("{goods} lasts {left} days more: {whom} asks for {life}.")
    if not whom:
        said = mark("{goods} lasts {left} days more: it must last {life} when it is shipped.")
    fact = refusal(said, _ANOTHER, goods=name, left=left, whom=whom, life=life)
    return [Stop(Why.SHORT_DATED, fact)]


def held(tx: Tx, goods: Stand) -> Stop:
    """What is said of goods on hold, whole or as much of them as is wanted."""
    reasons = [
        one.reason
        for one in ledger.holds(tx.connection, goods.lsn_id)
        if one.released_at is None and one.location_id in {None, goods.place_id}
    ]
    fact = refusal(
        "{goods} is on hold: {reason}.",
        _ANOTHER,
        goods=named(goods),
        reason=reasons[0] if reasons else "-",
    )
    return Stop(Why.RECALLED if "recall" in reasons else Why.HELD, fact)


def named(goods: Stand) -> str:
    """Goods as they are called: ``Butter 250 g B-1002``."""
    return f"{goods.item} {goods.code}".strip()
