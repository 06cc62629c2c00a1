"""What a municipality agreed and decided, in plain words."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from service.approval import DRAFT
from service.messages.own_texts import waiting_texts
from service.partners.store import agreements_of
from service.policy.model import MissingAgreement, Policy, Team, Tray
from service.policy.periods import Period, PeriodUnit
from service.policy.store import export, in_force, list_versions
from service.policy.threshold import manner_in_words, threshold_warning
from service.referrals.failed import failed_for
from service.rules.dutch import day as in_dutch
from service.rules.facts import Destination
from service.web.dates import euros
from service.web.show.agreements import AgreementLine, agreement_line, expiring
from service.web.show.general_consent import WithoutAgreementView, without_agreement_view
from service.web.show.signals import Fact
from service.web.words import WORKLIST, plural


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
    """`text` is the whole document, as everybody may read it. `warning` is about its threshold."""

    title: str
    facts: tuple[Fact, ...]
    teams: tuple[TeamLine, ...]
    trays: tuple[TrayLine, ...]
    text: str
    warning: str


@dataclass(frozen=True, slots=True)
class AdministrationPage:
    """`expiring` tells of agreements that end soon, `drafts` counts policies that wait for a second person.

    `failed` counts work that failed for good, `texts` the drafts of texts, `without` who tried without an agreement.
    """

    agreements: tuple[AgreementLine, ...]
    policy: PolicyView | None
    expiring: tuple[str, ...]
    drafts: int
    failed: int
    texts: int
    without: WithoutAgreementView


def administration_page(session: Session, municipality_code: str, today: date) -> AdministrationPage:
    agreed = agreements_of(session, municipality_code)
    found = in_force(session, municipality_code, today)
    return AdministrationPage(
        tuple(agreement_line(one, today) for one in agreed),
        policy_view(found.policy, export(session, found.id)) if found else None,
        expiring(agreed, today),
        sum(version.status == DRAFT for version in list_versions(session, municipality_code)),
        len(failed_for(session, municipality_code)),
        waiting_texts(session, municipality_code),
        without_agreement_view(session, municipality_code, today),
    )


def policy_view(policy: Policy, text: str) -> PolicyView:
    return PolicyView(
        title=f"Beleid van {policy.name}, sinds {in_dutch(policy.valid_from)}",
        facts=tuple(_facts(policy)),
        teams=tuple(_team(team) for team in policy.teams),
        trays=tuple(_tray(tray) for tray in policy.trays),
        text=text,
        warning=threshold_warning(policy.thresholds),
    )


def _facts(policy: Policy) -> list[Fact]:
    terms, keep = policy.service_terms, policy.retention
    return [
        Fact("Vastgesteld door", f"{policy.decided_by}, op {in_dutch(policy.decided_on)}"),
        Fact("Grond", policy.ground),
        Fact("Huursignaal zonder overeenkomst", _MISSING_AGREEMENT[policy.missing_agreement]),
        Fact("Laagste bedrag", _amount(policy.thresholds.amount_cents)),
        Fact("Kortste achterstand", _days(policy.thresholds.age_days, "dag", "dagen")),
        Fact("Onder de drempel", manner_in_words(policy.thresholds)),
        *_threshold_basis(policy),
        *(Fact(f"Eerste contact {WORKLIST_OF[place]}", _days(terms.days(place, threatening=False)))
          for place in Destination),
        Fact("Eerste contact bij bedreiging", _days(terms.threatening_days)),
        Fact("Besluit over schuldhulp", plural(policy.decision_weeks, "week", "weken")),
        Fact("Bewaren na afsluiten: hulp", _period(keep.accepted)),
        Fact("Bewaren na afsluiten: geen hulp", _period(keep.no_help)),
        Fact("Bewaren na afsluiten: niet bereikt", _period(keep.not_reached)),
        Fact("Bewaren na afsluiten: niet opgepakt", _period(keep.declined)),
        Fact("Functionaris gegevensbescherming", policy.data_contact.officer or "Nog niet ingevuld in het beleid"),
        Fact("Vragen over gegevens", policy.data_contact.requests or "Nog niet ingevuld in het beleid"),
        Fact("Berichten per huishouden", f"{policy.messages.count} in {plural(policy.messages.days, 'dag', 'dagen')}"),
    ]


_MISSING_AGREEMENT = {
    MissingAgreement.REFUSE: "Wordt geweigerd", MissingAgreement.TRIAGE: "Een medewerker beslist op de triage",
}
def _threshold_basis(policy: Policy) -> list[Fact]:
    return [Fact("Grond van de drempel", policy.threshold_basis)] if policy.thresholds.is_set else []


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
