"""dev.py bench: the rows of the groups become a table, a broken promise an exit code."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from tests.bench import __main__ as bench

if TYPE_CHECKING:
    from pathlib import Path

ROW = {"job": "scan", "n": 5, "ours_ms": 1.5, "bare_ms": 1.0, "ratio": 1.5, "p95_ms": 1234.5}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the only group was asked for; its row may be changed by the test."""
    asked: list[dict[str, Any]] = []

    def run(*, quick: bool, size: int) -> list[dict[str, Any]]:
        asked.append({"quick": quick, "size": size})
        return [ROW]

    monkeypatch.setattr(bench, "_groups", lambda: ["scans"])
    monkeypatch.setattr(bench, "_module", lambda _name: SimpleNamespace(run=run))
    return asked


def test_figures_stand_in_a_table_and_in_the_file(
    asked: list[dict[str, Any]], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    kept = tmp_path / "bench.json"

    assert bench.main(["--quick", "--size", "1m", "--json", str(kept)]) == 0

    assert asked == [{"quick": True, "size": 1_000_000}]
    assert "| scan | 5 | 1.5 | 1 | 1.5 | 1,234 |  |  |  |" in capsys.readouterr().out
    assert json.loads(kept.read_text())["rows"] == [ROW]


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(("limit", "code"), [(1.5, 0), (1.4, 1)])
def test_a_row_beyond_its_limit_fails_the_run(
    monkeypatch: pytest.MonkeyPatch, limit: float, code: int
) -> None:
    monkeypatch.setitem(ROW, "limit", limit)

    assert bench.main([]) == code


@pytest.mark.usefixtures("asked")
def test_an_unknown_group_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["--only", "boxes"]) == 2
    assert "There are: scans" in capsys.readouterr().err
