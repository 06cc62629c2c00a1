from dataclasses import replace
from datetime import date

import pytest

from service.errors import DomainError, NoLawInForce
from service.rules import duties
from service.rules.assess import assess
from service.rules.calendar import OutsideCalendar
from service.rules.core import UNKNOWN, Verdict
from service.rules.facts import Ground, Kind
from service.rules.reading import LaterThanLaw
from service.rules.registry import BEHIND_THE_DOOR, RENT_ARREARS, choose, in_force, judge

from .cases import consent, door, rent
from .fingerprint import fingerprint, substance

NOW, START = date(2026, 9, 14), date(2021, 1, 1)

# A version in force is never edited. Does one of these change? Then add a version with its own date instead, unless no
# decision was ever made under it.
PINNED = {
    "besluit-gemeentelijke-schuldhulpverlening/artikel-2@2021-01-01": "2f00c173b62882ae",
    "uitvoeringswet-algemene-verordening-gegevensbescherming/artikel-22@2021-01-01": "f0c8702cef29c68f",
}
# What judges, without what is said about the texts that were read: as it was when the first decision was made.
# Article 2 asks one fact more since: the day on which the tenant objected to an earlier signal. No earlier decision had
# that fact, and without it the answers are what they were.
SUBSTANCE = {
    "besluit-gemeentelijke-schuldhulpverlening/artikel-2@2021-01-01": "a6b6f23bd2709523",
    "uitvoeringswet-algemene-verordening-gegevensbescherming/artikel-22@2021-01-01": "47dc0efb82d35b57",
}


def test_every_version_in_force_is_pinned():
    assert {provision.id: fingerprint(provision) for provision in (*RENT_ARREARS, *BEHIND_THE_DOOR)} == PINNED


def test_a_renewed_citation_changes_no_word_and_no_condition():
    assert {provision.id: substance(provision) for provision in (*RENT_ARREARS, *BEHIND_THE_DOOR)} == SUBSTANCE


@pytest.mark.parametrize("versions", [RENT_ARREARS, BEHIND_THE_DOOR], ids=["rent", "door"])
def test_versions_stand_oldest_first_and_carry_their_date(versions: tuple):
    begins = [provision.valid_from for provision in versions]
    assert begins == sorted(set(begins))
    assert all(provision.id.endswith(f"@{provision.valid_from}") for provision in versions)


@pytest.mark.parametrize("kind", Kind)
def test_in_force_gives_the_kind_asked_for(kind: Kind):
    assert in_force(kind, NOW).kind is kind
    assert in_force(kind, START).valid_from == START


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("on", [date(2020, 12, 31), date.min])
def test_a_day_before_the_first_version_is_an_error(kind: Kind, on: date):
    with pytest.raises(NoLawInForce, match="vanaf 1 januari 2021") as refused:
        in_force(kind, on)
    assert kind.value in str(refused.value)


@pytest.mark.parametrize("kind", Kind)
def test_a_day_beyond_the_calendar_is_an_error(kind: Kind):
    with pytest.raises(OutsideCalendar) as refused:
        in_force(kind, date.max)
    assert isinstance(refused.value, DomainError)


def test_judging_too_early_or_too_late_is_an_error_whatever_the_facts():
    for facts in (rent(), rent(agreement=False), door("werk"), door("werk", given=consent("wijkteam"))):
        with pytest.raises(NoLawInForce):
            judge(facts, date(2020, 12, 31))
        with pytest.raises(OutsideCalendar):
            judge(facts, date(2101, 1, 1))


def test_two_versions_side_by_side_choose_by_date():
    """An invented version that drops the condition on the former tenant from 1 March 2027."""
    today = RENT_ARREARS[0]
    without = tuple(condition for condition in today.conditions if condition.key != "huidigeHuurder")
    later = replace(today, id="verzonnen@2027-03-01", valid_from=date(2027, 3, 1), conditions=without)
    versions, former = (today, later), rent(current_tenant=False)
    last_day, first_day = date(2027, 2, 28), date(2027, 3, 1)
    assert assess(choose(versions, last_day), former, last_day).unmet == ("huidigeHuurder",)
    assert assess(choose(versions, first_day), former, first_day).verdict is Verdict.ALLOWED
    assert choose(versions, first_day).id == "verzonnen@2027-03-01"


def test_a_provision_is_not_applied_before_it_begins():
    with pytest.raises(NoLawInForce, match="geldt vanaf 1 januari 2021, niet op 31 december 2020"):
        assess(RENT_ARREARS[0], rent(), date(2020, 12, 31))


def test_an_unknown_answer_is_for_a_person_never_a_silent_yes():
    asked = RENT_ARREARS[0].conditions
    open_norm = replace(asked[0], asks=lambda _facts: UNKNOWN)
    invented = replace(RENT_ARREARS[0], conditions=(open_norm, *asked[1:]))
    assert assess(invented, rent(), NOW).verdict is Verdict.PERSON_DECIDES
    assert assess(invented, rent(amount_cents=0), NOW).verdict is Verdict.REFUSED


def test_terms_of_later_steps():
    assert duties.decision(date(2026, 3, 10)).deadline == date(2026, 5, 6)
    assert duties.decision(date(2026, 3, 10), weeks=4).deadline == date(2026, 4, 7)
    assert duties.decision(date(2026, 3, 10)).source == "Wgs artikel 4a, derde lid"
    assert duties.first_talk(Ground.OWN_REQUEST, date(2026, 10, 19)).deadline == date(2026, 11, 16)
    assert duties.first_talk(Ground.SIGNAL, date(2026, 10, 19), threatening=True).deadline == date(2026, 10, 22)
    assert duties.inquiry(date(2026, 4, 13)).deadline == date(2026, 5, 26)


@pytest.mark.parametrize("weeks", [0, -1, 9, 52])
def test_an_ordinance_cannot_go_beyond_eight_weeks(weeks: int):
    with pytest.raises(LaterThanLaw):
        duties.decision(date(2026, 3, 10), weeks)


def test_care_knows_no_first_talk():
    with pytest.raises(ValueError, match="zorg"):
        duties.first_talk(Ground.CARE, NOW)
