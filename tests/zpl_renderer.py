"""What a label printer makes of ZPL, by an interpreter that shares nothing with ours.

``zpl-renderer-js`` (MIT) is zebrash, written in Go, as WebAssembly; it runs under Node without
a network. ``python -m tests.zpl_renderer`` fetches it, once, checks it against the digest
below, and lays it beside the packages of the environment; ``dev.py`` does so before the tests.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from PIL import Image

VERSION = "3.4.0"
SHA512 = (
    "7fd504208e89dac3d1fb8a6a47832d12ede85dcee4d62f56e34d976328c037f2"
    "c08a7269ec43f912627f81faf4a4e66336e4961ff5b1fb53205011c110653c99"
)
REGISTRY = os.environ.get("NPM_CONFIG_REGISTRY", "https://registry.npmjs.org").rstrip("/")
SCRIPT = Path(sys.prefix, f"zpl-renderer-{VERSION}.cjs")


def fetch() -> None:
    """Bring the interpreter here, if it is not; without a network only its own tests fail.

    Raises:
        SystemExit: what came is not the one we know.
    """
    if SCRIPT.exists():
        return
    url = f"{REGISTRY}/zpl-renderer-js/-/zpl-renderer-js-{VERSION}.tgz"
    print(f"Fetching zpl-renderer-js {VERSION} (9 MB)", flush=True)  # noqa: T201
    try:
        with urllib.request.urlopen(url, timeout=120) as answer:  # noqa: S310 - https
            packed = answer.read()
    except OSError as error:
        print(f"{url} cannot be fetched: {error}. Tests of ZPL will fail.")  # noqa: T201
        return
    if hashlib.sha512(packed).hexdigest() != SHA512:
        sys.exit(f"{url} is another file than it was; it is not used.")
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        member = archive.extractfile("package/dist/index.cjs.js")
        if member is None:
            sys.exit(f"{url} holds no interpreter.")
        part = SCRIPT.with_suffix(".part")
        part.write_bytes(member.read())
    part.replace(SCRIPT)


class ZplRenderer:
    """A printer that prints into memory, until its block ends."""

    def __enter__(self) -> Self:
        if not SCRIPT.exists():
            raise FileNotFoundError(f"{SCRIPT}. Run: python3 dev.py setup, with a network.")
        self._node = subprocess.Popen(
            ["node", Path(__file__).with_suffix(".js"), SCRIPT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._node.communicate(timeout=10)

    def pictures(self, zpl: bytes, width: int, height: int, dots: int = 8) -> list[Image.Image]:
        """What comes out of the printer: a picture of ``width`` x ``height`` dots per label.

        Raises:
            ValueError: the interpreter does not understand the ZPL.
        """
        from PIL import Image  # noqa: PLC0415 - fetching is done before there is Pillow

        order = {
            "zpl": zpl.decode("utf-8"),
            "width": width / dots,
            "height": height / dots,
            "dpmm": dots,
        }
        assert self._node.stdin is not None
        assert self._node.stdout is not None
        self._node.stdin.write(json.dumps(order) + "\n")
        self._node.stdin.flush()
        answer = json.loads(self._node.stdout.readline())
        if "error" in answer:
            raise ValueError(answer["error"])
        return [
            Image.open(io.BytesIO(base64.b64decode(picture))).convert("L")
            for picture in answer["pictures"]
        ]


if __name__ == "__main__":
    fetch()
