"""What is wrong with a template or its label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lsn_desktop.domain.messages import Message
    from ui.designer.parts import Key


@dataclass(frozen=True, slots=True)
class Finding:
    """A fact, what helps, and the part it is about; ``bad`` keeps the label from printing.

    ``fix`` is what :mod:`ui.designer.mending` can do about it.
    """

    fact: Message
    remedy: Message
    key: Key | None = None
    bad: bool = True
    fix: str = ""
