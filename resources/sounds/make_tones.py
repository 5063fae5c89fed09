"""Writes the tones of the scan outcomes beside itself; run by hand when a tone changes.

Sixteen-bit mono WAV at 22,050 samples a second, each note faded in and out over
4 ms so that a cheap loudspeaker does not click.
"""

from __future__ import annotations

import math
import struct
import wave
from pathlib import Path

RATE = 22_050
FADE_MS = 4
LOUDNESS = 0.6
SILENCE = 0

# Each tone is notes of (pitch in hertz, length in milliseconds).
TONES = {
    "ok": ((1760, 110),),
    "heard": ((1320, 35),),
    "attention": ((990, 110), (SILENCE, 60), (990, 110)),
    "refused": ((196, 380),),
    "question": ((660, 90), (880, 140)),
}


def samples(pitch: int, length_ms: int) -> list[int]:
    """One note as sixteen-bit samples."""
    count = RATE * length_ms // 1000
    fade = RATE * FADE_MS // 1000
    peak = 32_767 * LOUDNESS
    return [
        round(
            peak
            * min(1.0, at / fade, (count - at) / fade)
            * math.sin(2 * math.pi * pitch * at / RATE)
        )
        for at in range(count)
    ]


def write(folder: Path) -> None:
    """One WAV file for each tone."""
    for name, notes in TONES.items():
        tone = [sample for note in notes for sample in samples(*note)]
        with wave.open(str(folder / f"{name}.wav"), "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(RATE)
            out.writeframes(struct.pack(f"<{len(tone)}h", *tone))


if __name__ == "__main__":
    write(Path(__file__).parent)
