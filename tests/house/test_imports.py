"""The direction of dependencies, as written in pyproject.toml and checked by import-linter."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from grimp import ImportGraph, build_graph
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from service.config import ROOT
from tests.house.source import module_of, python_files

PYPROJECT = ROOT / "pyproject.toml"
CONTRACTS: dict[str, dict[str, Any]] = {
    contract["id"]: contract
    for contract in tomllib.loads(PYPROJECT.read_text("utf-8"))["tool"]["importlinter"]["contracts"]
}
# The small files that judge, which return in every room under the same name.
PURE_NAMES = {
    "areas", "blocks", "deadlines", "facts", "feedback", "matching", "model", "next_step", "planning", "readability",
    "report", "routing", "status", "trays",
}
# The files that speak HTTP, in every room; what is in neither list is a use case.
KNOWS_HTTP = {"api", "documents", "quick_door", "steps_api", "hear_api", "follow_up_api", "forwarding_api"}
ROOMS = ("messages", "monitor", "partners", "policy", "referrals", "rules", "signals")


@pytest.fixture(scope="module")
def graph() -> ImportGraph:
    return build_graph("service", include_external_packages=True, cache_dir=None)


def test_every_contract_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    status = lint_imports(config_filename=str(PYPROJECT), no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_a_broken_contract_would_be_seen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    contract = """
        [tool.importlinter]
        root_packages = ["service"]
        [[tool.importlinter.contracts]]
        name = "Nobody may know the time"
        type = "forbidden"
        source_modules = ["service.policy.store"]
        forbidden_modules = ["service.clock"]
    """
    config = tmp_path / "pyproject.toml"
    config.write_text(contract, "utf-8")
    assert lint_imports(config_filename=str(config), no_cache=True) != EXIT_STATUS_SUCCESS
    assert "service.policy.store -> service.clock" in capsys.readouterr().out


def test_every_contract_that_the_house_asks_for_is_there():
    assert set(CONTRACTS) >= {"direction", "service-knows-no-workers", "workers-know-no-web", "pure"}
    assert CONTRACTS["direction"]["exhaustive"] is True
    assert set(CONTRACTS["pure"]["forbidden_modules"]) >= {"flask", "celery", "sqlalchemy", "marshmallow", "redis"}


def test_no_contract_looks_away():
    assert not [name for name, contract in CONTRACTS.items() if "ignore_imports" in contract]
    assert not [name for name, contract in CONTRACTS.items() if "allow_indirect_imports" in contract]


def test_what_judges_is_held_to_purity_in_every_room():
    modules = {module_of(path) for path in python_files("service") if path.stem in PURE_NAMES}
    judging = {module for module in modules if _room(module) in ROOMS}
    assert len(judging) > 10
    assert not {module for module in judging if not _is_held(module, "pure")}


def test_use_cases_know_no_http(graph: ImportGraph) -> None:
    """What a caseworker's click and a worker's task both call may not be of the web, also not by a detour."""
    rooms = [path for path in python_files("service") if _room(module_of(path)) in ROOMS and path.stem != "__init__"]
    cases = {module_of(path) for path in rooms if path.stem not in KNOWS_HTTP}
    assert len(cases) > 40
    chains = [graph.find_shortest_chain(module, "flask") for module in sorted(cases)]
    assert not [" -> ".join(chain) for chain in chains if chain]


def _room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def _is_held(module: str, contract: str) -> bool:
    sources = CONTRACTS[contract]["source_modules"]
    return any(module == source or module.startswith(f"{source}.") for source in sources)
