"""A policy file: what it may say, and that everything wrong with it is told at once, with its place, in Dutch."""

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from service.errors import InvalidInput
from service.policy.load import EXAMPLES, dump, load
from service.policy.model import (
    DEFAULT_TRAYS,
    AskPerson,
    Channel,
    Criteria,
    DataContact,
    Desk,
    LocalNumbers,
    MessageLimit,
    MissingAgreement,
    PostcodeRange,
    ServiceTerms,
    Team,
    TeamChoice,
    Tray,
)
from service.policy.parse import LONGEST_DOCUMENT
from service.policy.periods import PayDay, PayDays, Period, PeriodUnit, Retention
from service.policy.read import read
from service.policy.threshold import Thresholds
from service.rules.facts import Destination, ThreatPhase
from service.rules.reading import WorkingDays

SHIPPED = sorted(EXAMPLES.glob("*.yaml"))
SMALL = """
gemeentecode: 0363
naam: NO
geldigVanaf: 2026-12-01
besluit: {door: college, op: 2026-11-02, grond: Besluit 12}
teams:
- {id: hulp, naam: Hulp, bestemming: schuldhulp}
- {id: wijk, naam: Wijk, bestemming: wijkteam}
- {id: triage, naam: Triage, bestemming: triage}
gebieden:
- {naam: Noord, postcodes: [2091, 2092-2093], schuldhulp: hulp, wijkteam: wijk}
bakken:
- {id: klein, naam: Klein, prioriteit: 3, eersteActie: Brief, kanalen: [Brief], criteria: {bedragOnderInCenten: 5000}}
- {id: rest, naam: Rest, prioriteit: 2, eersteActie: Telefoon, kanalen: [Telefoon]}
"""


def document() -> dict[str, Any]:
    return {
        "gemeentecode": "9901", "naam": "Voorbeeldstad", "geldigVanaf": "2026-12-01",
        "besluit": {"door": "college", "op": "2026-11-02", "grond": "Besluit 12"},
        "teams": [
            {"id": "hulp", "naam": "Hulp", "bestemming": "schuldhulp"},
            {"id": "wijk", "naam": "Wijk", "bestemming": "wijkteam"},
            {"id": "triage", "naam": "Triage", "bestemming": "triage"},
        ],
        "gebieden": [{"naam": "Noord", "postcodes": ["2091"], "schuldhulp": "hulp", "wijkteam": "wijk"}],
        "bakken": [
            {"id": "klein", "naam": "Klein", "prioriteit": 3, "eersteActie": "Brief", "kanalen": ["Brief"],
             "criteria": {"bedragOnderInCenten": 5000}},
            {"id": "rest", "naam": "Rest", "prioriteit": 2, "eersteActie": "Telefoon", "kanalen": ["Telefoon"]},
        ],
        "drempels": {}, "mensBeslist": {}, "termijnen": {"eersteContact": {}}, "uitlegWet": {},
        "betaaldagen": {"dagen": [{"naam": "Salaris", "van": 24, "tot": 26}]},
        "bewaartermijnen": {}, "berichten": {}, "lokaleNummers": {}, "standaardteams": {},
    }


def changed(path: str, value: object) -> dict[str, Any]:
    """The document with one value put in place; a value of `...` takes the field away."""
    found = document()
    *steps, last = [int(step) if step.isdigit() else step for step in path.split("/")]
    part: Any = found
    for step in steps:
        part = part.setdefault(step, {}) if isinstance(part, dict) else part[step]
    if value is ...:
        del part[last]
    else:
        part[last] = value
    return found


def faults(source: object) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInput) as caught:
        load(source) if isinstance(source, str) else read(source)
    assert all(fault.detail and fault.location == "body" for fault in caught.value.faults)
    return [(fault.pointer, fault.code) for fault in caught.value.faults]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_example_loads_and_survives_a_round_trip(path: Path) -> None:
    policy = load(path.read_text())
    assert policy.municipality_code == path.stem
    assert load(dump(policy)) == policy
    assert dump(load(dump(policy))) == dump(policy)


def test_the_demo_municipality_is_what_the_demo_says() -> None:
    policy = load((EXAMPLES / "9901.yaml").read_text())
    assert policy.name == "Voorbeeldstad"
    assert [team.id for team in policy.teams if team.desk is Desk.DEBT_HELP] == ["schuldhulp-noord", "schuldhulp-zuid"]
    assert [team.id for team in policy.teams if team.desk is Desk.NEIGHBOURHOOD_TEAM] == [
        "wijkteam-oost", "wijkteam-west", "wijkteam-centrum",
    ]
    assert policy.triage.id == "triage"
    assert {part.first[:2] for area in policy.areas for part in area.postcodes} == {"20"}


def test_every_choice_in_a_file_is_read() -> None:
    policy = load(Path(__file__).with_name("policy_example.yaml").read_text())
    assert policy.decided_on == date(2025, 11, 18)
    assert policy.ground.startswith("Beleidsregels vroegsignalering Voorbeeldstad 2026, vastgesteld op grond van")
    assert policy.teams[0] == Team(
        "schuldhulp-noord", "Schuldhulp Noord", Desk.DEBT_HELP, 25, "schuldhulp-noord@voorbeeldstad.example")
    assert policy.thresholds == Thresholds(None, None)
    assert policy.ask_person == AskPerson(consent_by_representative=True)
    assert policy.missing_agreement is MissingAgreement.TRIAGE
    assert policy.trays[3] == Tray(
        "hoog-bedrag", "Achterstand van 1.500 euro of meer", 2, Channel.HOME_VISIT,
        (Channel.PHONE, Channel.HOME_VISIT, Channel.CARD, Channel.LETTER),
        Criteria(destinations=frozenset({Destination.DEBT_HELP}), amount_from_cents=150_000),
    )
    assert policy.service_terms == ServiceTerms(10, 10, 1)
    assert (policy.decision_weeks, policy.working_days) == (8, WorkingDays.NARROW)
    assert policy.threat_from is ThreatPhase.EVICTION_ORDERED
    assert policy.pay_days == PayDays(5, (PayDay("Bijstandsuitkering", 8, 10), PayDay("Salaris", 24, 26)))
    assert policy.retention == Retention(
        Period(30, PeriodUnit.DAYS), Period(3, PeriodUnit.MONTHS), Period(3, PeriodUnit.MONTHS),
        Period(60, PeriodUnit.MONTHS),
    )
    assert policy.messages == MessageLimit(3, 14)
    assert policy.local_numbers == LocalNumbers("0900-0009901")
    assert policy.data_contact == DataContact("fg@voorbeeldstad.example", "privacy@voorbeeldstad.example")


def test_no_and_nought_are_choices_too() -> None:
    """What was chosen is written out, also when the choice is no or nought."""
    found = changed("bakken/0/criteria", {"bedreigend": False, "bedragVanafInCenten": 0})
    found["teams"][0]["capaciteitPerWeek"] = 0
    found["termijnen"]["eersteContact"] = {"schuldhulp": 0}
    policy = load(dump(read(found)))
    assert policy.trays[0].criteria == Criteria(threatening=False, amount_from_cents=0)
    assert policy.teams[0].capacity == 0
    assert policy.service_terms.debt_help_days == 0


@pytest.mark.parametrize(("path", "value"), [
    ("termijnen/besluitInWeken", 8), ("termijnen/eersteContact/schuldhulp", 20),
    ("termijnen/eersteContact/wijkteam", 30), ("termijnen/eersteContact/bedreigend", 3),
    ("uitlegWet/dreigingVanaf", "dagvaardingAangekondigd"), ("bewaartermijnen/nietOpgepakt", "3 maanden"),
    ("bewaartermijnen/nietOpgepakt", "93 dagen"), ("bewaartermijnen/nietBereikt", "1 jaar"),
    ("bewaartermijnen/hulp", "60 maanden"), ("betaaldagen/dagen/0/tot", 24), ("besluit/op", "2026-12-01"),
    ("geldigVanaf", "2100-12-31"), ("gemeentecode", "0000"), ("bakken/0/prioriteit", 9),
])
def test_the_outer_bounds_are_allowed(path: str, value: object) -> None:
    policy = read(changed(path, value))
    assert load(dump(policy)) == policy


def test_yaml_has_no_surprises() -> None:
    policy = load(SMALL)
    assert policy.municipality_code == "0363"
    assert policy.name == "NO"
    assert policy.valid_from == date(2026, 12, 1)
    assert policy.areas[0].postcodes == (PostcodeRange("2091AA", "2091ZZ"), PostcodeRange("2092AA", "2093ZZ"))
    assert policy.trays[0].first_action is Channel.LETTER


def test_what_is_left_out_gets_the_defaults_and_is_written_out() -> None:
    small = {key: document()[key] for key in ("gemeentecode", "naam", "geldigVanaf", "besluit", "teams")}
    policy = read(small)
    assert policy.trays == DEFAULT_TRAYS
    assert policy.thresholds == Thresholds()
    assert policy.missing_agreement is MissingAgreement.REFUSE
    assert "voorwaarden:\n  overeenkomst: weigeren\n" in dump(policy)
    assert policy.default_teams == TeamChoice()
    assert policy.retention == Retention()
    assert "nietOpgepakt: 30 dagen" in dump(policy)
    assert "besluitInWeken: 8" in dump(policy)


@pytest.mark.parametrize(("text", "expected"), [
    ("1 dag", Period(1, PeriodUnit.DAYS)), ("30 dagen", Period(30, PeriodUnit.DAYS)),
    ("1 maand", Period(1, PeriodUnit.MONTHS)), ("2 maanden", Period(2, PeriodUnit.MONTHS)),
    ("1 jaar", Period(12, PeriodUnit.MONTHS)),
])
def test_periods_are_written_as_people_say_them(text: str, expected: Period) -> None:
    assert read(changed("bewaartermijnen/geenHulp", text)).retention.no_help == expected


BAD = [
    # form
    ("gemeentecode", ..., "verplicht"), ("gemeentecode", "363", "ongeldigFormaat"), ("gemeentecode", "", "leeg"),
    ("gemeentecode", ["9901"], "ongeldigType"), ("naam", "x" * 201, "teLang"), ("naam", "a\nb", "ongeldigTeken"),
    ("naam", " a", "ongeldigTeken"), ("naam", True, "ongeldigType"), ("geldigVanaf", "2026-02-30", "ongeldigeDatum"),
    ("geldigVanaf", "20261201", "ongeldigeDatum"), ("geldigVanaf", date(2026, 12, 1), "ongeldigeDatum"),
    ("geldigVanaf", "2020-12-31", "buitenBereik"), ("besluit", ..., "verplicht"),
    ("besluit", "college", "ongeldigType"),
    ("besluit/door", ..., "verplicht"), ("besluit/op", ..., "verplicht"), ("besluit/grond", ..., "verplicht"),
    ("besluit/grond", "   ", "leeg"), ("besluit/op", "2026-12-02", "terugwerkend"),
    ("teams", ..., "verplicht"), ("teams", {}, "ongeldigType"), ("teams/0", "hulp", "ongeldigType"),
    ("teams/0/id", "Hulp", "ongeldigFormaat"), ("teams/0/bestemming", "schulden", "onbekendeCode"),
    ("teams/0/bestemming", 3, "onbekendeCode"), ("teams/0/capaciteitPerWeek", "veel", "ongeldigType"),
    ("teams/0/capaciteitPerWeek", -1, "buitenBereik"), ("teams/0/capaciteitPerWeek", True, "ongeldigType"),
    ("teams/0/contact", "", "leeg"), ("gebieden", "Noord", "ongeldigType"),
    ("gebieden/0/postcodes", ["0912"], "ongeldigePostcode"),
    ("gebieden/0/postcodes", ["2093-2091"], "ongeldigePostcode"),
    ("gebieden/0/postcodes", ["2091AA-2093"], "ongeldigePostcode"), ("gebieden/0/postcodes", "2091", "ongeldigType"),
    ("gebieden/0/postcodes", [None], "ongeldigType"), ("gebieden/0/postcodes", [], "leeg"),
    ("drempels/bedragInCenten", 0, "buitenBereik"), ("drempels/bedragInCenten", 75.5, "ongeldigType"),
    ("drempels/ouderdomInDagen", "30", "ongeldigType"), ("mensBeslist/mondelingeToestemming", "ja", "ongeldigType"),
    ("voorwaarden/overeenkomst", "toestaan", "onbekendeCode"), ("voorwaarden/overeenkomst", True, "onbekendeCode"),
    ("mensBeslist/zorgen", ["verdriet"], "onbekendeCode"), ("mensBeslist/zorgen", ["werk", "werk"], "dubbel"),
    ("bakken/0/prioriteit", ..., "verplicht"), ("bakken/0/prioriteit", 10, "buitenBereik"),
    ("bakken/0/eersteActie", "telefoon", "onbekendeCode"), ("bakken/0/criteria/bedreigend", 1, "ongeldigType"),
    ("bakken/0/criteria/soorten", ["dubbel"], "onbekendeCode"), ("uitlegWet/werkdagen", "breed", "onbekendeCode"),
    ("betaaldagen/rustdagenVooraf", 15, "buitenBereik"), ("betaaldagen/dagen/0/van", 32, "buitenBereik"),
    ("bewaartermijnen/hulp", "lang", "ongeldigFormaat"), ("bewaartermijnen/hulp", "0 dagen", "ongeldigFormaat"),
    ("berichten/aantal", 0, "buitenBereik"), ("berichten/dagen", 91, "buitenBereik"),
    ("lokaleNummers/meldpuntWvggz", "bel ons", "ongeldigFormaat"), ("lokaleNummers", [], "ongeldigType"),
    ("drempels/wijze", "perBrief", "onbekendeCode"), ("bakken/0/criteria/onderDrempel", "ja", "ongeldigType"),
    # between the parts
    ("teams/1/id", "hulp", "dubbel"), ("gebieden/0/schuldhulp", "zuid", "onbekendTeam"),
    ("standaardteams/wijkteam", "zuid", "onbekendTeam"), ("gebieden/0/schuldhulp", "wijk", "verkeerdeBestemming"),
    ("standaardteams/wijkteam", "triage", "verkeerdeBestemming"), ("bakken/1/id", "klein", "dubbel"),
    ("bakken/0/kanalen", [], "leeg"), ("bakken/0/criteria", {}, "onbereikbaar"),
    ("mensBeslist/zorgen", ["huiselijkGeweld"], "komtNietVoor"),
    ("bakken/0/criteria/zorgen", ["strafbaarFeit"], "komtNietVoor"), ("betaaldagen/dagen/0/tot", 23, "omgekeerd"),
    # the law
    ("uitlegWet/dreigingVanaf", "ontruimingAangezegd", "laterDanWet"), ("termijnen/besluitInWeken", 9, "laterDanWet"),
    ("termijnen/eersteContact/schuldhulp", 21, "laterDanWet"), ("termijnen/eersteContact/wijkteam", 31, "laterDanWet"),
    ("termijnen/eersteContact/bedreigend", 4, "laterDanWet"), ("bewaartermijnen/nietOpgepakt", "94 dagen", "teLang"),
    ("bewaartermijnen/nietBereikt", "13 maanden", "teLang"), ("bewaartermijnen/geenHulp", "2 jaar", "teLang"),
    ("bewaartermijnen/hulp", "6 jaar", "teLang"),
]


@pytest.mark.parametrize(("path", "value", "code"), BAD, ids=[f"{path}-{code}" for path, _, code in BAD])
def test_a_fault_is_told_at_its_place(path: str, value: object, code: str) -> None:
    assert (f"#/{path}", code) in faults(changed(path, value))


def test_the_unchanged_document_is_good() -> None:
    assert read(document()).municipality_code == "9901"


def test_one_fault_is_told_as_one() -> None:
    """A fault does not drag others along, where the reader cannot know better."""
    assert faults(changed("besluit", ...)) == [("#/besluit", "verplicht")]
    assert faults(changed("teams/0/bestemming", "schulden")) == [("#/teams/0/bestemming", "onbekendeCode")]
    assert faults(changed("bakken", 5)) == [("#/bakken", "ongeldigType")]
    assert faults(changed("teams", ...)) == [("#/teams", "verplicht")]


@pytest.mark.parametrize("path", [
    "drempel", "besluit/wie", "teams/0/kleur", "gebieden/0/wijk", "standaardteams/triage", "drempels/bedrag",
    "mensBeslist/inhouding", "voorwaarden/geenBezwaar", "bakken/0/kleur", "bakken/0/criteria/bsn", "termijnen/aanbod",
    "uitlegWet/kalender",
    "termijnen/eersteContact/crisis", "betaaldagen/dag", "betaaldagen/dagen/0/dag", "bewaartermijnen/alles",
    "berichten/per", "lokaleNummers/politie",
])
def test_an_unknown_field_is_refused_everywhere(path: str) -> None:
    assert faults(changed(path, 1)) == [(f"#/{path}", "onbekendVeld")]


def test_a_field_name_is_escaped_in_its_pointer() -> None:
    found = document()
    found["een/twee~drie vier"] = 1
    assert faults(found) == [("#/een~1twee~0drie%20vier", "onbekendVeld")]


def test_an_area_names_a_team() -> None:
    found = document()
    del found["gebieden"][0]["schuldhulp"], found["gebieden"][0]["wijkteam"]
    assert faults(found) == [("#/gebieden/0", "geenTeam")]


@pytest.mark.parametrize("desks", [["schuldhulp", "wijkteam", "wijkteam"], ["schuldhulp", "triage", "triage"]])
def test_there_is_exactly_one_triage_team(desks: list[str]) -> None:
    found = document()
    found["gebieden"] = []
    for team, desk in zip(found["teams"], desks, strict=True):
        team["bestemming"] = desk
    assert faults(found) == [("#/teams", "triage")]


def test_areas_may_not_overlap_for_one_destination() -> None:
    found = document()
    found["gebieden"].append({"naam": "Zuid", "postcodes": ["2090", "2091KA-2091KZ"], "schuldhulp": "hulp"})
    with pytest.raises(InvalidInput) as caught:
        read(found)
    assert [(fault.pointer, fault.code) for fault in caught.value.faults] == [("#/gebieden/1/postcodes", "overlap")]
    assert "2091KA-2091KZ" in caught.value.faults[0].detail
    assert "Noord" in caught.value.faults[0].detail


def test_areas_of_different_destinations_may_lie_over_each_other() -> None:
    found = document()
    found["gebieden"] = [
        {"naam": "Schulden", "postcodes": ["2091"], "schuldhulp": "hulp"},
        {"naam": "Zorg", "postcodes": ["2091"], "wijkteam": "wijk"},
    ]
    assert len(read(found).areas) == 2


def test_area_names_differ() -> None:
    found = document()
    found["gebieden"].append({"naam": "Noord", "postcodes": ["2099"], "schuldhulp": "hulp"})
    assert faults(found) == [("#/gebieden/1/naam", "dubbel")]


def test_the_last_tray_takes_everything() -> None:
    found = document()
    del found["bakken"][1]
    assert faults(found) == [("#/bakken", "geenVangnet")]
    assert faults(changed("bakken", [])) == [("#/bakken", "geenVangnet")]


@pytest.mark.parametrize(("low", "high"), [
    ("bedragVanafInCenten", "bedragOnderInCenten"), ("ouderdomVanafInDagen", "ouderdomOnderInDagen"),
])
def test_bounds_of_a_tray_leave_room(low: str, high: str) -> None:
    found = changed("bakken/0/criteria", {low: 100, high: 100})
    assert faults(found) == [(f"#/bakken/0/criteria/{high}", "omgekeerd")]


def test_all_faults_come_at_once() -> None:
    """Form, references and law together, in one answer, also within one part."""
    found = document()
    found |= {"gemeentecode": "12", "geldigVanaf": "morgen", "extra": 1}
    found["teams"][0]["capaciteitPerWeek"] = "veel"
    found["gebieden"][0] |= {"postcodes": ["2091", "209"], "schuldhulp": "zuid"}
    found["bakken"] = [{"id": "A", "naam": "", "prioriteit": 0, "eersteActie": "fax", "kanalen": [],
                        "criteria": {"bedreigend": True}}]
    found["termijnen"]["besluitInWeken"] = 10
    found["uitlegWet"]["dreigingVanaf"] = "ontruimingAangezegd"
    assert set(faults(found)) == {
        ("#/gemeentecode", "ongeldigFormaat"), ("#/geldigVanaf", "ongeldigeDatum"), ("#/extra", "onbekendVeld"),
        ("#/teams/0/capaciteitPerWeek", "ongeldigType"), ("#/gebieden/0/postcodes", "ongeldigePostcode"),
        ("#/gebieden/0/schuldhulp", "onbekendTeam"), ("#/bakken/0/id", "ongeldigFormaat"), ("#/bakken/0/naam", "leeg"),
        ("#/bakken/0/prioriteit", "buitenBereik"), ("#/bakken/0/eersteActie", "onbekendeCode"),
        ("#/bakken", "geenVangnet"), ("#/termijnen/besluitInWeken", "laterDanWet"),
        ("#/uitlegWet/dreigingVanaf", "laterDanWet"),
    }


@pytest.mark.parametrize(("text", "code"), [
    ("naam: &naam Stad\nander: *naam\n", "verwijzing"),
    ("a: *b\n", "verwijzing"),
    ("naam: &naam Stad\n", "verwijzing"),
    ("naam: !!python/object/apply:os.system [ls]\n", "label"),
    ("naam: !eigen Stad\n", "label"),
    ("naam: [" * 13, "teDiep"),
    ("[" * 5000, "teDiep"),
    ("a: b: c\n", "ongeldigeYaml"),
    ("a: 1\n---\nb: 2\n", "ongeldigeYaml"),
    ("a: \x00\n", "ongeldigeYaml"),
    ("'", "ongeldigeYaml"),
    ("", "ongeldigType"),
    ("- 1\n", "ongeldigType"),
    ("#" * (LONGEST_DOCUMENT + 1), "teGroot"),
    ("#" + "é" * (LONGEST_DOCUMENT // 2), "teGroot"),
])
def test_text_that_is_not_a_policy_file_is_refused(text: str, code: str) -> None:
    assert faults(text) == [("#", code)]


def test_the_place_in_the_text_is_told() -> None:
    with pytest.raises(InvalidInput) as caught:
        load("gemeentecode: '9901'\nnaam: *ander\n")
    assert caught.value.faults[0].detail.startswith("Regel 2, kolom 7: ")


def test_a_key_stands_once_and_the_rest_is_still_read() -> None:
    twice = "drempels:\n  wijze: aanbodPerBrief\n  bedragInCenten: 1\n  bedragInCenten: 2\n"
    found = faults(SMALL + f"naam: Ander\n{twice}onbekend: 1\n")
    assert found == [
        ("#/naam", "dubbeleSleutel"), ("#/drempels/bedragInCenten", "dubbeleSleutel"), ("#/onbekend", "onbekendVeld"),
    ]


def test_a_key_is_text() -> None:
    assert faults(SMALL + "? [a]\n: b\n") == [("#", "ongeldigeSleutel")]


def test_reading_leaves_the_document_alone() -> None:
    found = document()
    before = deepcopy(found)
    read(found)
    assert found == before


@pytest.mark.parametrize(("thresholds", "expected"), [
    ({"bedragInCenten": 1}, [("#/drempels/wijze", "verplicht")]),
    ({"ouderdomInDagen": 30}, [("#/drempels/wijze", "verplicht")]),
    ({"bedragInCenten": 1, "wijze": "nietOpgepakt"}, [("#/drempels/grond", "verplicht")]),
    ({"bedragInCenten": 1, "wijze": "nietOpgepakt", "grond": "Beleidsregel 9"}, []),
    ({"bedragInCenten": 1, "wijze": "aanbodPerBrief"}, []),
    ({"wijze": "aanbodPerBrief"}, []), ({}, []),
])
def test_a_new_policy_says_what_its_threshold_does(
    thresholds: dict[str, Any], expected: list[tuple[str, str]],
) -> None:
    if expected:
        assert faults(changed("drempels", thresholds)) == expected
    else:
        policy = read(changed("drempels", thresholds))
        assert load(dump(policy)) == policy


def test_an_offer_by_letter_has_a_tray_of_its_own() -> None:
    """The usual one, or the one that the policy names for it; without a threshold there is none."""
    offered = {"bedragInCenten": 1, "wijze": "aanbodPerBrief"}
    usual = read(changed("drempels", offered)).trays
    assert [tray.id for tray in usual] == ["klein", "onder-drempel", "rest"]
    assert (usual[1].first_action, usual[1].channels[0]) == (Channel.LETTER, Channel.LETTER)
    own = changed("bakken/0/criteria", {"onderDrempel": True}) | {"drempels": offered}
    assert [tray.id for tray in read(own).trays] == ["klein", "rest"]
    own["bakken"][0]["eersteActie"] = "Telefoon"
    assert faults(own) == [("#/bakken/0/eersteActie", "geenBrief")]
    taken = changed("bakken/0/id", "onder-drempel") | {"drempels": offered}
    assert faults(taken) == [("#/bakken", "geenBak")]
    assert [tray.id for tray in read(document()).trays] == ["klein", "rest"]
