"""The four locks on three common names (docs/adr/0001), and a version that is one."""

from __future__ import annotations

import configparser
import importlib.metadata
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import dev

ROOT = Path(__file__).resolve().parents[2]
OURS = {"lsn_desktop", "ui", "printing", "resources"}


def test_packaging_does_not_hide_the_package_pytest_needs() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_no_index_takes_the_program() -> None:
    assert "Private :: Do Not Upload" in dev.pyproject()["project"]["classifiers"]


def test_the_wheel_holds_the_four_packages_and_nothing_found_by_chance() -> None:
    wheel = dev.pyproject()["tool"]["hatch"]["build"]["targets"]["wheel"]

    assert set(wheel["packages"]) == OURS


def test_a_built_wheel_brings_the_four_names_and_their_files(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")

    files = zipfile.ZipFile(wheel).namelist()

    assert {name.split("/")[0] for name in files if ".dist-info/" not in name} == OURS
    assert "resources/labels/lot.toml" in files
    assert "lsn_desktop/storage/migrations/env.py" in files


def test_the_desktop_file_opens_the_window() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(ROOT / "packaging" / "lsn-desktop.desktop")

    assert entry["Desktop Entry"]["Exec"] in dev.pyproject()["project"]["gui-scripts"]


def test_every_package_at_the_root_is_one_of_the_four() -> None:
    assert {path.parent.name for path in ROOT.glob("*/__init__.py")} == OURS


def test_no_other_distribution_brings_our_names() -> None:
    brought = importlib.metadata.packages_distributions()

    assert {name: brought[name] for name in OURS if name in brought} == {}


def test_the_version_is_the_newest_of_the_changelog() -> None:
    newest = re.search(r"^## \[([^\]]+)\]", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)

    assert newest is not None
    assert newest[1] == dev.pyproject()["project"]["version"]
    assert newest[1] == importlib.metadata.version("lsn-desktop")
