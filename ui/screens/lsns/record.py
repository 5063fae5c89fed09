"""The page of one lot or serial: what it is, how much there is, and what happened to it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.items import LsnKind
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.quantities import off_grid
from lsn_desktop.services.codes import naming
from lsn_desktop.services.lots import converting
from lsn_desktop.storage import lsn_pages
from ui.asking import ask
from ui.page import PageHead
from ui.parts.buttons import primary, quiet
from ui.parts.card import Figure, badge, rebadge
from ui.parts.days import left_tone, left_words
from ui.parts.lsn_timeline import TimelineTab
from ui.parts.notice import Notice
from ui.parts.shortcuts import add_keys
from ui.parts.tabs import Tabs
from ui.parts.text import quantity_text
from ui.prints.labels_sent import LabelsSent
from ui.scans.scan_lookup import look_up
from ui.screens.lsns.aliases import AliasesTab
from ui.screens.lsns.audit import AuditTab
from ui.screens.lsns.changes import ChangesTab
from ui.screens.lsns.cost import CostTab
from ui.screens.lsns.fields import FieldsTab
from ui.screens.lsns.files import FilesTab
from ui.screens.lsns.holds import HoldsTab
from ui.screens.lsns.places import PlacesTab
from ui.screens.lsns.printed import PrintedTab
from ui.screens.lsns.results import ResultsTab
from ui.screens.lsns.serials import SerialsTab
from ui.tables import lsn_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.storage.lsn_pages import LsnPage
    from ui.desk import Desk


class Part(Protocol):
    """A tab: a widget that is told which LSN is open."""

    def tell(self, page: LsnPage) -> None: ...


class LsnRecord(QWidget):
    """Head, figures and tabs; a tab is built when it is first shown, and asks for its rows."""

    awaiting_changed = Signal()  # see :attr:`awaits_code`

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._lsn_id: int | None = None
        self._page: LsnPage | None = None
        self._notice = Notice("lsn.notice")
        self._head, self._status, self._left = PageHead(""), badge(""), badge("")
        self._hold = quiet("lsn.hold", _("Hold"), self._hold_or_release)
        self._hold_label = quiet(
            "lsn.hold_label", _("Hold label (Ctrl+Shift+P)"), self.print_hold_label
        )
        self._hold_label.hide()
        self._labels = LabelsSent(desk, self)
        self._labels.told.connect(self._labels_told)
        add_keys(self, ("Ctrl+Shift+P", self.print_hold_label))
        self._figures = {
            name: Figure(title)
            for name, title in (
                ("on_hand", _("On hand")),
                ("received", _("Received")),
                ("shipped", _("Shipped")),
                ("consumed", _("Consumed")),
                ("unexplained", _("Unexplained")),
            )
        }
        self._makers: dict[str, tuple[str, Callable[[], Part]]] = {
            "timeline": (_("Timeline"), lambda: TimelineTab(desk)),
            "places": (_("Places"), lambda: PlacesTab(desk)),
            "serials": (_("Serials"), lambda: SerialsTab(desk)),
            "holds": (_("Holds"), lambda: HoldsTab(desk, self._notice)),
            "tests": (_("Tests"), lambda: ResultsTab(desk, self._notice)),
            "certificates": (
                _("Certificates and files"),
                lambda: FilesTab(desk, self._notice),
            ),
            "cost": (_("Cost"), lambda: CostTab(desk, self._notice)),
            "fields": (_("Dates and fields"), lambda: FieldsTab(desk, self._notice)),
            "aliases": (_("Other codes"), lambda: AliasesTab(desk, self._notice)),
            "changes": (_("Change code"), lambda: ChangesTab(desk, self._notice)),
            "printed": (_("Printed"), lambda: PrintedTab(desk)),
            "audit": (_("Audit"), lambda: AuditTab(desk)),
        }
        self._parts: dict[str, Part] = {}
        self._tabs = Tabs("lsn.tabs", _("Parts of this page"))
        self._tabs.changed.connect(self.awaiting_changed)
        self._lay_out()

    def open_lsn(self, lsn_id: int) -> None:
        """Show another lot or serial, from its timeline on."""
        if lsn_id != self._lsn_id:
            self._notice.clear()
            self._tabs.choose("timeline")
        self._lsn_id = lsn_id
        self.reload()

    def choose(self, name: str) -> None:
        """Show a tab: ``timeline``, ``places``, ``holds`` ..."""
        self._tabs.choose(name)

    @property
    def awaits_code(self) -> bool:
        """Whether a scan is taken for another code of it, or for its right one."""
        return self._tabs.name in ("aliases", "changes") and self._page is not None

    def ask_change(self, kind: str) -> None:
        """Go to the form of a ``rename``, ``merge`` or ``split``."""
        self._tabs.choose("changes")
        cast("ChangesTab", self._parts["changes"]).ask_for(kind)

    @property
    def chip(self) -> str:
        """What the next scan is taken for."""
        code = self._page.row.code if self._page else ""
        if self._tabs.name == "changes":
            return str(message("Next scan: the code {code} shall have", code=code))
        return str(message("Next scan: another code of {code}", code=code))

    def scanned(self, frame: bytes, device: str) -> None:
        """Take what was scanned for another code of it, or for its right one."""
        if self._tabs.name == "changes" and self._lsn_id is not None:
            lsn_id = self._lsn_id
            look_up(
                self._desk,
                (frame, device),
                lambda tx, reading: converting.code_scanned(tx, lsn_id, reading),
                cast("ChangesTab", self._parts["changes"]).take_code,
                self._notice,
            )
            return
        look_up(
            self._desk,
            (frame, device),
            lambda _tx, reading: naming.code_scanned(reading),
            cast("AliasesTab", self._parts["aliases"]).add,
            self._notice,
        )

    def print_label(self) -> None:
        """Go to Labels with it."""
        self._go("labels")

    def print_hold_label(self) -> None:
        """Print what is to be stuck on it while it is on hold."""
        if self._lsn_id is not None:
            self._labels.print_holds([self._lsn_id])

    def reload(self) -> None:
        """Ask again, because something of it changed."""
        if self._lsn_id is not None:
            lsn_id = self._lsn_id
            ask(
                self._desk,
                lambda connection: lsn_pages.page(connection, lsn_id),
                self._tell,
                self._notice.refuse,
            )

    def _tell(self, page: LsnPage) -> None:
        self._page = page
        self.awaiting_changed.emit()
        on, row = self._desk.station.by().on, page.row
        status = row.status(on)
        self._head.tell(row.code, _line(page))
        rebadge(self._status, lsn_table.status_words(status), lsn_table.status_tone(status))
        if row.expiry is None:
            rebadge(self._left, "", "")
        else:
            rebadge(self._left, left_words(row.expiry, on), left_tone(row.expiry, on))
        self._hold.setText(_("Release") if row.held else _("Hold"))
        self._hold.setAccessibleName(self._hold.text())
        self._hold_label.setVisible(page.stopped)
        self._tell_figures(page)
        self._tabs.offer("serials", on=page.serials > 0)
        for part in self._parts.values():
            part.tell(page)

    def _build(self, name: str) -> QWidget:
        """A tab that is shown for the first time; each takes a twentieth of a second."""
        _title, make = self._makers[name]
        part = self._parts[name] = make()
        if self._page is not None:
            part.tell(self._page)
        return cast("QWidget", part)

    def _tell_figures(self, page: LsnPage) -> None:
        totals, unit = page.totals, page.row.unit

        def figure(quantity: int) -> str:
            return f"{quantity_text(off_grid(quantity, page.row.decimals))} {unit}"

        places = _("in {count} place") if totals.places == 1 else _("in {count} places")
        self._figures["on_hand"].tell(
            figure(totals.on_hand), str(message(places, count=totals.places))
        )
        for name in ("received", "shipped", "consumed"):
            self._figures[name].tell(figure(getattr(totals, name)), _FROM[name](page))
        wrong = totals.unexplained != 0
        self._figures["unexplained"].tell(
            figure(totals.unexplained),
            _("on hand, but no move says so") if wrong else _("every move adds up"),
            "refused" if wrong else "",
        )

    def _hold_or_release(self) -> None:
        self._tabs.choose("holds")
        holds = cast("HoldsTab", self._parts["holds"])
        if self._page is not None and self._page.row.held:
            holds.ask_release()
        else:
            holds.ask_hold()

    def _labels_told(self, words: str, well: bool) -> None:  # noqa: FBT001 - a signal
        if well:
            self._notice.ok(words)
        else:
            self._notice.refuse_words(words)

    def _go(self, page: str) -> None:
        if self._lsn_id is not None:
            self._desk.go(page, self._lsn_id)

    def _lay_out(self) -> None:
        self._head.add_badge(self._status)
        self._head.add_badge(self._left)
        self._head.add_action(
            quiet("lsn.certificate", _("Certificate"), partial(self._go, "certificates"))
        )
        self._head.add_action(self._hold_label)
        self._head.add_action(self._hold)
        self._head.add_action(quiet("lsn.trace", _("Trace"), partial(self._go, "trace")))
        self._head.add_action(primary("lsn.print", _("Print label"), self.print_label))
        figures = QHBoxLayout()
        figures.setSpacing(14)
        for one in self._figures.values():
            figures.addWidget(one)
        for name, (title, _make) in self._makers.items():
            self._tabs.add_late(name, title, partial(self._build, name))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        rows.addWidget(self._head)
        rows.addWidget(self._notice)
        rows.addLayout(figures)
        rows.addWidget(self._tabs, 1)
        self.setFocusProxy(self._tabs)


def _line(page: LsnPage) -> str:
    """What it is, whose, and its days, in one line."""
    row, owner = page.row, page.owner
    kind = _("Lot of {item}") if page.lsn.kind is LsnKind.LOT else _("Serial of {item}")
    parts = [str(message(kind, item=row.description)), row.sku]
    if page.lot:
        parts.append(str(message("lot {lot}", lot=page.lot.code)))
    if row.vendor:
        parts.append(row.vendor)
    for words, day in (
        (_("made {day}"), page.lsn.production or owner.production),
        (_("expires {day}"), row.expiry),
        (_("best before {day}"), page.lsn.best_before or owner.best_before),
    ):
        if day:
            parts.append(str(message(words, day=day.isoformat())))
    return " · ".join(parts)


def _documents(page: LsnPage, kinds: set[str], one: str, many: str) -> str:
    count = len({row.document for row in page.moves if row.kind in kinds})
    return str(message(one if count == 1 else many, count=count)) if count else ""


_FROM: dict[str, Callable[[LsnPage], str]] = {
    "received": lambda page: _documents(
        page, {"receipt", "opening"}, _("on {count} document"), _("on {count} documents")
    ),
    "shipped": lambda page: _documents(
        page,
        {"shipment", "customer return"},
        _("on {count} document"),
        _("on {count} documents"),
    ),
    "consumed": lambda page: _documents(
        page, {"build"}, _("in {count} build"), _("in {count} builds")
    ),
}
