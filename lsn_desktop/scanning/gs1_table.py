"""The table of GS1 Application Identifiers, compiled for reading at scan speed.

The facts are in ``resources/gs1_ai.txt``, whose head explains the columns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import resources
from lsn_desktop.scanning.forms import FORMS
from lsn_desktop.scanning.linters import LINTERS, OF_KIND

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lsn_desktop.scanning.forms import Form
    from lsn_desktop.scanning.linters import Linter

CHARACTERS = {
    "N": "0-9",
    "X": '!"%-?A-Z_a-z',
    "Y": "#\\-/0-9A-Z",
    "Z": "A-Za-z0-9_=\\-",
}
"""The kinds of components as classes of a regular expression.

Source: GS1 General Specifications, 7.11 (character sets 82 and 39, base64url).
"""

_IMPLIED_DECIMALS = re.compile(r"3[1-6][0-9]{2}|39[0-5][0-9]")
_OF_PREDEFINED_LENGTH = {"04": 16, "14": 6, "18": 6, "19": 6}
"""Beginnings whose length is fixed though no AI has them yet (GenSpecs, 7.8.5)."""


@dataclass(frozen=True, slots=True)
class Component:
    """One part of a value: its kind of characters, its length, and what is checked in it."""

    kind: str
    least: int
    most: int
    optional: bool
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ai:
    """The facts of one Application Identifier.

    ``length`` is that of a value of predefined length, which no separator follows; None where
    a separator ends the value. ``needs`` and ``never`` are the associations as the table has
    them; ``requires`` holds the same needs as alternatives, of which one must be met wholly,
    each part of it by any AI of a set; ``excludes`` the AIs that may not stand beside it.
    ``attribute`` and ``key`` say where it may stand in a Digital Link; ``paths`` are the
    qualifiers that may follow the key, in order. ``pattern`` has a group per component,
    ``linters`` and ``forms`` name theirs by the number of the group. ``decimals`` is the
    number of implied decimal places of the last component.
    """

    id: str
    title: str
    components: tuple[Component, ...]
    length: int | None
    needs: tuple[str, ...]
    never: tuple[str, ...]
    requires: tuple[tuple[frozenset[str], ...], ...]
    excludes: frozenset[str]
    attribute: bool
    key: bool
    paths: tuple[tuple[str, ...], ...]
    pattern: re.Pattern[str]
    linters: tuple[tuple[int, Linter], ...]
    forms: tuple[tuple[int, Form], ...]
    decimals: int | None

    @property
    def most(self) -> int:
        """The longest a value may be."""
        return sum(component.most for component in self.components)

    @property
    def lengths(self) -> str:
        """The lengths a value may have, for a sentence: ``14``, ``1-20``, ``6, 12``."""
        ends = [0]
        spans = []
        for component in self.components:
            if component.optional:
                spans.append((ends[0], ends[-1]))
            ends = [ends[0] + component.least, ends[-1] + component.most]
        spans.append((ends[0], ends[-1]))
        return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in spans)


def shape(components: tuple[Component, ...], characters: dict[str, str]) -> re.Pattern[str]:
    """A pattern of a whole value with one group per component.

    An optional component may be absent only with all that follow it, so they nest.
    """
    parts = []
    for part in components:
        parts.append("(?:" if part.optional else "")
        parts.append(f"([{characters[part.kind]}]{{{part.least},{part.most}}})")
    return re.compile("".join(parts) + ")?" * sum(part.optional for part in components))


def _component(text: str) -> Component:
    spec, *checks = text.replace("[", "").replace("]", "").split(":")
    least, dots, most = spec[1:].rpartition("..")
    return Component(
        kind=spec[0],
        least=int(least or 1) if dots else int(most),
        most=int(most),
        optional=text.startswith("["),
        checks=tuple(checks),
    )


def _linters(part: Component) -> Iterator[Linter]:
    if part.kind in OF_KIND:
        yield OF_KIND[part.kind]
    yield from (LINTERS[check] for check in part.checks if check in LINTERS)


def _ids(text: str) -> Iterator[str]:
    """The AIs of a line: one, or a run such as ``3100-3105``."""
    first, _, last = text.partition("-")
    for number in range(int(first), int(last or first) + 1):
        yield str(number).zfill(len(first))


def _paths(link: str) -> tuple[tuple[str, ...], ...]:
    _, _, paths = link.partition("key ")
    return tuple(tuple(path.split(",")) for path in paths.split("|") if path)


def _lines() -> Iterator[tuple[list[str], list[str]]]:
    """The AIs and the columns of each line of the table."""
    for line in resources.path("gs1_ai.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            ids, *columns = (column.strip() for column in line.split(" |"))
            yield list(_ids(ids)), columns


def _table() -> dict[str, Ai]:
    lines = list(_lines())
    families: dict[str, frozenset[str]] = {}
    for ids, _ in lines:
        for id_ in ids:
            for family in (id_, f"{id_[:3]}n", f"{id_[:2]}nn"):
                families[family] = families.get(family, frozenset()) | {id_}
    return {ai.id: ai for ids, columns in lines for ai in _ais(ids, columns, families)}


def _ais(
    ids: list[str], columns: list[str], families: Mapping[str, frozenset[str]]
) -> Iterator[Ai]:
    """The AIs of one line; ``families`` says which AIs a name such as ``310n`` means."""
    form, end, needs, never, link, title = columns
    components = tuple(map(_component, form.split()))
    pattern = shape(components, CHARACTERS)
    numbered = list(enumerate(components, start=1))
    linters = tuple((group, linter) for group, part in numbered for linter in _linters(part))
    forms = tuple(
        (group, FORMS[check])
        for group, part in numbered
        for check in part.checks
        if check in FORMS
    )
    requires = tuple(
        tuple(families[name] for name in need.split("+")) for need in needs.split()
    )
    excludes = frozenset().union(*(families[name] for name in never.split()))
    for id_ in ids:
        yield Ai(
            id=id_,
            title=title,
            components=components,
            length=sum(component.most for component in components) if end == "-" else None,
            needs=tuple(needs.split()),
            never=tuple(never.split()),
            requires=requires,
            excludes=excludes - {id_},
            attribute="attribute" in link,
            key="key" in link,
            paths=_paths(link),
            pattern=pattern,
            linters=linters,
            forms=forms,
            decimals=int(id_[-1]) if _IMPLIED_DECIMALS.fullmatch(id_) else None,
        )


AIS: dict[str, Ai] = _table()
"""Every Application Identifier in use."""

WIDTHS: dict[str, int] = {id_[:2]: len(id_) for id_ in AIS}
"""How many digits an AI has, by its first two (GS1 General Specifications, 7.8.2)."""

PREDEFINED: dict[str, int] = _OF_PREDEFINED_LENGTH | {
    id_[:2]: ai.length for id_, ai in AIS.items() if ai.length is not None
}
"""Lengths of values that no separator ends, by the first two digits of the AI."""
