"""Text that a spreadsheet would take for a formula, defused so that the way back is exact.

Source:
    OWASP, CSV Injection: a cell that begins with ``= + - @``, a tab or a carriage return is
    computed; a leading apostrophe makes it text.
"""

from __future__ import annotations

import re

_BEGINS = re.compile(r"'*[=+\-@\t\r]")
_DEFUSED = re.compile(r"'+[=+\-@\t\r]")


def defused(text: str) -> str:
    """The text with an apostrophe before it, if a spreadsheet would compute it."""
    return f"'{text}" if _BEGINS.match(text) else text


def defused_undone(text: str) -> str:
    """The text as it was before :func:`defused`."""
    return text[1:] if _DEFUSED.match(text) else text
