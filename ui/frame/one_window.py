"""One window for a user and a database: a second start brings the first one forward."""

from __future__ import annotations

import getpass
import hashlib

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE = 500  # ms; the first window answers from its event loop


class OneWindow(QObject):
    """Says whether this is the first start, and tells when there is a second."""

    asked_forward = Signal()

    def __init__(self, database: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        digest = hashlib.sha256(f"{getpass.getuser()}\n{database}".encode())
        self._name = f"lsn-desktop-{digest.hexdigest()[:16]}"
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._meet)

    def is_first(self) -> bool:
        """Whether nobody else has this database open here; if so, listen from now on."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(_PATIENCE):
            socket.disconnectFromServer()
            return False
        QLocalServer.removeServer(self._name)  # what a crash left behind
        self._server.listen(self._name)
        return True

    def close(self) -> None:
        """Let the next start be a first one."""
        self._server.close()

    def _meet(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.asked_forward.emit()
