"""The sheet of outlines lies on the cuts of a real sheet, within 0.1 mm as it is rendered."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from printing import pdf_pages
from printing.inks import label_renderer
from printing.labels import sheet_outline
from printing.labels.label_stocks import A4, BUILT_IN, Stock, measured

DPI = 300
MM = DPI / 25.4  # px
OWN = measured("Chilled", A4, (2, 4), (95.0, 65.0), (8.0, 15.0), (4.0, 2.0))


@pytest.mark.parametrize("stock", [OWN, BUILT_IN["L7651"], BUILT_IN["5160"]])
def test_an_outline_is_drawn_about_each_label(stock: Stock) -> None:
    pdf = label_renderer.draw([sheet_outline.layout(stock, DPI)], "Outlines")
    image = Image.open(BytesIO(pdf_pages.page(pdf, 0, DPI))).convert("L")

    assert image.size == pytest.approx([side * MM for side in stock.paper], abs=2)
    for place in (0, stock.labels // 2, stock.labels - 1):
        x, y = stock.corner(place)
        beside = y + stock.height * 0.7  # where no words and no scale are
        for edge in (x, x + stock.width):
            strip = image.crop(
                (
                    round((edge - 0.5) * MM), round(beside * MM),
                    round((edge + 0.5) * MM), round(beside * MM) + 1,
                )
            )  # fmt: skip
            dark = [at for at in range(strip.width) if strip.getpixel((at, 0)) < 128]  # type: ignore[operator]
            middle = (dark[0] + dark[-1] + 1) / 2 / MM - 0.5
            assert middle == pytest.approx(0, abs=0.1)
