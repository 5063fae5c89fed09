"""Scans on Move: goods are taken up, a place puts them down; a place first says from where."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.double_scans import RULES, Again, Mode, Twice
from lsn_desktop.domain.identifiers import uid7
from lsn_desktop.domain.messages import Message, message
from lsn_desktop.domain.moving import Moving, Taken, ToldMove
from lsn_desktop.domain.outcomes import (
    Answer,
    Asks,
    Expectation,
    Outcome,
    OutcomeKind,
    Question,
    ToldLine,
)
from lsn_desktop.domain.quantities import off_grid, plain
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.scanning.naming import read_as
from lsn_desktop.services import identifying, move_goods, moving, suggesting
from lsn_desktop.services.moving import Moved, Transfer
from lsn_desktop.storage import catalogue, journal, lsns, standing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from lsn_desktop.domain.refusals import Refusal
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.services.move_goods import Named
    from lsn_desktop.storage.standing import Spot, Standing
    from lsn_desktop.storage.transactions import Tx

NOWHERE = Expectation(0)
_NONE = Moving()
_MOST_ANSWERS = 9


def move_scan(
    tx: Tx, reading: Reading, expected: Expectation, scan_id: int, twice: Twice = Twice.COUNTED
) -> Outcome:
    """Take one scan: a place, goods, or a quantity.

    Raises:
        Refusal: the code is unknown, the goods are not there, or may not go to that place.
    """
    text = reading.text.strip()
    count = identifying.asked_for(reading)
    if count and not lsns.candidates(tx.connection, text, folded=False):  # a lot X1 is no x 1
        return count_next(expected, count.count)
    spot = standing.spot_by_code(tx.connection, text)
    if spot is not None:
        outcome = _once(expected) if twice is not Twice.COUNTED else None
        outcome = outcome or place(tx, expected, spot, scan_id)
    else:
        outcome = take(tx, expected, reading)
    return replace(outcome, read_as=read_as(reading))


def count_next(expected: Expectation, count: Decimal) -> Outcome:
    """Set how many are moved: of the goods scanned next, or of the last ones taken up."""
    words = message("{count} are moved: scan the goods", count=plain(count))
    if _now(expected).taken:
        words = message("{count} are moved: scan the place", count=plain(count))
    return Outcome(OutcomeKind.HEARD, words, replace(expected, count=count))


def _now(expected: Expectation) -> Moving:
    return expected.moving or _NONE


def _once(expected: Expectation) -> Outcome:
    """A place sent twice at once: nothing can be carried to it in so short a time."""
    words = message("Sent twice at once, and done once")
    return Outcome(OutcomeKind.HEARD, words, expected)


def place(tx: Tx, expected: Expectation, spot: Spot, scan_id: int) -> Outcome:
    """Put down what was taken up, or begin at a place."""
    now = _now(expected)
    if now.asked is not None:
        return _from(tx, expected, now.asked, spot.id)
    if expected.question is not None:
        raise refusal(
            "It is not said yet which goods are meant.",
            "Choose one of the answers, or leave them out (Esc).",
        )
    if now.taken:
        return _put(tx, expected, spot, scan_id)
    moving.must_take_goods(spot)
    if not standing.is_anything_in(tx.connection, spot.id):
        raise refusal("Nothing stands in {place}.", "Scan the goods first.", place=spot.code)
    words = message("From {place}: scan the goods", place=spot.code)
    begun = replace(expected, moving=Moving(spot.id, spot.code))
    told = ToldMove(source=spot.code)
    return Outcome(OutcomeKind.HEARD, words, begun, move=told)


def take(tx: Tx, expected: Expectation, reading: Reading) -> Outcome:
    """Take up the goods a label names."""
    if reading.sscc and (named := move_goods.pallet(tx, reading.sscc)):
        if expected.count is not None:
            raise move_goods.moved_whole(named.name)
        return _taken(tx, expected, named, None)
    if reading.sscc and not (reading.gtin or reading.content_gtin or reading.lot):
        raise refusal(
            "Nothing is known of pallet {sscc}.", "Scan what is on it.", sscc=reading.sscc
        )
    which = move_goods.candidates(tx, reading)
    if len(which) > 1:
        return _which(tx, expected, which)
    return _take_lsn(tx, expected, which[0], reading)


def _take_lsn(tx: Tx, expected: Expectation, lsn_id: int, reading: Reading | None) -> Outcome:
    named = move_goods.goods(tx, lsn_id)
    quantity = move_goods.asked_for(tx, reading, named.rows, expected.count)
    return _taken(tx, expected, named, quantity)


def take_lsn(tx: Tx, expected: Expectation, lsn_id: int) -> Outcome:
    """Take up a lot or serial by its row, as a scan of it does."""
    return _take_lsn(tx, expected, lsn_id, None)


def take_row(tx: Tx, expected: Expectation, lsn_id: int, place_id: int) -> Outcome:
    """Take up goods chosen from the list of what waits, where they stand.

    Raises:
        Refusal: they do not stand there any more, or not so many of them.
    """
    named = move_goods.goods(tx, lsn_id)
    rows = named.places.get(place_id)
    if not rows:
        raise _not_in(standing.spot(tx.connection, place_id).code, named)
    quantity = move_goods.asked_for(tx, None, rows, expected.count)
    move_goods.must_be_enough(rows, quantity)
    return _take_up(tx, expected, rows, named.taken(place_id, quantity))


def _which(tx: Tx, expected: Expectation, which: Sequence[int]) -> Outcome:
    """One code, several items' lots: ask which."""
    answers = []
    for lsn_id in which[:_MOST_ANSWERS]:
        lsn = lsns.by_id(tx.connection, lsn_id)
        item = catalogue.item_by_id(tx.connection, lsn.item_id)
        answers.append(Answer(f"lsn {lsn_id}", message("{item}", item=item.description)))
    code = lsns.by_id(tx.connection, which[0]).code
    question = Question(Asks.CODE, tuple(answers))
    now = replace(_now(expected), asked=None)
    return Outcome(
        OutcomeKind.QUESTION,
        message("Which {code} is it?", code=code),
        replace(expected, question=question, moving=now),
        question=question,
    )


def _taken(tx: Tx, expected: Expectation, named: Named, quantity: int | None) -> Outcome:
    """Take up what was named, from the place it stands in, or ask from which."""
    places, now = named.places, _now(expected)
    if now.source is not None:
        if now.source not in places:
            raise _not_in(now.source_code, named)
        chosen = now.source
    else:
        chosen = _by_itself(places) or 0
    if not places:
        raise refusal(
            "All of {goods} is promised to others: {where}.",
            "Ask who has claimed it.",
            goods=named.name,
            where=moving.where(named.rows),
        )
    if not chosen:
        return _ask_source(expected, named, quantity)
    rows = places[chosen]
    move_goods.must_be_enough(rows, quantity)
    return _take_up(tx, expected, rows, named.taken(chosen, quantity))


def _by_itself(places: dict[int, list[Standing]]) -> int | None:
    """The place goods are taken from where nobody says it: the only one, else the dock."""
    docks = [at for at, rows in places.items() if rows[0].place_kind == "receiving"]
    among = docks or list(places)
    return among[0] if len(among) == 1 else None


def _not_in(place_code: str, named: Named) -> Refusal:
    return refusal(
        "{goods} is not in {place}: it is in {where}.",
        "Scan goods that are there, or Esc and the goods alone.",
        goods=named.name,
        place=place_code,
        where=moving.where(named.rows),
    )


def _ask_source(expected: Expectation, named: Named, quantity: int | None) -> Outcome:
    answers = tuple(
        Answer(str(at), message("{place}: {amount}", place=rows[0].place, amount=_sum(rows)))
        for at, rows in list(named.places.items())[:_MOST_ANSWERS]
    )
    parts = tuple(part for at in named.places for part in named.taken(at, quantity).parts)
    question = Question(Asks.SOURCE, answers)
    now = replace(_now(expected), asked=Taken(parts, named.name, named.sscc))
    return Outcome(
        OutcomeKind.QUESTION,
        message("From which place?"),
        replace(expected, count=None, question=question, moving=now),
        line=ToldLine(item=named.name),
        question=question,
        remedy=message("Scan the place, or choose it."),
    )


def _sum(rows: Sequence[Standing]) -> str:
    return moving.amount(rows[0], sum(row.free for row in rows))


def answer(tx: Tx, value: str, expected: Expectation, scan_id: int) -> Outcome:  # noqa: ARG001 - a use case of a scan
    """Answer what is asked: which goods, or from where."""
    asked = _now(expected).asked
    if value.startswith("lsn "):
        return _take_lsn(tx, expected, int(value.removeprefix("lsn ")), None)
    assert asked is not None  # noqa: S101 - no other question is asked here
    return _from(tx, expected, asked, int(value))


def _from(tx: Tx, expected: Expectation, asked: Taken, place_id: int) -> Outcome:
    parts = tuple(part for part in asked.parts if part.place_id == place_id)
    rows = {
        (row.lsn_id, row.place_id): row
        for row in standing.of_lsns(
            tx.connection, sorted({part.lsn_id for part in asked.parts})
        )
    }
    there = [rows[key] for part in parts if (key := (part.lsn_id, part.place_id)) in rows]
    if not there:
        code = standing.spot(tx.connection, place_id).code
        raise refusal(
            "{goods} is not in {place}.",
            "Scan one of the places on show.",
            goods=asked.name,
            place=code,
        )
    move_goods.must_be_enough(there, parts[0].quantity if len(parts) == 1 else None)
    return _take_up(tx, expected, there, replace(asked, parts=parts))


def _take_up(tx: Tx, expected: Expectation, rows: Sequence[Standing], taken: Taken) -> Outcome:
    """Carry these goods too, and say where they should go."""
    now = _now(expected)
    same = [each for each in now.taken if _keys(each) & _keys(taken)]
    # Scanned once more it is the same lot or piece: only a new number changes anything.
    again = bool(same) and RULES[Mode.MOVE].lot is Again.RECOGNISED
    if again and taken.parts[0].quantity is None:
        taken = same[-1]
    carried = (*(each for each in now.taken if each not in same), taken)
    row, quantity = rows[0], taken.parts[0].quantity
    (found,) = suggesting.suggest(tx.connection, [row], tx.by.on)
    told = ToldMove(
        source=row.place,
        there=None if taken.sscc else off_grid(sum(each.free for each in rows), row.decimals),
        suggested=found.place.code if found else "",
        why=found.why if found else None,
        goods=len(carried),
        again=again,
    )
    kind, words = OutcomeKind.HEARD, _words(told)
    if found is not None and found.place.kind == "quarantine":
        kind, words = OutcomeKind.ATTENTION, found.why
    line = told_line(row, rows[1:], quantity, taken)
    after = Expectation(0, moving=Moving(now.source, now.source_code, carried))
    return Outcome(kind, words, after, line=line, move=told)


def _keys(taken: Taken) -> set[tuple[int, int]]:
    return {(part.lsn_id, part.place_id) for part in taken.parts}


def _words(told: ToldMove) -> Message:
    if told.again:
        return message("Taken up already: scan the place it goes to")
    if told.suggested:
        return message("Put it into {place}", place=told.suggested)
    return message("Scan the place it goes to")


def told_line(
    row: Standing, others: Sequence[Standing], quantity: int | None, taken: Taken | None
) -> ToldLine:
    """Goods in the words of the dock; of several, what they are called together."""
    is_pallet = taken is not None and bool(taken.sscc)
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


def _put(tx: Tx, expected: Expectation, spot: Spot, scan_id: int) -> Outcome:
    """Put all that was taken up into a place, each by a transfer of its own."""
    taken = _now(expected).taken
    if expected.count is not None:
        taken = (*taken[:-1], _so_many(tx, taken[-1], expected.count))
    moved: list[tuple[Taken, list[Moved]]] = []
    document_id = 0
    for each in taken:
        uid = uid7(tx.by.at, secrets.token_bytes(10))
        order = Transfer(uid, each.parts, spot.id, each.sscc, scan_id)
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
    return replace(outcome, next=NOWHERE, line=line, move=told)


def _so_many(tx: Tx, taken: Taken, count: Decimal) -> Taken:
    """Only so many of what was taken up last."""
    if len(taken.parts) > 1 or taken.sscc:
        raise move_goods.moved_whole(taken.name)
    part = taken.parts[0]
    rows = [
        row
        for row in standing.of_lsns(tx.connection, [part.lsn_id])
        if row.place_id == part.place_id
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
