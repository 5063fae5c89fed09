"""Real keys in a real window: a scan reaches us whole, and touches nothing else."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.scanning.keyboard import press

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.real_window import Display, Program, SerialCable

WINDOW = "tests/end_to_end/wedge_window.py"
TITLE = "LSN Desktop wedge test"
# A lot with blanks: a blank presses a focused button.
SCANS = [f"0109521234543213172612310010LOT {n:02}\x1d21SN {n}" for n in range(25)]
UNTOUCHED = {"field": "", "pressed": 0, "entered": 0, "shortcuts": 0, "answered": ""}


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
    latencies = sorted(line["latency_ms"] for line in told if "latency_ms" in line)
    with capsys.disabled():
        print(f"\n25 scans, 0 lost, worst {latencies[-1]} ms from Enter to frame ", end="")  # noqa: T201
    assert latencies[0] < 50  # a delay of ours would show in each; a busy machine's does not


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


@pytest.mark.parametrize("gap_ms", [18, 25, 120])
def test_a_pin_arrives_however_fast_it_is_typed_and_a_badge_is_a_scan(
    screen: Display, gap_ms: int
) -> None:
    badge = "LSN-BADGE-7K2M9QWX"
    with screen.running([WINDOW, "--pin"]) as program:
        program.next()
        screen.focus(TITLE)
        screen.type("2580\r", gap_ms=gap_ms)
        time.sleep(0.3)
        screen.scan(badge, gap_ms=6)
        screen.scan("95212343", gap_ms=6)  # an EAN-8
        told, seen = report(program, scans=2)
    assert frames(told) == [badge, "95212343"]
    assert seen == {**UNTOUCHED, "field": "2580", "entered": 1, "focus": "field"}


def test_an_open_question_is_not_answered_by_a_scan(screen: Display) -> None:
    with screen.running([WINDOW, "--question"]) as program:
        program.next()
        screen.focus("LSN Desktop question")
        for content in SCANS[:3]:
            screen.scan(content, gap_ms=2)
        told, seen = report(program, scans=3)
        assert (frames(told), seen["answered"]) == (SCANS[:3], "")
        assert screen.picture().getbbox() is not None  # the question is on the screen
        screen.press("Return")
        _, seen = report(program)
    assert seen["answered"] == "yes"


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
        screen.press("a", "dead_acute", "e", "z", "udiaeresis", "at", gap_ms=200)
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


KEYPAD = ["KP_Insert", "KP_Down", "KP_Prior"]  # 0, 2, 9 without Num Lock


@pytest.mark.parametrize(
    ("profiles", "separator"),
    [
        ("timing", ["key", "F8"]),
        ("timing", ["key", "ctrl+bracketright"]),
        ("timing", ["keydown", "Alt_L", "key", *KEYPAD, "keyup", "Alt_L"]),
        ("timing", ["keydown", "Alt_L", "key", "KP_0", "KP_2", "KP_9", "keyup", "Alt_L"]),
        ("timing", ["key", "braceleft", "G", "S", "braceright"]),
        ("bar", ["key", "bar"]),
    ],
)
def test_a_separator_arrives_however_the_scanner_types_it(
    screen: Display, profiles: str, separator: list[str]
) -> None:
    before, after = ["key", *"10ABC"], ["key", *"21SN1", "Return"]
    with screen.running([WINDOW, "--profiles", profiles]) as program:
        program.next()
        screen.focus(TITLE)
        for _ in range(3):
            screen.xdotool(*spread([*before, *separator, *after], gap_ms=4))
        told, seen = report(program, scans=3)
    assert frames(told) == ["10ABC\x1d21SN1"] * 3
    assert seen == {**UNTOUCHED, "focus": "field"}


def spread(commands: list[str], gap_ms: int) -> list[str]:
    """Give each command of xdotool its delay."""
    verbs = {"key", "keydown", "keyup"}
    return [
        part
        for word in commands
        for part in ([word, "--delay", str(gap_ms)] if word in verbs else [word])
    ]


@pytest.mark.parametrize("board", ["us", "de", "fr"])
def test_a_profile_by_scan_codes_reads_through_any_layout_and_caps_lock(
    screen: Display, board: str
) -> None:
    # Among them keys that are dead on the other boards, before letters that take an accent.
    content = "]C10109521234543213100Lot-Yz/7=a+Zz[e{A`o\x1d21Qa_1"
    keys = ["ctrl+35" if c == "\x1d" else key_code(c) for c in content]
    with screen.running([WINDOW, "--profiles", "us"]) as program:
        program.next()
        screen.focus(TITLE)
        screen.layout(board)
        screen.press("Caps_Lock")
        for _ in range(3):
            screen.press(*keys, "36", gap_ms=4)  # 36: Return
        told, seen = report(program, scans=3)
    assert frames(told) == [content] * 3
    assert seen == {**UNTOUCHED, "focus": "field"}


def key_code(character: str) -> str:
    """The key that types a character on a US board, as X numbers it."""
    stroke = press(character)
    return ("shift+" if stroke.modifiers else "") + str(stroke.scan_code + 8)


@pytest.mark.parametrize("focus", ["field", "button"])
def test_a_wedge_and_a_serial_scanner_send_25_scans_each_at_once(
    screen: Display, cable: SerialCable, focus: str
) -> None:
    arguments = [WINDOW, "--focus", focus, "--port", str(cable.port)]
    with screen.running(arguments) as program:
        wait_for(program, lambda line: line.get("lights", {}).get("serial"))
        screen.focus(TITLE)
        for n, content in enumerate(SCANS):
            if n == 12:
                cable.unplug()
                wait_for(program, lambda line: line.get("lights", {}).get("serial") is False)
                cable.plug()
                wait_for(program, lambda line: line.get("lights", {}).get("serial"))
            cable.send(f"]C1{content}\r\n".encode())
            screen.scan(content, gap_ms=2)
            while program.next().get("frame") != content:
                pass
        told, seen = report(program)
    everything = [json.loads(line) for line in program.printed]
    by_device: dict[str, list[str]] = {}
    for line in everything:
        if "frame" in line:
            by_device.setdefault(line["device"], []).append(line["frame"])
    assert by_device == {
        "Keyboard scanner": SCANS,
        "serial": [f"]C1{content}" for content in SCANS],
    }
    assert frames(told) == []
    assert seen == {**UNTOUCHED, "focus": "field" if focus == "field" else "elsewhere"}


def wait_for(program: Program, condition: Callable[[dict[str, Any]], Any]) -> None:
    while not condition(program.next()):
        pass


def test_it_says_so_when_another_window_has_the_keyboard(
    screen: Display, cable: SerialCable
) -> None:
    with (
        screen.running([WINDOW, "--port", str(cable.port)]) as program,
        screen.running([WINDOW, "--title", "Spreadsheet", "--no-wedge"]),
    ):
        screen.focus(TITLE)
        wait_for(program, lambda line: line.get("listening") is True)
        screen.focus("Spreadsheet")
        wait_for(program, lambda line: line.get("listening") is False)
        screen.scan(SCANS[0])
        cable.send(SCANS[1].encode() + b"\r")  # serial scanners go on
        told, _ = report(program, scans=1)
        screen.focus(TITLE)
        wait_for(program, lambda line: line.get("listening") is True)
    assert frames(told) == [SCANS[1]]
