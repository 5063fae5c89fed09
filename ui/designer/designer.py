"""The label designer: what can be added, the label itself, and what is selected on it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.paper import label_shelf
from printing.labels.label_elements import LOGO, Box, LabelTemplate, PicturePlace
from ui import saving
from ui.asking import ask
from ui.designer import acts, field_names, new_parts, parts, picture_file, shelf, stocks
from ui.designer.add_bar import AddBar
from ui.designer.arrange_bar import ArrangeBar
from ui.designer.canvas import Canvas
from ui.designer.editor import Editor
from ui.designer.findings_list import FindingsList
from ui.designer.preview import Preview
from ui.designer.properties import Properties
from ui.designer.template_file import as_text
from ui.designer.with_data import WithData
from ui.page import PageHead
from ui.parts.buttons import primary, quiet
from ui.parts.card import Card
from ui.parts.notice import Notice
from ui.parts.shortcuts import add_keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.services.labels.label_subjects import Subject
    from ui.designer.finding import Finding
    from ui.designer.parts import Key
    from ui.desk import Desk

_FIRST = (101.6, 50.8, 2.0)  # mm: a label of 4 x 2 in, and its margin
_PICTURES = "*.png *.jpg *.jpeg"


class Designer(QWidget):
    """Shows one template at a time; Esc leaves it, twice if something is not saved."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._saved = new_parts.empty(*_FIRST, title=_("New label"))
        self._warned = False
        self.editor = Editor(self._saved, self)
        self.canvas = Canvas(self.editor, desk.theme)
        self._notice = Notice("designer.notice")
        self._head = PageHead(_("Label design"), "")
        self._add, self._properties = AddBar(self.editor), Properties(self.editor)
        self._data, self._findings = WithData(desk), FindingsList(self.editor, desk.theme)
        self._preview = Preview(desk.lanes, self)
        self._bar = ArrangeBar(self.editor, self.canvas, self)
        self._lay_out()
        self._connect()

    def begin(self) -> None:
        """Design a label from nothing."""
        self.open_template(new_parts.empty(*_FIRST, title=_("New label")))

    def open_template(self, template: LabelTemplate) -> None:
        """Design this one."""
        self._saved, self._warned = template, False
        self._notice.clear()
        self.editor.open_template(template)
        self._properties.label.begin(template)
        ask(self._desk, shelf.custom_fields, self._offer, self._notice.refuse)
        self.canvas.setFocus()

    def take_subject(self, subject: Subject) -> None:
        """Show the label with the data of what was scanned."""
        self._data.take(subject)

    def show_longest(self) -> None:
        """Show the label with the longest data."""
        self._data.show_longest()

    @property
    def is_changed(self) -> bool:
        """Whether something is not saved."""
        return self.editor.template != self._saved

    def go_back(self) -> bool:
        """Select nothing, else leave; what is not saved is asked about once."""
        if self.canvas.let_go():
            return True
        if self.is_changed and not self._warned:
            self._warned = True
            self._notice.attention(
                _("Not saved yet. Save it, or press Esc again to leave it as it was.")
            )
            return True
        self.closed.emit()
        return True

    def _offer(self, custom: Sequence[str]) -> None:
        self._add.offer(custom)
        self._properties.offer(custom)
        self._data.offer(custom)

    def _follow(self) -> None:
        template = self.editor.template
        self._warned = False
        size = stocks.size_words(template.width, template.height)
        changed = _("not saved") if self.is_changed else ""
        self._head.tell(template.title, " · ".join(filter(None, (size, changed))))
        self._preview.show(template)

    def _found(self, findings: list[Finding], symbols: list[str]) -> None:
        self._findings.tell(findings, symbols)

    def _go_to(self, key: Key) -> None:
        if key in parts.keys(self.editor.template):
            self.editor.select((key,))
            self.canvas.setFocus()

    def _after_added(self, kind: str) -> None:
        """What was added is changed next: its words at once, all else on the label."""
        self._notice.clear()
        if kind == "text":
            words = self._properties.text.words
            words.setFocus()
            words.selectAll()

    def _save(self) -> None:
        self._notice.clear()
        shelf.keep(
            self._desk,
            self.editor.template,
            self._keep,
            self._notice.refuse,
            instead=self._properties.label.is_instead,
        )

    def _keep(self, template: LabelTemplate) -> None:
        self._saved = template
        self.editor.settle(template)
        self._properties.label.begin(template)
        words = message(
            "Saved {title}, version {version}. It can be chosen on page Labels.",
            title=template.title,
            version=template.version,
        )
        self._notice.ok(str(words))

    def _export(self) -> None:
        template = shelf.named_by_title(self.editor.template)
        saving.save_as(
            self._desk,
            self,
            _("Export the template"),
            f"{template.name}.toml",
            lambda: as_text(template).encode(),
            self._notice,
        )

    def _choose_picture(self) -> None:
        dialog = QFileDialog(self, _("Choose a picture"), "", f"{_('Pictures')} ({_PICTURES})")
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        if dialog.exec():
            self.take_picture(Path(dialog.selectedFiles()[0]))

    def take_picture(self, file: Path) -> None:
        """Put the picture of a file on the label, or in place of the one selected."""
        self._desk.lanes.read(
            lambda: picture_file.picture_in(file), self._put_picture, self._notice.refuse
        )

    def _put_picture(self, picture: tuple[bytes, float]) -> None:
        source, ratio = picture
        chosen = self.editor.selection
        if len(chosen) == 1:
            part = parts.part_of(self.editor.template, chosen[0])
            if isinstance(part, PicturePlace):
                acts.set_part(self.editor, chosen[0], replace(part, source=source))
                return
        self._add.put(PicturePlace(self._room_for(ratio), source), "picture")

    def add_logo(self) -> None:
        """Put the company's logo on the label: the one of the day it is printed."""
        ask(self._desk, label_shelf.logo, self._put_logo, self._notice.refuse)

    def _put_logo(self, logo: bytes) -> None:
        if not logo:
            self._notice.attention(
                _("The company has no logo yet. Choose one in Settings, Company.")
            )
            return
        place = PicturePlace(self._room_for(picture_file.ratio_of(logo)), LOGO)
        self._add.put(place, "picture", logo)

    def _room_for(self, ratio: float) -> Box:
        """A box as wide to high as a picture is, of a third of the label at most."""
        high = min(self.editor.template.height / 3, self.editor.template.width / 3 / ratio)
        return Box(0, 0, max(1.0, high * ratio), max(1.0, high))

    def _connect(self) -> None:
        add_keys(self, ("Ctrl+S", self._save))
        self.editor.changed.connect(self._follow)
        self.canvas.drafted.connect(self._preview.show)
        self._preview.drawn.connect(self.canvas.tell)
        self._preview.found.connect(self._found)
        self._preview.failed.connect(self._notice.refuse)
        self._data.told.connect(self._preview.set_fields)
        self._data.missed.connect(self._notice.attention)
        self._data.failed.connect(self._notice.refuse)
        self._findings.chosen.connect(self._go_to)
        self._add.added.connect(self._after_added)
        self._add.refused.connect(self._notice.attention)
        self._add.picture_wanted.connect(self._choose_picture)
        self._add.logo_wanted.connect(self.add_logo)
        self._properties.picture_wanted.connect(self._choose_picture)
        self._preview.set_fields(field_names.example())

    def _lay_out(self) -> None:
        self._head.add_action(quiet("designer.close", _("Close"), self.go_back))
        self._head.add_action(quiet("designer.export", _("Export …"), self._export))
        self._head.add_action(primary("designer.save", _("Save (Ctrl+S)"), self._save))
        middle = Card(padding=12)
        middle.add(self._bar)
        middle.add(self.canvas, 1)
        middle.add(self._data)
        middle.add(self._findings)
        left = QVBoxLayout()
        left.addWidget(self._add)
        left.addStretch(1)
        sides = QHBoxLayout()
        sides.setSpacing(14)
        sides.addLayout(left)
        sides.addWidget(middle, 1)
        sides.addWidget(self._properties)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        rows.addWidget(self._head)
        rows.addWidget(self._notice)
        rows.addLayout(sides, 1)
