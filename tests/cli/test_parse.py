"""`lsn parse` says how scans are read, one JSON object per scan."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import zxingcpp
from PIL import Image

from lsn_desktop.cli import main

if TYPE_CHECKING:
    from pathlib import Path

DATA_MATRIX = zxingcpp.BarcodeFormat.DataMatrix
FIELDS = [
    *(
        "scan",
        "symbology",
        "read_as",
        "valid",
        "elements",
        "gtin",
        "content_gtin",
        "sscc",
        "lot",
    ),
    *("serial", "expiry", "best_before", "production", "quantity", "weight_kg", "digital_link"),
    *("errors", "warnings", "questions"),
]


@pytest.fixture
def parse(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Parse the bytes of a file and return the objects told."""

    def parse(content: bytes, *options: str) -> list[dict[str, Any]]:
        (tmp_path / "scans").write_bytes(content)
        assert main(["parse", str(tmp_path / "scans"), "--today", "2026-11-22", *options]) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return parse


def test_a_scan_is_told_with_every_field(parse: Any) -> None:
    (told,) = parse(rb"]C101095212345432131726123110AB\x1d3103001250" + b"\n")

    assert list(told) == FIELDS
    assert told["scan"] == r"]C101095212345432131726123110AB\x1d3103001250"
    assert told["symbology"] == "]C1"
    assert told["read_as"] == "gs1"
    assert told["valid"] is True
    assert told["elements"][1] == {
        "id": "17",
        "title": "USE BY or EXPIRY",
        "raw": "261231",
        "value": "2026-12-31",
    }
    assert (told["gtin"], told["lot"]) == ("09521234543213", "AB")
    assert (told["expiry"], told["weight_kg"]) == ("2026-12-31", "1.250")
    assert told["digital_link"] == (
        "https://id.gs1.org/01/09521234543213/10/AB?17=261231&3103=001250"
    )
    assert told["sscc"] is None
    assert told["errors"] == told["warnings"] == told["questions"] == []


def test_a_flaw_is_told_with_its_code_and_in_words(parse: Any) -> None:
    (told,) = parse(b"]C10109521234543214")

    assert told["valid"] is False
    assert told["errors"] == [
        {
            "id": "01",
            "code": "check-digit",
            "message": "(01) GTIN does not check: 09521234543214 is misprinted or misread.",
        }
    ]


def test_every_line_is_a_scan_and_no_byte_is_lost(parse: Any) -> None:
    told = parse(b"10D9T\r\n\n\xff\x00\\\\x1d\n(01)1")

    assert [scan["scan"] for scan in told] == ["10D9T", "", r"\xff\x00\\x1d", "(01)1"]
    assert [scan["valid"] for scan in told] == [True, False, True, True]


@pytest.mark.parametrize(
    ("line", "options", "read_as", "valid"),
    [
        (b"10AB", [], "plain", True),
        (b"10AB", ["--as", "gs1"], "gs1", False),  # a lot without an item
        (b"0109521234543213", ["--as", "gs1", "--json"], "gs1", True),
        (b"(01)09521234543213(10)A\\(B", ["--as", "gs1", "--brackets"], "gs1", True),
        (b"(01)09521234543213(10)A\\(B", ["--brackets"], "gs1", True),
        (b"0109521234543213", ["--as", "gs1", "--brackets"], "gs1", False),
    ],
)
def test_options_say_what_scans_are_taken_for(
    parse: Any,
    line: bytes,
    options: list[str],
    read_as: str,
    valid: bool,  # noqa: FBT001
) -> None:
    (told,) = parse(line, *options)

    assert (told["read_as"], told["valid"]) == (read_as, valid)


def test_raw_bytes_are_cut_as_a_serial_port_delivers_them(parse: Any) -> None:
    told = parse(
        b"]C110AB\x1d21C\r\n]E02112345678900\r" + b"9" * 100_000 + b"\rlast\\x1d", "--raw"
    )

    assert [scan["symbology"] for scan in told] == ["]C1", "]E0", None, None]
    assert told[0]["serial"] == "C"
    assert told[2]["errors"][0]["code"] == "length"
    assert told[3]["scan"] == r"last\\x1d"


def test_a_line_of_ten_megabytes_is_told_like_any_other(parse: Any) -> None:
    told = parse(b"\x00" * 10_000_000 + b"\nnext\n")

    assert [scan["errors"][:1] != [] for scan in told] == [True, False]
    assert len(told[0]["scan"]) == 40_000_000


def test_standard_input_is_read_where_no_file_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments in (["parse"], ["parse", "-"]):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"10D9T\n")))
        assert main(arguments) == 0
        assert json.loads(capsys.readouterr().out)["scan"] == "10D9T"


def test_codes_in_pictures_are_told_with_their_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "label.png"
    symbol = zxingcpp.create_barcode("(01)09521234543213(10)AB", DATA_MATRIX, gs1=True)
    Image.fromarray(symbol.to_image(scale=4)).save(picture)

    assert main(["parse", "--image", str(picture), str(picture)]) == 0

    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(code["file"], code["gtin"], code["lot"]) for code in told] == [
        (str(picture), "09521234543213", "AB")
    ] * 2


def test_a_picture_that_cannot_be_read_keeps_no_other_from_being_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture, empty = tmp_path / "label.png", tmp_path / "empty.png"
    symbol = zxingcpp.create_barcode("LOT-1", DATA_MATRIX)
    Image.fromarray(symbol.to_image(scale=4)).save(picture)
    empty.touch()
    gone = tmp_path / "gone.png"

    assert main(["parse", "--image", str(empty), str(picture)]) == 1
    shown = capsys.readouterr()
    assert [json.loads(line)["scan"] for line in shown.out.splitlines()] == ["]d1LOT-1"]
    assert "empty.png is neither a picture nor a PDF." in shown.err

    assert main(["parse", "--image", str(gone), str(empty), str(picture)]) == 3
    assert "]d1LOT-1" in capsys.readouterr().out


def test_codes_of_other_standards_are_told_in_the_same_form(parse: Any) -> None:
    told = parse(
        b"+A99912345/$$52001510X3/16D20111212/S77DE1G45-\n"
        b"=)1TE123456A&)RZ12345678\n"
        rb"[)>\x1e06\x1d1PX9\x1d1TL7\x1dQ12\x1d14D20261231\x1e\x04" + b"\n"
        b"1Z999AA10123456784\n"
        b"]C0+A123BJC5D6E71H\n"
    )

    kinds = [(code["read_as"], code["valid"], code["lot"]) for code in told]
    assert kinds == [
        ("hibc", True, "10X3"),
        ("iccbba", True, "RZ12345678"),
        ("mh10", True, "L7"),
        ("carrier", True, None),
        ("hibc", False, None),
    ]
    assert (told[0]["serial"], told[0]["expiry"]) == ("77DE1G45", "2020-01-15")
    assert (told[2]["quantity"], told[2]["expiry"]) == ("12", "2026-12-31")
    assert told[3]["elements"][0]["title"] == "UPS"
    assert [error["code"] for error in told[4]["errors"]] == ["check-digit"]
    assert all(list(code) == FIELDS for code in told)


def test_a_file_that_cannot_be_read_is_told_with_a_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["parse", str(tmp_path)]) == 3
    fact, remedy = capsys.readouterr().err.splitlines()
    assert str(tmp_path) in fact
    assert "standard input" in remedy


def test_reading_a_code_waits_for_no_database_and_no_window() -> None:
    program = (
        "import sys; from lsn_desktop.cli import main; main(['parse']);"
        "print(sorted({'sqlalchemy', 'PySide6', 'reportlab', 'alembic'} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], input=b"10D9T\n", capture_output=True, check=True
    )
    assert done.stdout.splitlines()[1:] == [b"[]"]


def test_an_editors_byte_order_mark_is_no_part_of_the_first_scan(parse: Any) -> None:
    told = parse(b"\xef\xbb\xbf10D9T\r\n\xef\xbb\xbf7")

    assert [row["scan"] for row in told] == ["10D9T", r"\xef\xbb\xbf7"]
