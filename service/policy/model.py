"""What a municipality may choose: one dated policy. Pure and frozen.

A policy chooses within the law, never around it: there is no field that can refuse a person, make a statutory term
longer, or let a threatening signal fall.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from service.policy.periods import PayDays, Retention
from service.policy.threshold import Thresholds
from service.rules.facts import Concern, Destination, ThreatPhase
from service.rules.reading import Reading, WorkingDays

LONGEST_DECISION_WEEKS = 8
"""Wgs article 4a(3): the ordinance sets the term of the decision, at most eight weeks."""


class Desk(StrEnum):
    """Where a team works: at one of the two destinations, or at the triage where a person decides where to."""

    DEBT_HELP = "schuldhulp"
    NEIGHBOURHOOD_TEAM = "wijkteam"
    TRIAGE = "triage"


class CaseType(StrEnum):
    """The national types of a report; multiple and consecutive may both hold at once."""

    SINGLE = "enkelvoudig"
    MULTIPLE = "meervoudig"
    CONSECUTIVE = "opeenvolgend"


class Channel(StrEnum):
    """Ways to get in touch that a policy may put in order: a part of the national list of contact kinds."""

    PHONE = "Telefoon"
    TEXT_MESSAGE = "SMS/Whatsapp"
    EMAIL = "Mail"
    LETTER = "Brief"
    CARD = "Kaartje"
    HOME_VISIT = "Huisbezoek"
    APPOINTMENT = "Afspraak op locatie"


class MissingAgreement(StrEnum):
    """What happens to a rent signal that lacks an agreement and nothing else."""

    REFUSE = "weigeren"
    TRIAGE = "triage"


@dataclass(frozen=True, slots=True)
class Team:
    """A team and what it can take on in a week; `capacity` None means: no limit was set."""

    id: str
    name: str
    desk: Desk
    capacity: int | None = None
    contact: str | None = None


@dataclass(frozen=True, slots=True)
class TeamChoice:
    """Which team (by id) does the work at each destination; None leaves the choice to the next in line."""

    debt_help: str | None = None
    neighbourhood_team: str | None = None

    def at(self, destination: Destination) -> str | None:
        return self.debt_help if destination is Destination.DEBT_HELP else self.neighbourhood_team


@dataclass(frozen=True, slots=True)
class PostcodeRange:
    """Two full postcodes and all between them; whole PC4 areas run from AA to ZZ."""

    first: str
    last: str

    def __contains__(self, postcode: str) -> bool:
        return self.first <= postcode <= self.last


@dataclass(frozen=True, slots=True)
class Area:
    name: str
    postcodes: tuple[PostcodeRange, ...]
    teams: TeamChoice


@dataclass(frozen=True, slots=True)
class AskPerson:
    """Situations in which the municipality wants a person to decide before anything else happens."""

    amount_from_cents: int | None = None
    age_from_days: int | None = None
    oral_consent: bool = False
    consent_by_representative: bool = False
    concerns: frozenset[Concern] = frozenset()


@dataclass(frozen=True, slots=True)
class Criteria:
    """Which cases a tray takes; what is not filled in is not asked. `from` counts itself, `below` does not."""

    destinations: frozenset[Destination] = frozenset()
    threatening: bool | None = None
    below_threshold: bool | None = None
    types: frozenset[CaseType] = frozenset()
    concerns: frozenset[Concern] = frozenset()
    amount_from_cents: int | None = None
    amount_below_cents: int | None = None
    age_from_days: int | None = None
    age_below_days: int | None = None


@dataclass(frozen=True, slots=True)
class Tray:
    """One pile of work. `priority` 1 is the most pressing; `channels` stand in the order in which they are tried."""

    id: str
    name: str
    priority: int
    first_action: Channel
    channels: tuple[Channel, ...]
    criteria: Criteria = Criteria()


@dataclass(frozen=True, slots=True)
class ServiceTerms:
    """The municipality's own days for the first contact, in working days after receipt. None: only the law's."""

    debt_help_days: int | None = None
    neighbourhood_team_days: int | None = None
    threatening_days: int | None = None

    def days(self, destination: Destination, *, threatening: bool) -> int | None:
        own = self.debt_help_days if destination is Destination.DEBT_HELP else self.neighbourhood_team_days
        chosen = [days for days in (own, self.threatening_days if threatening else None) if days is not None]
        return min(chosen, default=None)


@dataclass(frozen=True, slots=True)
class MessageLimit:
    """At most so many messages to one household in so many days, over all teams together.

    `post_days`: so many delivery days a letter takes here, where that is more than the post promises.
    """

    count: int = 3
    days: int = 14
    post_days: int | None = None


@dataclass(frozen=True, slots=True)
class FirstSms:
    """Whether a first SMS may go to a number that the resident did not give for it.

    Awb article 2:8 says "slechts": only after an express wish. Who sends one all the same names why in `legal_basis`.
    """

    allowed: bool = False
    legal_basis: str | None = None


@dataclass(frozen=True, slots=True)
class LocalNumbers:
    """Telephone numbers that differ per municipality."""

    mental_health_point: str | None = None


@dataclass(frozen=True, slots=True)
class DataContact:
    """Whom a resident asks about data: the officer for data protection, and where a request goes (AVG article 14)."""

    officer: str | None = None
    requests: str | None = None


DEFAULT_TRAYS = (
    Tray("bedreigend", "Bedreigende situatie", 1, Channel.PHONE, (Channel.PHONE, Channel.HOME_VISIT),
         Criteria(threatening=True)),
    Tray("overig", "Alle andere meldingen", 3, Channel.PHONE, (Channel.PHONE, Channel.LETTER, Channel.HOME_VISIT)),
)
BELOW_THRESHOLD_TRAY = Tray(
    "onder-drempel", "Onder de drempel: aanbod per brief", 4, Channel.LETTER, (Channel.LETTER, Channel.PHONE),
    Criteria(below_threshold=True),
)
"""Where an offer by letter is made when the policy names no tray of its own for it."""


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of the choices of one municipality, in force from `valid_from` until its next version begins.

    `ground` names in Dutch the decision or ordinance on which the choices rest. `pause_days` is how long a corporation
    is asked to pause collection where a resident consents; None: no pause is asked.
    """

    municipality_code: str
    name: str
    valid_from: date
    decided_by: str
    decided_on: date
    ground: str
    teams: tuple[Team, ...]
    areas: tuple[Area, ...] = ()
    default_teams: TeamChoice = TeamChoice()
    thresholds: Thresholds = field(default_factory=Thresholds)
    ask_person: AskPerson = AskPerson()
    missing_agreement: MissingAgreement = MissingAgreement.REFUSE
    trays: tuple[Tray, ...] = DEFAULT_TRAYS
    service_terms: ServiceTerms = ServiceTerms()
    decision_weeks: int = LONGEST_DECISION_WEEKS
    working_days: WorkingDays = WorkingDays.NARROW
    threat_from: ThreatPhase = ThreatPhase.EVICTION_ORDERED
    pay_days: PayDays = field(default_factory=PayDays)
    retention: Retention = field(default_factory=Retention)
    messages: MessageLimit = MessageLimit()
    first_sms: FirstSms = FirstSms()
    local_numbers: LocalNumbers = LocalNumbers()
    data_contact: DataContact = DataContact()
    pause_days: int | None = None

    @property
    def reading(self) -> Reading:
        """How the law's room is read here; raises `LaterThanLaw` for a threat that would begin after the law's."""
        return Reading(self.working_days, self.threat_from)

    @property
    def threshold_basis(self) -> str:
        """On what the threshold rests: its own legal basis, else that of the whole policy."""
        return self.thresholds.legal_basis or self.ground

    def team(self, team_id: str) -> Team | None:
        return next((team for team in self.teams if team.id == team_id), None)

    @property
    def triage(self) -> Team:
        """The team that gets what no area and no default sends elsewhere; `checks` makes sure there is exactly one."""
        return next(team for team in self.teams if team.desk is Desk.TRIAGE)
