"""Before what a message must arrive: the talk, the threat, the last day for the first talk. Pure.

A letter that offers help after an eviction, or a talk that has passed, does harm. No reason opens a moment behind the
talk or the threat; a moment behind the legal day a caseworker may choose with a reason, for the offer stays due.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from service.messages.kind import MessagePurpose
from service.messages.moments import at, local
from service.messages.planning_case import Case, Reason
from service.rules.dutch import day

LEGAL_DAY, THREAT, APPOINTMENT = "D08", "D11", "afspraak"
INVITES_TO_TALK = frozenset({MessagePurpose.FIRST, MessagePurpose.FOLLOW_UP, MessagePurpose.CARE})
_INSTEAD = "Bel of ga langs, of kies een manier die wel op tijd is."
_TELLS = {
    THREAT: "Een bericht komt dan pas aan op of na de dag van de ontruiming: {}.",
    APPOINTMENT: "Het bericht komt dan pas aan na de afspraak: {}.",
    LEGAL_DAY: "Het bericht komt dan pas aan na de laatste dag voor het eerste gesprek: {}.",
}


@dataclass(frozen=True, slots=True)
class Bound:
    """A rule with the moment before which the message has to be there; `hard`: no reason opens what is behind it."""

    rule: str
    before: datetime
    hard: bool = True

    @property
    def reason(self) -> Reason:
        last = self.before - timedelta(days=1) if self.rule == LEGAL_DAY else self.before
        return Reason(self.rule, f"{_TELLS[self.rule].format(day(local(last).date()))} {_INSTEAD}")


def bounds_of(case: Case) -> tuple[Bound, ...]:
    """The bounds of a message, earliest first. A day that has passed bounds nothing any more."""
    found, now = sorted(_all(case), key=lambda bound: bound.before), case.message.now or case.message.ready
    return tuple(bound for bound in found if bound.before > now or bound.rule == APPOINTMENT)


def broken(moment: datetime, case: Case) -> Bound | None:
    """The first bound that a moment of arrival does not keep."""
    return next((bound for bound in bounds_of(case) if moment >= bound.before), None)


def passed(moment: datetime, case: Case) -> tuple[Reason, ...]:
    """What has to be said of a moment after a day that passed, or passes, and that does not bound it."""
    return tuple(bound.reason for bound in _all(case) if bound.rule != APPOINTMENT and moment >= bound.before)


def _all(case: Case) -> Iterator[Bound]:
    message = case.message
    if message.appointment is not None:
        yield Bound(APPOINTMENT, message.appointment)
    if message.purpose not in INVITES_TO_TALK:
        return
    if message.threat is not None:
        yield Bound(THREAT, at(message.threat, time()))
    if message.due is not None:
        yield Bound(LEGAL_DAY, at(message.due + timedelta(days=1), time()), hard=False)
