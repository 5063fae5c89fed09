"""`lsn certificate missing`, `gate`, `bundle`: what waits, and what goes with a shipment."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from lsn_desktop.program import Program, new_uid
from lsn_desktop.services.certificates import supplied
from lsn_desktop.services.certificates.supplied import AddRule, TakeCertificate
from lsn_desktop.settings import Settings
from lsn_desktop.storage import catalogue, certificates_due
from printing.pages import opened

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal


def ask(lsn: Terminal) -> None:
    program = Program(Settings(lsn.folder, str(lsn.database), "T"))
    by = program.station(program.users()[0]).by()
    order = AddRule(new_uid(), "CoA")
    program.database.run(by, lambda tx: supplied.add_rule(tx, order))
    program.close()


def test_what_is_missing_is_told_line_by_line(lsn: Terminal) -> None:
    assert lsn("certificate", "missing").out == ""
    ask(lsn)

    told = lsn("certificate", "missing")
    rows = lsn("certificate", "missing", "--json").rows

    assert len(told.out.splitlines()) == len(rows) > 10
    assert {row["lacks"] for row in rows} == {"certificate of analysis"}
    assert list(rows[0]) == [
        *("code", "sku", "item", "supplier", "lacks", "said", "on_hand", "since")
    ]


def test_the_gate_of_the_night_holds_what_ended_yesterday(lsn: Terminal) -> None:
    assert lsn("certificate", "gate").out == "0 held, 0 released\n"
    program = Program(Settings(lsn.folder, str(lsn.database), "T"))
    by = program.station(program.users()[0]).by()
    yesterday = replace(by, on=by.on - timedelta(days=1))
    with program.database.transaction(yesterday) as tx:
        milk = catalogue.item_by_gtin(tx.connection, "09521234543213")
        assert milk is not None
        paper = TakeCertificate(
            new_uid(),
            "CoA",
            "coa.pdf",
            b"%PDF",
            yesterday.on,
            yesterday.on,
            item_id=milk.item.id,
        )
        supplied.take(tx, paper)
        supplied.add_rule(tx, AddRule(new_uid(), "CoA", milk.item.id, per="supplier"))
        assert certificates_due.missing(tx.connection) == []
    program.close()

    (told,) = lsn("certificate", "gate", "--json").rows

    assert told["held"] == len(lsn("certificate", "missing").out.splitlines()) > 0
    assert told["released"] == 0
    assert lsn("certificate", "gate").out == "0 held, 0 released\n"


def test_a_bundle_is_of_a_shipment_that_has_certificates(lsn: Terminal) -> None:
    target = lsn.folder / "bundle.pdf"
    milk = "]C101095212345432131732123110L1"
    received = lsn("receive", "--to", "COLD-A-01", "--post", lsn.file("a", "x 24", milk))
    assert received.code == 0
    parties = lsn.file("p.csv", "code,name,customer", "CLINIC,Clinic Ltd,yes")
    assert lsn("import", "parties", parties).code == 0
    number = "SH-00001"
    assert lsn("ship", "--to", "CLINIC", "--post", lsn.file("b", "x 10", milk)).code == 0
    nothing = lsn("certificate", "bundle", number, "-o", target)
    assert (nothing.code, target.exists()) == (1, False)
    assert lsn("certificate", "L1", "-o", lsn.folder / "coc.pdf").code == 0

    ended = lsn("certificate", "bundle", number, "-o", target)

    assert ended.code == 0, ended.err
    with opened(target.read_bytes()) as document:
        assert len(document) >= 2
        assert document.count_attachments() == 1
    assert lsn("certificate", "bundle", "SH-99999", "-o", target).code == 1
