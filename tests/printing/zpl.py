"""The picture in what a label printer receives from its driver (ZPL, ``~DG``)."""

from __future__ import annotations

import re

from PIL import Image

_GRAPHIC = re.compile(r"~DGR:CUPS\.GRF,(\d+),(\d+),\n(.*?)\^XA", re.DOTALL)


def pictures(document: bytes) -> list[Image.Image]:
    """One picture per label, a pixel for each dot.

    Source: Zebra ZPL II Programming Guide, "Alternative Data Compression Scheme for ~DG".
    """
    found = _GRAPHIC.findall(document.decode("latin-1"))
    return [_picture(int(per_row), body) for _size, per_row, body in found]


def _picture(per_row: int, body: str) -> Image.Image:
    rows: list[str] = []
    row, times = "", 0
    for sign in body.replace("\n", ""):
        if sign == ":":
            rows.append(rows[-1])
        elif sign in ",!":
            rows.append(row.ljust(per_row * 2, "0" if sign == "," else "F"))
            row = ""
        elif "G" <= sign <= "Y":
            times += ord(sign) - ord("F")
        elif "g" <= sign <= "z":
            times += (ord(sign) - ord("f")) * 20
        else:
            row += sign * max(times, 1)
            times = 0
        if len(row) >= per_row * 2:
            rows.append(row[: per_row * 2])
            row = row[per_row * 2 :]
    light = bytes(255 - byte for byte in bytes.fromhex("".join(rows)))
    return Image.frombytes("1", (per_row * 8, len(rows)), light).convert("L")
