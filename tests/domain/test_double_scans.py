"""A second scan of a label is recognised or counted, and a stutter costs no carton."""

from __future__ import annotations

import pytest

from lsn_desktop.domain.double_scans import RULES, Again, Mode, Twice, sent_twice


def test_every_mode_has_a_rule_and_no_serial_counts_twice() -> None:
    assert set(RULES) == set(Mode)
    assert {rule.serial for rule in RULES.values()} == {Again.RECOGNISED}
    assert RULES[Mode.RECEIVE].lot is Again.COUNTED


@pytest.mark.parametrize(
    ("apart", "asks_within", "wanted"),
    [
        (None, 0, Twice.COUNTED),
        (None, 5, Twice.COUNTED),
        (0.02, 0, Twice.SAID),
        (0.15, 0, Twice.SAID),
        (0.16, 0, Twice.COUNTED),
        (0.02, 1, Twice.ASKED),
        (1.0, 1, Twice.ASKED),
        (1.1, 1, Twice.COUNTED),
        (0.02, 0.01, Twice.SAID),
    ],
)
def test_the_same_label_at_once_is_counted_said_or_asked(
    apart: float | None, asks_within: float, wanted: Twice
) -> None:
    assert sent_twice(apart, asks_within) is wanted
