"""The next step towards contact: by the policy's order, by what was tried, and with its reason."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.policy.model import Channel
from service.referrals.next_step import OpenChannels, Tried, advise, missing_before_closing
from service.referrals.status import ContactKind, PartOfDay

DAY = date(2026, 3, 10)
ORDER = (Channel.PHONE, Channel.LETTER, Channel.HOME_VISIT)
MORNING, AFTERNOON, EVENING = PartOfDay


def tried(*kinds: ContactKind, part: PartOfDay = MORNING) -> list[Tried]:
    return [Tried(kind, DAY, part) for kind in kinds]


def test_the_policy_s_order_comes_first():
    first = advise([], ORDER)
    assert (first.channel, first.part_of_day) == (Channel.PHONE, MORNING)
    assert "59 van de 100" in first.why[0]
    assert "Divosa" in first.why[0]
    assert advise([], (Channel.LETTER, Channel.PHONE)).channel is Channel.LETTER


@pytest.mark.parametrize(("kinds", "channel"), [
    ([ContactKind.PHONE], Channel.LETTER),
    ([ContactKind.PHONE, ContactKind.LETTER], Channel.HOME_VISIT),
    ([ContactKind.PHONE, ContactKind.LETTER, ContactKind.HOME_VISIT], Channel.PHONE),
    ([ContactKind.LETTER, ContactKind.LETTER], Channel.PHONE),  # two letters: time for a voice
    ([ContactKind.ADMINISTRATIVE, ContactKind.UNKNOWN], Channel.PHONE),  # no attempts at all
])
def test_what_was_tried_least_comes_next(kinds: list[ContactKind], channel: Channel):
    assert advise(tried(*kinds), ORDER).channel is channel


def test_another_part_of_the_day_is_tried():
    again = advise(tried(ContactKind.PHONE, ContactKind.LETTER, ContactKind.HOME_VISIT), ORDER)
    assert again.part_of_day is AFTERNOON
    assert any("dagdeel helpt" in reason for reason in again.why)


def test_a_way_that_cannot_be_used_is_left_out():
    assert advise([], ORDER, OpenChannels(frozenset({Channel.HOME_VISIT}))).channel is Channel.HOME_VISIT
    nothing = advise([], ORDER, OpenChannels(frozenset()))
    assert nothing.channel is None
    assert not nothing.may_close


def test_after_contact_nothing_more_is_tried():
    assert advise([Tried(ContactKind.PHONE, DAY, MORNING, reached=True)], ORDER).channel is None


def test_enough_is_four_attempts_two_ways_one_of_them_personal_and_two_parts_of_the_day():
    letters = tried(*[ContactKind.LETTER] * 4)
    assert len(missing_before_closing(letters)) == 3
    enough = tried(ContactKind.PHONE, ContactKind.LETTER, ContactKind.LETTER)
    assert len(missing_before_closing(enough)) == 2
    enough += tried(ContactKind.HOME_VISIT, part=EVENING)
    assert missing_before_closing(enough) == ()
    assert advise(enough, ORDER).may_close
    assert not advise(letters, ORDER).may_close


@given(st.lists(st.builds(Tried, st.sampled_from(ContactKind), st.just(DAY), st.sampled_from(PartOfDay))),
       st.lists(st.sampled_from(Channel), unique=True, min_size=1))
def test_advice_stays_within_the_policy_and_always_says_why(attempts: list[Tried], order: list[Channel]):
    advice = advise(attempts, order)
    assert advice.channel in order
    assert all(reason.strip() for reason in advice.why)
    assert advice.why
