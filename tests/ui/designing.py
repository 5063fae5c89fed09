"""A label designer in the small company, ready to be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.designer.designer import Designer

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office


def designing(place: Office, qtbot: QtBot) -> Designer:
    """With a label of 4 x 2 in on which nothing stands yet."""
    designer = Designer(place.desk)
    designer.resize(1140, 720)
    qtbot.addWidget(designer)
    designer.show()
    designer.begin()
    return designer
