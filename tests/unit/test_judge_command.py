"""`voordeur beoordeel`: what a policy makes of a signal without an agreement."""

import json
from pathlib import Path

import pytest

from service import clock
from service.cli import main
from service.policy.load import EXAMPLES
from tests.factories import rent_block, rent_signal

POLICY = (EXAMPLES / "9901.yaml").read_text("utf-8")


def judged(capsys: pytest.CaptureFixture[str], path: Path, *arguments: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        main(["beoordeel", str(path), *arguments])
    assert ended.value.code == 0
    line = json.loads(capsys.readouterr().out)
    return line["status"], line["beoordeling"]["oordeel"]


@pytest.mark.parametrize(("choice", "without", "expected"), [
    ("triage", True, (201, "mensBeslist")), ("triage", False, (201, "toegestaan")),
    ("weigeren", True, (422, "geweigerd")), ("weigeren", False, (201, "toegestaan")),
    (None, True, (422, "geweigerd")), (None, False, (201, "toegestaan")),
])
def test_the_choice_shows_with_and_without_an_agreement(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, choice: str | None, without: bool,
    expected: tuple[int, str],
) -> None:
    signal, policy = tmp_path / "signaal.json", tmp_path / "beleid.yaml"
    signal.write_text(json.dumps(rent_signal()), "utf-8")
    policy.write_text(f"{POLICY}\nvoorwaarden:\n  overeenkomst: {choice}\n", "utf-8")
    arguments = [*(["--beleid", str(policy)] if choice else []), *(["--zonder-overeenkomst"] if without else [])]
    assert judged(capsys, signal, *arguments) == expected


@pytest.mark.parametrize("changes", [{"betalingsregeling": "nagekomen"}, {"huidigeHuurder": False}])
def test_a_kept_arrangement_and_a_former_tenant_stay_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, changes: dict[str, object]
) -> None:
    document = rent_signal()
    document["huurachterstand"] = rent_block(clock.today(), **changes)
    signal, policy = tmp_path / "signaal.json", tmp_path / "beleid.yaml"
    signal.write_text(json.dumps(document), "utf-8")
    policy.write_text(f"{POLICY}\nvoorwaarden:\n  overeenkomst: triage\n", "utf-8")
    found = judged(capsys, signal, "--beleid", str(policy), "--zonder-overeenkomst")
    assert found == (422, "geweigerd")
