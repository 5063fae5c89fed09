"""Codes are folded to be found, and uids sort by their instant."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsn_desktop.domain.identifiers import code_key, uid7

START = 1_795_348_800_000_000


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (" lot-1 ", "LOT-1"),
        ("straße", "STRASSE"),
        ("\uff21\uff22\uff11", "AB1"),  # full width
        ("e\u0301", "\u00c9"),
        ("", ""),
    ],
)
def test_a_code_is_found_however_it_is_typed(text: str, key: str) -> None:
    assert code_key(text) == key


@given(text=st.text("abcXYZ019 -/.\t\u00df\u00e9\uff21", max_size=20))
def test_a_key_of_a_key_is_itself(text: str) -> None:
    assert code_key(code_key(text)) == code_key(text)


@given(at=st.integers(0, 2**47 * 1000), entropy=st.binary(min_size=10, max_size=10))
def test_a_uid_is_a_uuid_of_version_7(at: int, entropy: bytes) -> None:
    made = uid7(at, entropy)
    parsed = uuid.UUID(hex=made)

    assert len(made) == 32
    assert (parsed.version, parsed.variant) == (7, uuid.RFC_4122)
    assert parsed.int >> 80 == at // 1000


def test_uids_of_later_milliseconds_sort_after() -> None:
    early = uid7(START, b"\xff" * 10)
    late = uid7(START + 1000, b"\x00" * 10)
    assert early < late
    assert uid7(START, b"\x00" * 10) != early
