"""Another code of a lot or serial, of whatever type, finds it wherever one scans."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.scanning.read import read
from lsn_desktop.services.certificates import certificate_drafts
from lsn_desktop.services.codes import finding, naming
from lsn_desktop.services.labels import label_subjects
from tests.dock import arrive, delivered, label
from tests.house_for_tests import MILK, PUMP, TODAY

if TYPE_CHECKING:
    from tests.house_for_tests import House

CODES = [
    ("supplier lot", "NW-2611/7"),
    ("asset tag", "asset 0001"),
    ("IMEI", "490154203237518"),
    ("MAC", "00:1B:44:11:3A:B7"),
    ("UDI", "+A123BJC5D6E71G"),
    ("GS1 text", "(01)09521234543213(10)ZZ"),
    ("looks like an EAN", "4006381333931"),
    ("looks like a tracking number", "1Z999AA10123456784"),
    ("a web address", "https://id.example.com/p/7?x=1"),
    ("not ASCII", "Größe-7"),
]


def named(house: House, kind: str, code: str, goods: str) -> int:
    """A lot or serial that was received, with another code."""
    _receipt, lsn_id = delivered(house, goods)
    with house.database.transaction(house.later()) as tx:
        naming.add_alias(tx, lsn_id, kind, code)
    return lsn_id


@pytest.mark.parametrize(("kind", "code"), CODES)
@pytest.mark.parametrize("before", ["", "]C0", "]Q1"])
def test_a_lots_other_code_is_received_found_certified_and_labelled(
    house: House, kind: str, code: str, before: str
) -> None:
    lot = named(house, kind, code, label(ai01=MILK, ai17="270131", ai10="L9"))
    reading = read(f"{before}{code}".encode(), today=TODAY)

    with house.database.transaction(house.later()) as tx:
        assert [one.subject for one in finding.scanned(tx, reading)[1]] == [lot]
        assert certificate_drafts.scanned(tx, reading)[1] == [lot]
        assert [one.lsn_id for one in label_subjects.scanned(tx, reading)[1]] == [lot]
    outcome = arrive(house, house.receipt(), f"{before}{code}")
    assert (outcome.kind, outcome.line.lsn_id, outcome.line.lot) == ("ok", lot, "L9")


@pytest.mark.parametrize(("kind", "code"), CODES)
def test_a_serials_other_code_is_recognised_as_that_piece(
    house: House, kind: str, code: str
) -> None:
    pump = named(house, kind, code, label(ai01=PUMP, ai21="P1"))
    reading = read(code.encode(), today=TODAY)

    with house.database.transaction(house.later()) as tx:
        assert [one.subject for one in finding.scanned(tx, reading)[1]] == [pump]
        assert certificate_drafts.scanned(tx, reading)[1] == [pump]
    here = arrive(house, house.receipt(), code)
    assert str(here.words) == "Serial P1 of Infusion pump is already in DOCK-1."


def test_two_things_with_one_other_code_are_a_choice(house: House) -> None:
    first = named(house, "supplier lot", "S-7", label(ai01=MILK, ai17="270131", ai10="L9"))
    second = named(house, "supplier lot", "S-7", label(ai01=PUMP, ai21="P1"))
    reading = read(b"S-7", today=TODAY)

    with house.database.transaction(house.later()) as tx:
        found = {one.subject for one in finding.scanned(tx, reading)[1]}
    assert found == {first, second}
    asked = arrive(house, house.receipt(), "S-7")
    assert asked.kind == "question"


def test_a_code_that_was_taken_away_is_nothing_again(house: House) -> None:
    lot = named(house, "asset tag", "TAG-7", label(ai01=MILK, ai17="270131", ai10="L9"))
    with house.database.transaction(house.later()) as tx:
        naming.drop_alias(tx, lot, "TAG-7")

    with (
        house.database.transaction(house.later()) as tx,
        pytest.raises(Refusal, match="nothing we know"),
    ):
        finding.scanned(tx, read(b"TAG-7", today=TODAY))


@pytest.mark.parametrize("text", ["LSN-DO-UNDO", "lsn-do-dance", "LSN-BADGE-00FF"])
def test_a_command_is_no_goods_even_where_a_lot_is_called_so(house: House, text: str) -> None:
    named(house, "asset tag", text, label(ai01=MILK, ai17="270131", ai10="L9"))
    outcome = arrive(house, house.receipt(), text)

    words = f"{text} names no goods: it is a command or a badge."
    assert (outcome.kind, str(outcome.words)) == ("refused", words)


def test_a_quantity_by_command_counts_the_next_label(house: House) -> None:
    heard = arrive(house, house.receipt(), "LSN-DO-QUANTITY-12")
    assert str(heard.words) == "Next scan counts 12"
