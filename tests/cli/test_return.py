"""`lsn return --vendor`: what is held goes back, and what is not stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal

MILK = "]C101095212345432131730123110L1"


def test_a_held_lot_goes_back_with_its_packing_note(lsn: Terminal) -> None:
    scans = lsn.file("a.scans", "x 4", MILK)
    assert lsn("receive", "--to", "COLD-A-01", "--post", scans).code == 0
    assert lsn("hold", "L1", "--reason", "damage").code == 0
    note = lsn.folder / "note.pdf"

    ended = lsn("return", "--vendor", "NORTH", "--reason", "broken", "-o", note,
                lsn.file("b.scans", MILK))  # fmt: skip

    assert ended.out.endswith("SR-00001 posted, 1 lines\n"), ended.err
    assert [row for row in lsn.on_hand() if row["lsn"] == "L1"] == []
    text = pypdfium2.PdfDocument(note)[0].get_textpage().get_text_range()
    assert "SR-00001" in text
    assert "L1" in text
    assert lsn("verify").code == 0


def test_what_is_not_held_does_not_go_back(lsn: Terminal) -> None:
    assert lsn("receive", "--to", "COLD-A-01", "--post", lsn.file("a", MILK)).code == 0

    ended = lsn("return", "--vendor", "NORTH", lsn.file("b", MILK))

    assert ended.code == 1
    assert "only 0 pcs are held" in ended.err
    assert lsn("documents", "--open").out == ""


def test_an_unknown_vendor_is_refused(lsn: Terminal) -> None:
    assert lsn("return", "--vendor", "NOBODY", lsn.file("b", MILK)).code == 1
