"""The picture of a trace: its lots and serials, and who they came from and went to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lsn_desktop.domain.genealogy import Certainty
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.quantities import off_grid
from ui.genealogy.drawn import BoxWords
from ui.genealogy.graph import Dot, Link
from ui.genealogy.layout import Genealogy
from ui.parts.text import quantity_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lsn_desktop.domain.genealogy import Edge, Handed, Node
    from lsn_desktop.domain.trace_tree import Grown
    from ui.genealogy.graph import Key
    from ui.genealogy.layout import Line
    from ui.genealogy.stacks import Stack

SUPPLIER, CUSTOMER = "supplier", "customer"
_ITEM, _BUILD, _WHOSE = range(3)  # what stacks are by, the widest first


@dataclass(slots=True)
class TracePicture:
    """What is drawn, and what its boxes and lines say."""

    tree: Grown
    story: Genealogy = field(init=False)
    _edges: dict[tuple[Key, Key], list[Edge]] = field(default_factory=dict)
    _handed: dict[tuple[Key, Key], list[tuple[Node, Handed]]] = field(default_factory=dict)
    _parties: dict[Key, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        made_in: dict[int, str] = {}
        for edge in self.tree.edges:
            made_in.setdefault(edge.target, edge.build)
            self._edges.setdefault((edge.source, edge.target), []).append(edge)
        dots: list[Dot] = []
        links: list[Link] = []
        for node in self.tree.nodes.values():
            whose = next((one.party for one in node.shipped), "")
            kinds = (node.item, made_in.get(node.id, ""), whose)
            dots.append(Dot(node.id, node.code or node.item, kinds))
            links += self._ends_of(node)
        links += [
            Link(
                source, target, certain=any(one.certainty is Certainty.CERTAIN for one in edges)
            )
            for (source, target), edges in self._edges.items()
        ]
        dots += [Dot(key, name, (key[0],)) for key, name in self._parties.items()]  # type: ignore[index]
        self.story = Genealogy(dots, links)

    def words(self, stack: Stack) -> BoxWords:
        """What a box says: a lot or serial and its item, somebody's name, or how many."""
        first = stack.dots[0]
        if not stack.is_one:
            return self._of_many(stack)
        if first.key in self._parties:
            supplier = first.kinds[0] == SUPPLIER
            line = _("Supplier") if supplier else _("Customer")
            return BoxWords(self._parties[first.key], line, "operator")
        node = self._node(first.key)
        tone = "accent" if node.id in self.tree.starts else "refused" if node.stopped else ""
        return BoxWords(
            node.code or node.item,
            node.item if node.code else _("not tracked"),
            "hold" if node.stopped else "",
            tone,
            possible=node.certainty is Certainty.POSSIBLE,
        )

    def amounts(self, line: Line) -> str:
        """What went along a line: a sum where its units are the same."""
        sums: dict[tuple[str, int], int] = {}
        counted = set()
        for link in line.links:
            ends = (link.source, link.target)
            for edge in self._edges.get(ends, ()):
                # What is only possible is somewhere in all outputs: counted once.
                certain = edge.certainty is Certainty.CERTAIN
                key = (edge.document_id, edge.source, edge.target if certain else 0)
                if key not in counted:
                    counted.add(key)
                    _add(sums, self._node(edge.source), edge.quantity)
            for node, handed in self._handed.get(ends, ()):
                _add(sums, node, handed.quantity)
        words = [
            f"{quantity_text(off_grid(much, decimals))} {unit}"
            for (unit, decimals), much in sums.items()
        ]
        told = " + ".join(words[:2]) + (" …" if words[2:] else "")
        return told if line.certain else str(message(_("up to {much}"), much=told))

    def says(self, stack: Stack) -> str:
        """A box in a full sentence, for the line below the picture."""
        if not stack.is_one:
            return str(message(_("{count} together: Enter shows them"), count=len(stack.dots)))
        key = stack.dots[0].key
        if key in self._parties:
            return self._parties[key]
        node = self._node(key)
        words = [node.code, node.item]
        if node.certainty is Certainty.POSSIBLE:
            words.append(_("possibly"))
        if node.on_hand:
            stood = ", ".join(
                f"{quantity_text(off_grid(one.quantity, node.decimals))} {node.unit} "
                f"{one.location}"
                for one in node.on_hand[:3]
            )
            words.append(str(message(_("on hand: {places}"), places=stood)))
        names = list(dict.fromkeys(one.party for one in node.shipped))
        if names:
            words.append(str(message(_("shipped to {names}"), names=", ".join(names[:3]))))
        return " · ".join(filter(None, words))

    def _of_many(self, stack: Stack) -> BoxWords:
        first, last = stack.dots[0], stack.dots[-1]
        count = f"{len(stack.dots):,}"
        ends = message(_("{first} to {last}"), first=first.order, last=last.order)
        said = f"{count} · {ends}"
        if first.key in self._parties:
            supplier = first.kinds[0] == SUPPLIER
            title = _("Suppliers") if supplier else _("Customers")
            return BoxWords(title, said, "operator")
        items = {dot.kinds[_ITEM] for dot in stack.dots}
        title = str(first.kinds[_ITEM]) if len(items) == 1 else _("Several items")
        if stack.by > _WHOSE and first.kinds[_WHOSE]:
            title = str(first.kinds[_WHOSE])
        elif stack.by > _BUILD and first.kinds[_BUILD]:
            title = f"{title} · {first.kinds[_BUILD]}"
        nodes = [self._node(dot.key) for dot in stack.dots]
        stopped = any(node.stopped for node in nodes)
        about = any(node.id in self.tree.starts for node in nodes)
        return BoxWords(
            title,
            said,
            "hold" if stopped else "",
            "accent" if about else "refused" if stopped else "",
            possible=all(node.certainty is Certainty.POSSIBLE for node in nodes),
        )

    def _ends_of(self, node: Node) -> Iterable[Link]:
        """Who brought it at its left, who got it at its right."""
        possible = node.certainty is Certainty.POSSIBLE
        for end, handed in ((SUPPLIER, node.received), (CUSTOMER, node.shipped)):
            for one in handed:
                key = (end, one.party_id)
                self._parties[key] = one.party or _("Not named")
                ends = (key, node.id) if end == SUPPLIER else (node.id, key)
                known = self._handed.setdefault(ends, [])
                known.append((node, one))
                if len(known) == 1:
                    yield Link(ends[0], ends[1], certain=not possible)

    def _node(self, key: Key) -> Node:
        return self.tree.nodes[key]  # type: ignore[index]


def _add(sums: dict[tuple[str, int], int], node: Node, quantity: int) -> None:
    key = (node.unit, node.decimals)
    sums[key] = sums.get(key, 0) + quantity
