"""Files taken in: each row told what it does, wrong ones in words, all of it undoable."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.imports import applying, mapping, rejected
from lsn_desktop.services.imports.kinds import KINDS
from lsn_desktop.services.imports.rows import Status
from lsn_desktop.sheets import reading
from lsn_desktop.storage import catalogue, orders
from tests.dock import label
from tests.house_for_tests import MILK
from tests.imports import as_source, everything, flaws, look_over, take

if TYPE_CHECKING:
    from lsn_desktop.services.imports.applying import Report
    from lsn_desktop.storage.transactions import Tx
    from tests.house_for_tests import House


def told(report: Report) -> list[tuple[int, str, str]]:
    return [(row.line, row.status.value, str(row.words or "")) for row in report.rows]


def refused(house: House, kind: str, *lines: str) -> list[tuple[int, str]]:
    """The wrong rows of a file, each with its words; nothing of it may be taken."""
    before = everything(house.database)
    with pytest.raises(applying.Unfit) as caught:
        take(house, kind, "\n".join(lines))
    assert everything(house.database) == before
    return [(row.line, str(row.words)) for row in caught.value.report.wrong]


def test_each_row_is_new_changed_same_or_wrong_before_anything_is_written(
    house: House,
) -> None:
    text = (
        "sku,description,shelf life\n"
        "EGG,Egg,28\n"
        "MILK,Whole milk one litre,\n"
        "BUTTER,Butter 250 g,\n"
        ",No number,\n"
    )

    assert told(look_over(house, "items", text)) == [
        (2, "new", ""),
        (3, "changed", "description: Whole milk 1 L > Whole milk one litre"),
        (4, "same", ""),
        (5, "wrong", "The row has no sku."),
    ]
    with house.database.reading() as connection:
        assert catalogue.item_by_sku(connection, "EGG") is None


def test_items_come_with_gtins_families_and_an_expiry_where_they_have_a_life(
    house: House,
) -> None:
    take(
        house,
        "items",
        "SKU;Name;EAN;Pack;Shelf life;Category\n"
        "CREAM;Cream 0.5 L;4006381333931;2,5;21;Dairy\n"
        "ROPE;Rope;;;;\n",
    )

    with house.database.reading() as connection:
        pack = catalogue.item_by_gtin(connection, "04006381333931")
        rope = catalogue.item_by_sku(connection, "ROPE")
        families = dict(catalogue.families(connection))
    assert pack is not None
    assert (pack.item.sku, pack.item.shelf_life_days) == ("CREAM", 21)
    assert pack.units == Fraction(5, 2)
    assert pack.item.expiry_required
    assert families[pack.item.family_id or 0] == "Dairy"
    assert rope is not None
    assert not rope.expiry_required


def test_only_the_good_rows_are_taken_and_the_wrong_ones_come_back_as_a_file(
    house: House,
) -> None:
    text = "Name,Nr,EAN\nEgg,EGG,\nHam,HAM,4006381333930\n=Tag,,\n"
    of = as_source(house.database, "items", text)
    of = applying.source(
        of.kind, of.name, text.encode(), of.grid, {0: "description", 1: "sku", 2: "gtin"}
    )

    _job, report = house.database.run(
        house.later(), lambda tx: applying.apply(tx, of, only_good=True)
    )

    assert report.counts == {Status.NEW: 1, Status.WRONG: 2}
    again = reading.read(rejected.as_csv(of, report))
    assert list(again.headings) == ["Name", "Nr", "EAN", mapping.ERROR, mapping.REMEDY]
    assert [line.cell(0) for line in again.lines] == ["Ham", "=Tag"]
    assert again.lines[0].cell(3).startswith("4006381333930 is no GTIN")
    with house.database.reading() as connection:
        remembered = mapping.recalled(connection, KINDS["items"], ["Nr", "Name", "EAN"])
    assert "sku" not in remembered.values()  # other headings are another source


def test_a_mapping_is_remembered_by_headings_and_found_by_name(house: House) -> None:
    headings = ["Nr", "Name"]
    with house.database.transaction(house.later()) as tx:
        mapping.remember(tx, KINDS["items"], headings, {0: "sku", 1: "description"}, "Farm")

    with house.database.reading() as connection:
        assert mapping.recalled(connection, KINDS["items"], ["NR ", "name"]) == {
            0: "sku",
            1: "description",
        }
        named = mapping.recalled(connection, KINDS["items"], ["x", "name", "nr"], "Farm")
        assert named == {2: "sku", 1: "description"}
        with pytest.raises(Refusal, match="no mapping Barn"):
            mapping.recalled(connection, KINDS["items"], headings, "Barn")


def test_a_column_too_few_or_twice_is_said(house: House) -> None:
    with pytest.raises(Refusal, match="No column is: description"):
        take(house, "items", "sku,colour\nA,red\n")
    of = as_source(house.database, "items", "sku,description,nr\nA,B,C\n")
    mapped = {0: "sku", 1: "description", 2: "sku"}
    twice = applying.source(of.kind, of.name, b"", of.grid, mapped)
    with house.database.reading() as connection, pytest.raises(Refusal, match="Two columns"):
        applying.dry_run(connection, twice, house.by.on)


@pytest.mark.parametrize(
    ("kind", "lines", "wrong"),
    [
        (
            "items",
            ["sku,description,gtin,tracking,decimals", "A,A,4006381333930,,",
             "B,B,09521234543213,,", "C,C,,bag,", "D,D,,serial,2", "D2,,,,", "E,E,,,7"],
            ["4006381333930 is no GTIN", "09521234543213 is another item already",
             "tracking: bag is none of", "Pieces with serial numbers are whole",
             "The row has no description", "decimals is a whole number from 0 to 6"],
        ),
        (
            "items",
            ["sku,description", "A,A", "A,Again"],
            ["sku A stands on line 2 already"],
        ),
        (
            "parties",
            ["code,name,gln,customer", "A,A,123,", "B,B,,maybe"],
            ["123 is no GLN", "customer is yes or no: maybe is neither"],
        ),
        (
            "locations",
            ["code,kind,parent", "A,cave,", "~supplier,,", "B,,NOWHERE", "C,,D", "D,,C"],
            ["kind: cave is none of", "~supplier is a place of the program's own",
             "There is no place NOWHERE", "C would stand in itself", "D would stand in itself"],
        ),
        (
            "locations",
            ["code,kind,parent", "Z,cave,", "Y,,Z"],
            ["kind: cave is none of", "There is no place Z"],
        ),
        (
            "fields",
            ["family,field,kind,choices", "Dairy,Grade,list,", "Dairy,Fat,heavy,"],
            ["Dairy: Grade has nothing to choose from", "kind: heavy is none of"],
        ),
        (
            "numbers",
            ["sku,number,kind,supplier,pack", "MILK,X1,,NOBODY,", "EGG,X2,,,", "MILK,X3,,,0"],
            ["There is no supplier NOBODY", "There is no item EGG", "A pack holds more than"],
        ),
        (
            "lsns",
            ["sku,lot,serial,made,expiry", "MILK,,S1,,", "MILK,L1,,2026-12-31,2026-01-01",
             "MILK,L2,,,04/05/2027", "MILK,L3,,,someday", "PUMP,,,,",
             "MILK,L4,,,", "MILK,L4,,,"],
            ["MILK is tracked by lot; the row says otherwise", "L1 would expire on 2026-01-01",
             "expiry: 04/05/2027 may be 2027-0", "expiry: someday is no day",
             "PUMP is tracked by serial; the row says otherwise", "number L4 stands on line 7"],
        ),
        (
            "aliases",
            ["sku,lot,alias", "MILK,NONE,TAG"],
            ["There is no lot or serial NONE of MILK"],
        ),
        (
            "stock",
            ["sku,lot,serial,place,quantity", "MILK,L1,,NOWHERE,1", "MILK,L1,,DOCK-1,0",
             "MILK,L1,,DOCK-1,1.5", "PUMP,,S1,DOCK-1,2", 'MILK,L2,,DOCK-1,"1,234"'],
            ["There is no place NOWHERE", "0 pcs is not a quantity",
             "1.5 pcs cannot be counted", "A serial is one piece: 2 of S1",
             "quantity: 1,234 may be thousands"],
        ),
        (
            "orders",
            ["number,vendor,sku,quantity,price", "PO-7,NORTH,MILK,12,1.23456",
             "PO-7,NORTH,BUTTER,1,", "PO-8,NOBODY,MILK,1,", "PO-9,,MILK,1,",
             "PO-1042,SOUTH,MILK,1,"],
            ["1.23456 is no price", "Line 2 of the same order is wrong",
             "There is no vendor NOBODY", "The row has no vendor",
             "Order PO-1042 is another vendor's"],
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_of_its_row_and_nothing_is_taken(
    house: House, kind: str, lines: list[str], wrong: list[str]
) -> None:
    said = [words for _line, words in refused(house, kind, *lines)]

    assert [a.startswith(b) for a, b in zip(said, wrong, strict=True)] == [True] * len(wrong), (
        said
    )


@pytest.mark.parametrize(
    "quantity", ["1e999999999", "1e-999999999", "0e999999999", "nan", "-5"]
)
def test_a_number_of_no_delivery_is_refused_at_once(house: House, quantity: str) -> None:
    rows = refused(house, "orders", "number,vendor,sku,quantity", f"P,NORTH,MILK,{quantity}")

    assert [line for line, _words in rows] == [2]


def test_what_moved_keeps_its_unit_and_its_stock_is_not_opened_again(house: House) -> None:
    receipt = house.receipt()
    house.scan(receipt, label(ai01=MILK, ai17="270131", ai10="L1"))
    house.post(receipt.document_id)

    assert refused(house, "items", "sku,description,unit", "MILK,Milk,kg") == [
        (2, "MILK has moved: its unit stays pcs.")
    ]
    assert refused(house, "stock", "sku,lot,place,quantity", "MILK,L1,DOCK-1,5") == [
        (2, "L1 of MILK has come in before: it is no opening stock.")
    ]
    same = look_over(house, "stock", "sku,lot,place,quantity\nMILK,L1,DOCK-1,1\n")
    assert [row.status for row in same.rows] == [Status.SAME]


def test_an_order_is_changed_line_by_line_and_what_came_stays(house: House) -> None:
    take(house, "orders", "po,vendor,sku,qty,line,price\nPO-1042,,MILK,60,1,0.5\n"
         "PO-1042,NORTH,PUMP,2,3,\n")  # fmt: skip

    with house.database.reading() as connection:
        order = orders.by_number(connection, "PO-1042")
        assert order is not None
        lines = orders.expected(connection, order.id)
    assert [(line.sku, line.ordered) for line in lines] == [
        ("MILK", 60),
        ("BUTTER", 72),
        ("PUMP", 2),
    ]
    assert flaws(house.database) == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [("1 234", 1234), ("1.234,0", 1234), ("1,234.0", 1234), ("2,5", None), ("a dozen", None)],
)
def test_a_number_is_read_as_people_write_it(house: House, text: str, kept: int | None) -> None:
    report = look_over(house, "orders", f'number,vendor,sku,quantity\nP,NORTH,MILK,"{text}"\n')

    (row,) = report.rows
    ordered = [write.values.get("ordered") for write in row.writes if "ordered" in write.values]
    assert ordered == ([] if kept is None else [kept])
    if text == "a dozen":
        assert str(row.words) == "a dozen is no number."


def test_a_vendor_is_known_by_code_or_by_a_name_nobody_else_has(house: House) -> None:
    head = "number,vendor,sku,quantity\n"
    assert look_over(house, "orders", f"{head}P,northwind dairy,MILK,1\n").counts == {
        Status.NEW: 1
    }
    take(house, "parties", "code,name\nNORTH-2,Northwind Dairy\n")
    assert look_over(house, "orders", f"{head}P,Northwind Dairy,MILK,1\n").counts == {
        Status.WRONG: 1
    }


def test_what_was_looked_over_is_looked_over_again_if_anything_changed_since(
    house: House,
) -> None:
    of = as_source(house.database, "parties", "code,name\nEAST,Eastfield\n")
    with house.database.reading() as connection:
        looked = applying.dry_run(connection, of, house.by.on)
    take(house, "parties", "code,name\nEAST,East Inc\n")

    _job, report = house.database.run(
        house.later(), lambda tx: applying.apply(tx, of, looked=looked)
    )

    assert report is not looked
    assert report.counts == {Status.CHANGED: 1}


def test_what_was_looked_over_is_taken_as_it_is_and_may_be_begun_again(house: House) -> None:
    of = as_source(house.database, "lsns", "sku,lot,serial\nCHIP,C9,S1\n")
    with house.database.reading() as connection:
        looked = applying.dry_run(connection, of, house.by.on)

    def broken_off(tx: Tx) -> None:
        applying.apply(tx, of, looked=looked)
        raise InterruptedError

    with pytest.raises(InterruptedError):
        house.database.run(house.later(), broken_off)

    _job, report = house.database.run(
        house.later(), lambda tx: applying.apply(tx, of, looked=looked)
    )

    assert report is looked
    assert b"CHIP,C9,S1" in everything(house.database)["lsns"]
    assert flaws(house.database) == []
