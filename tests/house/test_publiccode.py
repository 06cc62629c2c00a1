"""publiccode.yml: what version 0.4 of the standard asks, and the same as the rest of the project says."""

import re
from datetime import date
from typing import Any

import pytest
import yaml

from service.config import ROOT
from service.problems import API_VERSION

FOUND: dict[str, Any] = yaml.safe_load((ROOT / "publiccode.yml").read_text("utf-8"))
REQUIRED = {
    "publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType", "description", "legal",
    "maintenance", "localisation",
}
LONGEST = {"genericName": 35, "shortDescription": 150}


def test_every_required_key_is_there():
    assert set(FOUND) >= REQUIRED
    assert FOUND["publiccodeYmlVersion"] == "0.4"
    assert FOUND["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert FOUND["maintenance"]["type"] in {"internal", "contract", "community", "none"}
    assert isinstance(FOUND["localisation"]["localisationReady"], bool)
    assert set(FOUND["localisation"]["availableLanguages"]) == {"nl"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_is_described_in_this_language(language):
    told = FOUND["description"][language]
    assert 150 <= len(told["longDescription"]) <= 10_000
    assert all(0 < len(told[name]) <= most for name, most in LONGEST.items())
    assert told["features"]


def test_the_licence_is_the_one_of_the_project():
    assert FOUND["legal"]["license"] == "EUPL-1.2"
    assert 'license = "EUPL-1.2"' in (ROOT / "pyproject.toml").read_text("utf-8")
    licence = (ROOT / "LICENSE").read_text("utf-8")
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in licence
    assert len(licence) > 13_000


def test_the_version_is_the_one_of_the_api_and_of_the_change_log():
    assert FOUND["softwareVersion"] == API_VERSION
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert newest is not None
    assert newest[1] == API_VERSION
    assert date.fromisoformat(FOUND["releaseDate"]) >= date(2026, 11, 22)
