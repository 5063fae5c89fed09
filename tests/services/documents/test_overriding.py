"""An override: one line goes by a permission, a reason and a PIN; nothing else does."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import DBAPIError

from lsn_desktop.domain.outcomes import OutcomeKind
from lsn_desktop.services.documents import overriding, posting
from lsn_desktop.services.documents.overriding import Signed
from lsn_desktop.services.lots import holding
from lsn_desktop.services.office import signing
from lsn_desktop.storage import (
    catalogue,
    documents,
    ledger,
    overrides,
    people,
)
from lsn_desktop.storage.documents import NewLine
from tests.dock import audit, delivered, enter, findings, label, on_hand
from tests.gate import customer, do, scan, shipment
from tests.house_for_tests import BUTTER, MILK

if TYPE_CHECKING:
    from lsn_desktop.domain.outcomes import Expectation, Outcome
    from tests.house_for_tests import House

OLGA = Signed("Olga", "2580", "Customer takes it as it is")


def butter(house: House) -> int:
    return delivered(house, label(ai01=BUTTER, ai37="24", ai10="B1"))[1]


def hold(house: House, lsn_id: int, reason: str = "damage", some: int = 0) -> None:
    order = holding.PlaceHold(house.uid(), lsn_id, reason)
    if some:
        order = holding.PlaceHold(house.uid(), lsn_id, reason, "", house.dock, Decimal(some))
    with house.database.transaction(house.later()) as tx:
        holding.hold(tx, order)


def signed(house: House, outcome: Outcome, who: Signed = OLGA) -> Outcome:
    assert outcome.next is not None
    return enter(house, outcome.next, overriding.sign(who), "override")


def of(house: House, expected: Expectation) -> list[tuple[str, str, str]]:
    with house.database.reading() as connection:
        found = overrides.of_document(connection, expected.document_id)
    return [(one.why, one.reason, one.signed_by) for one in found.values()]


def test_goods_on_hold_go_as_one_line_by_a_signature(house: House) -> None:
    lot = butter(house)
    hold(house, lot)
    to_clinic = shipment(house, None, customer(house))
    refused = scan(house, to_clinic, label(ai01=BUTTER, ai37="4", ai10="B1"))

    passed = signed(house, refused)

    assert passed.kind is OutcomeKind.OK
    assert str(passed.words) == "4 pcs of Butter 250 g B1 goes, by an override of Olga"
    assert of(house, to_clinic) == [("held", "Customer takes it as it is", "Olga")]
    assert "B1 goes although held: Customer takes it as it is, signed by Olga" in audit(
        house, lot
    )
    again = scan(house, to_clinic, label(ai01=BUTTER, ai37="4", ai10="B1"))
    assert again.kind is OutcomeKind.REFUSED
    assert signed(house, passed).kind is OutcomeKind.REFUSED
    house.post(to_clinic.document_id)
    assert on_hand(house, lot) == {"DOCK-1": 20}
    assert findings(house) == []
    with house.database.transaction(house.later()) as tx:
        posting.reverse(tx, to_clinic.document_id, "came back", house.uid())
    assert on_hand(house, lot) == {"DOCK-1": 24}
    assert findings(house) == []


def test_who_has_no_permission_no_reason_or_no_pin_passes_nothing(house: House) -> None:
    lot = butter(house)
    hold(house, lot, "recall")
    with house.database.transaction(house.later()) as tx:
        signing.add_user(tx, "Ben", "9753")
        signing.add_user(tx, "Eva", "8642", "supervisor")
    to_clinic = shipment(house, None, customer(house))
    refused = scan(house, to_clinic, label(ai01=BUTTER, ai10="B1"))

    told = [
        str(signed(house, refused, who).words)
        for who in (
            Signed("Ben", "9753", "why not"),
            Signed("Eva", "8642", "  "),
            Signed("Eva", "1357", "yes"),
        )
    ]

    assert told == [
        "Ben may not let this pass.",
        "An override needs a reason.",
        "Wrong PIN for Eva",
    ]
    with house.database.reading() as connection:
        eva = people.user_by_name(connection, "Eva")
    assert eva is not None
    assert eva.failed_pins == 1
    assert of(house, to_clinic) == []
    assert signed(house, refused, Signed("Eva", "8642", "yes")).kind is OutcomeKind.OK
    assert [one[0] for one in of(house, to_clinic)] == ["recalled"]


def test_what_is_held_of_a_place_goes_by_a_signature_and_the_hold_with_it(house: House) -> None:
    lot = butter(house)
    hold(house, lot, some=10)
    to_clinic = shipment(house, None, customer(house))
    free = scan(house, to_clinic, label(ai01=BUTTER, ai37="14", ai10="B1"))
    assert free.kind is OutcomeKind.OK

    refused = scan(house, to_clinic, label(ai01=BUTTER, ai37="4", ai10="B1"))
    assert str(refused.words) == "Butter 250 g B1 is on hold: damage."
    assert signed(house, refused).kind is OutcomeKind.OK
    house.post(to_clinic.document_id)

    with house.database.reading() as connection:
        (there,) = ledger.places(connection, lot)
        open_holds = [one.quantity for one in ledger.holds(connection, lot)
                      if one.released_at is None]  # fmt: skip
    assert (there.on_hand, there.held, open_holds) == (6, 6, [6])
    with house.database.transaction(house.later()) as tx:
        posting.reverse(tx, to_clinic.document_id, "came back", house.uid())
    with house.database.reading() as connection:
        (there,) = ledger.places(connection, lot)
    assert (there.on_hand, there.held) == (24, 10)
    assert findings(house) == []


def test_too_short_dated_goods_go_by_a_signature(house: House) -> None:
    delivered(house, label(ai01=MILK, ai17="261201", ai37="5", ai10="M1"))
    to_clinic = shipment(house, None, customer(house, life=30))
    refused = scan(house, to_clinic, label(ai01=MILK, ai10="M1"))

    assert signed(house, refused).kind is OutcomeKind.OK

    assert [one[0] for one in of(house, to_clinic)] == ["short-dated"]
    assert do(house, to_clinic, "POST").kind is OutcomeKind.OK


@pytest.mark.parametrize("to", ["customer", "process"])
def test_the_database_itself_lets_nothing_pass_without_an_override(
    house: House, to: str
) -> None:
    lot = butter(house)
    hold(house, lot)
    to_clinic = shipment(house, None, customer(house))
    with house.database.transaction(house.later()) as tx:
        line = NewLine(
            "e" * 32,
            documents.lines(tx.connection, 1)[0].item_id,
            lot,
            house.dock,
            catalogue.virtual_location(tx.connection, to),
            1,
        )
        documents.add_line(tx, to_clinic.document_id, line)

    with pytest.raises(DBAPIError, match="neither shipped nor consumed"):  # noqa: SIM117
        with house.database.transaction(house.later()) as tx:
            posting._move(
                tx,
                documents.by_id(tx.connection, to_clinic.document_id),
                documents.lines(tx.connection, to_clinic.document_id),
            )
    assert on_hand(house, lot) == {"DOCK-1": 24}
