"""People at work with an account, and as whom each may act."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from service.actors import (
    READ_SIGNALS,
    SUBMIT,
    Actor,
    Administrator,
    Caseworker,
    Corporation,
    Manager,
    Partner,
    TeamLead,
)
from service.errors import NotAllowed
from service.partners.tables import CORPORATION, MUNICIPALITY, PARTNER

_HANDLES = f"{Caseworker.kind}:"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at work with an account: the roles decide as whom this person may act."""

    id: UUID
    name: str
    organisation_id: UUID
    organisation: str
    organisation_kind: str
    municipality_code: str | None
    roles: frozenset[str]
    teams: frozenset[str]

    @property
    def kinds(self) -> frozenset[str]:
        """As what this person may act: the roles without their worklists, where they fit the organisation."""
        fitting = {
            CORPORATION: {Corporation.kind},
            PARTNER: {Partner.kind},
            MUNICIPALITY: {Caseworker.kind, TeamLead.kind, Manager.kind, Administrator.kind},
        }
        asked = {role.partition(":")[0] for role in self.roles}
        return frozenset(asked & fitting.get(self.organisation_kind, set()))

    def actor(self) -> Actor | None:
        """As whom to record what is nobody's task in particular; None without any task."""
        ways: dict[str, Callable[[], Actor]] = {
            Caseworker.kind: self.caseworker, TeamLead.kind: self.team_lead, Manager.kind: self.manager,
            Administrator.kind: self.administrator, Corporation.kind: self.corporation,
            Partner.kind: self.partner,
        }
        return next((act() for kind, act in ways.items() if kind in self.kinds), None)

    def caseworker(self) -> Caseworker:
        code = self._municipality(Caseworker.kind)
        worklists = frozenset(role.removeprefix(_HANDLES) for role in self.roles if role.startswith(_HANDLES))
        return Caseworker(self.id, self.organisation_id, self.name, code, worklists, self.teams)

    def team_lead(self) -> TeamLead:
        return TeamLead(self.id, self.organisation_id, self.name, self._municipality(TeamLead.kind))

    def manager(self) -> Manager:
        return Manager(self.id, self.organisation_id, self.name, self._municipality(Manager.kind))

    def administrator(self) -> Administrator:
        return Administrator(self.id, self.organisation_id, self.name, self._municipality(Administrator.kind))

    def corporation(self) -> Corporation:
        self._require(Corporation.kind)
        return Corporation(self.id, self.organisation_id, self.organisation, frozenset({READ_SIGNALS, SUBMIT}))

    def partner(self) -> Partner:
        self._require(Partner.kind)
        return Partner(self.id, self.organisation_id, self.name)

    def _municipality(self, kind: str) -> str:
        self._require(kind)
        assert self.municipality_code is not None, "a municipality has a code"
        return self.municipality_code

    def _require(self, kind: str) -> None:
        if kind not in self.kinds:
            raise NotAllowed("Dit hoort niet bij uw taak. Vraag uw beheerder om toegang als u die nodig hebt.")
