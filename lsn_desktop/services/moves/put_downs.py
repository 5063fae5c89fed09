"""Putting down what was taken up on Move: a transfer for each, and what is told of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import message
from lsn_desktop.domain.moving import Moving, Taken, ToldMove
from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind, ToldLine
from lsn_desktop.domain.quantities import off_grid
from lsn_desktop.services.moves import move_goods, moving, suggesting
from lsn_desktop.services.moves.moving import Moved, Transfer
from lsn_desktop.storage import journal, standing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from lsn_desktop.storage.standing import Spot, Standing
    from lsn_desktop.storage.transactions import Tx

_NONE = Moving()


def told_line(
    row: Standing, others: Sequence[Standing], quantity: int | None, taken: Taken | None
) -> ToldLine:
    """Goods in the words of the dock; of several, what they are called together."""
    is_pallet = taken is not None and taken.is_whole
    amount = None if quantity is None else off_grid(quantity, row.decimals)
    serial = row.lsn_kind == "serial" and not others
    return ToldLine(
        item=taken.name if taken is not None and (is_pallet or others) else row.item,
        sku="" if is_pallet else row.sku,
        lot=row.code if row.lsn_kind == "lot" and not is_pallet else None,
        serial=row.code if serial and not is_pallet else None,
        expiry=row.expiry,
        quantity=amount,
        unit=row.unit,
        place=row.place,
        lsn_id=None if others or is_pallet else row.lsn_id,
    )


def put(tx: Tx, expected: Expectation, spot: Spot, scan_id: int) -> Outcome:
    """Put all that was taken up into a place, each by a transfer of its own."""
    taken = (expected.moving or _NONE).taken
    if expected.count is not None:
        taken = (*taken[:-1], _so_many(tx, taken[-1], expected.count))
    moved: list[tuple[Taken, list[Moved]]] = []
    document_id = 0
    for each in taken:
        uid = tx.uid()
        order = Transfer(uid, each.parts, spot.id, each.sscc, scan_id, each.units)
        document_id, made = moving.carry(tx, order)
        moved.append((each, made))
    lines = [one for _taken, each in moved for one in each]
    last, sources = lines[-1], {one.goods.place for one in lines}
    outcome = _put_down(tx, moved, spot)
    for one in lines[:-1]:
        journal.add_outcome(tx, scan_id, outcome.kind, outcome.words, line_id=one.line_id)
    source = sources.pop() if len(sources) == 1 else ""
    told = ToldMove(source, spot.code, goods=len(taken), document_id=document_id)
    name, (first, *more) = moved[-1][0], [one.goods for one in moved[-1][1]]
    line = told_line(first, more, None if more else last.quantity, name)
    line = replace(line, line_id=last.line_id, place=spot.code)
    return replace(outcome, next=Expectation(0), line=line, move=told)


def _so_many(tx: Tx, taken: Taken, count: Decimal) -> Taken:
    """Only so many of what was taken up last."""
    if len(taken.parts) > 1 or taken.is_whole:
        raise move_goods.moved_whole(taken.name)
    part = taken.parts[0]
    rows = [
        row
        for row in standing.of_lsns(tx.connection, [part.lsn_id])
        if (row.place_id, row.unit_id) == (part.place_id, part.unit_id)
    ]
    quantity = move_goods.asked_for(tx, None, rows, count)
    move_goods.must_be_enough(rows, quantity)
    return replace(taken, parts=(replace(part, quantity=quantity),))


def _put_down(tx: Tx, moved: Sequence[tuple[Taken, list[Moved]]], spot: Spot) -> Outcome:
    """What was moved, in words; with what one should look at."""
    lines = [one for _taken, each in moved for one in each]
    if len(lines) == 1:
        one = lines[0]
        words = message(
            "{amount} of {goods} put into {place}",
            amount=moving.amount(one.goods, one.quantity),
            goods=moving.named(one.goods),
            place=spot.code,
        )
    else:
        names = ", ".join(each.name for each, _lines in moved)
        words = message("{goods} put into {place}", goods=names, place=spot.code)
    for one in lines:
        if spot.kind == "quarantine" and not one.goods.held:
            remedy = message("It is not on hold: hold it, to say why it is here.")
            return Outcome(OutcomeKind.ATTENTION, words, remedy=remedy)
        why = suggesting.is_expired(one.goods, tx.by.on)
        if why is not None and spot.kind != "quarantine":
            return Outcome(OutcomeKind.ATTENTION, words, remedy=why)
    return Outcome(OutcomeKind.OK, words)
