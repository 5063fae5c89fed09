"""Labels a second: drawn, drawn and decoded back, in ZPL, beside the same loop written bare.

The bare loop makes the same two symbols and the same lines of text at fixed places with the
same libraries, renders and reads the same way, and knows nothing of templates, fitting,
eliding, checking of messages or comparing.
"""

from __future__ import annotations

import statistics
import time
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium
import zxingcpp
from barcode.codex import Gs1_128
from reportlab.pdfgen.canvas import Canvas

from printing import fonts
from printing.inks import label_renderer
from printing.inks.zpl import zpl
from printing.labels import label_check, label_templates
from printing.labels.label_layout import arrange

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from printing.labels.label_layout import Layout

WIDTH, HEIGHT = 800, 400  # dots at 203 dpi
DOT = 72 / 25.4 / 8  # points
INK = b"1" + b"0" * 255  # black is a dark module


def run(quick: bool) -> list[dict[str, Any]]:  # noqa: FBT001 - the bench calls every group so
    """Two jobs over the built-in lot label, text + GS1-128 + GS1 DataMatrix."""
    count, runs = (100, 3) if quick else (1000, 5)
    labels = [
        {
            "item": "Whole milk 1 L",
            "sku": "MILK-1L",
            "lot": f"L{number:06}",
            "gtin": "09521234543213",
            "expiry": "2026-12-19",
            "quantity": "12",
            "unit": "units",
        }
        for number in range(count)
    ]
    template = label_templates.load("lot")
    layout = arrange(template, labels[0], 203)
    lots = [label["lot"] for label in labels]
    return [
        _row(
            "labels drawn",
            lambda: label_renderer.pdf(template, labels),
            lambda: _bare_pdf(layout, lots),
            count,
            runs,
        ),
        _row(
            "labels drawn and decoded back",
            lambda: label_check.checked(template, labels),
            lambda: _bare_read(_bare_pdf(layout, lots), layout),
            count,
            runs,
            limit=1.6,
        ),
        _row(
            "labels in ZPL",
            lambda: [zpl(arrange(template, fields, 203)) for fields in labels],
            lambda: _bare_zpl(layout, lots),
            count,
            runs,
        ),
    ]


def _row(
    job: str,
    ours: Callable[[], object],
    bare: Callable[[], object],
    count: int,
    runs: int,
    **more: float,
) -> dict[str, Any]:
    """Both loops in turn, in milliseconds a label."""
    ours(), bare()
    times = [(_ms(ours) / count, _ms(bare) / count) for _ in range(runs)]
    ours_ms, bare_ms = (statistics.median(side) for side in zip(*times, strict=True))
    return {
        "job": job,
        "n": count,
        "ours_ms": ours_ms,
        "bare_ms": bare_ms,
        "ratio": ours_ms / bare_ms,
        "p95_ms": max(mine for mine, _ in times),
        "labels_per_second": 1000 / ours_ms,
        **more,
    }


def _ms(job: Callable[[], object]) -> float:
    """On one core: what else the machine does is not counted."""
    start = time.process_time()
    job()
    return (time.process_time() - start) * 1000


def _bare_pdf(layout: Layout, lots: Sequence[str]) -> bytes:
    """The same labels, everything where the first one has it."""
    fonts.register()
    out = BytesIO()
    canvas = Canvas(out, (WIDTH * DOT, HEIGHT * DOT), invariant=1)
    matrix_at, lines_at = layout.bars
    for lot in lots:
        for line in layout.lines:
            canvas.setFont(line.font, line.size)
            text = line.text.replace("L000000", lot)
            canvas.drawString(line.x * 8 * DOT, (HEIGHT - line.y * 8) * DOT, text)
        rows, code = _bare_symbols(lot)
        canvas.saveState()
        canvas.transform(DOT, 0, 0, -DOT, 0, HEIGHT * DOT)
        _bars(canvas, rows, (matrix_at.x_dots, matrix_at.y_dots), matrix_at.module_dots)
        at = (lines_at.x_dots, lines_at.y_dots)
        _bars(canvas, [code], at, lines_at.module_dots, lines_at.row_dots)
        canvas.restoreState()
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _bare_symbols(lot: str) -> tuple[list[bytes], bytes]:
    """The rows of the DataMatrix and the bars of the GS1-128, as ones and noughts."""
    message = f"(01)09521234543213(17)261219(10){lot}"
    barcode = zxingcpp.create_barcode(
        message, zxingcpp.BarcodeFormat.DataMatrix, gs1=True, force_square=True
    )
    image: Any = barcode.to_image(scale=1, add_quiet_zones=False)
    picture: Any = memoryview(image)
    size, pixels = picture.shape[0], picture.tobytes().translate(INK)
    rows = [pixels[start : start + size] for start in range(0, len(pixels), size)]
    return rows, Gs1_128(f"01095212345432131726121910{lot}").build()[0].encode()


def _bare_zpl(layout: Layout, lots: Sequence[str]) -> list[bytes]:
    """The same labels in ZPL: both symbols as pictures, each line as the printer's type."""
    out = []
    for lot in lots:
        fields = ["^XA^CI28^PW800^LL400"]
        fields += [
            f"^FT{line.x * 8:.0f},{line.y * 8:.0f}^A0N,{line.size * 2.7:.0f}"
            f"^FD{line.text.replace('L000000', lot)}^FS"
            for line in layout.lines
        ]
        rows, code = _bare_symbols(lot)
        for bars, lines in zip(layout.bars, (rows, [code]), strict=True):
            wide = bars.width_dots
            per_row = (wide + 7) // 8
            told = []
            for row in lines:
                dots = b"".join(bytes([dot]) * bars.module_dots for dot in row)
                bits = int(dots, 2) << (per_row * 8 - wide)
                told.append(f"{bits:0{per_row * 2}X}" + ":" * (bars.row_dots - 1))
            size = per_row * bars.height_dots
            fields.append(
                f"^FO{bars.x_dots},{bars.y_dots}^GFA,{size},{size},{per_row},{''.join(told)}^FS"
            )
        out.append("".join([*fields, "^XZ"]).encode())
    return out


def _bars(
    canvas: Any, rows: Sequence[bytes], at: tuple[int, int], module: int, high: int = 0
) -> None:
    """One path, its rectangles written straight into the page, which is the fastest way."""
    high = high or module
    path = ["n"]
    for place, row in enumerate(rows):
        y = at[1] + place * high
        start = row.find(b"1")
        while start >= 0:
            end = row.find(b"0", start)
            end = len(row) if end < 0 else end
            path.append(f"{at[0] + start * module} {y} {(end - start) * module} {high} re")
            start = row.find(b"1", end)
    path.append("f")
    canvas._code.append(" ".join(path))


def _bare_read(pdf: bytes, layout: Layout) -> list[bytes]:
    """Render each page in grey at 203 dpi and read both symbols where they stand."""
    document = pdfium.PdfDocument(pdf)
    kinds = (zxingcpp.BarcodeFormat.DataMatrix, zxingcpp.BarcodeFormat.Code128)
    wanted = [zxingcpp.BarcodeFormats(kind) for kind in kinds]
    found = []
    for page in document:
        image = page.render(scale=(WIDTH - 0.5) / (WIDTH * DOT), grayscale=True).to_pil()
        for bars, formats in zip(layout.bars, wanted, strict=True):
            quiet = bars.symbol.quiet * bars.module_dots
            left, top = bars.x_dots - quiet, bars.y_dots - 8
            right = bars.x_dots + bars.symbol.columns * bars.module_dots + quiet
            bottom = bars.y_dots + len(bars.symbol.rows) * bars.row_dots + 8
            (symbol,) = zxingcpp.read_barcodes(
                image.crop((left, top, right, bottom)),
                formats=formats,
                try_rotate=False,
                try_invert=False,
                try_downscale=False,
            )
            found.append(symbol.bytes)
    document.close()
    return found
