"""Scans on Move: goods are taken up, a place puts them down; a place first says from where."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.double_scans import RULES, Again, Mode, Twice
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
from lsn_desktop.services.codes import identifying
from lsn_desktop.services.moves import move_goods, moving, pack_scans, put_downs, suggesting
from lsn_desktop.storage import catalogue, lsns, standing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from lsn_desktop.domain.refusals import Refusal
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.services.moves.move_goods import Named, Source
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
        outcome = pack_scans.filled(tx, take(tx, expected, reading, scan_id), scan_id)
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
        return pack_scans.filled(tx, _from(tx, expected, now.asked, spot.id), scan_id)
    if expected.question is not None:
        raise refusal(
            "It is not said yet which goods are meant.",
            "Choose one of the answers, or leave them out (Esc).",
        )
    if now.taken:
        return put_downs.put(tx, expected, spot, scan_id)
    moving.must_take_goods(spot)
    if not standing.is_anything_in(tx.connection, spot.id):
        raise refusal("Nothing stands in {place}.", "Scan the goods first.", place=spot.code)
    words = message("From {place}: scan the goods", place=spot.code)
    begun = replace(expected, moving=replace(now, source=spot.id, source_code=spot.code))
    told = ToldMove(source=spot.code)
    return Outcome(OutcomeKind.HEARD, words, begun, move=told)


def take_whole(tx: Tx, expected: Expectation) -> Outcome:
    """Take up all that stands in the place scanned last, as it stands.

    Raises:
        Refusal: no place was scanned, or nothing stands in it.
    """
    now = _now(expected)
    if now.source is None or now.packing is not None or expected.question is not None:
        raise refusal("Of which place all is meant is not said.", "Scan the place first.")
    spot = standing.spot(tx.connection, now.source)
    taken, rows = move_goods.whole_place(tx, spot)
    others = tuple(each for each in now.taken if not _keys(each) & _keys(taken))
    after = Expectation(0, moving=replace(now, taken=(*others, taken)))
    words = message("All of it taken up: scan the place it goes to")
    what = message("Lots and pieces: {count}", count=len(rows))
    if taken.units:
        what = message(
            "Lots and pieces: {count}, pallets and cases: {units}",
            count=len(rows),
            units=len(taken.units),
        )
    told = ToldMove(source=spot.code, goods=len(others) + 1, why=what)
    return Outcome(
        OutcomeKind.HEARD,
        words,
        after,
        line=ToldLine(item=taken.name, place=spot.code),
        move=told,
    )


def take(tx: Tx, expected: Expectation, reading: Reading, scan_id: int) -> Outcome:
    """Take up the goods a label names."""
    if reading.sscc and _now(expected).packing is not None:
        if outcome := pack_scans.put_on(tx, expected, reading.sscc, scan_id):
            return outcome
    elif reading.sscc and (named := move_goods.pallet(tx, reading.sscc)):
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


def take_row(
    tx: Tx, expected: Expectation, lsn_id: int, place_id: int, unit_id: int | None = None
) -> Outcome:
    """Take up goods chosen from the list of what waits, where they stand.

    Raises:
        Refusal: they do not stand there any more, or not so many of them.
    """
    named = move_goods.goods(tx, lsn_id)
    rows = named.places.get((place_id, unit_id or 0))
    if not rows:
        raise _not_in(standing.spot(tx.connection, place_id).code, named)
    quantity = move_goods.asked_for(tx, None, rows, expected.count)
    move_goods.must_be_enough(rows, quantity)
    return _take_up(tx, expected, rows, named.taken((place_id, unit_id or 0), quantity))


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
        places = {at: rows for at, rows in places.items() if at[0] == now.source}
        if not places:
            raise _not_in(now.source_code, named)
    if not places:
        raise refusal(
            "All of {goods} is promised to others: {where}.",
            "Ask who has claimed it.",
            goods=named.name,
            where=moving.where(named.rows),
        )
    chosen = _by_itself(places)
    if chosen is None:
        return _ask_source(expected, named, places, quantity)
    rows = places[chosen]
    move_goods.must_be_enough(rows, quantity)
    return _take_up(tx, expected, rows, named.taken(chosen, quantity))


def _by_itself(places: dict[Source, list[Standing]]) -> Source | None:
    """Where goods are taken from if nobody says it: the only place, else the dock.

    What is loose there goes before what is packed.
    """
    docks = [at for at, rows in places.items() if rows[0].place_kind == "receiving"]
    among = docks or list(places)
    if len({place for place, _unit in among}) > 1:
        return None
    loose = [at for at in among if not at[1]] or among
    return loose[0] if len(loose) == 1 else None


def _not_in(place_code: str, named: Named) -> Refusal:
    return refusal(
        "{goods} is not in {place}: it is in {where}.",
        "Scan goods that are there, or Esc and the goods alone.",
        goods=named.name,
        place=place_code,
        where=moving.where(named.rows),
    )


def _ask_source(
    expected: Expectation,
    named: Named,
    places: dict[Source, list[Standing]],
    quantity: int | None,
) -> Outcome:
    answers = tuple(
        Answer(f"{at[0]} {at[1]}", _source(rows))
        for at, rows in list(places.items())[:_MOST_ANSWERS]
    )
    parts = tuple(part for at in places for part in named.taken(at, quantity).parts)
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


def _source(rows: Sequence[Standing]) -> Message:
    """A place goods can be taken from, with how much of them is there."""
    first, amount = rows[0], moving.amount(rows[0], sum(row.free for row in rows))
    if first.unit_id is None:
        return message("{place}: {amount}", place=first.place, amount=amount)
    return message(
        "{place}, in {sscc}: {amount}", place=first.place, sscc=first.sscc, amount=amount
    )


def answer(tx: Tx, value: str, expected: Expectation, scan_id: int) -> Outcome:
    """Answer what is asked: which goods, or from where."""
    asked = _now(expected).asked
    if value.startswith("lsn "):
        lsn_id = int(value.removeprefix("lsn "))
        return pack_scans.filled(tx, _take_lsn(tx, expected, lsn_id, None), scan_id)
    assert asked is not None  # noqa: S101 - no other question is asked here
    place_id, unit_id = map(int, value.split())
    return pack_scans.filled(tx, _from(tx, expected, asked, place_id, unit_id), scan_id)


def _from(
    tx: Tx, expected: Expectation, asked: Taken, place_id: int, unit_id: int | None = None
) -> Outcome:
    """Take what was asked about from a place; where its unit is not said: what is loose."""
    parts = tuple(part for part in asked.parts if part.place_id == place_id)
    units = {part.unit_id or 0 for part in parts}
    if unit_id is None and not asked.is_whole:
        unit_id = 0 if 0 in units or len(units) > 1 else next(iter(units), 0)
    if unit_id is not None and not asked.is_whole:
        parts = tuple(part for part in parts if (part.unit_id or 0) == unit_id)
        if units and not parts:
            raise refusal(
                "{goods} is in several pallets or cases there.",
                "Choose one of the answers.",
                goods=asked.name,
            )
    rows = {
        (row.lsn_id, row.place_id, row.unit_id): row
        for row in standing.of_lsns(
            tx.connection, sorted({part.lsn_id for part in asked.parts})
        )
    }
    there = [
        rows[key]
        for part in parts
        if (key := (part.lsn_id, part.place_id, part.unit_id)) in rows
    ]
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
    if again and (taken.parts[0].quantity is None or same[-1].is_whole):
        taken = same[-1]
    carried = (*(each for each in now.taken if each not in same), taken)
    row, quantity = rows[0], taken.parts[0].quantity
    (found,) = suggesting.suggest(tx.connection, [row], tx.by.on)
    told = ToldMove(
        source=row.place,
        there=None
        if taken.is_whole
        else off_grid(sum(each.free for each in rows), row.decimals),
        suggested=found.place.code if found else "",
        why=found.why if found else None,
        goods=len(carried),
        again=again,
    )
    kind, words = OutcomeKind.HEARD, _words(told)
    if found is not None and found.place.kind == "quarantine":
        kind, words = OutcomeKind.ATTENTION, found.why
    line = put_downs.told_line(row, rows[1:], quantity, taken)
    after = Expectation(0, moving=replace(now, taken=carried, asked=None))
    return Outcome(kind, words, after, line=line, move=told)


def _keys(taken: Taken) -> set[tuple[int, int, int | None]]:
    return {(part.lsn_id, part.place_id, part.unit_id) for part in taken.parts}


def _words(told: ToldMove) -> Message:
    if told.again:
        return message("Taken up already: scan the place it goes to")
    if told.suggested:
        return message("Put it into {place}", place=told.suggested)
    return message("Scan the place it goes to")
