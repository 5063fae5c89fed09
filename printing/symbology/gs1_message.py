"""From fields to a GS1 message: application identifiers (AIs), values, separators, words.

Source: GS1 General Specifications: 7.8 (concatenation, predefined lengths), 4.14 (human
readable interpretation).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from lsn_desktop.domain.refusals import Refusal, refusal
from printing.labels import label_fields

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

GS = "\x1d"

_DATES = {"11", "12", "13", "15", "16", "17"}
_ITEMS = {"01", "02"}
_COUNTS = {"30", "37"}
_GTIN_LENGTHS = {8, 12, 13, 14}
_LONGEST_COUNT = 8
_CODE = re.compile(r"[!\"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}")
"""A lot or serial number as (10) and (21) hold it; Source: 7.11, character set 82."""

_PREDEFINED = (
    {"00", "01", "02", "03", "04", "41"}
    | {str(ai) for ai in range(11, 21)}
    | {str(ai) for ai in range(31, 37)}
)
"""First two digits of AIs whose length is fixed for good, so that no separator follows them."""


@dataclass(frozen=True, slots=True)
class Element:
    """One AI and its value, both as the symbol carries them."""

    ai: str
    value: str


def can_name(fields: Mapping[str, str]) -> bool:
    """Whether GS1 can name these goods: there is a GTIN, and it can say lot and serial.

    A supplier's lot may hold spaces or Cyrillic letters, which no GS1 symbol carries.
    """
    codes = (fields.get("lot"), fields.get("serial"))
    return bool(fields.get("gtin")) and all(
        _CODE.fullmatch(code) is not None for code in codes if code
    )


def elements(content: Sequence[tuple[str, str]], fields: Mapping[str, str]) -> list[Element]:
    """The message of a label: the AIs whose fields are filled, in the template's order.

    Args:
        content: pairs of AI and field, a date perhaps moved (``production+6m``).
        fields: the label's fields; dates are ISO, a GTIN has 8, 12, 13 or 14 digits.

    Raises:
        Refusal: a field cannot be said in its AI.

    """
    filled = ((ai, label_fields.value(name, fields)) for ai, name in content)
    return [Element(ai, _value(ai, text)) for ai, text in filled if text]


def _value(ai: str, text: str) -> str:
    if ai in _DATES:
        return _yymmdd(ai, text)
    if ai in _ITEMS:
        if not re.fullmatch(r"[0-9]+", text) or len(text) not in _GTIN_LENGTHS:
            raise _unsayable(ai, text)
        return text.zfill(14)
    if ai in _COUNTS:
        if not re.fullmatch(r"[0-9]+", text) or len(text) > _LONGEST_COUNT:
            raise refusal(
                "The quantity {value} cannot be written in GS1 element ({ai}), which holds whole numbers.",  # noqa: E501
                "Print this label with a template that leaves ({ai}) out.",
                ai=ai,
                value=text,
            )
        return text
    return text


def _yymmdd(ai: str, text: str) -> str:
    try:
        return f"{date.fromisoformat(text):%y%m%d}"
    except ValueError:
        raise _unsayable(ai, text) from None


def _unsayable(ai: str, text: str) -> Refusal:
    return refusal(
        "{value} cannot be written in GS1 element ({ai}).",
        "Correct the item or the lot, then print again.",
        ai=ai,
        value=text,
    )


def element_string(message: Sequence[Element]) -> str:
    """What a scanner sends for the message, after the symbology identifier.

    A value of no predefined length is followed by GS (FNC1), unless it is the last one.
    """
    last = len(message) - 1
    return "".join(
        part.ai + part.value + ("" if part.ai[:2] in _PREDEFINED or place == last else GS)
        for place, part in enumerate(message)
    )


def bracketed(message: Sequence[Element]) -> str:
    r"""The message as barcode writers take it: ``(01)...``, brackets in values as ``\(``."""
    return "".join(f"({part.ai}){part.value.replace('(', chr(92) + '(')}" for part in message)


def human_readable(message: Sequence[Element]) -> tuple[str, ...]:
    """The words under the symbol, one for each AI; a line may be broken between them."""
    return tuple(f"({part.ai}){part.value}" for part in message)
