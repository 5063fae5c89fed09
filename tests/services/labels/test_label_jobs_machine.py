"""A print job against a plain model: no label lost, none sent twice without being asked."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.labels import label_jobs, labelling
from lsn_desktop.services.labels.labelling import Wanted
from lsn_desktop.storage import label_copies, printed
from tests.dock import delivered, label, print_labels
from tests.house_for_tests import MILK

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.storage.transactions import Tx
    from tests.house_for_tests import House

LABELS = 5
STEPS = 25
ROUNDS = 4


@dataclass
class Model:
    """What a person would write on a slip of paper, and how often each label may have left."""

    status: str = "sent"
    states: list[str] = field(default_factory=lambda: ["waiting"] * LABELS)
    was_out: set[int] = field(default_factory=set)
    left: list[int] = field(default_factory=lambda: [0] * LABELS)
    allowed: list[int] = field(default_factory=lambda: [1] * LABELS)

    def of(self, *states: str) -> list[int]:
        return [at for at, state in enumerate(self.states) if state in states]

    def settle(self) -> None:
        if not self.of("waiting", "sent", "uncertain") and self.status in ("sent", "paused"):
            self.status = "cancelled" if self.of("cancelled") else "printed"

    def begin(self) -> list[int]:
        if self.status != "sent" or self.of("sent", "uncertain"):
            return []
        which = self.of("waiting")[:1]
        for at in which:
            self.states[at] = "sent"
            self.left[at] += 1
        self.settle()
        return which

    def end(self, state: str) -> None:
        for at in self.of("sent"):
            self.states[at] = state
            if state == "printed":
                self.was_out.add(at)
            if state == "waiting":  # its way said that nothing left
                self.left[at] -= 1
        if state == "printed":
            self.settle()
        elif self.status in ("sent", "paused"):
            self.status = "paused"

    def pause(self) -> bool:
        if self.status != "sent":
            return False
        self.status = "paused"
        return True

    def resume(self, first: int | None, reason: str) -> bool:
        if self.status != "paused" or self.of("uncertain"):
            return False
        again = []
        if first is not None:
            waiting = self.of("waiting")
            last = waiting[0] + 1 if waiting else LABELS
            if not 1 <= first <= last:
                return False
            again = [at for at in self.of("printed") if at + 1 >= first]
            if again and not reason:
                return False
        for at in again:
            self.states[at] = "waiting"
            self.allowed[at] += 1
        self.status = "sent"
        self.settle()
        return True

    def answer(self, at: int, *, came: bool) -> bool:
        if self.states[at] != "uncertain":
            return False
        self.states[at] = "printed" if came else "waiting"
        if came:
            self.was_out.add(at)
        else:  # somebody has looked: it is not on paper
            self.left[at] -= 1
            if not self.of("uncertain"):
                self.status = "sent"
        self.settle()
        return True

    def cancel(self) -> bool:
        if self.status not in ("sent", "paused") or not self.of("waiting"):
            return False
        for at in self.of("waiting"):
            self.states[at] = "printed" if at in self.was_out else "cancelled"
        if not self.of("sent", "uncertain"):
            self.status = "cancelled"
        return True


def tried(house: House, act: Callable[[Tx], object]) -> bool:
    try:
        with house.database.transaction(house.later()) as tx:
            act(tx)
    except Refusal:
        return False
    return True


def step(house: House, job: int, model: Model, chance: random.Random) -> None:
    """One thing that happens to a job, to it and to the model; both say the same of it."""
    what = chance.choice(
        ("begin", "begin", "begin", "printed", "printed", "not sent", "doubt", "crash",
         "pause", "resume", "resume", "from", "answer", "answer", "cancel")
    )  # fmt: skip
    sent = [at + 1 for at in model.of("sent")]
    if what == "begin":
        with house.database.transaction(house.later()) as tx:
            got = label_jobs.begin(tx, job)
        assert [number - 1 for number in got] == model.begin()
    elif what in ("printed", "not sent", "doubt"):
        if sent:
            _way_said(house, job, what, sent)
            model.end({"printed": "printed", "not sent": "waiting"}.get(what, "uncertain"))
    elif what == "crash":
        with house.database.transaction(house.later()) as tx:
            asked = label_jobs.interrupted(tx)
        assert asked == ([job] if sent else [])
        if sent:
            model.end("uncertain")
    elif what == "pause":
        assert tried(house, lambda tx: label_jobs.pause(tx, job)) == model.pause()
    elif what in ("resume", "from"):
        first = chance.randint(0, LABELS + 1) if what == "from" else None
        reason = chance.choice(("", "smudged"))
        done = tried(house, lambda tx: label_jobs.resume(tx, job, first, reason))
        assert done == model.resume(first, reason)
    elif what == "answer":
        at, came = chance.randrange(LABELS), chance.random() < 0.5
        done = tried(house, lambda tx: label_jobs.answer(tx, job, at + 1, came=came))
        assert done == model.answer(at, came=came)
    elif chance.random() < 0.3:
        assert tried(house, lambda tx: label_jobs.cancel(tx, job)) == model.cancel()


def _way_said(house: House, job: int, what: str, sent: list[int]) -> None:
    with house.database.transaction(house.later()) as tx:
        if what == "printed":
            label_jobs.came_out(tx, job, sent)
        elif what == "not sent":
            label_jobs.not_sent(tx, job, sent, "off")
        else:
            label_jobs.in_doubt(tx, job, sent, "broke")


def test_a_job_is_what_the_plain_model_says(house: House, scale: int) -> None:
    _, lot = delivered(house, label(ai01=MILK, ai17="261219", ai37="5", ai10="M1"))
    for seed in range(ROUNDS * scale):
        chance = random.Random(seed)  # noqa: S311 - a plan, no secret
        job = print_labels(house, Wanted(lot, copies=LABELS))
        with house.database.transaction(house.later()) as tx:
            labelling.note_state(tx, job, "drawn")
            label_jobs.release(tx, job)
        model = Model()
        for _ in range(STEPS):
            step(house, job, model, chance)
            with house.database.reading() as connection:
                found = printed.job(connection, job).status
                states = [copy.state for copy in printed.copies(connection, job)]
            assert (found, states) == (model.status, model.states), seed
            assert all(a <= b for a, b in zip(model.left, model.allowed, strict=True)), seed
        if model.status in ("sent", "paused"):  # out of the way of the next one's crash
            with house.database.transaction(house.later()) as tx:
                printed.change_job(tx, job, {"status": "cancelled"})


def test_two_programs_never_send_the_same_label(house: House) -> None:
    _, lot = delivered(house, label(ai01=MILK, ai17="261219", ai37="5", ai10="M1"))
    job = print_labels(house, Wanted(lot, copies=2))
    with house.database.transaction(house.later()) as tx:
        labelling.note_state(tx, job, "drawn")
        label_jobs.release(tx, job)
        one, other = label_jobs.begin(tx, job), label_jobs.begin(tx, job)

    assert (one, other) == ([1], [])
    with house.database.reading() as connection:
        assert label_copies.with_printer(connection, job) == [(1, "")]


@pytest.mark.parametrize("came", [True, False])
def test_a_label_in_doubt_is_asked_about_once(house: House, *, came: bool) -> None:
    _, lot = delivered(house, label(ai01=MILK, ai17="261219", ai37="5", ai10="M1"))
    job = print_labels(house, Wanted(lot))
    with house.database.transaction(house.later()) as tx:
        labelling.note_state(tx, job, "drawn")
        label_jobs.release(tx, job)
        label_jobs.begin(tx, job)
        assert label_jobs.interrupted(tx) == [job]
        assert label_jobs.interrupted(tx) == []
        with pytest.raises(Refusal, match="Whether label 1 of PJ-00001 came out is not known"):
            label_jobs.resume(tx, job)
        label_jobs.answer(tx, job, 1, came=came)
        with pytest.raises(Refusal, match="Label 1 of PJ-00001 is not in doubt"):
            label_jobs.answer(tx, job, 1, came=came)
        assert printed.job(tx.connection, job).status == ("printed" if came else "sent")
