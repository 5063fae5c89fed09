"""A list on paper: every row, every column that holds anything, every page numbered."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pypdfium2

from printing.papers.table_sheet import table_sheet

if TYPE_CHECKING:
    from printing.papers.table_sheet import Cell


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in document]


def test_every_row_is_on_one_of_the_pages_and_each_page_says_which_it_is() -> None:
    rows: list[list[Cell]] = [[f"LOT-{n:03}", Decimal(n), date(2026, 12, 1)] for n in range(70)]

    texts = pages(table_sheet("Lots", "Test Dairy", ["lot", "on hand", "expires"], rows))

    assert [f"Page {n} of 3" in text for n, text in enumerate(texts, 1)] == [True] * 3
    assert all("Lots" in text and "Test Dairy" in text for text in texts)
    assert sum(text.count("LOT-") for text in texts) == 70


def test_columns_that_do_not_fit_go_on_with_the_first_one_and_empty_ones_are_left_out() -> None:
    headings = ["sku", "nothing", *(f"wide {n}" for n in range(8))]
    rows: list[list[Cell]] = [["MILK", None, *("a long text " * 4 for _ in range(8))]]

    texts = pages(table_sheet("Wide", "", headings, rows))

    assert len(texts) > 1
    assert all("MILK" in text for text in texts)
    joined = " ".join(texts)
    assert "nothing" not in joined
    assert all(f"wide {n}" in joined for n in range(8))


def test_an_empty_list_says_so_and_a_hostile_text_stays_text() -> None:
    (empty,) = pages(table_sheet("Lots", "", ["lot"], []))
    assert "Nothing is on this list." in empty

    hostile = "<b>&amp;</b>\u202edesrever\x00" + "x" * 5000
    (text,) = pages(table_sheet("Lots", "", ["lot", "ok"], [[hostile, True]]))
    assert "<b>&amp;</b>" in text
    assert "yes" in text


def test_the_same_list_is_the_same_bytes() -> None:
    again = [table_sheet("Lots", "x", ["lot"], [["L1"]]) for _ in range(2)]
    assert again[0] == again[1]
