"""A cable to a PostgreSQL server that can be cut, just before or just after a COMMIT."""

from __future__ import annotations

import contextlib
import enum
import socket
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_COMMIT = b"COMMIT\0"
_PIECE = 65_536


class Cut(enum.Enum):
    """When the next COMMIT cuts the cable."""

    BEFORE = "before the server gets it"
    AFTER = "after the server did it, before its answer"


class Cable:
    """A server's socket, offered once more on 127.0.0.1."""

    def __init__(self, server: Path) -> None:
        self._server = server
        self.cut: Cut | None = None
        self.stays_cut = False
        self.cuts = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._accept)
        self._thread.start()
        self._open: list[tuple[socket.socket, threading.Thread]] = []

    def close(self) -> None:
        """Cut every line and end."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()
        for line, thread in self._open:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            thread.join()

    def _accept(self) -> None:
        while True:
            try:
                client, _address = self._listener.accept()
            except OSError:
                return
            if self.stays_cut:
                client.close()
                continue
            thread = threading.Thread(target=self._serve, args=(client,))
            thread.start()
            self._open.append((client, thread))

    def _serve(self, client: socket.socket) -> None:
        with client, socket.socket(socket.AF_UNIX) as server:
            server.connect(str(self._server))
            answers = threading.Thread(target=_carry, args=(server, client))
            answers.start()
            with contextlib.suppress(OSError):
                while data := client.recv(_PIECE):
                    if self.cut and _COMMIT in data:
                        self._cut(client, server, answers, data)
                        break
                    server.sendall(data)
            for end in (client, server):
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
            answers.join()

    def _cut(
        self,
        client: socket.socket,
        server: socket.socket,
        answers: threading.Thread,
        data: bytes,
    ) -> None:
        cut, self.cut = self.cut, None
        self.cuts += 1
        client.shutdown(socket.SHUT_WR)  # no answer gets through any more
        if cut is Cut.AFTER:
            server.sendall(data)
            # The server carries it out, then finds that there is nothing more to come.
            server.shutdown(socket.SHUT_WR)
            answers.join()


def _carry(server: socket.socket, client: socket.socket) -> None:
    """Bring the server's answers back, or swallow them when the cable is cut."""
    with contextlib.suppress(OSError):
        while data := server.recv(_PIECE):
            with contextlib.suppress(OSError):
                client.sendall(data)
