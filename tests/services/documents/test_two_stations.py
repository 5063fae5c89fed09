"""Two stations at the same moment: on one database neither takes what the other has."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from functools import partial
from threading import Barrier
from typing import TYPE_CHECKING, TypeVar

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.certificates import supplied
from lsn_desktop.services.certificates.supplied import AddRule, TakeCertificate
from lsn_desktop.services.documents import posting
from lsn_desktop.services.lots import changing, splitting
from lsn_desktop.services.lots.changing import CorrectDates
from lsn_desktop.services.lots.splitting import Split
from lsn_desktop.services.receipts import receipt_table, receiving, receiving_tables
from lsn_desktop.storage import ledger, lists, lsns
from lsn_desktop.storage.transactions import Database
from tests.companies import BIN
from tests.costs import butter_receipt, by_code, charged, freight, price, withdrawn
from tests.dock import arrive, delivered, findings, known, label, lines, next_door, on_hand
from tests.house_for_tests import BUTTER, CHIP, PUMP
from tests.services.at_places import carry

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.storage.ledger import Hold
    from lsn_desktop.storage.transactions import By
    from tests.house_for_tests import House

Told = TypeVar("Told")
P1 = label(ai01=PUMP, ai21="P1")


def apart(house: House) -> House:
    """The company as another process has it open."""
    other = next_door(house)
    other.database = Database(house.database.url.render_as_string(hide_password=False))
    return other


def at_once(*acts: Callable[[], Told]) -> list[Told]:
    start = Barrier(len(acts))

    def run(act: Callable[[], Told]) -> Told:
        start.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def undone_before(house: House) -> None:
    """The serial is known, and neither here nor on a receipt."""
    receipt = house.receipt()
    line = arrive(house, receipt, P1).line.line_id
    assert line is not None
    with house.database.transaction(house.later()) as tx:
        receiving.undo_line(tx, line)


def test_a_serial_scanned_at_two_stations_at_once_is_taken_once(house: House) -> None:
    other = apart(house)
    for _round in range(5):
        undone_before(house)
        here, there = house.receipt(), other.receipt()
        uids = house.uid(), f"{other.uid()[:-8]}{house.uid()[-8:]}"

        told = at_once(
            partial(arrive, house, here, P1, uids[0]),
            partial(arrive, other, there, P1, uids[1]),
        )

        assert sorted(each.kind for each in told) == ["ok", "refused"]
        for station, receipt in ((house, here), (other, there)):
            with station.database.transaction(station.later()) as tx:
                posting.discard(tx, receipt.document_id)
    other.database.close()
    assert findings(house) == []


def test_a_serial_of_a_list_that_is_scanned_meanwhile_is_taken_once(house: House) -> None:
    other = apart(house)
    undone_before(house)
    here, there = house.receipt(), other.receipt()
    table = receipt_table.read("list.csv", f"item,serial\n{PUMP},P1\n".encode())
    uid, by = house.uid(), other.later()

    def listed() -> str:
        try:
            other.database.run(
                by, lambda tx: receiving_tables.receive_table(tx, there.document_id, table)
            )
        except Refusal:
            return "refused"
        return "ok"

    def scanned() -> str:
        return str(arrive(house, here, P1, uid).kind)

    assert sorted(at_once(listed, scanned)) == ["ok", "refused"]
    other.database.close()


def test_a_lot_scanned_at_two_stations_at_once_is_made_once(house: House) -> None:
    other = apart(house)
    here, there = house.receipt(), other.receipt()
    text = label(ai01=BUTTER, ai37="5", ai10="NEW")
    uids = house.uid(), "f" * 32

    told = at_once(
        partial(arrive, house, here, text, uids[0]),
        partial(arrive, other, there, text, uids[1]),
    )

    assert [each.kind for each in told] == ["ok", "ok"]
    assert len({each.line.lsn_id for each in told}) == 1
    for station, receipt in ((house, here), (other, there)):
        assert len(lines(station, receipt.document_id)) == 1
        station.post(receipt.document_id)
    assert told[0].line.lsn_id is not None
    assert on_hand(house, told[0].line.lsn_id) == {"DOCK-1": 10}
    other.database.close()
    assert findings(house) == []


def test_stations_that_post_the_same_items_the_other_way_round_wait_and_count(
    house: House,
) -> None:
    """Each item has one total, which both change: in one order, whatever that of the lines."""
    other = apart(house)
    rounds = 5

    def receive(station: House, serial: str, *, turned: bool) -> None:
        codes = [label(ai01=BUTTER, ai10="B1"), label(ai01=PUMP, ai21=serial)]
        receipt = station.receipt()
        for code in reversed(codes) if turned else codes:
            arrive(station, receipt, code)
        station.post(receipt.document_id)

    for n in range(rounds):
        at_once(
            partial(receive, house, f"P{n}", turned=False),
            partial(receive, other, f"Q{n}", turned=True),
        )

    with house.database.reading() as connection:
        found = {each.sku: each.on_hand for each in lists.items(connection)}
    assert (found["BUTTER"], found["PUMP"]) == (2 * rounds, 2 * rounds)
    other.database.close()
    assert findings(house) == []


def test_a_serial_of_a_lot_whose_expiry_changes_meanwhile_has_the_new_one(
    house: House,
) -> None:
    other = apart(house)
    arrive(house, house.receipt(), label(ai01=CHIP, ai10="C1", ai21="S"))
    with house.database.reading() as connection:
        lot = lsns.candidates(connection, "C1")[0].lsn.id
    by = other.later()

    def dated(day: date) -> None:
        with other.database.transaction(by) as tx:
            changing.correct_dates(tx, CorrectDates(lot, None, day, None, "the label"))

    for n in range(5):
        day, receipt = date(2027, 1, 1 + n), house.receipt()
        uid = house.uid()
        serial = label(ai01=CHIP, ai10="C1", ai21=f"S{n}")

        at_once(partial(dated, day), partial(arrive, house, receipt, serial, uid))

        with house.database.reading() as connection:
            of_lot = lists.lsns(connection, lot_id=lot)
        assert {each.expiry for each in of_lot} == {day}
    other.database.close()
    assert findings(house) == []


def test_prices_charges_and_splits_at_once_lose_no_cost(house: House) -> None:
    other = apart(house)
    for number in range(4):
        lot = f"B{number}"
        receipt = butter_receipt(house, **{lot: 10})
        lsn = known(house, "BUTTER", lot).id
        charge = charged(house, freight(house, "10", "quantity", receipt))

        def split(lsn: int = lsn, lot: str = lot) -> object:
            order = Split(house.uid(), lsn, f"{lot}-2", "torn", house.dock, Decimal(3))
            return house.database.run(house.by, lambda tx: splitting.split(tx, order))

        def price_there(receipt: int = receipt) -> object:
            return price(other, receipt, "3")

        def withdraw_there(charge: int = charge) -> None:
            withdrawn(other, charge)

        second: Callable[[], object] = price_there if number % 2 else withdraw_there
        at_once(split, second)
        at_once(
            partial(price, house, receipt, "2"),
            partial(price, other, receipt, "2.5"),
        )

        cost = sum(map(Decimal, by_code(house, receipt).values()))
        assert cost in ({30, 35} if number % 2 else {20, 25})
    assert findings(house) == []
    other.database.close()


def test_goods_carried_at_two_stations_at_once_go_one_way(house: House) -> None:
    other = apart(house)
    lot = delivered(house, label(ai01=BUTTER, ai10="M1", ai30="10"))[1]

    def taken(station: House, target: str) -> str:
        uid = f"{station.by.workstation_id:08x}{station.uid()[-24:]}"
        try:
            carry(station, lot, 7, "DOCK-1", target, uid=uid)
        except Refusal:
            return "refused"
        return target

    for _round in range(3):
        told = at_once(partial(taken, house, BIN), partial(taken, other, "QUARANTINE"))

        assert "refused" in told
        (went,) = (one for one in told if one != "refused")
        assert on_hand(house, lot) == {"DOCK-1": 3, went: 7}
        carry(house, lot, 7, went, "DOCK-1")
    other.database.close()
    assert findings(house) == []


def test_a_rule_made_while_a_receipt_is_posted_holds_what_it_brought(house: House) -> None:
    """Whichever is first, the other sees it: nothing slips in between."""
    other = apart(house)
    for number in range(6):
        receipt = house.receipt()
        lot = arrive(house, receipt, label(ai01=BUTTER, ai37="5", ai10=f"R{number}"))
        assert lot.line.lsn_id is not None
        order, by = AddRule(f"{number:032}", f"kind {number}"), other.later()
        ask = partial(asked, other, by, order)

        _, rule_id = at_once(partial(posted, house, receipt.document_id), ask)

        assert [each.rule_id for each in held(house, lot.line.lsn_id)] == [rule_id]
        with other.database.transaction(other.later()) as tx:
            supplied.end_rule(tx, rule_id)
        assert held(house, lot.line.lsn_id) == []
    other.database.close()
    assert findings(house) == []


def test_a_certificate_accepted_while_its_goods_are_posted_lets_them_through(
    house: House,
) -> None:
    other = apart(house)
    with house.database.transaction(house.later()) as tx:
        supplied.add_rule(tx, AddRule(house.uid(), "CoA"))
    for number in range(6):
        receipt = house.receipt()
        lot = arrive(house, receipt, label(ai01=BUTTER, ai37="5", ai10=f"R{number}"))
        assert lot.line.lsn_id is not None
        paper = TakeCertificate(
            f"{number:032}", "CoA", "a.pdf", b"%PDF", house.by.on, lsn_id=lot.line.lsn_id
        )
        take = partial(accepted, other, other.later(), paper)

        at_once(partial(posted, house, receipt.document_id), take)

        assert held(house, lot.line.lsn_id) == []
    other.database.close()
    assert findings(house) == []


def posted(house: House, document_id: int) -> int:
    house.post(document_id)
    return document_id


def asked(station: House, by: By, order: AddRule) -> int:
    return station.database.run(by, lambda tx: supplied.add_rule(tx, order))


def accepted(station: House, by: By, order: TakeCertificate) -> int:
    return station.database.run(by, lambda tx: supplied.take(tx, order))


def held(house: House, lsn_id: int) -> list[Hold]:
    with house.database.reading() as connection:
        return [one for one in ledger.holds(connection, lsn_id) if one.released_at is None]
