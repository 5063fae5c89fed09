from datetime import date

from lsn_desktop.domain.genealogy import (
    Certainty,
    Edge,
    Flow,
    Handed,
    Level,
    Node,
    Stand,
    Walk,
    gather,
    mass_balance,
)

CERTAIN, POSSIBLE = Certainty.CERTAIN, Certainty.POSSIBLE


def _node(number: int, depth: int = 0, certainty: Certainty = CERTAIN) -> Node:
    stopped = False
    return Node(
        number,
        1,
        "SKU",
        "Item",
        "each",
        0,
        "lot",
        f"L{number}",
        None,
        stopped,
        depth,
        certainty,
    )


def test_a_node_is_possible_until_a_way_of_certain_edges_turns_up() -> None:
    walk = Walk([1])

    assert walk.take([(1, 2, POSSIBLE), (1, 3, CERTAIN)]) == ([2, 3], frozenset())
    assert 2 not in walk.certain
    assert 3 in walk.certain
    assert walk.take([(2, 4, CERTAIN), (3, 5, CERTAIN)]) == ([4, 5], frozenset())
    assert 4 not in walk.certain  # on the way to it stands a possible edge

    assert walk.take([(5, 2, CERTAIN)]) == ([], frozenset({2, 4}))
    assert 4 in walk.certain


def test_a_walk_in_a_circle_ends() -> None:
    walk = Walk([1])

    assert walk.take([(1, 2, CERTAIN), (1, 1, POSSIBLE)]) == ([2], frozenset())
    assert walk.take([(2, 1, CERTAIN), (2, 2, CERTAIN)]) == ([], frozenset())


def test_what_both_ways_found_is_in_the_trace_once_and_certain_if_either_way_is() -> None:
    edge = Edge(1, 2, 5, 9, "BD-1", "build", CERTAIN)
    levels = [
        Level(0, (_node(1),), ()),
        Level(-1, (_node(2, -1, POSSIBLE), _node(3, -1, POSSIBLE)), (edge,)),
        Level(1, (_node(2, 1),), (edge,), frozenset({3})),
    ]

    whole = gather(levels)

    assert [(node.id, node.depth, node.certainty) for node in whole.nodes] == [
        (1, 0, CERTAIN),
        (2, -1, CERTAIN),
        (3, -1, CERTAIN),
    ]
    assert whole.edges == (edge,)


def test_a_node_tells_who_brought_and_who_got_it() -> None:
    brought = Handed(1, "Dairy", 1, "RC-1", "receipt", date(2026, 11, 2), 5)
    got = Handed(2, "Shop", 2, "SH-1", "shipment", date(2026, 11, 3), 4)
    back = Handed(2, "Shop", 3, "CR-1", "customer return", date(2026, 11, 4), 1)

    stands = (Stand("DOCK-1", 2, 0), Stand("COLD", 3, 3))
    node = _node(1)._replace(handed=(brought, got, back), on_hand=stands)

    assert (node.received, node.shipped) == ((brought,), (got,))
    assert (node.total, node.name, node._replace(code="").name) == (5, "L1", "SKU")


def test_what_was_taken_out_is_measured_as_what_came_out() -> None:
    into = Edge(1, 2, 5, 9, "BD-1", "build", CERTAIN)

    assert into.measured == 1
    assert into._replace(kind="disassembly").measured == 2


def test_the_sides_of_a_balance_are_equal_and_what_was_turned_back_is_on_neither() -> None:
    found = mass_balance(
        [
            Flow("opening", "storage", 5),
            Flow("supplier", "receiving", 100),
            Flow("supplier", "receiving", 7),
            Flow("receiving", "supplier", 7, back=True),
            Flow("receiving", "storage", 100),
            Flow("storage", "process", 30),
            Flow("process", "storage", 8),
            Flow("process", "scrap", 2),
            Flow("storage", "customer", 20),
            Flow("customer", "quarantine", 6),
            Flow("quarantine", "supplier", 3),
            Flow("storage", "conversion", 9),
            Flow("conversion", "storage", 4),
            Flow("storage", "adjustment", 2),
            Flow("adjustment", "storage", 1),
            Flow("storage", "opening", 1),
        ],
        on_hand=59,
    )

    assert (found.opening, found.received, found.made) == (4, 100, 10)
    assert (found.returned, found.converted_in, found.consumed) == (6, 4, 30)
    assert (found.shipped, found.returned_to_supplier, found.scrapped) == (20, 3, 2)
    assert (found.converted_out, found.adjusted_down) == (9, 1)
    assert (found.came, found.accounted, found.unexplained) == (124, 124, 0)
    assert mass_balance([], on_hand=3).unexplained == -3
