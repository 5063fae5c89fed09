"""The published vectors, and where we differ from them with good reason."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsn_desktop.scanning.gs1_table import AIS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lsn_desktop.scanning.readings import Element, Reading

_HERE = Path(__file__).resolve().parent
DATA = _HERE.parents[1].parent / "shared" / "data"
BETWEEN_ELEMENTS = {"requires", "excludes", "repeat"}
"""Codes that the vectors of single elements leave aside."""


def vectors(name: str) -> list[dict[str, Any]]:
    """The vectors of one file, each told apart by its ``line``."""
    found: list[dict[str, Any]] = json.loads((DATA / name).read_text("utf-8"))["vectors"]
    assert found
    return found


def listed_differences(name: str) -> set[int]:
    """The lines of a file at which we differ, each with its clause in ``differences.toml``."""
    text = (_HERE / "differences.toml").read_text("utf-8")
    rows = [row for row in tomllib.loads(text)["difference"] if row["file"] == name]
    assert all(row["clause"] and row["why"] for row in rows)
    return {row["line"] for row in rows}


def differences(name: str, ours: Callable[[dict[str, Any]], object]) -> dict[int, object]:
    """The vectors for which ``ours`` says other than what they expect, unless listed.

    ``ours`` returns None where it agrees, else what we say. A listed vector that agrees
    comes back too: the list is then out of date.
    """
    listed = listed_differences(name)
    said = {vector["line"]: ours(vector) for vector in vectors(name)}
    assert listed <= said.keys(), f"no such vectors: {listed - said.keys()}"
    return {
        line: answer if line not in listed else "agrees, though listed as different"
        for line, answer in said.items()
        if (answer is not None) != (line in listed)
    }


def within_elements(reading: Reading) -> list[str]:
    """The codes of the errors, but for those between elements."""
    return [flaw.code for flaw in reading.errors if flaw.code not in BETWEEN_ELEMENTS]


def caret_form(elements: Sequence[Element]) -> str:
    """Elements as the vectors write them: ``^`` for FNC1, where the standard demands one."""
    text = "^"
    for place, element in enumerate(elements, start=1):
        separated = AIS[element.id].length is None and place < len(elements)
        text += element.id + element.raw + ("^" if separated else "")
    return text
