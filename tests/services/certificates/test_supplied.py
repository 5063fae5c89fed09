"""A rule asks for a certificate: goods wait for it, and go on when it is there and valid."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.certificates import certificate_gate, supplied, supplied_days
from lsn_desktop.services.certificates.supplied import AddRule, TakeCertificate
from lsn_desktop.services.certificates.supplied_days import CorrectDays, Corrected
from lsn_desktop.services.lots import holding, splitting
from lsn_desktop.services.lots.attaching import AttachFile
from lsn_desktop.storage import (
    blobs,
    catalogue,
    certificates_due,
    ledger,
    lsns,
    supplied_certificates,
)
from lsn_desktop.storage.tables.trust import audit_entry
from tests.dock import arrive, delivered, findings, label
from tests.gate import customer, scan, shipment
from tests.house_for_tests import BUTTER, CHIP, NAPKIN, TODAY

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from lsn_desktop.storage.ledger import Hold
    from tests.house_for_tests import House

LOT = label(ai01=BUTTER, ai37="30", ai10="B1")
COA = "certificate of analysis"


def item(house: House, sku: str) -> int:
    with house.database.reading() as connection:
        found = catalogue.item_by_sku(connection, sku)
    assert found is not None
    return found.id


def add_rule(house: House, kind: str = COA, **order: Any) -> int:
    with house.database.transaction(house.later()) as tx:
        return supplied.add_rule(tx, AddRule(house.uid(), kind, **order))


def take(house: House, kind: str = COA, **order: Any) -> int:
    values: dict[str, Any] = {"issued_on": TODAY, "name": "coa.pdf", "data": b"%PDF"} | order
    with house.database.transaction(house.later()) as tx:
        return supplied.take(tx, TakeCertificate(house.uid(), kind, **values))


def waiting(house: House, lsn_id: int) -> list[Hold]:
    with house.database.reading() as connection:
        return [each for each in ledger.holds(connection, lsn_id) if each.released_at is None]


def day(house: House, days: int) -> None:
    house.by = replace(house.by, on=house.by.on + timedelta(days=days))
    certificate_gate.check_day(house.database, house.later())


def test_a_lot_without_its_certificate_waits_for_it_when_it_arrives(house: House) -> None:
    add_rule(house, "CoA", item_id=item(house, "BUTTER"))

    _, lot = delivered(house, LOT)

    (held,) = waiting(house, lot)
    assert (held.reason, held.note) == ("missing certificate", COA)
    with house.database.reading() as connection:
        assert all(one.available == 0 for one in ledger.places(connection, lot))
    assert findings(house) == []


def test_what_is_here_when_the_rule_comes_waits_too_and_other_goods_do_not(
    house: House,
) -> None:
    _, lot = delivered(house, LOT)
    _, other = delivered(house, label(ai01=CHIP, ai10="C1", ai21="S1"))

    add_rule(house, item_id=item(house, "BUTTER"))

    assert len(waiting(house, lot)) == 1
    assert waiting(house, other) == []


def test_the_certificate_lets_it_go_and_the_hold_says_which(house: House) -> None:
    add_rule(house)
    _, lot = delivered(house, LOT)

    take(house, lsn_id=lot, number="A-17", issued_by="Lab One")

    assert waiting(house, lot) == []
    with house.database.reading() as connection:
        (held,) = ledger.holds(connection, lot)
    assert held.release_note == f"{COA} A-17, {TODAY} is here"
    with house.database.reading() as connection:
        told = connection.scalars(text("SELECT words FROM audit_entry ORDER BY id")).all()
    assert "Accepted {kind} {number}" in told


def test_a_file_attached_by_hand_counts_as_the_certificate_it_is(house: House) -> None:
    add_rule(house, "CoA")
    _, lot = delivered(house, LOT)
    order = AttachFile(house.uid(), "lsn", lot, "a.pdf", b"x", "CoA", TODAY)

    with house.database.transaction(house.later()) as tx:
        supplied.attach(tx, order)

    assert waiting(house, lot) == []


@pytest.mark.parametrize(
    "order",
    [
        {"issued_on": None},
        {"issued_on": TODAY + timedelta(days=1)},
        {"issued_on": TODAY - timedelta(9), "expires_on": TODAY - timedelta(1)},
        {"kind": "certificate of compliance"},
    ],
)
def test_what_is_undated_expired_of_tomorrow_or_another_kind_lets_nothing_go(
    house: House, order: dict[str, Any]
) -> None:
    add_rule(house)
    _, lot = delivered(house, LOT)

    take(house, lsn_id=lot, **order)

    assert len(waiting(house, lot)) == 1


def test_a_certificate_is_good_through_its_last_day_and_then_the_lot_waits_again(
    house: House,
) -> None:
    add_rule(house)
    _, lot = delivered(house, LOT)
    take(house, lsn_id=lot, expires_on=TODAY + timedelta(days=3))

    day(house, 3)
    assert waiting(house, lot) == []
    day(house, 1)
    (held,) = waiting(house, lot)
    assert held.note == f"{COA}, expired {TODAY + timedelta(days=3)}"


def test_what_stands_for_a_supplier_covers_all_its_lots_while_it_is_valid(
    house: House,
) -> None:
    add_rule(house, "organic", per="supplier")
    _, lot = delivered(house, LOT, "PO-1042")
    with house.database.reading() as connection:
        supplier = lsns.by_id(connection, lot).vendor_id
    assert len(waiting(house, lot)) == 1

    take(house, "organic", supplier_id=supplier, expires_on=TODAY + timedelta(days=5))
    assert waiting(house, lot) == []
    day(house, 6)
    _, late = delivered(house, label(ai01=BUTTER, ai37="2", ai10="B2"), "PO-1042")

    assert len(waiting(house, lot)) == len(waiting(house, late)) == 1


def test_a_rule_for_each_lot_is_not_content_with_one_for_the_supplier(house: House) -> None:
    add_rule(house)
    _, lot = delivered(house, LOT, "PO-1042")
    with house.database.reading() as connection:
        supplier = lsns.by_id(connection, lot).vendor_id

    take(house, supplier_id=supplier)

    assert len(waiting(house, lot)) == 1


def test_the_serials_of_a_lot_wait_with_it_and_go_with_it(house: House) -> None:
    add_rule(house)
    _, serial = delivered(house, label(ai01=CHIP, ai10="C1", ai21="S1"))
    with house.database.reading() as connection:
        lot = lsns.by_id(connection, serial).lot_id or 0
    assert len(waiting(house, serial)) == len(waiting(house, lot)) == 1
    _, second = delivered(house, label(ai01=CHIP, ai10="C1", ai21="S2"))
    assert len(waiting(house, second)) == 1
    with pytest.raises(Refusal, match="S1 is a serial of lot C1"):
        take(house, lsn_id=serial)

    take(house, lsn_id=lot)

    assert waiting(house, serial) == waiting(house, second) == waiting(house, lot) == []
    assert findings(house) == []


def test_only_the_gate_ends_its_holds_and_it_ends_no_other(house: House) -> None:
    add_rule(house)
    _, lot = delivered(house, LOT)
    with house.database.transaction(house.later()) as tx:
        holding.hold(tx, holding.PlaceHold(house.uid(), lot, "missing certificate", "by hand"))
    (by_hand, gate) = waiting(house, lot)

    with (
        pytest.raises(Refusal, match=f"B1 waits for its {COA}"),
        house.database.transaction(house.later()) as tx,
    ):
        holding.release_one(tx, gate.id, "never mind")
    with house.database.transaction(house.later()) as tx:
        assert holding.release(tx, lot, "fine") == 1
    assert [each.id for each in waiting(house, lot)] == [gate.id]
    with (
        pytest.raises(Refusal, match="B1 waits for its"),
        house.database.transaction(house.later()) as tx,
    ):
        holding.release(tx, lot, "fine")
    with house.database.transaction(house.later()) as tx:
        holding.hold(tx, holding.PlaceHold(house.uid(), lot, "damage"))
    take(house, lsn_id=lot)

    assert [each.reason for each in waiting(house, lot)] == ["damage"]
    assert by_hand.rule_id is None


def test_a_rejected_certificate_counts_no_more_and_says_why(house: House) -> None:
    add_rule(house)
    _, lot = delivered(house, LOT)
    certificate = take(house, lsn_id=lot)

    with house.database.transaction(house.later()) as tx:
        assert supplied.reject(tx, certificate, "of another lot") == 1

    assert len(waiting(house, lot)) == 1
    with house.database.reading() as connection:
        kept = supplied_certificates.by_id(connection, certificate)
    assert (kept.rejection, kept.accepted_by, kept.rejected_by) == (
        "of another lot",
        "Olga",
        "Olga",
    )
    with (
        pytest.raises(Refusal, match="rejected before"),
        house.database.transaction(house.later()) as tx,
    ):
        supplied.reject(tx, certificate, "again")


def correct(
    house: House, certificate: int, why: str, issued: date | None, expires: date | None
) -> Corrected:
    with house.database.transaction(house.later()) as tx:
        return supplied_days.correct(tx, CorrectDays(certificate, issued, expires, why))


def test_days_put_right_are_judged_anew_and_both_stay_on_record(house: House) -> None:
    add_rule(house)
    _, lot = delivered(house, LOT)
    yesterday, tomorrow = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    wrong = take(house, lsn_id=lot, issued_on=tomorrow)
    assert len(waiting(house, lot)) == 1

    right = correct(house, wrong, "month misread", yesterday, tomorrow)

    assert (right, waiting(house, lot)) == (Corrected(1, 0, 1), [])
    with house.database.reading() as connection:
        new, old = supplied_certificates.listed(connection)
        (file,) = blobs.attachments(connection, "lsn", lot)
        said = connection.scalars(select(audit_entry.c.params)).all()
    assert (new.issued_on, new.expires_on, new.rejected_at) == (yesterday, tomorrow, None)
    assert (old.id, old.issued_on) == (wrong, tomorrow)
    assert old.rejection == "days corrected: month misread"
    assert (file.issued_on, file.expires_on) == (yesterday, tomorrow)
    (told,) = [each for each in said if '"month misread"' in each]
    assert (yesterday.isoformat() in told, tomorrow.isoformat() in told) == (True, True)
    assert correct(house, new.id, "year misread", yesterday, yesterday) == Corrected(1, 1, 0)
    assert len(waiting(house, lot)) == 1


def test_one_paper_of_several_lots_is_put_right_for_all_of_them(house: House) -> None:
    add_rule(house)
    lots = [delivered(house, label(ai01=BUTTER, ai37="3", ai10=f"B{n}"))[1] for n in (1, 2, 3)]
    tomorrow = TODAY + timedelta(days=1)
    first, *_more = [take(house, lsn_id=lot, issued_on=tomorrow) for lot in lots[:2]]
    other = take(house, lsn_id=lots[2], issued_on=tomorrow, data=b"%PDF another")

    assert correct(house, first, "misread", TODAY, None) == Corrected(2, 0, 2)

    assert [len(waiting(house, lot)) for lot in lots] == [0, 0, 1]
    assert correct(house, other, "misread", TODAY, None) == Corrected(1, 0, 1)


@pytest.mark.parametrize(
    ("why", "issued", "expires", "words"),
    [
        (" ", 1, None, "needs a reason"),
        ("x", None, None, "would not count"),
        ("x", 1, 0, "It would end on"),
        ("x", 0, None, "its days already"),
    ],
)
def test_days_that_are_none_or_the_same_are_refused(
    house: House, why: str, issued: int | None, expires: int | None, words: str
) -> None:
    _, lot = delivered(house, LOT)
    certificate = take(house, lsn_id=lot)
    first, last = (
        None if one is None else TODAY + timedelta(days=one) for one in (issued, expires)
    )

    with pytest.raises(Refusal, match=words):
        correct(house, certificate, why, first, last)
    with house.database.transaction(house.later()) as tx:
        supplied.reject(tx, certificate, "of another lot")
    with pytest.raises(Refusal, match="It was rejected: of another lot"):
        correct(house, certificate, "x", TODAY, None)


def test_a_rule_that_is_ended_lets_go_what_waits_by_it(house: House) -> None:
    rule = add_rule(house)
    _, lot = delivered(house, LOT)

    with house.database.transaction(house.later()) as tx:
        assert supplied.end_rule(tx, rule) == 1

    assert waiting(house, lot) == []


def test_goods_that_are_not_told_apart_are_not_asked(house: House) -> None:
    add_rule(house)

    _, napkins = delivered(house, label(ai01=NAPKIN, ai37="1"))

    assert waiting(house, napkins) == []


def test_the_same_rule_is_made_once(house: House) -> None:
    order = AddRule(house.uid(), "CoA")
    for _again in range(2):
        with house.database.transaction(house.later()) as tx:
            supplied.add_rule(tx, order)
    with pytest.raises(Refusal, match="asks for that already"):
        add_rule(house)


def test_a_lot_split_off_takes_its_certificates_along_and_waits_for_the_others(
    house: House,
) -> None:
    add_rule(house)
    add_rule(house, "halal")
    _, lot = delivered(house, LOT)
    take(house, lsn_id=lot)
    take(house, "halal", lsn_id=lot, expires_on=TODAY)
    with house.database.transaction(house.later()) as tx:
        order = splitting.Split(house.uid(), lot, "B1-A", "two", house.dock, 5)  # type: ignore[arg-type]
        new = splitting.split(tx, order)
    assert waiting(house, new) == []

    day(house, 1)

    for each in (lot, new):
        assert [held.note for held in waiting(house, each)] == [
            f"halal certificate, expired {TODAY}"
        ]


def test_before_it_is_posted_a_receipt_says_what_will_be_held(house: House) -> None:
    add_rule(house)
    receipt = house.receipt()
    outcome = arrive(house, receipt, LOT)
    assert outcome.line.lsn_id is not None

    with house.database.reading() as connection:
        said = list(certificate_gate.warnings(connection, TODAY, [outcome.line.lsn_id]))

    assert said == [f"B1: {COA}"]


def test_nothing_leaves_on_the_day_after_the_last_before_the_day_was_looked_at(
    house: House,
) -> None:
    add_rule(house)
    _, lot = delivered(house, LOT)
    take(house, lsn_id=lot, expires_on=TODAY)
    leaving = shipment(house, None, customer(house))
    scan(house, leaving, label(ai01=BUTTER, ai37="3", ai10="B1"))

    house.by = replace(house.by, on=TODAY + timedelta(days=1))

    with pytest.raises(Refusal, match="B1 was put on hold since it was scanned"):
        house.post(leaving.document_id)


def test_the_database_lets_nobody_rewrite_or_delete_a_certificate(house: House) -> None:
    _, lot = delivered(house, LOT)
    take(house, lsn_id=lot)

    for statement in (
        "UPDATE supplier_certificate SET issued_on = NULL",
        "DELETE FROM supplier_certificate",
    ):
        with (
            pytest.raises(DBAPIError, match="a certificate"),
            house.database.writer.begin() as connection,
        ):
            connection.execute(text(statement))


def test_what_waits_is_listed_the_longest_first_with_how_much_it_is(house: House) -> None:
    add_rule(house)
    delivered(house, LOT, "PO-1042")
    delivered(house, label(ai01=CHIP, ai10="C1", ai21="S1"))

    with house.database.reading() as connection:
        first, second = certificates_due.missing(connection)
        (only,) = certificates_due.missing(connection, typed="northwind")
        (after,) = certificates_due.missing(connection, after=first.id)

    assert (first.code, first.supplier, first.kind, first.on_hand) == (
        "B1",
        "Northwind Dairy",
        COA,
        30,
    )
    assert (second.code, second.on_hand) == ("C1", 1)
    assert (only, after) == (first, second)


def test_certificates_that_end_within_the_days_of_their_rule_are_told(house: House) -> None:
    add_rule(house, "organic", per="supplier", warn_days=10)
    with house.database.reading() as connection:
        party = catalogue.party_by_code(connection, "NORTH")
    assert party is not None
    take(house, "halal", supplier_id=party.id, expires_on=TODAY)
    ends = take(house, "organic", supplier_id=party.id, expires_on=TODAY + timedelta(days=11))

    def told(days: int) -> list[int]:
        with house.database.reading() as connection:
            found = certificates_due.ending(connection, TODAY + timedelta(days=days))
        return [each.id for each in found]

    assert (told(0), told(1), told(40)) == ([], [ends], [ends])
    take(house, "organic", supplier_id=party.id, expires_on=TODAY + timedelta(days=400))
    assert told(40) == []
