"""What stands in the banner of a dock page, and how it is answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.scans.scan_words import BannerWords

Act = Callable[[], object]


@dataclass(frozen=True)
class Shown:
    """What is in the banner: its words, what each answer does, a field, Enter and Esc.

    ``enter`` is for Enter where no field has the focus; ``back`` for Esc. Neither is set for
    the plain outcome of a scan. ``commands`` are command barcodes that mean something only
    here, by their names.
    """

    words: BannerWords
    answers: tuple[Act, ...] = ()
    field: Callable[[], QWidget | None] | None = None
    enter: Act | None = None
    back: Act | None = None
    commands: Mapping[str, Act] | None = None
