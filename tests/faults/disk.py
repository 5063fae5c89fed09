"""A disk that loses power: what had been synced is there, of the rest nobody knows."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from tests.faults.recorder import What

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Mapping

    from tests.faults.recorder import Event

SECTOR = 512


class Loses(enum.Enum):
    """Which of the writes that were never synced are lost."""

    ALL = "all"
    NONE = "none"
    SOME = "some"  # by sectors of 512 bytes, and in no order


class Disk:
    """Files as they were last synced, and what was done to them since."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._synced: dict[str, bytearray | None] = {
            name: bytearray(data) for name, data in files.items()
        }
        self._since: dict[str, list[Event]] = {}

    def take(self, event: Event) -> None:
        """Do what the process did."""
        since = self._since.setdefault(event.name, [])
        if event.what is What.SYNC:
            self._synced[event.name] = _after(self._synced.get(event.name), since, _keep_all)
            since.clear()
        else:
            since.append(event)

    def after_power_loss(self, loses: Loses, coins: random.Random) -> dict[str, bytes]:
        """The files that are there when the power comes back."""
        keep: dict[Loses, Callable[[], bool]] = {
            Loses.ALL: _keep_none,
            Loses.NONE: _keep_all,
            Loses.SOME: lambda: coins.random() < 0.5,
        }
        found = {}
        for name in self._synced.keys() | self._since.keys():
            left = _after(self._synced.get(name), self._since.get(name, []), keep[loses])
            if left is not None:
                found[name] = bytes(left)
        return found


def _keep_all() -> bool:
    return True


def _keep_none() -> bool:
    return False


def _after(
    synced: bytearray | None, events: list[Event], keep: Callable[[], bool]
) -> bytearray | None:
    """A file after those parts of the events that are kept; None if it is not there."""
    file = None if synced is None else bytearray(synced)
    for event in events:
        if event.what is What.WRITE:
            file = _written(file, event, keep)
        elif keep():
            file = _changed(file, event)
    return file


def _written(
    file: bytearray | None, event: Event, keep: Callable[[], bool]
) -> bytearray | None:
    start, end = event.at, event.at + len(event.data)
    while start < end:
        stop = min(end, (start // SECTOR + 1) * SECTOR)
        if keep():
            file = bytearray() if file is None else file
            file.extend(bytes(max(0, start - len(file))))
            file[start:stop] = event.data[start - event.at : stop - event.at]
        start = stop
    return file


def _changed(file: bytearray | None, event: Event) -> bytearray | None:
    if event.what is What.UNLINK:
        return None
    if event.what is What.TRUNCATE:
        file = bytearray() if file is None else file
        del file[event.at :]
        file.extend(bytes(event.at - len(file)))
        return file
    raise NotImplementedError(f"the program's database did {event}")
