"""Rules go to a file and come back, all of them or none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.codes import rule_files, teaching
from tests.lessons import kept, milk, taught

if TYPE_CHECKING:
    from tests.house_for_tests import House


def test_rules_go_to_a_file_and_come_back(house: House) -> None:
    first = taught(house, milk())
    taught(house, milk("MMDDYY"), None, name="American")
    with house.database.transaction(house.later()) as tx:
        teaching.switch(tx, first, active=False)
    with house.database.reading() as connection:
        text = rule_files.lines(connection)
    before = kept(house)
    for row in before:
        with house.database.transaction(house.later()) as tx:
            teaching.drop(tx, row.id)

    with house.database.transaction(house.later()) as tx:
        told = rule_files.take_in(tx, text + "\n")
    with house.database.transaction(house.later()) as tx:
        again = rule_files.take_in(tx, text)

    assert (told, again) == ((2, 0), (0, 2))
    facts = [[(r.uid, r.name, r.vendor, r.parts, r.active) for r in rows] for rows in
             (before, kept(house))]  # fmt: skip
    assert facts[0] == facts[1]
    assert [json.loads(line)["vendor"] for line in text.splitlines()] == ["NORTH", None]


@pytest.mark.parametrize(
    ("change", "fact"),
    [
        ({"vendor": "NOBODY"}, "Line 1 is a rule for the supplier NOBODY, who is not here."),
        ({"item": "NOTHING"}, "Line 1 is a rule for the item NOTHING, which is not here."),
        ({"parts": []}, "Line 1 is no rule that can be used: []"),
        ({"vendor": "NOR\x00TH"}, "Line 1 is no rule that can be used"),
        ({"name": ["x"]}, "Line 1 is no rule that can be used"),
        ({"uid": "\x00" * 32}, "Line 1 is no rule that can be used"),
        ({"uid": 7}, "Line 1 is no rule that can be used: 7"),
        ({"parts": [{"name": "lot", "text": "A"}]}, "would read every code"),
    ],
)
def test_a_file_with_a_rule_that_cannot_be_used_is_taken_in_not_at_all(
    house: House, change: dict[str, object], fact: str
) -> None:
    taught(house, milk())
    with house.database.reading() as connection:
        row = json.loads(rule_files.lines(connection))

    for text in (json.dumps({**row, **change}), "nonsense" if "uid" in change else "[]"):
        with (
            pytest.raises(Refusal) as refused,
            house.database.transaction(house.later()) as tx,
        ):
            rule_files.take_in(tx, text)
        assert fact in str(refused.value) or text in str(refused.value)
