"""The company's own sheets: kept by name, changed with a trail; jobs keep theirs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from lsn_desktop.domain.messages import Message
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.labels import label_jobs, labelling, own_sheets, sheets_begun
from lsn_desktop.services.labels.labelling import OrderLabels, Wanted
from tests.dock import delivered, label
from tests.house_for_tests import MILK

if TYPE_CHECKING:
    from tests.house_for_tests import House


def keep(
    house: House, name: str, words: str, was: str = "", **changed: tuple[str, str]
) -> None:
    house.database.run(house.later(), lambda tx: own_sheets.keep(tx, name, words, was, changed))


def own(house: House) -> dict[str, str]:
    with house.database.reading() as connection:
        return own_sheets.own(connection)


def told(house: House) -> list[str]:
    with house.database.reading() as connection:
        rows = connection.execute(
            text("SELECT words, params FROM audit_entry WHERE words LIKE '%label sheet%'"
                 " OR words LIKE 'Label sheet%' ORDER BY id")
        )  # fmt: skip
        return [str(Message(words, json.loads(params))) for words, params in rows]


def job_on(house: House, sheet: str) -> int:
    _, lsn_id = delivered(house, label(ai01=MILK, ai17="261231", ai10="L1"))
    order = OrderLabels(
        house.uid(), "lot", "1", "d", [Wanted(lsn_id, copies=3)], sheet=sheet, sheet_labels=8
    )
    job = house.database.run(house.later(), lambda tx: labelling.order_labels(tx, order))
    house.database.run(house.later(), lambda tx: labelling.keep_drawn(tx, job, b"%PDF"))
    return job


def test_a_sheet_is_kept_changed_and_dropped_by_name(house: House) -> None:
    keep(house, "Chilled", "two by four")
    keep(house, "Bins", "one by six")
    assert list(own(house).items()) == [("Bins", "one by six"), ("Chilled", "two by four")]

    keep(house, "Cold", "two by five", "Chilled", rows=("4", "5"))
    assert own(house) == {"Bins": "one by six", "Cold": "two by five"}

    house.database.run(house.later(), lambda tx: own_sheets.drop(tx, "Bins"))
    assert own(house) == {"Cold": "two by five"}


@pytest.mark.parametrize("name", ["", "x" * 61, "a\nb", "CHILLED"])
def test_a_name_that_cannot_be_is_refused(house: House, name: str) -> None:
    keep(house, "Chilled", "two by four")

    with pytest.raises(Refusal):
        keep(house, name, "other")
    assert own(house) == {"Chilled": "two by four"}


def test_what_somebody_else_removed_is_neither_changed_nor_removed(house: House) -> None:
    with pytest.raises(Refusal, match="has no sheet Chilled"):
        keep(house, "Cold", "other", "Chilled")
    with pytest.raises(Refusal, match="has no sheet Chilled"):
        house.database.run(house.later(), lambda tx: own_sheets.drop(tx, "Chilled"))


def test_where_a_begun_sheet_goes_on_follows_a_change_and_back(house: House) -> None:
    keep(house, "Chilled", "old")
    for sheet in ("old", "new"):
        job = job_on(house, sheet)
        house.database.run(house.later(), lambda tx, job=job: label_jobs.saved(tx, job, "f"))  # type: ignore[misc]

    keep(house, "Chilled", "new", "Chilled")
    keep(house, "Chilled", "old", "Chilled")

    with house.database.reading() as connection:
        begun = sheets_begun.places(connection, house.by.workstation_id)
    assert begun == {"old": 4}


def test_the_jobs_that_wait_on_a_sheet_are_known(house: House) -> None:
    job = job_on(house, "old")
    with house.database.reading() as connection:
        assert [one.id for one in own_sheets.waiting(connection, "old")] == [job]
        assert own_sheets.waiting(connection, "new") == []


def test_every_change_is_in_the_audit_trail(house: House) -> None:
    keep(house, "Chilled", "two by four")
    keep(house, "Cold", "two by five", "Chilled", rows=("4", "5"))
    house.database.run(house.later(), lambda tx: own_sheets.drop(tx, "Cold"))

    assert told(house) == [
        "New label sheet Chilled",
        "rows of label sheet Chilled: 4 > 5",
        "Label sheet Cold is removed",
    ]
