"""Element strings: split where the standard splits them, judged one by one and together."""

from __future__ import annotations

from datetime import date

import pytest

from lsn_desktop.scanning import brackets, gs1

TODAY = date(2026, 11, 22)
GTIN = "09521234543213"


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("", []),
        ("\x1d\x1d", []),
        (f"01{GTIN}10AB", [("01", GTIN), ("10", "AB")]),
        (f"\x1d01{GTIN}\x1d10AB\x1d21C\x1d", [("01", GTIN), ("10", "AB"), ("21", "C")]),
        (
            f"01{GTIN}17261231310300125010AB\x1d21C",
            [
                ("01", GTIN),
                ("17", "261231"),
                ("3103", "001250"),
                ("10", "AB"),
                ("21", "C"),
            ],
        ),
        ("0109", [("01", "09")]),
        ("01", [("01", "")]),
        ("10\x1d21C", [("10", ""), ("21", "C")]),
        ("310", [("310", "")]),
        ("31\x1d10A", [("31", ""), ("10", "A")]),
        ("1x2", [("1x", "2")]),
        ("9", [("9", "")]),
        ("9\x1d10A", [("9", ""), ("10", "A")]),
        ("19261231" + "10AB", [("19", "261231"), ("10", "AB")]),  # no such AI, but so long
        ("3199123456" + "10AB", [("3199", "123456"), ("10", "AB")]),
        ("89ABC\x1d10AB", [("89", "ABC"), ("10", "AB")]),
    ],
)
def test_elements_end_at_their_length_or_a_separator(
    text: str, pairs: list[tuple[str, str]]
) -> None:
    assert list(gs1.split(text)) == pairs


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("", []),
        (r"(01)09521234543213(10)AB\(C", [("01", GTIN), ("10", "AB(C")]),
        ("(10)AB)C", [("10", "AB)C")]),
        ("(10)A\nB", [("10", "A\nB")]),
        ("(10)(21)C", [("10", ""), ("21", "C")]),
        ("1012345", [("", "1012345")]),
        ("(10)A(1B)2", [("10", "A"), ("", "(1B)2")]),
        ("(10)A(", [("10", "A"), ("", "(")]),
        ("(12345)6", [("", "(12345)6")]),
    ],
)
def test_brackets_split_as_they_stand(text: str, pairs: list[tuple[str, str]]) -> None:
    assert list(brackets.split(text)) == pairs


@pytest.mark.parametrize(
    ("bracketed", "codes"),
    [
        (f"(01){GTIN}(10)AB", []),
        ("(01)09521234543214", ["check-digit"]),
        ("(01)0952123454321", ["length"]),
        ("(01)0952123454321A", ["character"]),
        ("(01)0952123454321٣", ["character"]),
        (f"(01){GTIN}(10)", ["empty"]),
        (f"(01){GTIN}(10)A B", ["character"]),
        (f"(01){GTIN}(17)261301", ["date"]),
        (f"(01){GTIN}(422)999", ["code-list"]),
        (f"(01){GTIN}(7007)261231261301", ["date"]),
        (f"(01){GTIN}(7007)2612312", ["length"]),
        (f"(01){GTIN}(89)A", ["unknown-ai"]),
        (f"(01){GTIN}(3109)000001", ["unknown-ai"]),
        (f"(01){GTIN}(89)", ["format"]),
        (f"(01){GTIN}(123)A", ["format"]),
        (f"(01){GTIN}x", ["length"]),
        ("(00)006141411234567890(8030)Az-_09", []),
        ("(00)006141411234567890(8030)12=", []),
        ("(00)006141411234567890(8030)1==", []),
        ("(00)006141411234567890(8030)123=", ["format"]),
        ("(00)006141411234567890(8030)===", ["format"]),
        ("(00)006141411234567890(8030)1=2", ["character"]),
        ("(00)006141411234567890(8030)1:2", ["character"]),
        ("(10)AB", ["requires"]),
        ("(21)AB", ["requires"]),
        (f"(01){GTIN}(250)AB", ["requires"]),
        (f"(01){GTIN}(250)AB(21)C", []),
        (f"(01){GTIN}(3922)0299", ["requires"]),
        (f"(01){GTIN}(3922)0299(3103)000195", []),
        (f"(01){GTIN}(3103)000195(3102)000195", ["excludes", "excludes"]),
        (f"(01){GTIN}(37)12", ["excludes", "requires"]),
        (f"(00)006141411234567890(02){GTIN}(37)12(10)A", []),
        (f"(01){GTIN}(10)A(10)A", []),
        (f"(01){GTIN}(10)A(10)B", ["repeat"]),
        (f"(01){GTIN}(89)A(89)B", ["unknown-ai", "unknown-ai", "repeat"]),
    ],
)
def test_every_fault_has_its_code(bracketed: str, codes: list[str]) -> None:
    found = gs1.judged(brackets.split(bracketed), today=TODAY)

    assert [flaw.code for flaw in found.flaws] == codes


@pytest.mark.parametrize(
    ("id_", "raw", "value"),
    [
        ("01", GTIN, GTIN),
        ("17", "261200", "2026-12-31"),
        ("3103", "001250", "1.250"),
        ("3100", "001250", "1250"),
        ("3100", "000000", "0"),
        ("3105", "000001", "0.00001"),
        ("3922", "0299", "2.99"),
        ("3929", "1", "0.000000001"),
        ("3932", "9780299", "978 2.99"),
        ("3941", "0125", "12.5"),
        ("7003", "2612312359", "2026-12-31T23:59"),
        ("7007", "261201261231", "2026-12-01/2026-12-31"),
        ("7007", "261201", "2026-12-01"),
        ("7011", "2612010830", "2026-12-01T08:30"),
        ("8008", "26120108", "2026-12-01T08"),
        ("8008", "261201083059", "2026-12-01T08:30:59"),
        ("7250", "19040229", "1904-02-29"),
        ("7251", "190402290830", "1904-02-29T08:30"),
        ("4300", "A%20B+%C3%A9", "A B é"),
        ("4309", "02790858483600000000", "-62.0914152,180.0000000"),
        ("4309", "18000000001800000000", "90.0000000,0.0000000"),
        ("30", "0012", "0012"),
    ],
)
def test_a_value_reads_as_people_write_it(id_: str, raw: str, value: str) -> None:
    (element,) = gs1.judged([(id_, raw)], today=TODAY).elements

    assert (element.raw, element.value) == (raw, value)


@pytest.mark.parametrize(
    ("id_", "raw", "code"),
    [
        ("7003", "2612312400", "date"),
        ("7003", "2612312360", "date"),
        ("8008", "26123124", "date"),
        ("8008", "2612312360", "date"),
        ("7250", "19050229", "date"),
        ("4326", "261200", "date"),
        ("4309", "18000000010000000000", "format"),
        ("4309", "00000000003600000001", "format"),
    ],
)
def test_a_value_without_meaning_stays_raw(id_: str, raw: str, code: str) -> None:
    found = gs1.judged([(id_, raw)], today=TODAY)

    assert found.elements[0].value == raw
    assert found.flaws[0].code == code


def test_an_element_that_runs_on_asks_where_it_ends() -> None:
    found = gs1.element_string(f"01{GTIN}10LOT-2026-000021SERIAL-0001", today=TODAY)

    assert [(flaw.id, flaw.code) for flaw in found.questions] == [("10", "separator")]
    assert "(10) BATCH/LOT" in str(found.questions[0].message)


@pytest.mark.parametrize(
    ("id_", "raw"),
    [("8111", "123"), ("7007", "2612312"), ("01", GTIN + "1"), ("10", "L" * 20 + " ")],
)
def test_a_wrong_length_alone_asks_nothing(id_: str, raw: str) -> None:
    found = gs1.judged([(id_, raw)], today=TODAY)

    assert found.flaws[0].code == "length"
    assert bool(found.questions) is (id_ == "10")


def test_a_fault_is_told_with_the_value_that_came_and_the_one_expected() -> None:
    found = gs1.judged([("7007", "26123\x00"), ("01", "1" * 99)], today=TODAY)

    assert [str(flaw.message) for flaw in found.flaws[:2]] == [
        "(7007) HARVEST DATE has a character that may not stand there: 26123<00>.",
        f"(01) GTIN has 99 characters, 14 belong there: {'1' * 40}\u2026.",
    ]
    found = gs1.judged([("7007", "261")], today=TODAY)
    assert "has 3 characters, 6, 12 belong there" in str(found.flaws[0].message)
    found = gs1.judged([("10", "")], today=TODAY)
    assert str(found.flaws[0].message) == "(10) BATCH/LOT has no value."
