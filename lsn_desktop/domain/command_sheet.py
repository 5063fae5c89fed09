"""A printed sheet of command barcodes, as data: what each bar is called, does and holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """One barcode: what it is called, what it does, and what the scanner sends."""

    words: str
    hint: str
    code: str


@dataclass(frozen=True, slots=True)
class Group:
    """Barcodes that belong together, under a heading."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that works on one page of the program."""

    name: str
    title: str
    groups: tuple[Group, ...]
