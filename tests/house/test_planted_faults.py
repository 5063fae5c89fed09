"""Each planted fault can still be planted, and the tests that must notice it are there."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATCHES = sorted((ROOT / "tests" / "planted").glob("*.patch"))


@pytest.mark.parametrize("patch", PATCHES, ids=lambda patch: patch.stem)
def test_a_fault_fits_the_program_and_its_tests_are_there(patch: Path) -> None:
    subprocess.run(["git", "apply", "--check", patch], cwd=ROOT, check=True)
    catchers = re.findall(r"^Caught by: ([^:\s]+)(?:::(\w+))?", patch.read_text(), re.MULTILINE)
    assert catchers
    for file, test in catchers:
        assert f"def {test}" in (ROOT / file).read_text(), f"{file} has no {test}"
