"""What a corporation and a municipality can agree on: numbers of the monitor that both may see. Pure.

A corporation may know how many signals there were and how the municipality went about them, in aggregates. Left out is
whatever rests on who took help: acceptance and its kind (I12, I13), results, and the term of the first talk, which
runs only for who accepted the offer. See docs/decisions/0026.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from service.glossary import CODES
from service.monitor.figures import FIGURES, Figure, Indicator, Unit
from service.monitor.key_figures import measures
from service.rules.facts import Kind


class Aim(StrEnum):
    SIGNALS = "signalen"
    REFUSED = "geweigerdeSignalen"
    CRISIS = "aandeelCrisis"
    MEDIAN_AMOUNT = "middelsteAchterstand"
    TAKEN_UP = "aandeelOpgepakt"
    WITHIN_THREE_DAYS = "opgepaktBinnenDrieDagen"
    WITHIN_FOUR_WEEKS = "opgepaktBinnenVierWeken"
    OFFER_IN_TIME = "aanbodOpTijd"
    INQUIRY_IN_TIME = "onderzoekOpTijd"
    ATTEMPTS = "pogingenPerZaak"
    REACH = "bereik"
    AGAIN = "opnieuwBinnenZesMaanden"


_LIST = next(found for found in CODES if found.english == Aim.__name__)
_DEFINITIONS = {entry.name: entry.definition for entry in _LIST.entries}


@dataclass(frozen=True, slots=True)
class Agreeable:
    """One number that can be agreed on, by its place in the monitor. `at_most`: less of it is better."""

    aim: Aim
    name: str
    indicator: Indicator
    code: str
    split: measures.Split = measures.Split.TOTAL
    key: str = ""
    unit: Unit = Unit.SHARE
    at_most: bool = False
    kinds: tuple[Kind, ...] = tuple(Kind)

    @property
    def figure(self) -> Figure:
        return next(figure for figure in FIGURES if figure.id is self.indicator)

    @property
    def definition(self) -> str:
        return _DEFINITIONS[self.aim]


_I = Indicator
_RENT, _DOOR = (Kind.RENT_ARREARS,), (Kind.BEHIND_THE_DOOR,)
AGREEABLE: tuple[Agreeable, ...] = (
    Agreeable(Aim.SIGNALS, "Signalen", _I.SIGNALS, "signalen", unit=Unit.COUNT),
    Agreeable(Aim.REFUSED, "Geweigerde signalen", _I.REFUSED, "geweigerde signalen", unit=Unit.COUNT, at_most=True),
    Agreeable(Aim.CRISIS, "Aandeel crisissignalen", _I.SHARE_OF_CRISIS, "crisissignalen", at_most=True, kinds=_RENT),
    Agreeable(Aim.MEDIAN_AMOUNT, "Middelste achterstand", _I.AMOUNT, "mediaan", unit=Unit.EURO, at_most=True,
              kinds=_RENT),
    Agreeable(Aim.TAKEN_UP, "Aandeel opgepakt", _I.SHARE_TAKEN_UP, "opgepakte signalen"),
    Agreeable(Aim.WITHIN_THREE_DAYS, "Crisis opgepakt binnen 3 dagen", _I.LEAD_TIME, "opgepakt binnen 3 dagen",
              measures.Split.THREAT, "ja", kinds=_RENT),
    Agreeable(Aim.WITHIN_FOUR_WEEKS, "Opgepakt binnen 4 weken", _I.LEAD_TIME, "opgepakt binnen 4 weken"),
    Agreeable(Aim.OFFER_IN_TIME, "Aanbod op tijd gedaan", _I.TERMS, "eigen streefdatum gehaald",
              measures.Split.TERM, "aanbod", kinds=_RENT),
    Agreeable(Aim.INQUIRY_IN_TIME, "Onderzoek op tijd", _I.TERMS, "wettelijke termijn gehaald",
              measures.Split.TERM, "onderzoek", kinds=_DOOR),
    Agreeable(Aim.ATTEMPTS, "Contactpogingen per zaak", _I.ATTEMPTS, "pogingen per zaak", unit=Unit.PER_CASE),
    Agreeable(Aim.REACH, "Bereik", _I.REACH, "bereikte zaken"),
    Agreeable(Aim.AGAIN, "Opnieuw een signaal binnen 6 maanden", _I.RECURRENCE, "binnen 6 maanden", at_most=True),
)
_NUMBER = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})*(?:,[0-9]+)?|[0-9]{1,9}(?:[.,][0-9]+)?")
# The largest number that makes sense, and how many figures may stand behind the comma.
_LIMITS = {Unit.SHARE: (100, 1), Unit.COUNT: (1_000_000, 0), Unit.EURO: (1_000_000, 0), Unit.PER_CASE: (99, 1)}


def agreeable_for(kind: Kind) -> tuple[Agreeable, ...]:
    return tuple(one for one in AGREEABLE if kind in one.kinds)


def read_target(typed: str, unit: Unit) -> Decimal | None:
    """A number as people type it: 60, 62,5 or 1.200; a share is a percentage. None when it is not a fitting one."""
    most, places = _LIMITS[unit]
    plain = typed.strip().removesuffix("%").strip()
    if not _NUMBER.fullmatch(plain):
        return None
    whole, comma, rest = plain.partition(",")
    if not places or comma:
        whole = whole.replace(".", "")
    found = Decimal(f"{whole}.{rest}" if comma else whole)
    fits = found <= most and found == round(found, places)
    return round(found, places) if fits else None
