"""What is checked inside the components of a GS1 element, by the names of the AI table.

Each check is given one component whose length and character set are already right, and
returns the code of what is wrong, or None. What reads as a date or a place is checked where
its form is made (:mod:`lsn_desktop.scanning.forms`).

Source: GS1 Barcode Syntax Dictionary (names and meaning), GS1 General Specifications,
section 3; the code lists are in ``resources/code_lists.txt``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import resources
from lsn_desktop.scanning import check_digits
from lsn_desktop.scanning.coupons import couponcode, couponposoffer

if TYPE_CHECKING:
    from lsn_desktop.scanning.codes import Code

Linter = Callable[[str], "Code | None"]


def _code_lists() -> dict[str, frozenset[str]]:
    text = resources.path("code_lists.txt").read_text("utf-8")
    sections = re.split(r"^\[(.+)\]\n#.*\n", text, flags=re.MULTILINE)[1:]
    return {
        name: frozenset(codes.split())
        for name, codes in zip(sections[::2], sections[1::2], strict=True)
    }


_LISTS = _code_lists()
_PAIR = set(check_digits.SET_32)
_LEAST_PREFIX = re.compile(r"[0-9]{4}")
_LEAST_IBAN = 11
_MOST_FILLING = 2
_IBAN = re.compile(r"[A-Z]{2}[0-9A-Z]+")
_IN_SEQUENCE = re.compile(r"([1-9][0-9]*)/([1-9][0-9]*)")
_PERCENT = re.compile(r"(?:[^%]|%[0-9A-Fa-f]{2})*")


def _listed(name: str, *more: str) -> Linter:
    codes = _LISTS[name].union(more)

    def linter(text: str) -> Code | None:
        return None if text in codes else "code-list"

    return linter


def _one_of(values: str) -> Linter:
    def linter(text: str) -> Code | None:
        return None if text in values else "code-list"

    return linter


def csum(text: str) -> Code | None:
    """The last digit is the check digit of the others."""
    return None if check_digits.mod10_holds(text) else "check-digit"


def csumalpha(text: str) -> Code | None:
    """The last two characters are the check pair of the others."""
    if len(text) < 2:  # noqa: PLR2004 - the pair itself
        return "length"
    if not set(text[-2:]) <= _PAIR:
        return "character"
    return None if check_digits.check_pair(text[:-2]) == text[-2:] else "check-digit"


def gcppos1(text: str) -> Code | None:
    """A GS1 Company Prefix begins here: four digits at least."""
    return None if _LEAST_PREFIX.match(text) else "format"


def gcppos2(text: str) -> Code | None:
    """A GS1 Company Prefix begins at the second place, after the indicator digit."""
    return None if _LEAST_PREFIX.match(text, 1) else "format"


def hasnondigit(text: str) -> Code | None:
    """Not digits alone."""
    return "format" if text.isdecimal() else None


def hyphen(text: str) -> Code | None:
    """Hyphens only."""
    return None if not text.strip("-") else "format"


def iban(text: str) -> Code | None:
    """An international bank account number: country, check digits, account."""
    if len(text) < _LEAST_IBAN:
        return "length"
    if not _IBAN.fullmatch(text):
        return "character"
    if text[:2] not in _LISTS["country-letters"]:
        return "code-list"
    return None if check_digits.mod97_holds(text) else "check-digit"


def importeridx(text: str) -> Code | None:
    """An importer index: letter, digit, hyphen or underscore (EU 2018/574)."""
    return None if re.fullmatch(r"[-0-9A-Z_a-z]", text) else "character"


def nonzero(text: str) -> Code | None:
    """Not zero."""
    return None if text.strip("0") else "format"


def nozeroprefix(text: str) -> Code | None:
    """No leading zero."""
    return "format" if text.startswith("0") else None


def zero(text: str) -> Code | None:
    """Zero, kept for later use."""
    return "format" if text.strip("0") else None


def pcenc(text: str) -> Code | None:
    """Each percent sign is followed by two hexadecimal digits."""
    return None if _PERCENT.fullmatch(text) else "format"


def pieceoftotal(text: str) -> Code | None:
    """Piece and total in equal halves, neither zero, the piece not above the total."""
    half = len(text) // 2
    return None if 0 < int(text[:half]) <= int(text[half:]) else "format"


def posinseqslash(text: str) -> Code | None:
    """Position and end as ``2/3``, without leading zeros."""
    found = _IN_SEQUENCE.fullmatch(text)
    return None if found and int(found[1]) <= int(found[2]) else "format"


def cset64(text: str) -> Code | None:
    """Base64url; equals signs, one or two, fill it up to a multiple of three or are absent."""
    unfilled = text.rstrip("=")
    filling = len(text) - len(unfilled)
    if "=" in unfilled:
        return "character"
    return "format" if filling > _MOST_FILLING or (filling and len(text) % 3) else None


OF_KIND: dict[str, Linter] = {"Z": cset64}
"""What every component of a kind is checked for beyond its characters."""

LINTERS: dict[str, Linter] = {
    "couponcode": couponcode,
    "couponposoffer": couponposoffer,
    "csum": csum,
    "csumalpha": csumalpha,
    "gcppos1": gcppos1,
    "gcppos2": gcppos2,
    "hasnondigit": hasnondigit,
    "hyphen": hyphen,
    "iban": iban,
    "importeridx": importeridx,
    "iso3166": _listed("country"),
    "iso3166999": _listed("country", "999"),
    "iso3166alpha2": _listed("country-letters"),
    "iso4217": _listed("currency"),
    "iso5218": _one_of("0129"),
    "mediatype": _listed("media"),
    "nonzero": nonzero,
    "nozeroprefix": nozeroprefix,
    "packagetype": _listed("package"),
    "pcenc": pcenc,
    "pieceoftotal": pieceoftotal,
    "posinseqslash": posinseqslash,
    "winding": _one_of("019"),
    "yesno": _one_of("01"),
    "zero": zero,
}
