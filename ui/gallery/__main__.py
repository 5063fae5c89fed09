"""Draws the pictures named, or all, into build/gallery."""

from __future__ import annotations

import sys
from pathlib import Path

from ui.gallery.drawing import PICTURES, main

if __name__ == "__main__":
    wanted = [one for one in PICTURES if not sys.argv[1:] or one.name in sys.argv[1:]]
    for file in main(Path("build/gallery"), wanted):
        sys.stdout.write(f"{file}\n")
