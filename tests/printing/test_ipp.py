"""An answer of the print server is read, or said to be none; nothing else happens."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.queues import ipp

# RFC 8010, A.1: a Print-Job request, up to its job-name.
PRINT_JOB = bytes.fromhex(
    "0101 0002 00000001 01"
    "47 0012 617474726962757465732d63686172736574 0005 7574662d38"
    "48 001b 617474726962757465732d6e61747572616c2d6c616e6775616765 0002 656e"
    "45 000b 7072696e7465722d757269 001d"
    "6970703a2f2f6c6f63616c686f73742f7072696e746572732f7a65627261"
    "42 0008 6a6f622d6e616d65 0006 666f6f626172"
    "03".replace("001d", "001e")
)
ANSWER = bytes.fromhex(
    "0101 0000 00000001 01 47 0012 617474726962757465732d63686172736574 0005 7574662d38"
    "02 21 0006 6a6f622d6964 0004 00000093 23 0009 6a6f622d7374617465 0004 00000008"
    "44 0011 6a6f622d73746174652d726561736f6e73 0004 6f6e6531 44 0000 0003 74776f"
    "02 22 0004 646f6e65 0001 01 32 0003 647069 0009 000000cb 000000cb 03"
    "32 0004 64706d6d 0009 00000050 00000050 04 03"
)


def test_a_question_is_encoded_as_the_standard_shows() -> None:
    asked = ipp.question(
        ipp.PRINT_JOB,
        [
            ipp.uri("printer-uri", "ipp://localhost/printers/zebra"),
            ipp.name("job-name", "foobar"),
        ],
    )

    assert asked == PRINT_JOB


def test_an_answer_tells_its_groups() -> None:
    answer = ipp.answer(ANSWER)

    assert answer.done
    assert answer.first("job-id") == 147
    assert answer.first("job-state") == 8
    assert answer.first("done") is True
    assert answer.first("dpi") == 203
    assert answer.first("dpmm") == 203
    assert answer.first("nothing") is None
    assert [group.get("job-state-reasons") for group in answer.groups].count(
        ["one1", "two"]
    ) == 1


def test_a_question_reads_back_as_an_answer_would() -> None:
    asked = ipp.question(
        ipp.PRINT_JOB,
        [ipp.name("job-name", "ü" * 200), ipp.keyword("requested-attributes", "a", "b")],
        [
            ipp.integer("copies", 3),
            ipp.media_size(100, 50),
            ipp.keyword("print-scaling", "none"),
        ],
    )
    answer = ipp.answer(asked)

    assert answer.first("job-name") == "ü" * 127
    assert answer.first("copies") == 3
    assert answer.first("print-scaling") == "none"
    assert any(group.get("requested-attributes") == ["a", "b"] for group in answer.groups)


@given(st.integers(0, len(ANSWER) - 1))
def test_an_answer_cut_short_is_no_answer(end: int) -> None:
    with pytest.raises(ipp.NotIpp):
        ipp.answer(ANSWER[:end])


@given(st.binary(max_size=200), st.integers(0, len(ANSWER)))
def test_any_bytes_are_an_answer_or_none(noise: bytes, place: int) -> None:
    with contextlib.suppress(ipp.NotIpp):
        ipp.answer(ANSWER[:place] + noise + ANSWER[place:])
    with contextlib.suppress(ipp.NotIpp):
        ipp.answer(noise)
