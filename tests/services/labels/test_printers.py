"""Printers are entered, changed, measured and chosen, and the audit tells old and new."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.labels import printers as using
from lsn_desktop.services.labels.printers import LANGUAGES, PrinterFacts
from lsn_desktop.storage import people, printers, timeline, verifying
from lsn_desktop.storage.printers import OnStock

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.storage.transactions import Tx
    from tests.house_for_tests import House

T = TypeVar("T")

ZEBRA = PrinterFacts("Zebra dock", "tcp", " 192.168.1.40:9100 ")


def run(house: House, act: Callable[[Tx], T]) -> T:
    with house.database.transaction(house.later()) as tx:
        return act(tx)


def added(house: House, wanted: PrinterFacts) -> int:
    return run(house, lambda tx: using.add(tx, house.uid(), wanted))


def told(house: House, printer_id: int) -> list[str]:
    with house.database.reading() as connection:
        return [str(entry.words) for entry in timeline.audit(connection, "printer", printer_id)]


def test_a_printer_is_found_by_its_name_in_any_case(house: House) -> None:
    zebra = added(house, ZEBRA)

    with house.database.reading() as connection:
        row = printers.by_name(connection, "ZEBRA dock")
        assert row == printers.by_id(connection, zebra)
        assert printers.in_use(connection) == [row]
    assert row is not None
    assert (row.address, row.language, row.dpi) == ("192.168.1.40:9100", "zpl", 203)
    with pytest.raises(Refusal, match="There is a printer Zebra dock already"):
        added(house, replace(ZEBRA, name="zebra dock"))


def test_every_change_is_told_with_old_and_new(house: House) -> None:
    zebra = added(house, ZEBRA)
    wanted = replace(ZEBRA, address="zebra.local:9100", dpi=300)

    assert run(house, lambda tx: using.change(tx, zebra, wanted))
    assert not run(house, lambda tx: using.change(tx, zebra, wanted))
    run(house, lambda tx: using.measure(tx, zebra, "100x50", OnStock(offset_x=500)))
    run(house, lambda tx: using.remove(tx, zebra))

    assert set(told(house, zebra)) == {
        "New printer Zebra dock at 192.168.1.40:9100",
        "address of printer Zebra dock: 192.168.1.40:9100 > zebra.local:9100",
        "dots of printer Zebra dock: 203 > 300",
        "offset across in µm of printer Zebra dock on 100x50: 0 > 500",
        "Printer Zebra dock is removed",
    }
    with house.database.reading() as connection:
        assert list(verifying.verify(connection)) == []


def test_a_printer_that_was_removed_comes_back_with_what_was_measured(house: House) -> None:
    zebra = added(house, ZEBRA)
    run(house, lambda tx: using.measure(tx, zebra, "100x50", OnStock(scale_y=1_004_000)))
    run(house, lambda tx: using.remove(tx, zebra))
    with house.database.reading() as connection:
        assert printers.in_use(connection) == []

    assert added(house, replace(ZEBRA, kind="raw-queue", address="Zebra")) == zebra

    with house.database.reading() as connection:
        assert printers.by_id(connection, zebra).kind == "raw-queue"
        assert printers.stocks_of(connection, zebra) == {"100x50": OnStock(scale_y=1_004_000)}
        assert printers.on_stock(connection, zebra, "4x6") == OnStock()


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (replace(ZEBRA, name=" "), "name"),
        (replace(ZEBRA, name="x" * 61), "name"),
        (replace(ZEBRA, name="a\nb"), "name"),
        (replace(ZEBRA, address=" "), "address"),
        (replace(ZEBRA, language="bitmap"), "language"),
        (replace(ZEBRA, kind="queue"), "language"),
        (replace(ZEBRA, kind="pigeon"), "language"),
        (replace(ZEBRA, dpi=72), "dpi"),
        (replace(ZEBRA, baud=0), "baud"),
        (replace(ZEBRA, kind="serial"), "workstation_id"),
    ],
)
def test_what_is_wrong_with_a_printer_is_said_at_its_field(
    house: House, wanted: PrinterFacts, field: str
) -> None:
    with house.database.reading() as connection:
        assert list(using.flaws(connection, wanted)) == [field]
    with pytest.raises(Refusal):
        added(house, wanted)


def test_all_that_can_be_sent_each_way_is_kept(house: House) -> None:
    here = house.by.workstation_id
    for kind, languages in LANGUAGES.items():
        for language in languages:
            name = f"{kind} {language}"
            added(house, PrinterFacts(name, kind, "there", language, workstation_id=here))

    with house.database.reading() as connection:
        assert len(printers.in_use(connection)) == sum(map(len, LANGUAGES.values()))


@pytest.mark.parametrize(
    "measured",
    [
        OnStock(offset_x=20_001),
        OnStock(offset_y=-20_001),
        OnStock(scale_x=899_999),
        OnStock(scale_y=1_100_001),
        OnStock(darkness=31),
        OnStock(speed=0),
        OnStock(speed=15),
    ],
)
def test_what_no_printer_does_is_refused(house: House, measured: OnStock) -> None:
    zebra = added(house, ZEBRA)
    with pytest.raises(Refusal):
        run(house, lambda tx: using.measure(tx, zebra, "100x50", measured))


def test_each_workstation_has_its_own_printer_for_a_template(house: House) -> None:
    here = house.by.workstation_id
    with house.database.first_transaction() as connection:
        elsewhere = people.add_workstation(connection, "OFFICE")
    zebra = added(house, ZEBRA)
    office = added(house, replace(ZEBRA, name="Office", workstation_id=elsewhere))

    assert run(house, lambda tx: using.choose(tx, "lot", zebra))
    assert not run(house, lambda tx: using.choose(tx, "lot", zebra))
    with pytest.raises(Refusal, match="Printer Office hangs on OFFICE"):
        run(house, lambda tx: using.choose(tx, "bin", office))

    with house.database.reading() as connection:
        assert [row.id for row in printers.in_use(connection, here)] == [zebra]
        assert [row.name for row in printers.in_use(connection)] == ["Office", "Zebra dock"]
        chosen = printers.chosen(connection, here)
        assert {template: row.name for template, row in chosen.items()} == {"lot": "Zebra dock"}
        assert printers.chosen(connection, elsewhere) == {}

    run(house, lambda tx: using.remove(tx, zebra))
    with house.database.reading() as connection:
        assert printers.chosen(connection, here) == {}
    assert added(house, ZEBRA) == zebra
    assert run(house, lambda tx: using.choose(tx, "lot", None))
    with house.database.reading() as connection:
        assert printers.chosen(connection, here) == {}
