"""The suite catches planted faults: each ``*.patch`` here makes its tests fail.

A patch is made by ``git diff`` of a one-line fault; above it stand a sentence saying what goes
wrong, and a line for each test file or test that must notice::

    A lot on hold is issued like any other.
    Caught by: tests/services/test_issuing.py::test_a_lot_on_hold_is_refused
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATCHES = sorted(Path(__file__).parent.glob("*.patch"))
NOT_COPIED = shutil.ignore_patterns(".*", "build", "dist", "__pycache__", "*.egg-info")
AT_LEAST = 10
FAILED_TESTS = 1  # pytest's exit code; 2 and more mean that it could not run them


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the working tree."""
    copy = tmp_path_factory.mktemp("planted") / "tree"
    shutil.copytree(ROOT, copy, ignore=NOT_COPIED)
    return copy


def test_there_are_ten_faults_to_catch() -> None:
    assert len(PATCHES) >= AT_LEAST


@pytest.mark.slow
@pytest.mark.parametrize("patch", PATCHES, ids=lambda patch: patch.stem)
def test_a_planted_fault_is_caught(tree: Path, patch: Path) -> None:
    catchers = re.findall(r"^Caught by: (\S+)$", patch.read_text(), re.MULTILINE)
    assert catchers, f"{patch.name} names no test"
    for catcher in catchers:
        sound = run(tree, catcher)
        assert sound.returncode == 0, f"without the fault:\n{sound.stdout}"

    apply(tree, patch)
    try:
        for catcher in catchers:
            faulty = run(tree, catcher)
            assert faulty.returncode == FAILED_TESTS, f"{catcher} let it live:\n{faulty.stdout}"
    finally:
        apply(tree, patch, "--reverse")


def apply(tree: Path, patch: Path, *options: str) -> None:
    """Change the copy as the patch says."""
    subprocess.run(["git", "apply", *options, patch], cwd=tree, check=True)


def run(tree: Path, test: str) -> subprocess.CompletedProcess[str]:
    """Run a test of the copy, with the copy's packages before the installed ones."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", test]
    return subprocess.run(
        command, cwd=tree, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
