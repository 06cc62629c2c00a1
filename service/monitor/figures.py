"""The key figures of the monitor as data: what each is called, in what it is counted, and where it comes from. Pure.

The definitions stand in the glossary and nowhere else. The formulas of the national figures are a reconstruction from
published tables (Divosa Monitor Vroegsignalering), because the monitor's own are not public.
"""

from dataclasses import dataclass
from enum import StrEnum

from service.glossary import CODES


class Indicator(StrEnum):
    SIGNALS = "I1"
    SIGNALS_PER_THOUSAND = "I2"
    SHARE_OF_PARTNER_KIND = "I3"
    SHARE_OF_CRISIS = "I4"
    AMOUNT = "I5"
    CASES = "I6"
    SHARE_TAKEN_UP = "I7"
    TYPE_OF_CASE = "I8"
    ATTEMPTS = "I9"
    SHARE_OF_CONTACT_KIND = "I10"
    REACH = "I11"
    ACCEPTANCE = "I12"
    KIND_OF_ACCEPTANCE = "I13"
    NOT_TAKEN_UP = "I14"
    LEAD_TIME = "I15"
    RECURRENCE = "I16"
    TERMS = "V1"
    OVERDUE = "V2"
    REFUSED = "V3"
    WORRIES = "V4"
    FACTORS = "V5"
    FUNNEL = "V6"


class Unit(StrEnum):
    COUNT = "aantal"
    SHARE = "deel"
    PER_THOUSAND = "perDuizendInwoners"
    EURO = "euro"
    PER_CASE = "perZaak"
    DAYS = "dagen"


class Basis(StrEnum):
    """Whether a figure can be laid beside the national one."""

    DIVOSA = "divosa"
    OURS = "eigen"


_LIST = next(found for found in CODES if found.english == Indicator.__name__)
_DEFINITIONS = {entry.name: entry.definition for entry in _LIST.entries}


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure; `name` is Dutch and short. `needs` names what Voordeur does not hold, so must be given with it."""

    id: Indicator
    name: str
    unit: Unit
    basis: Basis = Basis.DIVOSA
    needs: str | None = None

    @property
    def definition(self) -> str:
        return _DEFINITIONS[self.id]


_INHABITANTS = "het aantal inwoners van de gemeente"
FIGURES: tuple[Figure, ...] = (
    Figure(Indicator.SIGNALS, "Signalen", Unit.COUNT),
    Figure(Indicator.SIGNALS_PER_THOUSAND, "Signalen per duizend inwoners", Unit.PER_THOUSAND, needs=_INHABITANTS),
    Figure(Indicator.SHARE_OF_PARTNER_KIND, "Aandeel per soort partner", Unit.SHARE,
           needs="de signalen van andere partners dan verhuurders"),
    Figure(Indicator.SHARE_OF_CRISIS, "Aandeel crisissignalen", Unit.SHARE),
    Figure(Indicator.AMOUNT, "Hoogte van de achterstand", Unit.EURO),
    Figure(Indicator.CASES, "Opgepakte zaken", Unit.COUNT),
    Figure(Indicator.SHARE_TAKEN_UP, "Aandeel opgepakt", Unit.SHARE),
    Figure(Indicator.TYPE_OF_CASE, "Enkelvoudig, meervoudig, opeenvolgend", Unit.SHARE),
    Figure(Indicator.ATTEMPTS, "Contactpogingen per zaak", Unit.PER_CASE),
    Figure(Indicator.SHARE_OF_CONTACT_KIND, "Aandeel zaken per soort contact", Unit.SHARE),
    Figure(Indicator.REACH, "Bereik", Unit.SHARE),
    Figure(Indicator.ACCEPTANCE, "Hulpacceptatie", Unit.SHARE),
    Figure(Indicator.KIND_OF_ACCEPTANCE, "Soort hulp", Unit.SHARE),
    Figure(Indicator.NOT_TAKEN_UP, "Niet opgepakt, per reden", Unit.COUNT),
    Figure(Indicator.LEAD_TIME, "Doorlooptijd", Unit.DAYS, Basis.OURS),
    Figure(Indicator.RECURRENCE, "Opnieuw een signaal", Unit.SHARE, Basis.OURS),
    Figure(Indicator.TERMS, "Termijnen gehaald", Unit.SHARE, Basis.OURS),
    Figure(Indicator.OVERDUE, "Nu te laat", Unit.COUNT, Basis.OURS),
    Figure(Indicator.REFUSED, "Geweigerde signalen", Unit.COUNT, Basis.OURS),
    Figure(Indicator.WORRIES, "Zorgen achter de voordeur", Unit.COUNT, Basis.OURS),
    Figure(Indicator.FACTORS, "Vijf factoren achter gezondheid", Unit.COUNT, Basis.OURS),
    Figure(Indicator.FUNNEL, "Van signaal naar hulp", Unit.COUNT, Basis.OURS),
)
