"""Named fields of a statement, and nothing else."""

from __future__ import annotations

import pytest

from lsn_desktop.domain import statements

FACTS = {"item": "Milk {lot}", "lot": "L1", "expiry": ""}


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{item} of {lot}", "Milk {lot} of L1"),  # what is filled in is not filled again
        ("Keeps until {expiry}.\nIs {lot}.", "Is L1."),
        ("{0.__class__} %s {lot!r}", "{0.__class__} %s {lot!r}"),
        ("{unknown}", ""),
        ("", ""),
    ],
)
def test_a_line_with_an_empty_field_is_left_out(text: str, filled: str) -> None:
    assert statements.filled(text, FACTS) == filled


def test_what_is_no_field_is_told() -> None:
    assert statements.unknown("{lot} {secret} {0}") == ["secret"]
