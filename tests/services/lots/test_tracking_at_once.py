"""Tracking starts while another station brings in more of the item: nothing stays untracked."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from lsn_desktop.domain.items import Tracking
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.lots import tracking
from lsn_desktop.services.lots.sharing_out import Rest, StartTracking
from lsn_desktop.services.office.opening import Standing, open_stock
from tests.companies import BIN
from tests.dock import findings, item_id, on_hand
from tests.services.documents.test_two_stations import apart, at_once
from tests.services.lots.test_tracking import DOCK, opened

if TYPE_CHECKING:
    from tests.companies import Companies
    from tests.house_for_tests import House

ROUNDS = 4


def started(house: House, order: StartTracking) -> str:
    try:
        house.database.run(house.later(), lambda tx: tracking.start(tx, order))
    except Refusal as refused:
        return str(refused.fact)
    return "started"


def brought(house: House, uid: str) -> str:
    more = [Standing("NAPKIN", BIN, Decimal(5))]
    try:
        house.database.run(house.later(), lambda tx: open_stock(tx, uid, more))
    except Refusal as refused:
        return str(refused.fact)
    return "brought"


def test_what_comes_in_meanwhile_is_tracked_too_or_refused(companies: Companies) -> None:
    for _round in range(ROUNDS):
        house = companies.open()
        try:
            napkins = opened(house, Standing("NAPKIN", DOCK, Decimal(30)))
            other = apart(house)
            item, uid = item_id(house, "NAPKIN"), f"{7:032x}"
            order = StartTracking(house.uid(), item, Tracking.LOT, (), Rest.UNKNOWN, "counted")

            told = at_once(
                partial(started, house, order),
                partial(brought, other, uid),
            )
            other.database.close()

            assert "started" in told or "brought" in told, told
            if "started" in told:
                assert on_hand(house, napkins.bulk) == {}
                assert napkins.standing().total() == 30 + 5 * ("brought" in told)
            assert findings(house) == []
        finally:
            companies.close(house)
