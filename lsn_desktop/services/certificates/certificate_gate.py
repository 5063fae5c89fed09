"""The gate: goods that lack a certificate are held, and let go when it is there.

A hold of the gate carries the rule that asks; only the gate ends it. Goods are looked at when
they arrive, when rules or certificates change, each day, and before they leave or go in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.services.lots import holding
from lsn_desktop.services.lots.holding import PlaceHold
from lsn_desktop.storage import certificate_gate, costs, lsns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from lsn_desktop.storage.certificate_gate import Lack
    from lsn_desktop.storage.transactions import By, Connection, Database, Tx

REASON = "missing certificate"
_AT_ONCE = 200  # lots looked at in one transaction, so that scans get in between


def check(tx: Tx, lsn_ids: Sequence[int] | None = None) -> tuple[int, int]:
    """Hold what lacks a certificate, and let go what lacks it no more.

    Args:
        tx: the transaction, whose day counts.
        lsn_ids: lots and serials (of a serial its lot counts); None looks at all.

    Returns:
        How many holds were placed, and how many ended.
    """
    costs.lock(tx)  # nobody adds a rule or a certificate meanwhile
    connection, on = tx.connection, tx.by.on
    if lsn_ids is not None:
        lsn_ids = certificate_gate.owners(connection, lsn_ids)
    waiting = certificate_gate.waiting(connection, lsn_ids)
    held = sorted({each.lsn_id for each in waiting})
    still = certificate_gate.still_lacking(connection, on, held) if held else set()
    ended = [each for each in waiting if each.lack not in still]
    for each in ended:
        holding.end(tx, each.hold_id, _why_released(tx, each.lack))
    known = {each.lack for each in waiting}
    new = [
        each for each in certificate_gate.lacking(connection, on, lsn_ids) if each not in known
    ]
    for lack in new:
        note = _named(connection, on, lack)
        order = PlaceHold(tx.uid(), lack.lsn_id, REASON, note, rule_id=lack.rule_id)
        holding.hold(tx, order)
    return len(new), len(ended)


def check_arriving(tx: Tx, lsn_ids: Iterable[int]) -> None:
    """Look at goods that came, once no rule is being made that does not know of them."""
    costs.lock(tx)
    check_leaving(tx, lsn_ids)


def check_leaving(tx: Tx, lsn_ids: Iterable[int]) -> None:
    """Look at goods that leave or go in, where any certificate is asked for."""
    if certificate_gate.has_rules(tx.connection):
        check(tx, sorted(set(lsn_ids)))


def to_look_at(connection: Connection, on: date) -> list[int]:
    """The lots and serials whose holds will change on a day, by what is known now."""
    waiting = certificate_gate.waiting(connection)
    if not waiting and not certificate_gate.has_rules(connection):
        return []
    held = sorted({each.lsn_id for each in waiting})
    still = certificate_gate.still_lacking(connection, on, held) if held else set()
    known = {each.lack for each in waiting}
    changed = {each.lsn_id for each in waiting if each.lack not in still}
    changed |= {
        each.lsn_id for each in certificate_gate.lacking(connection, on) if each not in known
    }
    return sorted(changed)


def check_day(database: Database, by: By) -> tuple[int, int]:
    """Look at all there is on a day; how many holds were placed and ended."""
    with database.reading() as connection:
        changed = to_look_at(connection, by.on)
    return check_these(database, by, changed)


def check_these(database: Database, by: By, lsn_ids: Sequence[int]) -> tuple[int, int]:
    """Look at some lots and serials, in parts; how many holds were placed and ended."""
    placed = ended = 0
    for at in range(0, len(lsn_ids), _AT_ONCE):
        part = lsn_ids[at : at + _AT_ONCE]
        more = database.run(by, lambda tx, part=part: check(tx, part))  # type: ignore[misc]
        placed, ended = placed + more[0], ended + more[1]
    return placed, ended


def warnings(connection: Connection, on: date, lsn_ids: Sequence[int]) -> Iterator[str]:
    """What goods on a draft will be held for when it is posted."""
    if not certificate_gate.has_rules(connection):
        return
    arriving = certificate_gate.owners(connection, lsn_ids)
    lacks: dict[int, tuple[str, list[str]]] = {}
    for lsn_id, code, kind in certificate_gate.will_lack(connection, on, arriving):
        lacks.setdefault(lsn_id, (code, []))[1].append(kind)
    for code, kinds in lacks.values():
        yield str(message("{code}: {kinds}", code=code, kinds=", ".join(kinds)))


def _named(connection: Connection, on: date, lack: Lack) -> str:
    kind, expired = certificate_gate.for_lack(connection, lack)
    return f"{kind}, expired {expired}" if expired and expired < on else kind


def _why_released(tx: Tx, lack: Lack) -> str:
    found = certificate_gate.found_for(tx.connection, tx.by.on, lack)
    if found is not None:
        return str(message("{certificate} is here", certificate=found))
    code = lsns.by_id(tx.connection, lack.lsn_id).code
    return str(message("the rule asks no more of {code}", code=code))
