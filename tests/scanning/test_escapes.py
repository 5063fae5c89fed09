"""Any bytes survive the way into a line of text and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsn_desktop.scanning.escapes import escaped, unescaped


@pytest.mark.parametrize(
    ("line", "scan"),
    [
        (rb"10ABC\x1d21S", b"10ABC\x1d21S"),
        (rb"a\\b\tc\r\n", b"a\\b\tc\r\n"),
        (rb"\x1E\x04\e\0", b"\x1e\x04\x1b\\0"),
        (rb"C:\data \x1", rb"C:\data \x1"),
    ],
)
def test_a_line_means_these_bytes(line: bytes, scan: bytes) -> None:
    assert unescaped(line) == scan


@given(st.binary())
def test_escaped_bytes_come_back_and_are_printable(scan: bytes) -> None:
    line = escaped(scan)
    assert unescaped(line.encode("ascii")) == scan
    assert line.isprintable()
