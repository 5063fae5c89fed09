"""Command sheets are chosen, seen and printed on the Scanners page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox

from lsn_desktop.services.labels.command_sheets import page_titles
from tests.printing.labels import pages_of, text_of
from ui.pages import pages_of as rail
from ui.prints.page_pictures import PagePictures
from ui.prints.paper import Paper

if TYPE_CHECKING:
    from tests.ui.running import Running


def papers(running: Running) -> int:
    """How many pages are shown."""
    shown = running.part(PagePictures, "scanners.sheet.pages")
    return len([one for one in shown.findChildren(Paper) if not one.is_empty])


def choose(running: Running, name: str, data: str) -> None:
    box = running.part(QComboBox, name)
    box.setCurrentIndex(box.findData(data))


def test_the_sheet_of_receive_is_shown_and_printed_front_and_back(running: Running) -> None:
    running.open("scanners", "sheet")
    running.until(lambda: papers(running) == 2)

    running.press("scanners.sheet.print")

    running.sees("Command sheet saved as")
    pdf = (running.program.settings.printed / "Command sheet.pdf").read_bytes()
    assert pages_of(pdf) == 2
    assert text_of(pdf).startswith("Receive")


def test_every_page_has_its_sheet_on_the_paper_that_was_chosen(running: Running) -> None:
    running.open("scanners", "sheet")
    choose(running, "scanners.sheet.page", "")
    choose(running, "scanners.sheet.paper", "Letter")
    running.until(lambda: papers(running) > len(page_titles()))  # some have a back

    assert running.app.session is not None
    running.app.session.frame.page.print_chosen()

    running.sees("Command sheet saved as")
    pdf = (running.program.settings.printed / "Command sheet.pdf").read_bytes()
    assert pages_of(pdf) > len(page_titles())
    assert b"612 792" in pdf


def test_the_sheets_call_the_pages_what_the_rail_calls_them(running: Running) -> None:
    session = running.app.session
    assert session is not None
    entries = rail(session.desk, None)  # type: ignore[arg-type]
    assert page_titles() == {entry.name: entry.title for entry in entries}


def test_badges_are_a_step_away(running: Running) -> None:
    running.open("scanners", "sheet")
    running.press("scanners.sheet.badges")
    running.until(lambda: running.title == "Settings")
