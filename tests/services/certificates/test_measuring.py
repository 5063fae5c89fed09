"""A result is kept for good, judged exactly, and stops the lot when it is out of limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy.exc import DBAPIError

from lsn_desktop.domain.outcomes import OutcomeKind
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.certificates import measuring, pasting_results, specifying
from lsn_desktop.services.certificates.measuring import EnterResult
from lsn_desktop.services.certificates.specifying import WantedTest
from lsn_desktop.services.lots import holding
from lsn_desktop.services.office import signing
from lsn_desktop.storage import ledger, lot_tests, lsns
from lsn_desktop.storage.tables.certifying import test_result
from tests.dock import audit, delivered, findings, label
from tests.house_for_tests import CHIP, MILK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.domain.outcomes import Outcome
    from tests.house_for_tests import House

FAT = WantedTest("Fat", "ISO 1211", "%", "3.0", "4.0")
SALMONELLA = WantedTest("Salmonella", expected="Not detected in 25 g")


def milk(house: House) -> int:
    _, lot = delivered(house, label(ai01=MILK, ai17="261231", ai37="24", ai10="L1"))
    return lot


def specify(house: House, lot: int, wanted: WantedTest = FAT) -> int:
    with house.database.transaction(house.later()) as tx:
        item_id = lsns.by_id(tx.connection, lot).item_id
        return specifying.add(tx, item_id, wanted)


def enter(house: House, lot: int, test: int, value: str, **more: Any) -> Outcome:
    order = EnterResult(more.pop("uid", "") or house.uid(), lot, test, value, **more)
    return house.database.run(house.later(), lambda tx: measuring.enter(tx, order))


def results(house: House, lot: int) -> Sequence[lot_tests.Result]:
    with house.database.reading() as connection:
        return lot_tests.results(connection, lot)


def open_holds(house: House, lot: int) -> list[str]:
    with house.database.reading() as connection:
        found = ledger.holds(connection, lot)
    return [f"{each.reason}: {each.note}" for each in found if each.released_at is None]


def test_a_result_is_kept_with_the_limits_it_was_judged_by(house: House) -> None:
    lot = milk(house)
    fat = specify(house, lot)
    told = enter(house, lot, fat, "3.50", laboratory="Eurolab")
    with house.database.transaction(house.later()) as tx:
        specifying.change(tx, fat, replace(FAT, low="3.6"))

    assert told.kind is OutcomeKind.OK
    assert str(told.words) == "L1: Fat is 3.50 %, within 3.0 – 4.0 %"
    [kept] = results(house, lot)
    assert (kept.value, kept.limits.low, kept.passed, kept.laboratory) == (
        *("3.50", "3.0", True, "Eurolab"),
    )
    assert open_holds(house, lot) == []
    assert findings(house) == []


def test_a_result_out_of_its_limits_stops_the_lot_at_once(house: House) -> None:
    lot = milk(house)
    told = enter(house, lot, specify(house, lot), "4.2")

    assert told.kind is OutcomeKind.ATTENTION
    assert open_holds(house, lot) == ["test result: Fat is 4.2 %, out of 3.0 – 4.0 %"]
    assert "Held L1: test result" in audit(house, lot)
    assert findings(house) == []


def test_a_lots_result_stops_its_serials_too(house: House) -> None:
    _, serial = delivered(house, label(ai01=CHIP, ai10="C1", ai21="S1"))
    with house.database.reading() as connection:
        lot = lsns.by_id(connection, serial).lot_id or 0
    enter(house, lot, specify(house, lot), "9")

    assert len(open_holds(house, serial)) == 1
    with house.database.reading() as connection:
        [tested] = measuring.tested(connection, serial)
    assert tested.state == "failed"


def test_a_correction_keeps_both_and_releases_nothing(house: House) -> None:
    lot = milk(house)
    fat = specify(house, lot)
    enter(house, lot, fat, "35")
    with pytest.raises(Refusal, match="L1 has 35 for Fat already"):
        enter(house, lot, fat, "3.5")
    told = enter(house, lot, fat, "3.5", note="decimal point forgotten")

    assert told.kind is OutcomeKind.ATTENTION
    assert str(told.remedy).startswith("It stays on hold")
    assert [(row.value, row.turn, row.standing) for row in results(house, lot)] == [
        ("3.5", 2, True),
        ("35", 1, False),
    ]
    assert len(open_holds(house, lot)) == 1


def test_the_same_result_twice_is_one(house: House) -> None:
    lot = milk(house)
    fat, uid = specify(house, lot), house.uid()
    first = enter(house, lot, fat, "4.2", uid=uid)
    again = enter(house, lot, fat, "4.2", uid=uid)

    assert str(first.words) == str(again.words)
    assert len(results(house, lot)) == len(open_holds(house, lot)) == 1


def test_what_a_test_stopped_is_released_by_an_owner_or_a_supervisor_only(
    house: House,
) -> None:
    lot = milk(house)
    enter(house, lot, specify(house, lot), "4.2")
    with house.database.transaction(house.later()) as tx:
        worker = signing.add_user(tx, "Piet", "7391")
    with (
        pytest.raises(Refusal, match="not everybody may release it"),
        house.database.transaction(replace(house.later(), user_id=worker)) as tx,
    ):
        holding.release(tx, lot, "looks fine")
    assert len(open_holds(house, lot)) == 1
    with house.database.transaction(house.later()) as tx:
        holding.release(tx, lot, "retested by Eurolab")
    assert open_holds(house, lot) == []


def test_below_detection_is_a_value(house: House) -> None:
    lot = milk(house)
    lead = specify(house, lot, WantedTest("Lead", unit="mg/kg", high="0.02"))

    assert enter(house, lot, lead, "<0.01").kind is OutcomeKind.OK
    assert enter(house, lot, lead, "<0.1", note="other method").kind is OutcomeKind.ATTENTION


@pytest.mark.parametrize(
    ("value", "more", "words"),
    [
        ("many", {}, "not a number"),
        ("", {}, "has no value"),
        ("3.5", {"tested_on": date(2026, 11, 23)}, "which is to come"),
    ],
)
def test_what_cannot_be_a_result_is_refused(
    house: House, value: str, more: dict[str, str], words: str
) -> None:
    lot = milk(house)
    with pytest.raises(Refusal, match=words):
        enter(house, lot, specify(house, lot), value, **more)
    assert results(house, lot) == []


def test_a_result_of_another_items_test_is_refused(house: House) -> None:
    lot = milk(house)
    _, other = delivered(house, label(ai01=CHIP, ai10="C1", ai21="S1"))
    with pytest.raises(Refusal, match="is not tested for Fat"):
        enter(house, other, specify(house, lot), "3.5")


def test_the_database_lets_nobody_change_a_result(house: House) -> None:
    lot = milk(house)
    enter(house, lot, specify(house, lot), "4.2")
    with (
        pytest.raises(DBAPIError, match="corrected by another"),
        house.database.transaction(house.later()) as tx,
    ):
        tx.connection.execute(test_result.update().values(passed=True))


def test_what_a_certificate_of_analysis_lacks_is_told_test_by_test(house: House) -> None:
    lot = milk(house)
    specify(house, lot)
    salmonella = specify(house, lot, SALMONELLA)
    specify(house, lot, WantedTest("Colour", required=False))
    enter(house, lot, salmonella, "detected")

    with house.database.reading() as connection:
        rows = measuring.tested(connection, lot)
    assert [row.state for row in rows] == ["missing", "failed", "missing"]
    assert measuring.lacking(rows) == [
        "Fat: no result",
        "Salmonella: detected, out of Not detected in 25 g",
    ]


def paste(house: House, lot: int, text: str) -> Outcome:
    return house.database.run(house.later(), lambda tx: pasting_results.paste(tx, lot, text))


def test_pasted_rows_are_all_taken_and_one_out_of_limits_stops_the_lot(house: House) -> None:
    lot = milk(house)
    specify(house, lot)
    specify(house, lot, WantedTest("Lead", high="0.02"))
    told = paste(house, lot, "fat\t3,5\t2026-11-20\tEurolab\n\nLead;0.03\n")

    assert str(told.words) == "2 results are kept. L1: Lead is 0.03, out of max. 0.02"
    assert {
        (row.name, row.value, row.tested_on, row.source) for row in results(house, lot)
    } == {
        ("Fat", "3,5", date(2026, 11, 20), "pasted"),
        ("Lead", "0.03", None, "pasted"),
    }
    assert len(open_holds(house, lot)) == 1


def test_of_pasted_rows_with_a_bad_one_none_is_taken(house: House) -> None:
    lot = milk(house)
    specify(house, lot)
    with pytest.raises(Refusal, match=r"2 of 3 rows cannot be taken; none was\. 2: It is not"):
        paste(house, lot, "Fat\t9\nSalt\t1\nFat\t3\t13/14/2026")
    assert results(house, lot) == []
    assert open_holds(house, lot) == []
