"""What a history being loaded must know of what it loaded: no row is asked for again."""

from __future__ import annotations

import secrets
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from lsn_desktop.domain.expiry import good_until
from lsn_desktop.domain.identifiers import code_key, uid7
from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.messages import Message, message
from lsn_desktop.services.simulation.happenings import DAY, Goods, Happening
from lsn_desktop.storage import bills, catalogue, ledger, parties
from lsn_desktop.storage.audit_chain import digest_of
from lsn_desktop.storage.documents import NewLine, line_digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lsn_desktop.domain.items import Item
    from lsn_desktop.services.simulation.companies import Company
    from lsn_desktop.storage.bulk_loading import BulkLoading
    from lsn_desktop.storage.transactions import By, Connection

_MINUTE_US = 60 * 1_000_000
_MOST_PARTIES = 10_000


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of cost as it was loaded."""

    goods: int
    line_id: int
    kind: str
    quantity: int
    amount: int

    def opposite(self) -> Layer:
        """What takes it back."""
        return replace(self, quantity=-self.quantity, amount=-self.amount)


@dataclass(slots=True)
class Paper:
    """A document that is being loaded, or was."""

    id: int
    number: str
    kind: str
    head: dict[str, object]
    order: str = ""
    does: str = ""  # what a build is: build, disassembly, rework
    goods: list[int] = field(default_factory=list)
    lines: list[NewLine] = field(default_factory=list)
    line_ids: list[int] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)
    layers: list[Layer] = field(default_factory=list)


class Books:
    """The names of a plan as rows, and the way rows are written."""

    def __init__(
        self, connection: Connection, rows: BulkLoading, first: By, company: Company
    ) -> None:
        self.rows = rows
        self.first = first
        self.items: dict[str, Item] = {}
        for sku in company.items:
            found = catalogue.item_by_sku(connection, sku)
            assert found is not None  # noqa: S101 - of the company's tables
            self.items[sku] = found
        self.by_item = {item.id: item for item in self.items.values()}
        self.places = {place.code: place.id for place in catalogue.real_locations(connection)}
        self.nowhere = {
            kind: catalogue.virtual_location(connection, kind)
            for kind in ("supplier", "customer", "scrap", "process")
        }
        self.goods: dict[int, Goods] = {}
        self.lsns: dict[int, int] = {}
        self.held: dict[int, list[int]] = {}
        self.papers: dict[int, Paper] = {}
        self.orders: dict[str, int] = {}
        self.order_lines: dict[str, dict[str, list[int]]] = {}
        self.shop = self.places[company.shop]
        self.bills = {
            item_id: next(bill.id for bill in known if bill.active)
            for item_id in self.by_item
            if (known := bills.of_item(connection, item_id))
        }
        self.real = set(self.places.values())
        self.cost: Counter[int] = Counter()  # of all of some goods, as far as it is known
        self.borne: Counter[int] = Counter()  # how much of them that is for
        self.at = first.at
        self.on: date = first.on
        every = parties.listed(connection, n=_MOST_PARTIES)
        self._parties = {row.code: (row.id, row.name) for row in every}

    def turn_to(self, happening: Happening) -> None:
        """Let it be when something happens."""
        self.at = self.first.at + happening.minute * _MINUTE_US
        self.on = self.first.on + timedelta(days=happening.minute // DAY)

    def day(self, number: int | None) -> date | None:
        """A day of the history."""
        return None if number is None else self.first.on + timedelta(days=number)

    def uid(self) -> str:
        """A uid for a row."""
        return uid7(self.at, secrets.token_bytes(10))

    def party(self, code: str) -> tuple[int, str]:
        """A partner's row and name."""
        return self._parties[code]

    def say(
        self, action: str, words: Message, subject: str, subject_id: int, digest: str = ""
    ) -> None:
        """Write into the audit trail."""
        self.rows.audit(self.at, action, words, subject, subject_id, digest)

    def paper(self, kind: str, counter: str, letters: str, **head: object) -> Paper:
        """A new document, with its number."""
        number = f"{letters}-{self.rows.number(counter):05d}"
        row = {
            "uid": self.uid(), "kind": kind, "number": number, "status": "posted",
            "workstation_id": self.first.workstation_id, "created_at": self.at,
            "created_by": self.first.user_id, "posted_at": self.at,
            "posted_by": self.first.user_id, "posted_on": self.on, **head,
        }  # fmt: skip
        return Paper(self.rows.add("document", row), number, kind, row)

    def begin(self, paper: Paper, words: Message) -> None:
        """Say that a document was begun."""
        self.say("begin", words, "document", paper.id)

    def line(
        self, paper: Paper, goods: int, places: tuple[int, int], quantity: int, **of: Any
    ) -> tuple[int, str]:
        """A line of a document; its row and digest."""
        item = self.items[self.goods[goods].sku]
        new = NewLine(self.uid(), item.id, self.lsns[goods], *places, quantity, **of)
        return self.put_line(paper, goods, new)

    def put_line(self, paper: Paper, goods: int, new: NewLine) -> tuple[int, str]:
        """The same, of a line that is made already."""
        number = len(paper.lines) + 1
        digest = line_digest(paper.id, number, new)
        row_id = self.rows.add(
            "document_line",
            {**new._asdict(), "document_id": paper.id, "number": number, "digest": digest},
        )
        paper.goods.append(goods)
        paper.lines.append(new)
        paper.line_ids.append(row_id)
        paper.digests.append(digest)
        return row_id, digest

    def post(self, paper: Paper, words: Message | None = None) -> None:
        """Turn a document's lines into moves."""
        self.rows.given("document", paper.id)["lines"] = len(paper.lines)
        digests = list(paper.digests)
        for line, line_id in zip(paper.lines, paper.line_ids, strict=True):
            self.rows.moved.add(line.item_id)
            row: dict[str, object] = {
                "lsn_id": line.lsn_id,
                "item_id": line.item_id,
                "from_location_id": line.from_location_id,
                "from_unit_id": None,
                "to_location_id": line.to_location_id,
                "to_unit_id": None,
                "quantity": line.quantity,
                "document_line_id": line_id,
                "at": self.at,
                "on": self.on,
            }
            row["digest"] = ledger.move_digest(row)
            digests.append(str(row["digest"]))
            self.rows.add("move", row)
        words = words or message(
            "Posted {number}: {count} lines", number=paper.number, count=len(paper.lines)
        )
        self.say("post", words, "document", paper.id, digest_of(digests))

    def make(self, goods: int, vendor_id: int | None = None) -> int:
        """The row of some goods; a new one, said in the trail, when they first appear."""
        if goods in self.lsns:
            return self.lsns[goods]
        new = self.goods[goods]
        item = self.items[new.sku]
        lot_id, of_lot = None, None
        if new.of_lot is not None:
            lot_id = self.make(new.of_lot, vendor_id)
            of_lot = self.day(self.goods[new.of_lot].expires)
        kind = LsnKind.SERIAL if new.serial else LsnKind.LOT if new.lot else LsnKind.BULK
        code = new.serial or new.lot
        own = self.day(new.expires)
        row_id = self.rows.add(
            "lsn",
            {
                "uid": self.uid(),
                "item_id": item.id,
                "kind": kind.value,
                "code": code,
                "code_key": code_key(code),
                "lot_id": lot_id,
                "expiry": own,
                "production": self.day(new.produced),
                "vendor_id": vendor_id if kind is not LsnKind.BULK else None,
                "created_at": self.at,
                "expires": good_until(own, of_lot),
            },
        )
        self.lsns[goods] = row_id
        if kind is not LsnKind.BULK:
            words = message(
                "New {kind} {code} of {item}", kind=kind, code=code, item=item.description
            )
            self.say("create", words, "lsn", row_id)
        return row_id

    def hold(self, goods: int, reason: str, note: str) -> None:
        """Stop all of some goods."""
        row = {
            "uid": self.uid(), "lsn_id": self.lsns[goods], "reason": reason, "note": note,
            "placed_at": self.at, "placed_by": self.first.user_id,
        }  # fmt: skip
        self.held.setdefault(goods, []).append(self.rows.add("hold", row))
        words = message("Held {code}: {reason}", code=self.code(goods), reason=reason)
        self.say("hold", words, "lsn", self.lsns[goods])

    def release(self, goods: int, note: str) -> None:
        """End all that stops some goods."""
        for hold_id in self.held.pop(goods):
            self.rows.change(
                "hold", hold_id, released_at=self.at, released_by=self.first.user_id,
                release_note=note,
            )  # fmt: skip
        words = message("Released {code}: {note}", code=self.code(goods), note=note)
        self.say("release", words, "lsn", self.lsns[goods])

    def code(self, goods: int) -> str:
        """What some goods are called."""
        return self.goods[goods].serial or self.goods[goods].lot

    def lay(self, paper: Paper, layers: Sequence[Layer], money: str) -> None:
        """Write layers of cost for a document."""
        for each in layers:
            row = {
                "lsn_id": self.lsns[each.goods],
                "document_id": paper.id,
                "line_id": each.line_id or None,
                "kind": each.kind,
                "quantity": each.quantity,
                "amount": each.amount,
                "currency": money,
                "at": self.at,
            }
            self.rows.add("cost_layer", row)
            self.cost[each.goods] += each.amount
        paper.layers += layers

    def bear(self, paper: Paper, goods: Iterable[int], sign: int = 1) -> None:
        """Let what came with a document bear cost: it is bought, or made."""
        bears = set(goods)
        for number, line in zip(paper.goods, paper.lines, strict=True):
            if number in bears and line.to_location_id in self.real:
                self.borne[number] += sign * line.quantity
