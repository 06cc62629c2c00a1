"""`voordeur sjabloon toets` as somebody types it."""

import json
from pathlib import Path

import pytest

from service.cli import main

GOOD = "Hallo, ik ben {{medewerker_naam}} van de gemeente. Bel of app mij gerust: {{medewerker_telefoon}}."


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["sjabloon", "toets", *arguments])
    told = capsys.readouterr()
    return int(ended.value.code or 0), told.out, told.err


def written(folder: Path, text: str) -> str:
    path = folder / "tekst.txt"
    path.write_text(text, "utf-8")
    return str(path)


def test_a_good_text_ends_with_nought(capsys, tmp_path):
    code, out, _ = run(capsys, "--kanaal", "sms", written(tmp_path, GOOD))
    assert (code, out) == (0, "Deze tekst voldoet aan alle regels.\n")


def test_an_error_says_where_why_and_what_is_better(capsys, tmp_path):
    code, out, _ = run(capsys, "--kanaal", "sms:followup", written(tmp_path, f"{GOOD}\nIndien nodig kom ik langs."))
    assert code == 1
    assert "L04 fout, regel 2: “Indien”" in out
    assert "Beter: als" in out


def test_a_warning_alone_is_no_error(capsys, tmp_path):
    code, out, _ = run(capsys, "--kanaal", "sms", written(tmp_path, f"{GOOD} Ik kom niet zonder afspraak."))
    assert code == 0
    assert out.startswith("L07 waarschuwing")


def test_a_channel_that_is_not_there_is_wrong_usage(capsys, tmp_path):
    code, _, told = run(capsys, "--kanaal", "fax", written(tmp_path, GOOD))
    assert code == 2
    assert "Kies een kanaal" in told


def test_every_line_gets_its_line(capsys, tmp_path):
    good = {"id": 7, "channel": "sms", "text": GOOD}
    hasty = {"id": "b", "channel": "sms:first", "text": GOOD + " Met spoed."}
    code, out, _ = run(capsys, "--ndjson", written(tmp_path, f"{json.dumps(good)}\n{json.dumps(hasty)}\n\n"))
    first, second = map(json.loads, out.splitlines())
    assert code == 0
    assert first == {"id": 7, "regels": []}
    assert second["regels"][0].items() >= {
        "id": "T05", "ernst": "fout", "plaats": "regel 1: “Met spoed”", "van": len(GOOD) + 1, "tot": len(GOOD) + 10,
    }.items()
    assert "tijdsdruk" in second["regels"][0]["uitleg"]


@pytest.mark.parametrize("line", [
    '{"id": "x", "channel": "fax", "text": "Dag."}', '{"id": "x", "channel": "sms"}', "[1]", "geen json", "[" * 100_000,
])
def test_a_line_that_cannot_be_checked_does_not_stop_the_others(capsys, tmp_path, line):
    good = json.dumps({"id": "goed", "channel": "sms", "text": GOOD + "\ud800"})
    code, out, told = run(capsys, "--ndjson", written(tmp_path, f"{line}\n{good}"))
    bad, fine = map(json.loads, out.splitlines())
    assert code == 1
    assert bad["fout"]
    assert bad["regels"] == []
    assert fine["id"] == "goed"
    assert "Regel 1 is niet getoetst" in told


def test_the_channel_may_be_given_once(capsys, tmp_path):
    line = json.dumps({"id": 1, "text": GOOD})
    code, out, _ = run(capsys, "--ndjson", "--kanaal", "whatsapp", written(tmp_path, line))
    assert (code, json.loads(out)["regels"]) == (0, [])
