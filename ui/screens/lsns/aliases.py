"""The other codes of a lot or serial: each of them scans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.services.codes import naming
from lsn_desktop.storage import aliases
from lsn_desktop.storage.aliases import Alias
from ui.asking import ask, change
from ui.parts.choice_box import ChoiceBox
from ui.parts.code_list import CodeList
from ui.parts.empty_state import EmptyState
from ui.parts.text import named
from ui.tables.rows_model import Column

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.storage.lsn_pages import LsnPage
    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk
    from ui.parts.notice import Notice


class AliasesTab(QWidget):
    """A list of codes, and a line to add one; a scan adds one too."""

    def __init__(self, desk: Desk, notice: Notice) -> None:
        super().__init__()
        self._desk, self._notice = desk, notice
        self._page: LsnPage | None = None
        self._kind = ChoiceBox()
        self._kind.setEditable(True)
        self._kind.addItems([_kind_words(kind) for kind in naming.KINDS])
        named(self._kind, "lsn.aliases.kind", _("What kind of code it is"))
        typed_kind = self._kind.lineEdit()
        assert typed_kind is not None  # noqa: S101 - an editable box has one
        named(typed_kind, "lsn.aliases.kind.typed", _("What kind of code it is"))
        self._list: CodeList[Alias] = CodeList(
            "lsn.aliases",
            _("Other codes of it"),
            (
                Column[Alias](_("Code"), lambda row: row.code, mono=True),
                Column[Alias](_("What it is"), lambda row: _kind_words(row.kind), width=220),
            ),
            desk.theme,
            EmptyState(
                desk.theme,
                "labels",
                _("It has no other codes"),
                _("Scan its asset tag, the maker's serial or the supplier's lot, to find it."),
            ),
        )
        self._list.hint(_("Each code here is scanned like its own."))
        self._list.ask_too(self._kind, 2)
        self._list.added.connect(lambda: self.add(self._list.code.text()))
        self._list.removed.connect(self._remove)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._list)
        self.setFocusProxy(self._list)

    def tell(self, page: LsnPage) -> None:
        """Ask for the codes of another LSN."""
        if self._page is None or self._page.lsn.id != page.lsn.id:
            self._list.code.clear()
            self._list.say("")
        self._page = page
        lsn_id = page.lsn.id
        ask(
            self._desk,
            lambda connection: aliases.of_lsn(connection, lsn_id),
            self._list.show_rows,
            self._notice.refuse,
        )

    def add(self, code: str) -> None:
        """Let a code stand for it."""
        kind = self._kind.currentText()
        code = code.strip()

        def then() -> None:
            self._list.code.clear()
            self._notice.ok(str(message("{code} finds it from now on.", code=code)))

        self._change(lambda tx, lsn_id: naming.add_alias(tx, lsn_id, kind, code), then)

    def _remove(self, row: Alias) -> None:
        def then() -> None:
            self._notice.ok(str(message("{code} finds it no longer.", code=row.code)))

        self._change(lambda tx, lsn_id: naming.drop_alias(tx, lsn_id, row.code), then)

    def _change(self, act: Callable[[Tx, int], None], then: Callable[[], None]) -> None:
        if self._page is None:
            return
        page, lsn_id = self._page, self._page.lsn.id

        def told(_none: None) -> None:
            self._list.say("")
            then()
            self.tell(page)

        change(
            self._desk,
            lambda tx: act(tx, lsn_id),
            told,
            lambda error: self._list.say(str(error)),
        )


def _kind_words(kind: str) -> str:
    known = {
        "asset tag": _("Asset tag"),
        "maker's serial": _("Maker's serial"),
        "supplier lot": _("Supplier lot"),
        "other": _("Other code"),
    }
    return known.get(kind, kind)
