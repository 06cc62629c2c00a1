"""What a national delivery tells of a signal and of a case: no name, no telephone number, no day of birth. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from service.errors import Fault, InvalidInput
from service.rules.facts import ThreatPhase


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both included: days as the calendar in Amsterdam has them."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            told = "De periode eindigt voor zij begint. Kies een laatste dag op of na de eerste."
            raise InvalidInput([Fault("#/aanleverperiodeEinddatum", "looptTerug", told)])


@dataclass(frozen=True, slots=True)
class Heading:
    """Above a delivery: whose, over which period, made when, by which supplier and version of its software."""

    municipality_code: str
    organisation: str
    period: Period
    made_at: datetime
    supplier: str


@dataclass(frozen=True, slots=True)
class Home:
    """The address that a household is known by, which is all that is told of a person."""

    postcode: str
    number: int
    letter: str | None = None
    addition: str | None = None


@dataclass(frozen=True, slots=True)
class SignalFacts:
    """A signal about rent, with what became of it.

    `status` is our own. `reason` is why it was not taken up, as far as the corporation may know. `deceased`: the
    corporation withdrew it because the resident died. `taken_up` and `end_result` are those of its case.
    """

    id: UUID
    sent_on: date
    status: str
    reason: str | None
    deceased: bool
    taken_up: bool
    end_result: str | None
    amount_cents: int
    arrears_since: date
    threat_phase: ThreatPhase | None
    warm_hand_over: bool
    home: Home


@dataclass(frozen=True, slots=True)
class AttemptFacts:
    """An attempt to get in touch, in the national codes."""

    kind: str
    reached: bool
    on_day: str
    part_of_day: str


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A referral on the ground `signaal` that somebody took up, or that was ended without that."""

    matched_on: date
    taken_up_on: date | None
    end_result: str | None
    signal_ids: tuple[UUID, ...]
    attempts: tuple[AttemptFacts, ...]
