"""The templates and the designer, as page Labels holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.designer.designer import Designer
from ui.designer.template_list import TemplateList
from ui.designer.uses_list import UsesList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QStackedLayout

    from lsn_desktop.services.labels.label_subjects import Subject
    from printing.labels.label_elements import LabelTemplate
    from ui.desk import Desk


class Workshop(QObject):
    """A list for a tab of the page; a designer that takes the whole page while it is open."""

    turned = Signal()  # the designer was opened or left
    tabs = ("templates", "uses")

    def __init__(self, desk: Desk, stack: QStackedLayout) -> None:
        super().__init__(stack)
        self._desk, self._stack = desk, stack
        self._designer: Designer | None = None
        self._before = 0
        self.templates = TemplateList(desk)
        self.templates.wanted.connect(self.design)
        self.uses = UsesList(desk)

    def ask(self) -> None:
        """Find the templates, and what they are used for, anew."""
        self.templates.ask()
        self.uses.ask()

    @property
    def is_open(self) -> bool:
        """Whether a label is being designed."""
        return self._designer is not None and self._stack.currentWidget() is self._designer

    def design(self, template: LabelTemplate | None) -> None:
        """Design a template, or a label from nothing."""
        if self._designer is None:
            self._designer = Designer(self._desk)
            self._designer.closed.connect(self._leave)
            self._stack.addWidget(self._designer)
        if not self.is_open:
            self._before = self._stack.currentIndex()
        self._stack.setCurrentWidget(self._designer)
        if template is None:
            self._designer.begin()
        else:
            self._designer.open_template(template)
        self.turned.emit()

    def step_back(self, tab: str) -> bool:
        """One step back in one of the tabs; False where none is left."""
        return self.uses.go_back() if tab == "uses" else self.templates.go_back()

    def take(self, found: Sequence[Subject]) -> None:
        """Show the label with the data of what was scanned."""
        if self._designer is not None and found:
            self._designer.take_subject(found[0])

    def go_back(self) -> bool:
        """One step back, while a label is being designed."""
        return self._designer is not None and self._designer.go_back()

    def _leave(self) -> None:
        self._stack.setCurrentIndex(self._before)
        self.templates.ask()
        self.turned.emit()
