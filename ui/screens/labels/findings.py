"""What a label keeps less well than GS1 asks for, and the labels to use instead."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from ui.parts.buttons import quiet
from ui.parts.text import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QBoxLayout

    from printing.labels.label_elements import LabelTemplate
    from printing.labels.label_rules import Finding
    from ui.parts.theme import Theme

_LONGEST = 300  # characters of one finding


class Findings(QWidget):
    """A row for each: what it is, and what to do."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("labels.findings")
        self._theme = theme
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(8)
        self.hide()

    def tell(self, findings: Sequence[Finding]) -> None:
        """Show these and no others."""
        _empty(self._rows)
        for finding in findings:
            self._rows.addWidget(_Row(self._theme, finding))
        self.setVisible(bool(findings))


class _Row(QWidget):
    def __init__(self, theme: Theme, finding: Finding) -> None:
        super().__init__()
        self._theme, self._sign = theme, plain()
        self._sign.setAccessibleName(_("to look at"))
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(plain(str(finding.fact)[:_LONGEST], wrap=True))
        text.addWidget(plain(str(finding.remedy)[:_LONGEST], "muted", wrap=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._sign)
        row.addLayout(text, 1)
        self._draw()
        theme.changed.connect(self._draw)

    def _draw(self) -> None:
        self._sign.setPixmap(self._theme.pixmap("attention", "attention"))


class Instead(QWidget):
    """A button for each label that could be used instead."""

    def __init__(self, use: Callable[[str], object]) -> None:
        super().__init__()
        self._use = use
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self.hide()

    def offer(self, templates: Sequence[LabelTemplate]) -> None:
        """Offer these and no others."""
        _empty(self._row)
        for place, template in enumerate(templates):
            words = str(message("Use {title}", title=template.title))
            name = f"labels.instead.{place}"
            self._row.addWidget(quiet(name, words, partial(self._use, template.name)))
        self._row.addStretch()
        self.setVisible(bool(templates))


def _empty(layout: QBoxLayout) -> None:
    while item := layout.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
