"""A printed label scans back: by zxing, and by two decoders that share nothing with it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.scanning.read import read
from printing.inks import label_renderer
from printing.labels import label_check, label_templates
from printing.labels.label_layout import arrange
from tests.printing.labels import (
    DOCK,
    GTIN,
    HOSTILE,
    LABELS,
    MILK,
    PUMP,
    dmtx,
    only_words,
    zbar,
)

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("lot", MILK),
        ("lot", MILK | {"lot": "ABCDEFGH1234567890ZZ"}),
        ("lot", MILK | {"lot": "A(1)/x<b>%"}),
        ("serial", PUMP),
        ("serial", PUMP | {"lot": "A" * 20, "serial": "1" * 20}),
    ],
)
def test_a_printed_label_scans_back(name: str, fields: dict[str, str], dpi: int) -> None:
    symbols = label_check.check(label_templates.load(name), fields, dpi)

    assert symbols
    for symbol in symbols:
        reading = read(symbol.identifier.encode() + symbol.sent, today=TODAY)
        assert reading.valid
        assert reading.gtin == GTIN
        assert reading.lot == fields["lot"]
        assert reading.serial == fields.get("serial")
        assert reading.expiry == date.fromisoformat(fields["expiry"])


@pytest.mark.parametrize("dpi", [203, 300])
def test_other_decoders_read_the_same_from_a_lot_label(tmp_path: Path, dpi: int) -> None:
    file = tmp_path / "lot.png"
    file.write_bytes(label_renderer.png(label_templates.load("lot"), MILK, dpi))
    sent = b"01095212345432131726121910L2611A"

    assert zbar(file) == {sent}
    assert dmtx(file) == b"\x1d" + sent


@pytest.mark.parametrize("dpi", [203, 300])
def test_another_decoder_reads_the_separator_of_a_serial_label(
    tmp_path: Path, dpi: int
) -> None:
    file = tmp_path / "serial.png"
    file.write_bytes(label_renderer.png(label_templates.load("serial"), PUMP, dpi))

    assert dmtx(file) == b"\x1d01095212345432131728053110L2611A\x1d21SN-0004711"


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("location", ["DOCK-1", "A-01-02-03-B", "z 9", "9979837762", "99A"])
def test_another_decoder_reads_a_bin_label(tmp_path: Path, location: str, dpi: int) -> None:
    file = tmp_path / "bin.png"
    fields = DOCK | {"location": location}
    file.write_bytes(label_renderer.png(label_templates.load("bin"), fields, dpi))

    assert zbar(file) == {location.encode()}


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("name", sorted(LABELS))
def test_no_text_spoils_a_symbol(name: str, hostile: str) -> None:
    template = label_templates.load(name)
    fields = LABELS[name] | dict.fromkeys(only_words(template), hostile)

    assert label_check.check(template, fields) == label_check.check(template, LABELS[name])


def test_labels_are_released_together_and_each_was_read() -> None:
    labels = [MILK | {"lot": f"L{number:04}"} for number in range(20)]

    pdf, pages = label_check.checked(label_templates.load("lot"), labels)

    assert pdf == label_renderer.pdf(label_templates.load("lot"), labels)
    assert [page[0].sent[-5:].decode() for page in pages] == [label["lot"] for label in labels]


def test_a_label_that_says_something_else_is_not_released() -> None:
    template = label_templates.load("lot")
    other = label_renderer.pdf(template, [MILK, MILK | {"lot": "L2611B"}])

    with pytest.raises(Refusal) as refused:
        label_check.read_back(other, [arrange(template, MILK, 203)] * 2)

    assert str(refused.value).startswith(
        "Label 2: the GS1 DataMatrix reads back as 01095212345432131726121910L2611B;"
        " it should say 01095212345432131726121910L2611A."
    )


def test_a_label_without_its_symbol_is_not_released() -> None:
    template = label_templates.load("bin")
    blank = label_renderer.pdf(label_templates.load("lot"), [MILK])

    with pytest.raises(Refusal, match="QR Code saying DOCK-1 does not read back") as refused:
        label_check.read_back(blank, [arrange(template, DOCK, 203)])

    assert "Nothing was printed." in str(refused.value.remedy)
