"""Results of tests: entered, corrected, judged; one out of its limits stops the lot at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lsn_desktop.domain import limits
from lsn_desktop.domain.events import Event
from lsn_desktop.domain.messages import mark, message
from lsn_desktop.domain.outcomes import Outcome, OutcomeKind
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.lots import holding
from lsn_desktop.services.lots.holding import TEST_RESULT, PlaceHold
from lsn_desktop.storage import ledger, lot_tests, lsns
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lsn_desktop.domain.messages import Message
    from lsn_desktop.storage.lot_tests import Result, Specification
    from lsn_desktop.storage.transactions import Connection, Tx


@dataclass(frozen=True, slots=True)
class EnterResult:
    """A value of a test of a lot or serial; ``note`` says why it corrects the one before."""

    uid: str
    lsn_id: int
    specification_id: int
    value: str
    tested_on: date | None = None
    laboratory: str = ""
    note: str = ""
    source: str = "typed"


def enter(tx: Tx, order: EnterResult) -> Outcome:
    """Keep a result and say how it was judged; entered twice (same uid) it is kept once.

    Out of its limits, all of the lot or serial is held in the same transaction. A correction
    that keeps to the limits releases nothing: whoever may, looks and releases.

    Raises:
        Refusal: the value cannot be taken, it was tested after today, the test is not one of
            its item, or it corrects another value and does not say why.
    """
    known = lot_tests.by_uid(tx.connection, order.uid) is not None
    of = lot_tests.specification(tx.connection, order.specification_id)
    value = checked(tx, order, of)
    passed = limits.passes(value, of.limits)
    code = lsns.by_id(tx.connection, order.lsn_id).code
    if known:
        return Outcome(OutcomeKind.OK, _judged(code, of, value, passed=passed))
    turn, before = lot_tests.last_turn(tx, order.lsn_id, of.id)
    if turn and not order.note.strip():
        raise refusal(
            "{code} has {before} for {test} already; both are kept.",
            "Say in the note why {value} corrects it.",
            code=code,
            before=before,
            test=of.name,
            value=value,
        )
    lot_tests.add_result(
        tx,
        {
            "uid": order.uid,
            "lsn_id": order.lsn_id,
            "specification_id": of.id,
            "turn": turn + 1,
            "name": of.name,
            "method": of.method,
            "unit": of.limits.unit,
            "low": of.limits.low,
            "high": of.limits.high,
            "expected": of.limits.expected,
            "required": of.required,
            "value": value,
            "passed": passed,
            "tested_on": order.tested_on,
            "laboratory": " ".join(order.laboratory.split()),
            "note": " ".join(order.note.split()),
            "source": order.source,
        },
    )
    words = _judged(code, of, value, passed=passed)
    if turn:
        told = message(
            "{words}; corrects {before}: {note}", words=words, before=before, note=order.note
        )
    else:
        told = words
    tx.entries.append(Entry("test", told, "lsn", order.lsn_id))
    tx.events.append(Event("lsn", order.lsn_id))
    if not passed:
        _stop(tx, order.lsn_id, of, value)
        remedy = message("All of it is on hold. An owner or supervisor releases it.")
        return Outcome(OutcomeKind.ATTENTION, words, remedy=remedy)
    if turn and _stands_held(tx.connection, order.lsn_id):
        remedy = message(
            "It stays on hold: a corrected result releases nothing. An owner or supervisor"
            " releases it."
        )
        return Outcome(OutcomeKind.ATTENTION, words, remedy=remedy)
    return Outcome(OutcomeKind.OK, words)


def keep(tx: Tx, order: EnterResult) -> int:
    """Enter one result of many; its row number. Its uid is made here.

    Raises:
        Refusal: as :func:`enter`.
    """
    uid = tx.uid()
    enter(tx, replace(order, uid=uid))
    return lot_tests.by_uid(tx.connection, uid) or 0


def checked(tx: Tx, order: EnterResult, of: Specification) -> str:
    """The value as it is kept.

    Raises:
        Refusal: as :func:`enter`.
    """
    lsn = lsns.by_id(tx.connection, order.lsn_id)
    if lsn.item_id != of.item_id or not of.active:
        raise refusal(
            "{code} is not tested for {test}.",
            "Give its item that test first.",
            code=lsn.code,
            test=of.name,
        )
    if order.tested_on is not None and order.tested_on > tx.by.on:
        raise refusal(
            "{test} would have been tested on {day}, which is to come.",
            "Check the day.",
            test=of.name,
            day=order.tested_on,
        )
    return limits.value_text(order.value, of.limits, of.name)


def _judged(code: str, of: Specification, value: str, *, passed: bool) -> Message:
    words = (
        mark("{code}: {test} is {value}, within {limits}")
        if of.limits.shown
        else mark("{code}: {test} is {value}")
    )
    if not passed:
        words = mark("{code}: {test} is {value}, out of {limits}")
    return message(words, code=code, test=of.name, value=_with_unit(value, of),
                   limits=_with_unit(of.limits.shown, of))  # fmt: skip


def _with_unit(value: str, of: Specification) -> str:
    return f"{value} {of.limits.unit}".strip()


def _stop(tx: Tx, lsn_id: int, of: Specification, value: str) -> None:
    note = str(
        message(
            "{test} is {value}, out of {limits}",
            test=of.name,
            value=_with_unit(value, of),
            limits=_with_unit(of.limits.shown, of),
        )
    )
    for held in ledger.holds(tx.connection, lsn_id):
        if held.released_at is None and (held.reason, held.note) == (TEST_RESULT, note):
            return
    holding.hold(tx, PlaceHold(tx.uid(), lsn_id, TEST_RESULT, note))


def _stands_held(connection: Connection, lsn_id: int) -> bool:
    return any(
        each.released_at is None and each.reason == TEST_RESULT
        for each in ledger.holds(connection, lsn_id)
    )


@dataclass(frozen=True, slots=True)
class Tested:
    """A test of the item of a lot or serial, with the result that stands, if there is one."""

    of: Specification
    result: Result | None

    @property
    def state(self) -> str:
        """``passed``, ``failed`` or ``missing``."""
        if self.result is None:
            return "missing"
        return "passed" if self.result.passed else "failed"

    @property
    def stops(self) -> bool:
        """Whether no certificate of analysis can be issued because of it."""
        return self.of.required and self.state != "passed"


def tested(connection: Connection, lsn_id: int) -> list[Tested]:
    """The tests of a lot or serial in their order: those of its item, and what came of each."""
    item_id = lsns.by_id(connection, lsn_id).item_id
    standing = lot_tests.standing(connection, lsn_id)
    return [
        Tested(each, standing.get(each.id))
        for each in lot_tests.specifications(connection, item_id)
    ]


def lacking(rows: Sequence[Tested]) -> list[str]:
    """Why there can be no certificate of analysis, test by test, in words."""
    return [
        str(
            message("{test}: no result", test=each.of.name)
            if each.result is None
            else message(
                "{test}: {value}, out of {limits}",
                test=each.of.name,
                value=_with_unit(each.result.value, each.of),
                limits=_with_unit(each.result.limits.shown, each.of),
            )
        )
        for each in rows
        if each.stops
    ]
