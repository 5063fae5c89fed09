"""Taught rules as a file: one JSON object a line, for another database or another company."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.scanning.escapes import unescaped
from lsn_desktop.scanning.taught_texts import NotARule, loaded
from lsn_desktop.services.codes import teaching
from lsn_desktop.services.codes.teaching import Teach
from lsn_desktop.storage import catalogue, rules

if TYPE_CHECKING:
    from lsn_desktop.storage.rules import Taught
    from lsn_desktop.storage.transactions import Connection, Tx

_MOST_RULES = 10_000
_SHOWN = 60  # characters of what cannot be read
_UID = re.compile("[0-9a-f]{32}")
_CODES = ("name", "vendor", "item")
_LONGEST_NAME = 200


def lines(connection: Connection) -> str:
    """Every rule, one JSON object a line; suppliers and items by their codes."""
    return "".join(
        json.dumps(_as_object(row), ensure_ascii=False) + "\n"
        for row in rules.taught(connection)
    )


def take_in(tx: Tx, text: str) -> tuple[int, int]:
    """Take in the rules of a file, all or none: how many are new, and how many were changed.

    A rule that is known by its uid is changed to what the file says.

    Raises:
        Refusal: a line says no rule, or names a supplier or item that is not here.
    """
    new = changed = 0
    rows = [(at, line) for at, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(rows) > _MOST_RULES:
        raise refusal("A file of {count} rules.", "Take in fewer at once.", count=len(rows))
    for at, line in rows:
        row = _row(at, line)
        order = _order(tx.connection, at, row)
        rule_id = rules.by_uid(tx.connection, order.uid)
        try:
            if rule_id is None:
                rule_id = teaching.teach(tx, order)
                new += 1
            else:
                teaching.change(tx, rule_id, order)
                changed += 1
        except Refusal as refused:
            raise _in_line(at, str(refused)) from refused
        if row.get("active") is False:
            teaching.switch(tx, rule_id, active=False)
    return new, changed


def _as_object(row: Taught) -> dict[str, object]:
    return {
        "uid": row.uid,
        "name": row.name,
        "vendor": row.vendor_code or None,
        "item": row.sku or None,
        "sample": row.sample,
        "parts": json.loads(row.parts),
        "active": row.active,
    }


def _row(at: int, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict) or not all(_is_code(row.get(key)) for key in _CODES):
        raise _in_line(at, line[:_SHOWN])
    return row


def _is_code(value: object) -> bool:
    """Whether a value is a code or a name, or left out: PostgreSQL stores no NUL."""
    return value is None or (isinstance(value, str) and value.isprintable())


def _order(connection: Connection, at: int, row: dict[str, Any]) -> Teach:
    try:
        rule = loaded(json.dumps(row.get("parts")))
    except NotARule as error:
        raise _in_line(at, str(row.get("parts"))[:_SHOWN]) from error
    uid, name = row.get("uid"), row.get("name")
    if not (isinstance(uid, str) and _UID.fullmatch(uid)):
        raise _in_line(at, str(uid)[:_SHOWN])
    sample = str(row.get("sample") or rule.sample)
    return Teach(
        uid,
        unescaped(sample.encode("latin-1", "replace")),
        rule,
        str(name or "")[:_LONGEST_NAME],
        _vendor_id(connection, at, row.get("vendor")),
        _item_id(connection, at, row.get("item")),
    )


def _vendor_id(connection: Connection, at: int, code: object) -> int | None:
    if code is None:
        return None
    party = catalogue.party_by_code(connection, str(code))
    if party is None:
        raise refusal(
            "Line {line} is a rule for the supplier {code}, who is not here.",
            "Add the supplier first, or take the line out.",
            line=at,
            code=str(code)[:_SHOWN],
        )
    return party.id


def _item_id(connection: Connection, at: int, sku: object) -> int | None:
    if sku is None:
        return None
    item = catalogue.item_by_sku(connection, str(sku))
    if item is None:
        raise refusal(
            "Line {line} is a rule for the item {sku}, which is not here.",
            "Add the item first, or take the line out.",
            line=at,
            sku=str(sku)[:_SHOWN],
        )
    return item.id


def _in_line(at: int, words: str) -> Refusal:
    return refusal(
        "Line {line} is no rule that can be used: {words}",
        "Nothing was taken in. Take the line out, or export the rules again.",
        line=at,
        words=words,
    )
