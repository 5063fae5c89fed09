"""Whatever bytes arrive, reading returns, and accepts no key whose check digit is wrong."""

from __future__ import annotations

import random
from datetime import date
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.scanning.gs1_table import AIS
from lsn_desktop.scanning.read import read, read_brackets

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.scanning.readings import Reading

TODAY = date(2026, 11, 22)
COUNT = 20_000  # a million at the scale of dev.py test --thorough
REAL = [
    b"]C101095212345432131726123110LOT-1\x1d21SN-1",
    b"]d20109521234543213310300125015261231",
    b"]Q300006141411234567890",
    b"]e0011231231231233310ABC123\x1d99TESTING",
    b"]C1020952123454321337121\x1d00006141411234567890",
    b"]C1414952012345678825432a/b",
    b"]C18003095201234567881234",
    b"]C1800695201234567881020310AB",
    b"]E02112345678900|]e099COMPOSITE\x1d98XYZ",
    b"]E402345673",
    b"]I109521234543213",
    b"0109521234543213172612311010D9T\x1d21SN1",
    b"00006141411234567890",
    b"9521234543213",
    b"https://id.gs1.org/01/09521234543213/10/ABC123?17=261231&3103=000195",
    b"]Q1https://example.com/01/9520123456788?3103=000195&3922=0299&17=201225",
    b"(01)09521234543213(10)AB\\(C(17)261231",
    b"10D9T",
    b"+A123BJC5D6E71G",
    b"+$$52001510X3GD",
    b"]C0+A99912345/$$52001510X3/16D20111212/S77DE1G45-",
    b"=/A9999XYZ100T0944=,000025=A99971312345600=>014032=}013032&,1000000000000XYZ123",
    b"[)>\x1e06\x1dP123\x1dQ5\x1e\x04",
    b"[)>\x1e05\x1d0109521234543213\x1d10AB\x1e06\x1d1TL-1\x1d14D20261231\x1d7Q1.5KG\x1e\x04",
    b"[)><RS>12<GS>SER 77<GS>EXP 20261231<RS><EOT>",
    b"1Z999AA10123456784",
    b"986578788855",
    b"1001921334250001000300779017972697",
    b"]C142022153\x1d9101026837331000039521",
    b"RB123456785GB",
]
INSERTED = [
    *(b"\x1d", b"\x00", b"]C1", b"(", b"01", b"\xff", b"]C0", b"+", b"$$", b"/", b"=>", b"&,1"),
    *(b"[)>\x1e06\x1d", b"<GS>", b"14D", b"1Z", b"420"),
]
CHECKED = {id_: ai for id_, ai in AIS.items() if any("csum" in c.checks for c in ai.components)}


def check_digit_is_right(digits: str) -> bool:
    """The rule of the General Specifications, written out once more."""
    total = 0
    for place, digit in enumerate(reversed(digits[:-1])):
        total += int(digit) * (3 if place % 2 == 0 else 1)
    return (10 - total % 10) % 10 == int(digits[-1])


def random_bytes(rng: random.Random) -> bytes:
    return rng.randbytes(rng.randrange(64))


def random_text(rng: random.Random) -> bytes:
    return bytes(rng.choices(b"0123456789AZaz()]/ \x1d\x00\\%", k=rng.randrange(48)))


def mutated(rng: random.Random) -> bytes:
    """A real code with a few bytes changed, lost, doubled or put in."""
    code = bytearray(rng.choice(REAL))
    for _ in range(rng.randrange(4)):
        at = rng.randrange(len(code) + 1)
        match rng.randrange(5):
            case 0:
                code[at : at + 1] = bytes([rng.randrange(256)])
            case 1:
                code[at : at + 1] = b"%d" % rng.randrange(10)
            case 2:
                del code[at : at + rng.randrange(4)]
            case 3:
                code[at:at] = rng.choice(INSERTED)
            case _:
                code[at:at] = code[: rng.randrange(len(code) + 1)]
    return bytes(code)


def elements(rng: random.Random) -> bytes:
    """Elements of the right lengths, now and then with a right check digit."""
    text = rng.choice(["]C1", "]d2", ""])
    for id_ in rng.choices(list(CHECKED if rng.random() < 0.5 else AIS), k=rng.randrange(1, 4)):
        value = ""
        for component in AIS[id_].components:
            digits = "".join(
                rng.choices("0123456789", k=rng.randint(component.least, component.most))
            )
            if "csum" in component.checks and rng.random() < 0.5:
                digits = next(
                    d for n in range(10) if check_digit_is_right(d := f"{digits[:-1]}{n}")
                )
            value += digits
        text += f"{id_}{value}\x1d"
    return text.encode()


def keys_that_were_accepted(reading: Reading) -> list[str]:
    """All digits that a reading vouches for, ending in their check digit."""
    keys = [key for key in (reading.gtin, reading.content_gtin, reading.sscc) if key]
    flawed = {flaw.id for flaw in reading.errors}
    for element in reading.elements:
        ai = CHECKED.get(element.id)
        if ai and element.id not in flawed and reading.read_as != "plain":
            found = ai.pattern.fullmatch(
                element.raw.zfill(14) if ai.id == "01" else element.raw
            )
            assert found is not None
            keys += [
                found[group]
                for group, component in enumerate(ai.components, start=1)
                if "csum" in component.checks
            ]
    return keys


@pytest.mark.parametrize(
    ("make", "share"),  # of frames in which a key must have been accepted, or we prove little
    [(random_bytes, 0), (random_text, 0), (mutated, 0.4), (elements, 0.2)],
)
def test_reading_returns_and_vouches_for_right_keys_only(
    make: Callable[[random.Random], bytes], share: float, scale: int
) -> None:
    rng = random.Random(make.__name__)  # noqa: S311 - repeatable, not secret
    count = COUNT * scale // 4
    with_keys = 0
    for _ in range(count):
        frame = make(rng)
        for reading in (
            read(frame, today=TODAY),
            read(frame, today=TODAY, claim="gs1"),
            read_brackets(frame, today=TODAY),
        ):
            keys = keys_that_were_accepted(reading)
            assert all(map(check_digit_is_right, keys)), frame
            assert all(str(flaw.message) for flaw in reading.errors)
            with_keys += bool(keys)

    assert with_keys >= share * count


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
