"""Which sheet each kind of label in a list stands on, and where on it they begin."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from lsn_desktop.paper import label_sheets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from printing.labels.label_stocks import Stock


class Kind(NamedTuple):
    """Labels of a list that have one template: they become one job."""

    template: str
    title: str
    labels: int


class Placed(NamedTuple):
    """Where labels of a kind stand; ``behind`` are those before them on the same sheet.

    They wait for a person where the printer cannot have their sheet in yet.
    """

    kind: Kind
    stock: Stock | None
    first: int = 1
    behind: str = ""
    waits: bool = False

    @property
    def next(self) -> int:
        """The first free label behind them."""
        most = self.stock.labels if self.stock else 1
        return (self.first - 1 + self.kind.labels) % most + 1


@dataclass
class SheetPlan:
    """What was chosen, by template; what was not is as for the others.

    A sheet that was begun is gone on with: where the last job ended on such a sheet, and in
    one list behind the labels that stand on it before.
    """

    stocks: Mapping[str, Stock] = field(default_factory=dict)
    begun: Mapping[str, int] = field(default_factory=dict)
    _usual: str = ""
    _chosen: dict[str, str] = field(default_factory=dict)
    _firsts: dict[tuple[str, str], int] = field(default_factory=dict)

    def know(self, stocks: Mapping[str, Stock], begun: Mapping[str, int]) -> None:
        """These sheets there are; a first label chosen on one that went on is forgotten."""
        before = {name: self._begun(one) for name, one in self.stocks.items()}
        self.stocks, self.begun = stocks, begun
        self._firsts = {
            (template, name): first
            for (template, name), first in self._firsts.items()
            if name in stocks and before.get(name) == self._begun(stocks[name])
        }

    def choose(self, kind: Kind, name: str, *, alone: bool) -> None:
        """Let labels of a kind stand on a sheet (empty: rolls), and others not chosen for."""
        if alone or not (self._usual or self._chosen):
            self._usual = name
            self._chosen.pop(kind.template, None)
        else:
            self._chosen[kind.template] = name

    def begin(self, placed: Placed, first: int) -> None:
        """Let labels begin at another label of their sheet."""
        if placed.stock is not None:
            template = placed.kind.template if placed.behind else ""
            self._firsts[template, placed.stock.name] = first

    def of(self, kinds: Sequence[Kind]) -> list[Placed]:
        """Where each kind stands, in the order they are printed."""
        found: list[Placed] = []
        on: dict[str, Placed] = {}
        for kind in kinds:
            stock = self.stocks.get(self._chosen.get(kind.template, self._usual))
            if stock is None:
                found.append(Placed(kind, None))
                continue
            before = on.get(stock.name)
            if before is None:
                usual = self._firsts.get(("", stock.name), self._begun(stock))
                one = Placed(kind, stock, usual)
            else:
                first = self._firsts.get((kind.template, stock.name), before.next)
                one = Placed(kind, stock, first, before.kind.title)
            last = next((other for other in reversed(found) if other.stock), None)
            if last is not None:
                one = one._replace(waits=one.first > 1 or last.stock != stock)
            on[stock.name] = one
            found.append(one)
        return found

    def _begun(self, stock: Stock) -> int:
        first = self.begun.get(label_sheets.text(stock), 1)
        return first if first <= stock.labels else 1
