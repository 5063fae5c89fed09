"""The first page a new company sees: who we are, who signs in, where labels come out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.office.starting import StartCompany, flaws
from ui.frame.start_page import StartPage
from ui.parts.buttons import primary, quiet
from ui.parts.choice_box import ChoiceBox
from ui.parts.choices import FileField, PrinterField, TimeZoneField, system_time_zone
from ui.parts.form import Form
from ui.parts.pictures import logo
from ui.parts.text import named, plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.program import Station
    from ui.tasks import Lanes

_WIDTH = 920  # px; two columns of fields
_DEMO_LETTERS = 30
_PICTURES = "*.png *.jpg *.jpeg *.gif *.bmp *.svg"


class FirstStartScreen(QWidget):
    """One page with all that is needed before the first scan.

    ``start`` makes the company, on the writer's thread; ``started`` tells the owner's
    station and the print queue chosen (empty for PDF files). ``demo`` tries a demo company
    instead, by its name, where there are some.
    """

    started = Signal(object, str)

    def __init__(
        self,
        lanes: Lanes,
        workstation: str,
        start: Callable[[StartCompany], Station],
        demo: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("first_start")
        self._lanes, self._workstation, self._start = lanes, workstation, start
        self._company, self._people = Form("first_start"), Form("first_start")
        self._words = plain(role="error", wrap=True)
        self._words.setObjectName("first_start.words")
        self._button = primary("first_start.start", _("Start"), self.begin)
        self._make_fields()
        self._lay_out(demo)
        self.printer.ask(lanes)
        self.setFocusProxy(self.name)

    def _make_fields(self) -> None:
        self.name, self.address, self.prefix = QLineEdit(), QPlainTextEdit(), QLineEdit()
        self.address.setTabChangesFocus(True)
        self.address.setFixedHeight(64)
        self.logo = FileField("first_start.logo", _("Logo"), _PICTURES)
        self.zone = TimeZoneField(system_time_zone())
        self.place = QLineEdit("DOCK-1")
        self.owner, self.pin, self.again = QLineEdit(), QLineEdit(), QLineEdit()
        for field in (self.pin, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setMaxLength(12)
        self.printer = PrinterField()
        company = (
            ("name", _("Company"), self.name, ""),
            ("address", _("Address"), self.address, ""),
            ("logo", _("Logo"), self.logo, _("A picture for certificates. May be empty.")),
            (
                "gs1_prefix",
                _("GS1 company prefix"),
                self.prefix,
                _("4 to 12 digits. Leave it empty if you have none."),
            ),
            ("time_zone", _("Time zone"), self.zone, ""),
        )
        people = (
            (
                "receiving_place",
                _("Goods come to"),
                self.place,
                _("The name of your dock, as you would write it on its sign."),
            ),
            ("owner", _("Your name"), self.owner, _("You will be the owner: you may do all.")),
            ("pin", _("Your PIN"), self.pin, _("4 to 12 digits. There is no default.")),
            ("again", _("The PIN again"), self.again, ""),
            (
                "printer",
                _("Labels come out of"),
                self.printer,
                _("Can be changed in Settings at any time."),
            ),
        )
        for form, fields in ((self._company, company), (self._people, people)):
            for row in fields:
                form.add(*row)
        for field in (self.name, self.prefix, self.place, self.owner, self.pin):
            field.returnPressed.connect(self.focusNextChild)
        self.again.returnPressed.connect(self.begin)
        self._button.setAutoDefault(True)  # Enter presses it too

    def begin(self) -> None:
        """Make the company, or say what is wrong, the topmost last: the focus ends there."""
        order, wrong = self._order()
        for form in (self._company, self._people):
            form.clear_complaints()
        self._words.setText("")
        for field, flaw in reversed(wrong.items()):
            self._form_of(field).complain(field, str(flaw))
        if not wrong:
            self._button.setEnabled(False)
            self._lanes.write(lambda: self._start(order), self._end, self._fail)

    def _order(self) -> tuple[StartCompany, dict[str, object]]:
        """What was filled in, and what is wrong with it, in the order of the page."""
        wrong: dict[str, object] = {}
        file, picture = self.logo.file(), b""
        if file is not None:
            try:
                picture = logo(file)
            except Refusal as refused:
                wrong["logo"] = refused
        order = StartCompany(
            name=self.name.text(),
            owner=self.owner.text(),
            pin=self.pin.text(),
            time_zone=self.zone.zone(),
            address=self.address.toPlainText(),
            gs1_prefix=self.prefix.text().replace(" ", ""),
            receiving_place=self.place.text(),
            logo=picture,
            workstation=self._workstation,
        )
        wrong |= flaws(order)
        if "pin" not in wrong and self.again.text() != self.pin.text():
            wrong["again"] = _("The two PINs differ. Type the same one twice.")
        return order, {field: wrong[field] for field in _ORDER if field in wrong}

    def _form_of(self, field: str) -> Form:
        return self._company if field in _ORDER[:5] else self._people

    def _end(self, station: Station) -> None:
        self.started.emit(station, self.printer.printer())

    def _fail(self, error: Exception) -> None:
        self._button.setEnabled(True)
        self._words.setText(str(error))

    def _lay_out(self, demo: Callable[[str], None] | None) -> None:
        page = StartPage(
            _("Welcome"),
            _("Tell us who you are, once. All of it can be changed in Settings later."),
            _WIDTH,
        )
        columns = QHBoxLayout()
        columns.setSpacing(32)
        for form in (self._company, self._people):
            column = QVBoxLayout()
            column.addWidget(form)
            column.addStretch()
            columns.addLayout(column, 1)
        page.card.body.addLayout(columns)
        last = QHBoxLayout()
        last.setSpacing(14)
        if demo is not None:
            self._offer(demo, last)
        last.addWidget(self._words, 1)
        last.addWidget(self._button)
        page.card.body.addLayout(last)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(page)

    def _offer(self, demo: Callable[[str], None], row: QHBoxLayout) -> None:
        """A company to look around in, of the kind that is most like one's own."""
        self.demo = ChoiceBox()
        named(self.demo, "first_start.demo_company", _("Demo company"))
        for name, words in (
            ("food", _("Food: a wholesaler with a kitchen")),
            ("devices", _("Medical devices: infusion pumps")),
            ("electronics", _("Electronics: network gateways")),
        ):
            self.demo.addItem(words, name)
        self.demo.setMinimumContentsLength(_DEMO_LETTERS)
        row.addWidget(
            quiet(
                "first_start.demo",
                _("Try a demo company"),
                lambda: demo(self.demo.currentData()),
            )
        )
        row.addWidget(self.demo)


_ORDER = (
    "name", "address", "logo", "gs1_prefix", "time_zone",
    "receiving_place", "owner", "pin", "again", "printer",
)  # fmt: skip
