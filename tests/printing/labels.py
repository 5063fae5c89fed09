"""Labels to draw in tests, and other people's eyes to read them with."""

from __future__ import annotations

import subprocess
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from printing.pages import opened

if TYPE_CHECKING:
    from pathlib import Path

GTIN = "09521234543213"
MILK = {
    "item": "Whole milk 1 L",
    "sku": "MILK-1L",
    "lot": "L2611A",
    "gtin": GTIN,
    "expiry": "2026-12-19",
    "quantity": "12",
    "unit": "units",
}
PUMP = {
    "item": "Infusion pump IP-200",
    "lot": "L2611A",
    "serial": "SN-0004711",
    "gtin": GTIN,
    "expiry": "2028-05-31",
}
DOCK = {"location": "DOCK-1", "company": "Northwind Foods"}
PALLET = {
    **MILK,
    "sscc": "095212340000000013",
    "company": "Northwind Foods",
    "count": "12",
    "ship_to": "Corner Shop, Market Street 1, Springfield",
    "order": "SO-2001",
    "carrier": "Northern Freight",
}
LABELS = {"lot": MILK, "serial": PUMP, "bin": DOCK, "logistics": PALLET}

HOSTILE = (
    "<b>x</b>",
    '<img src="file:///etc/passwd"/>',
    "^XZ^XA~JA",
    "W" * 300,
    "שלום עולם",
    "مرحبا",
    "漢字 \U0001f4a9",
    "a\u202eb\x1dc\nd",
    "{lot} {0.__class__} %s",
    "Å" * 40 + "Ẫ" * 40,
)


def text_of(pdf: bytes, page: int = 0) -> str:
    """The text a reader of the PDF can select."""
    with opened(pdf) as document:
        text: str = document[page].get_textpage().get_text_range()
    return text.replace("\r\n", "\n")


def pages_of(pdf: bytes) -> int:
    with opened(pdf) as document:
        return len(document)


def picture_of(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("L")


def zbar(file: Path) -> set[bytes]:
    """What zbarimg reads: Code 128 and QR Codes; it drops the FNC1 in front."""
    done = subprocess.run(
        ["zbarimg", "--raw", "-q", "--nodbus", "-Sbinary=0", str(file)],
        capture_output=True,
        check=False,
        timeout=30,
    )
    return set(done.stdout.splitlines())


def dmtx(file: Path) -> bytes:
    """What dmtxread reads: one DataMatrix; ``-G 29`` shows FNC1 as GS."""
    done = subprocess.run(
        ["dmtxread", "-N1", "-m3000", "-G29", str(file)],
        capture_output=True,
        check=False,
        timeout=30,
    )
    return done.stdout
