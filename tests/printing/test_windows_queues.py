"""The queues of Windows, against a stand-in for it (``tests.windows_spooler``).

What is shown here: that we call what Microsoft's pages say, in their order, with their
structures, and tell each of their answers as it is. Not that a Windows prints.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import zxingcpp

from lsn_desktop.domain.refusals import Refusal, Unavailable
from printing import ways
from printing.inks import label_renderer, raster
from printing.inks.payloads import payload
from printing.labels import label_templates
from printing.labels.label_layout import arrange
from printing.pages import opened, picture
from printing.queues import spool
from printing.queues.print_jobs import JobId
from printing.ways import PrinterAddress, Uncertain
from tests import windows_spooler as fake
from tests.printing.labels import MILK

from printing.queues import windows_queues, windows_spooler  # isort: skip  # after its stand-in

if TYPE_CHECKING:
    from tests.windows_spooler import Printer, Windows

LABEL = b"^XA^FO20,20^FDL2611A^FS^XZ"
RETAIN, RELEASE = 8, 9


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Windows:
    monkeypatch.setattr(spool, "server", windows_queues)
    monkeypatch.setattr(windows_spooler, "_kept", {})
    return fake.computer(monkeypatch)


@pytest.fixture
def zebra(windows: Windows) -> Printer:
    return windows.add("Zebra")


RAW = PrinterAddress("raw-queue", "Zebra", "zpl")
DRIVEN = PrinterAddress("queue", "Zebra", "pdf", 203)
DOTS = PrinterAddress("queue", "Zebra", "bitmap", 203)


def page(printer: PrinterAddress) -> bytes:
    """A lot label as that printer is sent it."""
    return payload(arrange(label_templates.load("lot"), MILK, printer.dpi), printer)


def number_of(sent: ways.Sent) -> JobId:
    assert sent.job is not None
    return sent.job


# Which there are


def test_the_queues_are_told_the_default_one_first(windows: Windows) -> None:
    for name in ("Adobe PDF", "Zebra"):
        windows.add(name)
    windows.default = "Zebra"

    assert [(one.name, one.default, one.dpi) for one in spool.queues()] == [
        ("Zebra", True, 203), ("Adobe PDF", False, 203),
    ]  # fmt: skip
    assert windows.calls == [("EnumPrinters", 2 | 4, None, 2)]


def test_a_computer_without_a_default_queue_has_none(windows: Windows, zebra: Printer) -> None:
    assert [one.default for one in spool.queues()] == [False]
    found = spool.queue(zebra.name)
    assert found is not None
    assert (found.description, found.stopped, found.waiting) == ("Dock", False, 0)
    assert windows.open == 0


def test_a_queue_says_its_dots_from_its_driver(zebra: Printer) -> None:
    zebra.dpi = (300, 300)
    found = spool.queue("Zebra")

    assert found is not None
    assert found.dpi == 300


@pytest.mark.parametrize("queue", ["nowhere", ""])
@pytest.mark.usefixtures("windows")
def test_a_queue_there_is_not_takes_nothing(queue: str) -> None:
    assert spool.queue(queue) is None
    with pytest.raises(Refusal, match=r"The printer name is invalid\. Nothing was printed"):
        ways.send(PrinterAddress("raw-queue", queue, "zpl"), LABEL, "PJ-1")
    assert ways.status(PrinterAddress("queue", queue)).standing == "away"


def test_without_a_spooler_the_remedy_is_a_file(windows: Windows) -> None:
    windows.fails = {"OpenPrinter": fake.NO_SERVER, "EnumPrinters": fake.NO_SERVER}

    for ask in (
        spool.queues,
        lambda: spool.queue("Zebra"),
        lambda: spool.submit("Zebra", b"", "t"),
        lambda: spool.submit_raw("Zebra", b"", "t"),
        lambda: spool.job(JobId("Zebra", 1)),
    ):
        with pytest.raises(Unavailable, match="Start the service Print Spooler, or save"):
            ask()


@pytest.mark.parametrize(
    ("status", "attributes", "words"),
    [
        (0, 0, "Ready."),
        (0x1, 0, "Stopped: paused"),
        (0x10, 0, "Stopped: out of labels"),
        (0x80, 0, "Stopped: the printer is offline"),
        (0, 0x400, "Stopped: the printer is offline"),
        (0x8, 0, "Stopped: a jam"),
        (0x400000, 0, "Stopped: the head is open"),
        (0x40000, 0, "Stopped: out of ribbon"),
        (0x20000, 0, "Ready: little ribbon or toner left"),
        (0x100000, 0, "Stopped: somebody is needed at the printer"),
        (0x2, 0, "Stopped: the printer reports an error"),
        (0x4, 0, "Stopped: the queue takes no jobs"),
    ],
)
def test_windows_tells_how_a_queue_stands(
    zebra: Printer, status: int, attributes: int, words: str
) -> None:
    zebra.status, zebra.attributes = status, attributes

    assert str(ways.status(DRIVEN).words) == words


# Raw bytes


def test_a_raw_queue_brings_the_very_bytes(windows: Windows, zebra: Printer) -> None:
    windows.takes = 7
    sent = ways.send(RAW, LABEL, "PJ-1 3")

    assert zebra.raw == [LABEL]
    assert number_of(sent) == JobId("Zebra", 1)
    assert windows.calls[:4] == [
        ("OpenPrinter", "Zebra"),
        ("StartDocPrinter", 1, ("PJ-1 3", None, "RAW")),
        ("SetJob", 1, 0, None, RETAIN),
        ("StartPagePrinter",),
    ]
    assert windows.called()[-2:] == ["EndPagePrinter", "EndDocPrinter"]
    assert windows.open == 0


def test_raw_bytes_pass_a_driver_of_xps_by(windows: Windows) -> None:
    windows.add("Zebra", driver="ZDesigner v4", driver_version=4)
    ways.send(RAW, LABEL, "PJ-1")

    assert ("StartDocPrinter", 1, ("PJ-1", None, "XPS_PASS")) in windows.calls


@pytest.mark.parametrize("fails", ["StartDocPrinter", "StartPagePrinter", "WritePrinter"])
def test_what_fails_before_a_byte_was_taken_printed_nothing(
    windows: Windows, zebra: Printer, fails: str
) -> None:
    windows.fails = {fails: fake.ACCESS_DENIED}

    with pytest.raises(Refusal, match=r"Access is denied\. Nothing was printed"):
        ways.send(RAW, LABEL, "PJ-1")
    assert (zebra.raw, windows.open) == ([], 0)
    assert ("AbortPrinter" in windows.called()) == (fails != "StartDocPrinter")


def test_what_breaks_in_the_middle_is_told_as_uncertain(windows: Windows) -> None:
    windows.add("Zebra")
    windows.breaks_after = 10

    with pytest.raises(Uncertain, match=r"cannot write.*Look whether the label came out"):
        ways.send(RAW, LABEL, "PJ-1")
    assert "AbortPrinter" in windows.called()


@pytest.mark.usefixtures("zebra")
def test_a_spooler_that_goes_at_the_end_is_told_as_uncertain(windows: Windows) -> None:
    windows.fails = {"EndDocPrinter": fake.NO_SERVER}

    with pytest.raises(Uncertain, match="Look whether the label came out"):
        ways.send(RAW, LABEL, "PJ-1")


# Pages


@pytest.mark.parametrize("printer", [DRIVEN, DOTS], ids=["pdf", "bitmap"])
@pytest.mark.parametrize("origin", [(0, 0), (12, 20)])
def test_a_label_is_printed_dot_for_dot(
    windows: Windows, zebra: Printer, printer: PrinterAddress, origin: tuple[int, int]
) -> None:
    zebra.origin = origin
    zebra.paper_mm = (101.0, 51.0)  # what a driver calls 100 x 50
    ways.send(printer, page(printer), "PJ-1 1")

    ((_name, mode, size, box),) = [call for call in windows.calls if call[0] == "StretchDIBits"]
    assert (mode, size) == ("1", (800, 400))
    assert box == (-origin[0], -origin[1], 800 - origin[0], 400 - origin[1])
    (paper,) = zebra.pages
    assert {code.bytes for code in zxingcpp.read_barcodes(paper)} == {
        b"01095212345432131726121910L2611A"
    }
    assert windows.open == 0


def test_the_dots_of_the_page_are_those_that_were_read_back(
    windows: Windows, zebra: Printer
) -> None:
    ways.send(DOTS, page(DOTS), "PJ-1 1")

    assert windows.called("StartDoc", "SetJob", "StartPage", "EndPage", "EndDoc") == [
        "StartDoc", "SetJob", "StartPage", "EndPage", "EndDoc",
    ]  # fmt: skip
    made = raster.bitmap(arrange(label_templates.load("lot"), MILK, 203))
    printed = zebra.pages[0].crop((0, 0, 799, 400)).convert("1")
    assert printed.tobytes() == made.crop((0, 0, 799, 400)).tobytes()


def test_the_edges_of_letters_are_black_or_white_where_they_stand(zebra: Printer) -> None:
    pdf = page(DRIVEN)
    ways.send(DRIVEN, pdf, "PJ-1 1")

    with opened(pdf) as document:
        grey = picture(document, 0, 800, 400)
    sharp = grey.point(lambda shade: 255 * (shade >= 128))
    printed = zebra.pages[0].convert("L")
    assert printed.crop((0, 0, 799, 400)).tobytes() == sharp.crop((0, 0, 799, 400)).tobytes()


def test_a_driver_of_twice_the_dots_gets_each_twice(windows: Windows, zebra: Printer) -> None:
    zebra.dpi = (406, 406)
    ways.send(DOTS, page(DOTS), "PJ-1 1")

    ((_name, mode, size, box),) = [call for call in windows.calls if call[0] == "StretchDIBits"]
    assert (mode, size, box) == ("1", (800, 400), (0, 0, 1600, 800))


def test_dots_that_are_not_the_drivers_are_refused(windows: Windows, zebra: Printer) -> None:
    zebra.dpi = (300, 300)

    with pytest.raises(Refusal, match="prints 300 dots an inch; it is entered with 203"):
        ways.send(DOTS, page(DOTS), "PJ-1 1")
    assert not windows.called("StartDoc")
    ways.send(DRIVEN, page(DRIVEN), "PJ-1 1")
    assert [call[2] for call in windows.calls if call[0] == "StretchDIBits"] == [(1181, 591)]


def test_other_paper_is_asked_for(windows: Windows, zebra: Printer) -> None:
    zebra.paper_mm = (101.6, 152.4)
    ways.send(DRIVEN, page(DRIVEN), "PJ-1 1")

    assert ("DocumentProperties", 256, 0x2 | 0x4 | 0x8, 0x2 | 0x8) in windows.calls
    assert zebra.paper_mm == (100.0, 50.0)


def test_paper_that_is_too_small_is_refused(windows: Windows, zebra: Printer) -> None:
    zebra.paper_mm, zebra.takes_any_paper = (50.0, 25.0), False

    with pytest.raises(Refusal, match=r"is 50 x 25 mm; this page is 100 x 50 mm\. Nothing was"):
        ways.send(DRIVEN, page(DRIVEN), "PJ-1 1")
    assert not windows.called("StartDoc")
    assert windows.open == 0


@pytest.mark.parametrize("fails", ["StartPage", "EndPage"])
@pytest.mark.usefixtures("zebra")
def test_what_fails_before_the_first_page_printed_nothing(windows: Windows, fails: str) -> None:
    windows.fails = {fails: fake.CANCELLED}

    with pytest.raises(Refusal, match="was deleted"):
        ways.send(DRIVEN, page(DRIVEN), "PJ-1 1")
    assert windows.called()[-1] == "AbortDoc"


@pytest.mark.usefixtures("zebra")
def test_what_fails_after_a_page_is_told_as_uncertain(windows: Windows) -> None:
    windows.fails = {"EndDoc": fake.CANCELLED}

    with pytest.raises(Uncertain):
        ways.send(DRIVEN, page(DRIVEN), "PJ-1 1")


def test_pages_of_words_keep_their_colours_and_size(windows: Windows) -> None:
    office = windows.add("Office", dpi=(600, 600), paper_mm=(215.9, 279.4), origin=(100, 100))
    pdf = label_renderer.pdf(label_templates.load("lot"), [MILK])
    spool.submit("Office", pdf, "COC-1", copies=2)

    drawn = [call[1:] for call in windows.calls if call[0] == "StretchDIBits"]
    assert drawn == [("RGB", (1181, 590), (-100, -100, 2262, 1081))] * 2
    assert len(office.pages) == 2


@pytest.mark.parametrize("copies", [0, 10_000])
@pytest.mark.usefixtures("zebra")
def test_a_senseless_number_of_copies_is_refused(copies: int) -> None:
    with pytest.raises(Refusal, match="from 1 to 9999"):
        spool.submit("Zebra", b"", "Labels", copies)


# What became of a job


def test_a_printed_job_is_kept_until_it_was_asked_after(
    windows: Windows, zebra: Printer
) -> None:
    job = number_of(ways.send(RAW, LABEL, "PJ-1"))
    assert spool.job(job).state == "pending"
    zebra.jobs[job.number] |= fake.PRINTING
    assert spool.job(job).state == "processing"
    windows.printed(zebra, job.number)

    assert spool.job(job).printed
    assert ("SetJob", job.number, 0, None, RELEASE) in windows.calls
    assert zebra.jobs == {}


def test_a_job_somebody_deletes_is_never_told_as_printed(zebra: Printer) -> None:
    first = number_of(ways.send(RAW, LABEL, "PJ-1"))
    zebra.jobs[first.number] |= fake.DELETING
    second = number_of(ways.send(RAW, LABEL, "PJ-1"))
    del zebra.jobs[second.number]

    assert str(spool.job(first).words).startswith("Not printed, the job was canceled")
    assert (spool.job(second).state, spool.job(second).printed) == ("unknown", False)
    assert spool.job(JobId("nowhere", 1)).state == "unknown"


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (0x40, "Not printed yet, the print queue is stopped: out of labels"),
        (0x20 | 0x10, "Not printed yet, the print queue is stopped: the printer is offline"),
        (0x1, "Held in the print queue: paused"),
        (0x80 | 0x10, "Printing."),
        (0x1000, "Printed."),
    ],
)
def test_windows_tells_how_a_job_stands(zebra: Printer, status: int, words: str) -> None:
    job = number_of(ways.send(RAW, LABEL, "PJ-1"))
    zebra.jobs[job.number] = status

    assert str(spool.job(job).words) == words


def test_a_job_in_a_paused_queue_is_told_with_the_reason(zebra: Printer) -> None:
    job = number_of(ways.send(RAW, LABEL, "PJ-1"))
    zebra.status = 0x1

    assert str(spool.job(job).words) == "Not printed yet, the print queue is stopped: paused"


def test_jobs_nobody_asks_after_are_let_go(
    windows: Windows, zebra: Printer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows_spooler, "_ASKED_WITHIN", -1.0)
    job = number_of(ways.send(RAW, LABEL, "Test label"))
    windows.printed(zebra, job.number)
    ways.send(RAW, LABEL, "PJ-1")

    assert list(zebra.jobs) == [2]


def test_who_may_not_keep_a_job_is_told_that_it_is_unknown(
    windows: Windows, zebra: Printer
) -> None:
    windows.fails = {"SetJob": fake.ACCESS_DENIED}
    job = number_of(ways.send(RAW, LABEL, "PJ-1"))
    windows.printed(zebra, job.number)

    assert zebra.raw == [LABEL]
    assert spool.job(job).state == "unknown"
