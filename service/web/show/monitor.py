"""The three questions of a manager, each answered in a sentence and shown in bars: in time, reached, helped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.errors import NotFound
from service.monitor.figures import FIGURES, Indicator
from service.monitor.key_figures.count import Line
from service.monitor.key_figures.measures import Split
from service.monitor.key_figures.tell import ROUNDING
from service.monitor.key_figures.wish import Part, Wish, part_of, period_named
from service.partners.tables import Agreement, Organisation
from service.policy.model import Desk
from service.policy.store import in_force
from service.rules.dutch import MONTHS
from service.rules.facts import Kind
from service.web.show.charts import NONE, Chart, count_chart, funnel_chart, share_chart, told
from service.web.show.curves import Curves, curves_of
from service.web.show.glance import HELPED, IN_TIME, REACHED, Glance, Wanted, glance_of
from service.web.words import KIND, WORKLIST

_FIGURES = {figure.id: figure for figure in FIGURES}
Choice = tuple[str, str]
"""A value in the address, and its words."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands in the address: a kind of signal, a period by its name, and at most one part."""

    kind: Kind
    period: str
    part: str

    @classmethod
    def of(cls, given: Mapping[str, str], today: date) -> "Asked":
        kind = given.get("soort", Kind.RENT_ARREARS)
        if kind not in set(Kind):
            raise NotFound("Deze soort signalen is er niet. Kies opnieuw in het overzicht.")
        return cls(Kind(kind), given.get("periode", str(today.year)), given.get("deel", ""))

    def wish(self, municipality_code: str) -> Wish:
        """Raises `NotFound` for an address that nobody chose from the lists."""
        split, _, key = self.part.partition(":")
        try:
            return Wish(municipality_code, period_named(self.period), _part(split, key))
        except ValueError:
            raise NotFound("Deze periode of dit deel is er niet. Kies opnieuw in het overzicht.") from None

    @property
    def period_before(self) -> str:
        """The name of the same period a year before."""
        return f"{int(self.period[:4]) - 1}{self.period[4:]}"

    @property
    def address(self) -> str:
        return urlencode({"soort": self.kind, "periode": self.period, "deel": self.part})


def _part(split: str, key: str) -> Part:
    if not split:
        return Part()
    return part_of(split, Desk(key) if split == Split.DESTINATION else key)


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from; `parts` stand in groups."""

    kinds: tuple[Choice, ...]
    periods: tuple[tuple[str, tuple[Choice, ...]], ...]
    parts: tuple[tuple[str, tuple[Choice, ...]], ...]
    names: dict[str, str]


def choices_of(session: Session, municipality_code: str, today: date) -> Choices:
    query = select(Organisation.id, Organisation.name).where(Organisation.id.in_(
        select(Agreement.corporation_id).where(Agreement.municipality_code == municipality_code),
    )).order_by(Organisation.name)
    corporations = {str(row.id): row.name for row in session.execute(query)}
    found = in_force(session, municipality_code, today)
    areas = {area.name: area.name for area in found.policy.areas} if found else {}
    teams = {team.id: team.name for team in found.policy.teams} if found else {}
    desks = {str(desk): WORKLIST[desk] for desk in Desk}
    groups = (
        ("Werklijst", Split.DESTINATION, desks), ("Corporatie", Split.CORPORATION, corporations),
        ("Gebied", Split.AREA, areas | {"onbekend": "Gebied onbekend"}), ("Team", Split.TEAM, teams),
    )
    parts = tuple(
        (title, tuple((f"{split}:{key}", name) for key, name in names.items())) for title, split, names in groups
    )
    years = tuple((str(year), _periods_in(year)) for year in range(today.year, today.year - 3, -1))
    return Choices(tuple((str(kind), KIND[kind]) for kind in Kind), years, parts, corporations | teams | desks)


def _periods_in(year: int) -> tuple[Choice, ...]:
    return (
        (str(year), f"Heel {year}"),
        (f"{year}-H1", f"Eerste helft van {year}"), (f"{year}-H2", f"Tweede helft van {year}"),
        *((f"{year}-K{one}", f"Kwartaal {one} van {year}") for one in range(1, 5)),
        *((f"{year}-{number:02}", f"{name.capitalize()} {year}") for number, name in enumerate(MONTHS, 1)),
    )


@dataclass(frozen=True, slots=True)
class Question:
    """A question, its answer in a sentence, the main figures, and the charts under it."""

    title: str
    answer: str
    glance: Glance
    charts: tuple[Chart, ...]
    curves: tuple[Curves, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """The lines of one kind of signal, those of the same period a year before, and what groups are called."""

    asked: "Asked"
    lines: list[Line]
    before: list[Line]
    names: dict[str, str]

    def glance(self, wanted: Sequence[Wanted]) -> Glance:
        return glance_of(wanted, self.lines, self.before, (self.asked.kind, self.asked.period_before))

    def curves(self, indicator: Indicator, title: str, code: str) -> tuple[Curves, ...]:
        about = (_id(indicator, code, Split.MONTH), title, _FIGURES[indicator].definition)
        now, before = (
            [one for one in lines if (one.indicator, one.measure.code, one.split) == (indicator, code, Split.MONTH)]
            for lines in (self.lines, self.before)
        )
        made = curves_of(about, now, before, (self.asked.period, self.asked.period_before))
        return (made,) if made else ()

    def all(self, indicator: Indicator, code: str, split: Split) -> list[Line]:
        return [
            line for line in self.lines
            if (line.indicator, line.measure.code, line.split) == (indicator, code, split)
        ]

    def one(self, indicator: Indicator, code: str) -> str:
        """The number of everything together, in words."""
        found = self.all(indicator, code, Split.TOTAL)
        return told(found[0]) if found else NONE

    def shares(self, indicator: Indicator, title: str, code: str, split: Split) -> Chart:
        chart = (_id(indicator, code, split), title, _FIGURES[indicator].definition)
        return share_chart(chart, self.all(indicator, code, split), self.names)

    def counts(self, indicator: Indicator, title: str, code: str, split: Split) -> Chart:
        chart = (_id(indicator, code, split), title, _FIGURES[indicator].definition)
        return count_chart(chart, self.all(indicator, code, split), self.names)


def _id(indicator: Indicator, code: str, split: Split) -> str:
    return f"{indicator}-{code.replace(' ', '-').replace(',', '')}-{split}"


def questions_of(found: Reading) -> tuple[Question, ...]:
    """In time, whom do we reach, does it help."""
    return _in_time(found), _reached(found), _helped(found)


def _in_time(found: Reading) -> Question:
    days = found.one(Indicator.LEAD_TIME, "tot oppakken, mediaan")
    late = found.one(Indicator.OVERDUE, "te laat") if found.all(Indicator.OVERDUE, "te laat", Split.TOTAL) else "geen"
    answer = f"Nu te laat: {late}. Tijd tot oppakken, de middelste zaak: {days}."
    return Question("Zijn we op tijd?", answer, found.glance(IN_TIME), (
        found.shares(Indicator.TERMS, "Wettelijke termijn gehaald", "wettelijke termijn gehaald", Split.TERM),
        found.shares(Indicator.TERMS, "Eigen streefdatum gehaald", "eigen streefdatum gehaald", Split.TERM),
        found.counts(Indicator.TERMS, "Dagen tot de stap (mediaan)", "dagen tot de stap, mediaan", Split.TERM),
        found.counts(Indicator.OVERDUE, "Nu te laat, per werklijst", "te laat", Split.DESTINATION),
        found.counts(Indicator.OVERDUE, "Nu te laat: wie is aan zet", "te laat", Split.MOVE),
        found.counts(Indicator.OVERDUE, "Nu te laat, per termijn", "te laat", Split.TERM),
    ))


def _reached(found: Reading) -> Question:
    signals = found.one(Indicator.SIGNALS, "signalen")
    reach = found.one(Indicator.REACH, "bereikte zaken")
    answer = f"Signalen: {signals}. Bereikt van de opgepakte zaken: {reach}."
    worries = _worries(found) if found.asked.kind is Kind.BEHIND_THE_DOOR else ()
    return Question("Wie bereiken we?", answer, found.glance(REACHED), (
        found.counts(Indicator.SIGNALS, "Signalen per corporatie", "signalen", Split.CORPORATION),
        found.shares(Indicator.REACH, "Bereikt, per soort contact", "bereikt met deze soort", Split.CONTACT),
        found.shares(Indicator.REACH, "Bereikt, per type zaak", "bereikte zaken", Split.TYPE),
        found.shares(Indicator.REACH, "Bereikt, per poging", "bereikt bij deze poging", Split.NUMBER),
        *worries,
        found.counts(Indicator.REFUSED, "Geweigerde signalen, per reden", "geweigerde signalen", Split.REASON),
    ), found.curves(Indicator.SIGNALS, "Signalen per maand", "signalen"))


def _worries(found: Reading) -> tuple[Chart, ...]:
    """A signal about rent tells of no worries."""
    households = "huishoudens met deze factor"
    return (
        found.counts(Indicator.WORRIES, "Zorgen die zijn genoemd", "signalen met deze zorg", Split.WORRY),
        found.counts(Indicator.FACTORS, "Vijf factoren achter gezondheid", households, Split.FACTOR),
        found.counts(Indicator.FACTORS, "Hoeveel factoren tegelijk", households, Split.FACTORS_TOGETHER),
    )


def _helped(found: Reading) -> Question:
    accepted = found.one(Indicator.ACCEPTANCE, "van bereikte zaken")
    again = found.one(Indicator.RECURRENCE, "binnen 6 maanden")
    answer = f"Hulp geaccepteerd door wie is bereikt: {accepted}. Opnieuw een signaal binnen zes maanden: {again}."
    return Question("Helpt het?", answer, found.glance(HELPED), (
        funnel_chart((f"{Indicator.FUNNEL}", "Van signaal naar hulp", _FIGURES[Indicator.FUNNEL].definition),
                     [line for line in found.lines if line.indicator is Indicator.FUNNEL]),
        found.shares(Indicator.ACCEPTANCE, "Hulp geaccepteerd door wie is bereikt", "van bereikte zaken", Split.TYPE),
        found.shares(Indicator.KIND_OF_ACCEPTANCE, "Soort hulp", "geaccepteerde hulp", Split.RESULT),
        found.shares(Indicator.RECURRENCE, "Opnieuw een signaal, per eindresultaat", "binnen 6 maanden", Split.RESULT),
        found.counts(Indicator.NOT_TAKEN_UP, "Niet opgepakt, per reden (zaken)", "zaken", Split.REASON),
    ))


@dataclass(frozen=True, slots=True)
class MonitorPage:
    asked: Asked
    choices: Choices
    questions: tuple[Question, ...]
    rounding: str = ROUNDING
