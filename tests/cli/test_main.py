"""What `lsn` ends with tells a script what happened."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.cli import COMMANDS, main
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Unavailable, refusal

if TYPE_CHECKING:
    import argparse


def raising(error: Exception) -> object:
    def run(_arguments: argparse.Namespace) -> int:
        raise error

    return run


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (
            refusal("Lot {lot} is on hold.", "Scan another lot.", lot="L1"),
            1,
            "Lot L1 is on hold.",
        ),
        (
            Unavailable(message("The disk is full."), message("Free some.")),
            3,
            "The disk is full.",
        ),
        (ValueError("a bug"), 70, "Traceback"),
    ],
)
def test_each_kind_of_failure_has_its_exit_code(
    error: Exception,
    code: int,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("lsn_desktop.cli.parse.run", raising(error))

    assert main(["parse"]) == code
    assert capsys.readouterr().err.startswith(told)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [([], 2), (["no-such-command"], 2), (["parse", "--no-such-option"], 2), (["--help"], 0)],
)
def test_wrong_usage_is_told_apart_from_help(
    arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == code
    shown = capsys.readouterr()
    assert "lsn" in (shown.err if code else shown.out)


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    for command in COMMANDS:
        assert main([command, "--help"]) == 0
        assert capsys.readouterr().out.startswith(f"usage: lsn {command}")


def test_a_reader_that_goes_away_is_no_failure() -> None:
    command = f"yes 10D9T | {sys.executable} -m lsn_desktop.cli parse | head -n 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"{command}; echo ${{PIPESTATUS[1]}}"],
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.splitlines()[1:] == [b"0"]
    assert done.stderr == b""
