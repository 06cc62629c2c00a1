"""The official linter of the NL API Design Rules 2.2, run by Spectral over the document we publish.

The ruleset is the government's own file and is not ours to copy. `ADR_RULESET` says where it is; else it is looked for
beside the checkout.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from service.app import openapi_document
from service.config import ROOT

pytestmark = pytest.mark.npm

HERE = Path(__file__).parent
SPECTRAL = HERE / "node_modules" / ".bin" / "spectral"
BESIDE = ROOT.parent / "shared" / "standards" / "adr-2.2.linter.yaml"
NO_RULES = "Geen linterbestand van de NL API Design Rules: zet ADR_RULESET op het gepubliceerde bestand van versie 2.2."
NO_SPECTRAL = "Spectral ontbreekt: voer npm ci uit in tests/npm."


def required(what: Path, words: str) -> Path:
    """In CI a missing part is a failure; elsewhere it is a reason to leave the test out, said aloud."""
    if not what.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(words)
        pytest.skip(words)
    return what


@pytest.fixture(scope="module")
def rules() -> Path:
    return required(Path(os.environ.get("ADR_RULESET", BESIDE)), NO_RULES)


@pytest.fixture(scope="module")
def spectral() -> Path:
    assert shutil.which("node"), "Spectral needs Node"
    return required(SPECTRAL, NO_SPECTRAL)


def lint(spectral: Path, rules: Path, document: Path) -> list[dict[str, Any]]:
    """Everything Spectral says, from errors to hints."""
    command = [str(spectral), "lint", "--ruleset", str(rules), "--format", "json", "--fail-severity", "hint", "--quiet"]
    ran = subprocess.run([*command, str(document)], cwd=HERE, capture_output=True, text=True, timeout=100, check=False)
    assert ran.returncode in {0, 1}, ran.stderr
    found: list[dict[str, Any]] = json.loads(ran.stdout)
    return found


def written(folder: Path, document: dict[str, Any]) -> Path:
    path = folder / "openapi.json"
    path.write_text(json.dumps(document), "utf-8")
    return path


def test_the_document_follows_every_official_rule(spectral: Path, rules: Path, tmp_path: Path) -> None:
    found = lint(spectral, rules, written(tmp_path, openapi_document()))
    assert not [(one["code"], one["path"], one["message"]) for one in found]


def test_a_fault_would_be_seen(spectral: Path, rules: Path, tmp_path: Path) -> None:
    document = openapi_document()
    document["paths"]["/Signalen/"] = document["paths"].pop("/signalen")
    del document["info"]["contact"]
    del document["paths"]["/terugkoppelingen"]["get"]["responses"]["200"]["headers"]
    seen = {one["code"] for one in lint(spectral, rules, written(tmp_path, document))}
    assert seen >= {"info-contact", "nlgov:missing-header", "nlgov:paths-kebab-case", "path-keys-no-trailing-slash"}


def test_spectrals_own_advice_on_openapi_is_taken(spectral: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules.json"
    # Summaries say what an operation does; the licence is named by its SPDX identifier, which excludes a URL.
    off = {"operation-description": "off", "license-url": "off"}
    rules.write_text(json.dumps({"extends": [["spectral:oas", "all"]], "rules": off}), "utf-8")
    found = lint(spectral, rules, written(tmp_path, openapi_document()))
    assert not [(one["code"], one["path"], one["message"]) for one in found]
