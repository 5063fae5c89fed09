"""What is wrong with a sheet of labels as somebody measured it, measure by measure."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from lsn_desktop.domain.refusals import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lsn_desktop.domain.refusals import Refusal
    from printing.labels.label_stocks import Stock

_SLACK = 0.01  # mm, lost in rounding
_PAPER = (50.0, 1200.0)  # mm, of a side
_LEAST = 5.0  # mm, of a side of a label
_MOST_LABELS = 400


def flaws(stock: Stock) -> dict[str, Refusal]:
    """What cannot be so, by the measure it is about; empty if the sheet can be.

    The measures are ``paper``, ``columns``, ``rows``, ``width``, ``height``, ``left``, ``top``,
    ``across`` and ``down``.
    """
    found: dict[str, Refusal] = {}
    for name, flaw in (*_of_paper(stock), *_of_labels(stock)):
        found.setdefault(name, flaw)
    if not found:
        found = dict(_over_the_edge(stock))
    return found


def spare(stock: Stock) -> tuple[float, float]:
    """How much paper is left at the right and below the last labels, mm; less than 0: none."""
    far = stock.corner(stock.labels - 1)
    return stock.paper[0] - far[0] - stock.width, stock.paper[1] - far[1] - stock.height


def _of_paper(stock: Stock) -> Iterator[tuple[str, Refusal]]:
    least, most = _PAPER
    if not all(least <= side <= most for side in stock.paper):
        yield (
            "paper",
            refusal(
                "No such paper goes through a printer.",
                "A side is {least} to {most} mm long.",
                least=f"{least:g}",
                most=f"{most:g}",
            ),
        )


def _of_labels(stock: Stock) -> Iterator[tuple[str, Refusal]]:
    for name, count in (("columns", stock.columns), ("rows", stock.rows)):
        if count < 1:
            yield name, refusal("A sheet has labels.", "Count them: 1 or more.")
    if stock.columns > 0 and stock.labels > _MOST_LABELS:
        yield (
            "rows",
            refusal(
                "{count} labels are more than any sheet has.",
                "Count again: {most} at most.",
                count=stock.labels,
                most=_MOST_LABELS,
            ),
        )
    for name, side in (("width", stock.width), ("height", stock.height)):
        if not (isfinite(side) and side >= _LEAST):
            yield (
                name,
                refusal(
                    "A label so small cannot be printed.",
                    "Measure it from edge to edge: {least} mm or more.",
                    least=f"{_LEAST:g}",
                ),
            )
    for name, margin in (("left", stock.left), ("top", stock.top)):
        if not (isfinite(margin) and margin >= 0):
            yield (
                name,
                refusal(
                    "The first label begins on the paper.",
                    "Measure from the edge of the paper to the edge of the label.",
                ),
            )
    for name, step, side, count in (
        ("across", stock.across, stock.width, stock.columns),
        ("down", stock.down, stock.height, stock.rows),
    ):
        if count > 1 and not (isfinite(step) and step >= side - _SLACK):
            yield (
                name,
                refusal(
                    "The labels lie over each other by {mm} mm.",
                    "Measure the gap between two of them again: 0 or more.",
                    mm=_mm(side - step),
                ),
            )


def _over_the_edge(stock: Stock) -> Iterator[tuple[str, Refusal]]:
    right, below = spare(stock)
    if right < -_SLACK:
        yield (
            "columns",
            refusal(
                "The labels run over the right edge of the paper by {mm} mm.",
                "Measure the label, the gap and the left margin again; count the columns.",
                mm=_mm(-right),
            ),
        )
    if below < -_SLACK:
        yield (
            "rows",
            refusal(
                "The labels run over the lower edge of the paper by {mm} mm.",
                "Measure the label, the gap and the upper margin again; count the rows.",
                mm=_mm(-below),
            ),
        )


def _mm(length: float) -> str:
    return f"{length:.2f}".rstrip("0").rstrip(".")
