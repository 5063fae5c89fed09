"""Page Trace: the tree and the picture of 5, 500 and 10,000 nodes, for the gallery."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from lsn_desktop.domain.genealogy import (
    Certainty,
    Edge,
    Handed,
    Level,
    MassBalance,
    Node,
    Stand,
)
from lsn_desktop.storage import lists, lsn_pages
from ui.gallery.kit import HOSTILE, framed
from ui.gallery.office import demo_company, desk_of
from ui.screens.trace.screen import TraceScreen
from ui.screens.trace.subject import About, Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from ui.parts.theme import Theme

_DAY = date(2026, 11, 22)
_SURE, _PERHAPS = Certainty.CERTAIN, Certainty.POSSIBLE


def _node(number: int, item: str, code: str, depth: int, certainty: Certainty = _SURE) -> Node:
    return Node(
        number, 1, item[:4].upper(), item, "pcs", 0, "lot", code, None, stopped=False,
        depth=depth, certainty=certainty,
    )  # fmt: skip


def _handed(party: int, name: str, document: int, quantity: int, kind: str) -> Handed:
    letters = "RC" if kind == "receipt" else "SH"
    on = _DAY - timedelta(days=document % 60)
    return Handed(party, name, document, f"{letters}-{document:05}", kind, on, quantity)


def few() -> list[Level]:
    """Milk and berries into a cake, the cake to two cafes; the box it came in only perhaps."""
    milk = _node(1, "Whole milk 1 L", "L2611A", 0)._replace(
        on_hand=(Stand("COLD-A-03", 384, 0),),
        handed=(_handed(1, "Northwind Dairy", 231, 480, "receipt"),),
    )
    cake = _node(2, "Cheesecake 1 kg", "K-4101", 1)._replace(
        on_hand=(Stand("SHIP-1", 4, 0),),
        handed=(
            _handed(11, "Bistro Marais", 118, 12, "shipment"),
            _handed(12, "Corner Grocery", 121, 8, "shipment"),
        ),
    )
    slices = _node(3, "Cheesecake, sliced", "K-4102", 2, _PERHAPS)._replace(
        handed=(_handed(13, "Ashford School Kitchens", 125, 40, "shipment"),)
    )
    old = _node(4, "Yoghurt natural 150 g", "Y-77", 1, _PERHAPS)._replace(stopped=True)
    return [
        Level(0, (milk,), ()),
        Level(
            1,
            (cake, old),
            (
                Edge(1, 2, 36, 77, "BD-00077", "build", _SURE),
                Edge(1, 4, 60, 78, "BD-00078", "build", _PERHAPS),
            ),
        ),
        Level(2, (slices,), (Edge(2, 3, 5, 80, "BD-00080", "build", _PERHAPS),)),
    ]


def many(finished: int) -> list[Level]:
    """One raw lot into batches, these into serials, which 200 customers have."""
    batches = max(2, finished // 25)
    first = _node(1, "Radio module", "C77-2611", 0)._replace(
        on_hand=(Stand("BIN-A-01", 120, 0),),
        handed=(_handed(1, "Senso Instruments", 12, 12_000, "receipt"),),
    )
    boards = tuple(
        _node(10 + n, ("Main board", "Display board", "Power board")[n % 3], f"BRD-{n:04}", 1)
        for n in range(batches)
    )
    pumps = tuple(
        _node(
            100_000 + n,
            "Infusion pump",
            f"SN-{n:05}",
            2,
            _PERHAPS if n % 4 == 3 else _SURE,  # noqa: PLR2004 - a fourth of them
        )._replace(
            handed=()
            if n % 7 == 0
            else (
                _handed(500 + n % 200, f"Clinic {n % 200:03}", 1000 + n // 20, 1, "shipment"),
            ),
            on_hand=(Stand("SHIP-1", 1, 0),) if n % 7 == 0 else (),
        )
        for n in range(finished)
    )
    return [
        Level(0, (first,), ()),
        Level(
            1,
            boards,
            tuple(Edge(1, one.id, 10, 40 + n // 6, f"BD-{n // 6:05}", "build", _SURE)
                  for n, one in enumerate(boards)),
        ),
        Level(
            2,
            pumps,
            tuple(
                Edge(10 + n // 25 % batches, one.id, 1, 900 + n // 50, f"BD-{900 + n // 50:05}",
                     "build", one.certainty)
                for n, one in enumerate(pumps)
            ),
        ),
    ]  # fmt: skip


def hostile() -> list[Level]:
    """Names that try to be markup or to run over."""
    nodes = tuple(
        _node(2 + n, name, name, 1)._replace(
            handed=(_handed(n, name, n, n + 1, "shipment"),),
            on_hand=(Stand(name[:40], 3, 1),),
        )
        for n, name in enumerate(HOSTILE)
    )
    edges = tuple(
        Edge(1, one.id, 5, 7, HOSTILE[n], "build", _PERHAPS if n % 2 else _SURE)
        for n, one in enumerate(nodes)
    )
    return [Level(0, (_node(1, HOSTILE[2], HOSTILE[1], 0),), ()), Level(1, nodes, edges)]


def page(
    theme: Theme,
    levels: Sequence[Level],
    tab: str = "tree",
    *,
    under_way: bool = False,
    balance: MassBalance | None = None,
) -> QWidget:
    """The page with these levels."""
    program = demo_company()
    screen = TraceScreen(desk_of(program, theme))
    window = framed(theme, "trace", screen)
    first = levels[0].nodes[0]
    with program.database.reading() as connection:
        row = lists.lsns(connection, n=1)[0]
        known = lsn_pages.page(connection, row.id)
    supplier = next((one.party for one in first.received), "")
    line = " · ".join(filter(None, (first.item, first.sku, supplier)))
    screen.tell(
        About(Subject("lsns", first.id), first.code, line, known, balance or MassBalance())
    )
    screen.begun([first.id])
    for level in levels:
        screen.grew(level)
    if not under_way:
        screen.ended(cancelled=False)
    screen.choose(tab)
    return window


def nothing(theme: Theme) -> QWidget:
    """Nothing was traced yet."""
    return framed(theme, "trace", TraceScreen(desk_of(demo_company(), theme)))


_WHOLE = MassBalance(received=480, on_hand=384, consumed=96)
_WRONG = MassBalance(received=480, returned=6, on_hand=380, consumed=96, shipped=4)

PAGES: dict[str, Callable[[Theme], QWidget]] = {
    "trace-tree": lambda theme: page(theme, few(), balance=_WHOLE),
    "trace-picture": lambda theme: page(theme, few(), "picture", balance=_WHOLE),
    "trace-empty": nothing,
    "trace-tree-500": lambda theme: page(theme, many(500)),
    "trace-picture-500": lambda theme: page(theme, many(500), "picture"),
    "trace-tree-10000": lambda theme: page(theme, many(10_000)),
    "trace-picture-10000": lambda theme: page(theme, many(10_000), "picture"),
    "trace-under-way": lambda theme: page(theme, many(500)[:2], under_way=True),
    "trace-holders": lambda theme: page(theme, many(500), "holders"),
    "trace-places": lambda theme: page(theme, many(500), "places"),
    "trace-balance": lambda theme: page(theme, few(), "balance", balance=_WHOLE),
    "trace-balance-wrong": lambda theme: page(theme, few(), "balance", balance=_WRONG),
    "trace-hostile": lambda theme: page(theme, hostile()),
    "trace-picture-hostile": lambda theme: page(theme, hostile(), "picture"),
}
