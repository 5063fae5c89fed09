from __future__ import annotations

import runpy
import threading
import wave
from typing import TYPE_CHECKING

import pytest

import resources
from ui.scans.scan_banner import TONES as OUTCOMES
from ui.scans.sounds import TONES, Sounds, system_player

if TYPE_CHECKING:
    from pathlib import Path


def heard(*, on: bool = True, plays: tuple[str, ...]) -> list[str]:
    played: list[str] = []
    sounds = Sounds(lambda file: played.append(file.name), on=on)
    for outcome in plays:
        sounds.play(outcome)
        threading.Event().wait(0.02)
    sounds.close()
    return played


def test_each_outcome_but_waiting_has_its_own_tone() -> None:
    assert heard(plays=tuple(OUTCOMES)) == [
        f"{outcome}.wav" for outcome in OUTCOMES if outcome != "waiting"
    ]
    files = [resources.path(f"sounds/{tone}.wav").read_bytes() for tone in TONES]
    assert len(set(files)) == len(TONES)


def test_sounds_can_be_turned_off() -> None:
    assert heard(on=False, plays=("ok", "refused")) == []


def test_without_a_player_it_is_silent() -> None:
    sounds = Sounds(None)
    sounds.play("ok")
    sounds.close()


def test_a_tone_makes_nobody_wait() -> None:
    gate = threading.Event()

    def long_tone(_file: Path) -> None:
        gate.wait(5)

    sounds = Sounds(long_tone)

    sounds.play("ok")  # returns while the tone still sounds

    assert not gate.is_set()
    gate.set()
    sounds.close()


def test_a_player_that_fails_disturbs_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    player = tmp_path / "aplay"
    player.write_text("#!/bin/sh\nexit 1\n")
    player.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    play = system_player()
    assert play is not None

    play(resources.path("sounds/ok.wav"))
    player.unlink()
    play(resources.path("sounds/ok.wav"))

    assert system_player() is None


def test_the_files_are_what_their_script_makes(tmp_path: Path) -> None:
    script = runpy.run_path(str(resources.path("sounds/make_tones.py")))
    script["write"](tmp_path)

    for tone in TONES:
        made = (tmp_path / f"{tone}.wav").read_bytes()
        assert made == resources.path(f"sounds/{tone}.wav").read_bytes()


@pytest.mark.parametrize("tone", TONES)
def test_a_tone_is_over_before_the_next_scan(tone: str) -> None:
    with wave.open(str(resources.path(f"sounds/{tone}.wav"))) as sound:
        assert sound.getnframes() / sound.getframerate() < 0.5
