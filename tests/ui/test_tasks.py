from __future__ import annotations

import gc
import sys
import threading
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel

from lsn_desktop.domain.refusals import Refusal, refusal
from ui.changes import Changes
from ui.tasks import Inline, Lanes, Tasks

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


def never(error: object) -> None:
    raise AssertionError(error)


class Crashes(list[str]):
    """What reached the crash report."""

    def __call__(self, _kind: type, error: BaseException, _trace: object) -> None:
        self.append(str(error))


@pytest.fixture
def crashes(monkeypatch: pytest.MonkeyPatch) -> Crashes:
    crashes = Crashes()
    monkeypatch.setattr(sys, "excepthook", crashes)
    return crashes


@pytest.mark.parametrize("lane", ["scan", "write", "read", "aside"])
def test_work_runs_elsewhere_and_answers_here(tasks: Tasks, qtbot: QtBot, lane: str) -> None:
    answers: list[tuple[bool, bool]] = []
    here = threading.get_ident()

    def then(ran_in: int) -> None:
        answers.append((ran_in == here, threading.get_ident() == here))

    getattr(tasks, lane)(threading.get_ident, then, never)

    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [(False, True)]


def test_a_scan_goes_before_other_writes_that_wait(tasks: Tasks, qtbot: QtBot) -> None:
    order: list[str] = []
    gate = threading.Event()

    def job(name: str) -> Callable[[], None]:
        return lambda: order.append(name)

    tasks.write(gate.wait, lambda _answer: None, never)
    for name in ("import", "report"):
        tasks.write(job(name), lambda _answer: None, never)
    for name in ("scan 1", "scan 2"):
        tasks.scan(job(name), lambda _answer: None, never)
    gate.set()

    qtbot.waitUntil(lambda: len(order) == 4)
    assert order == ["scan 1", "scan 2", "import", "report"]


def test_two_questions_are_answered_beside_a_long_write(tasks: Tasks, qtbot: QtBot) -> None:
    gate, both = threading.Event(), threading.Barrier(2)
    answers: list[int] = []
    tasks.write(gate.wait, lambda _answer: None, never)

    for _question in range(2):
        tasks.read(lambda: both.wait(5), answers.append, never)

    qtbot.waitUntil(lambda: sorted(answers) == [0, 1])
    gate.set()


def test_no_scan_and_no_question_waits_for_what_takes_long(tasks: Tasks, qtbot: QtBot) -> None:
    told: list[str] = []
    gate = threading.Event()
    for _ in range(3):  # more than there are readers
        tasks.aside(lambda: gate.wait(20), lambda _done: told.append("long"), never)

    tasks.scan(lambda: "scan", told.append, never)
    tasks.read(lambda: "question", told.append, never)

    qtbot.waitUntil(lambda: len(told) == 2)
    assert sorted(told) == ["question", "scan"]
    gate.set()
    qtbot.waitUntil(lambda: told[2:] == ["long"] * 3)


def test_one_write_at_a_time(tasks: Tasks, qtbot: QtBot) -> None:
    inside: list[int] = []
    most: list[int] = []
    done: list[None] = []

    def job() -> None:
        inside.append(1)
        most.append(len(inside))
        threading.Event().wait(0.002)
        inside.pop()

    for number in range(20):
        (tasks.scan if number % 3 else tasks.write)(job, done.append, never)

    qtbot.waitUntil(lambda: len(done) == 20)
    assert set(most) == {1}


@pytest.mark.parametrize("lanes", ["tasks", "inline"])
def test_a_refusal_is_told_and_is_no_crash(
    tasks: Tasks, qtbot: QtBot, crashes: Crashes, lanes: str
) -> None:
    told: list[Exception] = []
    chosen: Lanes = tasks if lanes == "tasks" else Inline()

    def job() -> object:
        raise refusal("Lot {lot} is on hold.", "Ask Quality.", lot="L1")

    chosen.scan(job, never, told.append)

    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], Refusal)
    assert crashes == []


@pytest.mark.parametrize("lanes", ["tasks", "inline"])
def test_a_bug_reaches_the_page_and_the_crash_report(
    tasks: Tasks, qtbot: QtBot, crashes: Crashes, lanes: str
) -> None:
    told: list[Exception] = []
    chosen: Lanes = tasks if lanes == "tasks" else Inline()

    def job() -> object:
        raise ZeroDivisionError("a bug")

    chosen.read(job, never, told.append)

    qtbot.waitUntil(lambda: bool(told))
    assert [str(error) for error in told] == ["a bug"]
    assert crashes == ["a bug"]


def test_an_unwanted_answer_is_dropped_and_an_unasked_question_not_asked(
    tasks: Tasks, qtbot: QtBot
) -> None:
    gate = threading.Event()
    asked: list[str] = []
    answers: list[object] = []
    for _reader in range(2):
        tasks.read(gate.wait, answers.append, never)

    tasks.read(lambda: asked.append("late"), answers.append, never).cancel()
    gate.set()
    tasks.read(lambda: "after", answers.append, never)

    qtbot.waitUntil(lambda: "after" in answers)
    assert asked == []


def test_a_cancelled_write_is_written_all_the_same(tasks: Tasks, qtbot: QtBot) -> None:
    written: list[str] = []
    answers: list[object] = []

    tasks.write(lambda: written.append("line"), answers.append, never).cancel()
    tasks.write(lambda: "after", answers.append, never)

    qtbot.waitUntil(lambda: bool(answers))
    assert written == ["line"]
    assert answers == ["after"]


def test_a_widget_that_is_gone_is_told_nothing(
    tasks: Tasks, qtbot: QtBot, crashes: Crashes
) -> None:
    gate = threading.Event()
    answers: list[str] = []
    label = QLabel()
    tasks.read(lambda: str(gate.wait()), label.setText, never)
    tasks.read(gate.wait, partial(label.setSelection, 0), never)
    tasks.read(gate.wait, lambda _answer: label.setText("told"), never)

    label.deleteLater()
    qtbot.waitSignal(label.destroyed).wait()
    gate.set()
    tasks.read(lambda: "after", answers.append, never)

    qtbot.waitUntil(lambda: bool(answers))
    assert crashes == []


def test_closing_finishes_the_writes_that_wait(qapp: QApplication) -> None:
    tasks = Tasks(qapp)
    written: list[int] = []

    for number in range(50):
        tasks.write(lambda number=number: written.append(number), lambda _answer: None, never)  # type: ignore[misc]
    tasks.close()

    assert written == list(range(50))


def test_a_commit_is_told_on_the_ui_thread(qapp: QApplication, qtbot: QtBot) -> None:
    changes = Changes(qapp)
    told: list[tuple[frozenset[str], bool]] = []
    here = threading.get_ident()

    class Listener(QObject):
        def tell(self, subjects: frozenset[str]) -> None:
            told.append((subjects, threading.get_ident() == here))

    listener = Listener()
    changes.changed.connect(listener.tell)
    writer = threading.Thread(target=changes.announce, args=(["items", "lsns"],))
    writer.start()
    changes.announce(())

    qtbot.waitUntil(lambda: bool(told))
    writer.join()
    assert told == [(frozenset({"items", "lsns"}), True)]


def test_a_signal_told_often_loses_no_references(qapp: QApplication) -> None:
    """PySide6 6.12.0 drops one of True and None on every emit until the process aborts."""

    class Told(QObject):
        often = Signal(bool)

    told = Told(qapp)
    gc.collect()
    before = sys.getrefcount(True), sys.getrefcount(None)  # noqa: FBT003

    for _time in range(1_000):
        told.often.emit(True)  # noqa: FBT003

    after = sys.getrefcount(True), sys.getrefcount(None)  # noqa: FBT003
    assert max(abs(now - then) for now, then in zip(after, before, strict=True)) < 10
