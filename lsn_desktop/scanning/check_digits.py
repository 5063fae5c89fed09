"""Check digits and check characters of the identification keys."""

from __future__ import annotations

from math import isqrt

SET_82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
"""GS1 character set 82; the place of a character is its value."""

SET_32 = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""The characters of a GS1 check character pair; the place of a character is its value."""

GTIN_LENGTHS = frozenset({8, 12, 13, 14})

_PRIMES = [n for n in range(2, 512) if all(n % d for d in range(2, isqrt(n) + 1))]


def mod10_holds(digits: str) -> bool:
    """Whether the last of these ASCII digits is their GS1 check digit (GTIN, SSCC, GLN...).

    Source: GS1 General Specifications, 7.9.1.
    """
    codes = digits.encode()
    from_right = codes[::-1]
    tripled, plain = from_right[1::2], from_right[::2]
    zeros = 48 * (3 * len(tripled) + len(plain))
    return (3 * sum(tripled) + sum(plain) - zeros) % 10 == 0


def mod10(digits: str) -> str:
    """The GS1 check digit that belongs behind these ASCII digits.

    Source: GS1 General Specifications, 7.9.1.
    """
    return next(digit for digit in "0123456789" if mod10_holds(digits + digit))


def gtin_is_right(text: str) -> bool:
    """Whether a text is 8, 12, 13 or 14 ASCII digits of which the last is the check digit."""
    return (
        len(text) in GTIN_LENGTHS and text.isascii() and text.isdecimal() and mod10_holds(text)
    )


def check_pair(text: str) -> str:
    """The two check characters that belong behind a text of set 82, up to 97 characters.

    Source: GS1 General Specifications, 7.9.5 (Global Model Number).
    """
    total = sum(
        SET_82.index(c) * prime for c, prime in zip(reversed(text), _PRIMES, strict=False)
    )
    high, low = divmod(total % 1021, 32)
    return SET_32[high] + SET_32[low]


def mod97_holds(iban: str) -> bool:
    """Whether an IBAN of digits and capitals has right check digits (ISO 13616-1, ISO 7064)."""
    turned = iban[4:] + iban[:4]
    return int("".join(str(int(c, 36)) for c in turned)) % 97 == 1
