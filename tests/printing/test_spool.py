"""A real queue: what the printer received is decoded, and what it did not print is told."""

from __future__ import annotations

import socket
import threading
import time
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pytest

from lsn_desktop.domain.refusals import Refusal, Unavailable
from printing import ways
from printing.inks import label_renderer
from printing.labels import label_templates
from printing.queues import spool
from tests.printing import zpl
from tests.printing.labels import MILK, dmtx, zbar
from tests.real_printer import RealPrinter, real_printer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PIL import Image

LABELS = [MILK, MILK | {"lot": "L2611B"}]
SENT = [b"01095212345432131726121910L2611A", b"01095212345432131726121910L2611B"]


@pytest.fixture(scope="module")
def printer() -> Iterator[RealPrinter]:
    with real_printer() as running:
        yield running


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return label_renderer.pdf(label_templates.load("lot"), LABELS)


def ended(job: spool.JobId, seconds: float = 30.0) -> spool.JobState:
    until = time.monotonic() + seconds
    while not (state := spool.job(job)).ended:
        assert time.monotonic() < until, state
        time.sleep(0.02)
    return state


def read_by_others(picture: Image.Image, folder: Path) -> tuple[set[bytes], bytes]:
    picture.save(folder / "received.png")
    return zbar(folder / "received.png"), dmtx(folder / "received.png")


def test_the_queues_are_told_the_default_one_first(printer: RealPrinter) -> None:
    queues = spool.queues()

    assert (
        [queue.name for queue in queues if queue.default] == [queues[0].name] == [printer.queue]
    )
    assert {queue.name for queue in queues} >= {printer.queue, printer.broken, printer.stopped}
    assert [queue.told for queue in queues if queue.stopped] == ["out of labels"]


def test_what_the_printer_received_scans(
    printer: RealPrinter, pdf: bytes, tmp_path: Path
) -> None:
    printer.received.clear()
    state = ended(spool.submit(printer.queue, pdf, "Labels of RC-00017"))

    assert state.printed
    assert str(state.words) == "Printed."
    (received,) = printer.wait_for_documents(1)
    document = pdfium.PdfDocument(received)
    for page, sent in enumerate(SENT):
        picture = document[page].render(scale=203.2 / 72).to_pil()
        assert read_by_others(picture, tmp_path) == ({sent}, b"\x1d" + sent)
    document.close()


def test_what_a_driver_makes_of_a_label_scans(
    printer: RealPrinter, pdf: bytes, tmp_path: Path
) -> None:
    printer.received.clear()
    queue = printer.add_driver_queue()

    assert {known.name: known.dpi for known in spool.queues()}[queue] == 203
    assert ended(spool.submit(queue, pdf, "Labels of RC-00017")).printed
    pictures = zpl.pictures(printer.wait_for_documents(1)[0])
    assert len(pictures) == 2
    for picture, sent in zip(pictures, SENT, strict=True):
        assert read_by_others(picture, tmp_path) == ({sent}, b"\x1d" + sent)


def test_copies_are_printed_as_often_as_asked(printer: RealPrinter, pdf: bytes) -> None:
    printer.received.clear()

    assert ended(spool.submit(printer.queue, pdf, "three", copies=3)).printed
    assert b"".join(printer.wait_for_documents(1)) == pdf * 3


def test_a_job_the_queue_gives_up_is_told_as_not_printed(
    printer: RealPrinter, pdf: bytes
) -> None:
    state = ended(spool.submit(printer.broken, pdf, "Labels"))

    assert state.state == "aborted"
    assert not state.printed
    assert str(state.words).startswith("Not printed, the print queue gave up: The printer")


def test_a_job_in_a_stopped_queue_is_told_with_the_reason(
    printer: RealPrinter, pdf: bytes
) -> None:
    state = spool.job(spool.submit(printer.stopped, pdf, "Labels"))

    assert (state.state, state.ended, state.reasons[-1]) == ("stopped", False, "paused")
    assert str(state.words) == "Not printed yet, the print queue is stopped: out of labels"


def test_a_job_somebody_cancels_is_told_as_not_printed(
    printer: RealPrinter, pdf: bytes
) -> None:
    job = spool.submit(printer.stopped, pdf, "Labels")
    printer.cancel(job.number)

    assert ended(job).state == "canceled"


@pytest.mark.usefixtures("printer")
def test_a_job_the_server_does_not_know_is_unknown() -> None:
    state = spool.job(spool.JobId("Zebra-Dock", 99_999))

    assert (state.state, state.ended, state.printed) == ("unknown", True, False)


@pytest.mark.usefixtures("printer")
@pytest.mark.parametrize("queue", ["nowhere", "../admin", "a b", "ü", ""])
def test_a_queue_there_is_not_takes_nothing(queue: str, pdf: bytes) -> None:
    with pytest.raises(Refusal, match="Nothing was printed"):
        spool.submit(queue, pdf, "Labels")


@pytest.mark.parametrize("copies", [0, -1, 10_000])
def test_a_senseless_number_of_copies_is_refused(copies: int, pdf: bytes) -> None:
    with pytest.raises(Refusal, match="from 1 to 9999"):
        spool.submit("Zebra-Dock", pdf, "Labels", copies)


@pytest.mark.parametrize("server", ["/nowhere/cups.sock", "127.0.0.1:1", "127.0.0.1:port"])
def test_without_a_print_server_the_remedy_is_a_file(
    server: str, pdf: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_SERVER", server)

    for ask in (
        spool.queues,
        lambda: spool.submit("q", pdf, "t"),
        lambda: spool.job(spool.JobId("q", 1)),
    ):
        with pytest.raises(Unavailable, match="save the PDF to a file"):
            ask()


def test_a_pdf_is_saved_whole(tmp_path: Path, pdf: bytes) -> None:
    file = tmp_path / "labels.pdf"
    file.write_bytes(b"an older one")

    spool.save_pdf(file, pdf)

    assert file.read_bytes() == pdf
    assert [kept.name for kept in tmp_path.iterdir()] == ["labels.pdf"]


def test_a_pdf_that_cannot_be_saved_leaves_nothing(tmp_path: Path, pdf: bytes) -> None:
    (tmp_path / "labels.pdf").mkdir()

    with pytest.raises(Unavailable, match=r"labels\.pdf could not be written"):
        spool.save_pdf(tmp_path / "labels.pdf", pdf)
    with pytest.raises(Unavailable, match="Choose another folder"):
        spool.save_pdf(tmp_path / "nowhere" / "labels.pdf", pdf)

    assert [kept.name for kept in tmp_path.iterdir()] == ["labels.pdf"]


def test_a_print_server_that_hangs_up_may_have_taken_it(
    monkeypatch: pytest.MonkeyPatch, pdf: bytes
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        monkeypatch.setenv("CUPS_SERVER", f"127.0.0.1:{door.getsockname()[1]}")
        hang_up = threading.Thread(target=_hang_up, args=(door,))
        hang_up.start()
        with pytest.raises(ways.Uncertain, match="broke while a label was sent"):
            ways.send(ways.PrinterAddress("queue", "Zebra-Dock"), pdf, "PJ-00001 3")
        hang_up.join(10)


def _hang_up(door: socket.socket) -> None:
    door.accept()[0].close()
