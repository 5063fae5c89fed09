"""Our own SSCCs: extension digit, company prefix, serial reference, check digit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.domain.refusals import refusal
from lsn_desktop.scanning.check_digits import mod10
from lsn_desktop.storage import counters, handling_units, house

if TYPE_CHECKING:
    from lsn_desktop.storage.transactions import Tx

_COUNTER = "sscc"
_DIGITS = 16  # of prefix and serial reference together
_EXTENSIONS = 10


def sscc_of(prefix: str, number: int) -> str | None:
    """The SSCC of a number under a company prefix; None where its numbers are used up.

    The extension digit has no meaning of its own: it counts on when all references are given.

    Args:
        prefix: the GS1 company prefix, 4 to 12 digits.
        number: from 0.

    Source:
        GS1 General Specifications, 2.2.1 and 3.2 (SSCC).
    """
    width = _DIGITS - len(prefix)
    extension, reference = divmod(number, 10**width)
    if extension >= _EXTENSIONS:
        return None
    digits = f"{extension}{prefix}{reference:0{width}d}"
    return digits + mod10(digits)


def take(tx: Tx) -> str:
    """A new SSCC; two stations never get the same, nor one that came here on a pallet.

    Raises:
        Refusal: the company has no GS1 company prefix, or all numbers under it are given.
    """
    company = house.the_company(tx.connection)
    prefix = company.gs1_prefix if company else ""
    if not prefix:
        raise refusal(
            "There is no GS1 company prefix: no SSCC can be made without one.",
            "Enter it in Settings, Company; GS1 in your country gives it.",
        )
    while True:
        sscc = sscc_of(prefix, counters.take(tx, _COUNTER))
        if sscc is None:
            raise refusal(
                "All SSCCs under the company prefix {prefix} are given.",
                "Ask GS1 for another prefix, and enter it in Settings, Company.",
                prefix=prefix,
            )
        if handling_units.by_sscc(tx.connection, sscc) is None:
            return sscc
