"""Kinds of certificates that suppliers send, and how a kind is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

KINDS = (
    "certificate of analysis",
    "certificate of compliance",
    "mill test report",
    "safety data sheet",
    "calibration certificate",
    "quality system certificate",
    "organic certificate",
    "halal certificate",
    "kosher certificate",
)
"""Kinds that are offered; a rule may ask for any other by its own words."""

_SHORT = {
    "coa": "certificate of analysis",
    "coc": "certificate of compliance",
    "certificate of conformity": "certificate of compliance",
    "certificate of conformance": "certificate of compliance",
    "mtr": "mill test report",
    "mill certificate": "mill test report",
    "sds": "safety data sheet",
    "msds": "safety data sheet",
    "calibration": "calibration certificate",
    "iso 9001": "quality system certificate",
    "organic": "organic certificate",
    "halal": "halal certificate",
    "kosher": "kosher certificate",
}


def written(kind: str) -> str:
    """A kind as it is compared: ``CoA`` is a certificate of analysis."""
    words = " ".join(kind.split()).lower()
    return _SHORT.get(words, words)


def is_certificate(kind: str, asked: AbstractSet[str] = frozenset()) -> bool:
    """Whether a file of this kind is a certificate: one we know, or one a rule asks for."""
    return written(kind) in KINDS or written(kind) in asked
