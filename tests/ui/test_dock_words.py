"""The words of the dock: singular and plural, small letters where a sentence goes on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from lsn_desktop.domain.messages import Message, message
from lsn_desktop.domain.outcomes import OutcomeKind
from lsn_desktop.storage.receipts import ScanShown
from ui.dock.dock_words import expires, scan_row

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 20), "2026-11-20 · 2 days ago"),
        (date(2026, 11, 21), "2026-11-21 · 1 day ago"),
        (date(2026, 11, 22), "2026-11-22 · today"),
        (date(2026, 11, 23), "2026-11-23 · 1 day"),
        (date(2026, 11, 24), "2026-11-24 · 2 days"),
    ],
)
def test_a_day_of_expiry_says_how_far_off_it_is(day: date, words: str) -> None:
    assert expires(day, TODAY) == words


@pytest.mark.parametrize(
    ("warning", "words"),
    [
        (message("Expires in {left} days, policy asks {asked}", left=6, asked=10),
         "Cream: expires in 6 days, policy asks 10"),
        (message("{code} is on hold: this stock is held too", code="L2611A"),
         "Cream: L2611A is on hold: this stock is held too"),
    ],
)  # fmt: skip
def test_a_warning_goes_on_small_and_data_stays_as_it_is(warning: Message, words: str) -> None:
    shown = ScanShown(
        scan_id=1, at=0, outcome=OutcomeKind.ATTENTION, words=warning, line_id=1,
        voided=False, item="Cream", code="C7791", quantity=Decimal(12),
    )  # fmt: skip

    assert scan_row(shown, "UTC").words == words
