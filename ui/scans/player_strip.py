"""What plays, how far it is, and how to slow, pause or stop it: below every page meanwhile."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QProgressBar

from lsn_desktop.domain.messages import _, message
from ui.parts.buttons import quiet
from ui.parts.text import ElidedLabel, named
from ui.parts.tokens import MARGIN
from ui.scans.player import PACES, Held, Player, PlayState

_BAR = 160  # px


class PaceField(QComboBox):
    """How long between two scans; every one of these shows the same pace."""

    def __init__(self, name: str, player: Player) -> None:
        super().__init__()
        self._player = player
        named(self, name, _("Pace"))
        for pace in PACES:
            words = message("every {seconds} s", seconds=f"{pace:g}")
            self.addItem(str(words), pace)
        self._follow()
        self.activated.connect(lambda _at: player.choose_pace(float(self.currentData())))
        player.changed.connect(self._follow)

    def _follow(self) -> None:
        self.setCurrentIndex(self.findData(self._player.pace))


class PlayerStrip(QFrame):
    """Hidden while nothing plays."""

    def __init__(self, player: Player) -> None:
        super().__init__()
        self.setObjectName("player")
        self._player = player
        self._words = ElidedLabel("", "strong")
        self._words.setObjectName("player.words")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_BAR)
        named(self._bar, "player.progress", _("Scans played"))
        self._pause = quiet("player.pause", _("Pause"), self._press)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 6, MARGIN, 6)
        row.setSpacing(14)
        row.addWidget(self._words, 1)
        row.addWidget(self._bar)
        row.addWidget(PaceField("player.pace", player))
        row.addWidget(self._pause)
        row.addWidget(quiet("player.stop", _("Stop"), player.stop))
        player.changed.connect(self._show)
        self._show()

    def _press(self) -> None:
        if self._player.state is PlayState.PLAYING:
            self._player.pause()
        else:
            self._player.go_on()

    def _show(self) -> None:
        player = self._player
        self.setVisible(player.state is not PlayState.IDLE)
        self._bar.setRange(0, player.total)
        self._bar.setValue(player.done)
        paused = player.state is PlayState.PAUSED
        self._pause.setText(_("Go on") if paused else _("Pause"))
        self._pause.setAccessibleName(self._pause.text())
        self._words.setText(playing_words(player))


def playing_words(player: Player) -> str:
    """What plays and how far it is, in one line."""
    words = {
        PlayState.PLAYING: _("Playing {title}: scan {done} of {total}"),
        PlayState.PAUSED: _("Paused {title}: scan {done} of {total}"),
        PlayState.IDLE: _("Played {title}: {done} of {total} scans"),
    }[player.state]
    if player.held is Held.AWAY:
        words = _("Waiting for its page, {title}: scan {done} of {total}")
    elif player.held is Held.ASKED:
        words = _("Waiting for your answer, {title}: scan {done} of {total}")
    return str(message(words, title=player.title, done=player.done, total=player.total))
