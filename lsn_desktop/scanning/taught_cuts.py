"""Teaching a rule: the parts of a sample named one by one, with sound lengths and orders."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop.scanning import taught_dates
from lsn_desktop.scanning.check_digits import gtin_is_right
from lsn_desktop.scanning.taught_rules import DAYS, GTIN, Part, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lsn_desktop.scanning.taught_rules import Name

_MANY = frozenset({"any", "fixed"})
"""Names that more than one part of a label may have."""

_CODES = frozenset({"item", "lot", "serial"})
_SHORTEST_GTIN = 12  # of eight digits one in ten has a right check digit by chance


def untaught(sample: str) -> Rule:
    """A sample of which nothing is named yet: all of it is always the same."""
    return Rule((Part("fixed", sample),))


def named(rule: Rule, span: tuple[int, int], name: Name, today: date) -> Rule:
    """The rule with the characters from ``span[0]`` to before ``span[1]`` named.

    A part that had the name before is needed no more; what is left of a part that was cut keeps
    its name where that still makes sense.
    """
    start, end = span
    made = _made(name, rule.sample[start:end], today)
    parts: list[Part] = []
    for at, part in _places(rule):
        before, after = part.text[: max(0, start - at)], part.text[max(0, end - at) :]
        if len(before) == len(part.text) or len(after) == len(part.text):
            parts.append(_unnamed(part) if part.name == name and name not in _MANY else part)
        else:
            parts += [_rest(part, before, name)] if before else []
            if start >= at:
                parts.append(made)
            parts += [_rest(part, after, name)] if after else []
    return settled(parts, known=rule)


def with_form(rule: Rule, number: int, form: str) -> Rule:
    """The rule with a day in another order, or a quantity of so many decimals."""
    return _with(rule, number, replace(rule.parts[number], form=form))


def with_length(rule: Rule, number: int, *, exact: bool) -> Rule:
    """The rule with a part exactly as long as in the sample, or of any length."""
    return _with(rule, number, replace(rule.parts[number], exact=exact))


def orders(part: Part, today: date) -> list[tuple[str, date]]:
    """The orders in which a part is a day, each with that day, the likeliest first.

    Goods on a dock were made before today and go off after it. Two orders may give the same
    day and still be two: 261226 says nothing about 201226.
    """
    made = part.name == "production"
    return sorted(
        taught_dates.days_of(part.text, today),
        key=lambda pair: (pair[1] > today if made else pair[1] < today, abs(pair[1] - today)),
    )


def span_of(rule: Rule, number: int) -> tuple[int, int]:
    """Where a part stands in the sample."""
    start = sum(len(part.text) for part in rule.parts[:number])
    return start, start + len(rule.parts[number].text)


def settled(parts: list[Part], *, known: Rule | None = None) -> Rule:
    """The rule of these parts: fixed neighbours are one, and each part has a sound length.

    A part followed by a sign that is no letter or digit, or by nothing, is of any length;
    any other is exactly as long as in the sample. What stood so in ``known`` stays so.
    """
    merged: list[Part] = []
    for part in parts:
        if merged and part.name == merged[-1].name == "fixed":
            merged[-1] = Part("fixed", merged[-1].text + part.text)
        else:
            merged.append(part)
    pairs = set(_pairs(known.parts)) if known else set()
    return Rule(
        tuple(
            part if (part, after) in pairs else replace(part, exact=_is_exact(part, after))
            for part, after in _pairs(merged)
        )
    )


def _with(rule: Rule, number: int, part: Part) -> Rule:
    return Rule((*rule.parts[:number], part, *rule.parts[number + 1 :]))


def _places(rule: Rule) -> Iterator[tuple[int, Part]]:
    at = 0
    for part in rule.parts:
        yield at, part
        at += len(part.text)


def _pairs(parts: list[Part] | tuple[Part, ...]) -> Iterator[tuple[Part, Part | None]]:
    """Each part with the one behind it."""
    yield from zip(parts, (*parts[1:], None), strict=True)


def _made(name: Name, text: str, today: date) -> Part:
    part = Part(name, text)
    if name in DAYS:
        found = orders(part, today)
        return replace(part, form=found[0][0]) if len(found) == 1 else part
    if name == "item" and len(text) >= _SHORTEST_GTIN and gtin_is_right(text):
        return replace(part, form=GTIN)
    return part


def _unnamed(part: Part) -> Part:
    return Part("any", part.text)


def _rest(part: Part, text: str, taken: Name) -> Part:
    """What is left of a part from which characters were taken for another name."""
    if part.name == "fixed" or not any(char.isdigit() for char in text):
        return Part("fixed", text)
    keeps = part.name in _CODES and part.name != taken
    return Part(part.name if keeps else "any", text)


def _is_exact(part: Part, after: Part | None) -> bool:
    if part.name == "fixed" or part.name in DAYS:
        return False
    if part.form == GTIN:
        return True
    if after is None:
        return False
    if after.name != "fixed" or after.text in part.text:
        return True
    if part.name == "quantity":
        return after.text[0].isdigit()
    return after.text[0].isalnum()
