"""North American coupon codes, AIs (8110) and (8112).

Source: North American Coupon Application Guideline Using GS1 DataBar Expanded Symbols;
GS1 AI (8112) Coupon Data Specification. "VLI" is a digit saying how long what follows is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsn_desktop.scanning.dates import is_yymmdd

if TYPE_CHECKING:
    from lsn_desktop.scanning.codes import Code


def _counted(vlis: str, extra: int = 0) -> str:
    """A VLI out of a range such as ``1-5``, and as many digits as it says (plus ``extra``)."""
    first, last = (int(end) for end in vlis.split("-"))
    return "(?:" + "|".join(f"{n}[0-9]{{{n + extra}}}" for n in range(first, last + 1)) + ")"


_PREFIX = _counted("0-6", extra=6)
_REQUIREMENT = _counted("1-5") + "[0-49][0-9]{3}"  # purchase requirement, its code, family
_COUPON = re.compile(
    _PREFIX
    + "[0-9]{6}"  # offer
    + _counted("1-5")  # save value
    + _REQUIREMENT
    + f"(?:1[0-3]{_REQUIREMENT}(?:{_PREFIX}|9))?"  # second purchase
    + f"(?:2{_REQUIREMENT}(?:{_PREFIX}|9))?"  # third purchase
    + "(?:3(?P<end>[0-9]{6}))?"
    + "(?:4(?P<start>[0-9]{6}))?"
    + f"(?:5{_counted('0-9', extra=6)})?"  # serial
    + f"(?:6{_counted('1-7', extra=6)})?"  # retailer
    + "(?:9[01256][0-2][0-9][01])?"  # save value code, applies to, store coupon, multiply
)
_POSITIVE_OFFER = re.compile("[01]" + _PREFIX + "[0-9]{6}" + _counted("0-9", extra=6))


def couponcode(text: str) -> Code | None:
    """AI (8110): all fields present, as long as their VLIs say, dates in order."""
    found = _COUPON.fullmatch(text)
    if found is None:
        return "format"
    start, end = found["start"], found["end"]
    if not all(is_yymmdd(day) for day in (start, end) if day):
        return "date"
    return "date" if start and end and start > end else None


def couponposoffer(text: str) -> Code | None:
    """AI (8112): format, funder, offer and serial number, as long as their VLIs say."""
    return None if _POSITIVE_OFFER.fullmatch(text) else "format"
