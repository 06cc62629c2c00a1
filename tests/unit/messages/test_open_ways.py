"""Advice and guard say the same, over way × number known × safety × wish × care × visit tomorrow."""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any

import pytest

from service.messages.express_wish import ExpressWish
from service.messages.kind import MessagePurpose
from service.messages.open_ways import NO_ADDRESS, ComingTalk, WayCase, obstacles, open_channels, wait_because
from service.messages.planning_case import Case, Desk, Household, Message, barred_because
from service.messages.safe_contact import ContactSafety, ContactSafetyOf, SafetyAnswer, first_step, unsafe_because
from service.messages.status import COUNTS_AS, WAYS_BY, AppointmentStatus
from service.policy.model import Channel
from service.referrals.next_step import advise
from service.signals.contact_wish import ELECTRONIC, ContactWay, MessageCategory

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
TOMORROW = ComingTalk(NOW + timedelta(days=1), AppointmentStatus.CONFIRMED)
ASKED = date(2026, 3, 2)
WISHES = {
    "nobody asked": None,
    "yes": ExpressWish(True, ASKED, frozenset(MessageCategory)),
    "no": ExpressWish(False, ASKED),
    "another number": ExpressWish(True, ASKED, frozenset(MessageCategory), same_address=False),
    "with the consent": ExpressWish(True, ASKED, frozenset(MessageCategory)),
}
TABLE = list(product(ContactWay, (True, False), ContactSafety, WISHES, (True, False), (None, TOMORROW)))


def way_case(way: ContactWay, numbered: bool, safety: ContactSafety, wish: str, care: bool) -> WayCase:
    known = frozenset(ContactWay) - (frozenset() if numbered else {way})
    wishes = {way: said} if (said := WISHES[wish]) and way in ELECTRONIC else {}
    consented = frozenset({way} if wish == "with the consent" else ())
    answers = {way: SafetyAnswer(safety, ASKED, "account")}
    return WayCase(ContactSafetyOf(care, answers, consented, known), wishes)


def guard(case: WayCase, way: ContactWay) -> str | None:
    """What sending a message by this way is told."""
    household = Household(case.safety, (), case.wishes.get(way), case.texted)
    barred = barred_because(Case(Message(way, MessagePurpose.FOLLOW_UP, NOW), household, Desk()))
    return barred.told if barred else None


@pytest.mark.parametrize(("way", "numbered", "safety", "wish", "care", "talk"), TABLE)
def test_what_is_advised_is_never_refused(
    way: ContactWay, numbered: bool, safety: ContactSafety, wish: str, care: bool, talk: ComingTalk | None
) -> None:
    case = way_case(way, numbered, safety, wish, care)
    for channel in Channel:
        advice = advise([], [channel], open_channels(case, NOW, talk))
        if talk is not None:
            assert advice.channel is None, "a talk is tomorrow"
        elif advice.channel is not None:
            possible = [one for one in WAYS_BY[advice.channel] if one in case.safety.known]
            step = first_step(case.safety)
            allowed = any(guard(case, one) is None for one in possible)
            assert allowed or (step.way in possible and advice.why[0] == step.told)
    refused = [told for told in (guard(case, one) for one in ContactWay) if told]
    open_to = open_channels(case, NOW, talk)
    assert COUNTS_AS[way] in open_to.channels or obstacles(case, way, NOW)
    assert open_to.channels or not refused or open_to.how, "where all is refused, a first step is named"
    assert numbered or NO_ADDRESS in {one.rule for one in obstacles(case, way, NOW)}


@pytest.mark.parametrize("care", [True, False])
def test_where_nobody_asked_about_a_worry_the_guard_and_the_advice_name_the_same_visit(care: bool) -> None:
    case = WayCase(ContactSafetyOf(care))
    advice = advise([], [Channel.LETTER, Channel.PHONE], open_channels(case, NOW))
    if not care:
        assert advice.channel is Channel.LETTER
        return
    assert advice.channel is Channel.HOME_VISIT, "the order of the policy has no visit; nothing else is lawful"
    assert "laat niemand anders zien of horen waarom u komt" in advice.why[0]
    assert all(advice.why[0] in (unsafe_because(case.safety, way) or "") for way in ContactWay)


def test_where_a_visit_is_not_safe_either_the_guard_says_whom_to_ask() -> None:
    unsafe = {ContactWay.VISIT: SafetyAnswer(ContactSafety.UNSAFE, ASKED, "account")}
    advice = advise([], list(Channel), open_channels(WayCase(ContactSafetyOf(True, unsafe)), NOW))
    assert advice.channel is None
    assert "teamleider" in advice.why[0]


def test_two_rules_that_both_hold_are_both_shown() -> None:
    case = WayCase(ContactSafetyOf(care=True))
    assert [one.rule for one in obstacles(case, ContactWay.SMS, NOW)] == ["D09", "D10"]
    told = guard(case, ContactWay.SMS)
    assert told is not None
    assert "niet bekend" in told
    assert "Awb artikel 2:8" in told


@pytest.mark.parametrize(("hours", "status", "waits"), [
    (3, "bevestigd", "Vandaag"), (24, "bevestigd", "Morgen"), (24, "aangeboden", "Morgen"),
    (24 * 9, "bevestigd", "Op 19 maart 2026"), (24 * 9, "aangeboden", ""), (24, "afgezegd", ""),
    (24, "gewijzigd", ""), (-1, "bevestigd", ""),
])
def test_before_a_talk_nothing_else_is_tried(hours: int, status: str, waits: str) -> None:
    told = wait_because(ComingTalk(NOW + timedelta(hours=hours), AppointmentStatus(status)), NOW)
    assert told.startswith(waits)
    assert bool(told) is bool(waits)


@pytest.mark.parametrize(("more", "told"), [({"declined": True}, "zei nee"), ({"sought": 4}, "hooguit vier keer")])
def test_after_a_no_and_after_the_promised_tries_nothing_is_advised(more: dict[str, Any], told: str) -> None:
    advice = advise([], list(Channel), open_channels(WayCase(ContactSafetyOf(care=False), **more), NOW))
    assert advice.channel is None
    assert told in advice.why[0]
