"""A workstation that prints until it is killed: what the fault tests of print jobs kill.

Run as ``python -m tests.faults.printing_station FOLDER``. It says ``printing`` when it is about
to send the labels of every job on its way, and ``done`` when none is left that can go on.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from lsn_desktop.paper import label_output
from lsn_desktop.storage import label_copies
from tests.faults.scanning_station import open_program


def main() -> None:
    """Print what there is."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    program = open_program(parser.parse_args().folder)
    station = program.sign_in("Olga", "2580")
    if station is None:
        parser.error("Olga cannot sign in")
    if not label_output.take_press(program, station):
        parser.error("another program prints here")
    tell("printing")
    with program.database.reading() as connection:
        jobs = label_copies.at_work(connection, station.workstation_id)
    for job_id in jobs:
        while label_output.step(program, station, job_id) == "again":
            pass
    tell("done")
    program.close()


def tell(words: str) -> None:
    """One line for whoever started this station."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
