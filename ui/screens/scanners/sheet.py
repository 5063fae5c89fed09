"""Sheets of command barcodes: for which page, on which paper, seen before they are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from lsn_desktop.paper import output
from lsn_desktop.services.labels import command_sheets
from lsn_desktop.storage import house
from printing.papers.command_sheet import PAPERS, command_sheet
from ui.parts.buttons import link, primary
from ui.parts.card import Card
from ui.parts.choice_box import ChoiceBox
from ui.parts.choices import PrinterField
from ui.parts.form import Form
from ui.parts.text import plain
from ui.parts.tokens import GAP
from ui.prints.page_pictures import PagePictures, pictures_of
from ui.tasks import Asked

if TYPE_CHECKING:
    from lsn_desktop.domain.messages import Message
    from lsn_desktop.program import Program
    from ui.desk import Desk
    from ui.parts.notice import Notice

_WIDTH = 340  # px of the card at the left
_LETTER = {
    QLocale.Country.UnitedStates,
    QLocale.Country.Canada,
    QLocale.Country.Mexico,
    QLocale.Country.Philippines,
}


class SheetPart(QWidget):
    """The choice at the left, the pages as they will be at the right."""

    def __init__(self, desk: Desk, notice: Notice) -> None:
        super().__init__()
        self._desk, self._notice = desk, notice
        self._asked = Asked()
        self._was_shown = False
        self.page, self.paper = ChoiceBox(), ChoiceBox()
        self._printer = PrinterField(desk.program.settings.printer)
        self._print = primary("scanners.sheet.print", _("Print sheet"), self.print_chosen)
        self._pages = PagePictures("scanners.sheet.pages", desk.theme, _("The sheet"))
        self.page.addItem(_("Every page"), "")
        for name, title in command_sheets.page_titles().items():
            self.page.addItem(title, name)
        self.page.setCurrentIndex(self.page.findData("receive"))
        for paper in PAPERS:
            self.paper.addItem(paper, paper)
        if QLocale.system().territory() in _LETTER:
            self.paper.setCurrentIndex(self.paper.findData("Letter"))
        self._lay_out()
        for box in (self.page, self.paper):
            box.currentIndexChanged.connect(lambda _at: self._draw())

    def shown(self) -> None:
        """Find the printers and draw the sheet, once."""
        if not self._was_shown:
            self._was_shown = True
            self._printer.ask(self._desk.lanes)
            self._draw()

    def take_focus(self) -> None:
        """Go where the next key belongs."""
        self.page.setFocus()

    def print_chosen(self) -> bool:
        """Print the sheet that is shown."""
        program, printer = self._desk.program, self._printer.printer()
        name, paper = self._chosen()
        folder = program.settings.printed

        def job() -> Message:
            pdf = drawn(program, name, paper)
            return output.print_page(pdf, _("Command sheet"), printer, folder)

        self._desk.lanes.read(job, self._printed, self._notice.refuse)
        return True

    def _chosen(self) -> tuple[str, str]:
        return str(self.page.currentData()), str(self.paper.currentData())

    def _draw(self) -> None:
        self._asked.cancel()
        program, (name, paper) = self._desk.program, self._chosen()
        self._asked = self._desk.lanes.read(
            lambda: pictures_of(drawn(program, name, paper)),
            self._pages.tell,
            self._notice.refuse,
        )

    def _printed(self, words: Message) -> None:
        self._notice.ok(str(words))

    def _open_badges(self) -> None:
        self._desk.go("settings", None)

    def _lay_out(self) -> None:
        form = Form("scanners.sheet")
        form.add("page", _("Sheet for"), self.page)
        form.add("paper", _("Paper"), self.paper)
        form.add("printer", _("Printer"), self._printer)
        left = Card(_("Command sheet"))
        left.setFixedWidth(_WIDTH)
        left.body.setSpacing(12)
        left.add(
            plain(
                _("Scan a barcode of it instead of pressing a key, with gloves on too."),
                "muted",
                wrap=True,
            )
        )
        left.add(form)
        left.add(self._print)
        left.add(
            plain(_("Laminate it, and hang it where you scan. Print it full size."), wrap=True)
        )
        left.add(
            plain(_("Badges to sign in with are printed under Settings, People."), wrap=True)
        )
        left.add(link("scanners.sheet.badges", _("Open Settings"), self._open_badges))
        left.body.addStretch(1)
        right = Card(_("As it will be printed"))
        right.add(self._pages, 1)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(left)
        row.addWidget(right, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 0, 8, 8)
        rows.addLayout(row)


def drawn(program: Program, name: str, paper: str) -> bytes:
    """The PDF of the sheets of a page, or of every page."""
    with program.database.reading() as connection:
        company = house.the_company(connection)
    sheets = command_sheets.sheets(name)
    return command_sheet(sheets, company.name if company else "", paper)
