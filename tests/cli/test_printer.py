"""`lsn printer`, and `lsn label --printer` on printers that were entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.network_printer import NetworkPrinter, answers, network_printer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import Terminal


@pytest.fixture
def printer() -> Iterator[NetworkPrinter]:
    with network_printer() as on:
        yield on


def test_a_printer_is_entered_listed_asked_and_removed(
    lsn: Terminal, printer: NetworkPrinter
) -> None:
    assert lsn("printer", "add", "Zebra", "--network", printer.address).code == 0
    assert lsn("printer", "add", "Files", "--folder", lsn.folder / "f").code == 0
    again = lsn("printer", "add", "zebra", "--queue", "Office")
    assert (again.code, "There is a printer Zebra already" in again.err) == (1, True)

    assert lsn("printer", "list", "--json").rows[1] == {
        "printer": "Zebra",
        "kind": "tcp",
        "address": printer.address,
        "language": "zpl",
        "dpi": 203,
        "workstation": None,
    }
    printer.says = answers("paper out", left=2)
    assert lsn("printer", "status", "Zebra", "--json").rows == [
        {
            "printer": "Zebra",
            "standing": "stopped",
            "troubles": ["paper out"],
            "labels_left": 2,
            "waiting": 0,
            "words": "Stopped: out of labels",
        }
    ]
    assert "Files                Ready." in lsn("printer", "status").out

    assert lsn("printer", "remove", "ZEBRA").out == "Zebra is removed.\n"
    assert lsn("printer", "remove", "Zebra").code == 1
    assert len(lsn("printer", "list").out.splitlines()) == 1


def test_a_test_label_goes_to_the_printer(lsn: Terminal, printer: NetworkPrinter) -> None:
    lsn("printer", "add", "Zebra", "--network", printer.address)

    assert lsn("printer", "test", "Zebra", "--size", "50.8x25.4").code == 0
    assert b"^PW406" in printer.received[0]
    for size in ("5", "0x0", "1.2.3x50", "100 x 50"):
        assert lsn("printer", "test", "Zebra", "--size", size).code == 1


def test_a_printer_that_is_off_is_the_surroundings(lsn: Terminal) -> None:
    lsn("printer", "add", "Zebra", "--network", "127.0.0.1:1")
    told = lsn("printer", "test", "Zebra")

    assert (told.code, "127.0.0.1:1 does not answer" in told.err) == (3, True)
    assert lsn("printer", "add", "Other", "--network", "a b").code == 1
    assert lsn("printer", "add", "Other", "--serial", "/dev/x", "--language", "pdf").code == 1


def test_labels_come_out_of_an_entered_printer(lsn: Terminal, printer: NetworkPrinter) -> None:
    lsn("printer", "add", "Zebra", "--network", printer.address)
    code = lsn.on_hand()[0]["lsn"]

    done = lsn("label", code, "--printer", "Zebra", "--copies", "2")

    assert (done.code, done.err) == (0, "")
    assert [label[:3] for label in printer.received] == [b"^XA", b"^XA"]
