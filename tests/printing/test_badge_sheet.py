"""A badge signs in by scan: its code is on the sheet, its name can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pytest

from lsn_desktop.domain.refusals import Refusal
from printing.papers.badge_sheet import Badge, badge_sheet
from tests.printing.labels import HOSTILE, pages_of, text_of, zbar

if TYPE_CHECKING:
    from pathlib import Path

BADGES = [Badge("Ana López", "OP-7F3K9Q2M", "Receiving"), Badge("Дмитрий", "OP-0002", "Owner")]


def scanned(pdf: bytes, folder: Path) -> set[bytes]:
    document = pdfium.PdfDocument(pdf)
    document[0].render(scale=300 / 72).to_pil().save(folder / "badges.png")
    document.close()
    return zbar(folder / "badges.png")


def test_every_badge_of_a_sheet_scans(tmp_path: Path) -> None:
    pdf = badge_sheet(BADGES, "Northwind Foods")

    assert scanned(pdf, tmp_path) == {badge.code.encode() for badge in BADGES}
    assert {"Ana López", "Receiving", "Дмитрий", "Northwind Foods"} <= set(
        text_of(pdf).splitlines()
    )
    assert pdf == badge_sheet(BADGES, "Northwind Foods")


def test_ten_badges_make_a_page() -> None:
    badges = [Badge(f"Operator {number}", f"OP-{number:04}") for number in range(11)]

    assert pages_of(badge_sheet(badges[:10], "")) == 1
    pdf = badge_sheet(badges, "")
    assert pages_of(pdf) == 2
    assert "Operator 10" in text_of(pdf, 1)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_name_spoils_no_badge(hostile: str, tmp_path: Path) -> None:
    pdf = badge_sheet([Badge(hostile, "OP-0001", hostile), Badge("Bo", "OP-0002")], hostile)

    assert scanned(pdf, tmp_path) == {b"OP-0001", b"OP-0002"}


@pytest.mark.parametrize(
    ("code", "reason"),
    [("OP" * 30, "too long for a badge"), ("ОП-1", "cannot hold"), ("", "hold")],
)
def test_a_code_no_badge_can_carry_is_refused(code: str, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        badge_sheet([Badge("Ana", code)], "")
