"""Imports taken back: everything as it was, or the reason why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.storage import catalogue, timeline
from tests.dock import label
from tests.gate import customer, sale
from tests.house_for_tests import BUTTER
from tests.imports import everything, flaws, take, undo

if TYPE_CHECKING:
    from tests.house_for_tests import House


def test_the_same_file_is_told_and_may_come_again_once_it_is_undone(house: House) -> None:
    text = "code,name\nEAST,Eastfield\n"
    job = take(house, "parties", text)
    with pytest.raises(Refusal, match="was imported before: nothing is taken twice"):
        take(house, "parties", text)

    undo(house, job)
    again = take(house, "parties", text)

    assert again != job
    with pytest.raises(Refusal, match="is undone already"):
        undo(house, job)


FILES = {
    "parties": "code,name\nEAST,Eastfield\nNORTH,Northwind\n",
    "locations": "code,kind,parent\nBIN-7,,ZONE-7\nZONE-7,zone,\n",
    "fields": "family,field,kind,of\nTools,Size,text,item\n",
    "items": "sku,description,family,gtin,pack\nSAW,Saw,Steel,4006381333931,6\n"
    "MILK,Fresh milk,,,\n",
    "numbers": "sku,number,supplier,pack\nMILK,M-1,NORTH,6\n",
    "lsns": "sku,lot,serial,expiry\nMILK,L9,,2027-01-01\nCHIP,C9,S9,\n",
    "aliases": "sku,lot,alias\nMILK,L1,TAG-1\n",
    "stock": "sku,lot,place,quantity\nBUTTER,B9,DOCK-1,12\n",
    "orders": "number,vendor,sku,quantity\nPO-1042,NORTH,MILK,60\nPO-9,NORTH,PUMP,2\n",
    "sales-orders": "number,customer,sku,quantity\nSO-1,CLINIC,MILK,60\nSO-9,CLINIC,PUMP,2\n",
    "boms": "sku,component,quantity\nPUMP,CHIP,2\nPUMP,BUTTER,1\n",
    "work-orders": "number,sku,quantity,kind\nWO-1,PUMP,2,rework\n",
}


@pytest.mark.parametrize("kind", FILES)
def test_an_import_undone_leaves_everything_as_it_was(house: House, kind: str) -> None:
    take(house, "lsns", "sku,lot\nMILK,L1\n")
    sale(house, customer(house), ("MILK", 24))
    before = everything(house.database)
    job = take(house, kind, FILES[kind])
    assert everything(house.database) != before

    undo(house, job)

    after = everything(house.database)
    if kind == "stock":  # its moves stand, turned back; the lot they are of stays
        assert b"B9" in after.pop("lsns")
        before.pop("lsns")
    assert after == before
    assert flaws(house.database) == []


@pytest.mark.parametrize(
    ("kind", "text", "use", "words"),
    [
        ("items", "sku,description\nSAW,Saw\n",
         ("orders", "po,vendor,sku,qty\nP,NORTH,SAW,1\n"),
         "SAW was used since: it has lines of purchase orders"),
        ("parties", "code,name\nEAST,E\n", ("orders", "po,vendor,sku,qty\nP,EAST,MILK,1\n"),
         "EAST was used since: it has purchase orders"),
        ("lsns", "sku,lot\nMILK,L9\n", ("stock", "sku,lot,place,qty\nMILK,L9,DOCK-1,1\n"),
         "L9 was used since: it has"),
        ("items", "sku,description\nMILK,Fresh\n", ("items", "sku,description\nMILK,Fresher\n"),
         "MILK was changed since"),
        ("locations", "code\nBIN-7\n", ("locations", "code,name\nBIN-7,Top\n"),
         "BIN-7 was changed since"),
    ],
)  # fmt: skip
def test_undo_is_refused_in_words_where_rows_were_used_since(
    house: House, kind: str, text: str, use: tuple[str, str], words: str
) -> None:
    job = take(house, kind, text)
    take(house, *use)
    before = everything(house.database)

    with pytest.raises(Refusal, match=words):
        undo(house, job)

    assert everything(house.database) == before
    assert flaws(house.database) == []


def test_opening_stock_that_moved_on_is_not_undone(house: House) -> None:
    job = take(house, "stock", "sku,lot,place,quantity\nBUTTER,B9,DOCK-1,12\n")
    receipt = house.receipt()
    house.scan(receipt, label(ai01=BUTTER, ai10="B9"))
    house.post(receipt.document_id)

    undo(house, job)  # as much as it brought is still there

    assert b"BUTTER,B9,,DOCK-1,1," in everything(house.database)["stock"]
    assert flaws(house.database) == []


def test_the_audit_trail_tells_of_each_row_and_of_its_undoing(house: House) -> None:
    job = take(house, "items", "sku,description\nMILK,Fresh milk\n")
    undo(house, job)

    with house.database.reading() as connection:
        milk = catalogue.item_by_sku(connection, "MILK")
        assert milk is not None
        words = [str(each.words) for each in timeline.audit(connection, "item", milk.id)]
    assert words[:2] == [
        "Import undone: description: Fresh milk > Whole milk 1 L",
        "Imported: MILK: description: Whole milk 1 L > Fresh milk",
    ]


def test_a_record_does_not_inherit_the_history_of_one_that_was_taken_out(house: House) -> None:
    """SQLite gives the last number anew; what was said of its bearer stays where it is."""
    job = take(house, "items", "sku,description,gtin\nOLD,Old tea,09521234000020\n")
    undo(house, job)
    take(house, "items", "sku,description\nNEW,New tea\n")
    take(house, "items", "sku,description\nNEW,Newer tea\n")

    with house.database.reading() as connection:
        new = catalogue.item_by_sku(connection, "NEW")
        assert new is not None
        words = [str(each.words) for each in timeline.audit(connection, "item", new.id)]
    assert [each for each in words if "OLD" in each or "Old" in each] == []
    assert len(words) == 2
