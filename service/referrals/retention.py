"""How long the person behind a closed referral is kept: which term of the policy belongs to which end. Pure.

No law names a term for early-warning signals; AVG article 5(1)(e) asks for no longer than needed. What is kept longest
is a file of help that was given. Where help already ran elsewhere, that is where its file is.
"""

from datetime import date
from enum import StrEnum

from service.policy.periods import Period, Retention
from service.referrals.status import NOT_TAKEN_UP, EndResult

LOOK_BACK_MONTHS = 6
"""A report is consecutive when there was another in the six months before its month (Divosa, DDAS)."""


class Keeping(StrEnum):
    """The terms of a policy, by the names they have there."""

    DECLINED = "nietOpgepakt"
    NOT_REACHED = "nietBereikt"
    NO_HELP = "geenHulp"
    HELP = "hulp"


_ENDS: dict[EndResult, Keeping] = {
    **dict.fromkeys(NOT_TAKEN_UP, Keeping.DECLINED),
    EndResult.NO_CONTACT: Keeping.NOT_REACHED,
    EndResult.CONTACT_LOST: Keeping.NOT_REACHED,
    EndResult.NO_HELP_WANTED: Keeping.NO_HELP,
    EndResult.PAID_OR_ARRANGED: Keeping.NO_HELP,
    EndResult.KNOWN_AT_DEBT_HELP: Keeping.NO_HELP,
    EndResult.OTHER_HELP_RUNNING: Keeping.NO_HELP,
    EndResult.REFERRED_WITHOUT_RESIDENT: Keeping.NO_HELP,
    EndResult.ADVICE_OR_QUICK_FIX: Keeping.HELP,
    EndResult.FOLLOW_UP: Keeping.HELP,
    EndResult.FOLLOW_UP_FINANCIAL: Keeping.HELP,
    EndResult.FOLLOW_UP_OTHER: Keeping.HELP,
}


def keeping_of(result: EndResult | None) -> Keeping:
    """The term after an end result. None: what was joined with another referral and is empty since."""
    return Keeping.DECLINED if result is None else _ENDS[result]


def last_past(retention: Retention, keeping: Keeping, today: date) -> date:
    """The latest day of closing whose term has passed by today."""
    return _period(retention, keeping).passed_by(today)


def keys_before(today: date) -> date:
    """Before this day of signalling, no signal of today looks back at a household any more."""
    months = today.year * 12 + today.month - 1 - LOOK_BACK_MONTHS
    return date(months // 12, months % 12 + 1, 1)


def _period(retention: Retention, keeping: Keeping) -> Period:
    return {
        Keeping.DECLINED: retention.declined, Keeping.NOT_REACHED: retention.not_reached,
        Keeping.NO_HELP: retention.no_help, Keeping.HELP: retention.accepted,
    }[keeping]
