"""Agreements about results: what fits in a field, and what may be said of a result that is rounded."""

from decimal import Decimal

import pytest

from service.monitor.figures import Unit
from service.monitor.key_figures.measures import MEASURES
from service.monitor.performance.aims import AGREEABLE, Aim, read_target
from service.monitor.performance.judge import NOTHING, Judgement, Result, bounds, judge
from service.monitor.performance.words import agreed, came, summary, typed

BY_AIM = {one.aim: one for one in AGREEABLE}
MET, MISSED, NEAR, FEW = Judgement.MET, Judgement.MISSED, Judgement.NEAR, Judgement.TOO_FEW


def test_every_aim_is_a_number_of_the_monitor():
    places = {(one.indicator, one.code): one for one in MEASURES}
    assert {one.aim for one in AGREEABLE} == set(Aim)
    for one in AGREEABLE:
        measure = places[one.indicator, one.code]
        assert one.split in measure.splits, one.aim
        assert one.unit is measure.unit, one.aim


def test_nothing_that_rests_on_who_took_help_can_be_agreed_on():
    assert {one.indicator for one in AGREEABLE} & {"I12", "I13", "I14"} == set()
    assert "eersteGesprek" not in {one.key for one in AGREEABLE}


@pytest.mark.parametrize(("text", "unit", "found"), [
    ("60", Unit.SHARE, "60.0"), ("62,5", Unit.SHARE, "62.5"), ("62.5", Unit.SHARE, "62.5"),
    ("60 %", Unit.SHARE, "60.0"), ("0", Unit.SHARE, "0.0"), ("1.200", Unit.COUNT, "1200"),
    ("1.200", Unit.EURO, "1200"), ("2,5", Unit.PER_CASE, "2.5"), ("1e1", Unit.SHARE, None), ("1,", Unit.SHARE, None),
    ("101", Unit.SHARE, None), ("-1", Unit.SHARE, None), ("62,55", Unit.SHARE, None), ("2,5", Unit.COUNT, None),
    ("veel", Unit.COUNT, None), ("", Unit.COUNT, None), ("NaN", Unit.COUNT, None), ("1e3", Unit.SHARE, None),
    ("Infinity", Unit.EURO, None),
])
def test_a_number_is_read_as_people_type_it(text, unit, found):
    assert read_target(text, unit) == (None if found is None else Decimal(found))


@pytest.mark.parametrize(("aim", "target", "result", "told"), [
    (Aim.SIGNALS, 200, Result(205, None, 205.0), MET), (Aim.SIGNALS, 200, Result(200, None, 200.0), NEAR),
    (Aim.SIGNALS, 200, Result(195, None, 195.0), MISSED), (Aim.SIGNALS, 10, NOTHING, MISSED),
    (Aim.REFUSED, 4, NOTHING, MET), (Aim.REFUSED, 20, Result(25, None, 25.0), MISSED),
    (Aim.REFUSED, 20, Result(20, None, 20.0), NEAR), (Aim.REACH, 60, Result(300, 400, 0.75), MET),
    (Aim.REACH, 60, Result(240, 400, 0.6), NEAR), (Aim.REACH, 60, Result(10, 20, 0.5), NEAR),
    (Aim.REACH, 60, Result(200, 400, 0.5), MISSED), (Aim.REACH, 60, Result(10, 15, None), FEW),
    (Aim.REACH, 60, NOTHING, FEW), (Aim.AGAIN, 30, Result(100, 400, 0.25), MET),
    (Aim.ATTEMPTS, 2, Result(500, 200, 2.5), MET), (Aim.MEDIAN_AMOUNT, 900, Result(50, None, 850.0), MET),
    (Aim.MEDIAN_AMOUNT, 900, Result(50, None, 900.0), NEAR),
])
def test_a_result_is_judged_no_further_than_its_rounding_allows(aim, target, result, told):
    one = BY_AIM[aim]
    assert judge(one, Decimal(target), result, running=False) is told
    assert judge(one, Decimal(target), result, running=True) is Judgement.RUNNING
    assert judge(one, None, result, running=False) is Judgement.NOT_AGREED


def test_the_real_number_always_lies_between_the_bounds():
    for count in range(40):
        shown = Result(count - count % 5 + (5 if count % 2 and count % 5 else 0), None, None)
        least, most = bounds(Unit.COUNT, shown)
        assert least <= count <= most


def test_the_words():
    reach = BY_AIM[Aim.REACH]
    assert agreed(reach, Decimal("60.0")) == "ten minste 60%"
    assert agreed(BY_AIM[Aim.MEDIAN_AMOUNT], Decimal("900.0")) == "ten hoogste 900 euro"
    assert agreed(reach, None) == "geen"
    assert typed(Decimal("62.5")) == "62,5"
    assert typed(Decimal("200.0")) == "200"
    assert came(reach, Result(155, 410, 0.378)) == "38% van 410"
    assert came(reach, NOTHING) == "te weinig"
    assert came(BY_AIM[Aim.SIGNALS], NOTHING) == "minder dan 5"
    assert came(BY_AIM[Aim.ATTEMPTS], Result(340, 200, 1.7)) == "1,7"
    assert summary([Judgement.NOT_AGREED], running=False) == "Voor dit jaar zijn geen prestatieafspraken vastgelegd."
    assert summary([MET, NEAR, Judgement.NOT_AGREED], running=False) == "2 afspraken: 1 gehaald, 1 rond de afspraak."
    assert summary([Judgement.RUNNING], running=True) == "1 afspraak. Het jaar loopt nog; dit is de stand tot nu toe."
