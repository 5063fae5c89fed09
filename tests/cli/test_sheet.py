"""`lsn sheet`: sheets of the company's own, and their outlines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal

CHILLED = ("--labels", "2x4", "--size", "95x65", "--corner", "8x15", "--gap", "4x2")


def rows(lsn: Terminal) -> list[dict[str, Any]]:
    return [row for row in lsn("sheet", "list", "--json").rows if row["own"]]


def test_a_sheet_is_entered_listed_changed_printed_on_and_removed(lsn: Terminal) -> None:
    assert lsn("sheet", "add", "Chilled", *CHILLED).out == "Chilled is saved.\n"
    assert rows(lsn) == [
        {
            "sheet": "Chilled",
            "title": "Chilled",
            "paper": [210.0, 297.0],
            "columns": 2,
            "rows": 4,
            "width": 95.0,
            "height": 65.0,
            "left": 8.0,
            "top": 15.0,
            "across": 99.0,
            "down": 67.0,
            "own": True,
        }
    ]
    assert lsn("sheet", "change", "CHILLED", "--size", "94x64", "--name", "Cold").code == 0
    (cold,) = rows(lsn)
    assert [cold[name] for name in ("sheet", "width", "across", "down")] == ["Cold", 94, 98, 66]

    code, file = lsn.on_hand()[0]["lsn"], lsn.folder / "sheets.pdf"
    done = lsn("label", code, "--template", "lot-l7160", "--sheet", "cold", "-o", file)
    assert (done.code, file.read_bytes()[:5]) == (0, b"%PDF-")

    assert lsn("sheet", "remove", "cold").out == "Cold is removed.\n"
    assert rows(lsn) == []
    assert lsn("sheet", "remove", "Cold").code == 1


def test_inches_are_taken(lsn: Terminal) -> None:
    inches = ("--paper", "letter", "--labels", "2x5", "--size", "4x2in",
              "--corner", "0.15625x0.5in", "--gap", "0.1875x0in")  # fmt: skip
    assert lsn("sheet", "add", "Wide", *inches).code == 0

    (wide,) = rows(lsn)
    measures = [wide[name] for name in ("width", "left", "across")]
    assert measures == pytest.approx([101.6, 3.969, 106.3625], abs=0.001)


def test_the_outlines_are_a_file_or_go_to_a_printer(lsn: Terminal) -> None:
    told = lsn("sheet", "test", "l7160")
    assert (told.code, told.out[:9]) == (0, "Saved as ")
    lsn("printer", "add", "Office", "--folder", lsn.folder / "office", "--language", "pdf")
    assert lsn("sheet", "test", "L7160", "--printer", "Office").code == 0
    assert [one.suffix for one in (lsn.folder / "office").iterdir()] == [".pdf"]

    lsn("printer", "add", "Zebra", "--folder", lsn.folder / "zebra", "--language", "zpl")
    told = lsn("sheet", "test", "L7160", "--printer", "Zebra")
    assert (told.code, "Zebra prints on rolls" in told.err) == (1, True)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (("--labels", "3x4"), "over the right edge of the paper by 91 mm"),
        (("--labels", "24"), "how many labels"),
        (("--size", "95"), "no two lengths"),
        (("--gap", "-1x0"), ""),
    ],
)
def test_what_does_not_fit_is_refused_in_words(
    lsn: Terminal, wrong: tuple[str, ...], words: str
) -> None:
    told = lsn("sheet", "add", "Chilled", *CHILLED, *wrong)

    assert told.code in (1, 2)
    assert words in told.err
    assert rows(lsn) == []


def test_built_in_sheets_stay_as_they_are(lsn: Terminal) -> None:
    for act in (("add", "l7160", *CHILLED), ("change", "L7160", "--gap", "1x1")):
        told = lsn("sheet", *act)
        assert (told.code, "built-in sheet" in told.err) == (1, True)
    assert lsn("sheet", "remove", "L7160").code == 1
