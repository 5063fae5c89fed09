"""What a decoder sends of real symbols is read as what the symbols say."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from lsn_desktop.devices.pictures import codes_in
from lsn_desktop.scanning.read import read
from tests.conformance.vectors import DATA

GS1_SYMBOLS = {"]C1", "]d2", "]d8", "]e0", "]Q3", "]z1"}
PICTURES = json.loads((DATA / "barcode_images/manifest.json").read_text("utf-8"))["images"]


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture["file"])
def test_a_symbol_is_read_as_what_it_says(picture: dict[str, Any]) -> None:
    (sent,) = codes_in(DATA / "barcode_images" / picture["file"])

    reading = read(sent, today=date(2026, 11, 22))

    said = picture["expected_meta"] or {}
    assert reading.text == picture["expected_txt"]
    assert reading.symbology == said.get("symbologyIdentifier", reading.symbology)
    if said.get("contentType") == "GS1" or reading.symbology in GS1_SYMBOLS:
        assert reading.read_as == "gs1"
    if reading.symbology in {"]E0", "]E4"}:
        assert reading.gtin == picture["expected_txt"].zfill(14)
