"""The Ship page in each of its states, and its papers, for the gallery."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from lsn_desktop.paper import shipping_papers
from lsn_desktop.program import new_uid
from lsn_desktop.services.documents import posting
from lsn_desktop.services.office import opening, ordering
from lsn_desktop.services.office.opening import Standing
from lsn_desktop.services.office.ordering import AddItem, AddParty
from lsn_desktop.services.shipments import selling
from lsn_desktop.services.shipments.selling import Sale, SaleLine
from lsn_desktop.storage import catalogue, parties, sales_orders, shipments
from printing import pages
from ui.gallery.dock_person import DockPerson, key, played, press, scan
from ui.gallery.kit import HOSTILE, framed
from ui.gallery.office import desk_of, empty_company
from ui.gallery.receive import demo_copy
from ui.page import PlainPage
from ui.parts.text import named, plain
from ui.screens.ship.page import ShipPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.program import Program
    from lsn_desktop.storage.transactions import Tx
    from ui.parts.theme import Theme

_NONE = Qt.KeyboardModifier.NoModifier
_WIDE = 460  # px of a page of paper
_ORDERED = {
    "MILK-1L": 180, "YOG-150": 100, "BUTTER-250": 40, "TUNA-160": 12, "LOGGER-T": 2,
}  # fmt: skip


def _ordered(program: Program) -> None:
    """Two cafés have ordered; one wants nothing that lasts less than two weeks."""
    by = program.station(program.users()[0]).by()

    def enter(tx: Tx) -> None:
        for at, (code, lines) in enumerate(
            (("CAFE-01", _ORDERED), ("BISTRO", {"FETA-200": 24, "OIL-OLIVE": 6}))
        ):
            customer = catalogue.party_by_code(tx.connection, code)
            if customer is None:
                raise LookupError(code)
            wanted = [SaleLine(sku, Decimal(many)) for sku, many in lines.items()]
            due = by.on + timedelta(days=at + 1)
            order = Sale(customer.id, wanted, f"SO-220{at + 1}", due, f"4471-{at}", "Quay 4")
            selling.enter(tx, order)
            parties.change(tx, customer.id, {"life_on_ship_days": 14})

    program.database.run(by, enter)


class Person(DockPerson):
    """A person at the Ship page: scans, keys and buttons."""

    def __init__(self, theme: Theme, program: Program) -> None:
        desk = desk_of(program, theme)
        super().__init__(theme, desk, ShipPage(desk, count(0, 2).__next__), "ship")

    def post(self) -> None:
        """Post it, and look at it as one does later: its packing list does not open then."""
        database = self.desk.program.database
        with database.reading() as connection:
            document_id = shipments.drafts(connection)[0].id
        database.run(self.desk.station.by(), lambda tx: posting.post(tx, document_id))
        self.page.go_to(document_id)


def _state(theme: Theme, *steps: Callable[[Person], object]) -> QWidget:
    program = demo_copy()
    _ordered(program)
    return played(Person(theme, program), steps)


_BEGUN = scan("SO-2201")
_SOME = (_BEGUN, scan("x 120", "L2549C", "x 24", "B-0911", "LG-55012"))
_SENT = (*_SOME, scan("1Z999AA10123456784", "x 60", "L2552B", "x 100", "Y25-331", "LG-55013"))
STATES: dict[str, tuple[Callable[[Person], object], ...]] = {
    "chooser": (),
    "picking": (_BEGUN,),
    "ok": _SOME,
    "not-the-first": (_BEGUN, scan("x 24", "L2552B")),
    "refused-short-dated": (*_SOME, scan("x 12", "L2547A")),
    "override": (*_SOME, scan("x 12", "L2547A"), key("o")),
    "refused-held": (_BEGUN, scan("x 12", "TN-5")),
    "question-instead": (*_SOME, scan("x 12", "Q1207", "x 12", "F-5521")),
    "question-more": (_BEGUN, scan("x 50", "B-0911")),
    "count": (*_SOME, key("2")),
    "type-code": (*_SOME, press("ship.f2")),
    "parcel": (*_SENT, DockPerson.second_tab, key("t")),
    "packing": (
        _BEGUN,
        key("p"),
        key("c"),
        scan("x 120", "L2549C"),
        key("l"),
        key("c"),
        scan("x 24", "B-0911", "LG-55012"),
    ),
    "discard": (*_SOME, press("ship.discard")),
    "without-an-order": (scan("BISTRO", "x 6", "OO-3301"),),
    "posted": (*_SENT, Person.post),
    "reverse": (*_SENT, Person.post, press("ship.reverse")),
}


def _nothing(theme: Theme) -> QWidget:
    return Person(theme, empty_company()).window


def _hostile(theme: Theme) -> QWidget:
    """An order whose names try to be markup and to run over."""
    program = demo_copy()
    by = program.station(program.users()[0]).by()

    def enter(tx: Tx) -> int:
        customer = ordering.add_party(tx, AddParty("ODD", HOSTILE[2], is_customer=True))
        standing = []
        for number, name in enumerate(HOSTILE):
            ordering.add_item(tx, AddItem(f"{number} {name}"[:60], name))
            code = name.strip()[:80]
            standing.append(
                Standing(f"{number} {name}"[:60].strip(), "DOCK-1", Decimal(9), code)
            )
        opening.open_stock(tx, new_uid(), standing)
        lines = [SaleLine(one.sku, Decimal(12)) for one in standing]
        return selling.enter(tx, Sale(customer, lines, "SO-9", None, HOSTILE[1]))

    program.database.run(by, enter)
    person = Person(theme, program)
    person.scan("SO-9")
    dock = person.page.findChild(QWidget, "ship.picks")
    if dock is None:
        raise LookupError("ship.picks")
    QApplication.sendEvent(
        dock, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, _NONE, "\r")
    )
    return person.window


def _paper(theme: Theme, pdf: Callable[[Program], bytes]) -> QWidget:
    """The first page of a paper, as it is printed."""
    program = demo_copy()
    _ordered(program)
    played(Person(theme, program), _SENT)
    with pages.opened(pdf(program)) as opened:
        many = len(opened)
        picture = pages.picture(opened, 0, _WIDE, round(_WIDE * 1.4142)).convert("RGB")
    picture.save(file := program.settings.folder / "page.png")
    shown = PlainPage("Ship", "ship")
    label: QLabel = plain()
    named(label, "paper.page", "The paper")
    label.setPixmap(QPixmap(str(file)))
    beside = QVBoxLayout()
    for words, role in (("On paper", "title"), (f"1 of {many}", "muted")):
        beside.addWidget(plain(words, role))
    beside.addStretch()
    columns = QHBoxLayout(shown)
    columns.addLayout(beside)
    columns.addWidget(label, 1, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
    return framed(theme, "ship", shown)


def _packing(program: Program) -> bytes:
    with program.database.reading() as connection:
        document_id = shipments.drafts(connection)[0].id
    return shipping_papers.packing(program, document_id)


def _picking(program: Program) -> bytes:
    with program.database.reading() as connection:
        order = sales_orders.by_number(connection, "SO-2202")
    if order is None:
        raise LookupError("SO-2202")
    today = program.station(program.users()[0]).by().on
    return shipping_papers.picking(program, order.id, today)


PAGES: dict[str, Callable[[Theme], QWidget]] = {
    f"ship-{name}": partial(lambda theme, steps: _state(theme, *steps), steps=steps)
    for name, steps in STATES.items()
} | {
    "ship-nothing": _nothing,
    "ship-hostile": _hostile,
    "paper-packing-list": lambda theme: _paper(theme, _packing),
    "paper-pick-list": lambda theme: _paper(theme, _picking),
}
