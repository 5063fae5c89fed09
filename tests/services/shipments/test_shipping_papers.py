"""The papers of a shipment say what there is to take, what went, and what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2

from lsn_desktop.paper import shipping_papers
from lsn_desktop.services.documents import posting
from printing.papers.packing_list import packing_list
from printing.papers.pick_list import pick_list
from tests.dock import delivered, label
from tests.gate import customer, do, sale, scan, shipment
from tests.house_for_tests import BUTTER, MILK, TODAY
from tests.storage.test_statements import shop, statements

if TYPE_CHECKING:
    from tests.house_for_tests import House

__all__ = ["shop"]


def _texts(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(page.get_textpage().get_text_range() for page in pages).replace("\r\n", " ")


def test_the_papers_of_an_order_say_what_is_taken_what_went_and_what_is_to_come(
    house: House,
) -> None:
    delivered(house, label(ai01=MILK, ai17="270110", ai37="24", ai10="M1"))
    delivered(house, label(ai01=BUTTER, ai37="24", ai10="B1"))
    order = sale(house, customer(house, life=30), ("MILK", 30), ("BUTTER", 6), reference="PO 9")

    with house.database.reading() as connection:
        pick = _texts(pick_list(shipping_papers.to_pick(connection, order, TODAY)))
    for words in ("SO-1", "PO 9", "30 days", "DOCK-1", "M1", "24 pcs", "B1", "Cannot be taken"):
        assert words in pick, words

    first = scan(house, shipment(house, order), label(ai01=MILK, ai37="24", ai10="M1"))
    assert first.next is not None
    document_id = first.next.document_id
    scan(house, first.next, "1Z999AA10123456784")
    with house.database.reading() as connection:
        draft = _texts(packing_list(shipping_papers.packed(connection, document_id)))
    assert "Not posted yet" in draft
    do(house, first.next, "POST")
    with house.database.reading() as connection:
        went = _texts(packing_list(shipping_papers.packed(connection, document_id)))
    for words in (
        "SH-00001", "Clinic Ltd", "SO-1", "PO 9", "30 pcs 24 pcs 6 pcs", "6 pcs 0 pcs 6 pcs",
        "M1 2027-01-10 24 pcs", "1Z999AA10123456784",
    ):  # fmt: skip
        assert words in went, words
    assert "Not posted yet" not in went
    with house.database.transaction(house.later()) as tx:
        posting.reverse(tx, document_id, "wrong address", house.uid())
    with house.database.reading() as connection:
        back = _texts(packing_list(shipping_papers.packed(connection, document_id)))
    assert "it counts no more" in back


def test_each_pallet_stands_before_its_cases_and_says_what_is_in_them(house: House) -> None:
    delivered(house, label(ai01=BUTTER, ai37="24", ai10="B1"))
    begun = shipment(house, sale(house, customer(house), ("BUTTER", 24)))
    for name, many in (("PALLET", ""), ("CASE", "4"), ("CASE", "2")):
        do(house, begun, name)
        if many:
            scan(house, begun, label(ai01=BUTTER, ai37=many, ai10="B1"))
            do(house, begun, "CLOSE")
    do(house, begun, "POST")

    with house.database.reading() as connection:
        told = shipping_papers.packed(connection, begun.document_id)
    pallet, first, second = told.cases
    on_it = f"Case on pallet {pallet.sscc}"
    assert [one.holds for one in told.cases] == [
        "Pallet\nCases on it: 2",
        f"{on_it}\n4 pcs Butter 250 g",
        f"{on_it}\n2 pcs Butter 250 g",
    ]
    assert [(one.case, one.quantity) for one in told.goods] == [
        (first.sscc, "4 pcs"),
        (second.sscc, "2 pcs"),
    ]


def test_the_papers_ask_no_more_however_much_there_is_on_them(shop: House) -> None:
    for lot in ("B1", "B2", "B3"):
        delivered(shop, label(ai01=BUTTER, ai37="4", ai10=lot))
    order = sale(shop, customer(shop), ("BUTTER", 30))
    begun = shipment(shop, order)
    counts = []

    def both() -> None:
        with shop.database.reading() as connection:
            shipping_papers.packed(connection, begun.document_id)
            shipping_papers.to_pick(connection, order, TODAY)

    for lot in ("B1", "B2", "B3"):
        scan(shop, begun, label(ai01=BUTTER, ai37="2", ai10=lot))
        with statements(shop) as ran:
            both()
        counts.append(len(ran))

    assert len(set(counts)) == 1
    assert counts[0] <= 24
