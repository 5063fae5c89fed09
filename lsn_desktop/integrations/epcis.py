"""What an EPCIS 2.0 document says is on its way.

Source: GS1 EPCIS 2.0.1, 7.4.2 (ObjectEvent), 7.4.3 (AggregationEvent), 7.3.3.3
(QuantityElement), 7.3.6 (ilmd) and 10 (JSON-LD binding); Core Business Vocabulary 2.0, 7.1
(business steps) and 9.2 (lotNumber, itemExpirationDate, bestBeforeDate).

What is shipped counts; a pallet stands for what was put into it. A document without a
shipping step is taken for a list of all that its events name.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from lsn_desktop.domain.announced import Goods, Notice
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.integrations import epc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lsn_desktop.domain.refusals import Refusal
    from lsn_desktop.integrations.epc import Epc

KIND = "epcis"
_DEEPEST = 20  # pallets within pallets


@dataclass(frozen=True, slots=True)
class _Ilmd:
    """What the master data of a lot or serial says."""

    lot: str = ""
    expiry: date | None = None
    best_before: date | None = None


@dataclass(slots=True)
class _Told:
    """All that the events of a document say."""

    inside: dict[str, list[tuple[str, Decimal | None]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    shipped: list[tuple[str, Decimal | None]] = field(default_factory=list)
    named: list[tuple[str, Decimal | None]] = field(default_factory=list)
    ilmd: dict[str, _Ilmd] = field(default_factory=dict)
    order: str = ""
    number: str = ""


def is_json(data: bytes) -> bool:
    """Whether a file begins as a document of this kind does."""
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"{", b"["}


def read(data: bytes) -> Notice:
    """What a document announces.

    Raises:
        Refusal: it is no such document, or names nothing that is known here.
    """
    told = _Told()
    for event in _events(_parsed(data)):
        _tell(told, event)
    goods, seen = list[Goods](), set[str]()
    for uri, quantity in told.shipped or told.named:
        for each, count, sscc in _unpacked(told, uri, quantity, "", 0):
            found = epc.told_by(each)
            if found is None or not found.gtin or (count is None and each in seen):
                continue
            seen.add(each)
            goods.append(_goods(len(goods) + 1, found, count, sscc, told.ilmd.get(each)))
    if not goods:
        raise _no_document("it names no goods by GTIN")
    return Notice(KIND, told.number, told.order, tuple(goods))


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(data, parse_float=Decimal)
    except (ValueError, RecursionError):
        raise _no_document("it is no JSON") from None


def _events(document: Any) -> list[dict[str, Any]]:
    if isinstance(document, dict) and str(document.get("type", "")).endswith("Event"):
        document = {"epcisBody": {"eventList": [document]}}
    body = document.get("epcisBody") if isinstance(document, dict) else None
    if isinstance(body, dict):
        results = body.get("queryResults")
        body = results.get("resultsBody", body) if isinstance(results, dict) else body
        events = body.get("eventList", body.get("event"))
        events = [events] if isinstance(events, dict) else events
        if isinstance(events, list):
            return [event for event in events if isinstance(event, dict)]
    raise _no_document("it has no events")


def _tell(told: _Told, event: dict[str, Any]) -> None:
    """Let one event tell; what it takes apart is no longer together."""
    kind, action = event.get("type"), event.get("action")
    if kind == "AggregationEvent":
        parent = str(event.get("parentID", ""))
        held = [*_instances(event, "childEPCs"), *_classes(event, "childQuantityList")]
        if action == "DELETE":
            told.inside.pop(parent, None)
        else:
            told.inside[parent] += held
            told.named.append((parent, None))
    elif kind == "ObjectEvent" and action != "DELETE":
        held = [*_instances(event, "epcList"), *_classes(event, "quantityList")]
        told.named += held
        if _term(event.get("bizStep")) == "shipping":
            told.shipped += held
        _tell_ilmd(told, event, [uri for uri, _quantity in held])
    for each in _dicts(event.get("bizTransactionList")):
        value = str(each.get("bizTransaction", "")).rstrip("/")
        last = value.rsplit("/", 1)[-1].rsplit(":", 1)[-1]
        match _term(each.get("type")):
            case "po":
                told.order = told.order or last
            case "desadv":
                told.number = told.number or last


def _tell_ilmd(told: _Told, event: dict[str, Any], uris: Iterable[str]) -> None:
    ilmd = event.get("ilmd")
    if not isinstance(ilmd, dict):
        return
    said = {str(name).rsplit(":", 1)[-1]: value for name, value in ilmd.items()}
    found = _Ilmd(
        str(said.get("lotNumber", "")),
        _day(said.get("itemExpirationDate")),
        _day(said.get("bestBeforeDate")),
    )
    told.ilmd |= dict.fromkeys(uris, found)


def _unpacked(
    told: _Told, uri: str, quantity: Decimal | None, sscc: str, depth: int
) -> Iterator[tuple[str, Decimal | None, str]]:
    """What a code stands for: itself, or all that was put into it, each with its pallet."""
    if uri not in told.inside:
        yield uri, quantity, sscc
        return
    if depth > _DEEPEST:
        raise _no_document("its pallets contain each other")
    unit = epc.told_by(uri)
    for child, count in told.inside[uri]:
        yield from _unpacked(told, child, count, (unit.sscc if unit else "") or sscc, depth + 1)


def _goods(at: int, found: Epc, count: Decimal | None, sscc: str, ilmd: _Ilmd | None) -> Goods:
    said = ilmd or _Ilmd()
    return Goods(
        at,
        (found.gtin,),
        Decimal(1) if count is None else count,
        found.lot or said.lot,
        found.serial,
        sscc,
        said.expiry,
        said.best_before,
    )


def _instances(event: dict[str, Any], name: str) -> list[tuple[str, Decimal | None]]:
    listed = event.get(name)
    return [(str(uri), None) for uri in listed] if isinstance(listed, list) else []


def _classes(event: dict[str, Any], name: str) -> list[tuple[str, Decimal | None]]:
    """Quantities of a class; one without a quantity says nothing that could be ticked off."""
    found: list[tuple[str, Decimal | None]] = []
    for each in _dicts(event.get(name)):
        quantity = each.get("quantity")
        if isinstance(quantity, int | Decimal) and quantity > 0:
            found.append((str(each.get("epcClass", "")), Decimal(quantity)))
    return found


def _dicts(listed: Any) -> list[dict[str, Any]]:
    return [e for e in listed if isinstance(e, dict)] if isinstance(listed, list) else []


def _term(value: Any) -> str:
    """A word of the vocabulary, from its short form, its URN or its web address."""
    return str(value or "").rsplit(":", 1)[-1].rsplit("/", 1)[-1].rsplit("-", 1)[-1]


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _no_document(why: str) -> Refusal:
    return refusal(
        "This is no EPCIS document that announces goods: {why}.",
        "Ask the supplier for the file again, or for a table of what comes.",
        why=why,
    )
