"""From a policy to its document: plain values, Dutch keys, always the same order, every choice written out. Pure.

Choices that were left to a default are written out too, so that a stored policy stays the same when a default changes.
"""

from collections.abc import Mapping
from typing import Any

from service.policy.areas import written
from service.policy.model import Area, AskPerson, Criteria, Policy, Team, TeamChoice, Tray
from service.policy.periods import Period, PeriodUnit, Retention
from service.policy.threshold import Thresholds

Document = dict[str, Any]


def document_of(policy: Policy) -> Document:
    return {
        "gemeentecode": policy.municipality_code,
        "naam": policy.name,
        "geldigVanaf": policy.valid_from.isoformat(),
        "besluit": {"door": policy.decided_by, "op": policy.decided_on.isoformat(), "grond": policy.ground},
        "teams": [_team(team) for team in policy.teams],
        "gebieden": [_area(area) for area in policy.areas],
        "standaardteams": _choice(policy.default_teams),
        **_choices(policy),
    }


def _choices(policy: Policy) -> Document:
    terms, pay_days = policy.service_terms, policy.pay_days
    return {
        "drempels": _thresholds(policy.thresholds),
        "mensBeslist": _ask_person(policy.ask_person),
        "voorwaarden": {"overeenkomst": str(policy.missing_agreement)},
        "bakken": [_tray(tray) for tray in policy.trays],
        "termijnen": {
            "eersteContact": _filled({
                "schuldhulp": terms.debt_help_days, "wijkteam": terms.neighbourhood_team_days,
                "bedreigend": terms.threatening_days,
            }),
            "besluitInWeken": policy.decision_weeks,
        },
        "uitlegWet": {"werkdagen": str(policy.working_days), "dreigingVanaf": str(policy.threat_from)},
        "betaaldagen": {
            "rustdagenVooraf": pay_days.quiet_days_before,
            "dagen": [{"naam": day.name, "van": day.first_day, "tot": day.last_day} for day in pay_days.days],
        },
        "bewaartermijnen": _retention(policy.retention),
        "berichten": _filled({
            "aantal": policy.messages.count, "dagen": policy.messages.days, "bezorgdagen": policy.messages.post_days,
        }),
        "eersteSms": _filled({
            "toegestaan": policy.first_sms.allowed, "grond": policy.first_sms.legal_basis,
        }),
        "lokaleNummers": _filled({"meldpuntWvggz": policy.local_numbers.mental_health_point}),
        "gegevensbescherming": _filled({
            "functionaris": policy.data_contact.officer, "verzoeken": policy.data_contact.requests,
        }),
        "incassopauze": _filled({"dagen": policy.pause_days}),
    }


def _team(team: Team) -> Document:
    return _filled({
        "id": team.id, "naam": team.name, "bestemming": str(team.desk), "capaciteitPerWeek": team.capacity,
        "contact": team.contact,
    })


def _area(area: Area) -> Document:
    return {"naam": area.name, "postcodes": [written(part) for part in area.postcodes], **_choice(area.teams)}


def _choice(teams: TeamChoice) -> Document:
    return _filled({"schuldhulp": teams.debt_help, "wijkteam": teams.neighbourhood_team})


def _thresholds(thresholds: Thresholds) -> Document:
    """A manner that was never chosen is not written out: who drafts from this text chooses it."""
    return _filled({
        "bedragInCenten": thresholds.amount_cents, "ouderdomInDagen": thresholds.age_days,
        "wijze": str(thresholds.manner) if thresholds.manner else None, "grond": thresholds.legal_basis,
    })


def _ask_person(ask: AskPerson) -> Document:
    return _filled({
        "bedragVanafInCenten": ask.amount_from_cents,
        "ouderdomVanafInDagen": ask.age_from_days,
        "mondelingeToestemming": ask.oral_consent,
        "toestemmingDoorVertegenwoordiger": ask.consent_by_representative,
        "zorgen": _codes(ask.concerns),
    })


def _tray(tray: Tray) -> Document:
    return {
        "id": tray.id, "naam": tray.name, "prioriteit": tray.priority, "eersteActie": str(tray.first_action),
        "kanalen": [str(channel) for channel in tray.channels], "criteria": _criteria(tray.criteria),
    }


def _criteria(criteria: Criteria) -> Document:
    return _filled({
        "bestemmingen": _codes(criteria.destinations),
        "bedreigend": criteria.threatening,
        "onderDrempel": criteria.below_threshold,
        "soorten": _codes(criteria.types),
        "zorgen": _codes(criteria.concerns),
        "bedragVanafInCenten": criteria.amount_from_cents,
        "bedragOnderInCenten": criteria.amount_below_cents,
        "ouderdomVanafInDagen": criteria.age_from_days,
        "ouderdomOnderInDagen": criteria.age_below_days,
    })


def _retention(retention: Retention) -> Document:
    return {
        "nietOpgepakt": _period(retention.declined), "nietBereikt": _period(retention.not_reached),
        "geenHulp": _period(retention.no_help), "hulp": _period(retention.accepted),
    }


def _period(period: Period) -> str:
    single = "dag" if period.unit is PeriodUnit.DAYS else "maand"
    return f"{period.count} {single if period.count == 1 else period.unit}"


def _codes(codes: frozenset[Any]) -> list[str] | None:
    return sorted(str(code) for code in codes) or None


def _filled(values: Mapping[str, Any]) -> Document:
    """Only what was chosen: an absent field means that nothing was asked or set."""
    return {key: value for key, value in values.items() if value is not None}
