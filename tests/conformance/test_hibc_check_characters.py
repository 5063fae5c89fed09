"""The check characters of published HIBC codes are ours, and prove a code or refuse it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from lsn_desktop.scanning.hibc import SET_43, check_character
from lsn_desktop.scanning.read import read
from tests.conformance.vectors import DATA

FILE = json.loads((DATA / "udi/hibc_check_mod43.json").read_text("utf-8"))
VECTORS = FILE["vectors"]


def test_the_characters_have_the_published_values() -> None:
    assert FILE["table"] == SET_43


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["barcode"])
def test_a_code_is_read_by_its_check_character(vector: dict[str, Any]) -> None:
    code = vector["barcode"]

    assert check_character(code[:-1]) == vector["computed"]
    unmarked = read(code.encode(), today=date(2026, 11, 22))
    assert unmarked.read_as == ("hibc" if vector["valid"] else "plain")
    marked = read(f"]C0{code}".encode(), today=date(2026, 11, 22))
    assert (marked.read_as, marked.valid) == ("hibc", vector["valid"])
