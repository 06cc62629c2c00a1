"""Fixed periods, one part at a time, and counts that tell nothing of a single household."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import InvalidInput
from service.monitor.key_figures.measures import MEASURES, Split, Table, Unit
from service.monitor.key_figures.rounding import BASE, FEWEST_OF, FEWEST_VALUES, Place, average, middle, rounded, share
from service.monitor.key_figures.wish import Part, Period, Wish, period_named, year_of

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
def test_a_month_a_quarter_a_half_year_and_a_year_are_periods(first: date, last: date) -> None:
    assert Period(first, last).name == f"{first}/{last}"


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(-3, 400))
def test_no_two_periods_overlap_in_part(first: date, length: int) -> None:
    try:
        period = Period(first, first + timedelta(days=length))
    except InvalidInput:
        return
    months = (period.last.month - period.first.month) + 1
    assert period.first.day == 1
    assert (period.last + timedelta(days=1)).day == 1
    assert (period.first.month - 1) % months == 0
    assert months in {1, 3, 6, 12}


@pytest.mark.parametrize(("first", "last"), [
    (date(2026, 1, 2), date(2026, 1, 31)), (date(2026, 1, 1), date(2026, 1, 30)), (date(2026, 2, 1), date(2026, 4, 30)),
    (date(2026, 4, 1), date(2026, 9, 30)), (date(2026, 7, 1), date(2027, 6, 30)), (date(2026, 2, 1), date(2026, 1, 31)),
])
def test_other_days_are_refused(first: date, last: date) -> None:
    with pytest.raises(InvalidInput):
        Period(first, last)


def test_two_parts_are_refused() -> None:
    with pytest.raises(InvalidInput):
        Part(destination="wijkteam", area="Oost")


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
    }
    assert len(others) == 4


def test_only_work_that_is_late_is_told_exactly() -> None:
    assert {measure.table for measure in MEASURES if measure.exact} == {Table.OVERDUE}
