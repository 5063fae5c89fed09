"""Stock that was only counted gets its lots and serials, and every place keeps what it has."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsn_desktop.domain.items import LsnKind, Tracking
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.documents import posting
from lsn_desktop.services.lots import changing, holding, tracking
from lsn_desktop.services.lots.holding import PlaceHold
from lsn_desktop.services.lots.sharing_out import Rest, Share, StartTracking
from lsn_desktop.services.office.opening import Standing, open_stock
from lsn_desktop.services.office.ordering import AddItem
from lsn_desktop.storage import catalogue, documents, ledger, lists, lsns, stock, timeline
from lsn_desktop.storage import tracking as stands
from tests.companies import BIN
from tests.dock import arrive, audit, carry, delivered, findings, item_id, known, label, on_hand
from tests.house_for_tests import BUTTER, NAPKIN, TODAY

if TYPE_CHECKING:
    from tests.companies import Companies
    from tests.house_for_tests import House

DOCK = "DOCK-1"


@dataclass
class Napkins:
    """So many napkins at the dock and in the bin, not told apart yet."""

    house: House
    sku: str = "NAPKIN"
    places: dict[str, int] = field(default_factory=dict)
    bulk: int = 0

    def order(self, way: Tracking, *shares: Share, rest: Rest = Rest.NONE) -> StartTracking:
        item = item_id(self.house, self.sku)
        return StartTracking(self.house.uid(), item, way, shares, rest, "bins are labelled")

    def share(self, place: str, quantity: int | None = None, **more: object) -> Share:
        count = None if quantity is None else Decimal(quantity)
        given = Share(self.bulk, self.places[place], quantity=count)
        return replace(given, **more)  # type: ignore[arg-type]

    def start(self, order: StartTracking) -> tracking.Started:
        with self.house.database.transaction(self.house.later()) as tx:
            return tracking.start(tx, order)

    def foretold(self, order: StartTracking) -> list[str]:
        with self.house.database.reading() as connection:
            return [str(each) for each in tracking.foretell(connection, order, TODAY)]

    def refused(self, order: StartTracking) -> str:
        with pytest.raises(Refusal) as refused:
            self.start(order)
        return str(refused.value.fact)

    def standing(self) -> Counter[str]:
        """How much of the item is in each place, whatever its code."""
        with self.house.database.reading() as connection:
            there: Counter[str] = Counter()
            for (lsn_id, place, _unit), (quantity, _held, _claimed) in ledger.balances(
                connection
            ).items():
                if lsns.by_id(connection, lsn_id).item_id == item_id(self.house, self.sku):
                    there[catalogue.location_by_id(connection, place).code] += quantity
        return there

    def through(self, place: str) -> int:
        """How much more went to a place that is none than came back from it."""
        with self.house.database.reading() as connection:
            rows = stock.ledger_rows(connection, sku=self.sku, location=place)
        return sum(row.quantity if row.to_place == place else -row.quantity for row in rows)

    def tracked(self) -> Tracking:
        with self.house.database.reading() as connection:
            return catalogue.item_by_id(connection, item_id(self.house, self.sku)).tracking


def opened(house: House, *standing: Standing, sku: str = "NAPKIN") -> Napkins:
    with house.database.transaction(house.later()) as tx:
        open_stock(tx, house.uid(), standing)
    with house.database.reading() as connection:
        found = stands.standing(connection, item_id(house, sku))
        places = {
            code: place.id
            for code in (DOCK, BIN)
            if (place := catalogue.location_by_code(connection, code))
        }
    return Napkins(house, sku, places, found[0].lsn_id)


@pytest.fixture
def napkins(house: House) -> Napkins:
    return opened(
        house,
        Standing("NAPKIN", DOCK, Decimal(30)),
        Standing("NAPKIN", BIN, Decimal(12)),
    )


def test_stock_in_two_places_becomes_lots_where_it_stands(napkins: Napkins) -> None:
    best = date(2027, 6, 30)
    order = napkins.order(
        Tracking.LOT,
        napkins.share(DOCK, 20, lot="N1", expiry=best),
        napkins.share(DOCK, 10, lot="N2"),
        napkins.share(BIN, 12, lot="N1"),
    )
    assert napkins.foretold(order) == [
        "2 lots are made of Napkins.",
        "BIN-1: 12 of 12 pcs have a code.",
        "DOCK-1: 30 of 30 pcs have a code.",
        "Napkins is tracked by lot from then on: every receipt asks for it.",
    ]
    started = napkins.start(order)
    assert napkins.start(order) == started  # it arrived twice

    one, two = (known(napkins.house, "NAPKIN", code) for code in ("N1", "N2"))
    assert started.lsn_ids == (one.id, two.id)
    assert on_hand(napkins.house, one.id) == {BIN: 12, DOCK: 20}
    assert on_hand(napkins.house, two.id) == {DOCK: 10}
    assert on_hand(napkins.house, napkins.bulk) == {}
    assert (one.expiry, two.expiry) == (best, None)
    assert napkins.tracked() is Tracking.LOT
    assert audit(napkins.house, one.id) == ["New lot N1 of Napkins, from stock that stood here"]
    with napkins.house.database.reading() as connection:
        moved = {each.conversion for each in timeline.moves(connection, one.id)}
    assert moved == {stands.KIND}
    assert findings(napkins.house) == []

    later = delivered(napkins.house, label(ai01=NAPKIN, ai10="N1", ai30="1"))[1]
    assert later == one.id
    assert on_hand(napkins.house, one.id)[DOCK] == 120


def test_serials_are_written_numbered_and_the_rest_gets_a_code_that_says_so(
    napkins: Napkins,
) -> None:
    order = napkins.order(
        Tracking.LOT_SERIAL,
        napkins.share(DOCK, lot="N1", serials="A1-A20 ~+5"),
        napkins.share(BIN, serials='"2026-1" 7'),
        rest=Rest.UNKNOWN,
    )
    told = napkins.foretold(order)
    assert told[0] == "42 serials in 3 lots are made of Napkins."
    assert "What is left over is UNKNOWN-261122 until somebody knows better." in told
    started = napkins.start(order)

    assert len(started.lsn_ids) == 42
    assert napkins.standing() == {DOCK: 30, BIN: 12}
    assert findings(napkins.house) == []
    serial = known(napkins.house, "NAPKIN", "A20", LsnKind.SERIAL)
    assert serial.lot_id == known(napkins.house, "NAPKIN", "N1").id
    with napkins.house.database.reading() as connection:
        unknown = known(napkins.house, "NAPKIN", "UNKNOWN-261122").id
        codes = [row.code for row in lists.lsns(connection, lot_id=unknown)]
        numbered = lsns.by_id(connection, started.lsn_ids[20]).code
    assert codes == [f"UNKNOWN-261122-{n:04d}" for n in range(1, 16)]
    assert numbered.endswith("0001")  # the first of our own numbering


def test_what_is_left_over_may_be_written_off(napkins: Napkins) -> None:
    order = napkins.order(
        Tracking.SERIAL, napkins.share(DOCK, serials="1-30"), rest=Rest.WRITTEN_OFF
    )
    assert "BIN-1: 0 of 12 pcs have a code, 12 are written off." in napkins.foretold(order)
    assert (
        napkins.refused(replace(order, uid=napkins.house.uid(), reason=" "))
        == "A change of NAPKIN needs a reason."
    )
    document = napkins.start(order).document_id

    assert napkins.standing() == {DOCK: 30}
    assert napkins.through("~adjustment") == 12
    assert napkins.through("~conversion") == 0
    assert findings(napkins.house) == []
    assert document is not None
    with (
        pytest.raises(Refusal, match="gave stock another code"),
        napkins.house.database.transaction(napkins.house.later()) as tx,
    ):
        posting.reverse(tx, document, "wrong", napkins.house.uid())


def test_lots_get_serials_and_stay_their_lots(house: House) -> None:
    lot = delivered(house, label(ai01=BUTTER, ai17="270131", ai10="B1", ai30="3"))[1]
    carry(house, lot, 1, DOCK, BIN)
    butter = Napkins(house, "BUTTER", bulk=lot)
    with house.database.reading() as connection:
        butter.places = {
            each.location: each.location_id
            for each in stands.standing(connection, item_id(house, "BUTTER"))
        }
    order = butter.order(
        Tracking.LOT_SERIAL,
        butter.share(DOCK, serials="S1 S2"),
        butter.share(BIN, serials="S3"),
    )
    butter.start(order)

    serial = known(house, "BUTTER", "S3", LsnKind.SERIAL)
    assert (serial.lot_id, on_hand(house, serial.id)) == (lot, {BIN: 1})
    assert butter.standing() == {DOCK: 2, BIN: 1}
    with house.database.reading() as connection:
        assert lists.lsn_row(connection, serial.id).expiry == date(2027, 1, 31)
    assert findings(house) == []


def test_an_item_with_nothing_on_hand_is_tracked_from_now_on(house: House) -> None:
    napkins = opened(house, Standing("NAPKIN", DOCK, Decimal(5)))
    order = napkins.order(Tracking.LOT)
    with house.database.transaction(house.later()) as tx:
        opening = documents.by_number(tx.connection, "OP-00001")
        assert opening is not None
        posting.reverse(tx, opening.id, "never stood there", house.uid())

    assert napkins.foretold(order)[0] == (
        "Nothing of Napkins stands anywhere: only its tracking changes."
    )
    assert napkins.start(order) == napkins.start(order) == tracking.Started(None, ())
    assert napkins.tracked() is Tracking.LOT


@pytest.mark.parametrize(
    ("way", "shares", "words"),
    [
        (
            Tracking.NONE,
            (),
            "The tracking of Napkins is none: it cannot be started another way.",
        ),
        (Tracking.LOT, (), "12 pcs at BIN-1 have no code."),
        (
            Tracking.LOT,
            ((DOCK, {"quantity": None}),),
            "How many of those at DOCK-1 is not said.",
        ),
        (
            Tracking.LOT,
            ((DOCK, {"quantity": 31}),),
            "Only 30 pcs at DOCK-1 have no code yet: 31 are too many.",
        ),
        (
            Tracking.LOT,
            (
                (DOCK, {"quantity": 30, "lot": "N1", "expiry": date(2027, 1, 1)}),
                (BIN, {"quantity": 12, "lot": "N1", "expiry": date(2027, 2, 1)}),
            ),
            "Lot N1 has two expiry dates: 2027-01-01 and 2027-02-01.",
        ),
        (Tracking.SERIAL, ((DOCK, {"serials": " "}),), "No serial is said."),
        (Tracking.SERIAL, ((DOCK, {"serials": "9-1"}),), "9-1 runs backwards."),
        (
            Tracking.SERIAL,
            ((DOCK, {"serials": "1-30"}), (BIN, {"serials": "30-41"})),
            "Serial 30 is named twice.",
        ),
        (Tracking.LOT, (("", {}),), "Nothing of Napkins stands there any more."),
    ],
)
def test_what_does_not_add_up_is_refused_and_changes_nothing(
    napkins: Napkins,
    way: Tracking,
    shares: tuple[tuple[str, dict[str, object]], ...],
    words: str,
) -> None:
    napkins.places[""] = 0
    order = napkins.order(way, *(napkins.share(place, **more) for place, more in shares))  # type: ignore[arg-type]
    assert napkins.refused(order) == words
    assert napkins.tracked() is Tracking.NONE
    assert on_hand(napkins.house, napkins.bulk) == {DOCK: 30, BIN: 12}


def test_what_is_open_or_held_stands_in_the_way(napkins: Napkins) -> None:
    house = napkins.house
    order = napkins.order(Tracking.LOT, rest=Rest.UNKNOWN)
    receipt = house.receipt()
    arrive(house, receipt, label(ai01=NAPKIN))
    assert napkins.refused(order) == "Napkins is on RC-00001, which is still open."
    with house.database.transaction(house.later()) as tx:
        posting.discard(tx, receipt.document_id)
        (hold,) = holding.hold(tx, PlaceHold(house.uid(), napkins.bulk, "inspection"))
    assert hold
    assert napkins.refused(order) == "Some of Napkins is on hold: inspection."
    with house.database.transaction(house.later()) as tx:
        holding.release(tx, napkins.bulk, "fine")
    napkins.start(order)
    assert napkins.standing() == {DOCK: 30, BIN: 12}


def test_a_receipt_that_was_scanned_before_cannot_bring_untracked_goods_in(
    napkins: Napkins,
) -> None:
    """As it is where another station scans while tracking starts."""
    house = napkins.house
    receipt = house.receipt()
    arrive(house, receipt, label(ai01=NAPKIN))
    with house.database.transaction(house.later()) as tx:
        catalogue.change_item(tx, item_id(house, "NAPKIN"), {"tracking": "lot"})
    with pytest.raises(Refusal) as refused:
        house.post(receipt.document_id)
    assert str(refused.value.fact) == (
        "Napkins is tracked lot by now, and RC-00001 brings some in that is not."
    )


def test_tracking_of_an_item_with_stock_is_changed_no_other_way(napkins: Napkins) -> None:
    with napkins.house.database.reading() as connection:
        wrong = changing.wrong_fields(
            connection, item_id(napkins.house, "NAPKIN"), AddItem("NAPKIN", "Napkins")
        )
    assert "tracking" in wrong


_SHARES = st.lists(st.tuples(st.sampled_from([DOCK, BIN]), st.integers(1, 9)), max_size=8)


def test_every_place_holds_afterwards_what_it_held_before(companies: Companies) -> None:
    @given(
        here=st.integers(1, 40),
        there=st.integers(0, 40),
        wanted=_SHARES,
        way=st.sampled_from(tracking.WAYS[Tracking.NONE]),
        rest=st.sampled_from([Rest.UNKNOWN, Rest.WRITTEN_OFF]),
    )
    def check(
        here: int, there: int, wanted: list[tuple[str, int]], way: Tracking, rest: Rest
    ) -> None:
        house = companies.open()
        try:
            rows = [Standing("NAPKIN", DOCK, Decimal(here))]
            rows += [Standing("NAPKIN", BIN, Decimal(there))] if there else []
            adds_up(opened(house, *rows), wanted, way, rest)
            assert findings(house) == []
        finally:
            companies.close(house)

    check()


def adds_up(napkins: Napkins, wanted: list[tuple[str, int]], way: Tracking, rest: Rest) -> None:
    """Start to track so, and look at each place before and after."""
    before, named = napkins.standing(), Counter[str]()
    shares = []
    for number, (place, most) in enumerate(wanted):
        quantity = min(most, before[place] - named[place])
        if quantity:
            named[place] += quantity
            serials = f"S{number}-1+{quantity - 1}" if quantity > 1 else f'"S{number}-1"'
            shares.append(napkins.share(place, quantity, lot=f"L{number % 3}", serials=serials))
    order = napkins.order(way, *shares, rest=rest)
    napkins.foretold(order)
    started = napkins.start(order)

    after = napkins.standing()
    assert after == +(named if rest is Rest.WRITTEN_OFF else before)
    assert on_hand(napkins.house, napkins.bulk) == {}
    assert napkins.through("~conversion") == 0
    assert napkins.through("~adjustment") == (before - after).total()
    assert napkins.tracked() is way
    with napkins.house.database.reading() as connection:
        made = [lsns.by_id(connection, each) for each in started.lsn_ids]
        there = [ledger.places(connection, each.id) for each in made]
    assert sum(each.on_hand for places in there for each in places) == after.total()
    assert {each.kind for each in made} <= {LsnKind.SERIAL if way.by_serial else LsnKind.LOT}
