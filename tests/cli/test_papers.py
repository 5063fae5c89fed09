"""`lsn documents`, `post`, `undo`, `reverse`, `label`, `certificate`, `import`, `export`."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from typing import TYPE_CHECKING

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from lsn_desktop.services.labels import labelling
from lsn_desktop.services.labels.labelling import OrderLabels
from lsn_desktop.storage import documents, lists, printed
from lsn_desktop.storage.transactions import By, Database
from tests.house_for_tests import START, TODAY

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal

MILK = "]C101095212345432131730123110L1"
DOCUMENT = ["document", "kind", "status", "party", "order", "on"]


@pytest.fixture
def draft(lsn: Terminal) -> Terminal:
    """RC-00002: an open receipt with two scans."""
    lsn("receive", "--to", "COLD-A-01", lsn.file("a.scans", MILK, "x 2", MILK))
    return lsn


def test_documents_come_newest_first(draft: Terminal) -> None:
    rows = draft("documents", "--json").rows
    assert [list(row) for row in rows] == [DOCUMENT] * len(rows)
    assert rows[0] | {"party": None} == {
        "document": "RC-00002",
        "kind": "receipt",
        "status": "draft",
        "party": None,
        "order": None,
        "on": None,
    }
    assert [row["document"] for row in draft("documents", "--open", "--json").rows] == [
        "RC-00002"
    ]


@pytest.mark.parametrize(
    "command",
    [("post",), ("undo",), ("reverse", "--reason", "wrong")],
    ids=lambda each: each[0],
)
def test_an_unknown_document_is_refused(lsn: Terminal, command: tuple[str, ...]) -> None:
    ended = lsn(command[0], "RC-9", *command[1:])
    assert ended.code == 1
    assert ended.err == "There is no document RC-9.\nSee lsn documents.\n"


def test_posting_and_reversing_are_told_as_objects(draft: Terminal) -> None:
    assert draft("post", "RC-00002", "--json").rows == [{"done": "Posted RC-00002, 2 lines"}]
    assert draft("post", "RC-00002", "--json").code == 0  # the order arrived twice
    back = draft("reverse", "RC-00002", "--reason", "wrong dock", "--json")
    assert back.rows == [{"done": "RC-00002 is reversed by RV-00001"}]
    assert draft("verify").code == 0


def print_for_each_line(lsn: Terminal, number: str) -> None:
    """Order a label for each line of a receipt, as its page does."""
    database = Database(str(lsn.database))
    with database.transaction(By(1, 1, START, TODAY)) as tx:
        receipt = documents.by_number(tx.connection, number)
        assert receipt is not None
        wanted = labelling.labels_of_receipt(tx.connection, receipt.id, per_unit=False)
        order = OrderLabels(f"{START:032}", "lot", "1", "digest", wanted, "", receipt.id)
        labelling.order_labels(tx, order)
    database.close()


def test_printed_labels_of_what_is_taken_back_are_to_be_destroyed(draft: Terminal) -> None:
    print_for_each_line(draft, "RC-00002")

    assert draft("undo", "RC-00002").out.splitlines() == [
        "Taken back: 2 pcs of Whole milk 1 L",
        "Destroy its printed labels (1).",
    ]
    draft("post", "RC-00002")
    back = draft("reverse", "RC-00002", "--reason", "wrong dock", "--json")
    assert back.rows == [
        {
            "done": "RC-00002 is reversed by RV-00001",
            "remedy": "Destroy its printed labels (2).",
        }
    ]


def test_a_draft_without_lines_has_nothing_to_take_back(draft: Terminal) -> None:
    assert draft("undo", "RC-00002").out == "Taken back: 2 pcs of Whole milk 1 L\n"
    assert draft("undo", "RC-00002").code == 0
    ended = draft("undo", "RC-00002")
    assert (ended.code, ended.err.splitlines()[0]) == (1, "RC-00002 has no lines.")


# -- labels and certificates


def test_a_label_scans_back_from_the_file(lsn: Terminal) -> None:
    target = lsn.folder / "label.pdf"
    ended = lsn("label", "L2547A", "--template", "lot", "--copies", "2", "-o", target, "--json")

    assert (ended.code, ended.rows) == (0, [{"done": f"Saved {target}"}])
    document = pypdfium2.PdfDocument(target.read_bytes())
    assert len(document) == 2
    picture = document[0].render(scale=4).to_pil()
    codes = {read.bytes.decode() for read in zxingcpp.read_barcodes(picture)}
    document.close()
    assert any(code.startswith("0109521234543213") and "10L2547A" in code for code in codes)


def test_a_serials_label_is_printed_again_only_for_a_reason(lsn: Terminal) -> None:
    database = Database(str(lsn.database))
    with database.reading() as connection:
        serial = next(row.code for row in lists.lsns(connection) if row.kind == "serial")
    target = lsn.folder / "label.pdf"
    assert lsn("label", serial, "-o", target).code == 0

    again = lsn("label", serial, "-o", target)
    assert again.code == 1
    assert again.err.startswith(f"{serial} has its label in print job PJ-00001.")
    assert lsn("label", serial, "-o", target, "--reason", "torn").code == 0
    with database.reading() as connection:
        assert [(job.reason, job.reprint_of) for job in printed.jobs(connection)] == [
            ("torn", 1),
            ("", None),
        ]
    database.close()


def test_a_label_is_saved_as_a_picture(lsn: Terminal) -> None:
    target = lsn.folder / "label.png"
    assert lsn("label", "L2547A", "--format", "png", "-o", target).code == 0
    with Image.open(target) as picture:
        assert (picture.format, picture.mode) == ("PNG", "1")
        assert zxingcpp.read_barcodes(picture)


def test_labels_are_saved_in_zpl_one_for_each_copy(lsn: Terminal) -> None:
    target = lsn.folder / "label.zpl"
    arguments = ("--template", "lot", "--copies", "3", "--format", "zpl", "-o", target)
    assert lsn("label", "L2547A", *arguments).code == 0
    told = target.read_bytes()
    assert told.count(b"^XA") == told.count(b"^XZ") == 3
    assert told.startswith(b"^XA^CI28^PW800^LL400")


def test_an_item_has_a_label_without_a_lot(lsn: Terminal) -> None:
    target = lsn.folder / "item.zpl"
    for arguments in ((), ("--template", "item"), ("--template", "item-2x1")):
        ended = lsn("label", "MILK-1L", *arguments, "--format", "zpl", "-o", target)
        assert (ended.code, ended.err) == (0, "")
        assert "MILK_2D1L" in target.read_text("utf-8")  # as ZPL writes a hyphen
    refused = lsn("label", "MILK-1L", "--template", "lot", "-o", target)
    assert refused.err.startswith("A Lot label")
    assert "needs the field lot, which is empty" in refused.err


def test_a_hold_label_is_only_of_what_is_held(lsn: Terminal) -> None:
    target = lsn.folder / "hold.zpl"
    label = ("label", "L2547A", "--template", "hold", "--format", "zpl", "-o", target)
    assert lsn(*label).err.startswith("L2547A is not on hold: there is no hold label of it.")
    assert lsn("hold", "L2547A", "--reason", "damage", "--note", "wet").code == 0
    assert lsn(*label).code == 0
    said = target.read_text("utf-8")
    assert all(word in said for word in ("ON HOLD", "Damage", "wet", "L2547A"))
    use = ("template", "use", "hold-4x6", "--instead-of", "hold", "--item", "MILK-1L")
    assert lsn(*use).code == 0
    assert lsn(*label).code == 0
    assert "Do not move" in target.read_text("utf-8")


def test_a_bin_has_a_label(lsn: Terminal) -> None:
    target = lsn.folder / "bin.pdf"
    assert lsn("label", "COLD-A-01", "--template", "bin", "-o", target).code == 0
    refused = lsn("label", "NOWHERE", "--template", "bin", "-o", target)
    assert (refused.code, refused.err.splitlines()[0]) == (1, "There is no bin NOWHERE.")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--copies", "0"), 1, "0 labels cannot be printed in one job."),
        (("--copies", "many"), 2, "invalid int value"),
        (("--format", "gif"), 2, "invalid choice"),
    ],
)
def test_labels_that_cannot_be_are_refused(
    lsn: Terminal, arguments: tuple[str, ...], code: int, words: str
) -> None:
    target = lsn.folder / "label.pdf"
    ended = lsn("label", "L2547A", *arguments, "-o", target)
    assert ended.code == code
    assert words in ended.err
    assert not target.exists()


def test_a_certificate_is_saved_with_its_hash_and_kept(lsn: Terminal) -> None:
    target = lsn.folder / "coc.pdf"
    ended = lsn("certificate", "L2547A", "-o", target)

    sha256 = hashlib.sha256(target.read_bytes()).hexdigest()
    assert (ended.code, ended.out) == (0, f"Saved {target}, SHA-256 {sha256}\n")
    document = pypdfium2.PdfDocument(target.read_bytes())
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    assert "L2547A" in text
    assert "Whole milk 1 L" in text
    (page,) = lsn("show", "L2547A", "--json").rows
    assert page["certificates"] == [
        {"number": page["certificates"][0]["number"], "status": "issued", "sha256": sha256}
    ]
    assert page["certificates"][0]["number"] in text


def test_a_folder_that_is_not_there_exits_with_three(lsn: Terminal) -> None:
    ended = lsn("certificate", "L2547A", "-o", lsn.folder / "no" / "such" / "coc.pdf")
    assert ended.code == 3
    assert "Traceback" not in ended.err


# -- import and export


def test_a_file_of_items_is_taken_in_once(lsn: Terminal) -> None:
    items = lsn.file("items.csv", "sku,description,gtin", "JAM,Jam 250 g,09521234549994")
    first = lsn("import", "items", items, "--json")
    assert first.code == 0
    (told,) = first.rows
    assert told["done"] == "Imported 1 rows"
    assert (told["new"], told["changed"], told["same"], told["wrong"]) == (1, 0, 0, 0)
    again = lsn("import", "items", items)
    assert again.code == 1
    assert again.err.startswith("items.csv was imported before")
    assert lsn("on-hand", "--item", "JAM").code == 0

    undone = lsn("import", "undo", told["job"])
    assert undone.out == "Undid the import of 1 rows\n"
    assert lsn("import", "undo", told["job"]).code == 1
    assert lsn("import", "items", items).code == 0


def test_a_dry_run_tells_each_row_and_writes_nothing(lsn: Terminal) -> None:
    items = lsn.file("items.csv", "nr;what", "JAM;Jam 250 g", "MILK-1L;Milk", ";Nothing")
    columns = ("--mapping", "sku=Nr;description=what")

    ended = lsn("import", "items", items, *columns, "--dry-run", "--json")

    assert ended.code == 1
    assert [(row["line"], row["status"]) for row in ended.rows[:-1]] == [
        (2, "new"),
        (3, "changed"),
        (4, "wrong"),
    ]
    assert ended.rows[-1] == {"dry_run": True, "new": 1, "changed": 1, "same": 0, "wrong": 1}

    rejects = lsn.folder / "rejects.csv"
    taken = lsn("import", "items", items, *columns, "--good-rows", "--rejects", rejects)
    assert (taken.code, "Imported 2 rows" in taken.out) == (0, True)
    assert rejects.read_text("utf-8-sig").splitlines()[1] == (
        ",Nothing,The row has no sku.,Fill it in."
    )
    assert lsn("import", "items", items, "--mapping", "sku=Number").code == 1


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "pdf"])
def test_a_list_is_exported_as_the_kind_of_file_its_name_says(
    lsn: Terminal, suffix: str
) -> None:
    target = lsn.folder / f"stock.{suffix}"
    assert lsn("export", "stock", "-o", target).code == 0
    assert (
        target.read_bytes()[:4]
        == {
            "csv": b"\xef\xbb\xbfs",
            "xlsx": b"PK\x03\x04",
            "pdf": b"%PDF",
        }[suffix]
    )
    assert lsn("export", "stock", "--since", "2026-01-01").code == 1


def test_the_ledger_of_some_days_is_exported(lsn: Terminal) -> None:
    everything = lsn("export", "ledger").out.splitlines()
    assert len(everything) > 1
    assert lsn("export", "ledger", "--until", "2000-01-01").out.splitlines() == everything[:1]


def test_a_wrong_row_is_named_and_nothing_is_taken(lsn: Terminal) -> None:
    orders = lsn.file(
        "orders.csv", "number,vendor,sku,quantity", "PO-9,NOBODY,MILK-1L,3", "PO-9,,,"
    )
    ended = lsn("import", "orders", orders)
    assert ended.code == 1
    assert "nothing was imported" in ended.err
    assert lsn("receive", "--to", "DOCK-1", "--po", "PO-9", lsn.file("a", MILK)).code == 1


def test_a_file_that_is_not_there_exits_with_three(lsn: Terminal) -> None:
    ended = lsn("import", "items", lsn.folder / "none.csv")
    assert ended.code == 3
    assert "cannot be read" in ended.err
    assert lsn("import", "songs", "x.csv").code == 2


def test_the_journal_is_exported_and_replays_to_the_same(draft: Terminal) -> None:
    target = draft.folder / "journal.jsonl"
    assert draft("export", "journal", "-o", target).code == 0
    said = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [row["seq"] for row in said] == sorted(row["seq"] for row in said)
    assert [row["outcome"] for row in said[-3:]] == ["ok", "heard", "ok"]
    assert said[-1]["scan"] == MILK

    again = draft.file("again.scans", *(row["scan"] for row in said[-3:]))
    assert draft("replay", again).out.endswith("RC-00003 draft, 2 lines\n")


def test_the_ledger_is_exported_as_a_table(lsn: Terminal) -> None:
    lsn("receive", "--to", "COLD-A-01", "--post", lsn.file("a.scans", f"{MILK[:-2]}=1+1"))
    ended = lsn("export", "ledger")

    table = list(csv.reader(ended.out.splitlines()))
    assert table[0] == ["on", "document", "item", "lsn", "from", "to", "quantity", "unit"]
    assert len(table) == len(lsn("ledger").out.splitlines()) + 1
    assert table[-1][3] == "'=1+1"  # no spreadsheet takes it for a formula
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", table[-1][0])


def test_an_export_is_written_whole_or_not_at_all(lsn: Terminal) -> None:
    ended = lsn("export", "ledger", "-o", lsn.folder / "no" / "ledger.csv")
    assert ended.code == 3
    assert "Traceback" not in ended.err
