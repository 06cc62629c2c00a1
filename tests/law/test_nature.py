"""Of what kind each finding is, and what a refusal therefore rests on."""

import re

import pytest

from service.rules.certainty import Certainty, Nature, without_law
from service.rules.core import NO, Verdict
from service.rules.explain import document
from service.rules.facts import Kind
from service.rules.refusal import natures_of, refusal_words, unmet_findings
from service.rules.registry import BEHIND_THE_DOOR, RENT_ARREARS, judge

from .cases import consent, door, rent
from .nature_cases import LAW, NATURE_CASES, READING_AND_ARRANGEMENT, NatureCase
from .test_further_cases import NAMED

DAY = "2026-10-20"
NOT_LAW = {
    Kind.RENT_ARREARS: {"huidigeHuurder": "lezing", "overeenkomst": "afspraak", "geenNagekomenRegeling": "afspraak"},
    Kind.BEHIND_THE_DOOR: {
        "geenAcuutGevaar": "lezing", "geenVermoedenGeweld": "lezing", "toestemmingVoorBestemming": "lezing",
        "overeenkomst": "afspraak",
    },
}


def natures(case: NatureCase) -> set[str]:
    return set(case.by.split(" en "))


def test_there_are_enough_cases_each_with_a_source_and_none_twice():
    assert len(NATURE_CASES) >= 45
    assert len({case.facts for case in NATURE_CASES}) == len({case.name for case in NATURE_CASES}) == len(NATURE_CASES)
    assert all(NAMED.match(case.source) for case in NATURE_CASES), [case.source for case in NATURE_CASES]
    assert {case.by for case in NATURE_CASES} == {"wet", "lezing", "afspraak", READING_AND_ARRANGEMENT}


@pytest.mark.parametrize("provision", [*RENT_ARREARS, *BEHIND_THE_DOOR], ids=lambda one: one.kind)
def test_the_natures_of_the_contract(provision):
    expected = {condition.key: NOT_LAW[provision.kind].get(condition.key, "wet") for condition in provision.conditions}
    for condition in provision.conditions:
        assert {finding.nature for finding in condition.findings.values()} == {expected[condition.key]}
        assert condition.citation.certainty.nature == expected[condition.key]


def test_every_certainty_has_a_nature():
    assert {certainty.nature for certainty in Certainty} == set(Nature)
    assert [certainty for certainty in Certainty if certainty.nature is Nature.LAW] == [Certainty.TEXT]


@pytest.mark.parametrize("case", NATURE_CASES, ids=lambda case: case.name)
def test_each_unmet_finding_says_of_what_kind_it_is(case: NatureCase, day):
    decision = judge(case.facts, day(DAY))
    assert {finding.condition: finding.nature for finding in decision.findings if finding.outcome is NO} == case.unmet
    shown = document(decision)["bevindingen"]
    assert {one["voorwaarde"]: one["aard"] for one in shown if one["uitkomst"] == "nietVoldaan"} == case.unmet
    assert all(one["aard"] in {"wet", "lezing", "afspraak"} for one in shown)


@pytest.mark.parametrize("case", NATURE_CASES, ids=lambda case: case.name)
def test_what_the_refusal_rests_on(case: NatureCase, day):
    decision = judge(case.facts, day(DAY))
    assert decision.verdict is Verdict.REFUSED
    assert decision.refused_without_law is (case.by != LAW)
    assert decision.refused_without_law is without_law(decision.unmet_natures)
    assert natures(case) <= decision.unmet_natures
    if case.by != LAW:
        assert decision.unmet_natures == natures(case)


@pytest.mark.parametrize("facts", [rent(), door("werk", given=consent("wijkteam"))], ids=["rent", "door"])
def test_what_is_not_refused_rests_on_nothing(facts, day):
    decision = judge(facts, day(DAY))
    assert decision.unmet_natures == frozenset()
    assert not decision.refused_without_law


def test_a_source_names_its_mark():
    marked = {case.name: re.findall(r"\b([WSP]): ", case.source) for case in NATURE_CASES}
    assert all(marked.values())


FORBIDS = re.compile(r"\bwet (staat|verbiedt|laat)\b|mag niet van de wet", re.IGNORECASE)
WORDS = {
    "wet": ("Geweigerd door de wet", "De wet staat delen niet toe."),
    "lezing": ("Geweigerd om onze lezing van de wet", "Deze weigering rust op onze lezing van een woord in de wet."),
    "afspraak": ("Geweigerd om een afspraak", "Deze weigering rust op een afspraak of een gebruik in de praktijk,"),
    READING_AND_ARRANGEMENT: ("Geweigerd om onze lezing van de wet en een afspraak", "Deze weigering rust op onze"),
}


@pytest.mark.parametrize("case", NATURE_CASES, ids=lambda case: case.name)
def test_the_words_of_a_refusal_say_what_it_rests_on(case: NatureCase, day):
    decision = judge(case.facts, day(DAY))
    title, beginning = WORDS[case.by]
    for natures in (decision.unmet_natures, natures_of(unmet_findings(document(decision)))):
        words = refusal_words(natures)
        assert words.title == title
        assert words.detail.startswith(beginning)
        assert bool(FORBIDS.search(f"{words.title} {words.detail}")) is (case.by == LAW)
    if case.by != LAW:
        assert not any(FORBIDS.search(finding.explanation) for finding in decision.findings)


def test_without_a_nature_nothing_is_claimed():
    """As an older service answers: the words then say neither law nor arrangement."""
    older = [{"voorwaarde": "overeenkomst", "uitkomst": "nietVoldaan"}]
    assert natures_of(older) == frozenset()
    assert refusal_words(natures_of(older)).title == "Geweigerd"
    assert not FORBIDS.search(refusal_words(frozenset()).detail)
