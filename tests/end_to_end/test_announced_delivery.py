"""A delivery of forty announced lines received by scanner alone, in a real window."""

from __future__ import annotations

import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from lsn_desktop.paper import delivery_papers
from lsn_desktop.program import Program
from lsn_desktop.scanning.commands import Command
from lsn_desktop.settings import Settings
from lsn_desktop.storage import discrepancies, documents, verifying
from tests.end_to_end.dock_window import PERSON_MS, Desk, sign_in

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from tests.real_window import Display

MILK, BUTTER = "09521234543213", "09521234543220"
EXPIRY = datetime.now(UTC).date() + timedelta(days=90)
MOST_SECONDS = 120  # for 48 scans, each told before the next


@pytest.fixture
def desk(screen: Display, tmp_path: Path) -> Generator[Desk]:
    command = ["tests/end_to_end/watched_program.py", "--demo"]
    with screen.running(command, {"LSN_HOME": str(tmp_path)}) as running:
        yield Desk(screen, running)


def label(gtin: str, lot: str, quantity: int = 1) -> str:
    many = f"\x1d30{quantity}" if quantity > 1 else ""
    return f"]C101{gtin}17{EXPIRY:%y%m%d}10{lot}{many}"


def do(name: str, argument: str = "") -> str:
    return Command(name, argument).text  # type: ignore[arg-type]


def announce(desk: Desk, folder: Path) -> None:
    """The office puts the supplier's table to the order: the only keys of the delivery."""
    rows = [f"{MILK},M{n:02},1,{EXPIRY}" for n in range(20)]
    rows += [f"{BUTTER},B{n:02},10,{EXPIRY}" for n in range(20)]
    table = folder / "asn.csv"
    table.write_text("gtin,lot,quantity,expiry\n" + "\n".join(rows), "utf-8")
    desk.screen.press("F6")
    desk.sees("What was announced of this delivery?")
    desk.screen.type(f"{table}\r", gap_ms=PERSON_MS)
    desk.sees("40 announced: scan the goods")


def delivery() -> Generator[tuple[str, str]]:
    """Each code as it is scanned, and what the window must say before the next."""
    for n in range(19):  # M19 did not come
        yield label(MILK, f"M{n:02}"), f"{n + 1} of 40 lines"
    yield do("damaged"), "What is wrong with 1 pcs Whole milk 1 L?"
    yield do("answer", "1"), "Where do 1 pcs Whole milk 1 L go?"
    yield do("answer", "1"), "1 pcs of Whole milk 1 L rejected"
    for n in range(18):  # B18 did not come, and of B19 another lot
        yield label(BUTTER, f"B{n:02}", 11 if n == 7 else 10), f"{n + 20} of 40 lines"
    yield do("quantity", "2"), "Next scan counts 2"
    yield do("damaged"), "What is wrong with 2 pcs Butter 250 g?"
    yield do("answer", "2"), "Where do 2 pcs Butter 250 g go?"
    yield do("answer", "2"), "2 pcs of Butter 250 g rejected"
    yield label(BUTTER, "B99", 10), "lot B99 was not announced, expected: B18, B19"
    yield do("post"), "3 of 40 announced lines are not all here"
    yield do("yes"), "Posted RC-"


def test_forty_lines_with_seven_differences_take_no_key(desk: Desk, tmp_path: Path) -> None:
    sign_in(desk)
    desk.screen.scan(do("go", "receive"), prefix="F9")
    desk.on_page("Receive")
    desk.screen.scan("PO-1042", prefix="F9")
    desk.sees("Next scan: goods for PO-1042")
    announce(desk, tmp_path)
    desk.ask("forget")

    began, scans = time.monotonic(), 0
    for code, words in delivery():
        desk.screen.scan(code, prefix="F9")
        desk.sees(words)
        scans += 1
    seconds = time.monotonic() - began

    report = desk.report()
    assert (scans, report["keys"], report["pressed"]) == (47, 0, [])
    assert seconds < MOST_SECONDS
    print(f"\n{scans} scans, {report['keys']} keys, {seconds:.1f} s")  # noqa: T201
    the_report_says_it(tmp_path)


def the_report_says_it(folder: Path) -> None:
    """What was wrong is kept, stands on the page, and the database is sound."""
    file = next(folder.rglob("*.db"))
    program = Program(Settings(folder, str(file), "READER"))
    with program.database.reading() as connection:
        receipt = documents.listed(connection, status="posted")[0]
        kinds = Counter(each.kind for each in discrepancies.of_document(connection, receipt.id))
        assert list(verifying.verify(connection)) == []
    pdf = pypdfium2.PdfDocument(delivery_papers.report(program, receipt.id))
    program.close()
    text = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert kinds == {"short": 3, "damaged": 2, "over": 1, "wrong lot": 1}
    for words in ("M19", "B18", "B19", "B99", "B07", "Broken or crushed", "Wet or stained"):
        assert words in text, words
