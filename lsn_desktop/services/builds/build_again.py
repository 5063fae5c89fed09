"""Rework: goods go in and come out again under their own code, with what is put into them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.making import Making
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.outcomes import OutcomeKind
from lsn_desktop.services.builds import build_components, build_outputs
from lsn_desktop.storage import journal, lsns

if TYPE_CHECKING:
    from lsn_desktop.domain.making import Put
    from lsn_desktop.domain.outcomes import Outcome
    from lsn_desktop.services.builds.building import Scan
    from lsn_desktop.storage.transactions import Tx


def work_on(tx: Tx, scan: Scan, put: Put) -> Outcome:
    """Take up a finished serial to work on it: it goes in and comes out by one scan.

    What is scanned after it goes into it, until the next one is taken up.

    Raises:
        Refusal: as of a component.
    """
    outcome = build_components.put_in(tx, scan, put)
    if outcome.kind not in {OutcomeKind.OK, OutcomeKind.ATTENTION} or outcome.build is None:
        return outcome
    lsn = lsns.by_id(tx.connection, put.lsn_id or 0)
    quantity = build_components.on_lines(tx, scan, outcome.build.line_ids)
    came_out = build_outputs.add_lines(tx, scan, [(lsn, quantity)])
    words = message("{code} is worked on: scan what goes into it", code=lsn.code)
    line_ids = outcome.build.line_ids
    # A scan of one line said so in its own outcome; now it is one of several.
    for line_id in (*(line_ids if len(line_ids) == 1 else ()), *came_out):
        journal.add_outcome(tx, scan.scan_id, OutcomeKind.OK, words, line_id=line_id)
    after = outcome.next or scan.following()
    now = replace(after.making or Making(), output=came_out[0], waiting=())
    return replace(
        outcome,
        words=words,
        next=replace(after, making=now, last_line_id=came_out[0]),
        line=replace(outcome.line, line_id=None),
        build=replace(outcome.build, role="rework", line_ids=(*line_ids, *came_out)),
    )
