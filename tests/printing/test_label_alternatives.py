"""Where a label cannot be printed, those are offered that say the same and break no rule."""

from __future__ import annotations

import pytest

from printing.labels import label_check, label_templates
from printing.labels.label_alternatives import alternatives
from tests.printing.labels import MILK

LONG = MILK | {"lot": "ABCDEFGHIJKLMNOPQRST"}


@pytest.mark.parametrize("name", ["serial", "lot", "logistics"])
@pytest.mark.parametrize("fields", [MILK, LONG])
def test_what_is_offered_says_as_much_and_prints(name: str, fields: dict[str, str]) -> None:
    offered = alternatives(label_templates.load(name), fields, 203)

    assert len(offered) <= 2
    for template in offered:
        assert template.name != name
        (symbol, *_) = label_check.check(template, fields)
        assert fields["lot"].encode() in symbol.sent
        assert b"01" + fields["gtin"].encode() in symbol.sent


def test_nothing_is_offered_that_lacks_a_field() -> None:
    bare = {"location": "DOCK-1"}

    offered = alternatives(label_templates.load("bin"), bare, 203)

    assert all(template.needs == ("location",) for template in offered)
