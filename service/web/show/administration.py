"""What a municipality agreed and decided, in plain words."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.partners.tables import Agreement, Organisation
from service.policy.model import Policy, Team, Tray
from service.policy.periods import Period, PeriodUnit
from service.policy.store import export, in_force
from service.rules.dutch import day as in_dutch
from service.rules.facts import Destination, Kind
from service.web.dates import euros
from service.web.show.signals import Fact
from service.web.words import KIND, WORKLIST, listed, plural


@dataclass(frozen=True, slots=True)
class AgreementLine:
    corporation: str
    kinds: str
    period: str
    in_force: bool
    contact: str


@dataclass(frozen=True, slots=True)
class TeamLine:
    name: str
    worklist: str
    capacity: str
    contact: str


@dataclass(frozen=True, slots=True)
class TrayLine:
    name: str
    priority: int
    first: str
    channels: str


@dataclass(frozen=True, slots=True)
class PolicyView:
    """`text` is the whole document, as everybody may read it."""

    title: str
    facts: tuple[Fact, ...]
    teams: tuple[TeamLine, ...]
    trays: tuple[TrayLine, ...]
    text: str


@dataclass(frozen=True, slots=True)
class AdministrationPage:
    agreements: tuple[AgreementLine, ...]
    policy: PolicyView | None


def administration_page(session: Session, municipality_code: str, today: date) -> AdministrationPage:
    rows = session.execute(
        select(Agreement, Organisation.name).join(Organisation, Organisation.id == Agreement.corporation_id)
        .where(Agreement.municipality_code == municipality_code).order_by(Organisation.name, Agreement.valid_from),
    )
    found = in_force(session, municipality_code, today)
    return AdministrationPage(
        tuple(_agreement(agreement, name, today) for agreement, name in rows),
        policy_view(found.policy, export(session, found.id)) if found else None,
    )


def policy_view(policy: Policy, text: str) -> PolicyView:
    return PolicyView(
        title=f"Beleid van {policy.name}, sinds {in_dutch(policy.valid_from)}",
        facts=tuple(_facts(policy)),
        teams=tuple(_team(team) for team in policy.teams),
        trays=tuple(_tray(tray) for tray in policy.trays),
        text=text,
    )


def _agreement(row: Agreement, corporation: str, today: date) -> AgreementLine:
    until = f"tot en met {in_dutch(row.valid_until)}" if row.valid_until else "zonder einddatum"
    return AgreementLine(
        corporation, listed([KIND[Kind(kind)].lower() for kind in row.kinds]),
        f"{in_dutch(row.valid_from)}, {until}",
        row.valid_from <= today and (row.valid_until is None or today <= row.valid_until), row.contact,
    )


def _facts(policy: Policy) -> list[Fact]:
    terms, keep = policy.service_terms, policy.retention
    return [
        Fact("Vastgesteld door", f"{policy.decided_by}, op {in_dutch(policy.decided_on)}"),
        Fact("Grond", policy.ground),
        Fact("Laagste bedrag", _amount(policy.thresholds.amount_cents)),
        Fact("Kortste achterstand", _days(policy.thresholds.age_days, "dag", "dagen")),
        *(Fact(f"Eerste contact {WORKLIST_OF[place]}", _days(terms.days(place, threatening=False)))
          for place in Destination),
        Fact("Eerste contact bij bedreiging", _days(terms.threatening_days)),
        Fact("Besluit over schuldhulp", plural(policy.decision_weeks, "week", "weken")),
        Fact("Bewaren na afsluiten: hulp", _period(keep.accepted)),
        Fact("Bewaren na afsluiten: geen hulp", _period(keep.no_help)),
        Fact("Bewaren na afsluiten: niet bereikt", _period(keep.not_reached)),
        Fact("Bewaren na afsluiten: niet opgepakt", _period(keep.declined)),
        Fact("Berichten per huishouden", f"{policy.messages.count} in {plural(policy.messages.days, 'dag', 'dagen')}"),
    ]


WORKLIST_OF = {Destination.DEBT_HELP: "schuldhulp", Destination.NEIGHBOURHOOD_TEAM: "wijkteam"}


def _team(team: Team) -> TeamLine:
    capacity = "Geen grens" if team.capacity is None else f"{team.capacity} per week"
    return TeamLine(team.name, WORKLIST[team.desk], capacity, team.contact or "")


def _tray(tray: Tray) -> TrayLine:
    return TrayLine(tray.name, tray.priority, str(tray.first_action), ", ".join(map(str, tray.channels)))


def _amount(cents: int | None) -> str:
    return "Geen drempel" if cents is None else euros(cents)


def _days(count: int | None, one: str = "werkdag", more: str = "werkdagen") -> str:
    if count is None:
        return "Alleen de wettelijke termijn" if one == "werkdag" else "Geen drempel"
    return plural(count, one, more)


def _period(period: Period) -> str:
    one, more = ("dag", "dagen") if period.unit is PeriodUnit.DAYS else ("maand", "maanden")
    return plural(period.count, one, more)
