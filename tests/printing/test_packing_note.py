"""The packing note of a return says what goes back, to whom and why."""

from __future__ import annotations

from datetime import date

import pypdfium2

from printing.papers.packing_note import PackedLine, PackingFacts, packing_note

FACTS = PackingFacts(
    "SR-00001", date(2026, 11, 22), "Test Dairy", "1 Dock Road", "Northwind",
    "RC-00001: broken", (PackedLine("Butter 250 g", "BUTTER", "B1", "4 pcs"),),
)  # fmt: skip


def test_the_note_says_all_of_it() -> None:
    pdf = packing_note(FACTS)

    page = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    for words in (
        "Return to supplier", "SR-00001", "2026-11-22", "Northwind", "RC-00001: broken",
        "Butter 250 g", "B1", "4 pcs", "Packed by", "Page 1 of 1",
    ):  # fmt: skip
        assert words in page, words
    assert packing_note(FACTS) == pdf
