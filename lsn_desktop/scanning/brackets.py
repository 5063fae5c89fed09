r"""GS1 elements as people write and type them: ``(01)09521234543213(10)AB\(C``.

Source: GS1 General Specifications, 4.14 (human readable interpretation); a bracket that
belongs to a value is written ``\(``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ELEMENT = re.compile(r"\(([0-9]{2,4})\)((?:\\\(|[^(])*)", re.DOTALL)


def split(text: str) -> Iterator[tuple[str, str]]:
    """Application Identifier and value of each element, unjudged.

    Text where no ``(AI)`` begins comes last, without an identifier.
    """
    at = 0
    while at < len(text):
        found = _ELEMENT.match(text, at)
        if found is None:
            yield "", text[at:]
            return
        yield found[1], found[2].replace("\\(", "(")
        at = found.end()
