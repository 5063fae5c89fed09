"""The page of one item: its fields, GTINs, what is on hand, and what was changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.items import Tracking
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.quantities import off_grid
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.services.codes import item_scans, naming
from lsn_desktop.services.lots import changing
from lsn_desktop.services.lots.tracking import WAYS
from lsn_desktop.services.office import ordering
from ui.asking import ask, change
from ui.page import PageHead
from ui.parts.attached_files import AttachedFiles
from ui.parts.buttons import primary, quiet
from ui.parts.card import Card, badge, rebadge
from ui.parts.notice import Notice
from ui.parts.scrolled import scrolled
from ui.parts.tabs import Tabs
from ui.parts.text import quantity_text
from ui.scans.scan_lookup import look_up
from ui.screens.items import facts, tracking_facts
from ui.screens.items.family_fields import FamilyFields
from ui.screens.items.gtin_list import GtinList
from ui.screens.items.item_form import ItemForm
from ui.screens.items.item_parts import History, OnHand
from ui.screens.items.labels_part import LabelsPart
from ui.screens.items.limits_part import LimitsPart
from ui.screens.items.numbers import OtherNumbers
from ui.tasks import Asked

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lsn_desktop.services.office.ordering import AddItem
    from lsn_desktop.storage.transactions import Tx
    from ui.desk import Desk
    from ui.screens.items.facts import OnItem


@dataclass(frozen=True, slots=True)
class _Saved:
    """What saving came to: the words of the audit trail, or what is wrong."""

    words: tuple[str, ...] = ()
    wrong: Mapping[str, Refusal] | None = None


class ItemEditor(QWidget):
    """Enter saves; a scan adds its GTIN to the list, wherever the focus is."""

    saved = Signal(str)  # what changed, in words
    chip_changed = Signal()
    to_track = Signal(object)  # what is to be told apart from now on

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._item_id: int | None = None
        self._stood: tuple[object, ...] = ()
        self._order = facts.NEW  # as it is stored, when it was last shown
        self._asked, self._numbers_asked = Asked(), Asked()
        self._warned = False
        self._notice = Notice("item.notice")
        self._head, self._state = PageHead(""), badge("")
        self._form, self._gtins = ItemForm(), GtinList()
        self._numbers = OtherNumbers(desk, self._notice)
        self._labels = LabelsPart(desk, self._notice)
        self._on_hand, self._history = OnHand(desk), History(desk)
        self._fields = FamilyFields(desk, self._notice)
        self._limits = LimitsPart(desk, self._notice)
        self._files = AttachedFiles(desk, self._notice, "item.files", "item", narrow=True)
        self._tabs = Tabs("item.parts", _("Parts of this item"))
        self._track = quiet("item.track", _("Start tracking…"), self._start_tracking)
        self._print = quiet("item.print", _("Print label (Ctrl+P)"), self.print_label)
        self._lay_out()
        self._connect()

    def open_item(self, item_id: int | None) -> None:
        """Show another item; None begins a new one."""
        self._item_id, self._warned = item_id, False
        self._notice.clear()
        self._tabs.choose("gtins")
        if item_id is None:
            self._show(facts.OnItem(facts.NEW))  # at once: one begins to type at once
        self._stood = self._typed_state()
        self._ask(self._show_families if item_id is None else self._show_opened)

    def refresh(self) -> None:
        """Ask again, because something of it may have changed."""
        if self._item_id is not None:
            self._ask(self._show_again)

    def choose(self, part: str) -> None:
        """Show ``gtins``, ``numbers``, ``labels``, ``on_hand``, ``tests`` ..."""
        self._tabs.choose(part)

    def print_label(self) -> bool:
        """Go to Labels with the item; False if it is not stored yet, or would lose changes."""
        if self._item_id is None or not self.may_leave():
            return False
        self._labels.print_label()
        return True

    @property
    def is_changed(self) -> bool:
        """Whether something stands here that is not stored."""
        return self._typed_state() != self._stood

    def may_leave(self) -> bool:
        """Whether nothing would be lost; the second time one asks, it may be."""
        if not self.is_changed or self._warned:
            return True
        self._warned = True
        self._notice.attention(
            _("This is changed and not saved. Enter saves it; Esc again leaves it as it was.")
        )
        return False

    def chip(self) -> str:
        """What the next scan is taken for."""
        if self._tabs.name == "numbers":
            return _("Next scan: another number of this item")
        return _("Next scan: a GTIN of this item")

    def scanned(self, frame: bytes, device: str) -> None:
        """Take the GTIN of what was scanned; where other numbers are on show, the number."""
        if self._tabs.name == "numbers":
            look_up(
                self._desk,
                (frame, device),
                lambda _tx, reading: naming.number_scanned(reading),
                self._numbers.add,
                self._notice,
            )
            return
        item_id = self._item_id
        look_up(
            self._desk,
            (frame, device),
            lambda tx, reading: item_scans.gtin_of_item(tx, reading, item_id),
            self._take_gtin,
            self._notice,
        )

    def save(self) -> None:
        """Store the item as it stands here, or say what is wrong with it."""
        if not self._gtins.add_typed():
            self._tabs.choose("gtins")
            return
        order, wrong = self._form.typed()
        try:
            order = replace(order, gtins=self._gtins.gtins())
        except Refusal as refused:
            wrong["gtins"] = refused
        item_id, stood = self._item_id, self._order
        change(
            self._desk,
            lambda tx: _stored(tx, item_id, (stood, order), wrong),
            self._told,
            self._notice.refuse,
        )

    def _ask(self, then: Callable[[OnItem], None]) -> None:
        item_id = self._item_id
        self._asked.cancel()
        self._asked = ask(
            self._desk,
            lambda connection: facts.on_item(connection, item_id),
            then,
            self._notice.refuse,
        )

    def _show_opened(self, on: OnItem) -> None:
        self._show(on)
        self._form.setFocus()

    def _show_families(self, on: OnItem) -> None:
        self._form.offer_families(on.families)
        self._form.setFocus()

    def _show_again(self, on: OnItem) -> None:
        """What somebody changed, unless something was typed here meanwhile."""
        if on.order == self._order:
            self._show_around(on)  # the fields stay as they are, and the focus with them
        elif not self.is_changed:
            self._show(on)

    def _show(self, on: OnItem) -> None:
        self._order = on.order
        self._form.offer_families(on.families)
        self._form.show_item(on.order)
        self._gtins.show_gtins(on.order.gtins, on.order.unit)
        self._fields.tell(on.order.family)
        self._show_around(on)
        self._stood = self._typed_state()

    def _show_around(self, on: OnItem) -> None:
        """Show what is known of it beside its fields."""
        is_new = on.row is None
        self._tell_head(on)
        by_lot = on.order.tracking is Tracking.LOT
        self._track.setText(_("Track serials too…") if by_lot else _("Start tracking…"))
        self._track.setAccessibleName(self._track.text())
        self._track.setVisible(not is_new and on.order.tracking in WAYS)
        self._history.tell(on)
        self._numbers.tell(self._item_id, on.order.unit)
        self._tabs.offer("numbers", on=not is_new)
        self._tabs.offer("labels", on=not is_new)
        self._print.setVisible(not is_new)
        self._tabs.offer("on_hand", on=not is_new)
        self._tabs.offer("tests", on=not is_new)
        self._tabs.offer("history", on=not is_new)
        self._tabs.offer("files", on=not is_new)
        if self._item_id is not None:
            self._files.show_files_of(self._item_id)
            self._on_hand.tell(self._item_id)
            self._labels.tell(self._item_id, told_apart=on.order.tracking is not Tracking.NONE)
            self._limits.tell(self._item_id)

    def _tell_head(self, on: OnItem) -> None:
        row = on.row
        if row is None:
            line = _("Name it, scan its barcodes, Enter saves. Esc goes back to the list.")
            self._head.tell(_("New item"), line)
            rebadge(self._state, "", "")
            return
        self._head.tell(row.description, " · ".join(filter(None, (row.sku, row.family))))
        quantity = f"{quantity_text(off_grid(row.on_hand, row.decimals))} {row.unit}"
        rebadge(
            self._state,
            str(message("{quantity} on hand", quantity=quantity)),
            "accent" if row.on_hand else "",
        )

    def _start_tracking(self) -> None:
        item_id = self._item_id
        if item_id is None or not self.may_leave():
            return
        ask(
            self._desk,
            lambda connection: tracking_facts.to_track(connection, item_id),
            self.to_track.emit,
            self._notice.refuse,
        )

    def _take_gtin(self, gtin: str) -> None:
        self._tabs.choose("gtins")
        if not self._gtins.add(gtin):
            self._notice.attention(str(message("{gtin} is in the list already.", gtin=gtin)))

    def _told(self, saved: _Saved) -> None:
        if saved.wrong:
            self._complain(saved.wrong)
            return
        self._stood = self._typed_state()
        words = "; ".join(saved.words)
        self.saved.emit(
            str(message("Saved. {changes}", changes=words))
            if words
            else _("Nothing was changed.")
        )

    def _complain(self, wrong: Mapping[str, Refusal]) -> None:
        words = _("Not saved: one field is wrong.")
        if len(wrong) > 1:
            words = str(message("Not saved: {count} fields are wrong.", count=len(wrong)))
        self._notice.refuse_words(words)
        if "gtins" in wrong:
            self._tabs.choose("gtins")
            self._gtins.complain(wrong["gtins"])
        self._form.complain(wrong)

    def _edited(self) -> None:
        self._warned = False
        self._gtins.follow_unit(self._form.unit)

    def _typed_state(self) -> tuple[object, ...]:
        return (*self._form.state(), *self._gtins.state())

    def _ask_numbers(self) -> None:
        """Ask which numbers the patterns, as they are typed, would make next."""
        patterns, on = self._form.patterns, self._desk.station.by().on
        self._numbers_asked.cancel()
        self._numbers_asked = ask(
            self._desk,
            lambda connection: facts.next_numbers(connection, patterns, on),
            self._form.say_next,
            self._notice.refuse,
        )

    def _follow_part(self, part: str) -> None:
        self.chip_changed.emit()
        if part == "fields":
            self._fields.tell(self._form.family)

    def _follow(self, subjects: frozenset[str]) -> None:
        if self.isVisible() and subjects & {"item", "stock", "job"}:
            self.refresh()

    def _connect(self) -> None:
        for part in (self._form, self._gtins):
            part.edited.connect(self._edited)
            part.entered.connect(self.save)
        self._form.patterns_edited.connect(self._ask_numbers)
        self._tabs.changed.connect(self._follow_part)
        self._desk.changes.changed.connect(self._follow)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save)

    def _lay_out(self) -> None:
        self._head.add_badge(self._state)
        self._head.add_action(self._track)
        self._head.add_action(self._print)
        self._head.add_action(primary("item.save", _("Save"), self.save))
        for name, title, part in (
            ("gtins", _("GTINs"), self._gtins),
            ("numbers", _("Numbers"), self._numbers),
            ("on_hand", _("On hand"), self._on_hand),
            ("labels", _("Labels"), self._labels),
            ("fields", _("Lot fields"), self._fields),
            ("tests", _("Tests"), self._limits),
            ("files", _("Files"), self._files),
            ("history", _("History"), self._history),
        ):
            self._tabs.add_part(name, title, part)
        body = QVBoxLayout()
        body.addWidget(self._form)
        card = Card()
        card.add(scrolled(body), 1)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(card, 11)
        columns.addWidget(self._tabs, 10)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        rows.addWidget(self._head)
        rows.addWidget(self._notice)
        rows.addLayout(columns, 1)


def _stored(
    tx: Tx,
    item_id: int | None,
    orders: tuple[AddItem, AddItem],
    wrong: Mapping[str, Refusal],
) -> _Saved:
    """Store an item if nothing is wrong with it, and say what that changed.

    ``orders`` are the item as it was shown and as it is to be.

    Raises:
        Refusal: somebody changed it since it was shown.
    """
    stood, order = orders
    if item_id is None:
        flaws = {**ordering.wrong_fields(tx.connection, order), **wrong}
    else:
        if facts.on_item(tx.connection, item_id).order != stood:
            raise refusal(
                "Somebody changed {sku} while you typed: nothing was saved.",
                "Press Esc twice, open it again, and type your change anew.",
                sku=stood.sku,
            )
        flaws = {**changing.wrong_fields(tx.connection, item_id, order), **wrong}
    if flaws:
        return _Saved(wrong=flaws)
    if item_id is None:
        ordering.add_item(tx, order)
    else:
        changing.change_item(tx, item_id, order)
    return _Saved(tuple(str(entry.words) for entry in tx.entries))
