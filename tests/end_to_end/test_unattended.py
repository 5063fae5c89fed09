"""The demonstration: the program plays the main job by itself and leaves its papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import zxingcpp
from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

    from tests.real_window import Display


def test_the_demo_plays_itself_and_leaves_its_papers(screen: Display, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    command = ["-m", "lsn_desktop", "--demo", "--unattended", str(folder)]
    with screen.running(command, {"LSN_HOME": str(tmp_path / "home")}) as running:
        code = running.process.wait(120)

    assert code == 0, running.output()
    labels = pypdfium2.PdfDocument(folder / "PJ-00001.pdf")
    read = {
        symbol.bytes
        for page in labels
        for symbol in zxingcpp.read_barcodes(page.render(scale=3).to_pil())
    }
    assert any(b"10L2611A" in message for message in read)
    certificate = pypdfium2.PdfDocument(folder / "COC-00001.pdf")[0]
    assert "L2611A" in certificate.get_textpage().get_text_range()
    pictures = sorted(folder.glob("[0-9]*.png"))
    assert [size(picture) for picture in pictures] == [(1366, 768)] * 10
    assert not (tmp_path / "home" / "demo.db").exists()  # nothing of the user's is touched


def size(picture: Path) -> tuple[int, int]:
    with Image.open(picture) as opened:
        return opened.size
