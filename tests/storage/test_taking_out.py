"""Stock is taken out once, and never what somebody else has claimed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.documents import posting
from lsn_desktop.storage.tables.ledger import balance
from tests.dock import delivered, label, on_hand
from tests.house_for_tests import BUTTER

if TYPE_CHECKING:
    from tests.house_for_tests import House


@pytest.mark.parametrize(("claimed", "left"), [(1, 71), (72, 0)])
def test_claimed_stock_is_not_taken_out_by_anyone_else(
    house: House, claimed: int, left: int
) -> None:
    receipt, lot = delivered(house, label(ai01=BUTTER, ai37="72", ai10="B1"))
    with house.database.first_transaction() as connection:
        connection.execute(
            update(balance).where(balance.c.lsn_id == lot).values(claimed=claimed)
        )

    with (
        pytest.raises(Refusal, match=f"B1 came to DOCK-1, {left} are still there"),
        house.database.transaction(house.later()) as tx,
    ):
        posting.reverse(tx, receipt, "wrong pallet", house.uid())
    assert on_hand(house, lot) == {"DOCK-1": 72}
