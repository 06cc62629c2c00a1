"""When a message may arrive: the known examples, what moves a moment, and the guard that no reason opens."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.clock import AMSTERDAM
from service.messages.express_wish import ExpressWish
from service.messages.kind import MessagePurpose
from service.messages.moments import OpenDays, at
from service.messages.planning import (
    GAP,
    Blocked,
    NeedsReason,
    Planned,
    choose,
    objections_to,
    plan,
)
from service.messages.planning_case import PROMISED, Case, Desk, Household, Message
from service.messages.safe_contact import ContactSafety, ContactSafetyOf, SafetyAnswer
from service.policy.model import MessageLimit
from service.policy.periods import PayDay, PayDays
from service.referrals.next_step import ENOUGH_ATTEMPTS
from service.signals.contact_wish import ContactWay, MessageCategory

WANTS = ExpressWish(wanted=True, since=date(2020, 1, 1), categories=frozenset(MessageCategory))


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


def answered(*ways: tuple[ContactWay, ContactSafety], care: bool = False) -> ContactSafetyOf:
    return ContactSafetyOf(care, {way: SafetyAnswer(safety, date(2026, 3, 2), "account") for way, safety in ways})


def case(ready: str = "2026-03-10T10:30", way: ContactWay = ContactWay.CALL, **given) -> Case:
    message = Message(way, given.pop("purpose", MessagePurpose.FOLLOW_UP), moment(ready), **given)
    return Case(message, Household(answered()), Desk())


def told(found: Planned | Blocked | NeedsReason) -> list[str]:
    assert isinstance(found, Planned)
    return [reason.rule for reason in found.reasons]


@pytest.mark.parametrize(("when", "rules"), [
    ("2026-03-10T10:30", []),  # an ordinary Tuesday
    ("2026-03-13T15:00", ["D02"]),  # Friday afternoon
    ("2026-03-13T11:00", []),
    ("2026-03-14T11:00", ["D02"]),  # Saturday
    ("2026-04-02T10:00", ["D02"]),  # before Good Friday
    ("2026-04-06T10:00", ["D01"]),  # Easter Monday
    ("2026-04-24T10:00", ["D02"]),  # the Friday before a King's Day on Monday
    ("2026-04-27T10:00", ["D01"]),
    ("2026-03-18T20:15", ["D01"]),
    ("2026-03-18T20:00", []),
    ("2026-03-18T07:59", ["D01"]),
    ("2026-03-15T11:00", ["D01"]),  # Sunday
    ("2026-12-24T10:00", ["D02"]),
])
def test_the_days_and_hours_in_which_people_are_left_alone(when: str, rules: list[str]):
    assert [reason.rule for reason in objections_to(moment(when), case())] == rules


def test_hours_are_those_of_the_resident_in_summer_and_winter():
    late = datetime(2026, 7, 7, 18, 30, tzinfo=UTC)
    assert [reason.rule for reason in objections_to(late, case())] == ["D01"]


def test_a_good_moment_is_taken_as_it_is():
    assert plan(case()) == Planned(moment("2026-03-10T10:30"))


def test_a_bad_moment_moves_to_the_first_good_one_and_says_why():
    found = plan(case("2026-03-13T15:00"))
    assert isinstance(found, Planned)
    assert found.moment == moment("2026-03-16T08:00")
    assert told(found) == ["D02", "D01"]


def test_a_letter_never_comes_on_a_friday():
    found = plan(case("2026-03-13T08:00", ContactWay.LETTER))
    assert isinstance(found, Planned)
    assert found.moment.date() == date(2026, 3, 18), "on Monday there is no post; Tuesday's may come on a Saturday"


def test_the_named_worker_is_there_on_the_two_working_days_after():
    asked = replace(case(), desk=Desk(worker_away=frozenset({date(2026, 3, 12)})))
    found = plan(asked)
    assert isinstance(found, Planned)
    assert (found.moment, told(found)) == (moment("2026-03-12T08:00"), ["D03"])


def test_closing_days_of_the_municipality_count_as_free():
    closed = Desk(days=OpenDays(frozenset({date(2026, 3, 11)})))
    objections = objections_to(moment("2026-03-10T10:30"), replace(case(), desk=closed))
    assert [objection.rule for objection in objections] == ["D02"]


def test_two_messages_are_48_hours_apart():
    asked = replace(case(), household=Household(answered(), earlier=(moment("2026-03-09T14:00"),)))
    found = plan(asked)
    assert isinstance(found, Planned)
    assert (found.moment, told(found)) == (moment("2026-03-11T14:00"), ["D05"])


def test_no_household_gets_more_than_the_policy_allows():
    earlier = tuple(moment(f"2026-03-0{day}T10:00") for day in (2, 4, 6))
    asked = replace(case(), household=Household(answered(), earlier), desk=Desk(limit=MessageLimit(3, 14)))
    found = plan(asked)
    assert isinstance(found, Planned)
    assert found.moment == moment("2026-03-16T10:30") or found.moment == moment("2026-03-17T08:00")
    assert "berichten" in told(found)


def test_a_first_message_keeps_clear_of_pay_day_but_a_threatening_one_does_not_wait():
    desk = Desk(pay_days=PayDays(5, (PayDay("Uitkering", 12, 12),)))
    first = replace(case(purpose=MessagePurpose.FIRST), desk=desk)
    found = plan(first)
    assert isinstance(found, Planned)
    assert (found.moment, told(found)) == (moment("2026-03-12T08:00"), ["D06"])
    pressing = replace(first, message=replace(first.message, threatening=True))
    assert plan(pressing) == Planned(moment("2026-03-10T10:30"))
    assert plan(replace(first, message=replace(first.message, purpose=MessagePurpose.FOLLOW_UP))) == plan(pressing)


def test_what_cannot_be_there_before_the_legal_day_says_which_rule_stands_in_the_way_and_what_can_be_done():
    asked = case("2026-03-13T15:00", threatening=True, due=date(2026, 3, 13))
    found = plan(asked)
    assert isinstance(found, Blocked)
    assert found.reason.rule == "D08"
    for part in ("13 maart 2026", "(D02)", "Bel of ga langs", "Kies zelf een moment"):
        assert part in found.reason.told
    own = choose(moment("2026-03-17T10:00"), asked, "De inwoner vroeg erom")
    assert isinstance(own, Planned)
    assert "D08" in [reason.rule for reason in own.reasons]


def test_a_legal_day_that_had_passed_bounds_nothing_and_is_said():
    found = plan(case("2026-03-10T10:30", due=date(2026, 3, 9)))
    assert (found, told(found)) == (found, ["D08"])


def test_no_invitation_is_planned_behind_an_eviction_and_no_reason_opens_that():
    """An eviction on Thursday: a letter that is ready on Tuesday comes on Wednesday, a later one does not go."""
    def asked(ready: str) -> Case:
        return case(ready, ContactWay.LETTER, purpose=MessagePurpose.FIRST, threatening=True, threat=date(2026, 12, 10))

    in_time = plan(asked("2026-12-08T08:00"))
    assert isinstance(in_time, Planned)
    assert in_time.moment == moment("2026-12-09T08:00")
    late = plan(asked("2026-12-09T21:00"))
    assert isinstance(late, Blocked)
    assert late.reason.rule == "D11"
    for part in ("10 december 2026", "Bel of ga langs", "(D01)"):
        assert part in late.reason.told
    assert isinstance(choose(moment("2026-12-15T10:00"), asked("2026-12-08T08:00"), "Het kan niet wachten"), Blocked)


def test_an_eviction_day_that_passed_is_said_with_every_moment():
    found = plan(case("2026-03-10T10:30", purpose=MessagePurpose.FIRST, threat=date(2026, 3, 9)))
    assert told(found) == ["D11"]


@pytest.mark.parametrize("purpose", [MessagePurpose.CONFIRM, MessagePurpose.FIRST, MessagePurpose.REMINDER])
def test_nothing_about_a_talk_comes_after_it(purpose: MessagePurpose):
    asked = case("2026-03-10T10:30", purpose=purpose, appointment=moment("2026-03-10T10:30"))
    assert isinstance(plan(asked), Blocked)
    assert isinstance(choose(moment("2026-03-11T10:30"), asked, "Toch"), Blocked)


@pytest.mark.parametrize(("appointment", "day", "hour"), [
    ("2026-03-19T14:00", date(2026, 3, 18), time(10)),
    ("2026-03-16T14:00", date(2026, 3, 13), time(10)),  # after a weekend: on Friday
    ("2026-04-28T09:00", date(2026, 4, 24), time(10)),  # after a weekend and King's Day
])
def test_a_reminder_comes_one_working_day_before(appointment: str, day: date, hour: time):
    asked = case(way=ContactWay.SMS, purpose=MessagePurpose.REMINDER, appointment=moment(appointment))
    found = plan(replace(asked, household=Household(answered(), wish=WANTS)))
    assert isinstance(found, Planned)
    assert found.moment == at(day, hour)


def test_a_reminder_that_comes_too_late_or_about_nothing_does_not_go():
    tomorrow = case("2026-03-10T18:30", purpose=MessagePurpose.REMINDER, appointment=moment("2026-03-11T09:00"))
    nothing = case(purpose=MessagePurpose.REMINDER)
    assert [plan(tomorrow).reason.rule, plan(nothing).reason.rule] == ["afspraak", "D07"]
    assert "(D07)" in plan(tomorrow).reason.told


UNSAFE, SAFE, UNKNOWN = ContactSafety.UNSAFE, ContactSafety.SAFE, ContactSafety.UNKNOWN


@pytest.mark.parametrize(("known", "open_"), [
    (answered(), True),
    (answered((ContactWay.CALL, UNSAFE)), False),
    (answered((ContactWay.LETTER, UNSAFE)), False),  # somewhere is danger, and of the phone nobody knows
    (answered((ContactWay.LETTER, UNSAFE), (ContactWay.CALL, SAFE)), True),
    (answered(care=True), False),
    (answered((ContactWay.CALL, UNKNOWN), care=True), False),
    (answered((ContactWay.LETTER, SAFE), care=True), False),
    (answered((ContactWay.CALL, SAFE), care=True), True),
])
def test_the_guard_on_safe_contact(known: ContactSafetyOf, open_: bool):
    asked = replace(case(), household=Household(known))
    found, chosen = plan(asked), choose(moment("2026-03-10T11:00"), asked, "De inwoner vroeg erom")
    assert isinstance(found, Planned) is open_
    assert isinstance(chosen, Planned) is open_
    if not open_:
        assert found.reason.rule == chosen.reason.rule == "D09"


def test_a_caseworker_may_choose_otherwise_with_a_reason():
    friday = moment("2026-03-13T15:00")
    asked = choose(friday, case())
    assert isinstance(asked, NeedsReason)
    assert [objection.rule for objection in asked.objections] == ["D02"]
    assert isinstance(choose(friday, case(), "  "), NeedsReason)
    assert choose(friday, case(), "De inwoner vroeg erom") == Planned(friday, asked.objections, "De inwoner vroeg erom")
    assert choose(moment("2026-03-10T11:00"), case()) == Planned(moment("2026-03-10T11:00"))


moments = st.integers(0, 1_500_000).map(lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes))


@settings(max_examples=60, deadline=None)
@given(moments, st.sampled_from(ContactWay), st.sampled_from(MessagePurpose), st.lists(moments, max_size=4))
def test_whatever_is_planned_breaks_no_rule_and_is_not_early(ready, way, purpose, earlier):
    message = Message(way, purpose, ready, ready.day % 2 == 0, appointment=ready + timedelta(days=60))
    desk = Desk(pay_days=PayDays(5, (PayDay("Salaris", 24, 26),)))
    asked = Case(message, Household(answered(), tuple(earlier), WANTS), desk)
    found = plan(asked)
    if isinstance(found, Blocked):
        # One working day before can be a Monday, when there is no post.
        assert (purpose, way) == (MessagePurpose.REMINDER, ContactWay.LETTER)
        return
    assert ready <= found.moment < ready + timedelta(days=60)
    assert objections_to(found.moment, asked) == ()
    if purpose is MessagePurpose.FOLLOW_UP:
        assert all(abs(found.moment - one) >= GAP - timedelta(hours=1) for one in earlier)


@pytest.mark.parametrize(("purpose", "known", "rule"), [
    (MessagePurpose.FOLLOW_UP, {"sought": 3}, None), (MessagePurpose.FOLLOW_UP, {"sought": 4}, "D13"),
    (MessagePurpose.CLOSING, {"sought": 4}, None), (MessagePurpose.CONFIRM, {"sought": 4}, None),
    (MessagePurpose.FIRST, {"declined": True}, "D14"), (MessagePurpose.CARE, {"declined": True}, "D14"),
    (MessagePurpose.CLOSING, {"declined": True}, None), (MessagePurpose.INFORM, {"declined": True}, None),
])
def test_what_the_first_message_promised_is_kept(purpose: MessagePurpose, known: dict[str, object], rule: str | None):
    """At most four times without speaking to anybody, and never after a no; the resident may ask for more."""
    asked = case(purpose=purpose)
    asked = replace(asked, household=replace(asked.household, **known))
    found = plan(asked)
    assert (found.reason.rule if isinstance(found, Blocked) else None) == rule
    if rule:
        needs = choose(asked.message.ready, asked)
        assert isinstance(needs, NeedsReason)
        assert rule in {reason.rule for reason in needs.objections}
        assert isinstance(choose(asked.message.ready, asked, "inwonerVroeg"), Planned)


def test_the_municipality_seeks_as_often_as_it_says():
    """D04 asks this many attempts before closing; the resident reads that there are no more."""
    assert PROMISED == ENOUGH_ATTEMPTS
