"""`voordeur beoordeel --beleid`: what a policy does below its threshold, also one of before it had to say so."""

import json
from datetime import date
from pathlib import Path

import pytest

from service.cli import main
from tests.factories import rent_block, rent_signal

EXAMPLE = Path(__file__).with_name("policy_example.yaml").read_text()
DAY = date(2026, 9, 14)


def _judged(tmp_path: Path, thresholds: str, capsys: pytest.CaptureFixture[str]) -> tuple[str, str, str]:
    """Verdict, note, and what the command warned about."""
    policy, signal = tmp_path / "beleid.yaml", tmp_path / "signaal.json"
    policy.write_text(EXAMPLE.replace("drempels: {}", f"drempels: {thresholds}"))
    signal.write_text(json.dumps(rent_signal(DAY, huurachterstand=rent_block(DAY, bedragInCenten=5_000))))
    with pytest.raises(SystemExit) as ended:
        main(["beoordeel", "--beleid", str(policy), "--ontvangen", DAY.isoformat(), str(signal)])
    assert not ended.value.code
    told = capsys.readouterr()
    judgement = json.loads(told.out)["beoordeling"]
    return judgement["oordeel"], judgement.get("toelichting", ""), told.err


def test_an_offer_by_letter(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    verdict, note, warned = _judged(tmp_path, "{bedragInCenten: 7500, wijze: aanbodPerBrief}", capsys)
    assert (verdict, warned) == ("toegestaan", "")
    assert "per brief" in note


def test_a_silent_decline_names_its_own_ground(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = "{bedragInCenten: 7500, wijze: nietOpgepakt, grond: Beleidsregel 9}"
    verdict, note, warned = _judged(tmp_path, chosen, capsys)
    assert (verdict, warned) == ("nietOpgepakt", "")
    assert note.endswith("Grond: Beleidsregel 9")


def test_a_policy_of_before_the_choice_keeps_its_meaning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    verdict, note, warned = _judged(tmp_path, "{bedragInCenten: 7500}", capsys)
    assert verdict == "nietOpgepakt"
    assert "Grond: Beleidsregels vroegsignalering" in note
    assert "aanbodPerBrief of nietOpgepakt" in warned
