from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QBrush, QPixmap

from ui.tables.rows_model import Column, RowsModel

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester

    from ui.parts.theme import Theme

COLUMNS = (
    Column[str]("Code", lambda row: row, "code", mono=True),
    Column[str]("Length", lambda row: str(len(row)), right=True, tone=lambda _row: "refused"),
    Column[str]("", lambda _row: "", icon=lambda row: "hold" if row else ""),
)
HOSTILE = '<img src="x">'


@pytest.fixture
def model(theme: Theme) -> RowsModel[str]:
    model: RowsModel[str] = RowsModel(COLUMNS, theme)
    model.show([HOSTILE, ""])
    return model


@pytest.mark.parametrize(
    ("row", "column", "role", "shown"),
    [
        (0, 0, Qt.ItemDataRole.DisplayRole, HOSTILE),
        (0, 0, Qt.ItemDataRole.ToolTipRole, "<qt>&lt;img src=&quot;x&quot;&gt;</qt>"),
        (0, 1, Qt.ItemDataRole.DisplayRole, "13"),
        (0, 2, Qt.ItemDataRole.AccessibleTextRole, ""),
        (1, 2, Qt.ItemDataRole.DecorationRole, None),
        (0, 0, Qt.ItemDataRole.EditRole, None),
    ],
)
def test_a_cell_shows_what_its_column_says(
    model: RowsModel[str], row: int, column: int, role: Qt.ItemDataRole, shown: object
) -> None:
    assert model.data(model.index(row, column), role) == shown


def test_a_cell_looks_as_its_column_says(model: RowsModel[str], theme: Theme) -> None:
    role = Qt.ItemDataRole
    number = model.index(0, 1)

    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    assert model.data(number, role.TextAlignmentRole) == right
    assert model.data(number, role.ForegroundRole) == QBrush(theme.colour("refused"))
    assert isinstance(model.data(model.index(0, 2), role.DecorationRole), QPixmap)
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Length"
    assert model.headerData(1, Qt.Orientation.Vertical) is None


def test_another_look_recolours_the_cells(model: RowsModel[str], theme: Theme) -> None:
    told: list[int] = []
    model.dataChanged.connect(lambda first, last: told.append(last.row() - first.row()))

    theme.choose("dark")

    assert told == [1]


def test_rows_that_go_on_are_asked_for_once(model: RowsModel[str]) -> None:
    asked: list[bool] = []
    model.more_wanted.connect(lambda: asked.append(True))
    model.show(["a"], more=True)

    assert model.canFetchMore(QModelIndex())
    model.fetchMore(QModelIndex())

    assert not model.canFetchMore(QModelIndex())
    model.append(["b"], more=False)
    assert model.rows == ("a", "b")
    assert asked == [True]


def test_the_model_keeps_qts_contract(
    model: RowsModel[str], qtmodeltester: ModelTester
) -> None:
    model.prepend("first")
    model.append(["last"])
    model.replace(1, "other")

    qtmodeltester.check(model)

    assert model.rows == ("first", "other", "", "last")
