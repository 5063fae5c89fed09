"""Previews and checks may be drawn at once; PDFium, which may not, is served in turn."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from printing.inks import label_renderer
from printing.labels import label_check, label_templates
from printing.pages import opened, picture
from printing.pdf_pages import first_page
from tests.printing.labels import MILK, picture_of


def test_threads_that_draw_at_once_get_what_one_alone_gets() -> None:
    template = label_templates.load("lot")
    labels = [MILK | {"lot": f"L{number:03}"} for number in range(60)]
    alone = [label_renderer.png(template, label) for label in labels]

    with ThreadPoolExecutor(8) as threads:
        together = threads.map(lambda label: label_renderer.png(template, label), labels)
        checked = threads.map(lambda label: label_check.check(template, label), labels)

        assert list(together) == alone
        assert [symbols[0].sent[-4:].decode() for symbols in checked] == [
            label["lot"] for label in labels
        ]


def test_a_page_is_drawn_to_the_size_asked_for() -> None:
    with opened(label_renderer.pdf(label_templates.load("lot"), [MILK])) as document:
        assert picture(document, 0, 333, 111).size == (333, 111)


def test_the_first_page_can_be_looked_at() -> None:
    pdf = label_renderer.pdf(label_templates.load("lot"), [MILK, MILK])

    assert picture_of(first_page(pdf, 72)).width in (283, 284)
