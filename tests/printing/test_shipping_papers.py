"""Pick list and packing list say all that goes, on as many pages as it takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pypdfium2
import zxingcpp

from printing.papers.packing_list import (
    CaseSent,
    ItemSent,
    PackingListFacts,
    ParcelSent,
    packing_list,
)
from printing.papers.paper_goods import Goods, parts_of
from printing.papers.pick_list import Missing, PickListFacts, pick_list

_CASE = "095012340000000018"
_SERIALS = tuple(f"SN-{at:05d}" for at in range(300))
_BUTTER = Goods(
    "Butter 250 g", "BUTTER", ("B-1002",), "B-1002", "2027-01-31", quantity="48 pcs"
)
SENT = PackingListFacts(
    "SH-00007", date(2026, 11, 22), "Test Dairy", "1 Dock Road", "Harbor Cafe",
    "Quay 4\nHafnia", "SO-00031", "PO 77/b",
    (ItemSent("Butter 250 g", "BUTTER", "60 pcs", "48 pcs", "12 pcs", "In place of Feta"),),
    (replace(_BUTTER, case=_CASE),),
    (CaseSent(_CASE, "48 pcs Butter 250 g"),),
    (ParcelSent("UPS", "1Z999AA10123456784"),),
)  # fmt: skip
TAKEN = PickListFacts(
    "SO-00031", date(2026, 11, 22), "Test Dairy", "1 Dock Road", "Harbor Cafe", "", "PO 77/b",
    date(2026, 11, 25), "14 days", "Ring twice",
    (replace(_BUTTER, place="COLD-A-03"),),
    (Missing("Feta 200 g", "FETA", "6 pcs"),),
)  # fmt: skip


def _texts(pdf: bytes) -> list[str]:
    pages = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in pages]


def test_the_packing_list_says_lots_cases_parcels_and_what_is_still_to_come() -> None:
    pdf = packing_list(SENT)

    (page,) = _texts(pdf)
    for words in (
        "Packing list", "SH-00007", "2026-11-22", "Harbor Cafe", "Quay 4", "SO-00031",
        "PO 77/b", "60 pcs", "48 pcs", "12 pcs", "In place of Feta", "B-1002", "2027-01-31",
        _CASE, "UPS", "1Z999AA10123456784", "Packed by", "Page 1 of 1",
    ):  # fmt: skip
        assert words in page, words
    assert packing_list(SENT) == pdf


def test_three_hundred_serials_stand_on_their_pages_each_of_them_once() -> None:
    goods = [
        Goods("Pump", "PUMP", part, "L7", "", "BIN-1", "", f"{len(part)} pcs")
        for part in parts_of(_SERIALS)
    ]

    for pdf in (
        packing_list(replace(SENT, goods=goods, state="Not posted yet")),
        pick_list(replace(TAKEN, goods=goods)),
    ):
        pages = _texts(pdf)
        said = "".join(pages)
        assert [said.count(serial) for serial in _SERIALS] == [1] * 300
        assert len(pages) > 1
        assert all(f"Page {at} of {len(pages)}" in page for at, page in enumerate(pages, 1))
        assert all("Lot or serial" in page for page in pages if "SN-" in page)


def test_the_pick_list_says_where_to_take_what_and_what_is_not_there() -> None:
    (page,) = _texts(pick_list(TAKEN))

    for words in (
        "Pick list", "SO-00031", "2026-11-25", "14 days", "Ring twice", "COLD-A-03", "B-1002",
        "2027-01-31", "48", "Feta 200 g", "6 pcs", "Cannot be taken now", "Picked by",
    ):  # fmt: skip
        assert words in page, words


def test_a_scan_of_the_number_on_paper_is_the_number() -> None:
    for pdf, number in ((pick_list(TAKEN), "SO-00031"), (packing_list(SENT), "SH-00007")):
        picture = pypdfium2.PdfDocument(pdf)[0].render(scale=3).to_pil()
        (found,) = zxingcpp.read_barcodes(picture)
        assert found.text == number
