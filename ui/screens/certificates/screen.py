"""The list of certificates, a new one, and the page of the one that was opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.services.certificates import certificate_drafts
from lsn_desktop.storage import lists
from ui.asking import ask
from ui.page import PageHead, PlainPage
from ui.parts.buttons import primary, quiet
from ui.parts.notice import Notice
from ui.parts.tabs import Tabs
from ui.scans.scan_lookup import look_up
from ui.screens.certificates.checking import Checking, dropped
from ui.screens.certificates.issuing import Issuing
from ui.screens.certificates.listing import certificate_list
from ui.screens.certificates.missing_part import MissingPart
from ui.screens.certificates.rules_part import RulesPart
from ui.screens.certificates.supplied_part import SuppliedPart
from ui.screens.certificates.view import CertificateView

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from lsn_desktop.paper.certificate_checks import Verdict
    from lsn_desktop.scanning.commands import Name
    from lsn_desktop.storage.certificates import Certificate
    from lsn_desktop.storage.lists import LsnRow
    from lsn_desktop.storage.transactions import Connection
    from ui.desk import Desk
    from ui.tables.listing import Listing

PARTS = {
    "issued": _("Issued by us"),
    "missing": _("Missing"),
    "supplied": _("From suppliers"),
    "rules": _("Rules"),
}
HINTS = {
    "issued": _("Type to find, Enter opens, Ctrl+N issues a new one"),
    "missing": _("Scan a lot, or choose rows: its certificate is attached at the right"),
    "supplied": _("Type to find, Enter opens the file"),
    "rules": _("Type to find, Ctrl+N begins a new rule"),
}
VERIFY = "verify"
_TOUCHED = {"certificate", "lsn", "stock", "document", "item"}


class CertificatesScreen(PlainPage):
    """A scan says whose certificate is to be issued."""

    takes_scans = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Certificates"), "certificates")
        self._desk = desk
        self._notice = Notice("certificates.notice")
        self._list = certificate_list(desk, self.begin)
        self._missing = MissingPart(desk, self._notice)
        self._supplied = SuppliedPart(desk, self._notice)
        self._rules = RulesPart(desk, self._notice)
        self._tabs = Tabs("certificates.tabs", _("Certificates"))
        self._issuing, self._view = Issuing(desk), CertificateView(desk)
        self._checking = Checking(desk)
        self.setAcceptDrops(True)
        self._stack = QStackedLayout(self)
        for part in (self._list_part(), self._issuing, self._view, self._checking):
            self._stack.addWidget(part)
        self._asked = False
        self._list.opened.connect(lambda row: self.open_certificate(row.id))
        self._list.failed.connect(self._notice.refuse)
        self._issuing.issued.connect(self._issued)
        self._issuing.opened.connect(self.open_certificate)
        self._checking.opened.connect(self.open_certificate)
        self._view.opened.connect(self.open_certificate)
        self._view.finished.connect(self._list.reload)
        self._view.to_revise.connect(self._begin_revision)
        self._stack.currentChanged.connect(lambda _part: self.chip_changed.emit())
        desk.changes.changed.connect(self._follow)
        QShortcut(QKeySequence("Ctrl+N"), self).activated.connect(self._begin_new)

    def chip(self) -> str:
        if self._stack.currentWidget() is self._checking:
            return _("Next scan: the QR Code of a certificate")
        if self._waits_for_suppliers():
            return _("Next scan: the lot whose certificate came")
        return _("Next scan: what to certify")

    def shown(self) -> None:
        if not self._asked:
            self._asked = True
            self._ask_part()
            self._view.ask_for_printers()
        if self._stack.currentIndex() == 0:
            self._focus_list()

    def go_to(self, subject: int) -> None:
        """Begin a certificate for the lot or serial with this row number."""
        self._stack.setCurrentWidget(self._issuing)
        self._issuing.open_lsn(subject)

    def _begin_new(self) -> None:
        """On the rules a new rule, else a new certificate."""
        if self._stack.currentIndex() == 0 and self._tabs.name == "rules":
            self._rules.begin()
        else:
            self.begin()

    def begin(self) -> None:
        """Begin a certificate; a scan or the field says for what."""
        self._stack.setCurrentWidget(self._issuing)
        self._issuing.begin()
        self._issuing.field.setFocus()

    def verify(self) -> None:
        """Judge a certificate somebody shows; a file or a scanned code says which."""
        self._stack.setCurrentWidget(self._checking)
        self._checking.begin()
        self._checking.setFocus()

    def check(self, file: Path) -> None:
        """Judge a certificate that is dropped anywhere on the page."""
        self._stack.setCurrentWidget(self._checking)
        self._checking.check_file(file)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        file = dropped(event.mimeData())
        if file is not None:
            event.acceptProposedAction()
            self.check(file)

    def show_verdict(self, verdict: Verdict) -> None:
        """Show what became of a certificate whose code was scanned."""
        self._stack.setCurrentWidget(self._checking)
        self._checking.scanned(verdict)

    def open_certificate(self, certificate_id: int) -> None:
        """Show one."""
        self._stack.setCurrentWidget(self._view)
        self._view.open_certificate(certificate_id)

    def choose(self, part: str) -> None:
        """Show a list, as ``missing``: what waits for suppliers; or ``verify``."""
        if part == VERIFY:
            self.verify()
            return
        self._stack.setCurrentIndex(0)
        self._tabs.choose(part)
        self._focus_list()

    def scanned(self, frame: bytes, device: str) -> None:
        if self._waits_for_suppliers():
            self._missing.scanned(frame, device)
            return
        if self._stack.currentWidget() is not self._issuing:
            self.begin()
        find = certificate_drafts.scanned
        look_up(self._desk, (frame, device), find, self._take, self._issuing.notice)

    def print_chosen(self) -> bool:
        """Print the certificate that is open; the selected one is opened first."""
        if self._stack.currentWidget() is self._view:
            self._view.print_chosen()
        elif self._on_issued() and (row := self._list.row()) is not None:
            self.open_certificate(row.id)
        else:
            return False
        return True

    def command(self, name: Name, argument: str) -> bool:
        """Post is Issue, where one is about to be issued; answers choose what was meant."""
        if self._issuing.field.command(name, argument):
            return True
        if name == "post":
            on_it = self._stack.currentWidget() is self._issuing
            return on_it and self._issuing.issue()
        return super().command(name, argument)

    def go_back(self) -> bool:
        if self._stack.currentIndex() != 0:
            self._stack.setCurrentIndex(0)
            self._focus_list()
            return True
        if self._tabs.name == "supplied":
            return self._supplied.go_back()
        return self.table.go_back()

    def _take(self, lsn_ids: Sequence[int]) -> None:
        """Show the draft; where one code is several lots', a person says which."""
        if len(lsn_ids) == 1:
            if not self._issuing.is_of(lsn_ids[0]):  # the same again: what was typed stays
                self._issuing.open_lsn(lsn_ids[0])
            return
        ids = tuple(lsn_ids)

        def question(connection: Connection) -> list[LsnRow]:
            return [lists.lsn_row(connection, lsn_id) for lsn_id in ids]

        ask(self._desk, question, self._offer, self._issuing.notice.refuse)

    def _offer(self, rows: Sequence[LsnRow]) -> None:
        words = message(
            "{code} is {count} things. Which one?", code=rows[0].code, count=len(rows)
        )
        self._issuing.notice.attention(str(words))
        self._issuing.field.offer(rows)

    def _issued(self, certificate_id: int) -> None:
        self._stack.setCurrentWidget(self._view)
        said = _("Issued, kept with its hash, and attached to its LSN.")
        self._view.open_certificate(certificate_id, said=said)
        self._list.reload()

    def _begin_revision(self, before: Certificate) -> None:
        self._stack.setCurrentWidget(self._issuing)
        self._issuing.revise(before)

    def _follow(self, subjects: frozenset[str]) -> None:
        issuing = self._stack.currentWidget() is self._issuing
        if self._asked and issuing and subjects & _TOUCHED:
            self._issuing.reload()

    def _list_part(self) -> QWidget:
        part = QWidget()
        self._head = head = PageHead(_("Certificates"), HINTS["issued"])
        head.add_action(quiet("certificates.verify", _("Verify"), self.verify))
        head.add_action(primary("certificates.issue", _("Issue certificate"), self.begin))
        rows = QVBoxLayout(part)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        rows.addWidget(head)
        rows.addWidget(self._notice)
        parts: dict[str, QWidget] = {
            "issued": self._list,
            "missing": self._missing,
            "supplied": self._supplied,
            "rules": self._rules,
        }
        for name, title in PARTS.items():
            self._tabs.add_part(name, title, parts[name])
        self._tabs.changed.connect(self._follow_tab)
        rows.addWidget(self._tabs, 1)
        return part

    @property
    def table(self) -> Listing[Any]:
        """The list on show."""
        tables: dict[str, Listing[Any]] = {
            "issued": self._list,
            "missing": self._missing.table,
            "supplied": self._supplied.table,
            "rules": self._rules.table,
        }
        return tables[self._tabs.name]

    def _on_issued(self) -> bool:
        return self._stack.currentIndex() == 0 and self._tabs.name == "issued"

    def _waits_for_suppliers(self) -> bool:
        return self._stack.currentIndex() == 0 and self._tabs.name != "issued"

    def _ask_part(self) -> None:
        if self._tabs.name == "rules":
            self._rules.ask_once()
        else:
            self.table.ask_once()

    def _focus_list(self) -> None:
        self.table.view.setFocus()

    def _follow_tab(self, name: str) -> None:
        self._head.tell(_("Certificates"), HINTS[name])
        self._notice.clear()
        if self._asked:
            self._ask_part()
        self.chip_changed.emit()
