"""What happened, told to open windows after the commit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """Rows of this subject changed: ``stock``, ``document``, ``item``, ``lsn``, ``job`` ..."""

    subject: str
    id: int | None = None
