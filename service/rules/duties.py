"""The statutory terms of the steps after receipt, for whoever keeps deadlines; each by the version in force.

There is one version of each article. When a second comes, choose here by date, as `registry.choose` does.
"""

from datetime import date

from service.rules.core import Term
from service.rules.facts import Concern, Ground
from service.rules.reading import STATUTORY, Reading
from service.rules.regulations import (
    wgs_artikel_4_2021_01_01,
    wgs_artikel_4a_2021_01_01,
    wmo_artikel_2_3_2_2021_01_01,
)


def first_talk(ground: Ground, on: date, *, threatening: bool = False, reading: Reading = STATUTORY) -> Term:
    """The last day for the first talk about debts (Wgs 4), counted from receipt or from the resident's own request.

    Raises `OutsideCalendar` for a day that cannot be counted, `ValueError` for care, which knows no first talk.
    """
    if ground is Ground.CARE:
        raise ValueError(ground)
    return wgs_artikel_4_2021_01_01.first_talk(ground, on, threatening, reading.working_days)


def threatens(concerns: frozenset[Concern]) -> bool:
    """Whether one of these worries makes a threatening situation (Wgs 4(2))."""
    return not concerns.isdisjoint(wgs_artikel_4_2021_01_01.THREATENING_CONCERNS)


def decision(first_talk_on: date, weeks: int = wgs_artikel_4a_2021_01_01.LONGEST_WEEKS) -> Term:
    """The last day for the decision (Wgs 4a(3)); `weeks` comes from the municipality's ordinance.

    Raises `LaterThanLaw` above eight weeks.
    """
    return wgs_artikel_4a_2021_01_01.decision(first_talk_on, weeks)


def inquiry(on: date) -> Term:
    """The last day for the inquiry after a report of a need for support (Wmo 2.3.2)."""
    return wmo_artikel_2_3_2_2021_01_01.inquiry(on)


def personal_plan(on: date) -> date:
    """The last day on which the client may hand in a personal plan after the report (Wmo 2.3.2(2))."""
    return wmo_artikel_2_3_2_2021_01_01.personal_plan(on)
