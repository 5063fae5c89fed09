"""Labels to draw in tests, and other people's eyes to read them with."""

from __future__ import annotations

import subprocess
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from printing.pages import opened

if TYPE_CHECKING:
    from pathlib import Path

    from printing.labels.label_elements import LabelTemplate

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
HELD = {
    **MILK,
    "lsn": "L2611A",
    "hold_reason": "Damaged",
    "hold_note": "Torn film on the lower layer",
    "held_on": "2026-11-26",
    "held_by": "Ann Miller",
    "held_part": "12 pcs at DOCK-1",
    "received": "2026-11-20",
    "today": "2026-11-27",
}
CHEESE = {**MILK, "best_before": "2027-03-01", "expiry": "", "today": "2026-11-27"}
LABELS = {
    **dict.fromkeys(("lot", "lot-4x6", "lot-4x2", "lot-2x1", "lot-1x1"), MILK),
    **dict.fromkeys(("lot-l7160", "lot-l7163", "item", "item-2x1", "carton-4x6"), MILK),
    **dict.fromkeys(("retail-2x1", "link-50x50"), MILK),
    **dict.fromkeys(("serial", "serial-1x1", "serial-2x1", "serial-100x50"), PUMP),
    **dict.fromkeys(("serial-5160", "udi", "udi-4x2"), PUMP),
    **dict.fromkeys(("bin", "bin-2x1", "bin-4x6"), DOCK),
    **dict.fromkeys(("hold", "hold-4x6", "received-4x2", "sample-2x1"), HELD),
    **dict.fromkeys(("best-before", "food-2x1"), CHEESE),
    **dict.fromkeys(("logistics", "sscc-4x6"), PALLET),
}

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


TEXT_FIELDS = ("item", "sku", "quantity", "unit", "company", "vendor")


def only_words(template: LabelTemplate) -> list[str]:
    """Fields that a label shows in words alone: nothing else on it depends on them."""
    depend = {*template.needs, *(rule.condition.when for rule in template.rules)}
    depend |= {place.field for place in template.symbols}
    return [name for name in TEXT_FIELDS if name not in depend]


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
