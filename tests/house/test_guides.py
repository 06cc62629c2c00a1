"""The guides: their links lead somewhere, their examples work, and they name every setting and every code there is."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from service import config
from service.glossary import CODES
from service.policy.agreement import SendingPermission
from service.policy.load import load
from service.policy.read import read
from service.referrals.feedback import notice_of
from service.referrals.status import EndResult
from service.sending.outcome import Exit
from service.signals.delivery.columns import LAYOUT
from service.signals.delivery.csv_rows import csv_rows
from service.signals.delivery.mapping import load_mapping
from service.signals.schemas import read_report
from service.signals.trial import judge_document

DOCS = config.ROOT / "docs"
PAGES = [config.ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
LISTS = {found.english: [entry.name for entry in found.entries] for found in CODES}


def _text(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def _blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path):
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_setting_is_explained_and_no_other():
    rows = re.findall(r"^\| (`[A-Z_`, ]+`) \|", _text("handleiding-operator.md"), re.MULTILINE)
    told = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}
    assert told == config.NAMES


def test_the_readme_shows_a_refusal_as_it_is():
    page = (config.ROOT / "README.md").read_text("utf-8")
    found = re.search(r"beoordeel --ontvangen (\S+) <<'JSON'\n(.*?)JSON\n", page, re.DOTALL)
    assert found is not None
    document, day = json.loads(found[2]), date.fromisoformat(found[1])
    assert _judged(document, day) == (422, ["geenBezwaar"])
    document["huurachterstand"]["socialeIncasso"]["reactieHuurder"] = "geen"
    assert _judged(document, day) == (201, [])


def _judged(document: Any, day: date) -> tuple[int, list[str]]:
    line = judge_document(document, day, permission=SendingPermission.AGREEMENT, policy=None)
    findings = line["beoordeling"]["bevindingen"]
    return line["status"], [found["voorwaarde"] for found in findings if found["uitkomst"] == "nietVoldaan"]


def test_the_examples_for_a_corporation_are_accepted():
    rent, door = _blocks(_text("handleiding-corporatie.md"), "json")[:2]
    signal = json.loads(rent)
    assert _judged(signal, date(2026, 11, 22)) == (201, [])
    shared = {name: signal[name] for name in ("gemeentecode", "signaaldatum", "betrokkene")}
    seen = {"soort": "achterDeVoordeur", "referentie": "AV-1", **shared, **json.loads(f"{{{door}}}")}
    assert read_report(seen, date(2026, 11, 22)).door is not None
    assert _judged(seen, date(2026, 11, 22)) == (201, [])


def test_the_csv_and_the_mapping_for_a_corporation_work():
    guide = _text("handleiding-corporatie.md")
    [table] = _blocks(guide, "csv")
    [row] = csv_rows(table.encode(), LAYOUT)
    assert row.faults == ()
    assert _judged(json.loads(row.text), date(2026, 11, 22)) == (201, [])
    mapping = load_mapping(_blocks(guide, "yaml")[0])
    cells = {"statusBetalingsregeling": "BEE", "saldo": "12,50", "vervaldatum": "01-09-2026"}
    export = "\n".join((";".join(mapping.columns), ";".join(cells.get(name, "") for name in mapping.columns)))
    [row] = csv_rows(export.encode(), LAYOUT, mapping)
    assert row.faults == ()
    assert json.loads(row.text)["huurachterstand"]["bedragInCenten"] == 1250


@pytest.mark.parametrize("kind", [
    "Kind", "Purpose", "Arrangement", "Reaction", "ThreatPhase", "ConsentGiver", "ConsentManner", "Observer",
    "Occasion", "Concern", "SignalStatus", "WithdrawalReason", "Verdict", "SignpostCode",
    "SubscriptionState", "Suspension", "Failure",
])
def test_a_corporation_reads_about_every_code(kind: str):
    guide = _text("handleiding-corporatie.md")
    assert [code for code in LISTS[kind] if f"`{code}`" not in guide] == []


def test_every_exit_code_of_a_delivery_is_explained():
    told = re.findall(r"^\| (\d) \| ", _text("aanleveren.md"), re.MULTILINE)
    assert told == [str(int(code)) for code in Exit]


def test_a_caseworker_reads_what_a_corporation_hears_of_every_result():
    rows = dict(re.findall(r"^\| ([^|]+) \| ((?:niet opgepakt|afgesloten)[^|]*) \|$",
                           _text("handleiding-behandelaar.md"), re.MULTILINE))
    for result in EndResult:
        start = str(result).removesuffix(" financieel").removesuffix(" niet")
        row = next(name for name in rows if name.startswith(start))
        notice = notice_of(result)
        assert rows[row] == ("afgesloten" if notice.status == "afgesloten" else
                             "niet opgepakt, met deze reden" if notice.reason else "niet opgepakt, zonder reden")


def test_the_trays_in_the_administrators_guide_are_a_policy():
    example = config.ROOT / "service" / "policy" / "municipalities" / "9901.yaml"
    whole = example.read_text("utf-8")
    [trays] = [one for one in _blocks(_text("handleiding-beheerder.md"), "yaml") if one.startswith("bakken:")]
    start, end = whole.index("bakken:"), whole.index("# Eigen streefdagen")
    # The example offers by letter below its threshold, so the guide's trays get one for that.
    found = load(whole[:start] + trays + whole[end:]).trays
    assert [tray.id for tray in found] == ["hoog-bedrag", "onder-drempel", "overig"]


def test_every_field_of_a_policy_is_explained():
    guide = _text("handleiding-beheerder.md")
    reader = Path(read.__code__.co_filename).read_text("utf-8")
    asked = r"(?:block|blocks|required_block|text|optional_text|whole|optional_whole|day|flag|code|optional_code|codes)"
    names = set(re.findall(rf'\.{asked}\(\s*"(\w+)"', reader))
    assert len(names) > 40
    assert sorted(name for name in names if not re.search(rf"\b{name}\b", guide)) == []
