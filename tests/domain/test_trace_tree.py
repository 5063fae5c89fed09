from __future__ import annotations

from lsn_desktop.domain.genealogy import Certainty, Direction, Edge, Level, Node
from lsn_desktop.domain.trace_tree import Grown

SURE, PERHAPS = Certainty.CERTAIN, Certainty.POSSIBLE


def node(number: int, code: str, certainty: Certainty = SURE, depth: int = 0) -> Node:
    return Node(
        number, 1, "SKU", "Cake", "pcs", 0, "lot", code, None, stopped=False, depth=depth,
        certainty=certainty,
    )  # fmt: skip


def edge(source: int, target: int, certainty: Certainty = SURE, document: int = 7) -> Edge:
    return Edge(source, target, 3, document, "BD-7", "build", certainty)


def grown() -> Grown:
    """1 and 2 went into 3, 3 into 4 and perhaps 5, 4 into 5."""
    tree = Grown([3])
    tree.add(Level(0, (node(3, "C"),), ()))
    tree.add(
        Level(-1, (node(1, "A"), node(2, "B", PERHAPS)), (edge(1, 3), edge(2, 3, PERHAPS)))
    )
    tree.add(Level(1, (node(4, "D"), node(5, "E", PERHAPS)), (edge(3, 4), edge(3, 5, PERHAPS))))
    tree.add(Level(2, (), (edge(4, 5, document=8),), frozenset({5, 99})))
    return tree


def test_below_stands_what_it_was_made_of_and_what_it_went_into() -> None:
    tree = grown()

    assert [step.node.code for step in tree.below(3, Direction.BACK)] == ["A", "B"]
    assert [
        (step.node.code, step.edge.certainty) for step in tree.below(3, Direction.FORWARD)
    ] == [("D", SURE), ("E", PERHAPS)]


def test_a_node_found_again_is_certain_if_either_way_is() -> None:
    tree = grown()
    assert tree.nodes[5].certainty is SURE
    assert tree.nodes[2].certainty is PERHAPS

    tree.add(Level(1, (node(2, "B"),), (edge(1, 3),)))

    assert tree.nodes[2].certainty is SURE
    assert len(tree.edges) == 5


def test_written_out_what_is_below_goods_is_told_once() -> None:
    tree = grown()
    tree.add(Level(3, (node(6, "F"),), (edge(5, 6), edge(6, 6), edge(6, 77))))

    told = [(row.way.value, row.depth, row.node.code, row.again) for row in tree.rows()]

    assert told == [
        ("back", 0, "C", False),
        ("back", 1, "A", False),
        ("back", 1, "B", False),
        ("forward", 0, "C", False),
        ("forward", 1, "D", False),
        ("forward", 2, "E", False),
        ("forward", 3, "F", False),
        ("forward", 1, "E", True),
    ]
    assert list(Grown([1]).rows()) == []
