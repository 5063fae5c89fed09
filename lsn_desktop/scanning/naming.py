"""How a scan was read, in words for the person who scanned it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lsn_desktop.scanning.readings import Reading

# ISO/IEC 15424; the names are those GS1 gives its symbols.
_SYMBOLS = {
    "]C1": "GS1-128",
    "]e0": "GS1 DataBar",
    "]d2": "GS1 DataMatrix",
    "]Q3": "GS1 QR Code",
    "]J1": "GS1 DotCode",
    "]E0": "EAN-13",
    "]E4": "EAN-8",
    "]I1": "ITF-14",
    "]C0": "Code 128",
    "]A0": "Code 39",
    "]Q1": "QR Code",
    "]d1": "Data Matrix",
}
_LANGUAGES = {
    "gs1": "GS1",
    "gs1-digital-link": "GS1 Digital Link",
    "ean": "EAN/UPC",
    "hibc": "HIBC",
    "iccbba": "ISBT 128",
    "mh10": "ISO/IEC 15434",
    "carrier": "carrier",
    "plain": "text",
}


def read_as(reading: Reading) -> str:
    """The symbol (else the language it was read in) and what it held: ``GS1-128 (01)(17)``.

    Behind it the proof, where separators did not come as they should.
    """
    proof = f" \u00b7 {reading.proof}" if reading.proof else ""
    if reading.read_as == "taught":
        parts = ", ".join(element.title.lower() for element in reading.elements)
        return f"taught rule: {parts}{proof}"
    language = _LANGUAGES.get(reading.read_as, reading.read_as)
    symbol = _SYMBOLS.get(reading.symbology or "", "")
    ids = "".join(f"({element.id})" for element in reading.elements)
    return f"{symbol or language} {ids}".strip() + proof
