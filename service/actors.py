"""Who acts: always an argument, never looked up. The may_*() predicates are the whole of authorisation by role."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

SUBMIT = "signalen:indienen"
READ_SIGNALS = "signalen:lezen"
HANDLE = "verwijzingen:behandelen"
READ_MONITOR = "monitor:lezen"
ADMINISTER = "beheer"
READ_DDAS = "ddas:lezen"
NOBODY = UUID(int=0)
CORPORATION_SCOPES = frozenset({SUBMIT, READ_SIGNALS, READ_MONITOR})
MUNICIPALITY_SCOPES = frozenset({HANDLE, READ_MONITOR, ADMINISTER, READ_DDAS})
SCOPES = CORPORATION_SCOPES | MUNICIPALITY_SCOPES


@dataclass(frozen=True, slots=True)
class Corporation:
    """A housing corporation's system or employee; sees only what its own organisation sent."""

    kind: ClassVar[str] = "corporatie"
    id: UUID
    organisation_id: UUID
    name: str
    scopes: frozenset[str]

    def may_submit(self) -> bool:
        return SUBMIT in self.scopes

    def may_read_signals(self) -> bool:
        return READ_SIGNALS in self.scopes


@dataclass(frozen=True, slots=True)
class Caseworker:
    """A municipal caseworker, or the municipality's own system; handles only the destinations named here."""

    kind: ClassVar[str] = "behandelaar"
    id: UUID
    organisation_id: UUID
    name: str
    municipality_code: str
    destinations: frozenset[str]
    teams: frozenset[str] = frozenset()

    def may_handle(self, municipality_code: str, destination: str) -> bool:
        return municipality_code == self.municipality_code and destination in self.destinations


@dataclass(frozen=True, slots=True)
class Manager:
    """Reads figures of one organisation, never a person."""

    kind: ClassVar[str] = "manager"
    id: UUID
    organisation_id: UUID
    name: str
    municipality_code: str | None


@dataclass(frozen=True, slots=True)
class TeamLead:
    """Divides the work of one municipality among its caseworkers; sees no resident."""

    kind: ClassVar[str] = "teamleider"
    id: UUID
    organisation_id: UUID
    name: str
    municipality_code: str


@dataclass(frozen=True, slots=True)
class Administrator:
    """Keeps accounts, agreements and policy of one municipality; sees no resident."""

    kind: ClassVar[str] = "beheerder"
    id: UUID
    organisation_id: UUID
    name: str
    municipality_code: str


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody at an organisation that residents are referred on to; sees only what it was given, with consent."""

    kind: ClassVar[str] = "partner"
    id: UUID
    organisation_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Collector:
    """A system that fetches the national delivery of one municipality: addresses and codes, never a name."""

    kind: ClassVar[str] = "ophaler"
    id: UUID
    organisation_id: UUID
    name: str
    municipality_code: str


@dataclass(frozen=True, slots=True)
class Resident:
    """A resident at a page that nobody signs in for. Who it was is not known here, so no name and no id."""

    kind: ClassVar[str] = "inwoner"
    name: str = "De inwoner"
    id: UUID = NOBODY
    organisation_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Robot:
    """The service itself at work in the background."""

    kind: ClassVar[str] = "robot"
    name: str
    id: UUID = NOBODY
    organisation_id: UUID | None = None


Actor = (
    Corporation | Caseworker | TeamLead | Manager | Administrator | Partner | Collector | Resident | Robot
)


@dataclass(frozen=True, slots=True)
class By:
    """Who does something, and when."""

    actor: Actor
    at: datetime
