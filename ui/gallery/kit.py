"""The widgets of the kit in their frame, with usual and with hostile words, for the gallery."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from ui.dock.expected_lines import ExpectedLines
from ui.frame.main_window import MainWindow
from ui.frame.top_line import Light
from ui.page import PageEntry, PageHead, PlainPage
from ui.parts.buttons import danger, link, primary, quiet
from ui.parts.card import Card, Figure, badge
from ui.parts.empty_state import EmptyState
from ui.parts.form import Form
from ui.parts.text import named, plain
from ui.parts.tokens import GAP
from ui.scans.scan_banner import ScanBanner
from ui.scans.scan_list import ScanList
from ui.scans.scan_words import BannerWords, ExpectedLine, ScanRow
from ui.tables.rows_model import Column
from ui.tables.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.parts.theme import Theme

HOSTILE = (
    "<b>x</b>",
    '<img src="file:///etc/passwd">',
    "Long name " * 30,
    "חלב טרי 1 ליטר",
    "حليب طازج 1 لتر",
    "^XZ^XA & Söhne",
)
OK = BannerWords(
    "ok",
    "Whole milk 1 L",
    "12 units added · lot L2611A",
    (
        ("Lot", "L2611A"),
        ("Expires", "2026-12-19 · 27 days"),
        ("Quantity", "12 · now 24 of 48 on this order"),
        ("Read as", "GS1-128 (01)(17)(10)(37)"),
        ("Label", "1 of 1 sent to Zebra-Dock"),
    ),
)
HEARD = BannerWords("heard", "Butter 250 g", "Have: item. Scan the lot.")
SHORT_DATED = BannerWords(
    "attention",
    "Cream 0.5 L",
    "24 units added · lot C2611 expires in 9 days, the policy asks 14",
    (("Lot", "C2611"), ("Expires", "2026-12-01 · 9 days"), ("Quantity", "24 · now 24 of 24")),
)
REFUSED = BannerWords(
    "refused",
    "Butter 250 g: lot on hold",
    "Lot B2610C is held for inspection since Friday. Nothing was added.",
    remedy="Put this carton in QUARANTINE, or ask Quality to release the lot, then scan again.",
)
QUESTION = BannerWords(
    "question",
    "Which date expires?",
    "Cream 0.5 L · the label has 12/01/27 and no year first",
    answers=("12 January 2027", "1 December 2027", "Not on the label"),
)
HOSTILE_WORDS = BannerWords(
    "question",
    HOSTILE[2],
    HOSTILE[1],
    tuple((f"Name {at}", name) for at, name in enumerate(HOSTILE, 1)),
    answers=HOSTILE[3:] + HOSTILE[:1],
)
SCANS = (
    ScanRow("5", "ok", "Whole milk 1 L", "L2611A", "+12", "now", can_undo=True),
    ScanRow("4", "heard", "Butter 250 g: scan the lot", time="14:02:51"),
    ScanRow("3", "ok", "Butter 250 g", "B2610A", "+14", "14:02:40", can_undo=True),
    ScanRow("2", "refused", "Unknown code 4006381333931", time="14:02:12"),
    ScanRow("1", "attention", "Cream 0.5 L", "C2611", "+24", "14:01:58", can_undo=True),
)
HOSTILE_SCANS = tuple(
    ScanRow(str(at), "ok", name, name, "+1", "14:00:00", can_undo=True)
    for at, name in enumerate(HOSTILE)
)
LINES = tuple(
    ExpectedLine(name, name, Decimal(done), Decimal(expected))
    for name, done, expected in (
        ("Whole milk 1 L", "24", "48"),
        ("Butter 250 g", "14", "72"),
        ("Cream 0.5 L", "0", "24"),
        ("Yoghurt 4 x 125 g", "26", "24"),
        ("Feta 200 g", "12", "12"),
    )
)
HOSTILE_LINES = tuple(
    ExpectedLine(name, name, Decimal(at), Decimal(3), "cartons")
    for at, name in enumerate(HOSTILE)
)
LIGHTS = (
    Light("Dock scanner"),
    Light("Handheld 2", "away"),
    Light("Zebra-Dock"),
    Light("Database"),
)
MANUAL = Path(__file__).parents[1] / "docs" / "manual"


class Entry(NamedTuple):
    """One line of the timeline."""

    when: str
    what: str
    source: str
    target: str
    quantity: int
    balance: int


TIMELINE = (
    Entry(
        "2026-11-22 14:02", "Receipt RC-00231 · PO-1042", "Northwind Dairy", "DOCK-1", 12, 396
    ),
    Entry("2026-11-22 13:40", "Shipment SH-00118", "COLD-A-03", "Harbor Cafe", -24, 384),
    Entry(
        "2026-11-21 16:05", "Build WO-0077 · Cheesecake", "COLD-A-03", "Production", -36, 408
    ),
    Entry("2026-11-20 11:30", "Transfer TR-00940", "DOCK-1", "COLD-A-03", 300, 468),
    *(Entry("2026-11-20 10:58", name, name, name, 468, 468) for name in HOSTILE),
)
COLUMNS = (
    Column[Entry]("When", lambda row: row.when, "when", width=150),
    Column[Entry]("What", lambda row: row.what, "what"),
    Column[Entry]("From", lambda row: row.source, "source", width=170),
    Column[Entry]("To", lambda row: row.target, "target", width=150),
    Column[Entry](
        "Quantity",
        lambda row: f"{row.quantity:+}",
        "quantity",
        right=True,
        key=lambda row: row.quantity,
        width=110,
    ),
    Column[Entry](
        "Balance",
        lambda row: str(row.balance),
        "balance",
        right=True,
        key=lambda row: row.balance,
        width=110,
    ),
)


def framed(theme: Theme, name: str, page: QWidget, *, listening: bool = True) -> MainWindow:
    """A page in the program's frame."""
    window = MainWindow(rail_of(name, page), theme, MANUAL)
    window.open_page(name)
    window.top_line.show_lights(LIGHTS)
    window.top_line.show_who("Operator 3", "DOCK-1")
    window.show_listening(on=listening)
    return window


def rail_of(name: str, page: QWidget) -> list[PageEntry]:
    """The rail with all pages, of which only one can be opened."""
    return [
        PageEntry(one, title, icon, (lambda: page) if one == name else PlainStandIn)
        for one, title, icon in (
            ("home", "Home", "home"),
            ("receive", "Receive", "receive"),
            ("move", "Move", "move"),
            ("make", "Make", "make"),
            ("ship", "Ship", "ship"),
            ("return", "Return", "return"),
            ("items", "Items", "items"),
            ("production", "Production", "production"),
            ("lsns", "LSNs", "lsns"),
            ("trace", "Trace", "trace"),
            ("labels", "Labels", "labels"),
            ("certificates", "Certificates", "certificates"),
            ("scanners", "Scanners", "scanners"),
            ("settings", "Settings", "settings"),
        )
    ]


class PlainStandIn(PlainPage):
    """What stands behind the other buttons of the rail."""

    def __init__(self) -> None:
        super().__init__("Kit", "kit")


class DockPage(PlainPage):
    """The parts of a dock page laid out as Receive lays them out."""

    takes_scans = True

    def __init__(
        self,
        theme: Theme,
        words: BannerWords,
        scans: tuple[ScanRow, ...],
        lines: tuple[ExpectedLine, ...],
    ) -> None:
        super().__init__("Receive", "receive")
        self._words = words
        head = PageHead("Receive PO-1042", "Northwind Dairy · due today · into DOCK-1")
        head.add_action(progress_of(38, 144))
        head.add_action(primary("receive.post", "Post receipt", theme.changed.emit))
        banner = ScanBanner(theme)
        banner.tell(words)
        scan_list, expected = ScanList(theme), ExpectedLines(theme)
        scan_list.show_scans(scans)
        expected.show_lines(lines)
        last, todo = Card("Last scans"), Card("Expected on this order")
        last.add(scan_list, 1)
        todo.add(expected, 1)
        todo.add(
            plain(
                "F2 type a line · F4 undo · number + Enter: quantity of the next scan",
                "muted",
                wrap=True,
            )
        )
        left = QVBoxLayout()
        left.setSpacing(GAP)
        left.addWidget(banner)
        left.addWidget(last, 1)
        columns = QHBoxLayout()
        columns.setSpacing(GAP)
        columns.addLayout(left, 29)
        columns.addWidget(todo, 21)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        rows.addWidget(head)
        rows.addLayout(columns, 1)

    def chip(self) -> str:
        return "Answer: 1, 2 or 3" if self._words.answers else "Next scan: goods for PO-1042"


class OfficePage(PlainPage):
    """Head, figures, tabs and the table, as the LSN page lays them out."""

    def __init__(self, theme: Theme, rows: tuple[Entry, ...], code: str) -> None:
        super().__init__("LSNs", "lsns")
        head = PageHead(code, "Lot of Whole milk 1 L · Northwind Dairy · expires 2026-12-19")
        head.add_badge(badge("Available", "ok"))
        head.add_badge(badge("27 days left", "attention"))
        head.add_action(quiet("lsn.print", "Print label", theme.changed.emit))
        head.add_action(quiet("lsn.certificate", "Certificate", theme.changed.emit))
        head.add_action(primary("lsn.trace", "Trace", theme.changed.emit))
        figures = QHBoxLayout()
        figures.setSpacing(14)
        for figure in (
            Figure("On hand", "396", "in 3 places"),
            Figure("Shipped", "48", "to 2 customers"),
            Figure("Consumed", "36", "in 1 build"),
            Figure("Unexplained", "0", "received 480"),
            Figure("Unit cost", "0.6125 USD", "purchase + freight"),
        ):
            figures.addWidget(figure)
        tabs = QTabBar()
        tabs.setExpanding(False)
        named(tabs, "lsn.tabs", "Parts of this page")
        for tab in ("Timeline", "Places", "Holds", "Certificates", "Printed", "Audit"):
            tabs.addTab(tab)
        empty = EmptyState(
            theme,
            "timeline",
            "Nothing has happened to this lot yet",
            "Receive it first.",
            ("lsn.receive", "Receive", theme.changed.emit),
        )
        table: Table[Entry] = Table("lsn.timeline", "Timeline", COLUMNS, theme, empty)
        table.show_rows(rows)
        card = Card(padding=8)
        card.add(tabs)
        card.add(table, 1)
        rows_of = QVBoxLayout(self)
        rows_of.setContentsMargins(0, 0, 0, 0)
        rows_of.setSpacing(14)
        rows_of.addWidget(head)
        rows_of.addLayout(figures)
        rows_of.addWidget(card, 1)


class PartsPage(PlainPage):
    """Banners of the other kinds, buttons, badges and a form."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("Kit", "kit")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP)
        kinds = (HEARD, SHORT_DATED, BannerWords("waiting", "Ready to scan"))
        for row, words in enumerate(kinds):
            banner = ScanBanner(theme)
            banner.tell(words)
            grid.addWidget(banner, row, 0)
        controls = Card("Controls")
        controls.add(buttons_row(theme))
        controls.add(badges_row())
        controls.add(form())
        controls.body.addStretch()
        grid.addWidget(controls, 0, 1, len(kinds) + 1, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        grid.setRowStretch(len(kinds), 1)


def progress_of(done: int, expected: int) -> QWidget:
    """How far the whole order is."""
    holder = QWidget()
    rows = QVBoxLayout(holder)
    rows.setContentsMargins(0, 0, 10, 0)
    rows.setSpacing(8)
    rows.addWidget(plain(f"{done} of {expected} units", "large"))
    bar = QProgressBar()
    named(bar, "receive.progress", "Units received")
    bar.setTextVisible(False)
    bar.setRange(0, expected)
    bar.setValue(done)
    rows.addWidget(bar)
    return holder


def buttons_row(theme: Theme) -> QWidget:
    """The kinds of button."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    off = quiet("kit.off", "Off", theme.changed.emit)
    off.setEnabled(False)
    for button in (
        primary("kit.primary", "Post", theme.changed.emit),
        quiet("kit.quiet", "Print & stick", theme.changed.emit),
        danger("kit.danger", "Discard", theme.changed.emit),
        off,
        link("kit.link", "Undo", theme.changed.emit),
    ):
        row.addWidget(button)
    row.addStretch()
    return holder


def badges_row() -> QWidget:
    """The tones of badges."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    for words, tone in (
        ("Available", "ok"),
        ("Expired", "attention"),
        ("Held", "refused"),
        ("Draft", "accent"),
        ("Closed", ""),
    ):
        row.addWidget(badge(words, tone))
    row.addStretch()
    return holder


def form() -> QWidget:
    """Fields with a hint and a complaint."""
    fields = Form("kit.form")
    fields.add("sku", "SKU", QLineEdit("MILK-1L"))
    fields.add("gtin", "GTIN", QLineEdit("09521234543210"))
    unit = QComboBox()
    unit.addItems(["each", "carton", "kg"])
    fields.add("unit", "Base unit", unit, "Fixed by the first move of the item.")
    hold = QCheckBox("Hold on receipt until a certificate is there")
    hold.setChecked(True)
    fields.add("hold", "Policy", hold)
    fields.complain("gtin", "The check digit of 09521234543210 should be 3. Scan the code.")
    return fields


PAGES: dict[str, Callable[[Theme], QWidget]] = {
    "accepted": lambda theme: framed(theme, "receive", DockPage(theme, OK, SCANS, LINES)),
    "question": lambda theme: framed(theme, "receive", DockPage(theme, QUESTION, SCANS, LINES)),
    "refused": lambda theme: framed(theme, "receive", DockPage(theme, REFUSED, SCANS, LINES)),
    "hostile": lambda theme: framed(
        theme,
        "receive",
        DockPage(theme, HOSTILE_WORDS, HOSTILE_SCANS, HOSTILE_LINES),
        listening=False,
    ),
    "table": lambda theme: framed(theme, "lsns", OfficePage(theme, TIMELINE, "L2611A")),
    "empty": lambda theme: framed(theme, "lsns", OfficePage(theme, (), HOSTILE[2])),
    "parts": lambda theme: framed(theme, "settings", PartsPage(theme)),
}
