"""The file of this workstation's settings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.refusals import Unavailable
from lsn_desktop.settings import (
    KEYBOARD,
    ScannerSettings,
    WedgeSettings,
    load,
    save,
    wedge_flaws,
)

if TYPE_CHECKING:
    from pathlib import Path

GATE = WedgeSettings(
    "Gate",
    "F9",
    "Enter",
    gs_substitute="\\x1d",
    gs="sends",
    layout="learned",
    caps="as typed",
    max_gap_ms=80,
    learned=(("q", "a"), ("` ", "^"), ("\ue00a", '"'), ("\\", "#")),
)


def test_scanners_are_kept_with_all_that_was_found_out(tmp_path: Path) -> None:
    serial = ScannerSettings("Dock", "/dev/ttyACM0", gs_substitute="|", gs="drops")
    settings = replace(
        load(tmp_path), wedges=(GATE, WedgeSettings()), scanners=(serial,), sounds=False
    )
    save(settings)

    assert load(tmp_path) == settings
    assert "\ue00a" not in (tmp_path / "settings.toml").read_text("utf-8")  # a name, no letter


@pytest.mark.parametrize(
    ("table", "prefixes"),
    [
        ('[wedge]\nprefix = ""\ngs_substitute = ""\nlayout = ""', []),
        ('[wedge]\nprefix = ""\ngs_substitute = "|"', ["F9", "Ctrl+B", ""]),
        ('[wedge]\nprefix = "Ctrl+A"\ngs_substitute = "|"', ["Ctrl+A", ""]),
        ("", []),
    ],
)
def test_the_one_table_of_older_files_counts_for_all(
    tmp_path: Path, table: str, prefixes: list[str]
) -> None:
    (tmp_path / "settings.toml").write_text(table)
    wedges = load(tmp_path).wedges
    assert [one.prefix for one in wedges] == prefixes
    assert {one.gs_substitute for one in wedges} <= {"|"}
    assert len({one.name for one in wedges}) == len(wedges)


@pytest.mark.parametrize(
    "table",
    [
        "[[wedge]]\nprefiks = 1",
        "[[wedge]]\nlearned = [['a']]",
        "wedge = [1]",
        "[[wedge]]\nmax_gap_ms = '30'",
    ],
)
def test_a_file_that_says_something_else_is_told(tmp_path: Path, table: str) -> None:
    (tmp_path / "settings.toml").write_text(table)
    with pytest.raises(Unavailable, match="cannot be read"):
        load(tmp_path)


def test_what_is_known_of_separators_is_asked_by_the_name_of_the_scanner(
    tmp_path: Path,
) -> None:
    serial = ScannerSettings("Dock", "/dev/ttyACM0", gs="drops")
    settings = replace(load(tmp_path), wedges=(GATE,), scanners=(serial,))
    told = [settings.separators_of(name) for name in ("Gate", "Dock", KEYBOARD)]
    assert told == ["sends", "drops", ""]


def test_two_scanners_of_one_prefix_or_name_are_refused() -> None:
    same = WedgeSettings("Gate", "F9")
    assert set(wedge_flaws(same, [GATE])) == {"name", "prefix"}
    assert set(wedge_flaws(replace(same, name=" "), [], ["Dock"])) == {"name"}
    assert set(wedge_flaws(replace(same, name="Dock", prefix=""), [GATE], ["Dock"])) == {"name"}
    assert wedge_flaws(replace(same, name="Yard", prefix=""), [GATE]) == {}
