"""A recording played while one watches: each scan once, whatever is pressed meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from lsn_desktop.devices.replay import recorded
from tests.ui.parts import part
from ui.scans.player import Held, Player, PlayState
from ui.scans.player_strip import PlayerStrip
from ui.scans.scanners import Scanners

if TYPE_CHECKING:
    from collections.abc import Generator

    from pytestqt.qtbot import QtBot

SCANS = [b"scan %d" % n for n in range(6)]


class Played:
    """The player, and what came of it where every device's scans come from."""

    def __init__(self) -> None:
        self.scanners = Scanners()
        self.player = Player(self.scanners)
        self.player.pace = 0.02
        self.scans: list[bytes] = []
        self.scanners.scanned.connect(lambda frame, _device, _certain: self.scans.append(frame))

    def play(self, page: str = "") -> None:
        self.player.play("Milk", recorded(b"\n".join(SCANS)), page)

    def is_idle(self) -> bool:
        return self.player.state is PlayState.IDLE


@pytest.fixture
def played(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Generator[Played]:
    assert qtbot
    monkeypatch.setattr("ui.scans.player._FIRST_MS", 50)
    played = Played()
    yield played
    played.player.stop()
    played.scanners.stop()


def test_each_scan_comes_once_and_in_order(played: Played, qtbot: QtBot) -> None:
    played.play()

    qtbot.waitUntil(played.is_idle)
    assert played.scans == SCANS
    assert (played.player.done, played.player.total) == (6, 6)
    assert played.scanners.lights() == []


def test_it_goes_on_where_it_was_paused(played: Played, qtbot: QtBot) -> None:
    played.play()
    qtbot.waitUntil(lambda: played.player.done == 2)
    played.player.pause()
    qtbot.wait(100)
    heard = len(played.scans)
    qtbot.wait(100)
    assert heard in {2, 3}
    assert len(played.scans) == heard

    played.player.go_on()

    qtbot.waitUntil(played.is_idle)
    assert played.scans == SCANS


def test_another_pace_loses_and_repeats_nothing(played: Played, qtbot: QtBot) -> None:
    played.play()
    for pace in (0.3, 0.05, 0.01):
        before = played.player.done
        qtbot.waitUntil(lambda: played.player.done > before)  # noqa: B023 - at once
        played.player.choose_pace(pace)

    qtbot.waitUntil(played.is_idle)
    assert played.scans == SCANS


def test_it_waits_while_its_page_is_not_in_front(played: Played, qtbot: QtBot) -> None:
    played.play("receive")
    played.player.page_shown("receive")
    qtbot.waitUntil(lambda: played.player.done == 1)
    played.player.page_shown("lsns")
    qtbot.wait(100)
    heard = len(played.scans)
    assert played.player.held is Held.AWAY
    qtbot.wait(60)
    assert len(played.scans) == heard < 6

    played.player.page_shown("receive")

    qtbot.waitUntil(played.is_idle)
    assert played.scans == SCANS


def test_it_waits_for_the_answer_to_a_question(played: Played, qtbot: QtBot) -> None:
    played.play("receive")
    qtbot.waitUntil(lambda: played.player.done == 2)
    played.player.asked(True)  # noqa: FBT003 - as a signal tells it
    qtbot.wait(100)
    heard = len(played.scans)
    played.player.page_shown("lsns")
    played.player.page_shown("receive")
    played.player.asked(True)  # noqa: FBT003
    qtbot.wait(60)
    assert len(played.scans) == heard < 6
    assert played.player.held is Held.ASKED

    played.player.asked(False)  # noqa: FBT003

    qtbot.waitUntil(played.is_idle)
    assert played.scans == SCANS


def test_what_was_paused_by_hand_stays_paused_when_its_page_comes_back(
    played: Played, qtbot: QtBot
) -> None:
    played.play("receive")
    played.player.pause()

    played.player.page_shown("lsns")
    played.player.page_shown("receive")

    qtbot.wait(100)
    assert played.player.state is PlayState.PAUSED
    assert played.scans == []


def test_the_strip_says_how_far_it_is_and_stops_it(played: Played, qtbot: QtBot) -> None:
    strip = PlayerStrip(played.player)
    qtbot.addWidget(strip)
    assert strip.isHidden()

    played.play()
    qtbot.waitUntil(lambda: played.player.done == 1)
    part(strip, QPushButton, "player.pause").click()

    words = part(strip, QLabel, "player.words").text()
    assert words == f"Paused Milk: scan {played.player.done} of 6"
    assert part(strip, QPushButton, "player.pause").text() == "Go on"
    assert part(strip, QComboBox, "player.pace").count() == 4
    part(strip, QPushButton, "player.stop").click()
    qtbot.wait(100)
    assert strip.isHidden()
    assert len(played.scans) < 6
