"""The course of a scanner's test: which code is next, what each scan was, whose it was."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from lsn_desktop.domain.messages import Message, _, message
from lsn_desktop.scanning import doctor
from lsn_desktop.scanning.doctor import Bytes, Keys
from lsn_desktop.scanning.doctor_codes import CODES
from lsn_desktop.scanning.doctor_findings import Finding, findings

if TYPE_CHECKING:
    from lsn_desktop.scanning.doctor import Capture, Evidence
    from lsn_desktop.scanning.doctor_codes import DoctorCode, Name

_NO_TEXT = 0.3  # of the bytes: then speed or parity differ


class Mark(StrEnum):
    """What became of a code of the test."""

    NEXT = "next"
    READ = "read"
    SKIPPED = "skipped"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a scan: whether a code was known in it, and what to say."""

    ok: bool
    words: Message


class Course:
    """Begins with the first code and ends when each was read or left out."""

    def __init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """Forget everything: another scanner, or the same one set anew."""
        self._captures: dict[Name, Capture] = {}
        self._skipped: set[Name] = set()
        self._at = 0
        self.device = ""

    @property
    def number(self) -> int:
        """Of the code to scan now, from 1."""
        return self._at + 1

    @property
    def code(self) -> DoctorCode:
        """The code to scan now."""
        return CODES[self._at]

    @property
    def is_over(self) -> bool:
        """Whether every code was read or left out."""
        return len(self._captures) + len(self._skipped) >= len(CODES)

    @property
    def has_read(self) -> bool:
        """Whether anything is known of the scanner."""
        return bool(self._captures)

    @property
    def evidence(self) -> Evidence:
        """What the scans so far prove."""
        return doctor.examine(self._captures)

    def findings(self) -> list[Finding]:
        """The same in words; nothing before the first scan."""
        if not self._captures:
            return []
        return findings(self.evidence, self._skipped)

    def marks(self) -> list[Mark]:
        """What became of each code."""
        return [self._mark(at) for at in range(len(CODES))]

    def take(self, capture: Capture, device: str) -> Taken:
        """Take a scan of any code of the six, in any order."""
        if self._captures and device != self.device:
            return Taken(
                ok=False,
                words=message(
                    "That was {device}; this test is of {tested}. Nothing was taken.",
                    device=device,
                    tested=self.device,
                ),
            )
        name = doctor.recognised(capture, self._captures)
        if name is None:
            return Taken(ok=False, words=self._not_known(capture))
        self.device = device
        self._captures[name] = capture
        self._skipped.discard(name)
        title = next(one.title for one in CODES if one.name == name)
        if name == self.code.name:
            self._forward()
        return Taken(ok=True, words=message("{code}: read.", code=_(title)))

    def skip(self) -> None:
        """Leave the code out: the scanner does not read it."""
        if self.code.name not in self._captures:
            self._skipped.add(self.code.name)
        self._forward()

    def back(self) -> bool:
        """Take the last code back, or go to the one before; False at the first one."""
        if not self.is_over:
            if self._at == 0:
                return False
            self._at -= 1
        self._skipped.discard(self.code.name)
        self._captures.pop(self.code.name, None)
        return True

    def _forward(self) -> None:
        """Go to the next code that is neither read nor left out, round the end."""
        for step in range(1, len(CODES) + 1):
            at = (self._at + step) % len(CODES)
            if CODES[at].name not in self._captures and CODES[at].name not in self._skipped:
                self._at = at
                return

    def _mark(self, at: int) -> Mark:
        name = CODES[at].name
        if name in self._captures:
            return Mark.READ
        if name in self._skipped:
            return Mark.SKIPPED
        return Mark.NEXT if at == self._at else Mark.WAITING

    def _not_known(self, capture: Capture) -> Message:
        lost = doctor.lost(capture, self.code.name, self._captures)
        if lost:
            return message(
                "{count} characters of this code were lost on the way. Set a delay of 5 ms "
                "between characters on the scanner, then scan it again.",
                count=lost,
            )
        if isinstance(capture, Bytes) and _is_no_text(capture.data):
            return message(
                "What came is no text: the speed (baud) of scanner and program differ. Change "
                "it under Connected, Change settings, then test again."
            )
        if isinstance(capture, Keys) and self.code.name != "letters" and not self._captures:
            return message(
                "This code was not known by what came. Scan the first code first: it shows "
                "which keyboard the scanner is set to."
            )
        return message("What came is none of the six codes. Scan the one that is shown.")


def _is_no_text(data: bytes) -> bool:
    strange = sum(1 for byte in data if byte >= 0x80 or byte in {0x00, 0x7F})  # noqa: PLR2004 - beyond ASCII
    return strange > _NO_TEXT * len(data)
