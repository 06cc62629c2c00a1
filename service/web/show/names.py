"""The names behind ids: teams and trays from the policy in force, corporations and colleagues from their own rows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.partners.tables import Account
from service.policy.model import Desk, Policy, Tray
from service.policy.store import in_force
from service.rules.reading import STATUTORY, WorkingDays


@dataclass(frozen=True, slots=True)
class PolicyNames:
    """What the policy of a day calls things; without a policy an id stands for itself."""

    today: date
    working_days: WorkingDays
    teams: dict[str, str] = field(default_factory=dict)
    desks: dict[str, Desk] = field(default_factory=dict)
    trays: dict[str, Tray] = field(default_factory=dict)
    areas: tuple[str, ...] = ()

    def team(self, team_id: str | None) -> str:
        return self.teams.get(team_id, team_id) if team_id else "Nog geen team"

    def teams_at(self, place: str) -> dict[str, str]:
        """The teams whose work can stand on a worklist; on that of the triage it can be of any."""
        return {id_: name for id_, name in self.teams.items() if place in {self.desks[id_], Desk.TRIAGE}}

    def tray(self, tray_id: str | None) -> str:
        if not tray_id:
            return ""
        return self.trays[tray_id].name if tray_id in self.trays else tray_id

    def channels(self, tray_id: str | None) -> list[str]:
        """The ways to get in touch that this tray tries, in order."""
        tray = self.trays.get(tray_id or "")
        return [str(channel) for channel in tray.channels] if tray else []


def policy_names(session: Session, municipality_code: str, today: date) -> PolicyNames:
    found = in_force(session, municipality_code, today)
    return names_in(found.policy, today) if found else PolicyNames(today, STATUTORY.working_days)


def names_in(policy: Policy, today: date) -> PolicyNames:
    return PolicyNames(
        today, policy.working_days, {team.id: team.name for team in policy.teams},
        {team.id: team.desk for team in policy.teams}, {tray.id: tray for tray in policy.trays},
        tuple(area.name for area in policy.areas),
    )


def colleague_names(session: Session, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names of people with an account; a system that acts through the API has none."""
    found = session.execute(select(Account.id, Account.name).where(Account.id.in_(set(ids))))
    return {row.id: row.name for row in found}
