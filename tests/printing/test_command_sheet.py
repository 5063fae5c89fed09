"""Every bar of a command sheet is read back from the printed page, and does what it says."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import Image

from lsn_desktop.domain.command_sheet import Bar, Group, Sheet
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.scanning.commands import command
from lsn_desktop.services.labels.command_sheets import page_titles, sheets
from printing.papers.command_sheet import PAPERS, command_sheet
from tests.printing.labels import HOSTILE, pages_of, text_of

if TYPE_CHECKING:
    from pathlib import Path

_DPI = 150
_MM = 25.4 / _DPI
_QUIET, _FINEST = 10, 0.3  # modules, mm


def printed(pdf: bytes, folder: Path) -> list[Image.Image]:
    """The pages as a printer draws them."""
    (folder / "sheet.pdf").write_bytes(pdf)
    subprocess.run(
        ["pdftoppm", "-r", str(_DPI), "-gray", "sheet.pdf", "page"], cwd=folder, check=True
    )
    return [Image.open(file) for file in sorted(folder.glob("page-*.pgm"))]


def bars_of(sheet: Sheet) -> list[str]:
    return [bar.code for group in sheet.groups for bar in group.bars]


@pytest.mark.parametrize("paper", PAPERS)
def test_every_bar_of_every_page_reads_back(paper: str, tmp_path: Path) -> None:
    wanted = sorted(code for sheet in sheets() for code in bars_of(sheet))
    read: list[str] = []
    for page in printed(command_sheet(sheets(), "Northwind Foods", paper), tmp_path):
        for found in zxingcpp.read_barcodes(page):
            read.append(found.text)
            left, right = found.position.top_left.x, found.position.top_right.x
            # 11 modules a character, with start and check character 35 more at most.
            module = (right - left) * _MM / (11 * len(found.text) + 35)
            assert module >= _FINEST - 0.02, found.text
            assert left * _MM >= _QUIET * module, found.text
            assert (page.width - right) * _MM >= _QUIET * module, found.text

    assert sorted(read) == wanted
    assert len(wanted) > 80


def test_bars_stand_apart_so_that_one_is_met(tmp_path: Path) -> None:
    for page in printed(command_sheet(sheets("receive"), ""), tmp_path):
        places = [
            (one.position.top_left, one.position.bottom_right)
            for one in zxingcpp.read_barcodes(page)
        ]
        for first, last in places:
            for other, _end in places:
                beside = last.x < other.x
                assert not beside or (other.x - last.x) * _MM >= 4
                below = last.y < other.y and abs(first.x - other.x) < 5
                assert not below or (other.y - last.y) * _MM >= 6


def test_every_bar_is_a_command_and_each_page_is_reached_from_those_it_is_near() -> None:
    """What one does sitting is not on the sheets of the dock, which have two sides."""
    dock = {"receive", "move", "make", "ship", "return"}
    sitting = {"production", "scanners", "settings"}
    for sheet in sheets():
        asked = [command(code) for code in bars_of(sheet)]
        assert all(one is not None and one.name != "unknown" for one in asked)
        pages = {one.argument for one in asked if one is not None and one.name == "go"}
        left_out = sitting if sheet.name in dock else set()
        assert pages == set(page_titles()) - {sheet.name} - left_out


def test_a_sheet_of_one_page_is_that_page_and_receive_has_a_back() -> None:
    assert text_of(command_sheet(sheets("labels"), "Northwind Foods")).startswith("Labels")
    pdf = command_sheet(sheets("receive"), "Northwind Foods")
    assert pages_of(pdf) == 2
    assert "Receive · back" in text_of(pdf, 1)
    assert pdf == command_sheet(sheets("receive"), "Northwind Foods")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_company_spoils_no_bar(hostile: str, tmp_path: Path) -> None:
    sheet = Sheet("x", hostile, (Group(hostile, (Bar(hostile, hostile, "LSN-DO-UNDO"),)),))

    (page,) = printed(command_sheet([sheet], hostile), tmp_path)

    assert [one.text for one in zxingcpp.read_barcodes(page)] == ["LSN-DO-UNDO"]


def test_a_code_too_long_for_its_place_is_refused() -> None:
    sheet = Sheet("x", "X", (Group("", (Bar("", "", "LSN-DO-" + "X" * 30),)),))

    with pytest.raises(Refusal, match="too long for a command sheet"):
        command_sheet([sheet], "")
