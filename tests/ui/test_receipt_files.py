"""Files of a posted receipt, reached by F on its summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.storage import blobs
from tests.ui.at_keyboard import keys, said
from tests.ui.parts import listed
from tests.ui.shop import Shop
from ui.attached_files import AttachedFiles
from ui.screens.receive.summary import Summary

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office
    from ui.theme import Theme


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
