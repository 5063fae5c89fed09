"""The vectors are there where the suite must prove itself."""

from __future__ import annotations

import os

import pytest

from tests.conformance.vectors import DATA


def test_the_published_vectors_are_at_hand() -> None:
    if not DATA.is_dir() and os.environ.get("CI") != "true":
        pytest.skip(f"conformance is not tested: {DATA} is absent")
    assert DATA.is_dir()
