"""What a decoder sends of real symbols is read as what the symbols say."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from lsn_desktop.scanning.read import read
from tests.conformance.vectors import DATA

PICTURES = json.loads((DATA / "barcode_images/manifest.json").read_text("utf-8"))["images"]


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture["file"])
def test_a_symbol_is_read_as_what_it_says(picture: dict[str, Any]) -> None:
    with Image.open(DATA / "barcode_images" / picture["file"]) as image:
        (code,) = zxingcpp.read_barcodes(image.convert("RGB"))
    sent = code.symbology_identifier.encode() + code.bytes

    reading = read(sent, today=date(2026, 11, 22))

    assert reading.symbology == code.symbology_identifier
    assert reading.text == picture["expected_txt"]
    if code.content_type == zxingcpp.ContentType.GS1:
        assert reading.read_as == "gs1"
    if code.symbology_identifier in {"]E0", "]E4"}:
        assert reading.gtin == picture["expected_txt"].zfill(14)
