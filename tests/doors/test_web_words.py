"""The words of the screens: every code has one, and days, names and deadlines read as people say them."""

from datetime import UTC, date, datetime
from enum import StrEnum

import pytest

from service.policy.model import CaseType, Desk
from service.referrals.status import EndResult, ReferralStatus
from service.rules.core import Outcome, TermKind, Verdict
from service.rules.facts import (
    Arrangement,
    Concern,
    ConsentGiver,
    ConsentManner,
    Ground,
    Kind,
    Reaction,
    ThreatPhase,
)
from service.rules.reading import WorkingDays
from service.rules.registry import in_force
from service.signals.receipt.words import CONDITION
from service.signals.report import Observer, Occasion
from service.signals.schemas import WithdrawalReason
from service.web import address, words
from service.web.dates import deadline, moment
from service.web.show.attempt import blank
from service.web.show.household import household_of

LISTS = {
    Desk: words.WORKLIST, ReferralStatus: words.STATUS, CaseType: words.CASE_TYPE, Kind: words.KIND,
    Ground: words.GROUND, Verdict: words.VERDICT, Outcome: words.OUTCOME, TermKind: words.TERM,
    Concern: words.CONCERN, ThreatPhase: words.THREAT, Arrangement: words.ARRANGEMENT, Reaction: words.REACTION,
    ConsentGiver: words.CONSENT_GIVER, ConsentManner: words.CONSENT_MANNER, Observer: words.OBSERVER,
    Occasion: words.OCCASION, WithdrawalReason: words.WITHDRAWAL,
}


@pytest.mark.parametrize("codes", LISTS, ids=lambda codes: codes.__name__)
def test_every_code_has_its_own_words(codes: type[StrEnum]) -> None:
    told = LISTS[codes]
    assert set(told) == set(codes)
    assert len(set(told.values())) == len(told)


def test_every_end_result_is_explained_by_the_glossary() -> None:
    assert set(words.END_RESULT) == set(EndResult)


@pytest.mark.parametrize("kind", Kind)
def test_every_condition_of_the_law_has_a_label(kind: Kind) -> None:
    assert {condition.key for condition in in_force(kind, date(2026, 9, 14)).conditions} <= set(CONDITION)


@pytest.mark.parametrize(("last", "today", "left", "late", "pressing"), [
    ("2026-09-14", "2026-09-14", "vandaag", False, True),
    ("2026-09-14", "2026-09-11", "nog 1 werkdag", False, True),
    ("2026-09-15", "2026-09-11", "nog 2 werkdagen", False, False),
    ("2026-09-11", "2026-09-14", "1 werkdag te laat", True, True),
    ("2026-09-11", "2026-09-12", "te laat", True, True),
    ("2026-09-13", "2026-09-12", "geen werkdag meer", False, True),
    ("2026-12-28", "2026-12-24", "nog 1 werkdag", False, True),
])
def test_a_deadline_is_told_in_working_days(last: str, today: str, left: str, late: bool, pressing: bool) -> None:
    told = deadline(date.fromisoformat(last), date.fromisoformat(today), WorkingDays.NARROW)
    assert (told.left, told.late, told.pressing) == (left, late, pressing)


def test_a_day_is_told_with_its_weekday() -> None:
    told = deadline(date(2026, 9, 14), date(2026, 9, 1), WorkingDays.NARROW)
    assert told.day == "maandag 14 september 2026"


def test_a_moment_is_told_in_amsterdam() -> None:
    assert moment(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == "2 juli 2026, 00.30 uur"


@pytest.mark.parametrize(("hour", "part"), [(9, "Ochtend"), (11, "Middag"), (17, "Avond"), (23, "Ochtend")])
def test_an_attempt_is_of_this_part_of_the_day(hour: int, part: str) -> None:
    assert blank(datetime(2026, 11, 22, hour, tzinfo=UTC)).part == part


@pytest.mark.parametrize(("parts", "told"), [("", ""), ("a", "a"), ("ab", "a en b"), ("abc", "a, b en c")])
def test_a_list_is_told_as_people_say_it(parts: str, told: str) -> None:
    assert words.listed(list(parts)) == told


def test_one_person_in_two_signals_stands_once_with_every_number() -> None:
    where = {"postcode": "2091AB", "huisnummer": 12, "huisletter": "A", "huisnummertoevoeging": "2"}
    first = {"achternaam": "Voorbeeldsma", "adres": where, "telefoonnummer": "+31600000001"}
    second = {"achternaam": "voorbeeldsma", "adres": where, "telefoonnummer": "+31600000002"}
    found = household_of([first, None, second])
    assert found.address == "Huisnummer 12 A-2, 2091 AB"
    [resident] = found.residents
    assert [contact.text for contact in resident.phones] == ["+31600000002", "+31600000001"]
    assert (resident.born, resident.emails) == ("", ())


def test_after_erasure_there_is_nobody() -> None:
    assert household_of([None, None]).residents == ()


@pytest.mark.parametrize(("path", "following"), [
    ("/werklijst", "/werklijst"), ("/werklijst/volgende", "/werklijst"), ("/beheer", "/beheer"), ("/", "/"), ("", "/"),
    ("/werklijsten", "/"), ("//elders.example/werklijst", "/"), ("/aanmelden", "/"),
])
def test_after_signing_in_only_our_own_pages_follow(path: str, following: str) -> None:
    assert address.after_sign_in(path) == following
