"""`lsn template`: files in and out, and what is printed with what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from printing.labels import label_templates
from tests.printing.labels import pages_of

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal


def test_a_template_goes_out_is_changed_and_comes_in_as_the_companys(lsn: Terminal) -> None:
    file = lsn.folder / "lot.toml"
    assert lsn("template", "export", "lot", "-o", file).code == 0
    assert file.read_text() == label_templates.text("lot")
    file.write_text(file.read_text().replace('"Lot label"', '"Our lot label"'))

    assert lsn("template", "import", file, "--json").rows[0]["version"] == "1"
    file.write_text(file.read_text().replace('"Our lot label"', '"Our second"'))
    assert lsn("template", "import", file).out == "Label template lot, version 2\n"

    rows = {row["name"]: row for row in lsn("template", "list", "--json").rows}
    assert (rows["lot"]["title"], rows["lot"]["own"]) == ("Our second", True)
    assert rows["bin"]["own"] is False
    shown = lsn("template", "show", "lot", "--json").rows[0]
    assert shown["kept_versions"] == ["2", "1"]
    assert shown["needs"] == ["lot"]
    assert lsn("template", "export", "lot", "--version", "1", "-o", file).code == 0
    assert "Our lot label" in file.read_text()

    assert lsn("template", "retire", "lot").code == 0
    assert lsn("template", "show", "lot", "--json").rows[0]["title"] == "Lot label"
    assert lsn("template", "retire", "lot").code == 1


def test_a_file_that_is_no_template_is_refused_in_words(lsn: Terminal) -> None:
    file = lsn.folder / "a.toml"
    for source, words in (
        (b"\xff\xfe", "no text"),
        (b"[code]\n", "has no key code"),
        (b"#" * 300_000, "larger than 256 kB"),
    ):
        file.write_bytes(source)
        done = lsn("template", "import", file)
        assert (done.code, words in done.err) == (1, True), done.err
    assert lsn("template", "import", lsn.folder / "none.toml").code == 3


def test_an_items_labels_are_printed_with_its_own_template(lsn: Terminal) -> None:
    done = lsn("template", "use", "lot-4x2", "--item", "MILK-1L", "--printer", "Zebra")
    assert done.code == 0, done.err
    assert "MILK-1L Zebra: lot-4x2 instead of lot" in lsn("template", "list").out
    assert lsn("template", "use", "lot-4x2").code == 1
    for wrong in (("--item", "NONE"), ("--customer", "NONE")):
        assert lsn("template", "use", "lot-4x2", *wrong).code == 1
    assert lsn("template", "use", "none", "--item", "MILK-1L").code == 1

    again = ("--item", "MILK-1L", "--printer", "Zebra", "--no-more")
    assert lsn("template", "use", "lot-4x2", *again).code == 0
    assert "instead of" not in lsn("template", "list").out


def test_labels_go_on_a_begun_sheet(lsn: Terminal) -> None:
    target = lsn.folder / "sheet.pdf"
    label = ("label", "L2547A", "--template", "lot-l7160", "--copies", "4", "-o", target)

    done = lsn(*label, "--sheet", "l7160", "--first", "20")

    assert done.code == 0, done.err
    assert pages_of(target.read_bytes()) == 2
    for wrong, words in (
        (("--sheet", "L7160", "--first", "22"), "from 1 to 21"),
        (("--sheet", "L7651"), "38.1 x 21.2"),
        (("--sheet", "none"), "L7160"),
    ):
        refused = lsn(*label, *wrong)
        assert (refused.code, words in refused.err) == (1, True), refused.err


def test_a_bin_gets_any_label_of_places(lsn: Terminal) -> None:
    done = lsn("label", "DOCK-1", "--template", "bin-2x1", "-o", lsn.folder / "bin.pdf")

    assert done.code == 0, done.err


def test_every_label_the_program_prints_by_itself_has_rules(lsn: Terminal) -> None:
    use = ("template", "use", "bin-2x1", "--printer", "Zebra", "--instead-of")
    for purpose in ("lot", "serial", "bin", "logistics", "hold", "item"):
        assert lsn(*use, purpose).code == 0
    refused = lsn(*use, "lot-1x1")
    assert refused.code == 1
    assert refused.err.startswith("lot-1x1 is no label the program prints by itself.")


def test_a_certificates_template_is_kept_listed_used_and_retired(lsn: Terminal) -> None:
    file = lsn.folder / "ours.toml"
    assert lsn("template", "export", "coc-letter", "-o", file).code == 0
    file.write_text(file.read_text().replace("Letter of conformity", "Our letter"))

    assert lsn("template", "import", file).out == "Certificate template ours, version 1\n"
    rows = {row["name"]: row for row in lsn("template", "list", "--json").rows}
    kept = (rows["ours"]["kind"], rows["ours"]["version"], rows["ours"]["own"])
    assert kept == ("coc", "1", True)
    assert (rows["coa"]["own"], rows["lot"]["kind"]) == (False, "label")
    assert "COC, A4" in lsn("template", "list").out
    shown = lsn("template", "show", "ours", "--json").rows[0]
    assert (shown["title"], shown["layout"], shown["kept_versions"]) == (
        "Our letter", "letter", ["1"],
    )  # fmt: skip

    issue = ("certificate", "L2547A", "--template", "ours", "-o", lsn.folder / "coc.pdf")
    assert lsn(*issue).code == 0
    assert lsn("template", "retire", "ours").code == 0
    refused = lsn(*issue)
    assert (refused.code, "There is no certificate template ours" in refused.err) == (1, True)


def test_a_certificates_template_that_breaks_a_rule_is_refused_in_words(lsn: Terminal) -> None:
    good = (
        'title = "Ours"\nkind = "coc"\nlayout = "letter"\npaper = "A4"\nstatement = "{item}"\n'
    )
    for name, text, words in (
        ("ours", good.replace("{item}", "{pin}"), "there is no field pin"),
        ("ours", good + "[", "The certificate template ours cannot be used"),
        ("ours", good + "#" * 70_000, "larger than 64 kB"),
        ("lot", good, "The name lot is that of another kind"),
    ):
        done = lsn("template", "import", lsn.file(f"{name}.toml", text))
        assert (done.code, words in done.err) == (1, True), done.err
