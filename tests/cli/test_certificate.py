"""`lsn certificate`: issued, and judged when somebody shows one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal


def test_a_file_is_verified(lsn: Terminal) -> None:
    target = lsn.folder / "coc.pdf"
    assert lsn("certificate", "L2547A", "-o", target).code == 0

    ended = lsn("certificate", "verify", target)

    assert (ended.code, ended.err) == (0, "")
    state, words, remedy, seal = ended.out.splitlines()
    assert state == "valid"
    assert "is as it was issued on" in words
    assert remedy == "Nothing was changed, and it still counts."
    assert seal.startswith("Signed by ")


def test_what_is_not_valid_exits_with_one(lsn: Terminal) -> None:
    target = lsn.folder / "coc.pdf"
    assert lsn("certificate", "L2547A", "-o", target).code == 0
    target.write_bytes(target.read_bytes() + b"\n")

    ended = lsn("certificate", "verify", target, "--json")

    assert ended.code == 1
    (row,) = ended.rows
    assert list(row) == ["state", "number", "words", "remedy", "signature", "sha256"]
    assert (row["state"], row["number"][:4], len(row["sha256"])) == ("changed", "COC-", 64)
    other = lsn.file("notes.pdf", "no certificate")
    assert lsn("certificate", "verify", other).out.splitlines()[0] == "unknown"


def test_a_file_that_is_not_there_exits_with_three(lsn: Terminal) -> None:
    ended = lsn("certificate", "verify", lsn.folder / "none.pdf")

    assert (ended.code, ended.out) == (3, "")
    assert "cannot be read" in ended.err


def test_half_a_command_is_wrong_usage(lsn: Terminal) -> None:
    for words in (["L2547A"], ["verify"], ["L2547A", "coc.pdf"], []):
        assert lsn("certificate", *words).code == 2


def test_verify_may_be_the_code_of_a_lot(lsn: Terminal) -> None:
    ended = lsn("certificate", "verify", "-o", lsn.folder / "coc.pdf")

    assert (ended.code, ended.err.splitlines()[0]) == (1, "Nothing is called verify.")


def test_an_analysis_is_refused_in_words_and_a_letter_is_issued(lsn: Terminal) -> None:
    ended = lsn("certificate", "L2547A", "--type", "coa", "-o", lsn.folder / "coa.pdf")
    assert (ended.code, "L2547A has no test results" in ended.err) == (1, True)
    assert not (lsn.folder / "coa.pdf").exists()

    ended = lsn("certificate", "L2547A", "--ship", "SH-99999", "-o", lsn.folder / "coc.pdf")
    assert "There is no shipment SH-99999." in ended.err

    letter = lsn.folder / "letter.pdf"
    assert lsn("certificate", "L2547A", "--template", "coc-letter", "-o", letter).code == 0
    assert letter.read_bytes().startswith(b"%PDF")
