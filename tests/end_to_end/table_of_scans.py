"""Two hundred scans of a dock, and what each is: the table, and a house they come to."""

from __future__ import annotations

import csv
import functools
import shutil
import tempfile
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from lsn_desktop.domain.items import ItemNumber, Tracking
from lsn_desktop.scanning.escapes import unescaped
from lsn_desktop.services.codes import naming
from lsn_desktop.services.office import ordering
from lsn_desktop.services.office.ordering import AddItem
from lsn_desktop.storage import catalogue
from lsn_desktop.storage.transactions import Database
from tests import house_for_tests

if TYPE_CHECKING:
    from lsn_desktop.domain.outcomes import Expectation, Outcome
    from tests.house_for_tests import House

_FILE = Path(__file__).with_name("two_hundred_scans.csv")


@dataclass(frozen=True, slots=True)
class Row:
    """A symbol, and what Receive must make of it.

    ``identifier`` is its symbology identifier, ``data`` what it holds; ``told`` the outcome's
    kind, SKU, lot, serial, expiry and quantity as text. ``known`` is a lot that the item has
    already, or ``alias`` where all of the code stands for the lot. ``dropped`` is the kind
    of outcome where the separators are lost and nobody can know.
    """

    group: str
    identifier: bytes
    data: bytes
    told: tuple[str, ...]
    known: str
    dropped: str


def rows() -> list[Row]:
    """The table."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return [
            Row(
                row["group"],
                row["aim"].encode(),
                unescaped(row["data"].encode()),
                tuple(
                    row[name] for name in ("kind", "sku", "lot", "serial", "expiry", "quantity")
                ),
                row["known"],
                row["dropped"],
            )
            for row in csv.DictReader(file)
        ]


def a_house(folder: Path) -> House:
    """A company to which the lots came that the table says are known, in a file of its own."""
    model = _model()
    file = folder / "lsn.db"
    shutil.copyfile(model.database_file, file)
    return replace(model.house, database=Database(str(file)))


@dataclass(frozen=True, slots=True)
class _Model:
    """A company that is copied, and its file."""

    house: House
    database_file: Path


@functools.cache
def _model() -> _Model:
    file = Path(tempfile.mkdtemp(prefix="lsn-table-")) / "lsn.db"
    house = house_for_tests.build(str(file))
    with house.database.transaction(house.later()) as tx:
        for sku, number in (
            ("SCREW", ItemNumber("A123BJC5D6E71", "", "HIBC")),
            ("BOLT", ItemNumber("X9")),
        ):
            item_id = ordering.add_item(tx, AddItem(sku, sku.capitalize(), Tracking.LOT))
            naming.add_number(tx, item_id, number, Fraction(1))
    receipt = house.receipt()
    for n, row in enumerate(rows()):
        if row.known:
            _deliver(house, receipt, row, n)
    house.post(receipt.document_id)
    house.database.close()
    return _Model(house, file)


def _deliver(house: House, receipt: Expectation, row: Row, n: int) -> None:
    """Let the lot of a row come once before, by a label that leaves nothing open."""
    _kind, sku, lot, _serial, expiry, _quantity = row.told
    with house.database.reading() as connection:
        item = catalogue.item_by_sku(connection, sku)
        assert item is not None
        gtin, _units = catalogue.gtins_of(connection, item.id)[0]
    day = f"17{expiry[2:].replace('-', '')}" if expiry else ""
    serial = f"21FIRST-{n}" if item.tracking.by_serial else ""
    outcome = house.scan(receipt, f"]C101{gtin}{day}10{lot}\x1d{serial}")
    assert outcome.line.lsn_id is not None, outcome
    if row.known == "alias":
        with house.database.transaction(house.later()) as tx:
            naming.add_alias(tx, outcome.line.lsn_id, "other", row.data.decode())


def told(outcome: Outcome) -> tuple[str, ...]:
    """An outcome as the table writes it."""
    line = outcome.line
    if outcome.kind not in {"ok", "attention"}:
        return (str(outcome.kind), "", "", "", "", "")
    return (
        "ok",
        line.sku,
        line.lot or "",
        line.serial or "",
        line.expiry.isoformat() if line.expiry else "",
        "" if line.quantity is None else f"{line.quantity.normalize():f}",
    )
