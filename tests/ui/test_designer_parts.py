"""Parts of a label that come from the company and the calendar: its logo, days in barcodes."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit

from lsn_desktop.paper import label_shelf
from lsn_desktop.storage import blobs, house
from printing.labels.label_elements import LOGO
from tests.ui.designing import designing
from tests.ui.parts import part, press
from tests.ui.windows import bring_to_front

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from lsn_desktop.storage.transactions import Tx
    from tests.ui.office import Office


def test_the_companys_logo_is_put_on_a_label_and_is_that_of_the_day(
    place: Office, qtbot: QtBot
) -> None:
    designer = designing(place, qtbot)
    press(designer, "designer.add_logo")
    assert "has no logo yet" in part(designer, QLabel, "designer.notice").text()
    assert not designer.editor.template.pictures

    out = BytesIO()
    Image.new("L", (400, 100), 0).save(out, "PNG")

    def keep(tx: Tx) -> None:
        blob_id, _sha = blobs.keep(tx.connection, out.getvalue(), "image/png", "logo")
        house.change_company(tx, {"logo_blob_id": blob_id})

    place.program.database.run(place.desk.station.by(), keep)
    press(designer, "designer.add_logo")
    (picture,) = designer.editor.template.pictures
    assert picture.source == LOGO
    assert picture.box.width == pytest.approx(4 * picture.box.height, abs=0.05)
    assert designer.editor.template.logo == out.getvalue()

    bring_to_front(designer, qtbot)
    qtbot.keyClick(designer.canvas, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    with place.program.database.reading() as connection:
        name = designer.editor.template.name
        assert "logo" in label_shelf.text_of(connection, name)
        assert "png" not in label_shelf.text_of(connection, name)
        assert label_shelf.load(connection, name).logo == out.getvalue()


def test_a_day_in_a_barcode_is_moved_and_only_days_are_offered(
    place: Office, qtbot: QtBot
) -> None:
    designer = designing(place, qtbot)
    bring_to_front(designer, qtbot)
    press(designer, "designer.add_barcode")
    field = part(designer, QComboBox, "designer.gs1.17")
    assert field.findData("lot") < 0
    assert part(designer, QComboBox, "designer.gs1.10").findData("lot") >= 0

    number = part(designer, QLineEdit, "designer.gs1.17.moved")
    number.setFocus()
    number.setText("-30")
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert part(designer, QLineEdit, "designer.gs1.17.moved").hasFocus()
    assert designer.editor.template.symbols[0].gs1[1] == ("17", "expiry-30d")
    unit = part(designer, QComboBox, "designer.gs1.17.unit")
    unit.setCurrentIndex(unit.findData("m"))
    unit.activated.emit(unit.currentIndex())
    assert designer.editor.template.symbols[0].gs1[1] == ("17", "expiry-30m")
    assert part(designer, QLineEdit, "designer.gs1.17.moved").text() == "-30"
    assert part(designer, QComboBox, "designer.gs1.17").currentData() == "expiry"

    more = part(designer, QComboBox, "designer.gs1.add")
    more.setCurrentIndex(more.findData("16"))
    more.activated.emit(more.currentIndex())
    assert ("16", "best_before") in designer.editor.template.symbols[0].gs1
