"""Bans are kept by lint, not by memory; here stands that the lint keeps them."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from service.config import ROOT
from tests.house.source import module_of, named, project_files, python_files, tree

PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RUFF: dict[str, Any] = PYPROJECT["tool"]["ruff"]["lint"]
BANNED_API, PRINT = "TID251", "T20"
# Where each ban does not hold, because that is its one home.
HOMES = {
    BANNED_API: {
        "service/clock.py", "service/config.py", "service/log.py", "start", "tests/**", "benchmarks/**",
        "migrations/**",
    },
    PRINT: {"service/cli*.py", "start", "benchmarks/**"},
}
EMPTY_NAMES = {
    "utils", "util", "helpers", "helper", "service", "services", "manager", "managers", "common", "misc", "base",
}
# The only place where an error may end whatever it is: a task's, which is then kept for a person.
ENDS_ERRORS = {"workers/task.py"}


def test_the_bans_stand():
    assert set(RUFF["flake8-tidy-imports"]["banned-api"]) >= {
        "datetime.datetime.now", "datetime.datetime.utcnow", "datetime.date.today", "time.time", "os.environ",
        "os.getenv", "logging",
    }
    assert {"TID", "T20", "DTZ", "BLE", "S", "ERA", "ARG"} <= set(RUFF["select"])
    assert not {BANNED_API, PRINT, "T201", "BLE001"} & set(RUFF["ignore"])


@pytest.mark.parametrize("ban", sorted(HOMES))
def test_a_ban_is_lifted_only_in_its_home(ban: str) -> None:
    lifted = {
        where for where, codes in RUFF["per-file-ignores"].items()
        if any(ban.startswith(code) or code.startswith(ban) for code in codes)
    }
    assert lifted == HOMES[ban]


@pytest.mark.parametrize(("code", "line"), [
    ("TID251", "import datetime\n\nAT = datetime.datetime.now(datetime.UTC)\n"),
    ("TID251", "from datetime import date\n\nON = date.today()\n"),
    ("TID251", "import time\n\nAT = time.time()\n"),
    ("TID251", "import os\n\nHOME = os.environ\n"),
    ("TID251", "from os import getenv\n\nHOME = getenv('HOME')\n"),
    ("TID251", "import logging\n\nLOG = logging.getLogger()\n"),
    ("T201", "print('x')\n"),
    ("BLE001", "try:\n    pass\nexcept Exception:\n    pass\n"),
])
def test_a_slip_would_be_seen(code: str, line: str) -> None:
    found = _ruff("--output-format", "concise", "--stdin-filename", "service/signals/planted.py", "-", given=line)
    assert code in found.stdout


@pytest.mark.parametrize("ban", [BANNED_API, "T201", "T20", "BLE001", "E722"])
def test_no_line_of_the_service_excuses_itself(ban: str) -> None:
    excused = {
        named(path) for path in python_files("service", "workers")
        for line in path.read_text("utf-8").splitlines() if re.search(rf"#\s*noqa\b[^#]*\b{ban}\b|#\s*noqa\s*$", line)
    }
    assert excused <= (ENDS_ERRORS if ban == "BLE001" else set())


def test_a_broad_except_passes_the_error_on():
    swallowing = {
        named(path) for path in python_files("service", "workers") for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and _is_broad(node) and not isinstance(node.body[-1], ast.Raise)
    }
    assert swallowing <= ENDS_ERRORS


def test_celery_never_runs_a_task_in_the_place_of_sending_it():
    eager = "always" + "_eager"
    assert not [named(path) for path in project_files() if path.suffix != ".md" and _holds(path, eager)]


def test_a_module_is_named_by_what_it_holds_or_does():
    names = {part for path in python_files("service", "workers") for part in module_of(path).split(".")[1:]}
    assert not names & EMPTY_NAMES


def test_every_room_has_a_nameplate():
    rooms = [path for path in python_files("service", "workers") if path.name == "__init__.py"]
    bare = [named(path) for path in rooms if not _nameplate(path)]
    assert len(rooms) > 8
    assert not bare


def test_mypy_is_strict_everywhere():
    mypy = PYPROJECT["tool"]["mypy"]
    assert mypy["strict"] is True
    assert set(mypy["packages"]) == {"service", "workers"}
    loosened = {key for override in mypy["overrides"] for key in override} - {"module", "ignore_missing_imports"}
    assert loosened <= {"disallow_untyped_decorators"}


def test_every_mark_that_start_leaves_out_is_run_by_ci():
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    marks = {line.partition(":")[0] for line in PYPROJECT["tool"]["pytest"]["ini_options"]["markers"]}
    assert marks == {"browser", "npm", "fault", "soak"}
    for mark in marks:
        assert re.search(rf'^marked "[^"]*\b{mark}\b', ci, re.MULTILINE), mark


def _ruff(*arguments: str, given: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", *arguments]
    return subprocess.run(command, cwd=ROOT, input=given, capture_output=True, text=True, check=False)


def _is_broad(handler: ast.ExceptHandler) -> bool:
    names = {"Exception", "BaseException"}
    return handler.type is None or (isinstance(handler.type, ast.Name) and handler.type.id in names)


def _nameplate(path: Path) -> str:
    first = tree(path).body[:1]
    return str(getattr(getattr(first[0], "value", None), "value", "")) if first else ""


def _holds(path: Path, words: str) -> bool:
    return words.encode() in path.read_bytes()
