"""The words a Reading uses for what was read and what was wrong (``lsn parse`` shows them)."""

from __future__ import annotations

from typing import Literal

ReadAs = Literal[
    "gs1",
    "gs1-digital-link",
    "hibc",
    "iccbba",
    "mh10",
    "ean",
    "carrier",
    "own",
    "command",
    "badge",
    "taught",
    "plain",
]

Code = Literal[
    "format",
    "length",
    "character",
    "check-digit",
    "date",
    "code-list",
    "empty",
    "unknown-ai",
    "unknown-symbology",
    "repeat",
    "requires",
    "excludes",
    "separator",
    "uri",
]

ASSOCIATIONS: frozenset[Code] = frozenset({"requires", "excludes"})
"""Between elements, not within one."""

MILD: frozenset[Code] = ASSOCIATIONS | {"unknown-ai"}
"""What breaks the standard and still never refuses a scan at the dock: shown as attention."""
