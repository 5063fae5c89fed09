"""Scans as lines of printable text, with C escapes: how files and screens show bytes."""

from __future__ import annotations

import re

_ESCAPE = re.compile(rb"\\(?:x([0-9A-Fa-f]{2})|([abefnrtv\\]))")
_ESCAPED = dict(zip(b"abefnrtv\\", b"\a\b\x1b\f\n\r\t\v\\", strict=True))
_ESCAPES = {byte: f"\\x{byte:02x}" for byte in (*range(0x20), *range(0x7F, 0x100))}
_ESCAPES[ord("\\")] = r"\\"


def unescaped(line: bytes) -> bytes:
    r"""The bytes a line with C escapes means; other reverse solidi stand for themselves."""
    return _ESCAPE.sub(
        lambda found: bytes([int(found[1], 16) if found[1] else _ESCAPED[found[2][0]]]), line
    )


def escaped(scan: bytes) -> str:
    """Bytes with C escapes, so that any scan is one line of printable ASCII."""
    return scan.decode("latin-1").translate(_ESCAPES)
