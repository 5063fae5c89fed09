"""Places in texts: named fields, days moved and written, and nothing that runs."""

from __future__ import annotations

import pytest

from lsn_desktop.domain.refusals import Refusal
from printing.labels.label_fields import filled, flaw, value

FIELDS = {"lot": "L1", "expiry": "2026-12-31", "today": "2024-02-29", "custom.Cut": "x"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("LOT {lot}", "LOT L1"),
        ("{serial}", ""),
        ("{lot}{serial}", "L1"),
        ("{expiry-30d}", "2026-12-01"),
        ("{expiry+1w}", "2027-01-07"),
        ("{expiry+2m}", "2027-02-28"),
        ("{expiry-1m-1d}", "2026-11-29"),
        ("{today+1y}", "2025-02-28"),
        ("{today+6m|dd.mm.yyyy}", "29.08.2024"),
        ("{today|d.m.yy}", "29.2.24"),
        ("{today|dd mmm yyyy}", "29 FEB 2024"),
        ("{today|yyjjj}", "24060"),
        ("{expiry|yyyy-ww}", "2026-53"),
        ("{custom.Cut}", "x"),
    ],
)
def test_a_place_is_filled(text: str, said: str) -> None:
    assert flaw(text) == ""
    assert filled(text, FIELDS) == said


@pytest.mark.parametrize(
    "text",
    [
        "{password}",
        "{lot.__class__}",
        "{lot!r}",
        "{0}",
        "{",
        "lot}",
        "{lot+3d}",
        "{expiry|%Y}",
        "{expiry|hello}",
        "{expiry|..}",
        "{custom.}",
        "{expiry+3x}",
        "{{lot}}",
    ],
)
def test_a_place_that_names_no_field_is_a_flaw(text: str) -> None:
    assert flaw(text)


def test_what_a_field_says_is_never_looked_at_for_places() -> None:
    assert filled("{lot}", {"lot": "{expiry}", "expiry": "2026-01-01"}) == "{expiry}"


@pytest.mark.parametrize("said", ["tomorrow", "9999-12-31"])
def test_a_day_that_cannot_be_reckoned_is_refused(said: str) -> None:
    with pytest.raises(Refusal, match="no date"):
        filled("{expiry+1d}", {"expiry": said})


def test_a_value_may_be_a_moved_day() -> None:
    assert value("expiry-1d", FIELDS) == "2026-12-30"
    assert value("lot", FIELDS) == "L1"
    assert value("serial", FIELDS) == ""
