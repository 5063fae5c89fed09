"""A printer measured by a ruler it prints: what it shows is typed, its error taken out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.paper import printers
from printing.labels.label_stocks import A4, LETTER
from printing.queues import ruler
from printing.queues.calibration import NONE, Calibration, Measured, from_measures
from ui.parts.buttons import primary, quiet
from ui.parts.choice_box import ChoiceBox
from ui.parts.form import Form
from ui.parts.scrolled import scrolled
from ui.parts.text import named, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lsn_desktop.storage.printers import OnStock, PrinterRow

_PAPERS = {A4: "A4", LETTER: "Letter"}
_LENGTHS = ("left", "top", "across", "along")


class MeasurePanel(QWidget):
    """``printed`` asks for a test label, a ruler or steps of darkness; ``kept`` for keeping.

    What is printed is told as the size in mm, the :class:`Calibration` to print with, and
    whether for each step of darkness.
    """

    printed = Signal(tuple, object, bool)
    kept = Signal(tuple, object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._printer: PrinterRow | None = None
        self._stocks: dict[str, OnStock] = {}
        self._title = plain("", "strong", wrap=True)
        self._title.setMinimumWidth(1)
        self.stock = ChoiceBox()
        named(self.stock, "settings.measure.stock", _("Labels in the printer"))
        self._known = plain("", "muted", wrap=True)
        self._steps = QStackedWidget()
        self._first, self._second = _Ruler(), _Typed()
        self._steps.addWidget(self._first)
        self._steps.addWidget(self._second)
        self._lay_out()
        self.stock.currentIndexChanged.connect(lambda _at: self._follow_stock())
        self._first.test.clicked.connect(lambda: self._print(self._now()))
        self._first.ruler.clicked.connect(self._begin)
        self._second.again.clicked.connect(self._show_first)
        self._second.dark.clicked.connect(lambda: self._print(self._now(), steps=True))
        self._second.keep.clicked.connect(self._keep)
        self._second.confirmed.connect(self._keep)

    def ask(
        self,
        printer: PrinterRow,
        stocks: dict[str, OnStock],
        sizes: Sequence[tuple[float, float]],
        likely: tuple[float, float],
    ) -> None:
        """Begin with a printer, whose labels may be of these sizes in mm, ``likely`` of one."""
        self._printer, self._stocks = printer, stocks
        self._title.setText(str(message("Test and measure {name}", name=printer.name)))
        self._second.offer_heat(on=printer.language == "zpl")
        self.stock.clear()
        for wide, high in sizes:
            words = message("{width} x {height} mm", width=f"{wide:g}", height=f"{high:g}")
            called = _PAPERS.get((wide, high))
            self.stock.addItem(f"{called}: {words}" if called else str(words), (wide, high))
        self.stock.setCurrentIndex(list(sizes).index(likely))
        self._follow_stock()
        self.stock.setFocus()

    def tell(self, stocks: dict[str, OnStock]) -> None:
        """What is kept now."""
        self._stocks = stocks
        self._follow_stock()
        self._first.test.setFocus()

    def _size(self) -> tuple[float, float]:
        wide, high = self.stock.currentData()
        return wide, high

    def _now(self) -> Calibration:
        """What is kept for the labels that are chosen."""
        kept = self._stocks.get(printers.stock_name(*self._size()))
        return printers.calibration_of(kept) if kept else NONE

    def _follow_stock(self) -> None:
        if self.stock.currentData() is None:
            return
        self._known.setText(_said(self._now()))
        self._show_first()

    def begin_again(self) -> None:
        """Nothing was printed that could be measured."""
        self._show_first()

    def _show_first(self) -> None:
        self._steps.setCurrentWidget(self._first)

    def _print(self, calibration: Calibration, *, steps: bool = False) -> None:
        self.printed.emit(self._size(), calibration, steps)

    def _begin(self) -> None:
        """A ruler shows the printer's own error: it is printed without what is kept."""
        try:
            meant = ruler.meant(*self._size())
        except Refusal as refused:
            self._known.setText(str(refused))
            return
        self._print(NONE)
        self._second.ask(meant, self._now())
        self._steps.setCurrentWidget(self._second)

    def _keep(self) -> None:
        found = self._second.calibration()
        if found is not None:
            self.kept.emit(self._size(), found)

    def _lay_out(self) -> None:
        words = plain(_("Labels in the printer"), "strong")
        words.setBuddy(self.stock)
        self._known.setMinimumWidth(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        for part in (self._title, words, self.stock, self._known):
            rows.addWidget(part)
        rows.addWidget(self._steps, 1)
        self._first.leave.clicked.connect(lambda _on: self.left.emit())


class _Ruler(QWidget):
    """The first step: something to look at, or a ruler to measure by."""

    def __init__(self) -> None:
        super().__init__()
        self.test = primary("settings.measure.test", _("Print a test label"), _nothing)
        self.leave = quiet("settings.measure.leave", _("Leave it"), _nothing)
        self.ruler = quiet("settings.measure.ruler", _("Print a ruler to measure"), _nothing)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 8, 0, 0)
        rows.setSpacing(10)
        rows.addWidget(
            _wrapped(
                _(
                    "A test label comes out as labels will: its corner stands "
                    "5 mm from the left and from the top."
                )
            )
        )
        rows.addWidget(self.test)
        rows.addWidget(_wrapped(_("Is it beside the mark? A ruler shows by how much.")))
        rows.addWidget(self.ruler)
        rows.addStretch()
        below = QHBoxLayout()
        below.addWidget(self.leave)
        below.addStretch()
        rows.addLayout(below)


class _Typed(QWidget):
    """The second step: what the ruler shows, in mm, and how the printer is to print."""

    confirmed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._meant = Measured(0, 0)
        self._form = Form("settings.measure", spacing=6)
        self._fields = {name: QLineEdit() for name in (*_LENGTHS, "darkness", "speed")}
        titles = {
            "left": _("From the left, mm"),
            "top": _("From the top, mm"),
            "across": _("Upper scale, mm"),
            "along": _("Left scale, mm"),
            "darkness": _("Darkness"),
            "speed": _("Speed"),
        }
        for name, title in titles.items():
            self._form.add(name, title, self._fields[name])
            self._fields[name].returnPressed.connect(self.confirmed.emit)
        self._form.beside("left", "top")
        self._form.beside("across", "along")
        self._form.beside("darkness", "speed")
        self._form.hint("darkness", _("-30 to 30; empty: as set."))
        self._form.hint("speed", _("Inches a second; empty: as set."))
        self.again = quiet("settings.measure.back", _("Back"), _nothing)
        self.dark = quiet("settings.measure.dark", _("Print steps of darkness"), _nothing)
        self.keep = primary("settings.measure.keep", _("Keep"), _nothing)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.again)
        below.addStretch()
        below.addWidget(self.dark)
        below.addWidget(self.keep)
        fields = QVBoxLayout()
        fields.addWidget(_wrapped(_("Lay a ruler on the label and type what you measure.")))
        fields.addWidget(self._form)
        fields.addStretch()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 8, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(scrolled(fields), 1)
        rows.addLayout(below)

    def offer_heat(self, *, on: bool) -> None:
        """Ask for darkness and speed, which only ZPL can set."""
        for name in ("darkness", "speed"):
            self._form.offer(name, on=on)
        self.dark.setVisible(on)

    def ask(self, meant: Measured, now: Calibration) -> None:
        """Ask what a ruler shows that should show this; ``now`` is what is kept."""
        self._meant = meant
        self._form.clear_complaints()
        for name in _LENGTHS:
            should = f"{getattr(meant, name):g}"
            self._fields[name].setText(should)
            self._form.hint(name, str(message("Should be {mm}.", mm=should)))
        for name in ("darkness", "speed"):
            kept = getattr(now, name)
            self._fields[name].setText("" if kept is None else str(kept))
        self._fields["left"].setFocus()
        self._fields["left"].selectAll()

    def calibration(self) -> Calibration | None:
        """What takes out the error that was measured; None, and said, if it is none."""
        self._form.clear_complaints()
        lengths = {name: self._length(name) for name in _LENGTHS}
        darkness, speed = self._whole("darkness"), self._whole("speed")
        if None in lengths.values() or darkness is False or speed is False:
            return None
        try:
            found = from_measures(
                Measured(*(lengths[name] or 0.0 for name in _LENGTHS)), self._meant
            )
        except Refusal as refused:
            self._form.complain("across", str(refused))
            return None
        return replace(found, darkness=darkness, speed=speed)

    def _length(self, name: str) -> float | None:
        typed = self._fields[name].text().strip().replace(",", ".")
        try:
            length = float(typed)
        except ValueError:
            length = -1.0
        if 0 <= length <= _LONGEST:
            return length
        self._form.complain(name, _("Type millimetres, such as 5.4."))
        return None

    def _whole(self, name: str) -> int | bool | None:
        typed = self._fields[name].text().strip().removeprefix("+")
        if not typed:
            return None
        least, most = _HEAT[name]
        try:
            value = int(typed)
        except ValueError:
            value = most + 1
        if least <= value <= most:
            return value
        words = message("A whole number from {least} to {most}.", least=least, most=most)
        self._form.complain(name, str(words))
        return False


_LONGEST = 400.0  # mm
_HEAT = {"darkness": (-30, 30), "speed": (1, 14)}


def _said(one: Calibration) -> str:
    """What is kept, in words."""
    if one == NONE:
        return _("Not measured yet.")
    words = message(
        "Kept: {x} mm across, {y} mm along; {wide} % and {high} % in length.",
        x=f"{one.offset_x:+.2f}",
        y=f"{one.offset_y:+.2f}",
        wide=f"{(one.scale_x - 1) * 100:+.2f}",
        high=f"{(one.scale_y - 1) * 100:+.2f}",
    )
    heat = []
    if one.darkness is not None:
        heat.append(str(message("Darkness {step}.", step=f"{one.darkness:+d}")))
    if one.speed is not None:
        heat.append(str(message("Speed {speed} inches a second.", speed=one.speed)))
    return " ".join((str(words), *heat))


def _wrapped(words: str) -> QWidget:
    label = plain(words, "muted", wrap=True)
    label.setMinimumWidth(1)
    return label


def _nothing() -> None:
    """The panel listens to the button itself."""
