"""Days and instants as people read them, and days as people type them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from lsn_desktop.domain.expiry import days_left
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import refusal

_SOON = 30  # days; from here on the days left are shown as something to look at


def left_words(expiry: date, on: date) -> str:
    """How far off an expiry is: ``27 days left``, ``expires today``, ``expired 3 days ago``."""
    left = days_left(expiry, on)
    if left == 0:
        return _("expires today")
    if left < 0:
        words = _("expired {days} day ago") if left == -1 else _("expired {days} days ago")
    else:
        words = _("{days} day left") if left == 1 else _("{days} days left")
    return str(message(words, days=abs(left)))


def left_tone(expiry: date, on: date) -> str:
    """The tone of a badge with the days left."""
    left = days_left(expiry, on)
    return "refused" if left < 0 else "attention" if left <= _SOON else ""


def expiry_words(expiry: date | None, on: date) -> str:
    """An expiry with the days left beside it; nothing for what does not expire."""
    return f"{expiry.isoformat()} · {left_words(expiry, on)}" if expiry else ""


def instant(at: int, time_zone: str) -> str:
    """An instant (microseconds UTC) on the site's clock, to the minute."""
    there = datetime.fromtimestamp(at / 1_000_000, UTC).astimezone(ZoneInfo(time_zone))
    return f"{there:%Y-%m-%d %H:%M}"


def typed_day(text: str) -> date | None:
    """A day as typed, ISO; None when nothing is.

    Raises:
        Refusal: it is no day.
    """
    text = text.strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise refusal(
            "{text} is no day.", "Write it as 2026-12-31, or leave it empty.", text=text
        ) from None
