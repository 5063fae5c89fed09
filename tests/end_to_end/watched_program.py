"""The program itself, watched from within: what its fields were given and which buttons went.

Run as a program with the arguments of ``lsn-desktop``. It opens the same window the same way
and takes lines of standard input, each answered by a line of JSON:

``report``      the page, the banner, what keys reached a text field, buttons pressed since
``forget``      begin to watch anew
``where NAME``  the middle of a widget on the screen, and its size
``listed NAME``  the rows of a list or table, their columns parted by blanks
``picture FILE``  the window as PNG
"""

from __future__ import annotations

import sys
from threading import Thread

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QWidget,
)

from lsn_desktop.__main__ import main
from tests.end_to_end.lines import Commands, say

_LOOK = 50  # ms between two looks for new buttons


class Watch(QObject):
    """Sees every key that reaches a text field, and every button that is pressed."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self.keys, self.edited, self.pressed = 0, list[str](), list[str]()
        app.installEventFilter(self)
        timer = QTimer(self, interval=_LOOK)
        timer.timeout.connect(self._look)
        timer.start()

    def forget(self) -> None:
        self.keys, self.edited, self.pressed = 0, [], []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.KeyPress and isinstance(
            watched, QLineEdit | QPlainTextEdit
        ):
            self.keys += 1
        return False

    def _look(self) -> None:
        for widget in self._app.allWidgets():
            if widget.property("watched"):
                continue
            if isinstance(widget, QAbstractButton):
                widget.setProperty("watched", True)  # noqa: FBT003 - Qt's form
                name = widget.objectName()
                widget.clicked.connect(lambda _checked, name=name: self.pressed.append(name))
            elif isinstance(widget, QLineEdit):
                widget.setProperty("watched", True)  # noqa: FBT003 - Qt's form
                widget.textEdited.connect(self.edited.append)


class Reporter(QObject):
    """Answers the commands."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app, self._watch = app, Watch(app)

    def take(self, line: str) -> None:
        command, _, rest = line.partition(" ")
        {
            "report": self._report,
            "forget": self._forget,
            "where": self._where,
            "picture": self._picture,
            "listed": self._listed,
        }[command](rest)

    def close(self) -> None:
        self._window().close()

    def _forget(self, _rest: str) -> None:
        self._watch.forget()
        say(forgotten=True)

    def _where(self, name: str) -> None:
        found = [
            widget
            for widget in self._app.allWidgets()
            if widget.objectName() == name and widget.isVisible()
        ]
        if not found:
            say(where=None)
            return
        middle = found[0].mapToGlobal(QPoint(found[0].width() // 2, found[0].height() // 2))
        say(where=[middle.x(), middle.y()], size=[found[0].width(), found[0].height()])

    def _picture(self, file: str) -> None:
        say(saved=self._window().grab().save(file))

    def _listed(self, name: str) -> None:
        view = self._window().findChild(QAbstractItemView, name)
        if view is None or not view.isVisible():
            say(rows=[])
            return
        model = view.model()
        columns = range(model.columnCount())
        say(rows=[
            " ".join(str(model.index(row, column).data() or "") for column in columns)
            for row in range(model.rowCount())
        ])  # fmt: skip

    def _report(self, _rest: str) -> None:
        focus = self._app.focusWidget()
        say(
            title=self._window().windowTitle(),
            focus=focus.objectName() if focus else "",
            in_field=isinstance(focus, QLineEdit | QPlainTextEdit),
            keys=self._watch.keys,
            edited=self._watch.edited,
            pressed=self._watch.pressed,
            shown=[
                label.text()
                for label in self._window().findChildren(QLabel)
                if label.text() and not label.visibleRegion().isEmpty()
            ],
            buttons=[
                button.objectName()
                for button in self._window().findChildren(QAbstractButton)
                if button.isVisible()
            ],
        )

    def _window(self) -> QWidget:
        return next(
            widget for widget in self._app.topLevelWidgets() if isinstance(widget, QMainWindow)
        )


if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    reporter = Reporter(application)
    commands = Commands()
    commands.line.connect(reporter.take)
    commands.ended.connect(reporter.close)
    Thread(target=commands.read, daemon=True).start()
    raise SystemExit(main(sys.argv[1:]))
