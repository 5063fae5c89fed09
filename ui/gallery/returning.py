"""The Return page in each of its states, over the demo company, for the gallery."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from lsn_desktop.domain.outcomes import Expectation
from lsn_desktop.program import new_uid
from lsn_desktop.services.documents import choosing, posting
from lsn_desktop.services.receipts import receiving, rejecting
from lsn_desktop.services.returns import return_choosing, returning
from lsn_desktop.services.shipments import ship_scans, shipping
from lsn_desktop.storage import catalogue, documents, going_back, shipments
from ui.gallery.dock_person import DockPerson, key, played, press, scan
from ui.gallery.office import desk_of
from ui.gallery.receive import MILK, demo_copy, frame_of
from ui.screens.returning import ReturnPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from lsn_desktop.program import Program
    from lsn_desktop.storage.transactions import Tx
    from ui.parts.theme import Theme

_BUTTER = "]C1011952123454322717{+84d}10B-1002"


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


class Person(DockPerson):
    """A person at the Return page: scans, keys and buttons."""

    def __init__(self, theme: Theme, *, delivered: bool = True) -> None:
        program = demo_copy()
        if delivered:
            _delivered(program)
        desk = desk_of(program, theme)
        super().__init__(theme, desk, ReturnPage(desk, count(0, 2).__next__), "return")

    def start_for(self, code: str) -> None:
        """Begin a return to a supplier by its code."""
        database, by = self.desk.program.database, self.desk.station.by()
        with database.reading() as connection:
            vendor = catalogue.party_by_code(connection, code)
        if vendor is None:
            raise LookupError(code)
        self.page.go_to(database.run(by, lambda tx: return_choosing.open_for(tx, vendor.id)))


def _state(theme: Theme, *steps: Callable[[Person], object], delivered: bool) -> QWidget:
    return played(Person(theme, delivered=delivered), steps)


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


_BEGUN = scan("PO-1042")
_ONE = (_BEGUN, scan(MILK))
_BOTH = (_BEGUN, scan("x 2", MILK, _BUTTER, "4006381333931"))
STATES: dict[str, tuple[Callable[[Person], object], ...]] = {
    "chooser": (),
    "ready": (_BEGUN,),
    "ok": _ONE,
    "refused": (*_ONE, scan(MILK)),
    "another-supplier": (lambda person: person.start_for("GREEN"), scan(MILK)),
    "count": (*_ONE, key("2")),
    "type-code": (*_ONE, press("return.f2")),
    "reason": (*_ONE, key("r")),
    "question-reason": (*_BOTH, press("return.post")),
    "customer": (_came_back,),
    "customer-refused": (_came_back, scan("LG-55014")),
    "customer-reason": (_came_back, press("return.post")),
    "customer-posted": (_came_back, _back_posted),
    "discard": (*_BOTH, press("return.discard")),
    "posted": (*_BOTH, _posted),
    "reverse": (*_BOTH, _posted, press("return.reverse")),
}
PAGES: dict[str, Callable[[Theme], QWidget]] = {
    f"return-{name}": partial(
        lambda theme, steps: _state(theme, *steps, delivered=True), steps=steps
    )
    for name, steps in STATES.items()
} | {"return-nothing": lambda theme: _state(theme, delivered=False)}
