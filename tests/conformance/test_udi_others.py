"""UDIs of the issuing agencies HIBCC and ICCBBA give the device, its lot, serial and dates."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lsn_desktop.scanning.hibc import check_character
from lsn_desktop.scanning.read import read
from tests.conformance.test_udi_gs1 import examples
from tests.conformance.vectors import listed_differences

TODAY = date(2026, 11, 22)
ICCBBA = [*examples("ICCBBA"), *examples("ICCBBA-blood-bag")]
HIBC_LINE = 48
"""The line of the file with the HIBC example."""


@pytest.mark.parametrize("vector", ICCBBA, ids=lambda vector: vector["hrf"])
def test_a_udi_of_isbt_128_gives_its_parts(vector: dict[str, Any]) -> None:
    reading = read(vector["hrf"].encode(), today=TODAY)

    assert (reading.read_as, reading.valid) == ("iccbba", True)
    assert reading.lot == vector.get("lot", "000000000000XYZ123" if reading.expiry else None)
    if "=/" in vector["hrf"]:
        assert reading.serial == "000025"
        assert reading.expiry == date(2014, 2, 1)
        assert reading.production == date(2013, 2, 1)


def test_a_udi_of_hibcc_gives_its_parts_once_its_check_character_is_right() -> None:
    (vector,) = examples("HIBCC")
    code = vector["hrf"][:-1]
    reading = read((code + check_character(code)).encode(), today=TODAY)

    assert (reading.read_as, reading.valid) == ("hibc", True)
    assert (reading.lot, reading.serial) == (vector["lot"], vector["serial"])
    assert (str(reading.expiry), str(reading.production)) == (
        vector["expiry"],
        vector["production"],
    )
    assert [part.value for part in reading.elements[:3]] == [
        vector["lic"],
        vector["pcn"],
        vector["uom"],
    ]


def test_the_check_character_it_was_published_with_is_wrong() -> None:
    (vector,) = examples("HIBCC")
    reading = read(f"]d1{vector['hrf']}".encode(), today=TODAY)

    assert listed_differences("udi/udi_examples.json") == {HIBC_LINE}
    assert [flaw.code for flaw in reading.grave] == ["check-digit"]
