"""A supplier's list is received whole or not at all, and leaves what scans would leave."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.documents import posting
from lsn_desktop.services.lots import holding
from lsn_desktop.services.lots.holding import PlaceHold
from lsn_desktop.services.receipts import receipt_table, receiving, receiving_tables
from lsn_desktop.services.receipts.importing import WrongRows
from tests.bench._pairs import statements
from tests.dock import (
    arrive,
    audit,
    delivered,
    findings,
    item_id,
    known,
    label,
    lines,
    next_door,
    on_hand,
)
from tests.house_for_tests import BUTTER, CHIP, MILK, MILK_CASE, NAPKIN, PUMP

if TYPE_CHECKING:
    from lsn_desktop.domain.outcomes import Outcome
    from tests.companies import Companies
    from tests.house_for_tests import House

HEAD = "item,lot,serial,expiry,quantity"
# The same goods as labels and as rows: new and known lots, packs, a date that is filled in,
# serials with and without a lot, goods without either, short-dated ones, too many.
LABELS = [
    label(ai01=MILK, ai17="261231", ai10="M1"),
    label(ai01=MILK_CASE, ai17="261231", ai10="M1", ai37="2"),
    label(ai01=MILK, ai17="261126", ai10="M2"),
    label(ai01=BUTTER, ai10="B1", ai37="70"),
    label(ai01=BUTTER, ai17="270101", ai10="B1", ai37="3"),
    label(ai01=PUMP, ai21="P1"),
    label(ai01=PUMP, ai17="300101", ai21="P2"),
    label(ai01=CHIP, ai10="C1", ai21="S1"),
    label(ai01=CHIP, ai10="C1", ai21="S2"),
    label(ai01=CHIP, ai10="C2", ai21="S3"),
    label(ai01=NAPKIN, ai37="2"),
]
ROWS = [
    f"{MILK},M1,,2026-12-31,",
    f"{MILK_CASE},M1,,2026-12-31,2",
    f"{MILK},M2,,2026-11-26,",
    f"{BUTTER},B1,,,70",
    f"{BUTTER},B1,,2027-01-01,3",
    f"{PUMP},,P1,,",
    f"{PUMP},,P2,2030-01-01,",
    f"{CHIP},C1,S1,,",
    f"{CHIP},C1,S2,,",
    f"{CHIP},C2,S3,,",
    f"{NAPKIN},,,,2",
]


def listed(*rows: str, head: str = HEAD) -> receipt_table.ReceiptTable:
    data = "".join(f"{row}\n" for row in (head, *rows))
    return receipt_table.read("list.csv", data.encode())


def receive(house: House, document_id: int, *rows: str) -> list[Outcome]:
    with house.database.transaction(house.later()) as tx:
        return list(receiving_tables.receive_table(tx, document_id, listed(*rows)))


def refused(house: House, *rows: str, order: str | None = None) -> list[str]:
    """What is said of each wrong row; nothing was taken."""
    receipt = house.receipt(order).document_id
    before = everything(house)
    with pytest.raises(WrongRows) as caught:
        receive(house, receipt, *rows)
    assert everything(house) == before
    return [f"{row.line}: {row.words}" for row in caught.value.rows]


def asked(house: House, sql: str) -> list[tuple[Any, ...]]:
    with house.database.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(sql)]


def everything(house: House) -> dict[str, list[tuple[Any, ...]]]:
    """All rows that receiving writes, but for what no two receipts have in common."""
    return {
        "lsn": asked(
            house,
            "SELECT lsn.id, lsn.item_id, lsn.kind, lsn.scope, lsn.code, lsn.code_key,"
            " lot.code, lsn.expiry, lsn.vendor_id, lsn.held_whole"
            " FROM lsn LEFT JOIN lsn AS lot ON lot.id = lsn.lot_id ORDER BY lsn.code, lsn.kind",
        ),
        "line": asked(
            house,
            "SELECT number, lsn.item_id, code, from_location_id, to_location_id, quantity,"
            " purchase_order_line_id, weight_g, voided FROM document_line"
            " JOIN lsn ON lsn.id = lsn_id ORDER BY document_id, number",
        ),
        "scan": asked(
            house,
            "SELECT seq, user_id, scan.document_id, outcome, words, remedy, params, number"
            " FROM scan JOIN scan_outcome ON scan_outcome.scan_id = scan.id"
            " LEFT JOIN document_line ON document_line.id = line_id ORDER BY seq, outcome",
        ),
        "audit": asked(
            house,
            "SELECT action, words, params, subject, user_id FROM audit_entry"
            " WHERE action <> 'import' ORDER BY id",
        ),
    }


def without_ids(rows: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    return rows | {"lsn": [row[1:] for row in rows["lsn"]]}


def test_a_list_leaves_what_scans_of_the_same_goods_leave(companies: Companies) -> None:
    scanned, read = companies.open(), companies.open()
    for house in (scanned, read):
        delivered(house, label(ai01=CHIP, ai10="C2", ai21="S9"))
        delivered(house, label(ai01=BUTTER, ai10="B1"))
    receipt = scanned.receipt()
    assert read.receipt() == receipt
    singly = [arrive(scanned, receipt, text) for text in LABELS]
    together = receive(read, receipt.document_id, *ROWS)

    assert [(each.kind, str(each.words)) for each in together] == [
        (each.kind, str(each.words)) for each in singly
    ]
    assert [replace(each.line, line_id=0, lsn_id=0) for each in together] == [
        replace(each.line, line_id=0, lsn_id=0) for each in singly
    ]
    assert without_ids(everything(read)) == without_ids(everything(scanned))
    for house in (scanned, read):
        house.post(receipt.document_id)
        assert findings(house) == []  # digests, chain, balances
        companies.close(house)


def test_a_list_counts_for_its_order(house: House) -> None:
    receipt = house.receipt("PO-1042").document_id
    first, second = receive(house, receipt, "MILK,M1,,2026-12-31,40", "MILK,M1,,2026-12-31,10")

    assert first.kind == "ok"
    assert (first.line.so_far, first.line.ordered) == (Decimal(40), Decimal(48))
    assert (second.kind, str(second.words)) == ("attention", "2 pcs more than ordered")
    house.post(receipt)
    assert asked(house, "SELECT received FROM purchase_order_line ORDER BY number") == [
        (50,),
        (0,),
    ]


def test_a_list_with_wrong_rows_tells_all_of_them_and_takes_none(house: House) -> None:
    delivered(house, label(ai01=PUMP, ai21="HERE"))
    arrive(house, house.receipt(), label(ai01=PUMP, ai21="DRAFT"))
    delivered(house, label(ai01=MILK, ai17="261231", ai10="M1"))

    assert refused(
        house,
        "MILK,M1,,2026-12-31,1",
        "TEA,T1,,,1",
        "MILK,M1,,2027-01-01,1",
        "MILK,M9,,,1",
        "MILK,,,2026-12-31,1",
        "PUMP,,P1,,",
        "PUMP,,P1,,",
        "PUMP,,HERE,,",
        "PUMP,,DRAFT,,",
        "PUMP,,P2,,2",
        "CHIP,C1,,,",
        "BUTTER,B1,,,0.5",
        "BUTTER,B1,,,10001",
        f"BUTTER,{'B' * 91},,,1",
    ) == [
        "3: There is no item TEA.",
        "4: M1 is known with 2026-12-31, this row says 2027-01-01.",
        "5: M9 needs its expiry.",
        "6: Whole milk 1 L needs its lot.",
        "8: Serial P1 of Infusion pump stands in line 7 too.",
        "9: Serial HERE of Infusion pump is already in DOCK-1.",
        "10: Serial DRAFT of Infusion pump was scanned before, on RC-00002.",
        "11: A serial number is one piece: P2 cannot count 2.",
        "12: Radio module needs its serial.",
        "13: 0.5 pcs cannot be counted: this item is kept to 0 decimals.",
        "14: 10001 pcs is more than one line usually counts.",
        f"15: This is no lot or serial number: {'B' * 60}….",
    ]


def test_what_was_not_ordered_is_not_taken(house: House) -> None:
    words = "2: Infusion pump is not on PO-1042."
    assert refused(house, "PUMP,,P1,,", order="PO-1042") == [words]


def test_the_same_list_is_not_taken_twice(house: House) -> None:
    receive(house, house.receipt().document_id, "PUMP,,P1,,")
    receipt = house.receipt().document_id
    with pytest.raises(Refusal, match=r"list\.csv was received before"):
        receive(house, receipt, "PUMP,,P1,,")


def test_a_posted_receipt_takes_no_list(house: House) -> None:
    receipt, _ = delivered(house, label(ai01=PUMP, ai21="P1"))
    with pytest.raises(Refusal, match="RC-00001 is posted"):
        receive(house, receipt, "PUMP,,P2,,")


def test_a_receipt_worked_on_elsewhere_takes_no_list(house: House) -> None:
    receipt = house.receipt().document_id
    with pytest.raises(Refusal, match="was taken over by"):
        receive(next_door(house), receipt, "PUMP,,P2,,")


def test_a_serial_of_a_lot_on_hold_is_held_too(house: House) -> None:
    delivered(house, label(ai01=CHIP, ai10="C1", ai21="S1"))
    lot = known(house, "CHIP", "C1")
    with house.database.transaction(house.later()) as tx:
        holding.hold(tx, PlaceHold(house.uid(), lot.id, "quarantine"))

    (outcome,) = receive(house, house.receipt().document_id, "CHIP,C1,S2,,")

    assert str(outcome.words) == "S2 is on hold: this stock is held too"
    assert known(house, "CHIP", "S2", LsnKind.SERIAL).held_whole


def test_a_serial_that_never_came_takes_the_lot_of_its_row(house: House) -> None:
    first = arrive(house, house.receipt(), label(ai01=CHIP, ai10="C1", ai21="S1"))
    assert first.line.line_id
    with house.database.transaction(house.later()) as tx:
        receiving.undo_line(tx, first.line.line_id)

    (outcome,) = receive(house, house.receipt().document_id, "CHIP,C2,S1,,")

    serial = known(house, "CHIP", "S1", LsnKind.SERIAL)
    assert serial.id == outcome.line.lsn_id == first.line.lsn_id
    assert serial.lot_id == known(house, "CHIP", "C2").id
    assert audit(house, serial.id)[-1] == "Lot of S1: C1 > C2"


def test_a_serial_that_came_of_another_lot_is_wrong(house: House) -> None:
    delivered(house, label(ai01=CHIP, ai10="C1", ai21="S1"))
    words = "2: Serial S1 of Radio module is of lot C1, this label says C2."
    assert refused(house, "CHIP,C2,S1,,") == [words]


def test_lots_are_the_supplier_s_where_the_item_says_so(house: House) -> None:
    with house.database.first_transaction() as connection:
        connection.exec_driver_sql("UPDATE item SET lot_by_supplier = (1 = 1)")
    receipt = house.receipt("PO-1042").document_id
    receive(house, receipt, "BUTTER,B1,,,1")

    assert known(house, "BUTTER", "B1").scope == "NORTH"


def test_goods_said_to_have_no_expiry_are_not_asked_again(house: House) -> None:
    receipt = house.receipt().document_id
    receive(house, receipt, "MILK,M1,,none,1", "MILK,M1,,,1")

    assert len(lines(house, receipt)) == 2
    assert known(house, "MILK", "M1").expiry is None


def test_a_row_can_be_taken_back_like_a_scan(house: House) -> None:
    receipt = house.receipt().document_id
    kept, wrong = receive(house, receipt, "PUMP,,P1,,", "PUMP,,P2,,")
    assert kept.line.lsn_id
    assert wrong.line.line_id
    with house.database.transaction(house.later()) as tx:
        receiving.undo_line(tx, wrong.line.line_id)
    house.post(receipt)

    assert on_hand(house, kept.line.lsn_id) == {"DOCK-1": 1}
    assert [line.lsn_id for line in lines(house, receipt)] == [kept.line.lsn_id]


def test_more_rows_than_a_statement_takes_are_received_posted_and_reversed(
    house: House,
) -> None:
    count = 1_100
    with house.database.first_transaction() as connection:
        connection.exec_driver_sql("UPDATE item SET hold_on_receipt = (1 = 1)")
    receipt = house.receipt().document_id
    outcomes = receive(house, receipt, *(f"PUMP,,P{n},," for n in range(count)))
    assert [each.line.serial for each in outcomes] == [f"P{n}" for n in range(count)]
    assert house.post(receipt) == count

    held = asked(house, "SELECT count(*), sum(on_hand), sum(held) FROM balance")
    assert held == [(count, count, count)]
    with house.database.transaction(house.later()) as tx:
        posting.reverse(tx, receipt, "wrong dock", house.uid())
    assert asked(house, "SELECT sum(on_hand) FROM balance") == [(0,)]
    assert findings(house) == []


def test_a_list_is_as_many_statements_for_ten_rows_as_for_a_hundred(
    sqlite_companies: Companies,
) -> None:
    house = sqlite_companies.open()

    def received(rows: range) -> int:
        def job() -> None:
            document_id = house.receipt().document_id
            receive(house, document_id, *(f"CHIP,C{n % 3},S{n},," for n in rows))
            house.post(document_id)

        return statements(house.database, job)

    received(range(10))  # the lots and the counters are there now
    assert received(range(10, 20)) == received(range(20, 120))
    sqlite_companies.close(house)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ("PUMP,,P1,tomorrow,", "2: tomorrow is no day."),
        ("PUMP,,P1,,many", "2: many is no number."),
    ],
)
def test_a_cell_that_is_no_day_or_number_is_wrong_before_anything_begins(
    cells: str, words: str
) -> None:
    with pytest.raises(WrongRows) as caught:
        listed(cells)
    assert [f"{row.line}: {row.words}" for row in caught.value.rows] == [words]


def test_a_list_without_items_is_refused() -> None:
    with pytest.raises(Refusal, match="no column for: item"):
        listed("P1", head="serial")


def test_a_list_may_name_its_columns_as_suppliers_do(house: House) -> None:
    table = listed(f"{PUMP[1:]};SN-1;2030-01-01", head="GTIN;Serial Number;Use By")
    with house.database.transaction(house.later()) as tx:
        receipt = receiving.open_receipt(tx, receiving.OpenReceipt(house.uid(), house.dock))
        receiving_tables.receive_table(tx, receipt, table)

    assert known(house, "PUMP", "SN-1", LsnKind.SERIAL).item_id == item_id(house, "PUMP")
