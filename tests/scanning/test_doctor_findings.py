"""What the doctor says of a scanner: right, repaired, better set, to be set."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lsn_desktop.scanning.doctor import Bytes, Keys, examine, lost, recognised, shown
from lsn_desktop.scanning.doctor_codes import CODES, code
from lsn_desktop.scanning.doctor_findings import Verdict, counts, findings
from tests.scanning.setups import Setup, scanned_keys

if TYPE_CHECKING:
    from lsn_desktop.scanning.doctor import Capture
    from lsn_desktop.scanning.doctor_codes import Name

GOOD = Setup(prefix="F9", aim=True)


def told(
    setup: Setup, *skipped: Name, changed: dict[str, str] | None = None
) -> list[tuple[str, str, str]]:
    """Verdict, fact and what to do; ``changed`` gives other data than a code has."""
    captures: dict[Name, Capture] = {}
    for one in CODES:
        if one.name in skipped:
            continue
        data = (changed or {}).get(one.name, one.data)
        keys = scanned_keys(data.encode(), setup, one.identifiers[0])
        captures[one.name] = Keys(tuple(keys))
        assert recognised(captures[one.name], captures) == one.name
    found = findings(examine(captures), skipped)
    return [(str(one.verdict), str(one.fact), str(one.todo or "")) for one in found]


def says(found: list[tuple[str, str, str]], verdict: str, fact: str) -> bool:
    return any(one[0] == verdict and fact in one[1] for one in found)


def test_of_a_well_set_scanner_there_is_nothing_to_set() -> None:
    found = told(GOOD)
    assert [one[0] for one in found] == ["ok"] * 8
    assert [one[1] for one in found] == [
        "Each scan begins with F9: none is ever taken for typing.",
        "Each scan ends with Enter.",
        "The keyboard layout is right.",
        "Capitals and small letters arrive as they are.",
        "Separators arrive (Ctrl+]).",
        "AIM identifiers are sent: a GS1 code is known for certain.",
        "EAN and UPC codes arrive whole.",
        "Keys come at most 5 ms apart.",
    ]


@pytest.mark.parametrize(
    ("setup", "verdict", "fact"),
    [
        (Setup(), "advice", "No key begins a scan"),
        (Setup(), "advice", "No AIM identifiers"),
        (Setup(prefix="ID:"), "set", "ID: stands before the code"),
        (Setup(suffix=""), "set", "Nothing ends a scan"),
        (Setup(suffix="\t"), "ok", "ends with Tab"),
        (Setup(suffix="\t\r"), "ok", "ends with Tab, Enter"),
        (Setup(gs="F8"), "ok", "Separators arrive (F8)"),
        (Setup(gs="Alt+029"), "ok", "Separators arrive (Alt+029)"),
        (Setup(gs="<GS>"), "ok", "Separators arrive (<GS>)"),
        (Setup(gs="#"), "repaired", "A separator arrives as #; it is put back"),
        (Setup(gs=""), "set", "are lost: GS1-128, GS1 DataMatrix, QR Code, long"),
        (Setup(gs="-"), "set", "arrives as -, which lot numbers have too"),
        (Setup(gs="\t"), "repaired", "arrives as Tab; it is put back"),
        (Setup(gs="\t", suffix="\t"), "set", "cuts the scan in two"),
        (Setup(gs="X"), "set", "arrives as X, which lot numbers have too"),
        (Setup(caps_lock=True), "repaired", "Caps Lock is on; letters"),
        (Setup(caps_lock=True, sees_caps=True), "ok", "turns the letters back itself"),
        (Setup(case="swapped"), "repaired", "they are turned back"),
        (Setup(case="upper"), "set", "All letters arrive as capitals"),
        (Setup(case="lower"), "set", "All letters arrive small"),
        (Setup(computer="de"), "repaired", "types as on a US keyboard"),
        (Setup(layout="fr"), "repaired", "set to the AZERTY keyboard"),
        (Setup(layout="de", computer="fr"), "repaired", "set to the QWERTZ keyboard"),
        (Setup(layout="de", computer="de"), "ok", "The keyboard layout is right"),
        (Setup(computer="de", scan_codes=False, gs="F8"), "repaired", "mapped back"),
        (Setup(gap_ms=50), "set", "Keys come up to 50 ms apart, as fast typing does"),
        (Setup(gap_ms=50, prefix="F9"), "ok", "at most 50 ms"),
        (Setup(gap_ms=150, prefix="F9"), "set", "too slow"),
    ],
    ids=str,
)
def test_each_set_up_is_told_in_words(setup: Setup, verdict: str, fact: str) -> None:
    found = told(setup)
    assert says(found, verdict, fact), found
    assert all(one[2] for one in found if one[0] in {"set", "advice"})


@pytest.mark.parametrize(
    ("changed", "verdict", "fact"),
    [
        ({"retail": "049876543210"}, "set", "check digit of EAN and UPC codes is not sent"),
        ({"retail": "49876543210"}, "set", "check digit"),
        ({"retail": "498765432103"}, "ok", "leading zero of a UPC code"),
        (
            {"bars": "(01)09529999999993(10)Lot-7aB\x1d(21)sN9"},
            "set",
            "writes brackets around the identifiers",
        ),
        ({"bars": code("bars").data.replace("\x1d", "")}, "set", "are lost: GS1-128."),
        ({"bars": code("bars").data.replace("\x1d", "|")}, "repaired", "arrives as |"),
        ({"bars": code("bars").data + "END"}, "set", "END stands behind the code"),
        (
            {
                "bars": code("bars").data.replace("\x1d", "|"),
                "squares": code("squares").data.replace("\x1d", "#"),
            },
            "set",
            "arrive in different ways: #, |",
        ),
    ],
)
def test_each_fault_of_one_kind_of_code_is_told(
    changed: dict[str, str], verdict: str, fact: str
) -> None:
    assert says(told(GOOD, changed=changed), verdict, fact)


def test_what_is_not_the_same_for_all_codes_is_told() -> None:
    captures: dict[Name, Capture] = {}
    for at, one in enumerate(CODES):
        setup = Setup(aim=at > 2, suffix="\r" if at else "\t", prefix="F9")
        captures[one.name] = Keys(
            tuple(scanned_keys(one.data.encode(), setup, one.identifiers[0]))
        )
    found = [(str(one.verdict), str(one.fact), "") for one in findings(examine(captures))]
    assert says(found, "set", "Only some scans end with Enter")
    assert says(found, "advice", "for some codes only")


def test_a_code_that_is_not_read_is_to_be_switched_on() -> None:
    found = told(GOOD, "squares", "long", "retail")
    assert says(found, "advice", "GS1 DataMatrix: not read.")
    assert says(found, "set", "EAN-13: not read.")
    assert "laser" in found[-1][2]
    assert [one.verdict for one in findings(examine({}), ["bars"])] == [Verdict.SET]
    assert counts(findings(examine({}), ["bars", "long"]))[Verdict.ADVICE] == 1


def test_characters_that_cannot_be_repaired_are_named() -> None:
    keys = scanned_keys(code("signs").data.encode(), GOOD)
    without = [one for one in keys if one.text not in {"#", "@"}]
    letters = Keys(tuple(scanned_keys(code("letters").data.encode(), GOOD)))
    signs = Keys(tuple(without))
    assert recognised(signs, {"letters": letters}) == "signs"
    [fact] = [
        one.fact
        for one in findings(examine({"letters": letters, "signs": signs}))
        if "do not arrive" in str(one.fact)
    ]
    assert "Some characters do not arrive" in str(fact)


def test_characters_lost_on_the_way_are_counted() -> None:
    data = code("long").data
    keys = scanned_keys((data[:60] + data[63:]).encode(), GOOD, "]Q1")
    assert recognised(Keys(tuple(keys)), {}) is None
    assert lost(Keys(tuple(keys)), "long", {}) == 3
    other = Keys(tuple(scanned_keys(b"Something else", GOOD)))
    assert lost(other, "long", {}) == 0


def test_what_a_serial_scanner_sends_is_told_by_its_bytes() -> None:
    captures: dict[Name, Capture] = {
        one.name: Bytes(b"\x02" + one.data.encode() + b"\r\n") for one in CODES
    }
    found = [(str(one.verdict), str(one.fact), "") for one in findings(examine(captures))]
    assert says(found, "repaired", "\\x02 stands before each code; it is taken off")
    assert says(found, "ok", "Each scan ends with CR LF")
    assert says(found, "ok", "Separators arrive (0x1D)")
    assert not any("Keys" in one[1] or "keyboard" in one[1] for one in found)
    captures = {one.name: Bytes(one.data.upper().encode()) for one in CODES}
    found = [(str(one.verdict), str(one.fact), "") for one in findings(examine(captures))]
    assert says(found, "set", "All letters arrive as capitals")
    assert says(found, "set", "Nothing ends a scan")


def test_what_arrived_is_shown_as_it_stands() -> None:
    assert shown(Bytes(b"\x02abc\r")) == b"\x02abc\r"
    keys = scanned_keys(b"aY", Setup(layout="de", prefix="F9"))
    assert shown(Keys(tuple(keys))) == b"aZ\r"
