"""Taught rules as text: JSON for the database and for files, and an expression to look at."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

from lsn_desktop.scanning import taught_dates
from lsn_desktop.scanning.taught_rules import DAYS, GTIN, MOST, NAMES, Name, Part, Rule

_MOST_PARTS = 100
_DECIMALS = frozenset({"", "1", "2", "3", "4", "5", "6"})
_GROUPS: dict[Name, str] = {"best before": "best_before"}


class NotARule(ValueError):
    """A text that says no rule."""


def dumped(rule: Rule) -> str:
    """A rule as canonical JSON."""
    return json.dumps([_as_object(part) for part in rule.parts], ensure_ascii=False)


@lru_cache(maxsize=1024)
def loaded(text: str) -> Rule:
    """The rule a JSON text says.

    Raises:
        NotARule: it says none, whatever it holds; a file may come from anywhere.
    """
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotARule(text[:MOST]) from error
    if not isinstance(rows, list) or not 0 < len(rows) <= _MOST_PARTS:
        raise NotARule(text[:MOST])
    rule = Rule(tuple(_part(row) for row in rows))
    if len(rule.sample) > MOST:
        raise NotARule(text[:MOST])
    return rule


def expression(rule: Rule) -> str:
    """A regular expression of much the same meaning, for those who ask for one."""
    return "".join(
        _expression(part, rule.parts[at + 1 :]) for at, part in enumerate(rule.parts)
    )


def _as_object(part: Part) -> dict[str, object]:
    found: dict[str, object] = {"name": part.name, "text": part.text}
    if part.exact:
        found["exact"] = True
    if part.form:
        found["form"] = part.form
    return found


def _part(row: Any) -> Part:
    if not isinstance(row, dict) or not row.keys() <= {"name", "text", "exact", "form"}:
        raise NotARule(str(row)[:MOST])
    name, text, form = (row.get(key, "") for key in ("name", "text", "form"))
    exact = row.get("exact", False)
    texts = all(isinstance(each, str) for each in (name, text, form))
    if not (texts and text and name in NAMES and exact in (True, False) and _fits(name, form)):
        raise NotARule(str(row)[:MOST])
    return Part(name, text, bool(exact), form)


def _fits(name: str, form: str) -> bool:
    """Whether a kind of part may have this form."""
    if name in DAYS:
        return taught_dates.is_form(form)
    if name == "quantity":
        return form in _DECIMALS
    return not form or (name == "item" and form == GTIN)


def _expression(part: Part, rest: tuple[Part, ...]) -> str:
    if part.name == "fixed":
        return re.escape(part.text)
    if part.name in DAYS and part.form:
        inner = taught_dates.expression(part.form)
    else:
        inner = _characters(part, rest) + (f"{{{part.width}}}" if part.width else "+")
    if part.name == "any":
        return inner
    return f"(?P<{_GROUPS.get(part.name, part.name)}>{inner})"


def _characters(part: Part, rest: tuple[Part, ...]) -> str:
    if part.name == "quantity" or part.form == GTIN or (part.exact and part.text.isdigit()):
        return "[0-9]"
    fence = next((each.text for each in rest if each.name == "fixed"), "")
    return f"[^{re.escape(fence[0])}]" if fence and part.width is None else "."
