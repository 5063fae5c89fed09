"""The symbology identifier says what was scanned, and is no part of it."""

from __future__ import annotations

import pytest

from lsn_desktop.scanning import symbology


@pytest.mark.parametrize(
    ("frame", "identifier", "rest", "meaning"),
    [
        (b"]C1011234", "]C1", b"011234", "gs1"),
        (b"]e0011234", "]e0", b"011234", "gs1"),
        (b"]e3", "]e3", b"", "gs1"),
        (b"]d2x", "]d2", b"x", "gs1"),
        (b"]d8x", "]d8", b"x", "gs1"),
        (b"]Q3x", "]Q3", b"x", "gs1"),
        (b"]J1x", "]J1", b"x", "gs1"),
        (b"]z1x", "]z1", b"x", "gs1"),
        (b"]E0x", "]E0", b"x", "ean-13"),
        (b"]E3x", "]E3", b"x", "ean-13-add-on"),
        (b"]E4x", "]E4", b"x", "ean-8"),
        (b"]I1x", "]I1", b"x", "itf"),
        (b"]X0x", "]X0", b"x", "unsaid"),
        (b"]Z0x", "]Z0", b"x", "unsaid"),
        (b"]d1x", "]d1", b"x", "text"),
        (b"]Q1x", "]Q1", b"x", "text"),
        (b"]A0x", "]A0", b"x", "text"),
        (b"]XX", None, b"]XX", "unsaid"),
        (b"]X", None, b"]X", "unsaid"),
        (b"]", None, b"]", "unsaid"),
        (b"", None, b"", "unsaid"),
        (b"x]C1", None, b"x]C1", "unsaid"),
    ],
)
def test_an_identifier_is_taken_off_and_promises_its_data(
    frame: bytes, identifier: str | None, rest: bytes, meaning: str
) -> None:
    assert symbology.taken_off(frame) == (identifier, rest)
    assert symbology.meaning(identifier) == meaning


@pytest.mark.parametrize(
    ("data", "identifier", "text"),
    [
        ("Käse".encode(), None, "Käse"),
        ("Käse".encode("latin-1"), None, "Käse"),
        (b"A\\000026B\\\\C", "]Q2", "AB\\C"),
        (b"A\\000026B\\\\C", "]Q1", "A\\000026B\\\\C"),
        (b"10A\x1d21B", "]C1", "10A\x1d21B"),
    ],
)
def test_characters_come_out_as_the_symbol_has_them(
    data: bytes, identifier: str | None, text: str
) -> None:
    assert symbology.decoded(data, identifier) == text
