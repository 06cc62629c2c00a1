"""The life of a notice to a corporation that debt help is given or has ended, and of a pause of collection. Pure.

Sources: Besluit gemeentelijke schuldhulpverlening, article 17(1) (the college supplies the fact that the client
receives debt help to who supplied the signal); Wgs articles 1, 4a and 8(2); Awb article 3:40 (a decision takes effect
when it is made known). That the end is told as well is our reading of AVG article 5(1)(d).
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID

from service import clock
from service.rules.facts import ConsentManner
from service.rules.reading import WorkingDays
from service.rules.terms import working_days_after

BASIS = "Besluit gemeentelijke schuldhulpverlening, artikel 17, eerste lid"
BASIS_OF_END = "AVG artikel 5, eerste lid, onder d"
BASIS_OF_PAUSE = "AVG artikel 6, eerste lid, onder a"
GOES_AT = time(12)
"""The time of day, in Amsterdam, at which a notice may go: the morning is left to take it back."""


class NoticeKind(StrEnum):
    RECEIVES = "ontvangt"
    ENDED = "beeindigd"


class NoticeState(StrEnum):
    WAITING = "wacht"
    HELD = "aangehouden"
    STOPPED = "gestopt"
    SENT = "verteld"


_N = NoticeState
ALLOWED: dict[NoticeState, frozenset[NoticeState]] = {
    _N.WAITING: frozenset({_N.HELD, _N.STOPPED, _N.SENT}),
    _N.HELD: frozenset({_N.WAITING, _N.STOPPED}),
    _N.STOPPED: frozenset(),
    _N.SENT: frozenset(),
}


class NoticeStop(StrEnum):
    """Why a notice did not go. Telling is a duty, so there is no reason for who would rather not."""

    ARREARS_GONE = "achterstandWeg"
    SIGNAL_WITHDRAWN = "signaalIngetrokken"
    NOT_TAKEN_UP = "signaalNietOpgepakt"
    ANOTHER_PERSON = "anderePersoon"
    UNSAFE = "onveilig"
    MISTAKE = "vergissing"
    DECISION_CHANGED = "besluitGewijzigd"
    HELP_ENDED = "hulpBeeindigd"


STOPS_BY_HAND = (
    NoticeStop.ARREARS_GONE, NoticeStop.SIGNAL_WITHDRAWN, NoticeStop.ANOTHER_PERSON, NoticeStop.MISTAKE,
)
"""What a caseworker may choose. `UNSAFE` takes two people; the others follow from what was recorded elsewhere."""


class NoticeChange(StrEnum):
    """What a caseworker does with a notice that has not gone."""

    STOP = "stoppen"
    HOLD = "aanhouden"
    TELL = "vertellen"
    WITHHOLD = "nietVertellen"


class PauseEnd(StrEnum):
    """How a pause of collection ended. The corporation hears only that it did."""

    OVER = "voorbij"
    CONSENT_WITHDRAWN = "toestemmingIngetrokken"
    OFFER_DECLINED = "aanbodAfgewezen"
    SIGNAL_WITHDRAWN = "signaalIngetrokken"


@dataclass(frozen=True, slots=True)
class PauseConsent:
    """The resident's consent to tell the corporation of a pause; `signals` None: the one signal there is."""

    given_on: date
    manner: ConsentManner
    signals: tuple[UUID, ...] | None = None


def sources_of(target: NoticeState) -> list[str]:
    """The states from which a notice may go to `target`: the guard of every change."""
    return [str(state) for state, targets in ALLOWED.items() if target in targets]


def goes_at(now: datetime) -> datetime:
    """Noon of the next day that is a working day in every reading, so that somebody is there to take it back."""
    day = working_days_after(clock.day_of(now), 1, WorkingDays.WIDE)
    return datetime.combine(day, GOES_AT, clock.AMSTERDAM)
