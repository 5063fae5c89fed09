"""The due day of an order as it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.typed_days import days_typed, in_words

if TYPE_CHECKING:
    from datetime import date


def typed_day(text: str, today: date) -> tuple[date | None, str]:
    """The day, or what is wrong with it; neither where nothing is typed."""
    typed = text.strip()
    days = days_typed(typed, today)
    if not typed:
        return None, ""
    if len(days) == 1:
        return days[0], ""
    if not days:
        words = message("{text} is no day. Type it as 2026-12-31.", text=typed[:40])
    else:
        one, other = (in_words(day) for day in days)
        words = message("{one} or {other}? Type the year first.", one=one, other=other)
    return None, str(words)
