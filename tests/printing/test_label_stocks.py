"""Sheets: each label in its place, from any label on, and every symbol reads back."""

from __future__ import annotations

import pytest

from lsn_desktop.domain.refusals import Refusal
from printing.inks import label_renderer
from printing.labels import label_check, label_stocks, label_templates
from printing.labels.label_layout import arrange
from printing.labels.label_stocks import BUILT_IN
from printing.pages import opened
from tests.printing.labels import MILK

LOT = arrange(label_templates.load("lot-l7160"), MILK, 300)


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_built_in_sheet_fits_its_paper_evenly(name: str) -> None:
    stock = BUILT_IN[name]
    x, y = stock.corner(stock.labels - 1)

    assert stock.paper[0] - x - stock.width == pytest.approx(stock.left, abs=0.35)
    assert stock.paper[1] - y - stock.height == pytest.approx(stock.top, abs=0.35)


@pytest.mark.parametrize(
    ("name", "grid", "size", "corner", "pitch"),
    [  # as gLabels has them, in mm
        ("L7651", (5, 13), (38.1, 21.2), (4.7, 10.9), (40.6, 21.2)),
        ("L7160", (3, 7), (64.0, 38.1), (7.5, 15.5), (66.0, 38.1)),
        ("L7165", (2, 4), (99.1, 67.7), (4.7, 13.0), (101.6, 67.7)),
        ("5161", (2, 10), (101.6, 25.4), (4.0, 12.7), (106.4, 25.4)),
        ("5163", (2, 5), (101.6, 50.8), (4.1, 12.7), (106.4, 50.8)),
        ("5164", (2, 3), (101.6, 84.7), (4.0, 12.7), (106.4, 84.7)),
    ],
)
def test_a_sheet_is_as_another_program_has_it(
    name: str,
    grid: tuple[int, int],
    size: tuple[float, float],
    corner: tuple[float, float],
    pitch: tuple[float, float],
) -> None:
    stock = BUILT_IN[name]

    assert (stock.columns, stock.rows) == grid
    assert (stock.width, stock.height) == pytest.approx(size, abs=0.55)
    assert (stock.left, stock.top) == pytest.approx(corner, abs=0.45)
    assert (stock.across, stock.down) == pytest.approx(pitch, abs=0.05)


@pytest.mark.parametrize("name", BUILT_IN)
def test_labels_of_a_sheet_are_counted_row_by_row(name: str) -> None:
    stock = BUILT_IN[name]
    first, beside, below = (stock.corner(place) for place in (0, 1, stock.columns))

    assert first == (stock.left, stock.top)
    assert beside == pytest.approx((stock.left + stock.across, stock.top))
    assert below == pytest.approx((stock.left, stock.top + stock.down))


def test_a_begun_sheet_goes_on_at_any_label_and_reads_back() -> None:
    stock = BUILT_IN["L7160"]

    pages = list(label_stocks.sheets(stock, [LOT] * 6, first=19))
    pdf = label_renderer.draw(pages, "Lots")
    found = label_check.read_back(pdf, pages)

    assert [len(page.bars) for page in pages] == [3, 3]
    assert [len(page) for page in found] == [3, 3]
    with opened(pdf) as document:
        assert document[0].get_size() == pytest.approx((595.3, 841.9), abs=0.3)
    for page, at in ((pages[0], 18), (pages[1], 0)):
        x, y = stock.corner(at)
        first = page.bars[0]
        assert first.x_dots / page.dots_per_mm - x == pytest.approx(
            LOT.bars[0].x_dots / LOT.dots_per_mm, abs=0.1
        )
        assert first.y_dots / page.dots_per_mm - y == pytest.approx(
            LOT.bars[0].y_dots / LOT.dots_per_mm, abs=0.1
        )


@pytest.mark.parametrize("first", [0, 22])
def test_a_sheet_begins_at_a_label_it_has(first: int) -> None:
    with pytest.raises(Refusal, match="from 1 to 21"):
        list(label_stocks.sheets(BUILT_IN["L7160"], [LOT], first))


def test_a_label_larger_than_those_of_the_sheet_is_refused() -> None:
    with pytest.raises(Refusal, match="the labels of Avery L7651 are"):
        list(label_stocks.sheets(BUILT_IN["L7651"], [LOT]))
