"""A supplier's list by our names for its columns, CSV or XLSX."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.receipts import importing, receipt_table
from lsn_desktop.sheets import xlsx_writing
from tests.sheets.test_xlsx import book

if TYPE_CHECKING:
    from lsn_desktop.sheets.values import Value


def test_a_delivery_may_come_as_a_spreadsheet() -> None:
    rows: list[list[Value]] = [
        ["MILK", "L1", date(2027, 1, 31), 12],
        ["BUTTER", "=B1", None, 3],
    ]
    data = xlsx_writing.as_xlsx("Lots", ["Item", "Batch", "Use by", "Qty"], rows)

    table = receipt_table.read("delivery.xlsx", data)

    assert [(row.line, row.item, row.lot, row.expiry, row.quantity) for row in table.rows] == [
        (2, "MILK", "L1", date(2027, 1, 31), Decimal(12)),
        (3, "BUTTER", "=B1", None, Decimal(3)),
    ]


def test_a_cell_that_cannot_be_read_is_named_if_it_is_wanted() -> None:
    data = book(("One", [["item", "lot", "mine"], ["MILK", "=A1", "=B1"]]))

    with pytest.raises(Refusal, match=r"Line 2, lot: The cell is a formula without a value"):
        importing.read_table(receipt_table.COLUMNS, ("item",), data)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(Refusal, match="The heading has no column for: item"):
        importing.read_table(receipt_table.COLUMNS, ("item",), b"lot,colour\nL1,red\n")
