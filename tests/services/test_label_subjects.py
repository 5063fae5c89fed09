from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.scanning.read import read
from lsn_desktop.services import label_subjects
from tests.dock import label
from tests.house_for_tests import BUTTER, CHIP, NAPKIN, TODAY

if TYPE_CHECKING:
    from lsn_desktop.services.label_subjects import Subject
    from tests.house_for_tests import House


@pytest.fixture
def stocked(house: House) -> House:
    receipt = house.receipt()
    for scan in (
        label(ai01=BUTTER, ai10="B2610A"),
        label(ai01=CHIP, ai10="C77", ai21="SN-1"),
        label(ai01=NAPKIN),
    ):
        house.scan(receipt, scan)
    house.post(receipt.document_id)
    return house


def scanned(house: House, text: str) -> list[Subject]:
    with house.database.transaction(house.later()) as tx:
        return label_subjects.scanned(tx, read(text.encode(), today=TODAY))[1]


def kinds(found: list[Subject]) -> list[tuple[str, str]]:
    return [(one.code, one.template) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (label(ai01=BUTTER, ai10="B2610A"), [("B2610A", "lot")]),
        ("B2610A", [("B2610A", "lot")]),
        ("SN-1", [("SN-1", "serial")]),
        ("BIN-1", [("BIN-1", "bin")]),
        ("RC-00001", [("B2610A", "lot"), ("SN-1", "serial")]),
    ],
)
def test_a_scan_says_what_gets_a_label(
    stocked: House, text: str, expected: list[tuple[str, str]]
) -> None:
    assert kinds(scanned(stocked, text)) == expected


def test_the_goods_of_a_receipt_keep_their_line(stocked: House) -> None:
    assert all(one.line_id for one in scanned(stocked, "RC-00001"))


def test_what_has_no_label_is_refused_in_words(stocked: House) -> None:
    with pytest.raises(Refusal, match=r"4006381333931 is no lot, serial or bin of ours\. Scan"):
        scanned(stocked, "4006381333931")


@pytest.mark.parametrize(
    ("typed", "first"),
    [("b26", "B2610A"), ("butter", "B2610A"), ("bin-1", "BIN-1"), ("sn", "SN-1")],
)
def test_a_few_letters_find_lots_serials_and_bins(
    stocked: House, typed: str, first: str
) -> None:
    with stocked.database.reading() as connection:
        assert label_subjects.as_typed(connection, typed)[0].code == first


def test_no_letters_find_nothing(stocked: House) -> None:
    with stocked.database.reading() as connection:
        assert label_subjects.as_typed(connection, "  ") == []
