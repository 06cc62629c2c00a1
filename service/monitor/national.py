"""The published national figures that ours can be laid beside. Pure.

All are of the Divosa Monitor Vroegsignalering, over the year that is named, of every kind of partner together
(insurers, energy, water and landlords): so they say where a municipality stands, not where rent arrears should be.
"""

from dataclasses import dataclass

from service.monitor.figures import Indicator

SOURCE = "Divosa Monitor Vroegsignalering"


@dataclass(frozen=True, slots=True)
class National:
    """One published figure; `value` in the unit of the measure, `year` the year that it is about."""

    indicator: Indicator
    code: str
    value: float
    year: int


PUBLISHED: tuple[National, ...] = (
    National(Indicator.SHARE_TAKEN_UP, "opgepakte signalen", 0.80, 2023),
    National(Indicator.TYPE_OF_CASE, "enkelvoudig", 0.50, 2023),
    National(Indicator.TYPE_OF_CASE, "meervoudig", 0.11, 2023),
    National(Indicator.TYPE_OF_CASE, "opeenvolgend", 0.40, 2023),
    National(Indicator.REACH, "bereikte zaken", 0.20, 2023),
    National(Indicator.ACCEPTANCE, "van bereikte zaken", 0.35, 2023),
    National(Indicator.ACCEPTANCE, "van alle zaken", 0.07, 2023),
)


def published(indicator: Indicator, code: str) -> National | None:
    """The latest one that was read, of a measure; None: nothing was published that compares."""
    return next((one for one in PUBLISHED if (one.indicator, one.code) == (indicator, code)), None)
