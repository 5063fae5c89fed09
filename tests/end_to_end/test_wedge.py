"""Real keys in a real window: a scan reaches us whole, and touches nothing else."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.real_window import Display, Program

WINDOW = "tests/end_to_end/wedge_window.py"
TITLE = "LSN Desktop wedge test"
# A lot with blanks: a blank presses a focused button.
SCANS = [f"0109521234543213172612310010LOT {n:02}\x1d21SN {n}" for n in range(25)]
UNTOUCHED = {"field": "", "pressed": 0, "entered": 0, "shortcuts": 0}


def report(program: Program, scans: int = 0) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """What was told, once so many scans have arrived, and what the widgets saw by then."""
    told: list[dict[str, Any]] = []
    while len(frames(told)) < scans:
        told.append(program.next())
    time.sleep(0.3)  # for keys on their way, and those held back
    program.tell("report")
    while "field" not in (line := program.next()):
        told.append(line)
    return told, line


def frames(told: list[dict[str, Any]]) -> list[str]:
    return [line["frame"] for line in told if "frame" in line]


@pytest.mark.parametrize("focus", ["field", "button"])
@pytest.mark.parametrize(
    ("profiles", "prefix", "gap_ms"),
    [
        ("all", "F9", 2),
        ("all", "ctrl+b", 2),
        ("prefix", "F9", 2),
        ("timing", "", 1),
        ("all", "", 2),
    ],
)
def test_25_scans_come_out_whole_and_touch_nothing(
    screen: Display,
    focus: str,
    profiles: str,
    prefix: str,
    gap_ms: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with screen.running([WINDOW, "--focus", focus, "--profiles", profiles]) as program:
        assert program.next() == {"ready": True}
        screen.focus(TITLE)
        for content in SCANS:
            screen.scan(content, gap_ms=gap_ms, prefix=prefix)
        told, seen = report(program, scans=25)
    assert frames(told) == SCANS
    assert all(line["certain"] for line in told if "certain" in line)
    assert seen == {**UNTOUCHED, "focus": "field" if focus == "field" else "elsewhere"}
    worst = max(line["latency_ms"] for line in told if "latency_ms" in line)
    with capsys.disabled():
        print(f"\n25 scans, 0 lost, worst {worst} ms from Enter to frame ", end="")  # noqa: T201
    assert worst < 50


def test_the_slowest_scanner_is_still_no_person(screen: Display) -> None:
    with screen.running([WINDOW, "--profiles", "timing"]) as program:
        program.next()
        screen.focus(TITLE)
        for content in SCANS[:2]:
            screen.scan(content, gap_ms=22)
        told, seen = report(program, scans=2)
    assert frames(told) == SCANS[:2]
    assert seen == {**UNTOUCHED, "focus": "field"}


@pytest.mark.parametrize("focus", ["field", "button"])
def test_without_the_wedge_the_same_scans_do_harm(screen: Display, focus: str) -> None:
    with screen.running([WINDOW, "--focus", focus, "--no-wedge"]) as program:
        program.next()
        screen.focus(TITLE)
        screen.scan(SCANS[0])
        _, seen = report(program)
    assert seen["pressed"] == 2 if focus == "button" else seen["field"] != ""
    assert "\x1d" not in seen["field"]


@pytest.mark.parametrize("gap_ms", [80, 120])
def test_a_person_types_into_the_field_as_ever(screen: Display, gap_ms: int) -> None:
    with screen.running([WINDOW]) as program:
        program.next()
        screen.focus(TITLE)
        screen.type("Hello 12\r", gap_ms=gap_ms)
        told, seen = report(program)
    assert frames(told) == []
    assert seen == {**UNTOUCHED, "field": "Hello 12", "entered": 1, "focus": "field"}


def test_keys_and_shortcuts_work_for_a_person(screen: Display) -> None:
    with screen.running([WINDOW]) as program:
        program.next()
        screen.focus(TITLE)
        screen.press("7", "Return", "ctrl+k", "F2", "Escape", gap_ms=80)
        screen.press("ctrl+a", "ctrl+x", "ctrl+v", "Left", "A", "BackSpace", "B", gap_ms=80)
        _, seen = report(program)
        assert seen == {
            **UNTOUCHED,
            "field": "B7",
            "entered": 1,
            "shortcuts": 3,
            "focus": "field",
        }
        screen.press("Tab", "space", gap_ms=80)
        _, seen = report(program)
    assert (seen["focus"], seen["pressed"]) == ("elsewhere", 1)


def test_accents_of_a_foreign_board_are_left_alone(screen: Display) -> None:
    screen.layout("de")
    with screen.running([WINDOW], {"LC_ALL": "en_US.UTF-8"}) as program:
        program.next()
        screen.focus(TITLE)
        screen.press("a", "dead_acute", "e", "z", "udiaeresis", "at", gap_ms=90)
        _, seen = report(program)
    assert seen["field"] == "aézü@"


def test_a_busy_window_loses_no_scan(screen: Display) -> None:
    with screen.running([WINDOW, "--profiles", "timing", "--busy", "200"]) as program:
        program.next()
        screen.focus(TITLE)
        for content in SCANS[:10]:
            screen.scan(content, gap_ms=2)
        told, seen = report(program, scans=10)
    assert frames(told) == SCANS[:10]
    assert seen == {**UNTOUCHED, "focus": "field"}


def test_a_scan_while_a_person_types_leaves_the_typing_in_order(screen: Display) -> None:
    with screen.running([WINDOW]) as program:
        program.next()
        screen.focus(TITLE)
        screen.type("lot ", gap_ms=90)
        screen.scan(SCANS[0], prefix="F9")
        screen.type("12", gap_ms=90)
        told, seen = report(program)
    assert frames(told) == SCANS[:1]
    assert seen["field"] == "lot 12"
