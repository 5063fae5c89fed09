"""The layout of an editor: the form at the left, the lines it is about beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.page import PageHead
    from ui.parts.card import Card
    from ui.parts.notice import Notice

_BESIDE, _BELOW_HEAD = 16, 14  # px


def lay_out(page: QWidget, head: PageHead, notice: Notice, form: Card, lines: Card) -> None:
    """The head and what was said; below them the form, and the lines in the room it leaves."""
    columns = QHBoxLayout()
    columns.setSpacing(_BESIDE)
    columns.addWidget(form)
    columns.addWidget(lines, 1)
    rows = QVBoxLayout(page)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(_BELOW_HEAD)
    rows.addWidget(head)
    rows.addWidget(notice)
    rows.addLayout(columns, 1)
