"""What is promised to one document is no other's; stopped goods leave only by an override."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError

from lsn_desktop.services.documents import posting
from lsn_desktop.services.lots import holding
from lsn_desktop.storage import catalogue, claims, documents, handling_units, ledger, lsns
from lsn_desktop.storage.documents import NewLine
from lsn_desktop.storage.tables.selling import override
from tests.dock import delivered, findings, label
from tests.house_for_tests import BUTTER

if TYPE_CHECKING:
    from lsn_desktop.storage.transactions import Tx
    from tests.house_for_tests import House


def _shipment(tx: Tx, house: House) -> int:
    uid = house.uid()
    return documents.add(tx, {"uid": uid, "kind": "shipment", "number": f"SH-{uid[-6:]}"})


def _promise(tx: Tx, house: House, document_id: int, lot: int, quantity: int) -> int | None:
    """A line to a customer that claims its goods; None if they are not free."""
    place = house.dock
    if not claims.claim(tx, lot, place, quantity):
        return None
    item_id = lsns.by_id(tx.connection, lot).item_id
    line = NewLine(
        house.uid(), item_id, lot, place,
        catalogue.virtual_location(tx.connection, "customer"), quantity, claims=True,
    )  # fmt: skip
    added = documents.add_line(tx, document_id, line)
    assert added is not None
    return added[0]


def _standing(house: House, lot: int) -> tuple[int, int, int]:
    with house.database.reading() as connection:
        (only,) = ledger.places(connection, lot) or [ledger.Balance(0, 0, "", 0, 0, 0)]
    return only.on_hand, only.held, only.claimed


def test_a_second_document_is_refused_what_the_first_claims(house: House) -> None:
    _receipt, lot = delivered(house, label(ai01=BUTTER, ai37="10", ai10="B1"))
    with house.database.transaction(house.later()) as tx:
        first, second = _shipment(tx, house), _shipment(tx, house)
        line = _promise(tx, house, first, lot, 7)
        assert line is not None
        assert _promise(tx, house, second, lot, 4) is None
        assert _promise(tx, house, second, lot, 3) is not None
    assert _standing(house, lot) == (10, 0, 10)
    assert findings(house) == []

    with house.database.transaction(house.later()) as tx:
        assert documents.void_line(tx, line)
        assert not documents.void_line(tx, line)
    assert _standing(house, lot) == (10, 0, 3)
    with house.database.transaction(house.later()) as tx:
        posting.discard(tx, second)
        _promise(tx, house, first, lot, 10)
        posting.post(tx, first)
    assert _standing(house, lot) == (0, 0, 0)
    assert findings(house) == []


def test_what_is_freed_is_held_again_by_an_open_hold(house: House) -> None:
    _receipt, lot = delivered(house, label(ai01=BUTTER, ai37="10", ai10="B1"))
    with house.database.transaction(house.later()) as tx:
        document_id = _shipment(tx, house)
        line = _promise(tx, house, document_id, lot, 7)
        holding.hold(tx, holding.PlaceHold(house.uid(), lot, "inspection"))
    assert _standing(house, lot) == (10, 3, 7)

    with house.database.transaction(house.later()) as tx:
        documents.void_line(tx, line or 0)
    assert _standing(house, lot) == (10, 10, 0)
    assert findings(house) == []


def test_the_database_lets_held_goods_leave_only_by_an_override(house: House) -> None:
    _receipt, lot = delivered(house, label(ai01=BUTTER, ai37="10", ai10="B1"))
    with house.database.transaction(house.later()) as tx:
        document_id = _shipment(tx, house)
        line = _promise(tx, house, document_id, lot, 4)
        holding.hold(tx, holding.PlaceHold(house.uid(), lot, "recall"))

    with (
        pytest.raises(DBAPIError, match="neither shipped nor consumed"),
        house.database.transaction(house.later()) as tx,
    ):
        _take_out_unasked(tx, document_id)

    with house.database.transaction(house.later()) as tx:
        tx.connection.execute(
            insert(override).values(
                uid=house.uid(), line_id=line, lsn_id=lot, why="recalled", reason="destroyed",
                at=tx.by.at, user_id=tx.by.user_id, signed_by=tx.by.user_id,
            )
        )  # fmt: skip
        _take_out_unasked(tx, document_id)
    assert _standing(house, lot) == (6, 6, 0)


def _take_out_unasked(tx: Tx, document_id: int) -> None:
    """Straight at the ledger, past every rule of a use case."""
    lines = documents.lines(tx.connection, document_id)
    move = ledger.NewMove(
        lines[0].lsn_id, lines[0].item_id, lines[0].from_location_id,
        lines[0].to_location_id, lines[0].quantity, lines[0].id, serial=False,
        from_real=True, to_real=False, claimed=True,
    )  # fmt: skip
    ledger.record(tx, [move])


def test_goods_are_packed_and_taken_out_where_they_stand(house: House) -> None:
    _receipt, lot = delivered(house, label(ai01=BUTTER, ai37="10", ai10="B1"))
    with house.database.transaction(house.later()) as tx:
        unit = handling_units.known(tx, "095200000000000014", house.dock)
        document_id = documents.add(
            tx, {"uid": house.uid(), "kind": "transfer", "number": "TR-9"}
        )
        dock = house.dock
        line = NewLine(
            house.uid(),
            lsns.by_id(tx.connection, lot).item_id,
            lot,
            dock,
            dock,
            4,
            to_unit_id=unit,
        )
        assert documents.add_line(tx, document_id, line) is not None
        posting.post(tx, document_id)
        assert claims.claim(tx, lot, dock, 6)
        assert not claims.claim(tx, lot, dock, 1)
        assert claims.claim(tx, lot, dock, 4, unit)
        claims.free(tx, lot, dock, 4, unit)
        claims.free(tx, lot, dock, 6)
        places = ledger.places(tx.connection, lot)
    assert sorted(each.on_hand for each in places) == [4, 6]
