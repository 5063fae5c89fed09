"""Which reading is right where a scanner may have lost a separator: by what is known here.

A reading is taken where exactly one is supported by a fact: a lot that came before, another
barcode of the label, an answer given on this receipt. Nothing known: the operator is asked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.messages import mark, message
from lsn_desktop.domain.outcomes import ReadBefore
from lsn_desktop.scanning.gs1 import GS
from lsn_desktop.services.codes import stated
from lsn_desktop.storage import catalogue, codes_seen, documents, lsns

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from lsn_desktop.domain.items import Item
    from lsn_desktop.domain.label_in_progress import LabelInProgress
    from lsn_desktop.domain.messages import Message
    from lsn_desktop.domain.outcomes import Expectation
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.storage.transactions import Tx

_LONG, _SHORT = 4, 2  # characters of a lot that no other lot begins with by chance
_SURE = frozenset({"00", "02", "11", "13", "15", "16", "17", "7003"})
_ALIKE = 3  # codes that look the same before what looks otherwise is held for wrong


_IS_KNOWN = {
    LsnKind.LOT: mark("lot {code} is known"),
    LsnKind.SERIAL: mark("serial {code} is known"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known where a code is in doubt.

    ``scope`` is whose lots these are; the expectation has the label in progress and what was
    answered before.
    """

    item: Item | None
    scope: str
    expectation: Expectation
    on: date


def settle(tx: Tx, readings: tuple[Reading, ...], known: Known) -> tuple[Reading, ...]:
    """The reading that is right, with its proof; or those that remain, the likeliest first.

    Readings that say the same of the goods, as the item is tracked, are one.
    """
    differ = _that_differ(tx, readings, known.item)
    if len(differ) == 1:
        return differ
    proofs = [_proofs(tx, one, known) for one in differ]
    most = max(map(len, proofs))
    best = [at for at, found in enumerate(proofs) if len(found) == most]
    if len(best) == 1:
        return (_proven(differ[best[0]], proofs[best[0]][0]),)
    if alike := _that_look_alike(tx, differ, known):
        return (alike,)
    order = sorted(
        range(len(differ)), key=lambda at: (-len(proofs[at]), _doubts(differ[at], known), at)
    )
    return tuple(differ[at] for at in order)


def item_of(tx: Tx, readings: Iterable[Reading], label: LabelInProgress) -> Item | None:
    """The item all readings are of: by their GTIN, else that of the label in progress."""
    gtins = {one.gtin or one.content_gtin for one in readings}
    gtin = gtins.pop() if len(gtins) == 1 else None
    if gtin is not None:
        pack = catalogue.item_by_gtin(tx.connection, gtin)
        return pack.item if pack else None
    return None if label.item_id is None else catalogue.item_by_id(tx.connection, label.item_id)


def remembered(expectation: Expectation, reading: Reading) -> Expectation:
    """The expectation that knows how a label was read by an answer."""
    new = ReadBefore(_gtin(reading, expectation), reading.lot, _layout(reading))
    return replace(expectation, read_before=(*expectation.read_before, new))


def _that_differ(
    tx: Tx, readings: tuple[Reading, ...], item: Item | None
) -> tuple[Reading, ...]:
    """The first of the readings that say the same, where only what the item needs counts."""
    found: dict[LabelInProgress, Reading] = {}
    for one in readings:
        label = stated.facts(tx.connection, one, 0, "")
        if item is not None and not item.tracking.by_lot:
            label = replace(label, lot=None)
        if item is not None and not item.tracking.by_serial:
            label = replace(label, serial=None)
        found.setdefault(label, replace(one, candidates=()))
    return tuple(found.values())


def _proofs(tx: Tx, reading: Reading, known: Known) -> list[Message]:
    """The facts that support a reading, the strongest first."""
    found = []
    label = known.expectation.label
    is_of_label = label.gtin in {None, _gtin(reading, known.expectation)}
    for code, there in ((reading.lot, label.lot), (reading.serial, label.serial)):
        if is_of_label and code is not None and code == there:
            found.append(message("{code} is on another barcode of the label", code=code))
    if _was_answered(reading, known):
        found.append(message("read like the label before"))
    if known.item is not None:
        found += _that_came(tx, reading, known, known.item)
    return found


def _was_answered(reading: Reading, known: Known) -> bool:
    """Whether an answer on this receipt was given for this lot, or for such a label.

    Each lot is asked about once; goods that are not told apart by lot once for all.
    """
    gtin = _gtin(reading, known.expectation)
    same = [each for each in known.expectation.read_before if each.gtin == gtin]
    if reading.lot is not None and any(each.lot == reading.lot for each in same):
        return True
    is_of_lots = known.item is None or known.item.tracking.by_lot
    return not is_of_lots and any(each.layout == _layout(reading) for each in same)


def _that_came(tx: Tx, reading: Reading, known: Known, item: Item) -> list[Message]:
    """The lot and serial of a reading that came before, and the expiry they are known with."""
    found = []
    for kind, code in ((LsnKind.LOT, reading.lot), (LsnKind.SERIAL, reading.serial)):
        lsn = lsns.find(tx.connection, item.id, kind, known.scope, code) if code else None
        if lsn is None or not documents.is_scanned(tx.connection, lsn.id):
            continue
        told = reading.expiry is not None and lsn.expiry is not None
        if told and lsn.expiry != reading.expiry:
            continue
        if told or _is_telling(reading, lsn.code):
            found.append(message(_IS_KNOWN[kind], code=lsn.code))
        if told:
            found.append(message("its expiry is known"))
    return found


def _is_telling(reading: Reading, code: str) -> bool:
    """Whether a known code is in a reading for no other reason than that it is right.

    Any lot may begin with the one letter of another, few with four; or with two where a day or
    a key follows, which seldom stand in a lot by chance.
    """
    sure = any(element.id in _SURE for element in reading.elements[1:])
    return _is_uncut(reading) or len(code) >= (_LONG if not sure else _SHORT)


def _that_look_alike(tx: Tx, readings: tuple[Reading, ...], known: Known) -> Reading | None:
    """The one reading whose lot and serial look as all others of the item do."""
    item = known.item
    if item is None:
        return None
    left = readings
    model = ""
    for kind, is_used in (
        (LsnKind.LOT, item.tracking.by_lot),
        (LsnKind.SERIAL, item.tracking.by_serial),
    ):
        codes = codes_seen.newest(tx.connection, item.id, kind, known.scope) if is_used else []
        shapes = {_shape(code) for code in codes}
        if len(codes) >= _ALIKE and len(shapes) == 1:
            model = codes[0]
            left = tuple(one for one in left if _shape(_code(one, kind)) in shapes)
    if len(left) != 1:
        return None
    return _proven(
        left[0], message("the codes of {item} look like {code}", item=item.sku, code=model)
    )


def _proven(reading: Reading, why: Message) -> Reading:
    if not _is_uncut(reading):
        why = message("a separator was lost; {why}", why=why)
    return replace(reading, proof=why)


def _is_uncut(reading: Reading) -> bool:
    """Whether a reading is the code as it came: no separator was put into it."""
    return GS not in reading.text


def _code(reading: Reading, kind: LsnKind) -> str:
    return (reading.lot if kind is LsnKind.LOT else reading.serial) or ""


def _shape(code: str) -> str:
    """What a code looks like: each digit a 9, each letter an A or a."""
    return "".join(
        "9" if char.isdigit() else "A" if char.isupper() else "a" if char.islower() else char
        for char in code
    )


def _gtin(reading: Reading, expectation: Expectation) -> str | None:
    return reading.gtin or reading.content_gtin or expectation.label.gtin


def _layout(reading: Reading) -> tuple[tuple[str, int], ...]:
    return tuple((element.id, len(element.raw)) for element in reading.elements)


def _doubts(reading: Reading, known: Known) -> int:
    """How much speaks against a reading: what the item still lacks, an expiry gone by."""
    item, label = known.item, known.expectation.label
    lacks = 0
    if item is not None:
        lacks += item.tracking.by_lot and not (reading.lot or label.lot)
        lacks += item.tracking.by_serial and not (reading.serial or label.serial)
        lacks += item.expiry_required and not (reading.expiry or label.expiry)
    lacks += reading.expiry is not None and reading.expiry < known.on
    return lacks
