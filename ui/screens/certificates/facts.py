"""What a certificate says, as a person reads it before and after it is issued."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from ui.parts.scrolled import scrolled
from ui.parts.text import LONGEST, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class FactList(QWidget):
    """Names above values, one under the other; what is empty is left out, as on the page.

    ``above`` scrolls with them: it may be long.
    """

    def __init__(self, *above: QWidget) -> None:
        super().__init__()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        all_rows = QVBoxLayout()
        all_rows.setSpacing(12)
        for widget in above:
            if isinstance(widget, QPushButton):
                all_rows.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
            else:
                all_rows.addWidget(widget)
        all_rows.addLayout(self._rows)
        all_rows.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(all_rows))

    def tell(self, facts: Mapping[str, Any]) -> None:
        """Show what another certificate says."""
        while row := self._rows.takeAt(0):
            if widget := row.widget():
                widget.hide()
                widget.deleteLater()
        for name, value in pairs(facts):
            self._rows.addWidget(_Fact(name, value))


class _Fact(QWidget):
    def __init__(self, name: str, value: str) -> None:
        super().__init__()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(plain(name, "muted", wrap=True))
        rows.addWidget(plain(value[:LONGEST], "strong", wrap=True))


def pairs(facts: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    """Each fact that stands on the certificate, with its name; and on which template."""
    quantity = f"{facts['quantity']} {facts['unit']}".strip()
    named = (
        (_("Item"), facts["item"]),
        (_("Item number"), facts["sku"]),
        (_("GTIN"), facts["gtin"]),
        (_("Lot"), facts["lot"]),
        (_("Serial number"), facts["serial"]),
        (_("Produced"), facts["production"]),
        (_("Expires"), facts["expiry"]),
        (_("Best before"), facts["best_before"]),
        (_("Supplier"), facts["supplier"]),
        (_("Receipt"), facts["receipt"]),
        (_("Received"), facts["received"]),
        (_("Quantity"), quantity),
        *((str(name), str(value)) for name, value in facts["custom"]),
        (_("Issued to"), facts["issued_to"]),
        (_("Issued on"), facts["issued"]),
        (_("Shipment"), facts.get("shipment", "")),
        (_("Replaces"), facts.get("replaces", "")),
        *(
            (str(test[0]), f"{test[3]} ({test[2]})" if test[2] else test[3])
            for test in facts.get("tests", ())
        ),
        (_("Deviation"), facts.get("deviation", "")),
        (_("Template"), _template(facts)),
        (_("Statement"), facts["statement"]),
    )
    return [(name, str(value)) for name, value in named if value]


def _template(facts: Mapping[str, Any]) -> str:
    """Its name; of one that the company keeps, its version too."""
    name, version = facts.get("template", ""), facts.get("template_version", "")
    if not version:
        return str(name)
    return str(message("{name}, version {version}", name=name, version=version))
