"""Files of a receipt: by F5 while it is scanned, by F on its summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from lsn_desktop.storage import blobs, orders
from tests.dock import label
from tests.house_for_tests import MILK
from tests.ui.at_keyboard import keys, said
from tests.ui.parts import listed
from tests.ui.shop import Shop
from ui.parts.attached_files import AttachedFiles
from ui.screens.receive.dock import Dock
from ui.screens.receive.summary import Summary

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office
    from ui.parts.theme import Theme


def test_an_open_receipt_has_files_while_its_scans_go_on(
    place: Office, theme: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    shop = Shop(place, theme, qtbot)
    shop.receive.open_order(order(place))
    keys(Qt.Key.Key_F5)
    (tmp_path / "photo.txt").write_text("as it came")
    shop.receive.findChildren(AttachedFiles)[0].attach(tmp_path / "photo.txt")
    shop.receive.scanned(label(ai01=MILK, ai17="270131", ai10="F1").encode(), "test")

    assert listed(shop.receive, "receive.files") == ["photo.txt"]
    assert "Whole milk" in said(shop.receive, "receive.files.notice")
    assert shop.receive.go_back()
    assert shop.receive.findChildren(Dock)[0].isVisible()


def order(place: Office) -> int:
    with place.program.database.reading() as connection:
        found = orders.by_number(connection, "PO-1042")
    assert found is not None
    return found.id


def test_a_posted_receipt_keeps_its_delivery_note(
    place: Office, theme: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    shop = Shop(place, theme, qtbot)
    shop.receive.go_to(2)
    keys("f")
    (tmp_path / "delivery note.pdf").write_bytes(b"%PDF-1.4 as it came")
    (files,) = shop.receive.findChildren(AttachedFiles)
    files.attach(tmp_path / "delivery note.pdf")

    assert listed(shop.receive, "receive.files") == ["delivery note.pdf"]
    assert said(shop.receive, "receive.files.notice") == "delivery note.pdf is attached."
    with place.program.database.reading() as connection:
        assert [each.name for each in blobs.attachments(connection, "document", 2)] == [
            "delivery note.pdf"
        ]
    assert shop.receive.go_back()
    assert shop.receive.findChildren(Summary)[0].isVisible()
