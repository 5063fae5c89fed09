"""Whatever bytes arrive, every reader returns, and vouches for no wrong check digit or day.

What is vouched for is judged once more here, by rules written out anew.
"""

from __future__ import annotations

import random
import time
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from lsn_desktop.scanning import separators
from lsn_desktop.scanning.hibc import SET_43
from lsn_desktop.scanning.read import MOST_READ, read, read_brackets
from lsn_desktop.scanning.taught_rules import reading_by
from tests.scanning import random_codes
from tests.scanning.random_codes import CHECKED, RULES, check_digit_is_right, mod43

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lsn_desktop.scanning.readings import Element, Reading

TODAY = date(2026, 11, 22)
COUNT = 20_000  # a million at the scale of dev.py test --thorough
MAKERS: list[tuple[Callable[[random.Random], bytes], str, float]] = [
    (random_codes.random_bytes, "", 0),
    (random_codes.random_text, "", 0),
    (random_codes.mutated, "gs1", 0.1),
    (random_codes.elements, "gs1", 0.2),
    (random_codes.hibc_code, "hibc", 0.3),
    (random_codes.isbt_code, "iccbba", 0.4),
    (random_codes.envelope, "mh10", 0.3),
    (random_codes.tracking_number, "carrier", 0.05),
    (random_codes.gtin_alone, "ean", 0.2),
    (random_codes.link, "gs1-digital-link", 0.1),
    (random_codes.taught_text, "taught", 0.1),
]
"""Makers, what their codes are read as, and the share that must be or we prove little."""


def readings(frame: bytes) -> Iterator[Reading]:
    """Every reading of a frame by every reader."""
    scanned = read(frame, today=TODAY)
    whole = separators.recovered(scanned, today=TODAY, sent=False)
    yield scanned
    yield whole
    yield from whole.candidates
    yield read(frame, today=TODAY, claim="gs1")
    yield read_brackets(frame, today=TODAY)
    for rule in RULES:
        if taught := reading_by(rule, scanned, TODAY):
            yield taught


def keys_of(reading: Reading) -> Iterator[str]:
    """All digits that a reading vouches for, ending in their check digit."""
    yield from filter(None, (reading.gtin, reading.content_gtin, reading.sscc))
    flawed = {flaw.id for flaw in reading.errors}
    for element in reading.elements:
        ai = CHECKED.get(element.id)
        if ai and element.id not in flawed and reading.read_as != "plain":
            digits = element.value if ai.id == "01" else element.raw
            found = ai.pattern.fullmatch(digits)
            assert found is not None
            for group, component in enumerate(ai.components, start=1):
                if "csum" in component.checks:
                    yield found[group]


def stands_in(day: date, text: str) -> bool:
    """Whether the digits of a day, or of its month if it is the last of it, stand in a text."""
    forms = ["%y%m%d", "%m%d%y", "%d%m%y", "%Y%m%d", "%d%m%Y", "%y%j", "%Y-%m-%d"]
    if day.day == monthrange(day.year, day.month)[1]:
        forms += ["%m%y", "%y%m00", "%Y%m"]
    return any(day.strftime(form) in text for form in forms)


def hibc_holds(text: str, link: str = "") -> bool:
    """Whether a text is a code with its check character, or several with one link."""
    if text[-1] == mod43(text[:-1]) and link in {"", text[-2]}:
        return True
    ends = (at for at in range(3, len(text) - 2) if text[at] == "+")
    return any(
        text[at - 1] == mod43(text[: at - 1])
        and link in {"", text[at - 2]}
        and hibc_holds(text[at:], link or text[at - 1])
        for at in ends
    )


def structure_holds(element: Element) -> bool:
    """Whether the check of one structure is right, for the kinds that have one."""
    raw = element.raw
    if element.id == "=" and raw[13:].isdecimal() and 60 <= int(raw[13:]) <= 96:
        weighted = sum(int(char, 36) << (13 - at) for at, char in enumerate(raw[:13]))
        return (38 - weighted) % 37 == int(raw[13:]) - 60
    if element.id == "9N":
        return sum(ord(char) * at for at, char in enumerate(raw[:-2], 2)) % 97 == int(raw[-2:])
    if element.id == "8P":
        return check_digit_is_right(raw)
    if element.id == "TRACKING":
        return tracking_number_holds(element.title, element.value)
    return True


def tracking_number_holds(carrier: str, number: str) -> bool:
    """The rules of the carriers whose numbers are most often met."""
    match carrier, len(number):
        case "UPS", 18:
            values = [int(c) if c.isdecimal() else (ord(c) - 3) % 10 for c in number[2:]]
            return (sum(values[:-1:2]) + 2 * sum(values[1:-1:2]) + values[-1]) % 10 == 0
        case "DHL EXPRESS", 10 | 11:
            return int(number[:-1]) % 7 == int(number[-1])
        case "FEDEX EXPRESS", 12:
            weighted = [int(c) * w for c, w in zip(number, [3, 1, 7] * 4, strict=True)]
            return sum(weighted[:11]) % 11 % 10 == int(number[-1])
        case "FEDEX GROUND", 15 | 22:
            return check_digit_is_right(number[-15:])
        case "POST (UPU S10)", 13:
            weights = (8, 6, 4, 2, 3, 5, 9, 7)
            rest = sum(int(c) * w for c, w in zip(number[2:10], weights, strict=True)) % 11
            return {0: 5, 1: 0}.get(rest, 11 - rest) == int(number[10])
    return True


def assert_sound(reading: Reading, frame: bytes) -> None:
    """Nothing that a reading vouches for is wrong."""
    assert all(map(check_digit_is_right, keys_of(reading))), frame
    flawed = {flaw.id for flaw in reading.errors}
    for element in reading.elements:
        assert element.id in flawed or structure_holds(element), frame
    text = unquote(reading.text)
    for day in (reading.expiry, reading.best_before, reading.production):
        assert day is None or stands_in(day, text), frame
    if reading.read_as == "hibc" and not reading.grave:
        assert hibc_holds(reading.text), frame
    assert all(str(flaw.message) for flaw in (*reading.errors, *reading.warnings))


@pytest.mark.parametrize(("make", "read_as", "share"), MAKERS)
def test_every_reader_returns_and_vouches_for_nothing_wrong(
    make: Callable[[random.Random], bytes], read_as: str, share: float, scale: int
) -> None:
    rng = random.Random(make.__name__)  # noqa: S311 - repeatable, not secret
    count = COUNT * scale // len(MAKERS)
    vouched = 0
    for _ in range(count):
        frame = make(rng)
        sound = False
        for reading in readings(frame):
            assert_sound(reading, frame)
            sound |= reading.read_as == read_as and not reading.grave and bool(reading.elements)
        vouched += sound

    assert vouched >= share * count


def test_the_days_are_told_from_others() -> None:
    """The judge of days would see one that is not in the text."""
    day = date(2026, 2, 28)
    assert stands_in(day, "+$$0226LOT")
    assert not stands_in(day - timedelta(days=1), "+$$0226LOT")
    assert not stands_in(day, "17260231")
    assert set(SET_43) > set("+/")


@pytest.mark.parametrize(
    ("begins", "piece"),
    [
        ("[)>\x1e06", "\x1dQ1\x1dQ2"),
        ("[)>^06]", "^"),
        ("[)>\x1e06\x1d1TA", "<GS>"),
        ("+A123BJC5D6E71G", "+"),
        ("+A123BJC5D6E71", "/$L1"),
        ("", "=,000001"),
        ("]C1", "10A\x1d10B\x1d"),
        ("https://a/01/09521234543213?", "99=A&"),
        ("0109521234543213", "1"),
        ("", "(10)A"),
    ],
)
def test_the_longest_scan_is_read_at_once(begins: str, piece: str) -> None:
    frame = (begins + piece * MOST_READ)[:MOST_READ].encode()
    start = time.monotonic()

    seen = list(readings(frame))

    assert (
        time.monotonic() - start < 5
    )  # 0.1 s; each piece held against each other took a minute
    assert all(len(reading.errors) <= MOST_READ for reading in seen)


@pytest.mark.parametrize(
    "piece", [b"0", b"\x00", b"\x1d", b"]C1", b"10A\x1d", b"\xff", b"(01)"]
)
@pytest.mark.parametrize("begins", [b"", b"]C1", b"]E0", b"]Q1https://a/01/", b"https://a/01/"])
def test_ten_megabytes_of_a_line_are_kept_and_refused(begins: bytes, piece: bytes) -> None:
    frame = begins + piece * (10_000_000 // len(piece))

    for reading in (read(frame, today=TODAY), read_brackets(frame, today=TODAY)):
        assert reading.scan == frame
        assert [flaw.code for flaw in reading.errors] == ["length"]
        assert reading.elements == ()
