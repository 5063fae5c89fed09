"""UDIs of the issuing agency GS1 give the device, its lot, serial and dates."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from lsn_desktop.scanning.read import read_brackets
from tests.conformance.vectors import DATA


def examples(agency: str) -> list[dict[str, Any]]:
    found = json.loads((DATA / "udi/udi_examples.json").read_text("utf-8"))["vectors"]
    return [vector for vector in found if vector["agency"] == agency]


@pytest.mark.parametrize("vector", examples("GS1"), ids=lambda vector: vector["hrf"])
def test_a_udi_gives_its_parts(vector: dict[str, Any]) -> None:
    reading = read_brackets(vector["hrf"].encode(), today=date(2026, 11, 22))

    assert reading.valid
    days = {"expiry": reading.expiry, "production": reading.production}
    texts = {"di": reading.gtin, "lot": reading.lot, "serial": reading.serial}
    assert texts == {name: vector.get(name) for name in texts}
    assert {name: day and day.isoformat() for name, day in days.items()} == {
        name: vector.get(name) for name in days
    }


@pytest.mark.parametrize("vector", examples("negative"), ids=lambda vector: vector["hrf"])
def test_a_device_identifier_that_does_not_check_is_refused(vector: dict[str, Any]) -> None:
    reading = read_brackets(vector["hrf"].encode(), today=date(2026, 11, 22))

    assert [flaw.code for flaw in reading.grave] == ["check-digit"]
    assert reading.gtin is None
