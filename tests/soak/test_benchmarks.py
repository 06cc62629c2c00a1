"""The benchmarks still work and say what they promise. What they measure is never judged here."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from service.config import ROOT

FIELDS = {"name", "value", "unit", "baseline", "ratio"}
CHEAP = ("posten", "oordelen", "koppelen", "oppakken", "werklijst", "monitor", "schermen")


@pytest.mark.soak
@pytest.mark.timeout(600)
def test_every_figure_is_one_line_of_json_beside_its_yardstick() -> None:
    done = _bench("--snel", *CHEAP)
    assert done.returncode == 0, done.stderr
    figures = [json.loads(line) for line in done.stdout.splitlines()]
    assert {figure["name"].partition("-")[0] for figure in figures} == {
        "post", "oordelen", "koppelen", "oppakken", "werklijst", "monitor", "scherm",
    }
    assert len({figure["name"] for figure in figures}) == len(figures)
    for figure in figures:
        _assert_shape(figure)
    assert "ondergrens/doel/top" in done.stderr


def test_an_unknown_case_is_refused_by_name() -> None:
    done = _bench("onzin")
    assert done.returncode == 2
    assert "onbekend geval onzin" in done.stderr


def _assert_shape(figure: dict[str, Any]) -> None:
    assert set(figure) == FIELDS
    assert isinstance(figure["name"], str)
    assert isinstance(figure["unit"], str)
    for number in ("value", "baseline", "ratio"):
        assert isinstance(figure[number], float)
        assert figure[number] > 0


def _bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks", *arguments]
    return subprocess.run(command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=False)
