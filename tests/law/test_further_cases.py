"""The cases beyond the sample: mixtures, and a term around every holiday of six years."""

import re
from datetime import date, timedelta

import pytest

from service.rules import duties
from service.rules.facts import Concern, ConsentGiver, ConsentManner, ThreatPhase

from . import almanac, test_cases
from .cases import Case
from .mixed_cases import ALONE, GIVEN, MIXED_CASES, THREATS, cells
from .objection_cases import OBJECTION_CASES, REMEMBERED
from .term_cases import DECISION_CASES, LINES, TALK_CASES, DecisionCase, Line

FURTHER = (*MIXED_CASES, *OBJECTION_CASES, *TALK_CASES)
SAMPLE = {(case.on, case.facts, case.reading) for case in test_cases.CASES}
NAMED = re.compile(r"[WSP]: .*(Wgs|Bgs|Awt|AVG|Wmo|Wvggz|Jeugdwet|Gemeentewet|Q&A|AP and VNG|law\.md row) ?[\d(,;]?")


def test_at_least_150_cases_beyond_the_sample_and_none_twice():
    asked = [(case.on, case.facts, case.reading) for case in FURTHER]
    mixed = [(case.on, case.facts, case.reading) for case in MIXED_CASES]
    assert len(set(mixed) - SAMPLE) >= 150
    assert len(set(asked) - SAMPLE) >= 300
    assert len({(case.talk, case.by) for case in DECISION_CASES}) >= 60
    names = [case.name for case in (*test_cases.CASES, *FURTHER, *DECISION_CASES)]
    assert len(set(names)) == len(names)


def test_every_case_names_its_source():
    nameless = [case.name for case in (*FURTHER, *DECISION_CASES) if not NAMED.match(case.source)]
    assert not nameless
    assert all(case.source[:3] in {"W: ", "S: ", "P: "} for case in REMEMBERED)
    assert all(case.source[:3] in {"W: ", "S: ", "P: "} for case in test_cases.CASES)


def test_an_objection_has_cases_enough():
    assert len(OBJECTION_CASES) >= 20
    assert len({case.name for case in REMEMBERED}) == len(REMEMBERED) >= 15


def test_the_tables_leave_no_code_out():
    consents = ("geen", "schuldhulp", "wijkteam", "beide")
    assert {(row[0], row[1]) for row in cells(ALONE)} == {(str(code), to) for code in Concern for to in consents}
    threats = {(row[0], row[1] == "-", row[2]) for row in cells(THREATS)}
    assert threats >= {(str(code), dateless, "law") for code in ThreatPhase for dateless in (True, False)}
    assert threats >= {(str(code), True, policy) for code in ThreatPhase for policy in ("summons", "announcement")}
    given = {(str(by), str(manner)) for by in ConsentGiver for manner in ConsentManner}
    assert {(row[0], row[1]) for row in cells(GIVEN)} == given


def test_every_holiday_of_six_years_has_a_line():
    lines = {date.fromisoformat(line.holiday) for line in LINES}
    assert len(lines) == len(LINES)
    holidays = set().union(*(almanac.holidays(year) for year in range(2025, 2031)))
    assert lines - holidays == {date(2029, 5, 11), date(2030, 5, 31)}
    assert holidays <= lines


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.holiday)
def test_the_almanac_gives_the_same_dates(line: Line, day):
    """The literal dates against a second rule written by hand: neither knows the service."""
    holiday = day(line.holiday)
    for weeks, received in ((4, line.four), (6, line.six), (8, line.eight)):
        assert day(received) == holiday - timedelta(weeks=weeks)
        assert almanac.after_weeks(day(received), weeks) == day(line.ends)
    assert day(line.before) == holiday - timedelta(days=1)
    assert almanac.after_working_days(day(line.before), 3, wide=False) == day(line.narrow)
    assert almanac.after_working_days(day(line.before), 3, wide=True) == day(line.wide)


@pytest.mark.parametrize("case", FURTHER, ids=lambda case: case.name)
def test_further_case(case: Case, day):
    test_cases.test_case(case, day)


@pytest.mark.parametrize("case", DECISION_CASES, ids=lambda case: case.name)
def test_decision_within_eight_weeks(case: DecisionCase, day):
    assert duties.decision(day(case.talk)).deadline == day(case.by)
