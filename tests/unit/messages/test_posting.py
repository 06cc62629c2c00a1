"""How a letter travels: the print run of the day, the delivery days of the post, as dated values."""

from datetime import date, datetime

import pytest

from service.clock import AMSTERDAM
from service.messages.kind import MessageChannel
from service.messages.posting import (
    PostTimes,
    arrives_from,
    comes_on_a_saturday,
    goes_out,
    post_times,
    ready_to_arrive,
    universal_days,
)

TWO, THREE = PostTimes(2), PostTimes(3)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


@pytest.mark.parametrize(("on", "days"), [
    (date(2026, 6, 30), 1), (date(2026, 7, 1), 2), (date(2027, 6, 30), 2), (date(2027, 7, 1), 3),
])
def test_the_days_of_the_post_are_dated(on: date, days: int) -> None:
    assert universal_days(on) == days
    assert post_times(on, 5).days == 5
    assert post_times(on, 1).days == days, "a municipality counts with more days, never with fewer"


@pytest.mark.parametrize(("now", "post", "there"), [
    ("2026-11-30T10:00", TWO, "2026-12-02"),  # Monday: Tuesday, Wednesday
    ("2026-11-30T15:59", TWO, "2026-12-02"),
    ("2026-11-30T16:00", TWO, "2026-12-03"),  # behind the print run: it goes along on Tuesday
    ("2026-11-30T21:48", TWO, "2026-12-03"),  # in the evening no letter is there the next morning
    ("2026-12-03T10:00", TWO, "2026-12-05"),  # Thursday: Friday, Saturday
    ("2026-12-04T10:00", TWO, "2026-12-08"),  # Friday: Saturday, and no post on Monday
    ("2026-12-05T10:00", TWO, "2026-12-09"),  # Saturday: printed on Monday
    ("2026-12-24T10:00", TWO, "2026-12-30"),  # both Christmas days and a weekend: Tuesday, Wednesday
    ("2027-07-05T10:00", THREE, "2027-07-08"),
    ("2027-07-02T10:00", THREE, "2027-07-07"),
])
def test_a_letter_is_there_by_the_last_delivery_day(now: str, post: PostTimes, there: str) -> None:
    arrives = ready_to_arrive(MessageChannel.LETTER, at(now), post)
    assert arrives.date().isoformat() == there
    assert goes_out(MessageChannel.LETTER, arrives, at(now), post) >= at(now)


@pytest.mark.parametrize("channel", [MessageChannel.EMAIL, MessageChannel.SMS, MessageChannel.WHATSAPP])
def test_what_is_no_letter_is_there_at_once(channel: MessageChannel) -> None:
    now = at("2026-11-30T21:48")
    assert ready_to_arrive(channel, now, TWO) == goes_out(channel, now, now, TWO) == now


@pytest.mark.parametrize("post", [PostTimes(days) for days in range(1, 7)])
def test_what_goes_out_for_a_day_is_there_by_that_day(post: PostTimes) -> None:
    now = at("2026-09-01T08:00")
    for day in range(14, 29):
        arrives = datetime(2026, 9, day, 8, tzinfo=AMSTERDAM)
        out = goes_out(MessageChannel.LETTER, arrives, now, post)
        assert post.last_day(out.date()) <= arrives.date()
        assert out.isoweekday() <= 5


def test_a_letter_that_leaves_in_the_print_run_is_of_that_day() -> None:
    run = at("2026-11-30T16:00:20")
    assert arrives_from(MessageChannel.LETTER, run, TWO) == at("2026-12-02T08:00")
    assert arrives_from(MessageChannel.SMS, run, TWO) == run


def test_a_letter_of_friday_may_come_on_a_saturday() -> None:
    assert comes_on_a_saturday(date(2026, 12, 8), TWO)
    assert not comes_on_a_saturday(date(2026, 12, 9), TWO)
