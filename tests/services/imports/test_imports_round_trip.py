"""Every kind exported, wiped and imported is equal, on both engines, as CSV and as XLSX."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lsn_desktop.services.imports import applying, mapping
from lsn_desktop.services.imports.kinds import KINDS
from lsn_desktop.services.imports.rows import Status
from lsn_desktop.services.office import starting, whole_lists
from lsn_desktop.sheets import reading, xlsx_writing
from tests.house_for_tests import START, TODAY
from tests.imports import as_source, everything, flaws, look_over, take, take_into

if TYPE_CHECKING:
    from lsn_desktop.storage.transactions import By, Database
    from tests.house_for_tests import House

FILES = {
    "parties": "code,name,address,gln,customer,maker,life on ship\n"
    'ACME,"Acme, Ltd",""" Quay ""\nHarbour",4006381000000,yes,,30\n'
    "=EVIL,+Evil & Söhne,@home,,,yes,\n",
    "locations": "bin,type,in,description\nB-01-02,storage,ZONE-B,Lower\nZONE-B,zone,,Cold\n",
    "fields": "category,name,type,options,of\n"
    "Dairy,Fat,number,,lsn\n"
    "Dairy,Milked,date,,lsn\n"
    "Dairy,Organic,yes/no,,lsn\n"
    "Dairy,Grade,list,A|B|C,lsn\n"
    "Dairy,Allergens,text,,item\n",
    "items": "sku;name;tracking;unit;decimals;gtin;pack;shelf life;family;put away;Allergens;"
    "weight;volume;lot by supplier;life on ship;expires by;part of\n"
    "CHEESE;Käse, mild;lot;kg;3;4006381333931;2,5;60;Dairy;B-01-02;milk;1000;;yes;14;earlier;\n"
    "-TAG;@Tag;none;pcs;;;;;;;;;;;;;\n"
    "PEN;Pen;serial;pcs;;;;;;;;12;3;;;;yes\n",
    "numbers": "sku,number,kind,supplier,pack\n"
    "CHEESE,04006381333948,GTIN,,12\n"
    "CHEESE,+H123,HIBC,,1/3\n"
    "CHEESE,=1+1,supplier,NORTH,0.125\n",
    "lsns": "sku,lot,serial,supplier,made,expires,best before,retest,maker,country,note,"
    "Fat,Milked,Organic,Grade\n"
    'CHEESE,=L1,,NORTH,2026-11-01,2027-01-31,2027-01-15,,Dairy Co,DE,"a\nnote",3.5,'
    "31 Oct 2026,yes,B\n"
    "CHEESE,L2,,NORTH,,,,2027-06-30,,,,,,no,\n"
    "CHIP,LOT-9,SN-1,,,2028-01-01,,,,,,,,,\n"
    "CHIP,LOT-9,,,2026-01-01,,,,,,,,,,\n"
    "PEN,,P-0001,,,,,,,,,,,,\n",
    "aliases": "sku,lot,serial,vendor,alias,kind\n"
    "CHIP,LOT-9,SN-1,,-MAC 00,mac\n"
    "CHEESE,=L1,,NORTH,ASSET 7,asset tag\n",
    "stock": "sku,lot,serial,place,qty,expiry,vendor\n"
    "CHEESE,=L1,,B-01-02,2.125,,NORTH\n"
    "CHEESE,=L1,,DOCK-1,0.001,,NORTH\n"
    "CHEESE,L3,,DOCK-1,10,2027-03-01,NORTH\n"
    "CHIP,LOT-9,SN-1,DOCK-1,1,,\n"
    "NAPKIN,,,DOCK-1,300,,\n"
    "PEN,,P-0002,B-01-02,1,,\n",
    "orders": "po;supplier;sku;qty;eta;unit price;memo\n"
    'PO-9;NORTH;CHEESE;12,5;04.12.2026;3,1999;"=cmd"\n'
    "PO-9;NORTH;MILK;5;;;\n"
    "PO-10;ACME;PEN;100;;0,5;\n",
    "sales-orders": "so;customer name;sku;qty;ship by;unit price;customer po;ship to;memo\n"
    'SO-9;ACME;CHEESE;2,5;04.12.2026;9,99;"=77";"Quay 3\nHarbour";call\n'
    "SO-9;ACME;MILK;5;;;;;\n",
    "boms": "assembly;rev;batch size;component;qty per;uom;scrap %;type;traced;memo;in use\n"
    'CHEESE;A;0,5;MILK;4;;2,5;;yes;"=old";no\n'
    "CHEESE;;1;MILK;8;;;;;;\n"
    "CHEESE;;1;-TAG;1;dozen;;by-product;;;\n"
    "PEN;;;CHEESE;250;g;;;;;\n",
    "work-orders": "wo;sku;qty;due date;made in;memo;type;rev\n"
    'WO-9;PEN;12;04.12.2026;DOCK-1;"+now";;\n'
    "WO-10;CHEESE;0,5;;;;rework;\nWO-11;CHEESE;1,5;;;;disassembly;A\n",
    "tests": "sku,test,method,uom,min,max,requirement,mandatory\n"
    "CHEESE,=Fat,ISO 1211,%,3.0,4.10,,\nCHEESE,Salmonella,,,,,none,no\n",
    "results": "sku,lot,supplier,test,result,date,lab,why\n"
    "CHEESE,=L1,NORTH,=Fat,<3.50,2026-11-20,@Lab,\n"
    "CHEESE,=L1,NORTH,Salmonella,none,,,repeated\n",
}


@pytest.fixture
def full(house: House) -> House:
    """The small company with rows of every kind."""
    for kind, text in FILES.items():
        take(house, kind, text)
    assert flaws(house.database) == []
    return house


@pytest.fixture
def wiped(database: Database) -> tuple[Database, By]:
    """A company that has nothing yet."""
    order = starting.StartCompany("Test Dairy", "Olga", "2580", "UTC", gs1_prefix="952123")
    return database, starting.start(database, order, START, lambda _at, _zone: TODAY)


def test_csv_exported_wiped_and_imported_is_equal(
    full: House, wiped: tuple[Database, By]
) -> None:
    database, by = wiped
    before = everything(full.database)

    for kind, data in before.items():
        take_into(database, by, kind, data)

    after = everything(database)
    assert {kind: data.decode() for kind, data in after.items()} == {
        kind: data.decode() for kind, data in before.items()
    }
    assert flaws(database) == []


def test_xlsx_exported_wiped_and_imported_is_equal(
    full: House, wiped: tuple[Database, By]
) -> None:
    database, by = wiped
    for kind in KINDS:
        with full.database.reading() as connection:
            sheet = whole_lists.sheet(connection, kind)
        data = xlsx_writing.as_xlsx(sheet.title, sheet.headings, sheet.rows)
        of = as_source(database, kind, data, f"{kind}.xlsx")
        database.run(by, lambda tx, of=of: applying.apply(tx, of))  # type: ignore[misc]

    assert everything(database) == everything(full.database)


def test_what_is_exported_is_the_same_when_it_is_looked_over(full: House) -> None:
    for kind, data in everything(full.database).items():
        report = look_over(full, kind, data)

        assert {(row.status, str(row.words)) for row in report.rows} == {
            (Status.SAME, "None")
        }, kind


def test_every_column_exported_of_an_importable_kind_finds_its_field_or_is_told_of(
    full: House,
) -> None:
    told_only = {
        "stock": {"held", "claimed", "available", "unit"},
        "orders": {"received", "unit", "status"},
        "sales-orders": {"shipped", "unit", "status"},
        "work-orders": {"made", "scrapped", "unit", "status"},
    }
    for kind, data in everything(full.database).items():
        headings = reading.read(data).headings
        with full.database.reading() as connection:
            custom = mapping.custom_names(connection, KINDS[kind])
        mapped = mapping.guessed(KINDS[kind], headings, custom)
        left = {heading for at, heading in enumerate(headings) if at not in mapped}
        assert left == told_only.get(kind, set()), kind


def test_every_list_can_be_saved(full: House) -> None:
    with full.database.reading() as connection:
        for name in whole_lists.LISTS:
            sheet = whole_lists.sheet(connection, name)
            assert all(len(row) == len(sheet.headings) for row in sheet.rows), name
            xlsx_writing.as_xlsx(sheet.title, sheet.headings, sheet.rows)
