"""A raw lot five builds deep in ten thousand finished serials, shipped to 200 customers.

Sown into a history of receipts (``_history``): 1 > 10 > 50 > 100 > 500 > 10,000 lots and
serials, one build for each lot that was used up, 50 serials on each shipment.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

from lsn_desktop.storage.tables.catalogue import item, party
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.ledger import balance, genealogy_edge, move
from tests.house_for_tests import START, TODAY

if TYPE_CHECKING:
    from tests.house_for_tests import House

LEVELS = (1, 10, 50, 100, 500, 10_000)
CUSTOMERS = 200
FIRST = 500_000  # the raw lot's row; the history's rows begin at 1,000,000
LAST = FIRST + sum(LEVELS) - 1  # a finished serial
FINISHED = f"TREE-{len(LEVELS) - 1}"
_DAY = TODAY - timedelta(days=30)


class _Sown:
    """The rows on their way into the tables."""

    def __init__(self, connection: Any, made: House, items: int) -> None:
        self.connection, self.by, self.dock, self.items = connection, made.by, made.dock, items
        places = "SELECT kind, id FROM location WHERE NOT is_real"
        self.beyond: dict[str, int] = dict(connection.exec_driver_sql(places).fetchall())
        self.rows: dict[str, list[dict[str, Any]]] = {
            table.name: [] for table in (lsn, document, document_line, move, genealogy_edge)
        }

    def paper(self, kind: str, party_id: int | None = None) -> int:
        papers = self.rows["document"]
        number = FIRST + len(papers)
        papers.append(
            {
                "id": number, "uid": f"tree{number:028d}", "kind": kind,
                "number": f"TREE-{number}", "party_id": party_id, "location_id": self.dock,
                "workstation_id": self.by.workstation_id, "created_at": START,
                "created_by": self.by.user_id, "posted_on": _DAY, "lines": 0,
            }
        )  # fmt: skip
        return number

    def line(self, paper: int, level: int, lsn_id: int, ends: tuple[int, int], n: int) -> None:
        lines = self.rows["document_line"]
        number = FIRST + len(lines)
        shared = {
            "item_id": self.items + level, "lsn_id": lsn_id, "from_location_id": ends[0],
            "to_location_id": ends[1], "quantity": n, "digest": "",
        }  # fmt: skip
        paper_row = self.rows["document"][paper - FIRST]
        paper_row["lines"] += 1
        lines.append(
            {"id": number, "uid": f"tree{number:028d}", "document_id": paper,
             "number": paper_row["lines"], **shared}
        )  # fmt: skip
        when = {"document_line_id": number, "at": START, "on": _DAY}
        self.rows["move"].append(shared | when)

    def store(self) -> None:
        for table in (lsn, document, document_line, move, genealogy_edge):
            self.connection.execute(insert(table), self.rows[table.name])
        stands = [{"lsn_id": row["id"], "location_id": self.dock} for row in self.rows["lsn"]]
        self.connection.execute(insert(balance), stands)  # all of it has gone on
        self.connection.exec_driver_sql(
            "UPDATE document SET status = 'posted', posted_at = created_at,"
            " posted_by = created_by WHERE status = 'draft' AND number LIKE 'TREE-%'"
        )


def sow(connection: Any, made: House, first_item: int) -> None:
    """Write it all; ``first_item`` is a row no item has yet, nor the ones after it."""
    items = [
        {
            "id": first_item + level, "uid": f"tree{level:028d}", "sku": f"TREE-{level}",
            "sku_key": f"TREE-{level}", "description": f"Level {level}",
            "description_key": f"LEVEL {level}", "moved": True, "created_at": START,
            "tracking": "serial" if level == len(LEVELS) - 1 else "lot", "unit": "pcs",
        }
        for level in range(len(LEVELS))
    ]  # fmt: skip
    connection.execute(insert(item), items)
    customers = [
        {
            "id": FIRST + n, "uid": f"tree{n:028d}", "code": f"C{n:03d}",
            "code_key": f"C{n:03d}", "name": f"Customer {n}", "name_key": f"CUSTOMER {n}",
            "is_customer": True, "created_at": START,
        }
        for n in range(CUSTOMERS)
    ]  # fmt: skip
    there = set(party.c.keys())
    connection.execute(
        insert(party), [{k: v for k, v in row.items() if k in there} for row in customers]
    )
    sown = _Sown(connection, made, first_item)
    _lots(sown)
    _builds(sown)
    _shipments(sown)
    sown.store()


def _starts() -> list[int]:
    """The first row of each level."""
    return [FIRST + sum(LEVELS[:level]) for level in range(len(LEVELS))]


def _lots(sown: _Sown) -> None:
    for level, first in enumerate(_starts()):
        kind = "serial" if level == len(LEVELS) - 1 else "lot"
        for number in range(first, first + LEVELS[level]):
            code = f"T{level}-{number - first:05d}"
            sown.rows["lsn"].append(
                {"id": number, "uid": f"tree{number:028d}", "item_id": sown.items + level,
                 "kind": kind, "code": code, "code_key": code, "created_at": START}
            )  # fmt: skip
    receipt, dock = sown.paper("receipt"), sown.dock
    sown.line(receipt, 0, FIRST, (sown.beyond["supplier"], dock), LEVELS[-1])


def _builds(sown: _Sown) -> None:
    """Each lot is used up in a build of its own, and each output says how much of it it has."""
    starts, process, dock = _starts(), sown.beyond["process"], sown.dock
    for level in range(len(LEVELS) - 1):
        each, of_one = LEVELS[-1] // LEVELS[level], LEVELS[level + 1] // LEVELS[level]
        for n in range(LEVELS[level]):
            build, used = sown.paper("build"), starts[level] + n
            sown.line(build, level, used, (dock, process), each)
            for made in range(of_one):
                output = starts[level + 1] + n * of_one + made
                sown.line(build, level + 1, output, (process, dock), each // of_one)
                sown.rows["genealogy_edge"].append(
                    {"document_id": build, "component_id": used, "output_id": output,
                     "quantity": each // of_one}
                )  # fmt: skip


def _shipments(sown: _Sown) -> None:
    on_each = LEVELS[-1] // CUSTOMERS
    for n in range(CUSTOMERS):
        paper = sown.paper("shipment", FIRST + n)
        for serial in range(n * on_each, (n + 1) * on_each):
            ends = (sown.dock, sown.beyond["customer"])
            sown.line(paper, len(LEVELS) - 1, _starts()[-1] + serial, ends, 1)
