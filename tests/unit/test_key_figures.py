"""Periods as fixed blocks, one part at a time, and counts that tell nothing of a single household."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from service.errors import InvalidInput
from service.monitor.key_figures.blocks import Block, blocks_of
from service.monitor.key_figures.factors import FACTOR_OF, Factor
from service.monitor.key_figures.measures import MEASURES, Split, Table, Unit
from service.monitor.key_figures.rounding import (
    BASE,
    FEWEST_OF,
    FEWEST_VALUES,
    Place,
    average,
    middle,
    rounded,
    share,
    within,
)
from service.monitor.key_figures.tally import add, counted_of, months_ago
from service.monitor.key_figures.wish import Part, Period, Wish, fixed_from, period_named, year_of
from service.rules.facts import LIVING, MONEY

_COUNT = st.integers(1, 50)
_NAMES = st.sampled_from(["a", "b", "c"])
COUNTS = st.dictionaries(_NAMES, st.dictionaries(_NAMES, _COUNT, min_size=1))
DRAWS = st.floats(0, 1, exclude_max=True)
YEAR = year_of(date(2026, 5, 4))


@given(st.integers(0, 10_000), DRAWS)
def test_a_count_goes_less_than_five_up_or_down(exact: int, draw: float) -> None:
    shown = rounded(exact, draw)
    assert shown % BASE == 0
    assert abs(shown - exact) < BASE
    assert exact or shown == 0, "nothing stays nothing"


@given(st.integers(0, 500))
def test_rounding_is_right_on_average(exact: int) -> None:
    draws = [(one + 0.5) / 1000 for one in range(1000)]
    assert sum(rounded(exact, draw) for draw in draws) / 1000 == pytest.approx(exact, abs=0.01)


@given(st.integers(0, 200), DRAWS)
def test_one_more_never_shows_less(exact: int, draw: float) -> None:
    assert rounded(exact + 1, draw) >= rounded(exact, draw)


def test_a_share_and_a_middle_need_enough_under_them() -> None:
    assert share(5, FEWEST_OF - BASE) is None
    assert average(5, FEWEST_OF - BASE) is None
    assert share(5, FEWEST_OF) == 0.25
    assert share(25, FEWEST_OF) == 1.0, "the parts of a rounded whole may be more than it"
    assert middle(7, FEWEST_VALUES - 1, Unit.DAYS) is None
    assert middle(7, FEWEST_VALUES, Unit.DAYS) == 7
    assert middle(Decimal("1234.56"), FEWEST_VALUES, Unit.EURO) == 1230


@pytest.mark.parametrize(("first", "last"), [
    (date(2026, 1, 1), date(2026, 1, 31)), (date(2028, 2, 1), date(2028, 2, 29)), (date(2026, 4, 1), date(2026, 6, 30)),
    (date(2026, 7, 1), date(2026, 12, 31)), (date(2026, 1, 1), date(2026, 12, 31)),
])
def test_a_month_a_quarter_a_half_year_and_a_year_are_fixed(first: date, last: date) -> None:
    assert Period(first, last).is_fixed


@pytest.mark.parametrize(("first", "last"), [
    (date(2026, 1, 2), date(2026, 1, 31)), (date(2026, 1, 1), date(2026, 1, 30)), (date(2026, 2, 1), date(2026, 4, 30)),
    (date(2026, 4, 1), date(2026, 9, 30)), (date(2026, 7, 1), date(2027, 6, 30)),
])
def test_other_days_are_not(first: date, last: date) -> None:
    assert not Period(first, last).is_fixed


def test_a_period_runs_forwards() -> None:
    with pytest.raises(InvalidInput):
        Period(date(2026, 2, 1), date(2026, 1, 31))


DAYS = st.dates(date(2023, 11, 1), date(2026, 6, 1))
TODAY = date(2026, 3, 17)


@given(DAYS, st.integers(0, 900))
def test_any_period_is_fixed_blocks_and_parts_of_a_month_at_its_edges(first: date, length: int) -> None:
    period = Period(first, first + timedelta(days=length))
    blocks = blocks_of(period, TODAY)
    if period.is_fixed:
        assert [one.period for one in blocks] == [period]
        return
    days = [day for one in blocks for day in days_of(one)]
    happened = {day for day in days_of(Block(period, period.first, period.last)) if day <= TODAY}
    assert {day for day in days if day <= TODAY} == happened, "each day that has been, and once"
    assert len(days) == len(set(days))
    assert all(one.period.is_fixed for one in blocks)
    parts = [one for one in blocks if not one.whole]
    assert [one for one in parts if one.period not in fixed_from(one.first.replace(day=1))[:1]] == []
    assert set(parts) <= {blocks[0], blocks[-1]} if blocks else True


def days_of(block: Block) -> list[date]:
    return [block.first + timedelta(days=one) for one in range((block.last - block.first).days + 1)]


def test_what_still_runs_is_whole() -> None:
    [block] = blocks_of(Period(date(2026, 1, 1), TODAY), TODAY)
    assert block.period == YEAR
    [month] = blocks_of(Period(date(2026, 3, 1), TODAY), TODAY)
    assert (month.period, month.whole) == (period_named("2026-03"), True)
    assert blocks_of(Period(date(1900, 1, 1), date(1999, 12, 30)), TODAY) == []


@given(st.lists(st.integers(0, 3), min_size=31, max_size=31), DRAWS, st.data())
def test_days_of_a_month_add_up_to_the_month(counts: list[int], draw: float, data: st.DataObject) -> None:
    """Whatever days are asked, the answers are steps of one staircase: no two of them can be compared to undo it."""
    whole = sum(counts)
    cut = data.draw(st.integers(0, 31))
    first, rest = within(whole, 0, sum(counts[:cut]), draw), within(whole, sum(counts[:cut]), whole, draw)
    if 0 < rounded(whole, draw) < FEWEST_OF:
        assert (first, rest) == (None, None)
    else:
        assert first is not None
        assert rest is not None
        assert first + rest == rounded(whole, draw)
        assert abs(first - sum(counts[:cut])) < BASE
        assert min(first, rest) >= 0


def negative(counts: dict[str, Any]) -> dict[str, Any]:
    return {name: negative(value) if isinstance(value, dict) else -value for name, value in counts.items()}


@given(COUNTS, COUNTS)
def test_what_was_added_can_be_taken_away(one: dict[str, Any], other: dict[str, Any]) -> None:
    together: dict[str, Any] = {}
    add(together, one)
    add(together, other)
    add(together, negative(one))
    assert together == other


def test_a_spread_tells_what_stands_in_the_middle() -> None:
    tally = {Table.CASES: {"totaal|": {"cases": 4, "taken_spread": {"2": 1, "10": 2, "30": 1}}}}
    [told] = counted_of(tally, Table.CASES, TODAY).values()
    assert told == {"cases": 4, "taken_known": 4, "taken_median": 10, "taken_p90": 30}


@given(st.integers(1, 90))
def test_what_waits_is_late_from_the_day_after(days: int) -> None:
    limit = (TODAY - date(2000, 1, 1)).days
    tally = {Table.TERMS: {"termijn|besluit": {"kept": 1, "judged": 2, "waiting_spread": {str(limit): 3}}}}

    def judged(on: date) -> int:
        [told] = counted_of(tally, Table.TERMS, on).values()
        return int(told["judged"])

    assert (judged(TODAY), judged(TODAY + timedelta(days=days))) == (2, 5)


def test_every_worry_that_is_stored_belongs_to_a_factor() -> None:
    assert set(FACTOR_OF) == MONEY | LIVING
    assert set(FACTOR_OF.values()) == set(Factor)


def test_a_place_is_the_same_however_it_is_asked_for() -> None:
    def name(wish: Wish, split: Split, key: str) -> str:
        return Place(wish, "huurachterstand", Table.SIGNALS, split, key, "signals").name

    whole, area = Wish("9901", YEAR), Part(area="Oost")
    same = [
        (name(whole, Split.MONTH, "2026-03"), name(Wish("9901", period_named("2026-03")), Split.TOTAL, "")),
        (name(whole, Split.QUARTER, "2026-K2"), name(Wish("9901", period_named("2026-K2")), Split.TOTAL, "")),
        (name(whole, Split.AREA, "Oost"), name(Wish("9901", YEAR, area), Split.TOTAL, "")),
    ]
    assert [one for one, other in same if one != other] == []
    assert all(one[0] != other[0] for one, other in pairwise(same))
    others = {
        name(whole, Split.TOTAL, ""), name(Wish("9902", YEAR), Split.TOTAL, ""), name(whole, Split.AREA, "West"),
        name(Wish("9901", YEAR, Part(corporation=UUID(int=1))), Split.TOTAL, ""),
        name(Wish("9901", YEAR, Part(corporation=UUID(int=1), area="West")), Split.TOTAL, ""),
    }
    assert len(others) == 5


def test_only_work_that_is_late_is_told_exactly() -> None:
    assert {measure.table for measure in MEASURES if measure.exact} == {Table.OVERDUE}


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.sampled_from((6, 12)))
def test_so_many_months_ago_is_the_last_day_of_which_they_are_over(today: date, months: int) -> None:
    def over(day: date) -> bool:
        ended: date = day + relativedelta(months=months)
        return ended <= today

    ago = months_ago(today, months)
    assert over(ago)
    assert not any(over(ago + timedelta(days=days)) for days in range(1, 40))


def test_a_day_that_passes_makes_what_waits_late() -> None:
    day = (TODAY - date(2000, 1, 1)).days
    tally = {Table.OVERDUE: {"totaal|": {"due_spread": {str(day - 1): 2, str(day): 3}}}}
    assert [counted_of(tally, Table.OVERDUE, one) for one in (TODAY, TODAY + timedelta(days=1))] == [
        {(Split.TOTAL, ""): {"late": 2}}, {(Split.TOTAL, ""): {"late": 5}},
    ]
