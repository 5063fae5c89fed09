"""The Return page in each of its states, over the demo company, for the gallery."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from lsn_desktop.domain.outcomes import Expectation
from lsn_desktop.program import new_uid
from lsn_desktop.services import (
    choosing,
    posting,
    receiving,
    rejecting,
    return_choosing,
    returning,
    ship_scans,
    shipping,
)
from lsn_desktop.storage import catalogue, documents, going_back, shipments
from ui.gallery.kit import framed
from ui.gallery.office import desk_of
from ui.gallery.receive import MILK, demo_copy, frame_of
from ui.screens.returning import ReturnPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.program import Program
    from lsn_desktop.storage.transactions import Tx
    from ui.theme import Theme

_BUTTER = "]C1011952123454322717{+84d}10B-1002"
_NONE = Qt.KeyboardModifier.NoModifier


def _delivered(program: Program) -> None:
    """A delivery of which two lots were rejected, to go back."""
    station = program.station(program.users()[0])
    expected = Expectation(0)
    for text in ("PO-1042", MILK, _BUTTER):
        use_case = receiving.receive_scan if expected.document_id else choosing.choose_by_scan
        frame = frame_of(text, station.by().on)
        ran = program.scan(station, frame, "Dock scanner", expected, use_case)
        expected = ran.outcome.next or expected

    def reject(tx: Tx) -> None:
        for line, reason in zip(
            documents.lines(tx.connection, expected.document_id),
            ("broken", "warm"),
            strict=True,
        ):
            order = rejecting.Reject(new_uid(), line.id, Decimal(4), reason, "return")
            rejecting.reject(tx, order)
        posting.post(tx, expected.document_id)

    program.database.run(station.by(), reject)


class Person:
    """A person at the Return page: scans, keys and buttons."""

    def __init__(self, theme: Theme, *, delivered: bool = True) -> None:
        program = demo_copy()
        if delivered:
            _delivered(program)
        self.desk = desk_of(program, theme)
        self.page = ReturnPage(self.desk, count(0, 2).__next__)
        self.window = framed(theme, "return", self.page)

    def scan(self, *texts: str) -> None:
        for text in texts:
            self.page.scanned(frame_of(text, self.desk.station.by().on), "Dock scanner")

    def press(self, name: str) -> None:
        found = self.page.findChild(QPushButton, name)
        if found is None:
            raise LookupError(name)
        found.click()

    def key(self, character: str) -> None:
        dock = self.page.findChild(QWidget, "return.dock")
        if dock is None:
            raise LookupError(character)
        pressed = QKeyEvent(QEvent.Type.KeyPress, ord(character.upper()), _NONE, character)
        QApplication.sendEvent(dock, pressed)

    def start_for(self, code: str) -> None:
        """Begin a return to a supplier by its code."""
        database, by = self.desk.program.database, self.desk.station.by()
        with database.reading() as connection:
            vendor = catalogue.party_by_code(connection, code)
        if vendor is None:
            raise LookupError(code)
        self.page.go_to(database.run(by, lambda tx: return_choosing.open_for(tx, vendor.id)))


def _state(theme: Theme, *steps: Callable[[Person], object], delivered: bool) -> QWidget:
    person = Person(theme, delivered=delivered)
    for step in steps:
        step(person)
    return person.window


def _scan(*texts: str) -> Callable[[Person], object]:
    return lambda person: person.scan(*texts)


def _press(*names: str) -> Callable[[Person], object]:
    def press(person: Person) -> None:
        for name in names:
            person.press(name)

    return press


def _posted(person: Person) -> None:
    """Post it, and look at it as one does later: its packing note does not open then."""
    program, by = person.desk.program, person.desk.station.by()
    with program.database.reading() as connection:
        document_id = going_back.drafts(connection)[0].id

    def post(tx: Tx) -> None:
        returning.give_reason(tx, document_id, "Too warm or too cold")
        posting.post(tx, document_id)

    program.database.run(by, post)
    person.page.go_to(document_id)


def _came_back(person: Person) -> None:
    """A café got loggers and oil, and sends one of each back."""
    program, station = person.desk.program, person.desk.station

    def begin(tx: Tx) -> int:
        cafe = catalogue.party_by_code(tx.connection, "CAFE-01")
        if cafe is None:
            raise LookupError("CAFE-01")
        return shipping.open_for_customer(tx, cafe.id)

    document_id = program.database.run(station.by(), begin)
    for text in ("LG-55012", "LG-55013", "OO-3301"):
        expected = Expectation(document_id)
        program.scan(station, text.encode(), "Dock scanner", expected, ship_scans.ship_scan)
    program.database.run(station.by(), lambda tx: posting.post(tx, document_id))
    person.scan("LG-55012", "OO-3301")


def _back_posted(person: Person) -> None:
    """Post it, and look at it."""
    database, by = person.desk.program.database, person.desk.station.by()
    with database.reading() as connection:
        document_id = shipments.drafts(connection, shipments.CUSTOMER_RETURN)[0].id

    def post(tx: Tx) -> None:
        returning.give_reason(tx, document_id, "Does not work")
        posting.post(tx, document_id)

    database.run(by, post)
    person.page.go_to(document_id)


_BEGUN = _scan("PO-1042")
_ONE = (_BEGUN, _scan(MILK))
_BOTH = (_BEGUN, _scan("x 2", MILK, _BUTTER, "4006381333931"))
STATES: dict[str, tuple[Callable[[Person], object], ...]] = {
    "chooser": (),
    "ready": (_BEGUN,),
    "ok": _ONE,
    "refused": (*_ONE, _scan(MILK)),
    "another-supplier": (lambda person: person.start_for("GREEN"), _scan(MILK)),
    "count": (*_ONE, lambda person: person.key("2")),
    "type-code": (*_ONE, _press("return.f2")),
    "reason": (*_ONE, lambda person: person.key("r")),
    "question-reason": (*_BOTH, _press("return.post")),
    "customer": (_came_back,),
    "customer-refused": (_came_back, _scan("LG-55014")),
    "customer-reason": (_came_back, _press("return.post")),
    "customer-posted": (_came_back, _back_posted),
    "discard": (*_BOTH, _press("return.discard")),
    "posted": (*_BOTH, _posted),
    "reverse": (*_BOTH, _posted, _press("return.reverse")),
}
PAGES: dict[str, Callable[[Theme], QWidget]] = {
    f"return-{name}": partial(
        lambda theme, steps: _state(theme, *steps, delivered=True), steps=steps
    )
    for name, steps in STATES.items()
} | {"return-nothing": lambda theme: _state(theme, delivered=False)}
