"""The main figures side by side: this period, the same one a year before, and what was published nationally. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.monitor.figures import FIGURES, Indicator
from service.monitor.key_figures.count import Line
from service.monitor.key_figures.measures import Split
from service.monitor.national import SOURCE, published
from service.rules.facts import Kind
from service.web.show.charts import NONE, told

_MEANINGS = {figure.id: figure.definition for figure in FIGURES}
_I = Indicator
_TERM = "eersteGesprek"
Wanted = tuple[str, Indicator, str, str]
"""What a row is called, its figure and measure, and the group (empty: everything together)."""
IN_TIME: tuple[Wanted, ...] = (
    ("Eerste gesprek binnen de wettelijke termijn", _I.TERMS, "wettelijke termijn gehaald", _TERM),
    ("Eerste gesprek voor de eigen streefdatum", _I.TERMS, "eigen streefdatum gehaald", _TERM),
    ("Tijd tot oppakken, de middelste zaak", _I.LEAD_TIME, "tot oppakken, mediaan", ""),
    ("Tijd tot oppakken, negen van de tien zaken", _I.LEAD_TIME, "tot oppakken, negende deciel", ""),
    ("Opgepakt binnen vier weken", _I.LEAD_TIME, "opgepakt binnen 4 weken", ""),
)
REACHED: tuple[Wanted, ...] = (
    ("Signalen", _I.SIGNALS, "signalen", ""), ("Opgepakte signalen", _I.SHARE_TAKEN_UP, "opgepakte signalen", ""),
    ("Opgepakte zaken", _I.CASES, "opgepakte zaken", ""), ("Meervoudig", _I.TYPE_OF_CASE, "meervoudig", ""),
    ("Opeenvolgend", _I.TYPE_OF_CASE, "opeenvolgend", ""),
    ("Contactpogingen per zaak", _I.ATTEMPTS, "pogingen per zaak", ""),
    ("Bereikt, van de opgepakte zaken", _I.REACH, "bereikte zaken", ""),
)
HELPED: tuple[Wanted, ...] = (
    ("Hulp geaccepteerd, van wie is bereikt", _I.ACCEPTANCE, "van bereikte zaken", ""),
    ("Hulp geaccepteerd, van alle opgepakte zaken", _I.ACCEPTANCE, "van alle zaken", ""),
    ("Opnieuw een signaal binnen zes maanden", _I.RECURRENCE, "binnen 6 maanden", ""),
    ("Opnieuw een signaal binnen twaalf maanden", _I.RECURRENCE, "binnen 12 maanden", ""),
)


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    now: str
    before: str
    national: str


@dataclass(frozen=True, slots=True)
class Glance:
    """`meaning` are the definitions of the figures in it; `source` names the national ones, empty without any."""

    before: str
    rows: tuple[Row, ...]
    meaning: tuple[str, ...]
    source: str


def glance_of(wanted: Sequence[Wanted], now: list[Line], before: list[Line], words: tuple[Kind, str]) -> Glance:
    """`words` are the kind of signal, for door signals have no national figures, and the name of the period before."""
    kind, earlier = words
    rows = tuple(
        Row(name, _found(now, indicator, code, key), _found(before, indicator, code, key),
            _national(kind, indicator, code))
        for name, indicator, code, key in wanted
    )
    meanings = tuple(dict.fromkeys(_MEANINGS[indicator] for _, indicator, *_ in wanted))
    has_national = any(row.national for row in rows)
    return Glance(earlier, rows, meanings, SOURCE if has_national else "")


def _found(lines: list[Line], indicator: Indicator, code: str, key: str) -> str:
    split = Split.TERM if key else Split.TOTAL
    wanted = (indicator, code, split, key)
    return next((told(one) for one in lines if (one.indicator, one.measure.code, one.split, one.key) == wanted), NONE)


def _national(kind: Kind, indicator: Indicator, code: str) -> str:
    found = published(indicator, code)
    if found is None or kind is not Kind.RENT_ARREARS:
        return ""
    return f"{round(100 * found.value)}% ({found.year})"
