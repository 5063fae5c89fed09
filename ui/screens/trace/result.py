"""A trace on show: how far it is, its figures, and its parts behind words in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.quantities import off_grid
from ui.parts.buttons import quiet
from ui.parts.card import Figure
from ui.parts.lsn_timeline import TimelineTab
from ui.parts.tabs import Tabs
from ui.parts.text import ElidedLabel, named, quantity_text
from ui.screens.trace import tables
from ui.screens.trace.balance_part import BalancePart
from ui.screens.trace.picture_part import PicturePart
from ui.screens.trace.tree_view import TreeView

if TYPE_CHECKING:
    from lsn_desktop.domain.trace_tree import Grown
    from ui.desk import Desk
    from ui.screens.trace.subject import About
    from ui.screens.trace.tables import Had, Standing


_ON = {
    ("customers", True): _("on {count} shipment"),
    ("customers", False): _("on {count} shipments"),
    ("suppliers", True): _("on {count} receipt"),
    ("suppliers", False): _("on {count} receipts"),
}


class Result(QWidget):
    """Grows with the trace; what takes long to show is shown when it is looked at."""

    cancelled = Signal()
    lsn_wanted = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._tree: Grown | None = None
        self.tree, self.picture = TreeView(desk.theme), PicturePart(desk.theme)
        self._holders = tables.holders_table(desk)
        self._places = tables.places_table(desk)
        self._timeline = TimelineTab(desk, "trace.timeline")
        self._balance = BalancePart()
        self._figures = {
            name: Figure(title)
            for name, title in (
                ("found", _("Lots and serials")),
                ("on_hand", _("On hand")),
                ("customers", _("Customers who got any")),
                ("suppliers", _("Suppliers")),
                ("unexplained", _("Unexplained")),
            )
        }
        self._far = ElidedLabel("", "muted")
        self._bar = QProgressBar()
        self._cancel = quiet("trace.cancel", _("Stop"), self.cancelled.emit)
        self._tabs = Tabs("trace.tabs", _("Parts of the trace"))
        self._lay_out()
        self._holders.opened.connect(self._open_had)
        self._places.opened.connect(self._open_standing)

    def choose(self, name: str) -> None:
        """Show a part."""
        self._tabs.choose(name)

    def begin(self, known: About) -> None:
        """Another trace begins; of a lot or serial its timeline and balance are there."""
        page, balance = known.page, known.balance
        self._tabs.offer("timeline", on=page is not None)
        self._tabs.offer("balance", on=balance is not None)
        self._figures["unexplained"].setVisible(balance is not None)
        if page is not None:
            self._timeline.tell(page)
        if page is not None and balance is not None:
            row = page.row
            self._balance.tell(balance, row.decimals, row.unit)
            wrong = balance.unexplained != 0
            self._figures["unexplained"].tell(
                f"{quantity_text(off_grid(balance.unexplained, row.decimals))} {row.unit}",
                _("no move says where it is") if wrong else _("every move adds up"),
                "refused" if wrong else "",
            )
        self._tree = None
        self.tree.show_tree(None)
        self.picture.show_tree(None)
        self._show_tables()
        for name in ("found", "on_hand", "customers", "suppliers"):
            self._figures[name].tell("…")
        self._run(on=True)

    def show_tree(self, tree: Grown) -> None:
        """Follow this tree from now on."""
        self._tree = tree
        self.tree.show_tree(tree)
        self.picture.show_tree(tree)

    def follow(self) -> None:
        """More of the tree came."""
        self.tree.follow()
        self.picture.show_tree(self._tree)
        self._tell_figures()

    def end(self, *, cancelled: bool) -> None:
        """There is nothing more, or it was stopped."""
        self._run(on=False)
        self.picture.show_tree(self._tree, whole=True)
        self._tell_figures()
        self._show_tables()
        if cancelled:
            self._far.setText(_("Stopped: this is not all of it."))
            self._far.show()

    def _run(self, *, on: bool) -> None:
        self._far.setText(_("Tracing …"))
        for part in (self._far, self._bar, self._cancel):
            part.setVisible(on)

    def _tell_figures(self) -> None:
        tree = self._tree
        if tree is None:
            return
        nodes = tree.nodes.values()
        steps = max((abs(node.depth) for node in nodes), default=0)
        count = f"{len(nodes):,}"
        self._far.setText(str(message(_("Tracing … {count} so far"), count=count)))
        words = (
            _("over {steps} step at most") if steps == 1 else _("over {steps} steps at most")
        )
        self._figures["found"].tell(count, str(message(words, steps=steps)))
        held = sum(1 for node in nodes if node.on_hand)
        places = {one.location for node in nodes for one in node.on_hand}
        words = (
            _("of them, in {count} place")
            if len(places) == 1
            else _("of them, in {count} places")
        )
        self._figures["on_hand"].tell(f"{held:,}", str(message(words, count=len(places))))
        for name, ends in (
            ("customers", [one for node in nodes for one in node.shipped]),
            ("suppliers", [one for node in nodes for one in node.received]),
        ):
            count = f"{len({one.party_id for one in ends}):,}"
            documents = len({one.document_id for one in ends})
            told = message(_ON[name, documents == 1], count=f"{documents:,}")
            self._figures[name].tell(count, str(told))

    def _show_tables(self) -> None:
        tree = self._tree
        self._holders.show_rows(tables.holders(tree) if tree else ())
        self._places.show_rows(tables.standing(tree) if tree else ())

    def _open_had(self, row: Had) -> None:
        self.lsn_wanted.emit(row.node.id)

    def _open_standing(self, row: Standing) -> None:
        self.lsn_wanted.emit(row.node.id)

    def _lay_out(self) -> None:
        figures = QHBoxLayout()
        figures.setSpacing(14)
        for one in self._figures.values():
            figures.addWidget(one)
        named(self._bar, "trace.progress", _("The trace is under way"))
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(180)
        self._far.setObjectName("trace.far")
        far = QHBoxLayout()
        far.setSpacing(12)
        far.addWidget(self._far, 1)
        far.addWidget(self._bar)
        far.addWidget(self._cancel)
        self._tabs.add_part("tree", _("Tree"), self.tree)
        self._tabs.add_part("picture", _("Picture"), self.picture)
        self._tabs.add_part("holders", _("Who had it"), self._holders)
        self._tabs.add_part("places", _("Where it stands"), self._places)
        self._tabs.add_part("timeline", _("Timeline"), self._timeline)
        self._tabs.add_part("balance", _("Balance"), self._balance)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        rows.addLayout(figures)
        rows.addLayout(far)
        rows.addWidget(self._tabs, 1)
        self._run(on=False)
