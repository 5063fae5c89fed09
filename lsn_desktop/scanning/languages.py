"""Codes of every standard but GS1, each by what proves it to be one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from lsn_desktop.scanning import carriers, hibc, iccbba, mh10
from lsn_desktop.scanning.gs1 import Judged
from lsn_desktop.scanning.structures import fields_by

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from lsn_desktop.scanning.codes import ReadAs
    from lsn_desktop.scanning.readings import Element

FIELDS: dict[ReadAs, Callable[[Iterable[Element]], dict[str, Any]]] = {
    "hibc": partial(fields_by, hibc.FIELDS),
    "iccbba": iccbba.fields,
    "mh10": mh10.fields,
}
"""What elements mean for a document line, where they are no GS1 elements."""


def found(text: str, *, today: date, marked: bool) -> tuple[ReadAs, Judged] | None:
    """The standard a text proves to keep to, and its elements; None for a plain text.

    Args:
        text: the data of a scan that is no GTIN, no element string and no web address.
        today: the day of the scan.
        marked: whether a symbology identifier says that a symbol was scanned.

    """
    if mh10.begins(text):
        return "mh10", mh10.judged(text, today=today)
    judged = hibc.judged(text, today=today, marked=marked)
    if judged is not None:
        return "hibc", judged
    judged = iccbba.judged(text, today=today)
    if judged is not None:
        return "iccbba", judged
    elements = carriers.found(text)
    return None if elements is None else ("carrier", Judged(elements))
