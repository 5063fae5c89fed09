"""Answers to what is asked of a scan on a build."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.making import Put
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import Asks, Expectation, Outcome, OutcomeKind
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.builds import build_components, build_outputs, build_scans, building
from lsn_desktop.services.builds.build_outputs import Output
from lsn_desktop.storage import builds, catalogue, lsns

if TYPE_CHECKING:
    from lsn_desktop.services.builds.building import Scan
    from lsn_desktop.storage.transactions import Tx


def answer(tx: Tx, value: str, expected: Expectation, scan_id: int) -> Outcome:
    """Take the answer to what is asked.

    Raises:
        Refusal: it was not asked, it is no answer to it, or the goods may not go in.
    """
    question = expected.question
    offered = {choice.value for choice in question.answers} if question else set()
    if question is None or value not in offered:
        raise refusal(
            "{value} is no answer to this.", "Choose one of the answers.", value=value
        )
    scan = building.begun(tx, replace(expected, question=None), scan_id)
    if value == "leave":
        return Outcome(OutcomeKind.HEARD, message("Left out"), scan.following())
    put = scan.now.asked or Put()
    match question.asks:
        case Asks.CODE:
            lsn = lsns.by_id(tx.connection, int(value))
            return build_scans.one_lsn(tx, scan, lsn, expected.label)
        case Asks.WAY:
            return build_scans.way(tx, scan, put.place_id or 0, value)
        case Asks.NEW_CODE:
            return _new(tx, scan, put.code, value)
    return _settled(tx, scan, put, value)


def _new(tx: Tx, scan: Scan, code: str, value: str) -> Outcome:
    if value == build_scans.ALL_NEW:
        settled = scan.expected.settled | {value}
        scan = replace(scan, expected=replace(scan.expected, settled=settled))
    return build_scans.new_code(tx, scan, code)


def _settled(tx: Tx, scan: Scan, put: Put, value: str) -> Outcome:
    """The goods as the answer says they go."""
    if put.lsn_id is None:
        return _output_again(tx, scan, put, value)
    if value == "rest":
        put = replace(put, quantity=_rest(tx, scan, put))
    else:
        put = replace(put, settled=put.settled | {value})
    return build_scans.put(tx, scan, put)


def _rest(tx: Tx, scan: Scan, put: Put) -> int | None:
    order, lsn = scan.order, lsns.by_id(tx.connection, put.lsn_id or 0)
    needs = builds.needs(tx.connection, order.id, order.kind)
    need = build_components.need_of(order, needs, lsn.item_id)
    return need.left if need is not None and need.left else put.quantity


def _output_again(tx: Tx, scan: Scan, put: Put, value: str) -> Outcome:
    """An output about which was asked whether so many were made, or whether it was in there."""
    item = catalogue.item_by_id(tx.connection, put.item_id or scan.order.item_id)
    by_serial = item.tracking.by_serial
    out = Output(
        item,
        put.quantity or 1,
        lot=put.lot or (None if by_serial else put.code) or None,
        serial=put.code or None if by_serial else None,
        expiry=put.expiry,
        scrap=put.scrap,
        settled=put.settled | {value},
    )
    return build_outputs.make(tx, scan, out)
