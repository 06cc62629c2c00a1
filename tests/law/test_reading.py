from datetime import date

import pytest

from service.rules.facts import ThreatPhase
from service.rules.reading import STATUTORY, LaterThanLaw, Reading, WorkingDays
from service.rules.registry import judge

from .cases import WIDE, consent, door, threat

PHASES = list(ThreatPhase)


def test_the_statutory_reading_is_the_earlier_calendar_and_the_judgment():
    assert STATUTORY.working_days is WorkingDays.NARROW
    assert [STATUTORY.is_threatening(phase) for phase in PHASES] == [False, False, True, True]
    assert not STATUTORY.is_threatening(None)


@pytest.mark.parametrize(("start", "threatening"), [(0, 4), (1, 3), (2, 2)])
def test_policy_may_begin_earlier(start: int, threatening: int):
    reading = Reading(threat_from=PHASES[start])
    assert sum(map(reading.is_threatening, PHASES)) == threatening


def test_policy_may_not_begin_later():
    with pytest.raises(LaterThanLaw, match="eerder beginnen, niet later"):
        Reading(threat_from=ThreatPhase.EVICTION_ANNOUNCED)


def test_wide_never_gives_an_earlier_day_than_narrow_and_no_other_effect():
    for number in range(730):
        on = date.fromordinal(date(2026, 1, 1).toordinal() + number)
        for facts in (threat("ontruimingBevolen"), door("afsluitingWater", given=consent("schuldhulp"))):
            narrow, wide = judge(facts, on).destined[0], judge(facts, on, WIDE).destined[0]
            assert narrow.term.deadline <= wide.term.deadline
            assert narrow.term.source == wide.term.source == "Wgs artikel 4, tweede lid"


def test_the_reading_leaves_terms_of_weeks_alone():
    facts = door("geldzorgen", "werk", given=consent("schuldhulp", "wijkteam"))
    on = date(2026, 4, 13)
    assert judge(facts, on).destined == judge(facts, on, WIDE).destined
