"""Random frames: noise, real codes with mistakes in them, and made-up codes of every standard.

Made-up codes have right and wrong check digits, days that are and days that are not.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from lsn_desktop.scanning.gs1_table import AIS
from lsn_desktop.scanning.hibc import SET_43
from lsn_desktop.scanning.taught_rules import GTIN, Part, Rule

if TYPE_CHECKING:
    import random

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
    b"01095212345432131726123110ABC21SN1",
    b"]C10109521234543213|10ABC|21SN1|17261231",
    b"00006141411234567890",
    b"9521234543213",
    b"09123407",
    b"https://id.gs1.org/01/09521234543213/10/ABC123?17=261231&3103=000195",
    b"]Q1https://example.com/01/9520123456788?3103=000195&3922=0299&17=201225",
    b"https://id.gs1.org/CxFRq5sE2nh5eg",
    b"(01)09521234543213(10)AB\\(C(17)261231",
    b"10D9T",
    b"+A123BJC5D6E71G",
    b"+$$52001510X3GD",
    b"+A123BJC5D6E71G+$$52001510X3GD",
    b"]C0+A99912345/$$52001510X3/16D20111212/S77DE1G45-",
    b"=/A9999XYZ100T0944=,000025=A99971312345600=>014032=}013032&,1000000000000XYZ123",
    b"=+02000=G12342665432170=(1001202812312359",
    b"[)>\x1e06\x1dP123\x1dQ5\x1e\x04",
    b"[)>\x1e05\x1d0109521234543213\x1d10AB\x1e06\x1d1TL-1\x1d14D20261231\x1d7Q1.5KG\x1e\x04",
    b"[)><RS>12<GS>SER 77<GS>EXP 20261231<RS><EOT>",
    b"[)>^06]1TL-1]8P9521234543213]14D20261231^",
    b"06\x1d9N110375286414\x1d1TL\x1dD261200\x1e",
    b"1Z999AA10123456784",
    b"986578788855",
    b"1001921334250001000300779017972697",
    b"]C142022153\x1d9101026837331000039521",
    b"RB123456785GB",
    b"SCREW-1/L77/041226/48",
    b"9521234543213;L77;2026-12-04",
]
INSERTED = [
    *(b"\x1d", b"\x00", b"]C1", b"(", b"01", b"\xff", b"]C0", b"+", b"$$", b"/", b"=>", b"&,1"),
    *(b"[)>\x1e06\x1d", b"<GS>", b"14D", b"1Z", b"420", b"|", b"^", b"17", b";", b"%31"),
]
CHECKED = {id_: ai for id_, ai in AIS.items() if any("csum" in c.checks for c in ai.components)}
DATED = [
    id_ for id_, ai in AIS.items() if any("mmd" in check for check in ai.components[0].checks)
]
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
RULES = (
    Rule(
        (
            *(Part("item", "SCREW-1"), Part("fixed", "/"), Part("lot", "L77")),
            *(Part("fixed", "/"), Part("expiry", "041226", form="DDMMYY")),
            *(Part("fixed", "/"), Part("quantity", "48")),
        )
    ),
    Rule(
        (
            *(Part("item", "9521234543213", exact=True, form=GTIN), Part("fixed", ";")),
            *(Part("serial", "L77"), Part("fixed", ";")),
            Part("best before", "2026-12-04", form="YYYY-MM-DD"),
        )
    ),
)
"""Two labels as a person would have taught them."""


def random_bytes(rng: random.Random) -> bytes:
    return rng.randbytes(rng.randrange(64))


def random_text(rng: random.Random) -> bytes:
    return bytes(rng.choices(b"0123456789AZaz()]/ \x1d\x00\\%+=&>$^", k=rng.randrange(48)))


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
    """Elements of the right lengths, now and then with a right check digit or day."""
    text = rng.choice(["]C1", "]d2", "", "0109521234543213"])
    ids = rng.choice([list(CHECKED), DATED, list(AIS)])
    for id_ in rng.choices(ids, k=rng.randrange(1, 4)):
        value = ""
        for component in AIS[id_].components:
            some = _digits(rng, rng.randint(component.least, component.most))
            if "csum" in component.checks:
                some = _checked(rng, some[:-1])
            elif component.most == 6 and id_ in DATED:
                some = _day(rng, "%y%m%d")
            value += some
        text += f"{id_}{value}" + rng.choice(["\x1d", "\x1d", "", "|"])
    return text.encode()


def hibc_code(rng: random.Random) -> bytes:
    """Primary, secondary and combined codes, and several in one."""
    dates = (
        *("", "7", "2" + _day(rng, "%m%d%y"), "3" + _day(rng, "%y%m%d"), _day(rng, "%m%y")),
        *("4" + _day(rng, "%y%m%d%H"), "5" + _day(rng, "%y%j"), "6" + _day(rng, "%y%j%H")),
    )
    amount = rng.choice(["", "", "8" + _digits(rng, 2), "9" + _digits(rng, 5)])
    data = rng.choice(["$$", "$$+"]) + amount + rng.choice(dates) + _letters(rng, 6)
    data = rng.choice(
        [data, data, "$" + _letters(rng, 6), _day(rng, "%y%j") + _letters(rng, 3)]
    )
    data += rng.choice(["", "/S" + _letters(rng, 3), "/14D" + _day(rng, "%Y%m%d"), "/Q12"])
    primary = _mod43(rng, "+A" + _letters(rng, 7) + rng.choice("0123456789"))
    secondary = _mod43(rng, f"+{data}{rng.choice([primary[-1], 'X'])}")
    code = rng.choice(
        [primary, secondary, primary + secondary, _mod43(rng, f"{primary[:-1]}/{data}")]
    )
    return (rng.choice(["", "]C0", "]d1"]) + code).encode()


def isbt_code(rng: random.Random) -> bytes:
    """Structures of ISBT 128, counted or not."""
    parts = rng.choices(
        [
            "=/A9999" + _letters(rng, 11),
            "=,00" + _letters(rng, 4),
            "=A9999" + _digits(rng, 8) + rng.choice(["00", _digits(rng, 2), "70"]),
            "=>0" + _day(rng, "%y%j"),
            "&>0" + _day(rng, "%y%j%H%M"),
            "=}0" + _day(rng, "%y%j"),
            "=]" + _day(rng, "%Y%m"),
            "=(1001" + _day(rng, "%Y%m%d%H%M"),
            "&,1" + _letters(rng, 18),
            "&,4DE" + _letters(rng, 30) + _day(rng, "%Y%m%d"),
            "&:" + _letters(rng, 17) + _digits(rng, 2),
        ],
        k=rng.randrange(1, 5),
    )
    counted = rng.choice(["", "", f"=+0{rng.choice([len(parts), 9])}000"])
    return (counted + "".join(parts)).encode()


def envelope(rng: random.Random) -> bytes:
    """ISO/IEC 15434, its separators as any scanner sends them."""
    pieces = rng.choices(
        [
            "1T" + _letters(rng, 5),
            "S" + _letters(rng, 5),
            "Q" + rng.choice(["5", "005", "5EA", "5KG", "X"]),
            "8P" + _checked(rng, _digits(rng, rng.choice([7, 12, 13]))),
            "9N11" + _digits(rng, 10),
            "D" + _day(rng, "%y%m%d"),
            "14D" + _day(rng, "%Y%m%d"),
            "15D" + _day(rng, "%d%m%Y"),
            "5D" + _day(rng, "%y%m%d") + "036",
            "6D" + _day(rng, "%Y%m%d") + rng.choice(["036", "405"]),
            "16D" + _day(rng, "%Y%m%d"),
        ],
        k=rng.randrange(1, 5),
    )
    rs, gs = rng.choice(
        [("\x1e", "\x1d"), ("\u241e", "\u241d"), ("<RS>", "<GS>"), ("^", "]"), ("", "|")]
    )
    begins = rng.choice(["[)>", "[)>", ">[)>", ""]) + f"{rs}06"
    return f"{begins}{gs}{gs.join(pieces)}{rs}{rng.choice(['', chr(4)])}".encode()


def tracking_number(rng: random.Random) -> bytes:
    """Numbers as long as those of carriers."""
    return rng.choice(
        [
            "1Z" + _letters(rng, 15) + _digits(rng, 1),
            _digits(rng, rng.choice([10, 11, 12, 15, 20, 22, 26])),
            rng.choice(["96", "9400", "420221539400"]) + _digits(rng, 18),
            rng.choice(["100", "961"]) + _digits(rng, 31),
            "R" + _letters(rng, 1) + _digits(rng, 9) + rng.choice(["DE", "US", "XX"]),
            rng.choice("CDK") + _digits(rng, rng.choice([10, 14])),
        ]
    ).encode()


def gtin_alone(rng: random.Random) -> bytes:
    """Digits that are a GTIN, with or without their symbol."""
    some = _checked(rng, _digits(rng, rng.choice([7, 7, 11, 12, 13])))
    return (rng.choice(["", "", "]E0", "]E4", "]I1", "]C0"]) + some).encode()


def link(rng: random.Random) -> bytes:
    """Digital Links of a key, its qualifiers and attributes."""
    key = rng.choice(["01", "8006", "00", "414"])
    length = {"01": 13, "8006": 13, "00": 17, "414": 12}[key]
    value = _checked(rng, _digits(rng, length)) + ("0102" if key == "8006" else "")
    path = rng.choice(["", "/10/" + _letters(rng, 4), "/21/S%2F1", "/10/A/21/B", "/21/B/10/A"])
    query = rng.choice(["", f"?17={_day(rng, '%y%m%d')}", "?x=1&30=5", "?10=L", "#top"])
    scheme = rng.choice(["https://id.gs1.org", "]Q1HTTP://a:80/stem", "HtTp://a"])
    return f"{scheme}/{key}/{value}{path}{query}".encode()


def taught_text(rng: random.Random) -> bytes:
    """Labels of a supplier's own, as the rules read them, or nearly."""
    item, sign = rng.choice([(_letters(rng, 4), "/"), (_checked(rng, _digits(rng, 12)), ";")])
    day = _day(rng, rng.choice(["%d%m%y", "%Y-%m-%d"]))
    return sign.join([item, _letters(rng, 3), day, rng.choice(["48", ""])]).rstrip(";").encode()


def _digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choices("0123456789", k=count))


def _letters(rng: random.Random, count: int) -> str:
    return "".join(rng.choices(_LETTERS, k=count))


def _checked(rng: random.Random, digits: str) -> str:
    """The digits with their check digit, or as often with any."""
    ends = [d for d in "0123456789" if check_digit_is_right(digits + d)]
    return digits + rng.choice([*ends, rng.choice("0123456789")])


def _mod43(rng: random.Random, text: str) -> str:
    """The text with its check character; now and then with any."""
    return text + (rng.choice(SET_43) if rng.random() < 0.2 else mod43(text))


def _day(rng: random.Random, form: str) -> str:
    """A day in some form; as often with a digit changed, so that there may be no such day."""
    day = (date(2000, 1, 1) + timedelta(days=rng.randrange(18_000))).strftime(form)
    if rng.random() < 0.5:
        return day
    at = rng.randrange(len(day))
    return day[:at] + rng.choice("0123456789") + day[at + 1 :]


def check_digit_is_right(digits: str) -> bool:
    """The rule of the General Specifications, written out once more."""
    total = 0
    for place, digit in enumerate(reversed(digits[:-1])):
        total += int(digit) * (3 if place % 2 == 0 else 1)
    return (10 - total % 10) % 10 == int(digits[-1])


def mod43(text: str) -> str:
    """The rule of HIBC, written out once more."""
    return SET_43[sum(SET_43.index(char) for char in text) % 43]
