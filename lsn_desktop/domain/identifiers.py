"""Codes and names as they are compared."""

from __future__ import annotations

import unicodedata


def code_key(text: str) -> str:
    """A code folded for search and for Caps Lock: NFKC, upper case, no blanks around it.

    Codes themselves are stored as scanned and compared byte by byte; the fold only finds.
    """
    return unicodedata.normalize("NFKC", text).strip().upper()


def uid7(at: int, entropy: bytes) -> str:
    """A UUID version 7 as 32 hex characters (RFC 9562, 5.7).

    Args:
        at: microseconds since 1970, UTC.
        entropy: ten random bytes.
    """
    value = (at // 1000) << 80 | int.from_bytes(entropy[:10], "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return f"{value & (1 << 128) - 1:032x}"
