"""What commands tell: JSON, one object per line, in ASCII so that any terminal shows it."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def tell(row: Mapping[str, object]) -> None:
    """Write one object as a line of standard output, at once, for somebody waits for it."""
    sys.stdout.write(json.dumps(row, default=str) + "\n")
    sys.stdout.flush()
