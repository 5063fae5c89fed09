"""What one does where goods are made in a test, in few words: bills, builds, scans."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import insert, select

from lsn_desktop.domain.making import Making
from lsn_desktop.domain.outcomes import Expectation
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.scanning import commands
from lsn_desktop.scanning.read import read
from lsn_desktop.services.builds import (
    build_answers,
    build_choosing,
    build_commands,
    build_outputs,
    build_scans,
    building,
)
from lsn_desktop.services.builds.building import OpenBuild
from lsn_desktop.services.codes import scan_runner
from lsn_desktop.storage import builds, catalogue, documents, lsns
from lsn_desktop.storage.tables.catalogue import item
from lsn_desktop.storage.tables.ledger import genealogy_edge
from lsn_desktop.storage.tables.making import bill_of_material, bom_line
from tests.dock import delivered, enter, label
from tests.house_for_tests import CHIP, MILK, TODAY

if TYPE_CHECKING:
    from lsn_desktop.domain.outcomes import Outcome
    from lsn_desktop.storage.transactions import Connection, Tx
    from tests.house_for_tests import House


class Of(NamedTuple):
    """A line of a bill: so much of an item for one batch."""

    sku: str
    quantity: int
    scrap: int = 0
    part_of: bool = False
    kind: str = "component"


def milk(house: House, lot: str, expiry: str = "270110", quantity: int = 24) -> int:
    """A delivered lot of milk."""
    return delivered(house, label(ai01=MILK, ai17=expiry, ai37=str(quantity), ai10=lot))[1]


def chip(house: House, serial: str, lot: str = "C1") -> int:
    """A delivered chip."""
    return delivered(house, label(ai01=CHIP, ai10=lot, ai21=serial))[1]


def bill(house: House, sku: str, *lines: Of, makes: int = 1) -> int:
    """A bill of material."""
    with house.database.transaction(house.later()) as tx:
        item_id = _item(tx.connection, sku)
        result = tx.connection.execute(
            insert(bill_of_material).values(
                uid=house.uid(), item_id=item_id, makes=makes,
                created_at=tx.by.at, created_by=tx.by.user_id,
            )
        )  # fmt: skip
        bom_id = int(result.inserted_primary_key[0])  # type: ignore[index]
        for number, line in enumerate(lines, 1):
            tx.connection.execute(
                insert(bom_line).values(
                    bom_id=bom_id, number=number, item_id=_item(tx.connection, line.sku),
                    kind=line.kind, quantity=line.quantity, scrap=line.scrap,
                    part_of=line.part_of,
                )
            )  # fmt: skip
    return bom_id


def build(
    house: House, sku: str, quantity: int, kind: str = "build", *, part_of: bool = False
) -> Expectation:
    """A new build of so much of an item, with its work order."""
    with house.database.transaction(house.later()) as tx:
        order = OpenBuild(
            house.uid(), item_id=_item(tx.connection, sku), quantity=quantity, kind=kind
        )
        document_id = building.open_build(tx, order)
    return Expectation(document_id, making=Making(part_of=part_of))


def change_item(house: House, sku: str, **values: object) -> None:
    with house.database.transaction(house.later()) as tx:
        catalogue.change_item(tx, _item(tx.connection, sku), values)


def scan(house: House, expected: Expectation | None, text: str) -> Outcome:
    """Scan a code on a build, or where none is open."""
    assert expected is not None
    reading = read(text.encode(), today=TODAY)
    take = build_scans.build_scan if expected.document_id else build_choosing.choose_by_scan
    ran = scan_runner.run(
        house.database,
        house.later(),
        scan_runner.Arrival(house.uid(), text.encode(), "test", 0),
        expected,
        lambda tx, now, scan_id: take(tx, reading, now, scan_id),
    )
    if ran.bug:
        raise ran.bug
    return ran.outcome


def scans(house: House, expected: Expectation | None, *texts: str) -> Expectation:
    """Scan one code after another; each must be taken."""
    for text in texts:
        outcome = scan(house, expected, text)
        assert outcome.kind in {"ok", "attention", "heard"}, str(outcome.words)
        expected = outcome.next
    assert expected is not None
    return expected


def answered(house: House, outcome: Outcome, value: str) -> Outcome:
    """Give an answer to what is asked."""
    assert outcome.next is not None
    return enter(
        house,
        outcome.next,
        lambda tx, now, scan_id: build_answers.answer(tx, value, now, scan_id),
        value,
    )


def do(house: House, expected: Expectation | None, name: str) -> Outcome:
    """Scan a command barcode."""
    asked = commands.command(f"LSN-DO-{name}")
    assert asked is not None
    assert expected is not None
    return enter(
        house,
        expected,
        lambda tx, now, scan_id: build_commands.build_command(tx, asked, now, scan_id),
        name,
    )


def number(house: House, expected: Expectation | None, count: int, sku: str = "") -> Outcome:
    """Number so many outputs by our own pattern."""
    assert expected is not None

    def use_case(tx: Tx, now: Expectation, scan_id: int) -> Outcome:
        item_id = _item(tx.connection, sku) if sku else None
        return build_outputs.number(tx, now, scan_id, count, item_id)

    return enter(house, expected, use_case, "number")


def told(outcome: Outcome) -> str:
    """What came of a scan in few words: ``ok 10, 10 of 24``."""
    line = outcome.line
    text = f"{outcome.kind} {plain(line.quantity or Decimal(0))}"
    if line.so_far is None or line.ordered is None:
        return text
    return f"{text}, {plain(line.so_far)} of {plain(line.ordered)}"


def edges(house: House) -> list[str]:
    """What went into what: ``F1 > S1 5``, or ``F1 > ? 5`` where it is only possible."""
    with house.database.reading() as connection:
        rows = connection.execute(
            select(
                genealogy_edge.c.component_id,
                genealogy_edge.c.output_id,
                genealogy_edge.c.quantity,
                genealogy_edge.c.kind,
            ).order_by(genealogy_edge.c.id)
        ).all()
        found = []
        for component, output, quantity, kind in rows:
            into = "?" if output is None else _code(connection, output)
            words = f"{_code(connection, component)} > {into} {quantity}"
            found.append(words if kind == "build" else f"{words} {kind}")
    return found


def order(house: House, expected: Expectation) -> str:
    """How far the order of a build is: ``24 of 25 made, 1 scrapped, released``."""
    with house.database.reading() as connection:
        head = documents.by_id(connection, expected.document_id)
        found = building.order_of(connection, head)
        decimals = catalogue.item_by_id(connection, found.item_id).decimals
    made, ordered = (plain(off_grid(n, decimals)) for n in (found.made, found.ordered))
    return f"{made} of {ordered} made, {found.scrapped} scrapped, {found.status}"


def used(house: House, expected: Expectation) -> dict[str, tuple[int, int]]:
    """What the order of a build needs and has used, by SKU."""
    with house.database.reading() as connection:
        head = documents.by_id(connection, expected.document_id)
        found = building.order_of(connection, head)
        needs = builds.needs(connection, found.id, found.kind)
    return {one.sku: (one.needed, one.used) for one in needs}


def _code(connection: Connection, lsn_id: int) -> str:
    lsn = lsns.by_id(connection, lsn_id)
    return lsn.code or catalogue.item_by_id(connection, lsn.item_id).sku


def _item(connection: Connection, sku: str) -> int:
    found = connection.scalar(select(item.c.id).where(item.c.sku == sku))
    assert found is not None
    return int(found)
