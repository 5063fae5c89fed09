"""Scans on an office page: journalled like every other, then told to the page."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.services.codes.scan_runner import Ran
    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk
    from ui.parts.notice import Notice

T = TypeVar("T")
_NOWHERE = Expectation(0)


def look_up(
    desk: Desk,
    scan: tuple[bytes, str],
    find: Callable[[Tx, Reading], tuple[Outcome, T]],
    then: Callable[[T], None],
    notice: Notice,
) -> None:
    """Record a scan (its bytes, its device), and tell the page what it found.

    A refusal is journalled, sounded and shown in the notice.
    """
    frame, device = scan
    found: list[T] = []

    def use_case(tx: Tx, reading: Reading, _expected: Expectation, _scan_id: int) -> Outcome:
        outcome, what = find(tx, reading)
        found[:] = [what]
        return outcome

    def tell(ran: Ran) -> None:
        if ran.bug is not None:
            sys.excepthook(type(ran.bug), ran.bug, ran.bug.__traceback__)
        outcome = ran.outcome
        if outcome.kind is OutcomeKind.OK and found:
            desk.sounds.play("ok")
            notice.clear()
            then(found[0])
        else:
            desk.sounds.play("refused")
            notice.refuse_words(f"{outcome.words} {outcome.remedy or ''}".strip())
        desk.program.told.told(outcome.seq)

    station = desk.station
    desk.lanes.scan(
        lambda: desk.program.scan(station, frame, device, _NOWHERE, use_case),
        tell,
        notice.refuse,
    )
