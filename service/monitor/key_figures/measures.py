"""How each key figure is made from what was counted: which column, of which whole, split by what. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from service.monitor.figures import Indicator, Unit

__all__ = ["MEASURES", "PARTS", "Measure", "Split", "Table", "Unit"]


class Table(StrEnum):
    SIGNALS = "signalen"
    CASES = "zaken"
    ATTEMPTS = "pogingen"
    NOT_TAKEN_UP = "nietOpgepakt"
    RECURRENCE = "opnieuw"
    TERMS = "termijnen"
    OVERDUE = "teLaat"
    REFUSED = "geweigerd"
    WORRIES = "zorgen"
    FACTORS = "factoren"
    FUNNEL = "trechter"


class Split(StrEnum):
    TOTAL = "totaal"
    MONTH = "maand"
    QUARTER = "kwartaal"
    DESTINATION = "bestemming"
    CORPORATION = "corporatie"
    AREA = "gebied"
    TEAM = "team"
    TYPE = "type"
    THREAT = "dreiging"
    CONTACT = "soortContact"
    PART_OF_DAY = "dagdeel"
    NUMBER = "poging"
    RESULT = "eindresultaat"
    REASON = "reden"
    TERM = "termijn"
    WORRY = "zorg"
    FACTOR = "factor"
    FACTORS_TOGETHER = "aantalFactoren"
    PROJECT = "project"
    MOVE = "aanZet"


PARTS = (Split.DESTINATION, Split.CORPORATION, Split.AREA, Split.TEAM)
_ONCE, _BY_TIME = (Split.TOTAL,), (Split.TOTAL, Split.MONTH)
_WIDE = (*_BY_TIME, *PARTS)
_TYPED = (*_WIDE, Split.TYPE)


@dataclass(frozen=True, slots=True)
class Measure:
    """One number of a figure. `value` names the column of a mean or a decile; `count` is then how many it rests on.

    `of` names the whole of a share: in the same group, in the total (`whole`), or in the total of `of_table`.
    """

    code: str
    indicator: Indicator
    table: Table
    count: str
    splits: tuple[Split, ...]
    of: str | None = None
    of_table: Table | None = None
    whole: bool = False
    value: str | None = None
    unit: Unit = Unit.COUNT
    exact: bool = False

    @property
    def adds_up(self) -> bool:
        """Whether the number of a period is that of its months together: not so for a middle or for households."""
        return self.value is None and self.table is not Table.FACTORS


def _share(
    code: str, indicator: Indicator, what: tuple[Table, str, str], splits: tuple[Split, ...], *, whole: bool = False
) -> Measure:
    table, count, of = what
    return Measure(code, indicator, table, count, splits, of=of, whole=whole, unit=Unit.SHARE)


def _middles(
    indicator: Indicator, name: str, code: str, table: Table, splits: tuple[Split, ...]
) -> tuple[Measure, ...]:
    known = f"{name}_known"
    return (
        Measure(f"{code}, mediaan", indicator, table, known, splits, value=f"{name}_median", unit=Unit.DAYS),
        Measure(f"{code}, negende deciel", indicator, table, known, splits, value=f"{name}_p90", unit=Unit.DAYS),
    )


_I, _T = Indicator, Table
_LEADS = (Split.TOTAL, Split.THREAT)
_NOW = (Split.TOTAL, Split.DESTINATION, Split.AREA, Split.TEAM, Split.TERM, Split.MOVE)
MEASURES: tuple[Measure, ...] = (
    Measure("signalen", _I.SIGNALS, _T.SIGNALS, "signals", (*_TYPED, Split.PROJECT)),
    _share("crisissignalen", _I.SHARE_OF_CRISIS, (_T.SIGNALS, "crisis", "signals"), (Split.TOTAL, Split.QUARTER)),
    Measure("gemiddelde", _I.AMOUNT, _T.SIGNALS, "amount_known", (Split.TOTAL, Split.TYPE), value="amount_mean",
            unit=Unit.EURO),
    Measure("mediaan", _I.AMOUNT, _T.SIGNALS, "amount_known", (Split.TOTAL, Split.TYPE), value="amount_median",
            unit=Unit.EURO),
    Measure("opgepakte zaken", _I.CASES, _T.CASES, "cases", _WIDE),
    _share("opgepakte signalen", _I.SHARE_TAKEN_UP, (_T.SIGNALS, "taken_up", "signals"), _TYPED),
    _share("enkelvoudig", _I.TYPE_OF_CASE, (_T.CASES, "single", "cases"), _BY_TIME),
    _share("meervoudig", _I.TYPE_OF_CASE, (_T.CASES, "multiple", "cases"), _BY_TIME),
    _share("opeenvolgend", _I.TYPE_OF_CASE, (_T.CASES, "consecutive", "cases"), _BY_TIME),
    _share("meervoudig en opeenvolgend", _I.TYPE_OF_CASE, (_T.CASES, "both_types", "cases"), _BY_TIME),
    Measure("pogingen per zaak", _I.ATTEMPTS, _T.CASES, "attempts", _WIDE, of="cases", unit=Unit.PER_CASE),
    Measure("pogingen", _I.ATTEMPTS, _T.ATTEMPTS, "attempts", (Split.CONTACT, Split.PART_OF_DAY, Split.NUMBER)),
    Measure("zaken met deze soort", _I.SHARE_OF_CONTACT_KIND, _T.ATTEMPTS, "cases", (Split.CONTACT,), of="cases",
            of_table=_T.CASES, unit=Unit.SHARE),
    _share("bereikte zaken", _I.REACH, (_T.CASES, "reached", "cases"), _TYPED),
    _share("bereikt met deze soort", _I.REACH, (_T.ATTEMPTS, "cases_reached", "cases"), (Split.CONTACT,)),
    _share("bereikt bij deze poging", _I.REACH, (_T.ATTEMPTS, "reached", "attempts"),
           (Split.NUMBER, Split.PART_OF_DAY)),
    _share("van bereikte zaken", _I.ACCEPTANCE, (_T.CASES, "accepted_reached", "reached"), _TYPED),
    _share("van alle zaken", _I.ACCEPTANCE, (_T.CASES, "accepted", "cases"), _TYPED),
    _share("geaccepteerde hulp", _I.KIND_OF_ACCEPTANCE, (_T.CASES, "accepted", "accepted"), (Split.RESULT,),
           whole=True),
    Measure("signalen", _I.NOT_TAKEN_UP, _T.NOT_TAKEN_UP, "signals", (Split.TOTAL, Split.REASON, Split.CORPORATION)),
    Measure("zaken", _I.NOT_TAKEN_UP, _T.NOT_TAKEN_UP, "cases", (Split.TOTAL, Split.REASON, Split.CORPORATION)),
    *_middles(_I.LEAD_TIME, "taken", "tot oppakken", _T.CASES, (*_LEADS, Split.TEAM)),
    *_middles(_I.LEAD_TIME, "first", "tot eerste poging", _T.CASES, _LEADS),
    *_middles(_I.LEAD_TIME, "reached", "tot bereiken", _T.CASES, _LEADS),
    *_middles(_I.LEAD_TIME, "closed", "tot afsluiten", _T.CASES, _LEADS),
    _share("opgepakt binnen 3 dagen", _I.LEAD_TIME, (_T.CASES, "within_three_days", "cases"), _LEADS),
    _share("opgepakt binnen 4 weken", _I.LEAD_TIME, (_T.CASES, "within_four_weeks", "cases"), (*_LEADS, *PARTS)),
    _share("binnen 6 maanden", _I.RECURRENCE, (_T.RECURRENCE, "again_six", "ended_six"), (Split.TOTAL, Split.RESULT)),
    _share("binnen 12 maanden", _I.RECURRENCE, (_T.RECURRENCE, "again_twelve", "ended_twelve"),
           (Split.TOTAL, Split.RESULT)),
    _share("wettelijke termijn gehaald", _I.TERMS, (_T.TERMS, "kept", "judged"), (Split.TERM,)),
    _share("eigen streefdatum gehaald", _I.TERMS, (_T.TERMS, "aim_kept", "aim_judged"), (Split.TERM,)),
    *_middles(_I.TERMS, "met", "dagen tot de stap", _T.TERMS, (Split.TERM,)),
    Measure("te laat", _I.OVERDUE, _T.OVERDUE, "late", _NOW, exact=True),
    Measure("wettelijke termijn voorbij", _I.OVERDUE, _T.OVERDUE, "late_by_law", _NOW, exact=True),
    Measure("geweigerde signalen", _I.REFUSED, _T.REFUSED, "refused",
            (Split.TOTAL, Split.MONTH, Split.REASON, Split.CORPORATION)),
    Measure("signalen met deze zorg", _I.WORRIES, _T.WORRIES, "worries", (Split.TOTAL, Split.WORRY)),
    Measure("huishoudens met deze factor", _I.FACTORS, _T.FACTORS, "households",
            (Split.TOTAL, Split.FACTOR, Split.FACTORS_TOGETHER)),
    Measure("1 signalen", _I.FUNNEL, _T.SIGNALS, "signals", _ONCE),
    Measure("2 op een werklijst", _I.FUNNEL, _T.FUNNEL, "placed", _ONCE),
    Measure("3 opgepakt", _I.FUNNEL, _T.SIGNALS, "taken_up", _ONCE),
    Measure("4 contact gezocht", _I.FUNNEL, _T.FUNNEL, "tried", _ONCE),
    Measure("5 bereikt", _I.FUNNEL, _T.FUNNEL, "reached", _ONCE),
    Measure("6 hulp geaccepteerd", _I.FUNNEL, _T.FUNNEL, "accepted", _ONCE),
)
