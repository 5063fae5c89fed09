"""The demo companies' files in ``resources/demo``, with their days counted from today.

A day is written ``+27d`` or ``-3d``; in a recorded scan ``{+27d}`` stands for that day as
GS1 writes it, YYMMDD.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import resources
from lsn_desktop.domain.refusals import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_DAY = re.compile(r"([+-]\d{1,4})d")
_DAY_IN_SCAN = re.compile(rb"\{([+-]\d{1,4})d\}")


FOOD = "food"
"""The demo company that has deliveries to receive."""
COMPANIES = (FOOD, "devices", "electronics")
"""The demo companies there are."""


def rows(name: str, company: str = FOOD) -> list[Mapping[str, str]]:
    """The rows of a table of a demo company, by the titles in its first line.

    None of a table the company has not; what a row does not reach is empty.
    """
    file = resources.path(f"demo/{company}/{name}.csv")
    if not file.exists():
        return []
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, restval=""))


def day(text: str, on: date) -> date | None:
    """The day a text such as ``+27d`` means, seen from ``on``; None for an empty one."""
    found = _DAY.fullmatch(text)
    return on + timedelta(days=int(found[1])) if found else None


def written(text: str, on: date) -> str:
    """A text of a table; one that is a day becomes the day itself, ISO."""
    found = day(text, on)
    return found.isoformat() if found else text


@dataclass(frozen=True, slots=True)
class Session:
    """A recorded delivery: the scans a dock worker made of one purchase order."""

    name: str
    order: str
    title: str


def sessions() -> list[Session]:
    """The recorded deliveries a newcomer can receive without a scanner."""
    return [Session(row["name"], row["order"], row["title"]) for row in rows("sessions")]


def recording(name: str, on: date) -> bytes:
    """The recorded scans of a session, one a line, as ``devices.replay`` takes them.

    Raises:
        Refusal: there is no session of this name.
    """
    known = {session.name for session in sessions()}
    if name not in known:
        raise refusal(
            "There is no recorded delivery {name}.",
            "Choose one of: {names}.",
            name=name,
            names=", ".join(sorted(known)),
        )
    return scans(f"sessions/{name}", on)


def scans(name: str, on: date) -> bytes:
    """A recording of ``resources/demo`` with its days filled in."""

    def yymmdd(found: re.Match[bytes]) -> bytes:
        return f"{on + timedelta(days=int(found[1])):%y%m%d}".encode()

    return _DAY_IN_SCAN.sub(yymmdd, resources.path(f"demo/{FOOD}/{name}.scans").read_bytes())
