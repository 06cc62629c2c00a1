"""The alarms and the dashboard, by Prometheus' own tool: well formed, and going off when they should and only then."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from service.config import ROOT

pytestmark = pytest.mark.npm
WATCHING = ROOT / "docs" / "bewaking"
CASES = Path(__file__).with_name("alarms.yml")


@pytest.fixture(scope="module")
def promtool() -> str:
    found = shutil.which("promtool")
    if found is None and os.environ.get("CI") == "true":
        pytest.fail("Geen promtool gevonden. Installeer het: apt-get install prometheus.")
    if found is None:
        pytest.skip("Geen promtool gevonden. Installeer het: apt-get install prometheus.")
    return found


def _run(promtool: str, *arguments: str) -> str:
    done = subprocess.run([promtool, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_example_and_its_rules_are_well_formed(promtool: str) -> None:
    assert "SUCCESS" in _run(promtool, "check", "config", str(WATCHING / "prometheus.yml"))
    rules = yaml.safe_load((WATCHING / "alarmen.yml").read_text("utf-8"))
    assert f"{len(rules['groups'][0]['rules'])} rules found" in _run(
        promtool, "check", "rules", str(WATCHING / "alarmen.yml")
    )


def test_alarms_go_off_when_something_is_wrong_and_only_then(promtool: str) -> None:
    _run(promtool, "test", "rules", str(CASES))
    rules = yaml.safe_load((WATCHING / "alarmen.yml").read_text("utf-8"))["groups"][0]["rules"]
    told = yaml.safe_load(CASES.read_text("utf-8"))["tests"]
    tried = [(one["alertname"], bool(one["exp_alerts"])) for case in told for one in case["alert_rule_test"]]
    names = {rule["alert"] for rule in rules}
    assert {name for name, goes_off in tried if goes_off} == names
    assert {name for name, goes_off in tried if not goes_off} == names


def test_every_question_of_the_dashboard_is_one_that_prometheus_understands(promtool: str, tmp_path: Path) -> None:
    board = json.loads((WATCHING / "dashboard.json").read_text("utf-8"))
    asked = [target["expr"] for panel in board["panels"] for target in panel.get("targets", [])]
    rules = [{"record": f"x:{number}", "expr": expr} for number, expr in enumerate(asked)]
    file = tmp_path / "dashboard.yml"
    file.write_text(yaml.safe_dump({"groups": [{"name": "dashboard", "rules": rules}]}), "utf-8")
    assert re.search(rf"\b{len(asked)} rules found", _run(promtool, "check", "rules", str(file)))
