"""Two workstations, each a process of its own, want the same goods: each piece leaves once.

On SQLite they share the file, on PostgreSQL the server. The issue's 300 serials with
``LSN_SCALE=15`` and more.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.services.receipts import receipt_table, receiving_tables
from lsn_desktop.storage import shipped
from tests import shop
from tests.dock import delivered, findings, known, label, next_door, on_hand
from tests.gate import customer, shipment
from tests.house_for_tests import BUTTER, MILK, NAPKIN, PUMP
from tests.shop import Of, bill, build

if TYPE_CHECKING:
    from tests.house_for_tests import House

PIECES = 20  # of each kind, times ``scale``; at most fifteenfold
Told = tuple[str, str]  # kind and words


def raced(
    house: House, rounds: list[tuple[str, int, int]], *stations: House
) -> list[tuple[Told, Told]]:
    """Let two stations scan each code at the same moment, each on a document of its own.

    Args:
        house: whose database they work on.
        rounds: the code, and the document at each station.
        stations: where they stand.
    """
    url = house.database.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.faults.gate_station", url]
    told = []
    with ExitStack() as stack:
        one, two = (
            stack.enter_context(
                subprocess.Popen(
                    [*command, str(each.by.workstation_id)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                )
            )
            for each in stations
        )
        assert (heard(one), heard(two)) == ("ready", "ready")
        for number, (code, here, there) in enumerate(rounds):
            asked = [(one, [here, code]), (two, [there, code])]
            # Each begins as often as the other: neither is always the first.
            for station, scan in asked if number % 2 else asked[::-1]:
                tell(station, json.dumps(scan))
            told.append((tuple(heard(one)), tuple(heard(two))))
        tell(one, "")
        tell(two, "")
    return told


def tell(station: subprocess.Popen[bytes], line: str) -> None:
    assert station.stdin is not None
    station.stdin.write(f"{line}\n".encode())
    station.stdin.flush()


def heard(station: subprocess.Popen[bytes]) -> Any:
    assert station.stdout is not None
    return json.loads(station.stdout.readline())


def pumps(house: House, count: int) -> list[str]:
    """So many serials of a pump on hand."""
    serials = [f"P{n:05d}" for n in range(count)]
    table = "item,serial\n" + "".join(f"{PUMP},{serial}\n" for serial in serials)
    receipt = house.receipt()
    with house.database.transaction(house.later()) as tx:
        read = receipt_table.read("list.csv", table.encode())
        receiving_tables.receive_table(tx, receipt.document_id, read)
    house.post(receipt.document_id)
    return serials


def test_what_two_stations_want_leaves_once_and_the_loser_is_told(
    house: House, scale: int
) -> None:
    pieces = PIECES * min(scale, 15)
    serials = pumps(house, pieces)
    lot = delivered(house, label(ai01=BUTTER, ai37=str(pieces), ai10="B1"))[1]
    buyer, other = customer(house), next_door(house, "PACK-2")
    here, there = shipment(house, None, buyer), shipment(other, None, buyer)
    wanted = here.document_id, there.document_id
    milk = delivered(house, label(ai01=MILK, ai17="270131", ai37=str(pieces), ai10="M1"))[1]
    bill(other, "NAPKIN", Of("MILK", 9 * pieces), makes=100)
    made = build(other, "NAPKIN", 100)
    some = label(ai01=BUTTER, ai37="2", ai10="B1")
    codes = [label(ai01=PUMP, ai21=serial) for serial in serials]
    codes += [some] * (pieces // 2 + 5)

    used = label(ai01=MILK, ai37="2", ai10="M1")
    rounds = [(code, *wanted) for code in codes]
    rounds += [(used, here.document_id, made.document_id)] * (pieces // 2 + 5)

    told = raced(house, rounds, house, other)

    for pair in told[:pieces]:  # serials: one has it, the other is told who
        assert sorted(kind for kind, _words in pair) == ["ok", "refused"]
    lost = [words for pair in told for kind, words in pair if kind == "refused"]
    assert {re.sub(r"P\d{5}|^\d+ pcs of", "", words) for words in lost} <= {
        "Infusion pump  is promised to SH-00001, at WS-1.",
        "Infusion pump  is promised to SH-00002, at PACK-2.",
        " Butter 250 g B1 are promised to SH-00001, at WS-1.",
        " Butter 250 g B1 are promised to SH-00002, at PACK-2.",
        " Whole milk 1 L M1 are promised to SH-00001, at WS-1.",
        " Whole milk 1 L M1 are promised to BD-00001, at PACK-2.",
        "All of Butter 250 g B1 is on SH-00001 already.",
        "All of Butter 250 g B1 is on SH-00002 already.",
    }
    for some_rounds in (told[pieces : len(codes)], told[len(codes) :]):
        kinds = [kind for pair in some_rounds for kind, _words in pair]
        assert (kinds.count("refused"), len(kinds)) == (pieces // 2 + 10, pieces + 10)
    shop.scan(other, made, label(ai01=NAPKIN))
    other.post(made.document_id)
    house.post(here.document_id)
    other.post(there.document_id)
    assert (on_hand(house, lot), on_hand(house, milk)) == ({}, {})
    with house.database.reading() as connection:
        assert [one.quantity for one in shipped.holders(connection, lot)] == [pieces]
        for serial in serials[::5]:
            lsn = known(house, "PUMP", serial, LsnKind.SERIAL)
            assert [one.quantity for one in shipped.holders(connection, lsn.id)] == [1]
    assert findings(house) == []
