"""Sheets of labels for office printers: where each label stands on the paper.

Measures are mm. A sheet that was begun goes on at any label; what stands on a sheet is one
layout, so every ink draws it and every symbol on it is read back as on a roll.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.refusals import refusal
from printing.labels.layout_parts import Layout

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

A4 = (210.0, 297.0)
LETTER = (215.9, 279.4)
_INCH = 25.4
_SLACK = 0.01  # mm, lost in rounding


@dataclass(frozen=True, slots=True)
class Stock:
    """A sheet of ``columns`` x ``rows`` labels of ``width`` x ``height``.

    The first one's corner is ``left``, ``top`` from the paper's; the next begin ``across``
    and ``down`` from it.
    """

    name: str
    title: str
    paper: tuple[float, float]
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    across: float
    down: float

    @property
    def labels(self) -> int:
        return self.columns * self.rows

    def corner(self, place: int) -> tuple[float, float]:
        """Where a label begins; the first is 0, they are counted row by row."""
        row, column = divmod(place, self.columns)
        return self.left + column * self.across, self.top + row * self.down


def _inches(
    name: str, title: str, grid: tuple[int, int], size: tuple[float, float],
    corner: tuple[float, float], pitch: tuple[float, float],
) -> Stock:  # fmt: skip
    wide, high, left, top, across, down = (side * _INCH for side in (*size, *corner, *pitch))
    return Stock(name, title, LETTER, *grid, wide, high, left, top, across, down)


BUILT_IN = {
    stock.name: stock
    for stock in (
        # Source: the measures Avery prints on its packs; margins follow from the paper. All but
        # L7159, L7173 and 22806 were compared with the templates of gLabels.
        # They differ at L7163 (1.4 mm), L7169 (2.4 mm) and 5160 (0.8 mm), where ours are even
        # on the paper; other programs have ours for L7169, too.
        Stock("L7651", "Avery L7651", A4, 5, 13, 38.1, 21.2, 4.75, 10.7, 40.6, 21.2),
        Stock("L7159", "Avery L7159", A4, 3, 8, 63.5, 33.9, 7.2, 12.9, 66.0, 33.9),
        Stock("L7160", "Avery L7160", A4, 3, 7, 63.5, 38.1, 7.2, 15.1, 66.0, 38.1),
        Stock("L7163", "Avery L7163", A4, 2, 7, 99.1, 38.1, 4.7, 15.1, 101.6, 38.1),
        Stock("L7173", "Avery L7173", A4, 2, 5, 99.1, 57.0, 4.7, 6.0, 101.6, 57.0),
        Stock("L7165", "Avery L7165", A4, 2, 4, 99.1, 67.7, 4.7, 13.1, 101.6, 67.7),
        Stock("L7169", "Avery L7169", A4, 2, 2, 99.1, 139.0, 4.7, 9.5, 101.6, 139.0),
        _inches("5160", "Avery 5160", (3, 10), (2.625, 1), (0.1875, 0.5), (2.75, 1)),
        _inches("5161", "Avery 5161", (2, 10), (4, 1), (0.15625, 0.5), (4.1875, 1)),
        _inches("5163", "Avery 5163", (2, 5), (4, 2), (0.15625, 0.5), (4.1875, 2)),
        _inches("5164", "Avery 5164", (2, 3), (4, 10 / 3), (0.15625, 0.5), (4.1875, 10 / 3)),
        _inches("22806", "Avery 22806", (3, 4), (2, 2), (0.625, 0.625), (2.625, 7.75 / 3)),
    )
}
"""The sheets that can be had, by their numbers."""


def measured(
    name: str,
    paper: tuple[float, float],
    grid: tuple[int, int],
    size: tuple[float, float],
    corner: tuple[float, float],
    gaps: tuple[float, float] = (0.0, 0.0),
) -> Stock:
    """A sheet as somebody measures one, in mm, whether it can be or not.

    Args:
        name: what it is called.
        paper: its width and height.
        grid: how many labels stand in a row, and how many rows there are.
        size: width and height of a label.
        corner: from the left and upper edge of the paper to the first label.
        gaps: between two labels beside each other, and below each other.
    """
    across, down = (round(side + gap, 3) for side, gap in zip(size, gaps, strict=True))
    return Stock(name, name, paper, *grid, *size, *corner, across, down)


def sheets(stock: Stock, labels: Sequence[Layout], first: int = 1) -> Iterator[Layout]:
    """Pages of labels; the first page begins at the label ``first``, counted from 1.

    A label smaller than those of the sheet stands in the middle of its place.

    Raises:
        Refusal: a label is larger than those of the sheet, or there is no such first label.
    """
    if not 1 <= first <= stock.labels:
        raise refusal(
            "The sheet {name} has no label {first}.",
            "Begin at a label from 1 to {most}.",
            name=stock.title,
            first=first,
            most=stock.labels,
        )
    at, page = first - 1, list[Layout]()
    for label in labels:
        if at == stock.labels:
            yield _page(stock, page)
            at, page = 0, []
        page.append(_moved(stock, label, at))
        at += 1
    if page:
        yield _page(stock, page)


def _moved(stock: Stock, label: Layout, place: int) -> Layout:
    dots = label.dots_per_mm
    spare_wide = stock.width - label.width_dots / dots
    spare_high = stock.height - label.height_dots / dots
    if min(spare_wide, spare_high) < -1 / dots - _SLACK:
        raise refusal(
            "This label is {width} x {height} mm; the labels of {name} are {wide} x {high} mm.",
            "Choose a template of their size, or another sheet.",
            width=f"{label.width_dots / dots:.1f}",
            height=f"{label.height_dots / dots:.1f}",
            name=stock.title,
            wide=f"{stock.width:.1f}",
            high=f"{stock.height:.1f}",
        )
    left, top = stock.corner(place)
    # Whole dots for all of it, words too: what stands together on a label stays together.
    x, y = round((left + spare_wide / 2) * dots), round((top + spare_high / 2) * dots)
    return replace(
        label,
        lines=tuple(
            replace(line, x=line.x + x / dots, y=line.y + y / dots) for line in label.lines
        ),
        bars=tuple(
            replace(bars, x_dots=bars.x_dots + x, y_dots=bars.y_dots + y) for bars in label.bars
        ),
        shapes=tuple(
            replace(one, x_dots=one.x_dots + x, y_dots=one.y_dots + y) for one in label.shapes
        ),
        pictures=tuple(
            replace(one, x_dots=one.x_dots + x, y_dots=one.y_dots + y) for one in label.pictures
        ),
    )


def _page(stock: Stock, labels: Sequence[Layout]) -> Layout:
    dots = labels[0].dots_per_mm
    return Layout(
        round(stock.paper[0] * dots),
        round(stock.paper[1] * dots),
        dots,
        tuple(line for label in labels for line in label.lines),
        tuple(bars for label in labels for bars in label.bars),
        tuple(shape for label in labels for shape in label.shapes),
        tuple(picture for label in labels for picture in label.pictures),
    )
