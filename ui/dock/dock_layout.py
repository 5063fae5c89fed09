"""The layout of a dock page: what happened at the left, what is left to do at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from ui.parts.card import Card
from ui.parts.scrolled import scrolled
from ui.parts.tokens import GAP, SCAN_ROW

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

    from ui.page import PageHead
    from ui.scans.scan_banner import ScanBanner
    from ui.scans.scan_list import ScanList

_LEAST_ROWS = 3
_BELOW_HEAD = 14  # px


def lay_out(
    page: QWidget, head: PageHead, banner: ScanBanner, last: Card, todo: QWidget
) -> None:
    """The head; below it the banner over the last scans, and what is to be done beside them."""
    left = QVBoxLayout()
    left.setSpacing(GAP)
    left.addWidget(banner)
    left.addWidget(last, 1)
    columns = QHBoxLayout()
    columns.setSpacing(GAP)
    columns.addLayout(left, 29)
    columns.addWidget(todo, 21)
    rows = QVBoxLayout(page)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(_BELOW_HEAD)
    rows.addWidget(head)
    rows.addLayout(columns, 1)


def last_scans(heading: str, scans: ScanList) -> Card:
    """The card of what was scanned last."""
    last = Card(heading)
    last.add(scans, 1)
    # It takes what the banner leaves: a long list must not hide what was just read.
    scans.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
    scans.setMinimumHeight(_LEAST_ROWS * SCAN_ROW)
    return last


def add_buttons(card: Card, *rows: tuple[QPushButton, ...]) -> None:
    """What else can be done, in quiet rows at the foot of a card."""
    for row in rows:
        quiet_row = QHBoxLayout()
        quiet_row.setSpacing(8)
        for button in row:
            quiet_row.addWidget(button)
        quiet_row.addStretch()
        card.body.addLayout(quiet_row)


def lay_out_choice(
    page: QWidget, head: PageHead, banner: ScanBanner, first: Card, side: QWidget
) -> None:
    """The head and what was said; below them what to choose from, and what else there is."""
    columns = QHBoxLayout()
    columns.setSpacing(GAP)
    columns.addWidget(first, 7)
    columns.addWidget(side, 3)
    rows = QVBoxLayout(page)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(_BELOW_HEAD)
    rows.addWidget(head)
    rows.addWidget(banner)
    rows.addLayout(columns, 1)


def beside(form: Card, posted: Card) -> QScrollArea:
    """What else can be begun, over what was posted last; a low window scrolls them."""
    side = QVBoxLayout()
    side.setSpacing(GAP)
    side.addWidget(form)
    side.addWidget(posted, 1)
    side.addStretch()
    return scrolled(side)
