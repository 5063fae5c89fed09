"""The one expiry rule (invariant 6) and what a status is made of."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum


class Status(StrEnum):
    """Effective status of an LSN; the first that applies wins."""

    RECALLED = "recalled"
    HELD = "held"
    EXPIRED = "expired"
    AVAILABLE = "available"


NEVER = date(9999, 12, 31)
"""Stands for the expiry of what does not expire, so that every LSN has a day to sort by."""


def good_until(own: date | None, of_lot: date | None) -> date:
    """The day that counts for an LSN: its own expiry, else its lot's.

    A serial may override its lot's; :data:`NEVER` when neither says one.
    """
    return own or of_lot or NEVER


def usable_on(expiry: date | None, on: date, usable: str) -> bool:
    """Whether goods may still be used, shipped or consumed on a day at the site.

    Args:
        expiry: the expiry day, None when the goods do not expire.
        on: the day in question.
        usable: ``through`` (the expiry day itself is the last good one) or ``until``
            (the day before it is).
    """
    if expiry is None:
        return True
    return on <= expiry if usable == "through" else on < expiry


def days_left(expiry: date, on: date) -> int:
    """Days from a day to the expiry: 0 on the day itself, negative after it."""
    return (expiry - on).days


def expiry_by_shelf_life(received: date, shelf_life_days: int) -> date:
    """The expiry of goods that say none, counted from the day they came."""
    return received + timedelta(days=shelf_life_days)


def short_of(expiry: date | None, on: date, asked_days: int | None) -> int | None:
    """How many days are left when policy asks for more; None when it is satisfied."""
    if expiry is None or asked_days is None:
        return None
    left = days_left(expiry, on)
    return left if left < asked_days else None


def status(*, recalled: bool, held: bool, expiry: date | None, on: date, usable: str) -> Status:
    """Recalled before held before expired before available."""
    if recalled:
        return Status.RECALLED
    if held:
        return Status.HELD
    return Status.AVAILABLE if usable_on(expiry, on, usable) else Status.EXPIRED
