"""Teaching by scanning: how a supplier's own label is read, shown once on a sample."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.messages import mark, message
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.scanning.escapes import escaped, unescaped
from lsn_desktop.scanning.read import read
from lsn_desktop.scanning.taught_guesses import candidates, guessed
from lsn_desktop.scanning.taught_rules import DAYS, MOST, TITLES, reading_by
from lsn_desktop.scanning.taught_texts import NotARule, dumped, loaded
from lsn_desktop.services.codes import own_codes, reading_by_rules
from lsn_desktop.storage import catalogue, rules
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from datetime import date

    from lsn_desktop.domain.items import Item
    from lsn_desktop.domain.messages import Message
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.scanning.taught_rules import Name, Rule
    from lsn_desktop.storage.rules import Taught
    from lsn_desktop.storage.transactions import Connection, Tx

_MOST_LOOKED_UP = 60  # stretches of a label

NAMED: dict[str, str] = {
    "item": mark("item"),
    "lot": mark("lot"),
    "serial": mark("serial"),
    "expiry": mark("expiry"),
    "best before": mark("best before"),
    "production": mark("made on"),
    "quantity": mark("quantity"),
}
"""What the parts of a label are called in the name of a rule."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A label to be taught: its text, and the rule that is known or guessed for it.

    ``known`` is the rule that reads it already; ``vendor`` is who delivers, if that is known,
    ``item`` what all labels of a known rule are on.
    """

    sample: bytes
    rule: Rule
    known: Taught | None = None
    vendor_id: int | None = None
    vendor: str = ""
    item: Item | None = None


@dataclass(frozen=True, slots=True)
class Teach:
    """An order to keep a rule; for all suppliers where ``vendor_id`` is None.

    ``item_id`` is the item that all labels of the rule are on, where none names it.
    """

    uid: str
    sample: bytes
    rule: Rule
    name: str = ""
    vendor_id: int | None = None
    item_id: int | None = None


def begin(connection: Connection, data: bytes, vendor_id: int | None, on: date) -> Begun:
    """What is known or can be guessed of a label.

    Raises:
        Refusal: it is empty, or longer than any label that can be taught.
    """
    reading = read(data, today=on)
    if not reading.text or len(reading.text) > MOST:
        raise refusal(
            "A label of {count} characters cannot be taught.",
            "Teach labels of 1 to {most} characters.",
            count=len(reading.text),
            most=MOST,
        )
    vendor = "" if vendor_id is None else catalogue.party_by_id(connection, vendor_id).name
    for row in rules.in_use(connection, vendor_id):
        if reading_by_rules.read_by(row, reading, on) is not None:
            known = rules.by_id(connection, row.id)
            rule = reading_by_rules.rule_of(row)
            if known is not None and rule is not None:
                moved = rule.moved_to(reading.text)
                item = item_by_id(connection, known.item_id)
                return Begun(data, moved or rule, known, vendor_id, vendor, item)
    rule = guessed(reading.text, _known(connection, reading.text, vendor_id), on)
    return Begun(data, rule, None, vendor_id, vendor)


def item_of(connection: Connection, reading: Reading) -> Item | None:
    """The item of ours that a code names, if it names nothing else."""
    own = own_codes.own(connection, reading.text.strip(), folded=False)
    pack = own.pack
    if pack is None and reading.gtin:
        pack = catalogue.item_by_gtin(connection, reading.gtin)
    return own.item or (pack.item if pack else None)


def item_by_id(connection: Connection, item_id: int | None) -> Item | None:
    """The item that all labels of a rule are on, if it has one."""
    return None if item_id is None else catalogue.item_by_id(connection, item_id)


def flaw(rule: Rule, on: date) -> Message | None:
    """What a rule lacks before it can be kept, in the order a person would mend it."""
    if not any(part.name in TITLES for part in rule.parts):
        return message("Name a part of the label: its item, lot or date.")
    for part in rule.parts:
        if part.name in DAYS and not part.form:
            return message("In which order is the date {text}?", text=part.text)
        if part.name != "fixed" and part.value(part.text, on) is None:
            name = message(NAMED.get(part.name, part.name))
            return message("{text} can be no {name}.", text=part.text, name=name)
    return _flaw_of_shape(rule)


def _flaw_of_shape(rule: Rule) -> Message | None:
    if rule.is_ambiguous:
        return message("Two parts of any length follow each other: make one of them exact.")
    if rule.cut(rule.sample) != [part.text for part in rule.parts]:
        return message("Read back, the label would be cut elsewhere: make its parts exact.")
    if not rule.tells_apart:
        return message("This would read every code. Mark what is always the same, or a date.")
    return None


def usual_name(rule: Rule, vendor: str) -> str:
    """The name a rule is given if nobody gives it another one."""
    named = [NAMED[part.name] for part in rule.parts if part.name in NAMED]
    parts = ", ".join(str(message(name)) for name in dict.fromkeys(named))
    return f"{vendor}: {parts}" if vendor else parts


def teach(tx: Tx, order: Teach) -> int:
    """Keep a rule; it is used from the next scan on. Returns its row number.

    An order that arrives twice (same uid) is kept once.

    Raises:
        Refusal: the rule is not complete, or another one reads its label differently.
    """
    if known := rules.by_uid(tx.connection, order.uid):
        return known
    _must_be_sound(tx, order, except_id=None)
    rule_id = rules.add(tx, {"uid": order.uid, **_values(tx, order)})
    _tell(tx, "teach", mark("Taught {name}"), rule_id)
    return rule_id


def change(tx: Tx, rule_id: int, order: Teach) -> None:
    """Let a rule read, be called, or be for somebody else from now on.

    Raises:
        Refusal: as :func:`teach`; or it is gone.
    """
    _known_rule(tx, rule_id)  # it may be gone
    _must_be_sound(tx, order, except_id=rule_id)
    rules.change(tx, rule_id, _values(tx, order))
    _tell(tx, "change", mark("Changed the rule {name}"), rule_id)


def switch(tx: Tx, rule_id: int, *, active: bool) -> None:
    """Let a rule rest, or use it again.

    Raises:
        Refusal: it is gone, or what it reads another rule now reads differently.
    """
    known = _known_rule(tx, rule_id)
    rule = loaded_or_none(known.parts)
    if active and rule is not None:
        _must_agree(tx, rule, known.party_id, rule_id)
    rules.change(tx, rule_id, {"active": active})
    text = mark("Rule {name} is used again") if active else mark("Rule {name} is not used")
    words = message(text, name=known.name)
    tx.entries.append(Entry("switch", words, "rule", rule_id))
    tx.events.append(Event("rule", rule_id))


def drop(tx: Tx, rule_id: int) -> None:
    """Forget a rule.

    Raises:
        Refusal: it was gone.
    """
    known = _known_rule(tx, rule_id)
    rules.drop(tx, rule_id)
    words = message("Deleted the rule {name}", name=known.name)
    tx.entries.append(Entry("delete", words, "rule", rule_id))
    tx.events.append(Event("rule", rule_id))


def sample_of(row: Taught) -> bytes:
    """The scan a rule was taught on, as it came."""
    return unescaped(row.sample.encode("latin-1", "replace"))


def loaded_or_none(parts: str) -> Rule | None:
    """A rule as the database keeps it; None if it was kept by a newer program."""
    try:
        return loaded(parts)
    except NotARule:
        return None


def _known(connection: Connection, text: str, vendor_id: int | None) -> dict[str, Name]:
    """What stretches of a label are in our own books."""
    scope = "" if vendor_id is None else catalogue.party_by_id(connection, vendor_id).code
    found: dict[str, Name] = {}
    for each in candidates(text)[:_MOST_LOOKED_UP]:
        own = own_codes.own(connection, each, scope=lambda: scope, folded=False)
        if own.lsns:
            kinds = {candidate.lsn.kind for candidate in own.lsns}
            found[each] = "lot" if LsnKind.LOT in kinds else "serial"
        elif own.item or own.pack:
            found[each] = "item"
    return found


def _values(tx: Tx, order: Teach) -> dict[str, object]:
    vendor = ""
    if order.vendor_id is not None:
        vendor = catalogue.party_by_id(tx.connection, order.vendor_id).name
    return {
        "name": order.name.strip() or usual_name(order.rule, vendor),
        "party_id": order.vendor_id,
        "item_id": order.item_id,
        "sample": escaped(order.sample),
        "parts": dumped(order.rule),
    }


def _must_be_sound(tx: Tx, order: Teach, *, except_id: int | None) -> None:
    if words := flaw(order.rule, tx.by.on):
        raise Refusal(words, message("The rule is not kept yet."))
    _must_agree(tx, order.rule, order.vendor_id, except_id)


def _must_agree(tx: Tx, rule: Rule, vendor_id: int | None, except_id: int | None) -> None:
    """Refuse a rule whose label another one of the same supplier reads differently."""
    reading = read(rule.sample.encode(), today=tx.by.on)
    mine = reading_by(rule, reading, tx.by.on)
    for row in rules.in_use(tx.connection, vendor_id):
        if row.id == except_id or row.party_id != vendor_id:
            continue
        other = reading_by_rules.read_by(row, reading, tx.by.on)
        if other is not None and (mine is None or other.elements != mine.elements):
            raise refusal(
                "The rule {name} reads this label differently.",
                "Change that rule, or switch it off (Scanners, Taught rules).",
                name=row.name,
            )


def _known_rule(tx: Tx, rule_id: int) -> Taught:
    known = rules.by_id(tx.connection, rule_id)
    if known is None:
        raise _gone()
    return known


def _gone() -> Refusal:
    return refusal("This rule was deleted.", "Look at the list again.")


def _tell(tx: Tx, action: str, text: str, rule_id: int) -> None:
    known = _known_rule(tx, rule_id)
    words = message(text, name=known.name)
    tx.entries.append(Entry(action, words, "rule", rule_id))
    tx.events.append(Event("rule", rule_id))
