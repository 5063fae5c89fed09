"""Countries as people type them, by code or name, and as they are said back."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QLocale

from lsn_desktop.scanning.linters import LINTERS

_is_wrong = LINTERS["iso3166alpha2"]


@cache
def names() -> dict[str, str]:
    """The name of each country by its two letters (ISO 3166-1)."""
    letters = [chr(n) for n in range(ord("A"), ord("Z") + 1)]
    codes = (one + other for one in letters for other in letters)
    return {
        code: QLocale.territoryToString(QLocale.codeToTerritory(code))
        for code in codes
        if _is_wrong(code) is None
    }


def country_name(code: str) -> str:
    """The name of a code; what is no code is nobody's."""
    return names().get(code, "")


def code_of(typed: str) -> str | None:
    """The two letters of a country typed by code or name; None if there is none such."""
    wanted = typed.strip()
    if wanted.upper() in names():
        return wanted.upper()
    folded = wanted.casefold()
    return next((code for code, name in names().items() if name.casefold() == folded), None)
