"""The settings of scanners become the profiles they are heard by."""

from __future__ import annotations

import pytest

from lsn_desktop.scanning.boards import Caps, Layout
from lsn_desktop.scanning.frames import Suffix as SerialSuffix
from lsn_desktop.scanning.keystrokes import Prefix, ScannerProfile, Suffix
from lsn_desktop.settings import KEYBOARD, ScannerSettings, WedgeSettings
from ui.scans.wedge_profiles import profiles_of, serial_profile, wedge_profile


def heard(*wedges: WedgeSettings) -> list[tuple[str, str]]:
    return [(one.name, one.prefix.value) for one in profiles_of(wedges)]


def test_without_settings_any_usual_scanner_is_heard() -> None:
    assert heard() == [(KEYBOARD, "F9"), (KEYBOARD, "Ctrl+B"), (KEYBOARD, "")]


def test_each_prefix_has_one_profile_and_what_is_known_of_one_is_not_of_others() -> None:
    gate = WedgeSettings("Gate", "F9")
    assert heard(gate) == [("Gate", "F9"), (KEYBOARD, "Ctrl+B"), (KEYBOARD, "")]
    assert heard(WedgeSettings()) == [
        (KEYBOARD, ""),
        (f"{KEYBOARD} F9", "F9"),
        (f"{KEYBOARD} Ctrl+B", "Ctrl+B"),
    ]
    assert heard(WedgeSettings("Yard", "Ctrl+A"))[0] == ("Yard", "Ctrl+A")


def test_every_setting_counts() -> None:
    learned = (("q", "a"), ("[ ", "^"))
    one = WedgeSettings(
        "Gate", "F9", "Tab", "|", "sends", "learned", "swapped", 80, learned
    )  # fmt: skip
    assert wedge_profile(one) == ScannerProfile(
        "Gate",
        Prefix.F9,
        Suffix.TAB,
        "|",
        Layout.LEARNED,
        max_gap_ms=80,
        caps=Caps.SWAPPED,
        learned=dict(learned),
    )


@pytest.mark.parametrize("field", ["prefix", "suffix", "layout", "caps"])
def test_a_wrong_word_in_the_file_counts_as_not_given(field: str) -> None:
    wrong = {"name": "Gate", field: "no such word"}
    assert wedge_profile(WedgeSettings(**wrong)) == ScannerProfile("Gate")  # type: ignore[arg-type]


def test_a_serial_scanners_settings_are_bytes() -> None:
    one = serial_profile(
        ScannerSettings("Dock", "COM3", prefix="\\x02", suffix="etx", gs_substitute="\\x1e")
    )
    assert (one.prefix, one.suffix, one.gs_substitute) == (b"\x02", SerialSuffix.ETX, b"\x1e")
    assert serial_profile(ScannerSettings("Dock", "COM3")).suffix is SerialSuffix.LINE_END
