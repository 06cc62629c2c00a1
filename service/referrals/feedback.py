"""What a corporation may know of the end of a referral, and no more. Pure.

Sources: the definitions of DDAS vroegsignalering (which reasons go back automatically), Wgs article 8(2) (no ground for
giving out case data). A word on help, on reach or on another reason is never among it. That debt help is given is told
apart from the end of a referral, by `notices`.
"""

from dataclasses import dataclass

from service.referrals.status import NOT_TAKEN_UP, EndResult
from service.signals.status import SignalStatus

# These reasons lie in the signal itself, so the corporation may hear them. "Andere reden" may not: it can be
# detention, an exclusion list or an illness.
TOLD = frozenset({EndResult.REPEATED, EndResult.UNJUSTIFIED, EndResult.DECEASED, EndResult.NOT_A_RESIDENT})


@dataclass(frozen=True, slots=True)
class Notice:
    status: SignalStatus
    reason: str | None = None


def notice_of(result: EndResult) -> Notice:
    """How the end of a referral reads for the corporation."""
    if result not in NOT_TAKEN_UP:
        return Notice(SignalStatus.CLOSED)
    return Notice(SignalStatus.NOT_TAKEN_UP, str(result) if result in TOLD else None)
