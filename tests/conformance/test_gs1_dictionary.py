"""Our table of AI facts says what the GS1 Barcode Syntax Dictionary says, and no more."""

from __future__ import annotations

import re

from lsn_desktop.scanning.forms import FORMS
from lsn_desktop.scanning.gs1_table import AIS, Ai
from lsn_desktop.scanning.linters import LINTERS
from tests.conformance.vectors import DATA

type_of_component = re.compile(r"\[?[NXYZ]")


def dictionary() -> dict[str, tuple[object, ...]]:
    """The dictionary's lines, each AI of a range by itself."""
    facts: dict[str, tuple[object, ...]] = {}
    for line in (DATA / "gs1/gs1-syntax-dictionary.txt").read_text("utf-8").splitlines():
        body, _, title = line.partition("#")
        if not body.strip():
            continue
        ais, *words = body.split()
        flags = "" if type_of_component.match(words[0]) else words.pop(0)
        components = [word for word in words if type_of_component.match(word)]
        pairs = [word.partition("=") for word in words[len(components) :]]
        needs = [pair[2].split(",") for pair in pairs if pair[0] == "req"]
        never = [pair[2].split(",") for pair in pairs if pair[0] == "ex"]
        keys = [pair[2] for pair in pairs if pair[0] == "dlpkey"]
        assert {pair[0] for pair in pairs} <= {"req", "ex", "dlpkey"}
        first, _, last = ais.partition("-")
        for number in range(int(first), int(last or first) + 1):
            facts[str(number).zfill(len(first))] = (
                title.strip(),
                " ".join(components),
                "*" in flags,
                "?" in flags,
                needs,
                never,
                keys,
            )
    assert facts
    return facts


def ours(ai: Ai) -> tuple[object, ...]:
    """The same facts, as the program has compiled them."""
    paths = "|".join(",".join(path) for path in ai.paths)
    return (
        ai.title,
        " ".join(written(ai)),
        ai.length is not None,
        ai.attribute,
        [list(ai.needs)] if ai.needs else [],
        [list(ai.never)] if ai.never else [],
        [paths] if ai.key else [],
    )


def written(ai: Ai) -> list[str]:
    """The components in the dictionary's notation."""
    words = []
    for part in ai.components:
        span = f"{part.most}" if part.least == part.most else f"..{part.most}"
        spec = f"{part.kind}{span}"
        spec = f"[{spec}]" if part.optional else spec
        words.append(",".join([spec, *part.checks]))
    return words


def test_the_table_has_the_facts_of_the_dictionary() -> None:
    theirs = dictionary()

    assert {id_: ours(ai) for id_, ai in AIS.items()} == theirs


def test_every_check_the_dictionary_names_is_made_and_no_other() -> None:
    specs = " ".join(str(facts[1]) for facts in dictionary().values())
    named = {check for spec in specs.split() for check in spec.rstrip("]").split(",")[1:]}

    assert named == LINTERS.keys() | FORMS.keys()
